import { deskLetters } from '../letters.ts'
import { recordCounted } from '../codes.ts'
import type { Acting } from '../../foundation/doing.ts'
import type { Doing } from '../../network/doing.ts'
import { deskNotices } from '../notices.ts'
import type { StaffActor } from '../../foundation/actor.ts'
import { newId } from '../../foundation/database/id.ts'
import { eventsOf, record } from '../../foundation/record/record.ts'
import { Conflict, FormProblem } from '../../foundation/web/problem.ts'
import { coordinatorsFor, worksHere } from '../../network/current.ts'
import { changePerson } from '../../people/actions.ts'
import type { Reach } from '../../people/person.ts'
import { findPerson } from '../../people/queries.ts'
import { addMessage, change, changeReach, handed, heard, lock, mailAsker, tellAsker, must, nearestPoint, type NewQuestion, open, responded, resumed } from '../actions.ts'
import { type AskerGroup, attemptsNeeded, questionLife, type Facts, type Question, type Topic } from '../question.ts'
import { notify } from '../../workplace/notices/actions.ts'
import { heed } from '../urgent/actions.ts'
import { seekAgain, taken } from '../urgent/mark.ts'
import { clarityOf } from '../clarity.ts'
import { attemptDays, reachOf } from '../reach.ts'
import { insertAnswer, lastAnswer, messagesOf } from '../store.ts'
import { deskEvents } from '../events.ts'

/** A guide writes down the question of somebody at the counter or on the phone, and has it in hand. */
export async function register(doing: Doing<StaffActor>, given: NewQuestion): Promise<Question> {
  const { actor, network } = doing
  return open(doing, given, {
    organisation: actor.organisation,
    point: actor.walkInPoint ?? nearestPoint(network, actor.organisation, given.postcode),
    staff: actor.id,
  })
}

/** Takes a question that nobody has. @throws Conflict naming the colleague when somebody was first */
export async function take(doing: Doing<StaffActor>, id: string): Promise<void> {
  const { tx, actor, network } = doing
  const question = await lock(doing, id)
  // What cannot wait is taken by whoever is there, also from who has it; two who do it at once each have it said to them.
  const waits = question.urgent_due_at !== null
  if (waits && questionLife.can('pass', question.state)) {
    await change(tx, question, { ...taken(doing, question), staff_id: actor.id })
    record(doing, deskEvents.taken, question.id)
    return
  }
  if (question.staff_id === actor.id) {
    if (waits) await change(tx, question, taken(doing, question))
    return
  }
  if (question.staff_id && !waits) throw new Conflict('conflict.taken', { name: network.staff.get(question.staff_id)?.name ?? '' })
  must(doing, question, 'take')
  await change(tx, question, { ...taken(doing, question), state: questionLife.after('take', question.state), staff_id: actor.id })
  record(doing, deskEvents.taken, question.id)
}

/** Gives a question to a colleague of the organisation that owns it. */
export async function assign(doing: Doing<StaffActor>, id: string, to: string): Promise<void> {
  const { tx, actor, now, network } = doing
  const question = await lock(doing, id)
  const step = questionLife.can('assign', question.state) ? 'assign' : 'pass'
  must(doing, question, step)
  const colleague = network.staff.get(to)
  if (!colleague || colleague.organisation_id !== question.organisation_id || !worksHere(colleague, now)) throw new FormProblem({ colleague: { key: 'form.choose' } })
  if (question.staff_id === to) return
  await change(tx, question, { state: questionLife.after(step, question.state), staff_id: to })
  record(doing, deskEvents.assigned, question.id, { to })
  await notify({ tx, region: actor.region, now }, deskNotices.assigned, { question: id, staff: [to], except: actor.id })
}

/** Gives a question back to the organisation's queue, with the reason as a note for who takes it next. */
export async function giveBack(doing: Acting<StaffActor>, id: string, reason: string): Promise<void> {
  const { tx, now } = doing
  const question = await lock(doing, id, 'return')
  await addMessage(doing, question, 'note', reason)
  seekAgain(tx, await change(tx, question, { ...resumed(question, now), state: questionLife.after('return', question.state), staff_id: null }), now)
  record(doing, deskEvents.returned, question.id)
}

