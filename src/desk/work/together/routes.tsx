import { type Doing, doingOf } from '../../../network/doing.ts'
import { actingOf } from '../../../foundation/doing.ts'
import { conflictPage } from '../../../workplace/conflict.tsx'
import { networkHere } from '../../../network/current.ts'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { StaffActor } from '../../../foundation/actor.ts'
import { record, recordLooks } from '../../../foundation/record/record.ts'
import { workplace } from '../../../foundation/ui/frame.tsx'
import { again, type Answer, file, seeOther } from '../../../foundation/web/answer.ts'
import { type Act, actOn, formRoutes } from '../../../foundation/web/acts.ts'
import type { Filled } from '../../../foundation/web/forms.ts'
import { NotFound } from '../../../foundation/web/problem.ts'
import { programOf, type Route, route, type StaffVisit } from '../../../foundation/web/route.ts'
import { regionOfId } from '../../../network/geography.ts'
import type { Network } from '../../../network/current.ts'
import { giveMandate, residentFor, takeMandate } from '../../../people/file/actions.ts'
import type { FileForm } from '../../../people/file/pieces.tsx'
import { readFile } from '../../../people/file/reads.ts'
import { askFrom, askName, erasureCheck, knownParts, mandateBody, nameBody, requestBody, takeAlong, takenParts } from '../../../people/file/routes.tsx'
import { findPerson, findPersons, personsOf } from '../../../people/queries.ts'
import { notHelpedUntil } from '../../question.ts'
import { proofWay } from '../../proof/proof.ts'
import { type AskerActName, askerActs } from '../../public/acts.ts'
import type { FollowForm } from '../../public/forms.ts'
import { found, numberParams, sayConflict } from '../found.ts'
import { say } from '../../words.ts'
import { TogetherPage } from './pages.tsx'
import { peopleRights } from '../../../people/rights.ts'
import { deskEvents } from '../../events.ts'

/**
 * The question of an address, which this guide works on, and whose file it is: of the persons that are confirmed to be the same somebody as who asked it those whose
 * questions this guide may see, or the asker alone. `person` is how they are reached now. @throws NotFound also where they may only read it
 */
async function workedOn(visit: StaffVisit) {
  const region = visit.region.id
  const question = await visit.transaction('own-file', (tx) => found(tx, visit, (visit.params as { number: string }).number))
  if (visit.actor.sight === 'organisation' && question.organisation_id !== visit.actor.organisation) throw new NotFound()
  const asker = question.asked_by ?? question.person_id
  const resident = (await visit.system.database.transaction(programOf(visit), 'own-file', (tx) => findPerson(tx, region, asker)))?.resident_id ?? null
  return visit.transaction('own-file', async (tx) => {
    const others = resident ? await personsOf(tx, region, resident) : []
    return { question, asker, resident, person: (await findPerson(tx, region, question.person_id))!, persons: [asker, ...others.filter((each) => each !== asker)] }
  })
}
type Whose = Awaited<ReturnType<typeof workedOn>>

/** What is done for somebody works on. */
interface On {
  visit: StaffVisit<{ number: string; id?: string }>
  whose: Whose
  doing: Doing<StaffActor>
}

interface Beside {
  done?: boolean
  asker?: { which: FollowForm; form: Filled }
  filled?: { which: FileForm; form: Filled }
}

/** Who looked and what was asked is for the person, so the program reads it for who sits with them: of what this guide may see, and nothing of other organisations. */
async function readOwn(visit: StaffVisit, network: Network, { persons, resident }: { persons: readonly string[]; resident: string | null }) {
  const region = visit.region.id
  const { contacts, own } = await visit.system.database.transaction(programOf(visit), 'own-file', async (tx) => ({
    contacts: await findPersons(tx, region, persons),
    own: await readFile(tx, visit, network, { persons, resident }, { most: 500 }),
  }))
  return { contacts, own: { ...own, requests: own.requests.filter((each) => each.persons.some((person) => persons.includes(person))) } }
}

async function show(visit: StaffVisit, beside: Beside): Promise<Answer> {
  const network = await networkHere(visit)
  const region = visit.region.id
  const { question, ...whose } = await workedOn(visit)
  const { contacts, own } = await readOwn(visit, network, whose)
  return workplace(
    visit,
    {
      purpose: 'own-file',
      current: '',
      read: async (tx) => {
        recordLooks(
          actingOf(visit, tx),
          whose.persons.map((each) => ({ person: each, question: each === whose.asker ? question.id : undefined })),
        )
        return { parts: await knownParts(tx, visit, network, whose.persons), check: await erasureCheck(tx, region, visit.now, whose.persons) }
      },
    },
    ({ parts, check }) => {
      const at = visit.path(`/werk/vragen/${question.number}/samen`)
      const formKey = randomUUID()
      const until = question.state === 'answered' ? notHelpedUntil(question.closed_at!) : undefined
      const asker = {
        question,
        network,
        person: whose.person,
        proven: true,
        way: proofWay(whose.person),
        formKey,
        filled: beside.asker,
        notHelpedUntil: until && until >= visit.now ? until : undefined,
        municipalities: regionOfId(region).municipalities,
      }
      const side = { visit, network, file: own, contacts, at, formKey, together: true, filled: beside.filled }
      return {
        title: say[visit.language]('together.title'),
        question: question.number,
        content: <TogetherPage visit={visit} asker={asker} side={side} parts={parts} check={check} done={beside.done} />,
      }
    },
  )
}

