import type { z } from 'zod'
import type { StaffActor } from '../foundation/actor.ts'
import { type Day, dayOf } from '../foundation/clock/workingdays.ts'
import type { Tx } from '../foundation/database/database.ts'
import type { FormOf } from '../foundation/ui/fields.ts'
import { type Act, actOn } from '../foundation/web/acts.ts'
import { FormProblem } from '../foundation/web/problem.ts'
import type { Visit } from '../foundation/web/route.ts'
import { withdraw } from '../desk/public/actions.ts'
import { networkHere } from '../network/current.ts'
import { type Doing, doingOf } from '../network/doing.ts'
import { readMoment } from '../appointments/meeting.ts'
import { answerPerson, close, lock, offerNow, stop } from './actions.ts'
import { decide } from './coordinator/actions.ts'
import { type ActName, actForms } from './fields.ts'
import type { Said } from './handover.ts'
import { addStep, agreePlan, dropStep, finishStep } from './plan/actions.ts'
import { accept, cancel, choose, decline, meet, miss, proposeMeeting, report } from './partner/actions.ts'

/** A handover, and who does something to it: the transaction is the program's own, the actor is who acts. */
export interface On {
  doing: Doing
  id: string
}
/** The handover that an address names, for who comes. */
export async function onHandover(visit: Visit<{ id: string }>): Promise<(tx: Tx) => On> {
  const network = await networkHere(visit)
  return (tx) => ({ doing: doingOf(visit, tx, network), id: visit.params.id })
}

type HandoverAct = Act<On, unknown, 'ja'>
const act = <Body>({ schema: body }: FormOf<z.ZodType<Body>>, work: (doing: Doing, id: string, body: Body) => unknown): HandoverAct =>
  actOn<On>()({ body, work: ({ doing, id }, given) => work(doing, id, given), done: 'ja' })

/** How and when a yes was said, as a form gives it; undefined when no way is named. @throws FormProblem at `day` for no day and hour */
export function readSaid({ how, day, hour }: { how?: Said['how']; day?: string; hour?: string }): Said | undefined {
  if (!how) return undefined
  const at = readMoment(day ?? '', hour ?? '')
  if (!at) throw new FormProblem({ day: { key: 'handover.when.wrong' } })
  return { how, at }
}

/** Everything that is done to a handover, by the last word of its address. */
export const acts: Readonly<Record<ActName, HandoverAct>> = {
  ja: act(actForms.ja, (doing, id, body) => answerPerson(doing, id, true, readSaid(body))),
  nee: act(actForms.nee, (doing, id) => answerPerson(doing, id, false)),
  aanbieden: act(actForms.aanbieden, (doing, id) => offerNow(doing, id)),
  aannemen: act(actForms.aannemen, (doing, id) => accept(doing, id)),
  afwijzen: act(actForms.afwijzen, decline),
  tijden: act(actForms.tijden, proposeMeeting),
  kiezen: act(actForms.kiezen, (doing, id, { moment }) => choose(doing, id, new Date(moment))),
  afzeggen: act(actForms.afzeggen, (doing, id) => cancel(doing, id)),
  gesproken: act(actForms.gesproken, (doing, id, { day }) => meet(doing, id, (day as Day | undefined) ?? dayOf(doing.now))),
  'niet-gekomen': act(actForms['niet-gekomen'], (doing, id) => miss(doing, id)),
  uitkomst: act(actForms.uitkomst, report),
  gelezen: act(actForms.gelezen, (doing, id) => close(doing, id)),
  stoppen: act(actForms.stoppen, (doing, id) => stop(doing, id)),
  // The asker's own end, which a guide can write down for them.
  'niet-nodig': act(actForms['niet-nodig'], async (doing, id) => {
    const { question } = await lock(doing, id, 'noNeed')
    await withdraw(doing, question.id)
  }),
  stap: act(actForms.stap, (doing, id, body) => addStep(doing, id, { ...body, due: body.due as Day })),
  klaar: act(actForms.klaar, (doing, id, { step, note }) => finishStep(doing, id, step, note)),
  'stap-weg': act(actForms['stap-weg'], (doing, id, { step }) => dropStep(doing, id, step)),
  'plan-ja': act(actForms['plan-ja'], (doing, id, body) => agreePlan(doing, id, readSaid(body))),
  besluit: act(actForms.besluit, (doing, id, body) => decide(doing as Doing<StaffActor>, id, body)),
}

const only = <Which extends ActName>(...names: Which[]) => Object.fromEntries(names.map((which) => [which, acts[which]])) as Record<Which, HandoverAct>
/** What a partner does, in its inbox or by its link. */
export const partnerActs = only('aannemen', 'afwijzen', 'tijden', 'kiezen', 'afzeggen', 'gesproken', 'niet-gekomen', 'uitkomst', 'stap', 'klaar')
/** What the person does on their own page. */
export const personActs = only('ja', 'nee', 'kiezen', 'afzeggen', 'stoppen', 'klaar', 'plan-ja')
