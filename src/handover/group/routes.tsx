import type { StaffActor } from '../../foundation/actor.ts'
import type { Doing } from '../../network/doing.ts'
import { doingOf } from '../../network/doing.ts'
import { actingOf } from '../../foundation/doing.ts'
import { conflictPage } from '../../workplace/conflict.tsx'
import { networkHere } from '../../network/current.ts'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Tx } from '../../foundation/database/database.ts'
import { recordLooks } from '../../foundation/record/record.ts'
import type { FormOf } from '../../foundation/ui/fields.ts'
import { workplace } from '../../foundation/ui/frame.tsx'
import { again, type Answer, page, seeOther } from '../../foundation/web/answer.ts'
import { emptyForm, type Filled } from '../../foundation/web/forms.ts'
import { Conflict, NotFound } from '../../foundation/web/problem.ts'
import { programOf, type Route, route, type StaffVisit, type Visit } from '../../foundation/web/route.ts'
import { subjectOf } from '../../desk/public/followed.ts'
import { lookByNumber, questionById, questionsOfGroup } from '../../desk/queries.ts'
import { isClosed, type Question } from '../../desk/question.ts'
import { found, foundBy, numberParams, sayConflict } from '../../desk/work/found.ts'
import { newestOf } from '../store.ts'
import { say } from '../words.ts'
import { addPeople, joinGroup, proposeAll, readPeople } from './actions.ts'
import { type GroupFormName, groupForms, joinForm } from './forms.ts'
import { GroupPage, type GroupSeen, JoinPage } from './pages.tsx'
import { followLink } from '../../desk/links.ts'
import { deskRights } from '../../desk/rights.ts'
import { groupLink } from '../links.ts'
import { handoverRights } from '../rights.ts'

const isGroup = (question: Question) => question.asker_group === 'employer' && !question.group_id

async function showGroup(visit: StaffVisit, shown: Pick<GroupSeen, 'done' | 'filled'> = {}): Promise<Answer> {
  const network = await networkHere(visit)
  const { number } = visit.params as { number: string }
  return workplace(
    visit,
    {
      purpose: 'question',
      current: '',
      read: async (tx) => {
        const group = await foundBy((sought) => lookByNumber(actingOf(visit, tx), sought), visit, number)
        if (!isGroup(group)) throw new NotFound()
        const people = await questionsOfGroup(tx, visit.region.id, group.id)
        recordLooks(
          actingOf(visit, tx),
          people.map((each) => ({ person: each.person_id, question: each.id })),
        )
        const handovers = await newestOf(
          tx,
          visit.region.id,
          people.map((each) => each.id),
        )
        return { group, people, handovers: new Map(handovers.map((each) => [each.question_id, each])) }
      },
    },
    (seen) => {
      const token = visit.system.links.make(visit.region.id, groupLink, seen.group.id, seen.group.link_version)
      const joinUrl = `${visit.system.settings.baseUrl}${visit.path(`/groep/${token}`)}`
      return {
        title: say[visit.language]('group.title'),
        question: seen.group.number,
        content: <GroupPage visit={visit} seen={{ network, joinUrl, formKey: randomUUID(), ...seen, ...shown }} />,
      }
    },
  )
}

const doneQuery = z.object({ gedaan: z.coerce.number().int().min(0).max(1000).optional().catch(undefined) })

/** A form of a group, which counts whom something was done for. */
function groupAct<Body>(which: GroupFormName, { schema: body }: FormOf<z.ZodType<Body>>, work: (doing: Doing<StaffActor>, id: string, body: Body) => Promise<number>): Route {
  return route({
    method: 'POST',
    path: `/:region/werk/vragen/:number/groep/${which}`,
    right: deskRights.answer,
    params: numberParams,
    body,
    handle: async (visit) => {
      const { id } = await visit.transaction('handover', (tx) => found(tx, visit, visit.params.number))
      const network = await networkHere(visit)
      const count = await visit.change('handover', async (tx) => String(await work(doingOf(visit, tx, network), id, visit.body)), programOf(visit))
      return seeOther(visit.path(`/werk/vragen/${visit.params.number}/groep?gedaan=${count}`))
    },
    redo: (visit, form) => showGroup(visit, { filled: { which, form } }),
    conflict: (visit) => {
      const { people, why } = visit.typed.values
      return conflictPage(visit, sayConflict(visit, new Conflict('conflict.state')), visit.path(`/werk/vragen/${visit.params.number}/groep`), people ?? why ?? '')
    },
  })
}

/** A group: what staff do with it, and how its people join by themselves. */
export function groupRoutes(): Route[] {
  const joining = { path: '/:region/groep/:token', right: handoverRights.joinGroup, link: groupLink, params: z.object({ region: z.string(), token: z.string() }) } as const
  const groupOf = async (visit: Visit, tx: Tx) => {
    const link = visit.system.links.read(visit.region.id, groupLink, (visit.params as { token: string }).token)
    const group = await questionById(tx, visit.region.id, subjectOf(visit))
    if (!group || group.link_version !== link?.version || !isGroup(group)) throw new NotFound()
    return group
  }
  const showJoin = async (visit: Visit, form: Filled) => {
    const group = await visit.transaction('following', (tx) => groupOf(visit, tx))
    const network = await networkHere(visit)
    const organisation = network.organisations.get(group.organisation_id)?.name ?? ''
    return page(<JoinPage visit={visit} network={network} organisation={organisation} form={form} formKey={randomUUID()} closed={isClosed(group.state)} />)
  }
  return [
    route({
      method: 'GET',
      path: '/:region/werk/vragen/:number/groep',
      right: deskRights.see,
      params: numberParams,
      query: doneQuery,
      handle: (visit) => showGroup(visit, { done: visit.query.gedaan }),
    }),
    groupAct('mensen', groupForms.mensen, (doing, id, { people, text }) => addPeople(doing, id, readPeople(people), text)),
    groupAct('overdragen', groupForms.overdragen, proposeAll),
    route({ ...joining, method: 'GET', limit: { most: 60, minutes: 10 }, handle: (visit) => showJoin(visit, emptyForm) }),
    route({
      ...joining,
      method: 'POST',
      limit: { most: 30, minutes: 10 },
      body: joinForm.schema,
      holds: groupOf,
      handle: async (visit) => {
        const network = await networkHere(visit)
        const actor = { kind: 'public', region: visit.region.id } as const
        const made = await visit.change(
          'asking',
          async (tx) => (await joinGroup({ tx, actor, now: visit.now, network }, subjectOf(visit), visit.body, visit.language)).id,
          programOf(visit),
        )
        return seeOther(visit.path(`/volg/${visit.system.links.make(visit.region.id, followLink, made!, 1)}?gedaan=new`))
      },
      redo: showJoin,
      conflict: (visit, { key }) => again({ ...visit.typed, errors: { text: { key } } }),
    }),
  ]
}
