import type { Doing } from '../../network/doing.ts'
import { deskNotices } from '../notices.ts'
import type { StaffActor } from '../../foundation/actor.ts'
import { mustBeHidden, type Reading } from '../../foundation/danger/danger.ts'
import { readDanger } from '../../foundation/danger/read.ts'
import type { Tx } from '../../foundation/database/database.ts'
import type { RecordedEvent } from '../../foundation/record/events.ts'
import { eventsOf, record } from '../../foundation/record/record.ts'
import type { TaskWork } from '../../foundation/tasks/tasks.ts'
import { Conflict } from '../../foundation/web/problem.ts'
import { afterOpen } from '../../network/hours.ts'
import { answersQuestions, coordinatorsFor, type Network, readNetwork, worksHere } from '../../network/current.ts'
import { addMessage, change, lock } from '../actions.ts'
import { promised } from '../due.ts'
import { notify } from '../../workplace/notices/actions.ts'
import { questionLife, isClosed, type Question, readUntil, type UrgentKind } from '../question.ts'
import { lockQuestion, messagesOf, updateQuestion } from '../store.ts'
import { dueIn, isOf, kindsOf, marked, plan, pointOf } from './mark.ts'
import { dangersOf } from './store.ts'
import { deskEvents } from '../events.ts'

/** Every step of the climb comes a quarter of an hour in which people can walk in after the one before; who still has not seen it after two hours hears of it each day. */
const minutesTo = (step: number) => (step <= 8 ? 15 : 480)

// Whoever took it an hour ago may be gone: words of danger after that are told anew.
const takenHolds = 3_600_000
async function justTaken(tx: Tx, now: Date, question: Question): Promise<boolean> {
  if (question.urgent_due_at) return true
  const taken = (await eventsOf(tx, question.region_id, question.id)).findLast(({ kind }) => kind === deskEvents.urgentTaken.kind)
  return taken !== undefined && now.getTime() - taken.at.getTime() < takenHolds
}

/** What a question becomes when it cannot wait from now on. */
const alarmed = (network: Network, question: Question, now: Date): Partial<Question> => {
  const due = dueIn(network, question, now)
  return {
    urgent: 'now',
    urgent_due_at: due,
    ...(!question.first_response_at && due < question.first_due_at ? { first_due_at: due } : {}),
    ...(questionLife.can('alarm', question.state) ? { state: questionLife.after('alarm', question.state) } : {}),
  }
}

/** Makes a question urgent from now on, of these dangers. Who holds it and writes it down for the asker has taken it by that. */
async function alarm(doing: Doing, question: Question, kinds: readonly UrgentKind[], discreet = question.discreet): Promise<Question> {
  const { tx, actor, now, network } = doing
  const taken = isOf(actor, question.staff_id) ? { urgent_due_at: null } : {}
  const next = await change(tx, question, { ...alarmed(network, question, now), ...taken, discreet })
  await marked(doing, next, kinds)
  return next
}
const mustAlarm = async (tx: Tx, now: Date, question: Question) => !(question.urgent === 'now' && (await justTaken(tx, now, question)))

/** Reads what somebody wrote on a running question, before anything else is done with it; answers the question as it is then. */
export async function heed(doing: Doing, question: Question, words: string): Promise<Question> {
  const { tx, now } = doing
  const reading = readDanger(words)
  if (!reading || isClosed(question.state)) return question
  const discreet = question.discreet || mustBeHidden(reading.kinds)
  if (reading.certain && (await mustAlarm(tx, now, question))) return alarm(doing, question, reading.kinds, discreet)
  const next = await change(tx, question, { urgent: question.urgent ?? 'maybe', discreet })
  if (question.urgent) await kindsOf(tx, now, question, reading.kinds)
  else await marked(doing, next, reading.kinds)
  return next
}

