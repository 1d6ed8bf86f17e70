import type { Actor, StaffActor } from '../foundation/actor.ts'
import { dayOf } from '../foundation/clock/workingdays.ts'
import type { Tx } from '../foundation/database/database.ts'
import { newId } from '../foundation/database/id.ts'
import type { Language } from '../foundation/i18n/i18n.ts'
import { queueMail } from '../foundation/mail/mail.ts'
import { type EventDetail, record } from '../foundation/record/record.ts'
import { later } from '../foundation/tasks/tasks.ts'
import { Conflict, FormProblem, NotFound } from '../foundation/web/problem.ts'
import { areaOf, distance, regionOfId } from '../network/geography.ts'
import { type Network, ownerFor, worksHere } from '../network/known.ts'
import { addPerson, changePerson } from '../people/actions.ts'
import type { Contact } from '../people/person.ts'
import { findPerson } from '../people/queries.ts'
import { afterWait, climbsAt, dueAfter, longestWait, nextDue, promised } from './due.ts'
import { newNumber } from './number.ts'
import {
  type AskerGroup,
  canStep,
  type Channel,
  type Facts,
  isClosed,
  type Message,
  notHelpedWithinDays,
  type Question,
  type StepName,
  stateAfter,
  type Topic,
} from './question.ts'
import { holdQuestion, insertAnswer, insertMessage, insertQuestion, openQuestionsInHand, updateQuestion } from './store.ts'

const purpose = 'desk'

const happened = (tx: Tx, actor: Actor, now: Date, question: Pick<Question, 'id'>, kind: string, detail?: EventDetail) =>
  record(tx, actor, now, { kind: `question.${kind}`, subject: question.id, purpose, detail })

/** The question, held for this transaction, if the actor may see it and the step can be taken from where it is. */
async function hold(tx: Tx, actor: Actor, id: string, step: StepName): Promise<Question> {
  const question = await holdQuestion(tx, actor.region, id)
  if (!question) throw new NotFound()
  if (!canStep(step, question.state)) throw new Conflict('conflict.state')
  return question
}

/** Writes changes with what is due after them; a new due moment begins to climb anew, and what was planned for the old one finds it gone. */
async function change(tx: Tx, question: Question, changes: Partial<Question>): Promise<Question> {
  const next = { ...question, ...changes }
  const due = isClosed(next.state) ? null : nextDue(next).at
  const moved = due?.getTime() !== question.due_at?.getTime()
  const written = { ...changes, due_at: due, ...(moved ? { escalation: 0 } : {}) }
  await updateQuestion(tx, question, written)
  if (due && moved) planClimb(tx, question, due, 1)
  return { ...next, ...written }
}

/** Plans what happens at a due moment: the end of a wait, or the first step of the climb. */
const planClimb = (tx: Tx, question: Pick<Question, 'region_id' | 'id'>, due: Date, level: 1 | 2 | 3) =>
  later(tx, question.region_id, { kind: 'question-due', subject: question.id, due: climbsAt(due, level), detail: { due: due.toISOString(), level } })

async function mailAsker(tx: Tx, question: Question, now: Date, kind: string, subject: string): Promise<void> {
  const person = await findPerson(tx, question.region_id, question.person_id)
  if (person?.email) queueMail(tx, question.region_id, now, { kind, subject, recipient: person.email, language: question.language })
}

export interface NewQuestion {
  channel: Channel
  askerGroup: AskerGroup
  language: Language
  text: string
  postcode?: string
  municipality?: string
  name?: string
  contact: Contact
}

const nearestPoint = (network: Network, organisation: string, postcode: string | undefined): string | null => {
  const own = network.walkInPoints.filter((point) => point.organisation_id === organisation)
  const from = postcode ? areaOf(postcode) : undefined
  const sorted = from ? [...own].sort((a, b) => distance(from, a) - distance(from, b)) : own
  return sorted[0]?.id ?? null
}