/**
 * What a person can do on their own page or in their own file, done by a guide who sits or phones with them: recorded as the guide's writing down,
 * and how it was said. It can be printed, with who looked.
 */
export function togetherRoutes(): Route[] {
  const shared = { right: peopleRights.openTogether, params: numberParams } as const
  const path = '/:region/werk/vragen/:number/samen'
  const act = actOn<On>()
  const shown: Readonly<Record<string, FileForm>> = { verzoeken: 'verzoeken', 'verzoeken/naam': 'verzoeken', machtigen: 'machtigen', 'machtigen/:id/intrekken': 'machtigen' }
  const acts: Readonly<Record<string, Act<On>>> = {
    ...Object.fromEntries(
      (Object.keys(askerActs) as AskerActName[]).map((which) => {
        const { work, ...shape } = askerActs[which]
        return [
          which,
          {
            ...shape,
            done: 'ja',
            work: ({ visit, doing, whose }: On, given: unknown) => work({ doing, id: whose.question.id, secret: visit.system.ownKey, proven: true }, given),
          },
        ]
      }),
    ),
    verzoeken: act({
      body: requestBody,
      // As the resident's own: an unattended screen takes nothing away, and lets nobody in.
      fresh: ({ kind }) => kind === 'erase',
      done: 'ja',
      work: ({ visit, doing, whose }, body) => askFrom(doing.tx, visit, doing.network, { ...whose, how: body.how ?? 'walk-in' }, body),
    }),
    'verzoeken/naam': act({
      body: nameBody,
      done: 'ja',
      work: ({ visit, doing, whose }, { how, look }) => askName(doing.tx, visit, doing.network, { ...whose, how: how ?? 'walk-in' }, look),
    }),
    machtigen: act({
      body: mandateBody,
      fresh: true,
      done: 'ja',
      work: async ({ doing, whose }, { name, email, relation, ends, how = 'walk-in' }) =>
        giveMandate(doing, await residentFor(doing, whose.asker), { name, email: email!, relation, ends_on: ends, how }),
    }),
    'machtigen/:id/intrekken': act({ body: z.object({}), done: 'ja', work: ({ visit, doing, whose }) => takeMandate(doing, whose.resident ?? '', visit.params.id!) }),
  }
  return [
    route({
      ...shared,
      method: 'GET',
      path,
      query: z.object({ gedaan: z.literal('ja').optional().catch(undefined) }),
      handle: (visit) => show(visit, { done: visit.query.gedaan !== undefined }),
    }),
    route({
      ...shared,
      method: 'GET',
      path: `${path}/bestand`,
      fresh: true,
      onPage: path,
      handle: async (visit) => {
        const network = await networkHere(visit)
        const whose = await workedOn(visit)
        const taken = await visit.transaction('own-file', (tx) => {
          recordLooks(
            actingOf(visit, tx),
            whose.persons.map((person) => ({ person })),
          )
          record(actingOf(visit, tx), deskEvents.fileTaken, whose.question.id)
          return takenParts(tx, visit, network, whose.persons)
        })
        const { contacts, own } = await readOwn(visit, network, whose)
        return file(takeAlong(visit, network, contacts, own, taken))
      },
    }),
    ...formRoutes<On['visit'], On, string, string>(
      {
        path,
        right: peopleRights.openTogether,
        params: numberParams.extend({ id: z.uuid().optional() }),
        purpose: 'own-file',
        by: programOf,
        on: async (visit) => {
          const network = await networkHere(visit)
          const whose = await workedOn(visit)
          return (tx) => ({ visit, whose, doing: doingOf(visit, tx, network) })
        },
        done: (visit, done) => seeOther(visit.path(`/werk/vragen/${visit.params.number}/samen?gedaan=${done}`)),
        show: (visit, { which, form }) => show(visit, which in shown ? { filled: { which: shown[which]!, form } } : { asker: { which: which as AskerActName, form } }),
        conflict: (visit, error) =>
          error.key.startsWith('conflict.')
            ? conflictPage(visit, sayConflict(visit, error), visit.path(`/werk/vragen/${visit.params.number}/samen`), visit.typed.values.text ?? '')
            : again({ ...visit.typed, errors: { text: { key: error.key } } }),
      },
      acts,
    ),
  ]
}