export interface Clarification {
  sharpened: string
  askerGroup: AskerGroup
  topic?: Topic
  municipality?: string
  facts: Facts
  name?: string
}

/** The state of a question after something more is known of it. @throws Conflict */
function clarified(doing: Acting, question: Question) {
  const step = questionLife.can('clarify', question.state) ? 'clarify' : 'complete'
  must(doing, question, step)
  return questionLife.after(step, question.state)
}

/**
 * Writes down what the question really is, and what is known of who asks; `seen` is how the writer saw it before (see clarityOf).
 * @throws Conflict 'conflict.changed' when somebody else wrote it down differently meanwhile
 */
export async function clarify(doing: Acting<StaffActor>, id: string, found: Clarification, seen?: string): Promise<void> {
  const { tx, actor } = doing
  const question = await lock(doing, id)
  const person = await findPerson(tx, actor.region, question.person_id)
  if (seen !== undefined && seen !== clarityOf(question, person?.name ?? null)) throw new Conflict('conflict.changed')
  const state = clarified(doing, question)
  const next = await change(tx, question, {
    state,
    sharpened: found.sharpened,
    asker_group: found.askerGroup,
    topic: found.topic ?? null,
    municipality: found.municipality ?? null,
    facts: found.facts,
  })
  await changePerson(tx, actor, question.person_id, { name: found.name ?? null })
  recordCounted(doing, deskEvents.clarified, next, { topic: found.topic ?? null, ...handed(question) })
}

/** Writes down what was found out of who asks, where nothing was known yet: what was known stays. */
export async function addFacts(doing: Acting<StaffActor>, id: string, found: { facts: Facts; topic?: Topic; askerGroup?: AskerGroup; municipality?: string }): Promise<void> {
  const { tx } = doing
  const question = await lock(doing, id)
  const next = await change(tx, question, {
    state: clarified(doing, question),
    facts: { ...found.facts, ...question.facts },
    topic: question.topic ?? found.topic ?? null,
    asker_group: question.asker_group === 'unknown' ? (found.askerGroup ?? 'unknown') : question.asker_group,
    municipality: question.municipality ?? found.municipality ?? null,
  })
  recordCounted(doing, deskEvents.clarified, next, { topic: question.topic ?? found.topic ?? null, ...handed(question) })
}

/** A message to the asker, or a conversation with them written down. With `waits`, their word is needed before we can go on: the norm pauses. */
export async function write(doing: Doing<StaffActor>, id: string, kind: 'message' | 'conversation', text: string, waits: boolean): Promise<void> {
  const { tx, now } = doing
  const held = await lock(doing, id, 'write')
  // What was said in a conversation is the asker's.
  const question = kind === 'conversation' ? await heed(doing, held, text) : held
  const message = await addMessage(doing, question, kind, text)
  const starts = waits && questionLife.can('wait', question.state)
  await change(tx, question, {
    ...(await responded(doing, question)),
    ...(kind === 'conversation' ? { call: false } : {}),
    ...(starts ? { state: questionLife.after('wait', question.state), waiting_since: now } : {}),
  })
  record(doing, kind === 'message' ? deskEvents.written : deskEvents.spoken, question.id, { message, waits: starts })
  if (kind === 'message') await tellAsker(doing, question, deskLetters.message, message)
}

/** Asks the coordinator; the asker never sees it. Who coordinates is told. */
export async function consult(doing: Doing<StaffActor>, id: string, text: string): Promise<void> {
  const { tx, actor, now, network } = doing
  const question = await lock(doing, id, 'consult')
  const message = await addMessage(doing, question, 'consult', text)
  await change(tx, question, { consulted_at: question.consulted_at ?? now })
  record(doing, deskEvents.consulted, question.id, { message })
  await notify({ tx, region: actor.region, now }, deskNotices.consulted, { question: id, staff: coordinatorsFor(network, question.organisation_id, now), except: actor.id })
}