/** Puts a new question in: with an owner, a due moment, its asker, its event, and what must happen by when. Answers the question. */
async function open(
  tx: Tx,
  actor: Actor,
  now: Date,
  network: Network,
  given: NewQuestion,
  owner: { organisation: string; point: string | null; staff: string | null },
): Promise<Question> {
  const person = await addPerson(tx, actor, now, { ...given.contact, name: given.name, language: given.language })
  const dues = promised(now, network.setup)
  const question: Question = {
    region_id: actor.region,
    id: newId(now.getTime()),
    number: '',
    asked_at: now,
    channel: given.channel,
    asker_group: given.askerGroup,
    language: given.language,
    text: given.text,
    sharpened: null,
    topic: null,
    facts: {},
    municipality: given.municipality ?? null,
    postcode: given.postcode ?? null,
    person_id: person,
    organisation_id: owner.organisation,
    walk_in_point_id: owner.point,
    staff_id: owner.staff,
    state: owner.staff ? 'taken' : 'received',
    due_at: null,
    ...dues,
    // Somebody at the counter or on the phone has been spoken to.
    first_response_at: owner.staff ? now : null,
    waiting_since: null,
    escalation: 0,
    answer_id: null,
    closed_at: null,
    link_version: 1,
  }
  question.due_at = nextDue(question).at
  do question.number = newNumber(regionOfId(actor.region).prefix)
  while (!(await insertQuestion(tx, question)))
  happened(tx, actor, now, question, 'asked', { channel: given.channel, group: given.askerGroup })
  if (owner.staff) happened(tx, actor, now, question, 'responded', { within: true })
  planClimb(tx, question, question.due_at, 1)
  if (given.contact.email) queueMail(tx, actor.region, now, { kind: 'question-received', subject: question.id, recipient: given.contact.email, language: given.language })
  return question
}

/** Somebody asks, on the web or through the API. The municipality of their postcode owns the question, else the centre municipality. */
export async function ask(tx: Tx, actor: Actor, now: Date, network: Network, given: NewQuestion): Promise<Question> {
  const owner = ownerFor(network, given.municipality, regionOfId(actor.region).centreMunicipality)
  return open(tx, actor, now, network, given, { organisation: owner.id, point: nearestPoint(network, owner.id, given.postcode), staff: null })
}

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
  const question = await holdQuestion(tx, actor.region, id)
  if (!question) throw new NotFound()
  if (question.staff_id === actor.id) return
  if (question.staff_id) throw new Conflict('conflict.taken', { name: network.staff.get(question.staff_id)?.name ?? '' })
  if (!canStep('take', question.state)) throw new Conflict('conflict.state')
  await change(tx, question, { state: stateAfter('take', question.state), staff_id: actor.id })
  happened(tx, actor, now, question, 'taken')
}

