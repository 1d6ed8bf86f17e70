import { handoverLetters } from './letters.ts'
import type { Acting } from '../foundation/doing.ts'
import type { Doing } from '../network/doing.ts'
import type { EventKind } from '../foundation/record/events.ts'
import { record } from '../foundation/record/record.ts'
import type { Which } from './events.ts'
import type { NoticeKind } from '../workplace/notices/kinds.ts'
import { handoverNotices } from './notices.ts'
import type { Actor } from '../foundation/actor.ts'
import { addDays, dayOf } from '../foundation/clock/workingdays.ts'
import type { Tx } from '../foundation/database/database.ts'
import { queueMail } from '../foundation/mail/mail.ts'
import { enqueue } from '../foundation/tasks/tasks.ts'
import { FormProblem, NotFound } from '../foundation/web/problem.ts'
import { answeredByHandover, heard, lock as lockQuestion, moveStep, takeBack } from '../desk/actions.ts'
import { dueAfter } from '../desk/due.ts'
import { notify } from '../workplace/notices/actions.ts'
import type { Question } from '../desk/question.ts'
import { coordinatorsFor, type Network } from '../network/current.ts'
import { endMeeting } from '../appointments/actions.ts'
import {
  type AgreedHow,
  handoverLife,
  coordinatorDays,
  dueIn,
  groundFor,
  type Handover,
  isGroundless,
  mostDeclines,
  type Party,
  partnerUntil,
  type Said,
  type State,
  type StepName,
  type Stuck,
  shownIn,
  steps,
  waitsFor,
} from './handover.ts'
import { hasSignIn, partiesOf, receiversAt } from './parties.ts'
import { handoverById, handoversOf, lockHandover, nextDueOf, updateHandover } from './store.ts'
import { handoverEvents } from './events.ts'

/** A handover with all that a step of it needs, held for this transaction. */
export interface Locked {
  network: Network
  question: Question
  handover: Handover
  /** As whom the actor acts. */
  parties: readonly Party[]
}

/**
 * A handover, locked for this transaction, if the actor has a part in it. The transaction is the program's own: who may is decided here.
 * @throws NotFound for who has no part in it; Conflict when the step, if one is named, cannot be taken
 */
export async function lock(doing: Doing, id: string, step?: StepName): Promise<Locked> {
  const { tx, actor, now, network } = doing
  const found = await handoverById(tx, actor.region, id)
  if (!found) throw new NotFound()
  // Always the question first, so that no two wait for each other.
  const question = await lockQuestion(doing, found.question_id)
  const handover = (await lockHandover(tx, actor.region, id))!
  const parties = partiesOf(actor, handover, network, now)
  if (!parties.length) throw new NotFound()
  if (step) handoverLife.must(step, handover.state, { network, handover, who: parties, now })
  return { network, question, handover, parties }
}

/** The question's record says what happened to the handover: with whom, and by which guest. */
export function recorded<Detail extends Which>(
  doing: Acting,
  { question, handover }: Pick<Locked, 'question' | 'handover'>,
  kind: EventKind<Detail>,
  ...[more]: Record<string, never> extends Omit<Detail, keyof Which> ? [more?: Omit<Detail, keyof Which>] : [more: Omit<Detail, keyof Which>]
): void {
  const { actor } = doing
  const which: Which = { handover: handover.id, from: handover.from_id, to: handover.to_id, ...(actor.kind === 'guest' ? { guest: actor.id } : {}) }
  record(doing, kind as EventKind, question.id, { ...which, ...more })
}

/** Tells who has the question, else who proposed the handover. */
export const notifyGuide = (tx: Tx, now: Date, { question, handover }: Pick<Locked, 'question' | 'handover'>, kind: NoticeKind, actor?: Actor) =>
  notify({ tx, region: question.region_id, now }, kind, {
    question: question.id,
    staff: [question.staff_id ?? handover.staff_id],
    except: actor?.kind === 'staff' ? actor.id : undefined,
    about: handover.id,
  })

