import { handoverLetters } from '../letters.ts'
import type { Acting } from '../../foundation/doing.ts'
import type { Doing } from '../../network/doing.ts'
import { handoverNotices } from '../notices.ts'
import { type Day, dayOf } from '../../foundation/clock/workingdays.ts'
import { Conflict, FormProblem } from '../../foundation/web/problem.ts'
import { heard, tellAsker } from '../../desk/actions.ts'
import { chooseTime, endMeeting, proposeTimes } from '../../appointments/actions.ts'
import type { GivenTimes } from '../../appointments/meeting.ts'
import { meetingById } from '../../appointments/queries.ts'
import { answered, circles, endAndTakeBack, getStuck, goOn, type Locked, lock, recorded, notifyGuide, notifyPartner } from '../actions.ts'
import { type DeclineReason, mostMissed, type Outcome, steps } from '../handover.ts'
import { handoverEvents } from '../events.ts'

/** The partner takes it on: from now on it sees all that goes along. @throws Conflict when the ground ended meanwhile */
export async function accept(doing: Doing, id: string): Promise<void> {
  const { tx, actor, now } = doing
  const held = await lock(doing, id, 'accept')
  const who = { partner_staff_id: actor.kind === 'staff' ? actor.id : null, partner_guest_id: actor.kind === 'guest' ? actor.id : null }
  const next = await goOn(tx, now, held, { state: steps.accept.to, decided_at: now, ...who })
  recorded(doing, next, handoverEvents.accepted, { within: !held.handover.late })
  await notifyGuide(tx, now, next, handoverNotices.accepted, actor)
  await tellAsker(doing, next.question, handoverLetters.accepted, next.question.id)
}

/** Where it should go instead. */
interface Elsewhere {
  text?: string
  next?: string
}
function nextOf(held: Locked, next: string | undefined): string {
  if (!next || next === held.handover.to_id || !held.network.organisations.has(next)) throw new FormProblem({ next: { key: 'handover.next.empty' } })
  return next
}

/**
 * The partner cannot take it on, says why and where it should go. The question was never away from whoever has it; the third time a coordinator decides.
 * @throws FormProblem at `next` or `text`
 */
export async function decline(doing: Doing, id: string, { reason, text, next }: Elsewhere & { reason: DeclineReason }): Promise<void> {
  const { tx, actor, now } = doing
  const held = await lock(doing, id, 'decline')
  if (reason === 'other' && !text) throw new FormProblem({ text: { key: 'handover.declined.text.empty' } })
  const changes = { state: steps.decline.to, decided_at: now, declined: reason, declined_text: text ?? null, next_id: nextOf(held, next) }
  if (await circles(tx, held)) await getStuck(doing, held, 'declined-thrice', changes)
  else {
    await endAndTakeBack(doing, held, steps.decline.to, changes)
    await notifyGuide(tx, now, held, handoverNotices.declined, actor)
  }
  recorded(doing, held, handoverEvents.declined, { reason })
  await tellAsker(doing, held.question, handoverLetters.declined, held.question.id)
}

/** The partner proposes times; one that was agreed with the person already is planned at once. The guide comes too where that is wanted. */
export async function proposeMeeting(doing: Doing, id: string, given: GivenTimes): Promise<void> {
  const { tx, actor, now, network } = doing
  const held = await lock(doing, id, 'propose')
  const { handover, question } = held
  const email =
    (actor.kind === 'staff' && actor.organisation === handover.to_id ? network.staff.get(actor.id)?.email : network.organisations.get(handover.to_id)?.contact.email) ?? null
  const guide = given.withGuide ? (question.staff_id ?? handover.staff_id) : null
  const meeting = await proposeTimes(doing, question, { organisation: handover.to_id, email, guide }, given, handover.meeting_id)
  // What was due is still due, unless a planned conversation is moved.
  const due_at = handover.state === 'accepted' ? handover.due_at : undefined
  const next = await goOn(tx, now, held, { state: steps.propose.to, meeting_id: meeting.id, ...(due_at ? { due_at } : {}) }, { timesProposed: true })
  recorded(doing, next, handoverEvents.times)
  if (given.agreed) await plan(doing, next, given.times[0]!)
  else await tellAsker(doing, question, handoverLetters.times, question.id)
}