/** A question goes on in another: what cannot wait of it cannot wait there, and what must not be shown is not shown there. */
export async function carryOver(doing: Doing<StaffActor>, from: Question, to: Question): Promise<void> {
  const { tx, now } = doing
  const discreet = to.discreet || from.discreet
  const kinds = [...new Set([...(await dangersOf(tx, from.region_id, from.id)), ...(from.urgent ? (readDanger(from.text)?.kinds ?? []) : [])])]
  // Whoever has the other one took it before these words were there.
  const waits = from.urgent_due_at !== null && to.urgent_due_at === null
  if (from.urgent === 'now' && (to.urgent !== 'now' || waits)) await alarm(doing, to, kinds, discreet)
  else if (from.urgent || discreet !== to.discreet) {
    const next = await change(tx, to, { urgent: to.urgent ?? from.urgent, discreet })
    if (from.urgent && !to.urgent) await marked(doing, next, kinds)
    else await kindsOf(tx, now, to, kinds)
  }
}

/** What a question becomes when it can wait after all: its first response is due as it was promised. */
const calmed = (network: Network, question: Question): Partial<Question> => {
  const { first_due_at } = promised(question.asked_at, network.setup)
  return { urgent: null, urgent_due_at: null, ...(!question.first_response_at && first_due_at > question.first_due_at ? { first_due_at } : {}) }
}

/**
 * Whether who looks may say that it is not so: where nothing of it may stand only who wrote it a moment ago; nobody undoes more than they are asked about, nor what a guide found.
 * `events` are the question's.
 */
export const mayDeny = (question: Question, asked: Reading | undefined, events: readonly RecordedEvent[]): boolean =>
  question.urgent !== null &&
  (!question.discreet || asked?.about === question.id) &&
  !(question.urgent === 'now' && asked && !asked.certain) &&
  !events.findLast(({ kind }) => kind === deskEvents.urgent.kind)?.detail.own

/**
 * The asker says that it is so, now; or that it is not, and what was written is about something else. What must not be shown stays so until a guide has looked.
 * A question that goes on in another is answered there. Answers whether anything is done with it.
 */
export async function answerAlarm(doing: Doing, id: string, inDanger: boolean, asked: Reading | undefined): Promise<boolean> {
  const { tx, now, network } = doing
  const question = await lock(doing, id)
  if (question.merged_into && inDanger) return answerAlarm(doing, question.merged_into, inDanger, asked)
  if (isClosed(question.state)) return false
  if (inDanger) {
    const kinds = asked?.kinds ?? []
    if (await mustAlarm(tx, now, question)) await alarm(doing, question, kinds, question.discreet || mustBeHidden(kinds))
    return true
  }
  if (!mayDeny(question, asked, await eventsOf(tx, question.region_id, id))) return false
  await change(tx, question, calmed(network, question))
  if (question.urgent === 'now') record(doing, deskEvents.urgentDenied, question.id)
  return true
}

/** A guide says that a question cannot wait, and of what. Whoever has it in hand has taken it by that. */
export async function markUrgent(doing: Doing<StaffActor>, id: string, kind: UrgentKind): Promise<void> {
  const { tx, now, network } = doing
  const question = await lock(doing, id, 'urgent')
  const discreet = question.discreet || (kind !== 'danger' && mustBeHidden([kind]))
  if (question.urgent === 'now') {
    await kindsOf(tx, now, question, [kind])
    if (discreet !== question.discreet) await updateQuestion(tx, question, { discreet })
    return
  }
  const taken = question.staff_id ? { urgent_due_at: null } : {}
  const next = await change(tx, question, { ...alarmed(network, question, now), ...taken, discreet })
  await marked(doing, next, [kind], true)
}

/**
 * A guide takes the mark off, with the reason as a note. `mistaken`: nobody was in danger, so what was written may be shown again. `seen` is what they had read of the asker's words (see readUntil).
 * @throws Conflict when the asker wrote more meanwhile, or when the guide may not read what it is about
 */
export async function takeOffMark(doing: Doing<StaffActor>, id: string, reason: string, mistaken: boolean, seen?: string): Promise<void> {
  const { tx, actor, network } = doing
  const question = await lock(doing, id, 'urgentOff')
  if (!(await dangersOf(tx, actor.region, id)).length) throw new Conflict('conflict.not-yours')
  if (seen !== undefined && seen !== readUntil(await messagesOf(tx, actor.region, id))) throw new Conflict('conflict.wrote-more')
  await addMessage(doing, question, 'note', reason)
  await change(tx, question, { ...calmed(network, question), ...(mistaken ? { discreet: false } : {}) })
  if (question.urgent === 'now') record(doing, deskEvents.urgentOff, question.id)
}