/** Gives a question to a colleague of the organisation that owns it. */
export async function assign(tx: Tx, actor: StaffActor, now: Date, network: Network, id: string, to: string): Promise<void> {
  const question = await holdQuestion(tx, actor.region, id)
  if (!question) throw new NotFound()
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
  await say(tx, actor, now, question, 'note', reason)
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
  const question = await holdQuestion(tx, actor.region, id)
  if (!question) throw new NotFound()
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

async function say(tx: Tx, actor: Actor, now: Date, question: Question, kind: Message['kind'], text: string): Promise<string> {
  const id = newId(now.getTime())
  await insertMessage(tx, { region_id: question.region_id, id, question_id: question.id, at: now, kind, staff_id: actor.kind === 'staff' ? actor.id : null, text })
  return id
}

/** The first time a person responds counts for the norm; later ones do not. */
async function responded(tx: Tx, actor: Actor, now: Date, question: Question): Promise<Partial<Question>> {
  if (question.first_response_at) return {}
  happened(tx, actor, now, question, 'responded', { within: now <= question.first_due_at })
  return { first_response_at: now }
}

const resumed = (question: Question, now: Date): Partial<Question> => (question.waiting_since ? { waiting_since: null, ...afterWait(question, question.waiting_since, now) } : {})

/** A message to the asker, or a conversation with them written down. With `waits`, their word is needed before we can go on: the norm pauses. */
export async function write(tx: Tx, actor: StaffActor, now: Date, id: string, kind: 'message' | 'conversation', text: string, waits: boolean): Promise<void> {
  const question = await hold(tx, actor, id, 'write')
  if (!question.staff_id) throw new Conflict('conflict.take-first')
  const message = await say(tx, actor, now, question, kind, text)
  const starts = waits && canStep('wait', question.state)
  await change(tx, question, { ...(await responded(tx, actor, now, question)), ...(starts ? { state: stateAfter('wait', question.state), waiting_since: now } : {}) })
  happened(tx, actor, now, question, kind === 'message' ? 'written' : 'spoken', { message, waits: starts })
  if (kind === 'message') await mailAsker(tx, question, now, 'question-message', message)
}

/** A note for colleagues; the asker never sees it. */
export async function note(tx: Tx, actor: StaffActor, now: Date, id: string, text: string): Promise<void> {
  const question = await hold(tx, actor, id, 'note')
  await say(tx, actor, now, question, 'note', text)
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
  const message = await say(tx, actor, now, question, 'answer', text)
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

/** The asker adds something. Where we waited for it, we go on. */
export async function add(tx: Tx, actor: Actor, now: Date, id: string, text: string): Promise<void> {
  const question = await holdQuestion(tx, actor.region, id)
  if (!question) throw new NotFound()
  const step = canStep('reply', question.state) ? 'reply' : 'add'
  if (!canStep(step, question.state)) throw new Conflict('conflict.closed')
  const message = await say(tx, actor, now, question, 'addition', text)
  if (step === 'reply') await change(tx, question, { ...resumed(question, now), state: stateAfter(step, question.state) })
  happened(tx, actor, now, question, 'added', { message })
}

/** Until when somebody can say that their answer did not help. */
export const notHelpedUntil = (closedAt: Date): Date => new Date(closedAt.getTime() + notHelpedWithinDays * 86_400_000)

/** The answer did not help: the question opens again, with the same person if they still work here, and a new promise. */
export async function notHelped(tx: Tx, actor: Actor, now: Date, network: Network, id: string, text: string): Promise<void> {
  const question = await hold(tx, actor, id, 'notHelped')
  if (now > notHelpedUntil(question.closed_at!)) throw new Conflict('conflict.too-late')
  const message = await say(tx, actor, now, question, 'addition', text)
  const person = question.staff_id ? network.staff.get(question.staff_id) : undefined
  await change(tx, question, {
    state: stateAfter('notHelped', question.state),
    closed_at: null,
    answer_id: null,
    answer_due_at: dueAfter(now, network.setup.answer_days),
    staff_id: person && worksHere(person, now) ? person.id : null,
  })
  happened(tx, actor, now, question, 'reopened', { message })
}

/** The asker needs no answer any more. */
export async function withdraw(tx: Tx, actor: Actor, now: Date, id: string): Promise<void> {
  const question = await hold(tx, actor, id, 'withdraw')
  await change(tx, question, { state: stateAfter('withdraw', question.state), waiting_since: null, closed_at: now })
  happened(tx, actor, now, question, 'withdrawn')
}

/** The asker changes how to be reached; leaving both empty is allowed, the answer then waits on the follow page. */
export async function changeContact(tx: Tx, actor: Actor, now: Date, id: string, contact: { name: string | null; email: string | null; phone: string | null }): Promise<void> {
  const question = await holdQuestion(tx, actor.region, id)
  if (!question) throw new NotFound()
  await changePerson(tx, actor, question.person_id, contact)
  happened(tx, actor, now, question, 'contact-changed')
}

/** Corrects where the asker lives. While nobody has the question it moves to that municipality; after that it stays with who has it. */
export async function changeMunicipality(tx: Tx, actor: Actor, now: Date, network: Network, id: string, municipality: string): Promise<void> {
  const question = await holdQuestion(tx, actor.region, id)
  if (!question) throw new NotFound()
  if (question.municipality === municipality) return
  const owner = ownerFor(network, municipality, regionOfId(actor.region).centreMunicipality)
  const moves = question.state === 'received' && owner.id !== question.organisation_id
  await updateQuestion(tx, question, {
    municipality,
    ...(moves ? { organisation_id: owner.id, walk_in_point_id: nearestPoint(network, owner.id, question.postcode ?? undefined) } : {}),
  })
  happened(tx, actor, now, question, 'municipality-changed', { moved: moves })
}

/** Makes every earlier link to this question void and mails the new one. Answers the new version. */
export async function renewLink(tx: Tx, actor: Actor, now: Date, id: string): Promise<number> {
  const question = await holdQuestion(tx, actor.region, id)
  if (!question) throw new NotFound()
  const version = question.link_version + 1
  await updateQuestion(tx, question, { link_version: version })
  happened(tx, actor, now, question, 'link-renewed')
  await mailAsker(tx, question, now, 'question-link', question.id)
  return version
}

/** What was due at a moment was not done by then: a wait ends, or it climbs one step. Does nothing when something else is due by now. */
export async function dueCame(tx: Tx, actor: Actor, now: Date, id: string, due: string, level: 1 | 2 | 3): Promise<void> {
  const question = await holdQuestion(tx, actor.region, id)
  if (!question || question.due_at?.toISOString() !== due || question.escalation >= level) return
  if (question.state === 'waiting') {
    await change(tx, question, { ...resumed(question, now), state: stateAfter('waitEnds', question.state) })
    happened(tx, actor, now, question, 'wait-ended', { days: longestWait })
    return
  }
  await updateQuestion(tx, question, { escalation: level })
  happened(tx, actor, now, question, 'overdue', { level, due: dayOf(question.due_at) })
  if (level < 3) planClimb(tx, question, question.due_at, (level + 1) as 2 | 3)
}

/** A colleague left: what they had in hand goes back to the organisation's queue, each recorded. */
export async function colleagueLeft(tx: Tx, actor: Actor, staff: string, now: Date): Promise<void> {
  for (const question of await openQuestionsInHand(tx, actor.region, staff)) {
    const state = question.state === 'reopened' ? 'reopened' : stateAfter('colleagueLeft', question.state)
    await change(tx, question, { ...resumed(question, now), state, staff_id: null })
    happened(tx, actor, now, question, 'colleague-left')
  }
}
