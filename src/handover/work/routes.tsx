import { doingOf } from '../../network/doing.ts'
import { actingOf } from '../../foundation/doing.ts'
import { conflictPage, conflictShown } from '../../workplace/conflict.tsx'
import { networkHere } from '../../network/current.ts'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { dutchTime } from '../../foundation/clock/workingdays.ts'
import { may, type Right } from '../../foundation/identity/rights.ts'
import { workplace } from '../../foundation/ui/frame.tsx'
import { again, type Answer, seeOther } from '../../foundation/web/answer.ts'
import type { Tx } from '../../foundation/database/database.ts'
import { draftsOn } from '../../foundation/web/drafts.ts'
import { emptyForm, type Filled } from '../../foundation/web/forms.ts'
import { Conflict, FormProblem } from '../../foundation/web/problem.ts'
import { programOf, type Route, route, type StaffVisit } from '../../foundation/web/route.ts'
import { type List, listFile, sheetForm } from '../../foundation/web/sheet.ts'
import { lookByNumber } from '../../desk/queries.ts'
import { questionLife } from '../../desk/question.ts'
import { found, foundBy, numberParams, sayConflict } from '../../desk/work/found.ts'
import type { Network } from '../../network/current.ts'
import { mailableAt } from '../../people/person.ts'
import { findPerson } from '../../people/queries.ts'
import { propose } from './actions.ts'
import { acts, partnerActs, readSaid } from '../acts.ts'
import type { ActName } from '../fields.ts'
import { planOf } from '../plan/store.ts'
import { type ListChoice, listsFor } from '../lists.ts'
import { handoversFor, itemsOfQuestion, seeHandover } from '../queries.ts'
import { type ShownBeside, sideRoutes } from '../sides.ts'
import { handoversOf, type ListedHandover } from '../store.ts'
import { say } from '../words.ts'
import { listForm, proposeForm } from './forms.ts'
import { HandoverPage, Inbox } from './pages.tsx'
import { ProposePage } from './propose.tsx'
import { looksAfterPartners } from '../parties.ts'
import { handoverRights } from '../rights.ts'
import { A } from '../../foundation/ui/components.tsx'
import { networkRights } from '../../network/rights.ts'
import { deskRights } from '../../desk/rights.ts'

/** The list that an address means: the one it names, when this reader has it. */
export const chosenList = (visit: Parameters<typeof Inbox>[0]['visit'], choice: ListChoice): ListChoice =>
  listsFor(visit.actor).includes(choice.lijst) ? choice : { ...choice, lijst: 'waits' }

const mostExported = 10_000
const moment = dutchTime('sv-SE', { dateStyle: 'short' })

/** A list of handovers to take along. */
function listOf(visit: StaffVisit, network: Network, handovers: readonly ListedHandover[]): List {
  const t = say[visit.language]
  const name = (id: string) => network.organisations.get(id)?.name ?? ''
  return {
    code: 'handovers',
    name: t('inbox.title'),
    heads: (['number', 'from', 'to', 'state', 'waits', 'proposed', 'due', 'ended'] as const).map((each) => t(`sheet.${each}`)),
    rows: handovers.map((each) => [
      each.reference,
      name(each.from_id),
      name(each.to_id),
      t(`state.${each.state}`),
      each.waits_for ? t(`waits.${each.waits_for}`, { partner: name(each.to_id) }) : '',
      moment(each.proposed_at),
      each.due_at && moment(each.due_at),
      each.ended_at && moment(each.ended_at),
    ]),
  }
}

const proposeQuery = z.object({ naar: z.uuid().optional().catch(undefined), samen: z.literal('ja').optional().catch(undefined) })

async function showPropose(visit: StaffVisit<{ number: string }, z.infer<typeof proposeQuery>>, filled?: Filled): Promise<Answer> {
  const network = await networkHere(visit)
  const back = visit.path(`/werk/vragen/${visit.params.number}`)
  const { naar, samen } = visit.query
  return workplace(
    visit,
    {
      purpose: 'question',
      current: 'handovers',
      read: async (tx) => {
        const question = await foundBy((sought) => lookByNumber(actingOf(visit, tx), sought), visit, visit.params.number)
        const person = (await findPerson(tx, visit.region.id, question.person_id))!
        const draft = filled ? undefined : (await draftsOn(tx, visit, question.id)).get('overdracht')
        return {
          question,
          person,
          form: filled ?? draft ?? emptyForm,
          items: await itemsOfQuestion(tx, question),
          earlier: await handoversOf(tx, visit.region.id, question.id),
          plan: await planOf(tx, visit.region.id, question.id),
        }
      },
    },
    ({ question, person, form, items, earlier, plan }) => {
      const together = samen === 'ja' || form.values.samen === 'ja'
      const joins = together && question.state === 'handover' && earlier.every((each) => each.ended_at || each.purpose === 'plan')
      if (!(joins || questionLife.can('handOver', question.state)) || !question.staff_id)
        return conflictShown(visit, sayConflict(visit, new Conflict(question.staff_id ? 'conflict.state' : 'conflict.take-first')), back, form.values.why ?? '')
      const suggested = naar ?? earlier.at(-1)?.next_id ?? undefined
      return {
        title: say[visit.language]('propose.title'),
        question: question.number,
        content: (
          <ProposePage
            visit={visit}
            network={network}
            question={question}
            items={items}
            form={form}
            formKey={randomUUID()}
            action={`${back}/overdracht${naar ? `?naar=${naar}` : ''}`}
            preview={filled?.values.stap === 'bekijken' && Object.keys(filled.errors).length === 0}
            back={back}
            suggested={suggested === question.organisation_id ? undefined : suggested}
            plan={together ? { goal: plan?.plan.goal ?? '' } : undefined}
            reachable={mailableAt(person) !== undefined && !question.discreet}
          />
        ),
      }
    },
  )
}

