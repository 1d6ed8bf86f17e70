import { z } from 'zod'
import type { StaffActor } from '../foundation/actor.ts'
import { type Day, dayOf } from '../foundation/clock/workingdays.ts'
import { optionalChoice, optionalText, requiredText } from '../foundation/web/forms.ts'
import { FormProblem } from '../foundation/web/problem.ts'
import { withdraw } from '../desk/public/actions.ts'
import type { Doing } from '../network/doing.ts'
import { readMoment, timesSchema } from '../appointments/meeting.ts'
import { answerPerson, close, lock, offerNow, stop } from './actions.ts'
import { decide, decisions } from './coordinator/actions.ts'
import { declineReasons, outcomes, type Said, saidHows } from './handover.ts'
import { addStep, agreePlan, dropStep, finishStep } from './plan/actions.ts'
import { accept, cancel, choose, decline, meet, miss, proposeMeeting, report } from './partner/actions.ts'

/** What is done to a handover, as the transaction's work: the transaction is the program's own, the actor is who acts. */
export interface Act<Body = unknown> {
  body: z.ZodType<Body>
  work(doing: Doing, id: string, body: Body): Promise<unknown>
}
const act = <Body>(body: z.ZodType<Body>, work: Act<Body>['work']): Act => ({ body, work }) as Act
const nothing = z.object({})

/** How and when a yes was said, as a form gives it; undefined when no way is named. @throws FormProblem at `day` for no day and hour */
export const saidSchema = {
  how: optionalChoice(saidHows),
  day: optionalText(10),
  hour: optionalText(5),
}
export function readSaid({ how, day, hour }: { how?: Said['how']; day?: string; hour?: string }): Said | undefined {
  if (!how) return undefined
  const at = readMoment(day ?? '', hour ?? '')
  if (!at) throw new FormProblem({ day: { key: 'handover.when.wrong' } })
  return { how, at }
}

const dayField = z
  .string()
  .optional()
  .transform((text) => text?.trim() || undefined)
  .pipe(z.iso.date('handover.day.wrong').optional())
const organisationField = z.preprocess((value) => value || undefined, z.uuid('form.choose').optional())

/** Everything that is done to a handover, by the last word of its address. */
export const acts = {
  ja: act(z.object(saidSchema), (doing, id, body) => answerPerson(doing, id, true, readSaid(body))),
  nee: act(nothing, (doing, id) => answerPerson(doing, id, false)),
  aanbieden: act(nothing, (doing, id) => offerNow(doing, id)),
  aannemen: act(nothing, (doing, id) => accept(doing, id)),
  afwijzen: act(z.object({ reason: z.enum(declineReasons, { error: 'form.choose' }), text: optionalText(2000), next: organisationField }), (doing, id, body) =>
    decline(doing, id, body),
  ),
  tijden: act(z.intersection(timesSchema, z.object({ gids: z.literal('ja').optional() })), (doing, id, body) =>
    proposeMeeting(doing, id, { ...body, withGuide: body.gids !== undefined }),
  ),
  kiezen: act(z.object({ moment: z.iso.datetime() }), (doing, id, body) => choose(doing, id, new Date(body.moment))),
  afzeggen: act(nothing, (doing, id) => cancel(doing, id)),
  gesproken: act(z.object({ day: dayField }), (doing, id, body) => meet(doing, id, (body.day as Day | undefined) ?? dayOf(doing.now))),
  'niet-gekomen': act(nothing, (doing, id) => miss(doing, id)),
  uitkomst: act(z.object({ outcome: z.enum(outcomes, { error: 'form.choose' }), text: optionalText(2000), next: organisationField }), (doing, id, body) => report(doing, id, body)),
  gelezen: act(nothing, (doing, id) => close(doing, id)),
  stoppen: act(nothing, (doing, id) => stop(doing, id)),
  // The asker's own end, which a guide can write down for them.
  'niet-nodig': act(nothing, async (doing, id) => {
    const { question } = await lock(doing, id, 'noNeed')
    await withdraw(doing, question.id)
  }),
  // The plan of several partners: each adds what somebody does, and says when it is done.
  stap: act(z.object({ what: requiredText(300, 'handover.plan.what.empty'), who: organisationField, due: z.iso.date('handover.day.wrong') }), (doing, id, body) =>
    addStep(doing, id, { ...body, due: body.due as Day }),
  ),
  klaar: act(z.object({ step: z.uuid(), note: optionalText(1000) }), (doing, id, body) => finishStep(doing, id, body.step, body.note)),
  'stap-weg': act(z.object({ step: z.uuid() }), (doing, id, body) => dropStep(doing, id, body.step)),
  'plan-ja': act(z.object(saidSchema), (doing, id, body) => agreePlan(doing, id, readSaid(body))),
  besluit: act(
    z.object({ decision: z.enum(decisions, { error: 'form.choose' }), to: organisationField, text: requiredText(2000, 'handover.decision.text.empty') }),
    (doing, id, body) => decide(doing as Doing<StaffActor>, id, body),
  ),
} as const
export type ActName = keyof typeof acts

/** What a partner does, in its inbox or by its link. */
export const partnerActs = ['aannemen', 'afwijzen', 'tijden', 'kiezen', 'afzeggen', 'gesproken', 'niet-gekomen', 'uitkomst', 'stap', 'klaar'] as const satisfies readonly ActName[]
/** What the person does on their own page. */
export const personActs = ['ja', 'nee', 'kiezen', 'afzeggen', 'stoppen', 'klaar', 'plan-ja'] as const satisfies readonly ActName[]
