import { z } from 'zod'
import type { Actor, StaffActor } from '../foundation/actor.ts'
import { type Day, dayOf } from '../foundation/clock/workingdays.ts'
import type { Tx } from '../foundation/database/database.ts'
import { optionalChoice, optionalText, requiredText } from '../foundation/web/forms.ts'
import { FormProblem } from '../foundation/web/problem.ts'
import { withdraw } from '../desk/public/actions.ts'
import type { Network } from '../network/known.ts'
import { readMoment, timesSchema } from '../appointments/meeting.ts'
import { answerPerson, close, lock, offerNow, stop } from './actions.ts'
import { decide, decisions } from './coordinator/actions.ts'
import { declineReasons, outcomes, type Said, saidHows } from './handover.ts'
import { addStep, agreePlan, dropStep, finishStep } from './plan/actions.ts'
import { accept, cancel, choose, decline, meet, miss, proposeMeeting, report } from './partner/actions.ts'

/** What is done to a handover, as the transaction's work: the transaction is the program's own, the actor is who acts. */
export interface Doing<Body> {
  tx: Tx
  actor: Actor
  now: Date
  network: Network
  id: string
  body: Body
}
export interface Act<Body = unknown> {
  body: z.ZodType<Body>
  work(doing: Doing<Body>): Promise<unknown>
}
const act = <Body>(body: z.ZodType<Body>, work: (doing: Doing<Body>) => Promise<unknown>): Act => ({ body, work }) as Act
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
  ja: act(z.object(saidSchema), ({ tx, actor, now, network, id, body }) => answerPerson(tx, actor, now, network, id, true, readSaid(body))),
  nee: act(nothing, ({ tx, actor, now, network, id }) => answerPerson(tx, actor, now, network, id, false)),
  aanbieden: act(nothing, ({ tx, actor, now, network, id }) => offerNow(tx, actor, now, network, id)),
  aannemen: act(nothing, ({ tx, actor, now, network, id }) => accept(tx, actor, now, network, id)),
  afwijzen: act(
    z.object({ reason: z.enum(declineReasons, { error: 'form.choose' }), text: optionalText(2000), next: organisationField }),
    ({ tx, actor, now, network, id, body }) => decline(tx, actor, now, network, id, body),
  ),
  tijden: act(z.intersection(timesSchema, z.object({ gids: z.literal('ja').optional() })), ({ tx, actor, now, network, id, body }) =>
    proposeMeeting(tx, actor, now, network, id, { ...body, withGuide: body.gids !== undefined }),
  ),
  kiezen: act(z.object({ moment: z.iso.datetime() }), ({ tx, actor, now, network, id, body }) => choose(tx, actor, now, network, id, new Date(body.moment))),
  afzeggen: act(nothing, ({ tx, actor, now, network, id }) => cancel(tx, actor, now, network, id)),
  gesproken: act(z.object({ day: dayField }), ({ tx, actor, now, network, id, body }) => meet(tx, actor, now, network, id, (body.day as Day | undefined) ?? dayOf(now))),
  'niet-gekomen': act(nothing, ({ tx, actor, now, network, id }) => miss(tx, actor, now, network, id)),
  uitkomst: act(z.object({ outcome: z.enum(outcomes, { error: 'form.choose' }), text: optionalText(2000), next: organisationField }), ({ tx, actor, now, network, id, body }) =>
    report(tx, actor, now, network, id, body),
  ),
  gelezen: act(nothing, ({ tx, actor, now, network, id }) => close(tx, actor, now, network, id)),
  stoppen: act(nothing, ({ tx, actor, now, network, id }) => stop(tx, actor, now, network, id)),
  // The asker's own end, which a guide can write down for them.
  'niet-nodig': act(nothing, async ({ tx, actor, now, network, id }) => {
    const { question } = await lock(tx, actor, now, network, id, 'noNeed')
    await withdraw(tx, actor, now, question.id)
  }),
  // The plan of several partners: each adds what somebody does, and says when it is done.
  stap: act(
    z.object({ what: requiredText(300, 'handover.plan.what.empty'), who: organisationField, due: z.iso.date('handover.day.wrong') }),
    ({ tx, actor, now, network, id, body }) => addStep(tx, actor, now, network, id, { ...body, due: body.due as Day }),
  ),
  klaar: act(z.object({ step: z.uuid(), note: optionalText(1000) }), ({ tx, actor, now, network, id, body }) => finishStep(tx, actor, now, network, id, body.step, body.note)),
  'stap-weg': act(z.object({ step: z.uuid() }), ({ tx, actor, now, network, id, body }) => dropStep(tx, actor, now, network, id, body.step)),
  'plan-ja': act(z.object(saidSchema), ({ tx, actor, now, network, id, body }) => agreePlan(tx, actor, now, network, id, readSaid(body))),
  besluit: act(
    z.object({ decision: z.enum(decisions, { error: 'form.choose' }), to: organisationField, text: requiredText(2000, 'handover.decision.text.empty') }),
    ({ tx, actor, now, network, id, body }) => decide(tx, actor as StaffActor, now, network, id, body),
  ),
} as const
export type ActName = keyof typeof acts

/** What a partner does, in its inbox or by its link. */
export const partnerActs = ['aannemen', 'afwijzen', 'tijden', 'kiezen', 'afzeggen', 'gesproken', 'niet-gekomen', 'uitkomst', 'stap', 'klaar'] as const satisfies readonly ActName[]
/** What the person does on their own page. */
export const personActs = ['ja', 'nee', 'kiezen', 'afzeggen', 'stoppen', 'klaar', 'plan-ja'] as const satisfies readonly ActName[]
