import type { Actor, StaffActor } from '../../foundation/actor.ts'
import { mustBeHidden } from '../../foundation/danger/danger.ts'
import { readDanger } from '../../foundation/danger/read.ts'
import type { Tx } from '../../foundation/database/database.ts'
import { eventsOf } from '../../foundation/record/record.ts'
import type { TaskWork } from '../../foundation/tasks/tasks.ts'
import { Conflict } from '../../foundation/web/problem.ts'
import { afterOpen } from '../../network/hours.ts'
import { answersQuestions, coordinatorsFor, type Network, readNetwork, worksHere } from '../../network/known.ts'
import { addMessage, change, hold } from '../actions.ts'
import { promised } from '../due.ts'
import { happened } from '../happened.ts'
import { tell } from '../notices/actions.ts'
import { canStep, isClosed, type Question, stateAfter, type UrgentKind } from '../question.ts'
import { holdQuestion, updateQuestion } from '../store.ts'
import { dueIn, kindsOf, marked, plan, pointOf } from './mark.ts'

/** Every step of the climb comes a quarter of an hour in which people can walk in after the one before; who still has not seen it after two hours hears of it each day. */
const minutesTo = (step: number) => (step <= 8 ? 15 : 480)

// Whoever took it an hour ago may be gone: words of danger after that are told anew.
const takenHolds = 3_600_000
async function justTaken(tx: Tx, now: Date, question: Question): Promise<boolean> {
  if (question.urgent_due_at) return true
  const taken = (await eventsOf(tx, question.region_id, question.id)).findLast(({ kind }) => kind === 'question.urgent-taken')
  return taken !== undefined && now.getTime() - taken.at.getTime() < takenHolds
}

/** What a question becomes when it cannot wait from now on. */
const alarmed = (network: Network, question: Question, now: Date): Partial<Question> => {
  const due = dueIn(network, question, now)
  return {
    urgent: 'now',
    urgent_due_at: due,
    ...(!question.first_response_at && due < question.first_due_at ? { first_due_at: due } : {}),
    ...(canStep('alarm', question.state) ? { state: stateAfter('alarm', question.state) } : {}),
  }
}

/** Reads what somebody wrote on a running question, before anything else is done with it; answers the question as it is then. */
export async function heed(tx: Tx, actor: Actor, now: Date, network: Network, question: Question, words: string): Promise<Question> {
  const reading = readDanger(words)
  if (!reading || isClosed(question.state)) return question
  const discreet = question.discreet || mustBeHidden(reading.kinds)
  const alarms = reading.certain && !(question.urgent === 'now' && (await justTaken(tx, now, question)))
  // Who holds it and writes it down for the asker has taken it.
  const taken = actor.kind === 'staff' && question.staff_id === actor.id ? { urgent_due_at: null } : {}
  const changes = alarms ? { ...alarmed(network, question, now), ...taken } : { urgent: question.urgent ?? ('maybe' as const) }
  const next = await change(tx, question, { ...changes, discreet })
  if (alarms || !question.urgent) await marked(tx, actor, now, next, reading.kinds)
  else await kindsOf(tx, now, question, reading.kinds)
  return next
}

/** What a question becomes when it can wait after all: its first response is due as it was promised. */
const calmed = (network: Network, question: Question): Partial<Question> => {
  const { first_due_at } = promised(question.asked_at, network.setup)
  return { urgent: null, urgent_due_at: null, ...(!question.first_response_at && first_due_at > question.first_due_at ? { first_due_at } : {}) }
}

/** The asker says that it is so, now; or that it is not, and what was written is about something else. What must not be shown stays so until a guide has looked. */
export async function answerAlarm(tx: Tx, actor: Actor, now: Date, network: Network, id: string, inDanger: boolean): Promise<void> {
  const question = await hold(tx, actor, id)
  if (isClosed(question.state) || !question.urgent) return
  if (!inDanger) {
    await change(tx, question, calmed(network, question))
    if (question.urgent === 'now') happened(tx, actor, now, question, 'urgent-denied')
  } else if (question.urgent !== 'now') {
    const next = await change(tx, question, alarmed(network, question, now))
    await marked(tx, actor, now, next, [])
  }
}

/** A guide says that a question cannot wait, and of what. Whoever has it in hand has taken it by that. */
export async function markUrgent(tx: Tx, actor: StaffActor, now: Date, network: Network, id: string, kind: UrgentKind): Promise<void> {
  const question = await hold(tx, actor, id, 'urgent')
  const discreet = question.discreet || (kind !== 'danger' && mustBeHidden([kind]))
  if (question.urgent === 'now') {
    await kindsOf(tx, now, question, [kind])
    if (discreet !== question.discreet) await updateQuestion(tx, question, { discreet })
    return
  }
  const taken = question.staff_id ? { urgent_due_at: null } : {}
  const next = await change(tx, question, { ...alarmed(network, question, now), ...taken, discreet })
  await marked(tx, actor, now, next, [kind])
}

/** A guide takes the mark off, with the reason as a note. `mistaken`: nobody was in danger, so what was written may be shown again. */
export async function takeOffMark(tx: Tx, actor: StaffActor, now: Date, network: Network, id: string, reason: string, mistaken: boolean): Promise<void> {
  const question = await hold(tx, actor, id, 'urgentOff')
  if (!question.urgent) throw new Conflict('conflict.state')
  await addMessage(tx, actor, now, question, 'note', reason)
  await change(tx, question, { ...calmed(network, question), ...(mistaken ? { discreet: false } : {}) })
  happened(tx, actor, now, question, 'urgent-off')
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
  let question = network && (await holdQuestion(tx, region, subject))
  if (!network || !question || isClosed(question.state)) return
  const step = Number(detail.step)
  if (detail.level === 'maybe') {
    if (question.urgent === 'maybe') await tell(tx, region, now, 'look-first', subject, question.staff_id ? [question.staff_id] : audience(network, question, now, 0))
    return
  }
  if (question.urgent !== 'now') return
  if (detail.level === 'again') {
    // Taken, and then given back: it is due anew. One that still waited is told to those who see it now.
    if (!question.staff_id && !question.urgent_due_at) question = await change(tx, question, { urgent_due_at: dueIn(network, question, now) })
    if (question.urgent_due_at) await climb(tx, now, network, question, 0, now)
    return
  }
  if ((question.urgent_due_at?.toISOString() ?? null) !== detail.due) return
  if (!question.urgent_due_at) await tell(tx, region, now, 'urgent', subject, audience(network, question, now, 1))
  else await climb(tx, now, network, question, step, at)
}

async function climb(tx: Tx, now: Date, network: Network, question: Question, step: number, at: Date): Promise<void> {
  const { region_id: region, id } = question
  const due = question.urgent_due_at!
  await tell(tx, region, now, step === 0 ? 'urgent' : 'urgent-climbed', id, [question.staff_id, ...audience(network, question, now, step)])
  const level = Math.min(3, step)
  if (level > question.escalation) {
    await updateQuestion(tx, question, { escalation: level })
    happened(tx, { kind: 'task', region }, now, question, 'urgent-climbed', { level })
  }
  // Steps that were missed while the program did not run are told as one: the highest.
  const after = (from: Date, of: number) => afterOpen(pointOf(network, question), from, minutesTo(of))
  let next = { step: step + 1, at: after(at, step + 1) }
  for (let beyond = after(next.at, next.step + 1); beyond <= now; beyond = after(next.at, next.step + 1)) next = { step: next.step + 1, at: beyond }
  plan(tx, question, next.at, { due: due.toISOString(), step: next.step, level: 'now' })
}
