import type { StaffActor } from '../../foundation/actor.ts'
import type { Tx } from '../../foundation/database/database.ts'
import { newId } from '../../foundation/database/id.ts'
import { Conflict, FormProblem } from '../../foundation/web/problem.ts'
import { type Network, worksHere } from '../../network/known.ts'
import { changePerson } from '../../people/actions.ts'
import { addMessage, change, happened, hold, mailAsker, nearestPoint, type NewQuestion, open, responded, resumed } from '../actions.ts'
import { type AskerGroup, canStep, type Facts, isClosed, type Question, stateAfter, type Topic } from '../question.ts'
import { insertAnswer } from '../store.ts'

/** A guide writes down the question of somebody at the counter or on the phone, and has it in hand. */
export async function register(tx: Tx, actor: StaffActor, now: Date, network: Network, given: NewQuestion): Promise<Question> {
  return open(tx, actor, now, network, given, {
    organisation: actor.organisation,
    point: actor.walkInPoint ?? nearestPoint(network, actor.organisation, given.postcode),
    staff: actor.id,
  })
}

/** Takes a question that nobody has. @throws Conflict naming the colleague when somebody was first */
export async function take(tx: Tx, actor: StaffActor, now: Date, network: Network, id: string): Promise<void> {
  const question = await hold(tx, actor, id)
  if (question.staff_id === actor.id) return
  if (question.staff_id) throw new Conflict('conflict.taken', { name: network.staff.get(question.staff_id)?.name ?? '' })
  if (!canStep('take', question.state)) throw new Conflict('conflict.state')
  await change(tx, question, { state: stateAfter('take', question.state), staff_id: actor.id })
  happened(tx, actor, now, question, 'taken')
}

/** Gives a question to a colleague of the organisation that owns it. */
export async function assign(tx: Tx, actor: StaffActor, now: Date, network: Network, id: string, to: string): Promise<void> {
  const question = await hold(tx, actor, id)
  const step = canStep('assign', question.state) ? 'assign' : 'pass'
  if (!canStep(step, question.state)) throw new Conflict('conflict.state')
  const colleague = network.staff.get(to)
  if (!colleague || colleague.organisation_id !== question.organisation_id || !worksHere(colleague, now)) throw new FormProblem({ colleague: { key: 'form.choose' } })
  if (question.staff_id === to) return
  await change(tx, question, { state: stateAfter(step, question.state), staff_id: to })
  happened(tx, actor, now, question, 'assigned', { to })
}

/** Gives a question back to the organisation's queue, with the reason as a note for who takes it next. */
export async function giveBack(tx: Tx, actor: StaffActor, now: Date, id: string, reason: string): Promise<void> {
  const question = await hold(tx, actor, id, 'return')
  if (!question.staff_id) throw new Conflict('conflict.state')
  await addMessage(tx, actor, now, question, 'note', reason)
  await change(tx, question, { ...resumed(question, now), state: stateAfter('return', question.state), staff_id: null })
  happened(tx, actor, now, question, 'returned')
}

export interface Clarification {
  sharpened: string
  askerGroup: AskerGroup
  topic?: Topic
  municipality?: string
  facts: Facts
  name?: string
}

/** Writes down what the question really is, and what is known of who asks. */
export async function clarify(tx: Tx, actor: StaffActor, now: Date, id: string, found: Clarification): Promise<void> {
  const question = await hold(tx, actor, id)
  if (isClosed(question.state) || !question.staff_id) throw new Conflict(question.staff_id ? 'conflict.state' : 'conflict.take-first')
  const state = canStep('clarify', question.state) ? stateAfter('clarify', question.state) : question.state
  await change(tx, question, {
    state,
    sharpened: found.sharpened,
    asker_group: found.askerGroup,
    topic: found.topic ?? null,
    municipality: found.municipality ?? null,
    facts: found.facts,
  })
  await changePerson(tx, actor, question.person_id, { name: found.name ?? null })
  happened(tx, actor, now, question, 'clarified', { topic: found.topic ?? null })
}

/** A message to the asker, or a conversation with them written down. With `waits`, their word is needed before we can go on: the norm pauses. */
export async function write(tx: Tx, actor: StaffActor, now: Date, id: string, kind: 'message' | 'conversation', text: string, waits: boolean): Promise<void> {
  const question = await hold(tx, actor, id, 'write')
  if (!question.staff_id) throw new Conflict('conflict.take-first')
  const message = await addMessage(tx, actor, now, question, kind, text)
  const starts = waits && canStep('wait', question.state)
  await change(tx, question, { ...(await responded(tx, actor, now, question)), ...(starts ? { state: stateAfter('wait', question.state), waiting_since: now } : {}) })
  happened(tx, actor, now, question, kind === 'message' ? 'written' : 'spoken', { message, waits: starts })
  if (kind === 'message') await mailAsker(tx, question, now, 'question-message', message)
}

/** A note for colleagues; the asker never sees it. */
export async function note(tx: Tx, actor: StaffActor, now: Date, id: string, text: string): Promise<void> {
  const question = await hold(tx, actor, id, 'note')
  await addMessage(tx, actor, now, question, 'note', text)
  happened(tx, actor, now, question, 'noted')
}

/** Goes on without waiting any longer. */
export async function resume(tx: Tx, actor: StaffActor, now: Date, id: string): Promise<void> {
  const question = await hold(tx, actor, id, 'resume')
  await change(tx, question, { ...resumed(question, now), state: stateAfter('resume', question.state) })
  happened(tx, actor, now, question, 'resumed')
}

/** Gives a direct answer: the text is the proof, the question closes with it, and the asker is told. */
export async function answerDirectly(tx: Tx, actor: StaffActor, now: Date, id: string, text: string): Promise<void> {
  const question = await hold(tx, actor, id, 'answer')
  if (!question.staff_id) throw new Conflict('conflict.take-first')
  const running = { ...question, ...resumed(question, now) }
  const message = await addMessage(tx, actor, now, question, 'answer', text)
  const answer = newId(now.getTime())
  const within = now <= running.answer_due_at
  await insertAnswer(tx, {
    region_id: question.region_id,
    id: answer,
    question_id: question.id,
    kind: 'direct',
    given_at: now,
    staff_id: actor.id,
    message_id: message,
    within_norm: within,
  })
  const first = await responded(tx, actor, now, running)
  await change(tx, question, { ...resumed(question, now), ...first, state: stateAfter('answer', question.state), answer_id: answer, closed_at: now })
  happened(tx, actor, now, question, 'answered', { kind: 'direct', message, within })
  await mailAsker(tx, question, now, 'question-answered', message)
}
