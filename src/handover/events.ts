import { z } from 'zod'
import { aQuestion } from '../desk/events.ts'
import { type EventDetail, eventKind, type EventKind, type Told } from '../foundation/record/events.ts'
import { declineReasons, outcomes, parties, states, stuckReasons } from './handover.ts'
import { type HandoverKey, say } from './words.ts'

/** Which handover, from whom to whom, and by which guest of a partner. */
const which = z.object({ handover: z.uuid(), from: z.uuid(), to: z.uuid(), guest: z.uuid().optional() })
export type Which = z.infer<typeof which>
const within = which.extend({ within: z.boolean() })

const saidTo = (kind: string, who: 'you' | 'asker') => (told: Told) =>
  say[told.language](`log.${kind}` as HandoverKey, { partner: told.organisation(told.event.detail.to), name: told.event.staff_id ? told.staff(told.event.staff_id) : '', who })

/** Something that happens to a handover, in the thread of its question; `internal` is read by colleagues only. */
function step<Detail extends EventDetail>(kind: string, detail: z.ZodType<Detail>, { internal = false } = {}): EventKind<Detail> {
  return eventKind(`question.handover-${kind}`, aQuestion, detail, { colleagues: saidTo(kind, 'asker'), asker: internal ? undefined : saidTo(kind, 'you') })
}
const internal = { internal: true }

/** What happens to a handover. */
export const handoverEvents = {
  proposed: step('proposed', which),
  agreed: step('agreed', which.extend({ how: z.string() })),
  refused: step('refused', which),
  offered: step('offered', which.extend({ ground: z.string() })),
  accepted: step('accepted', within),
  declined: step('declined', which.extend({ reason: z.enum(declineReasons) })),
  times: step('times', which),
  planned: step('planned', which),
  cancelled: step('cancelled', which),
  missed: step('missed', which.extend({ times: z.number().optional() })),
  met: step('met', within),
  reported: step('reported', within.extend({ outcome: z.enum(outcomes) })),
  closed: step('closed', which, internal),
  withdrawn: step('withdrawn', which.extend({ by: z.string() })),
  notNeeded: step('not-needed', which),
  stuck: step('stuck', which.extend({ why: z.enum(stuckReasons) }), internal),
  decided: step('decided', which.extend({ decision: z.string() }), internal),
  overdue: step('overdue', which.extend({ level: z.number(), state: z.enum(states), waits: z.enum(parties).nullable() }), internal),
  stepAdded: step('step-added', which),
  stepDone: step('step-done', which),
  stepDropped: step('step-dropped', which),
  planAgreed: step('plan-agreed', which),
} as const
/** Somebody of a partner without a sign-in came in by a code. */
export const guestCame = eventKind('guest.came', { name: 'guest', readers: 'managers' }, z.object({ organisation: z.uuid() }))
/** Every link to a partner's handovers was taken back, and whoever was in by one is out. */
export const accessRevoked = eventKind('organisation.links-revoked', { name: 'organisation', readers: 'managers' }, z.object({ people: z.number() }))
/** What one person of a partner came in by was taken back. */
export const guestRevoked = eventKind('guest.revoked', { name: 'guest', readers: 'managers' }, z.object({ organisation: z.uuid() }))