const staffWho = (network: Network, now: Date, of: (each: Network['staff'] extends ReadonlyMap<string, infer Staff> ? Staff : never) => boolean) =>
  [...network.staff.values()].filter((each) => worksHere(each, now) && of(each)).map(({ id }) => id)

/** Whom a step of the climb is told: first the guides of the organisation and the coordinators, then the Werkcentrum's coordinators too, then the manager. */
function audience(network: Network, question: Question, now: Date, step: number): string[] {
  const centre = (organisation: string) => network.organisations.get(organisation)?.kind === 'werkcentrum'
  const guides = step === 0 ? staffWho(network, now, (each) => each.organisation_id === question.organisation_id && answersQuestions(each, now)) : []
  const coordinators = [
    ...coordinatorsFor(network, question.organisation_id, now),
    ...staffWho(network, now, (each) => each.roles.includes('coordinator') && centre(each.organisation_id)),
  ]
  const managers = step >= 2 ? staffWho(network, now, (each) => each.roles.includes('manager') && centre(each.organisation_id)) : []
  return [...new Set([...guides, ...coordinators, ...managers])]
}

/** The task of a question that cannot wait: it is told, and climbs until somebody takes it. One that was planned for what is no longer so does nothing. */
export const urgentCame: TaskWork = async (tx, { region, subject, due: at, detail }, now) => {
  const network = await readNetwork(tx, region)
  let question = network && (await lockQuestion(tx, region, subject))
  if (!network || !question || isClosed(question.state)) return
  const step = Number(detail.step)
  if (detail.level === 'maybe') {
    if (question.urgent === 'maybe')
      await notify({ tx, region, now }, deskNotices.lookFirst, { question: subject, staff: question.staff_id ? [question.staff_id] : audience(network, question, now, 0) })
    return
  }
  if (question.urgent !== 'now') return
  if (detail.level === 'again') {
    // Taken, and then given back: it is due anew. One that still waited is told to those who see it now.
    if (!question.staff_id && !question.urgent_due_at) {
      question = await change(tx, question, { urgent_due_at: dueIn(network, question, now) })
      record({ tx, actor: { kind: 'task', region }, now }, deskEvents.urgent, question.id, { again: true })
    }
    if (question.urgent_due_at) await climb({ tx, now, network }, question, 0, now)
    return
  }
  if ((question.urgent_due_at?.toISOString() ?? null) !== detail.due) return
  if (!question.urgent_due_at) await notify({ tx, region, now }, deskNotices.urgent, { question: subject, staff: audience(network, question, now, 1) })
  else await climb({ tx, now, network }, question, step, at)
}

async function climb({ tx, now, network }: Omit<Doing, 'actor'>, question: Question, step: number, at: Date): Promise<void> {
  const { region_id: region, id } = question
  const due = question.urgent_due_at!
  const after = (from: { step: number; at: Date }) => ({ step: from.step + 1, at: afterOpen(pointOf(network, question), from.at, minutesTo(from.step + 1)) })
  // Steps that were missed while the program did not run are told as one: the highest.
  let reached = { step, at }
  let next = after(reached)
  while (next.at <= now) [reached, next] = [next, after(next)]
  if (step === 0) await notify({ tx, region, now }, deskNotices.urgent, { question: id, staff: [question.staff_id, ...audience(network, question, now, 0)] })
  if (reached.step > 0)
    await notify({ tx, region, now }, deskNotices.urgentClimbed, { question: id, staff: [question.staff_id, ...audience(network, question, now, reached.step)] })
  const level = Math.min(3, reached.step)
  if (level > question.escalation) {
    await updateQuestion(tx, question, { escalation: level })
    record({ tx, actor: { kind: 'task', region }, now }, deskEvents.urgentClimbed, question.id, { level })
  }
  plan(tx, question, next.at, { due: due.toISOString(), step: next.step, level: 'now' })
}