/** The coordinator's answer to a guide: told to whoever has the question and to who asked. */
export async function advise(doing: Acting<StaffActor>, id: string, text: string): Promise<void> {
  const { tx, actor, now } = doing
  const question = await lock(doing, id, 'advise')
  const asked = (await messagesOf(tx, actor.region, id)).filter((each) => each.kind === 'consult').map((each) => each.staff_id)
  const message = await addMessage(doing, question, 'advice', text)
  await change(tx, question, { consulted_at: null })
  record(doing, deskEvents.advised, question.id, { message })
  await notify({ tx, region: actor.region, now }, deskNotices.advised, { question: id, staff: [...new Set([question.staff_id, ...asked])], except: actor.id })
}

/** A note for colleagues; the asker never sees it. */
export async function note(doing: Acting<StaffActor>, id: string, text: string): Promise<void> {
  const question = await lock(doing, id, 'note')
  await addMessage(doing, question, 'note', text)
  record(doing, deskEvents.noted, question.id)
}

/** Goes on without waiting any longer. */
export async function resume(doing: Acting<StaffActor>, id: string): Promise<void> {
  const { tx, now } = doing
  const question = await lock(doing, id, 'resume')
  await change(tx, question, { ...resumed(question, now), state: questionLife.after('resume', question.state) })
  record(doing, deskEvents.resumed, question.id)
}

/** The asker did not pick up the phone. */
export async function attempt(doing: Acting<StaffActor>, id: string): Promise<void> {
  const { tx, actor, now } = doing
  const question = await lock(doing, id, 'attempt')
  const days = attemptDays([...(await eventsOf(tx, actor.region, id)), { kind: deskEvents.attempted.kind, at: now }], 'message')
  record(doing, deskEvents.attempted, question.id)
  // After that it is left on their page, as an answer would be.
  if (days >= attemptsNeeded) await heard(tx, question)
}

/** The asker was told what there was to say, or it was sent to them on paper. */
export async function tell(doing: Acting<StaffActor>, id: string): Promise<void> {
  const question = await lock(doing, id)
  if (!question.call) return
  await heard(doing.tx, question)
  record(doing, deskEvents.told, question.id)
}

/**
 * Gives a direct answer: the text is the proof, the question closes with it, and the asker is told: by mail, or because the guide has told them.
 * @throws FormProblem at `told` when a guide must tell it and did not, nor tried on enough different days
 */
export async function answerDirectly(doing: Acting<StaffActor>, id: string, text: string, told = false): Promise<void> {
  const { tx, actor, now } = doing
  const question = await lock(doing, id, 'answer')
  const days = attemptDays(await eventsOf(tx, actor.region, id))
  const reached = reachOf((await findPerson(tx, actor.region, question.person_id))!, told, days)
  if (!reached) throw new FormProblem({ told: { key: 'answer.told.first', values: { days, needed: attemptsNeeded } } })
  const running = { ...question, ...resumed(question, now) }
  const message = await addMessage(doing, question, 'answer', text)
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
    handover_id: null,
    within_norm: within,
    reached,
  })
  const first = await responded(doing, running)
  await change(tx, question, {
    ...resumed(question, now),
    ...first,
    state: questionLife.after('answer', question.state),
    answer_id: answer,
    closed_at: now,
  })
  recordCounted(doing, deskEvents.answered, question, { kind: 'direct', message, within, reached })
  await mailAsker(tx, question, now, deskLetters.answered, message)
}

/** What came after the answer was no new question (a thank-you): it closes again with the answer it had. @throws Conflict when that answer never reached the asker */
export async function settle(doing: Acting<StaffActor>, id: string): Promise<void> {
  const { tx, actor, now } = doing
  const question = await lock(doing, id, 'settle')
  const answer = await lastAnswer(tx, actor.region, id)
  if (!answer) throw new Conflict('conflict.state')
  await change(tx, question, { state: questionLife.after('settle', question.state), answer_id: answer.id, closed_at: now })
  recordCounted(doing, deskEvents.answered, question, { kind: answer.kind, message: answer.message_id, within: true, reached: answer.reached, again: true })
}

/** A guide corrects how the asker can be reached. */
export async function correctReach(doing: Doing<StaffActor>, id: string, reach: Partial<Reach>): Promise<void> {
  const question = await lock(doing, id)
  await changeReach(doing, question, reach)
  record(doing, deskEvents.reachChanged, question.id, handed(question))
}