async function plan(doing: Acting, held: Locked, moment: Date): Promise<void> {
  const { tx, actor, now } = doing
  const { question, handover } = held
  await chooseTime(doing, question, handover.meeting_id!, moment)
  const next = await goOn(tx, now, held, { state: steps.choose.to }, { meetingAt: moment })
  // Where the partner agreed it with them, a guide may still have something else to say.
  if (held.parties.includes('person')) await heard(tx, question)
  recorded(doing, next, handoverEvents.planned)
  await notifyGuide(tx, now, next, handoverNotices.planned, actor)
  if (!held.parties.includes('partner')) await notifyPartner(tx, now, next, handoverNotices.planned)
}

/** One of the proposed times is chosen. @throws Conflict for one that is gone */
export async function choose(doing: Doing, id: string, moment: Date): Promise<void> {
  const held = await lock(doing, id, 'choose')
  await plan(doing, held, moment)
}

/** None of the times fits, or the conversation is called off: the partner proposes others. */
export async function cancel(doing: Doing, id: string): Promise<void> {
  const { tx, actor, now } = doing
  const held = await lock(doing, id, 'cancel')
  const { handover, question } = held
  await endMeeting(doing, question, handover.meeting_id!, 'cancelled')
  const next = await goOn(tx, now, held, { state: steps.cancel.to, meeting_id: null })
  recorded(doing, next, handoverEvents.cancelled)
  await notifyGuide(tx, now, next, handoverNotices.cancelled, actor)
  if (!held.parties.includes('partner')) await notifyPartner(tx, now, next, handoverNotices.cancelled)
}

/** Person and partner have met on this day. @throws FormProblem at `day` for a day that is still to come, or before it was offered */
export async function meet(doing: Doing, id: string, day: Day): Promise<void> {
  const { tx, actor, now } = doing
  const held = await lock(doing, id, 'meet')
  const { handover, question } = held
  if (day > dayOf(now)) throw new FormProblem({ day: { key: 'handover.met.future' } })
  if (day < dayOf(handover.offered_at!)) throw new FormProblem({ day: { key: 'handover.met.early' } })
  if (handover.meeting_id) await endMeeting(doing, question, handover.meeting_id, 'held')
  const met_at = day === dayOf(now) ? now : new Date(`${day}T12:00:00Z`)
  const next = await goOn(tx, now, held, { state: steps.meet.to, met_at })
  recorded(doing, next, handoverEvents.met, { within: !handover.late })
  await notifyGuide(tx, now, next, handoverNotices.met, actor)
}

/** The person did not come: another time is proposed, and after the second a coordinator decides. @throws Conflict before the time of the conversation */
export async function miss(doing: Doing, id: string): Promise<void> {
  const { tx, actor, now } = doing
  const held = await lock(doing, id, 'miss')
  const { handover, question } = held
  const meeting = await meetingById(tx, actor.region, handover.meeting_id!)
  if (!meeting?.starts_at || meeting.starts_at > now) throw new Conflict('handover.not-yet')
  await endMeeting(doing, question, meeting.id, 'missed')
  const changes = { state: steps.miss.to, missed: handover.missed + 1, meeting_id: null }
  recorded(doing, held, handoverEvents.missed, { times: changes.missed })
  if (changes.missed >= mostMissed) await getStuck(doing, held, 'missed-twice', changes)
  else await goOn(tx, now, held, changes)
  await notifyGuide(tx, now, held, handoverNotices.missed, actor)
  await tellAsker(doing, question, handoverLetters.missed, question.id)
}

/** What came of it goes back to whoever handed over, and into the file. What does not fit goes on to the next destination; the third time a coordinator decides where. */
export async function report(doing: Doing, id: string, { outcome, text, next }: Elsewhere & { outcome: Outcome }): Promise<void> {
  const { tx, actor, now } = doing
  const held = await lock(doing, id, 'report')
  const misfit = outcome === 'does-not-fit'
  const changes = { state: steps.report.to, outcome, outcome_text: text ?? null, next_id: misfit ? nextOf(held, next) : null, reported_at: now }
  if (misfit && (await circles(tx, held))) await getStuck(doing, held, 'declined-thrice', changes)
  else if (misfit) await endAndTakeBack(doing, held, steps.report.to, changes)
  else await answered(doing, await goOn(tx, now, held, changes))
  recorded(doing, held, handoverEvents.reported, { outcome, within: !held.handover.late })
  await notifyGuide(tx, now, held, handoverNotices.reported, actor)
  await tellAsker(doing, held.question, handoverLetters.reported, held.question.id)
}