function proposeRoutes(): Route[] {
  const shared = { path: '/:region/werk/vragen/:number/overdracht', right: deskRights.answer, params: numberParams, query: proposeQuery } as const
  return [
    route({ ...shared, method: 'GET', handle: (visit) => showPropose(visit) }),
    route({
      ...shared,
      method: 'POST',
      body: proposeForm.schema,
      handle: async (visit) => {
        const { to, why, hope, shares, stap } = visit.body
        const agreed = readSaid(visit.body)
        if (visit.body.samen && !visit.body.goal) throw new FormProblem({ goal: { key: 'handover.plan.goal.empty' } })
        const plan = visit.body.samen && { goal: visit.body.goal! }
        if (agreed && agreed.at > visit.now) throw new FormProblem({ day: { key: 'handover.when.future' } })
        if (!Object.values(shares).includes('offer')) throw new FormProblem({ shares: { key: 'handover.shares.empty' } })
        if (stap !== 'versturen') return again(visit.typed)
        const network = await networkHere(visit)
        // Whoever may see the question is decided by the policies; the program then writes.
        const { id } = await visit.transaction('handover', (tx) => found(tx, visit, visit.params.number))
        const made = await visit.change('handover', (tx) => propose(doingOf(visit, tx, network), id, { to, plan, why, hope, shares, agreed }), programOf(visit))
        return seeOther(visit.path(`/werk/overdrachten/${made}?gedaan=ja`))
      },
      redo: showPropose,
      conflict: (visit, error) => conflictPage(visit, sayConflict(visit, error), visit.path(`/werk/vragen/${visit.params.number}`), visit.body.why),
    }),
  ]
}

async function showHandover(visit: StaffVisit, id: string, shown: ShownBeside): Promise<Answer> {
  const network = await networkHere(visit)
  const read = async (tx: Tx) => ({ seen: await seeHandover(doingOf(visit, tx, network), id), drafts: await draftsOn(tx, visit, id) })
  return workplace(visit, { purpose: 'handover', current: 'handovers', read }, ({ seen, drafts }) => ({
    title: say[visit.language]('page.title'),
    status: shown.conflict ? 409 : 200,
    quiet: true,
    content: (
      <HandoverPage
        visit={visit}
        network={network}
        seen={seen}
        drafts={drafts}
        at={visit.path(`/werk/overdrachten/${id}`)}
        back={visit.path('/werk/overdrachten')}
        formKey={randomUUID()}
        {...shown}
      />
    ),
  }))
}

/** What a partner does is for who works on handovers; the rest for who answers questions, and deciding for coordinators. */
const rightOf = (which: ActName): Right => (which === 'besluit' ? deskRights.advise : which in partnerActs ? handoverRights.work : deskRights.answer)
const actsOfStaff = Object.fromEntries(Object.entries(acts).map(([which, act]) => [which, { ...act, right: rightOf(which as ActName) }])) as typeof acts

/** What staff do with handovers: propose, the inbox, and each side's steps. */
export const workHandoverRoutes: readonly Route[] = [
  ...proposeRoutes(),
  route({
    method: 'GET',
    path: '/:region/werk/overdrachten',
    right: handoverRights.see,
    query: listForm.schema.extend({ vorm: sheetForm }),
    handle: async (visit) => {
      const network = await networkHere(visit)
      const { vorm, ...rest } = visit.query
      const choice = chosenList(visit, rest)
      if (vorm && may(visit.actor, networkRights.exportLists)) {
        const { handovers } = await visit.transaction('export', (tx) => handoversFor(tx, visit.actor, { ...choice, pagina: 1 }, mostExported))
        return listFile(visit, vorm, listOf(visit, network, handovers))
      }
      return workplace(visit, { purpose: 'handover', current: 'handovers', read: (tx) => handoversFor(tx, visit.actor, choice) }, (list) => ({
        title: say[visit.language]('inbox.title'),
        content: (
          <>
            <Inbox visit={visit} network={network} choice={choice} {...list} at={visit.path('/werk/overdrachten')} />
            {looksAfterPartners(visit, network) && <A href={visit.path('/werk/partners')}>{say[visit.language]('revoke.title')}</A>}
          </>
        ),
      }))
    },
  }),
  ...sideRoutes({
    inbox: '/werk/overdrachten',
    at: '/werk/overdrachten',
    see: handoverRights.see,
    acts: actsOfStaff,
    show: (visit, id, beside) => showHandover(visit as StaffVisit, id, beside),
  }),
]