/** Tells the partner: in its own inbox, or by a mail to the organisation that says nothing of anybody. */
export async function notifyPartner(tx: Tx, now: Date, { network, handover }: Pick<Locked, 'network' | 'handover'>, kind: NoticeKind): Promise<void> {
  const { region_id, to_id, id } = handover
  if (hasSignIn(network, to_id, now)) await notify({ tx, region: region_id, now }, kind, { staff: receiversAt(network, to_id, now), about: id })
  else {
    const email = network.organisations.get(to_id)?.contact.email
    if (email) queueMail(tx, region_id, now, { kind: handoverLetters.partner, subject: to_id, recipient: email, language: 'nl' })
  }
}

/** Tells the coordinators of the Werkcentrum that a handover waits for them. */
export const notifyCoordinators = (tx: Tx, now: Date, { network, question, handover }: Pick<Locked, 'network' | 'question' | 'handover'>) =>
  notify({ tx, region: question.region_id, now }, handoverNotices.stuck, { question: question.id, staff: coordinatorsFor(network, '', now), about: handover.id })

/** Writes a handover that goes on, with whom it waits for, what the partner sees and by when the next step is due; the question is due then too. */
export async function goOn(
  tx: Tx,
  now: Date,
  held: Locked,
  changes: Partial<Handover> & { state: State },
  { timesProposed = false, meetingAt = null as Date | null } = {},
): Promise<Locked> {
  const next = { ...held.handover, stuck: null, ...changes }
  const due = next.stuck ? dueAfter(now, coordinatorDays) : (changes.due_at ?? dueIn(next.state, now, meetingAt)!)
  const written = {
    ...changes,
    stuck: next.stuck,
    due_at: due,
    waits_for: waitsFor(next, timesProposed),
    shown: isGroundless(next.stuck) ? ('none' as const) : shownIn(next.state),
  }
  await updateHandover(tx, held.handover, written)
  return { ...held, question: await syncDue(tx, held.question), handover: { ...next, ...written } }
}

/** A question that is under way with others is due when the next of that is: of several partners, the first. */
export async function syncDue(tx: Tx, question: Question): Promise<Question> {
  const due = question.state === 'handover' ? await nextDueOf(tx, question.region_id, question.id) : null
  return due ? moveStep(tx, question, due) : question
}

/** Puts a handover in the hands of the coordinator, who has a working day. */
export async function getStuck(doing: Acting, held: Locked, why: Stuck, changes: Partial<Handover> = {}): Promise<void> {
  const { tx, now } = doing
  const next = await goOn(tx, now, held, { ...changes, state: changes.state ?? held.handover.state, stuck: why })
  recorded(doing, next, handoverEvents.stuck, { why })
  await notifyCoordinators(tx, now, next)
}

/**
 * Ends a handover. What its partner saw after acceptance stays with it for four weeks, unless the person's consent was the ground of it and is withdrawn; what was only offered is gone
 * at once. A conversation that was planned is off.
 */
export async function end(doing: Acting, held: Locked, state: State, changes: Partial<Handover> = {}): Promise<Locked> {
  const { tx, now } = doing
  const { handover, question } = held
  if (handover.meeting_id && state !== 'closed') await endMeeting(doing, question, handover.meeting_id, 'cancelled')
  const consentEnds = state === 'withdrawn' && handover.ground === 'consent'
  const stays = handover.shown === 'accept' && !consentEnds
  const written = {
    ...changes,
    state,
    stuck: null,
    waits_for: null,
    due_at: null,
    ended_at: now,
    shown: stays ? ('accept' as const) : ('none' as const),
    partner_until: stays ? partnerUntil(now) : null,
  }
  await updateHandover(tx, handover, written)
  return { ...held, handover: { ...handover, ...written } }
}

/** Ends a handover that is not the answer: the question is back in the hands of who had it, unless others still work on it by a plan. */
export async function endAndTakeBack(doing: Acting, held: Locked, state: State, changes: Partial<Handover> = {}): Promise<Locked> {
  const { tx } = doing
  const ended = await end(doing, held, state, changes)
  if (held.question.state !== 'handover') return ended
  const due = await nextDueOf(tx, held.question.region_id, held.question.id)
  if (due) await moveStep(tx, held.question, due)
  else await takeBack(doing, held.question, held.handover.proposed_at)
  return ended
}

/** The person's yes is written down, and what they said yes to is offered. */
export async function sayYes(doing: Acting, held: Locked, { how, at }: { how: AgreedHow; at: Date }): Promise<void> {
  const { tx, actor, now } = doing
  if (at > now) throw new FormProblem({ day: { key: 'handover.when.future' } })
  const agreed_with = actor.kind === 'staff' ? actor.id : null
  const agreed = await goOn(tx, now, held, { state: steps.agree.to, agreed_at: at, agreed_how: how, agreed_with })
  recorded(doing, agreed, handoverEvents.agreed, { how })
  await offer(doing, agreed)
}

/** Offers it to the partner, who sees from now on what it is to judge by. Without a ground it waits for whoever hands over. */
async function offer(doing: Acting, held: Locked): Promise<void> {
  const { tx, actor, now } = doing
  const { network, handover } = held
  const ground = groundFor(network, handover.purpose, handover.from_id, handover.to_id, now)
  if (!ground) return notifyGuide(tx, now, held, handoverNotices.noGround, actor)
  const offered = await goOn(tx, now, held, { state: steps.offer.to, offered_at: now, ground: ground.ground, agreement: ground.agreement })
  recorded(doing, offered, handoverEvents.offered, { ground: ground.ground })
  await notifyPartner(tx, now, offered, handoverNotices.offered)
}

/** The person says yes or no: themselves, or to a guide who writes down how and when. */
export async function answerPerson(doing: Doing, id: string, yes: boolean, said?: Said): Promise<void> {
  const { tx, actor, now } = doing
  const held = await lock(doing, id, yes ? 'agree' : 'refuse')
  if (actor.kind === 'staff' && yes && !said) throw new FormProblem({ how: { key: 'form.choose' } })
  if (said && dayOf(said.at) < addDays(dayOf(held.handover.proposed_at), -31)) throw new FormProblem({ day: { key: 'handover.when.old' } })
  await heard(tx, held.question)
  if (yes) await sayYes(doing, held, said ?? { how: 'page', at: now })
  else {
    const ended = await endAndTakeBack(doing, held, steps.refuse.to)
    recorded(doing, ended, handoverEvents.refused)
  }
  await notifyGuide(tx, now, held, yes ? handoverNotices.agreed : handoverNotices.refused, actor)
}

/** What was agreed but could not be offered yet is tried again. @throws Conflict while there is no ground */
export async function offerNow(doing: Doing, id: string): Promise<void> {
  await offer(doing, await lock(doing, id, 'offer'))
}

/** Whoever hands over, or the person, stops it: what happens with what the partner saw is in `end`. */
export async function stop(doing: Doing, id: string): Promise<void> {
  const { tx, actor, now } = doing
  const held = await lock(doing, id, 'stop')
  const ended = await endAndTakeBack(doing, held, steps.stop.to)
  recorded(doing, ended, handoverEvents.withdrawn, { by: actor.kind })
  if (held.handover.shown !== 'none') await notifyPartner(tx, now, held, handoverNotices.stopped)
  await notifyGuide(tx, now, held, handoverNotices.stopped, actor)
}

/** The handing organisation has read the outcome, or the time for that is over. */
export async function close(doing: Doing, id: string): Promise<void> {
  const held = await lock(doing, id, 'close')
  recorded(doing, await end(doing, held, steps.close.to), handoverEvents.closed)
}

/** How often this question was declined, or found not to fit, by now. */
const declinesOf = async (tx: Tx, question: Question): Promise<Handover[]> =>
  (await handoversOf(tx, question.region_id, question.id)).filter((each) => each.purpose === 'handover' && (each.declined !== null || each.outcome === 'does-not-fit'))

/** Whether one more would make a question circle; who takes no part in a plan makes none. */
export const circles = async (tx: Tx, { question, handover }: Locked): Promise<boolean> =>
  handover.purpose === 'handover' && (await declinesOf(tx, question)).length + 1 >= mostDeclines

/** It is known what came of it: the question is answered, once nobody else works on it by a plan, and the handover waits to be read. */
export async function answered(doing: Acting, held: Locked): Promise<void> {
  const { tx } = doing
  const { handover, question } = held
  const others = await nextDueOf(tx, question.region_id, question.id)
  if (question.state === 'handover' && !others)
    await answeredByHandover(doing, question, { handover: handover.id, staff: question.staff_id ?? handover.staff_id, within: !handover.late })
  enqueue(tx, handover.region_id, { kind: 'handover-close', subject: handover.id, due: handover.due_at! })
}
