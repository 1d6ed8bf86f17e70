import { deskLetters } from './letters.ts'
import { recordCounted } from './codes.ts'
import type { Acting } from '../foundation/doing.ts'
import type { Doing } from '../network/doing.ts'
import { deskNotices } from './notices.ts'
import type { Actor } from '../foundation/actor.ts'
import { dayOf, workingDaysBetween } from '../foundation/clock/workingdays.ts'
import type { Tx } from '../foundation/database/database.ts'
import { newId } from '../foundation/database/id.ts'
import type { Language } from '../foundation/i18n/i18n.ts'
import type { Verdict } from '../foundation/mail/arrived.ts'
import type { Upload } from '../foundation/files/reading.ts'
import { type LetterKind, queueForStranger, queueMail } from '../foundation/mail/mail.ts'
import { enqueue } from '../foundation/tasks/tasks.ts'
import { FormProblem, NotFound } from '../foundation/web/problem.ts'
import { areaOf, distance, regionOfId } from '../network/geography.ts'
import { coordinatorsFor, type Network, ownerFor, readNetwork, worksHere } from '../network/current.ts'
import { addPerson, changePerson, emailBounced } from '../people/actions.ts'
import { type Contact, isOffered, mailableAt, type Reach, tellerOf } from '../people/person.ts'
import { findPerson, type Person } from '../people/queries.ts'
import { afterWait, climbsAt, dueAfter, longestWait, nextDue, promised } from './due.ts'
import { notify } from '../workplace/notices/actions.ts'
import { newNumber } from './number.ts'
import { type AskerGroup, questionLife, type Channel, type Facts, isClosed, type Message, partiesOf, type Question, type State, type StepName } from './question.ts'
import { marked, pressing, seekAgain, taken } from './urgent/mark.ts'
import {
  lockQuestion,
  insertAnswer,
  insertAttachment,
  insertMessage,
  insertQuestion,
  messageById,
  openQuestionsOf,
  updateOpenQuestion,
  updateQuestion,
  voidLinksInto,
} from './store.ts'
import { deskEvents } from './events.ts'
import { record } from '../foundation/record/record.ts'

/** The question, locked for this transaction. @throws NotFound for who may not see it; Conflict when the step, if one is named, cannot be taken */
export async function lock({ tx, actor, now }: Acting, id: string, step?: StepName): Promise<Question> {
  const question = await lockQuestion(tx, actor.region, id)
  if (!question) throw new NotFound()
  if (step) must({ actor, now }, question, step)
  return question
}
/** Does nothing when the actor can take this step with a question that is locked. @throws Conflict */
export const must = ({ actor, now }: Pick<Acting, 'actor' | 'now'>, question: Question, step: StepName): void =>
  questionLife.must(step, question.state, { question, who: partiesOf(actor), now })

/** What a question in this state no longer has: nobody is called or asked about one that is closed or set aside, and only what is no question has a reason for that. */
const cleared = (state: State): Partial<Question> => ({
  ...(isClosed(state) ? { call: false } : {}),
  ...(isClosed(state) || state === 'set-aside' ? { urgent: null, urgent_due_at: null, consulted_at: null } : {}),
  ...(state === 'set-aside' || state === 'dismissed' ? {} : { dismissal: null }),
  ...(state === 'handover' ? {} : { step_due_at: null }),
})

/** Writes changes with what is due after them; a new due moment begins to climb anew, and what was planned for the old one finds it gone. */
export async function change(tx: Tx, question: Question, changes: Partial<Question>): Promise<Question> {
  const next = { ...question, ...changes }
  const gone = next.state === question.state ? {} : cleared(next.state)
  const due = isClosed(next.state) ? null : nextDue({ ...next, ...gone }).at
  const moved = due?.getTime() !== question.due_at?.getTime()
  const written = { ...changes, ...gone, due_at: due, ...(moved ? { escalation: 0 } : {}) }
  await updateQuestion(tx, question, written)
  if (due && moved) planClimb(tx, question, due, 1)
  return { ...next, ...written }
}

/** Plans what happens at a due moment: the end of a wait, or the first step of the climb. */
const planClimb = (tx: Tx, question: Pick<Question, 'region_id' | 'id'>, due: Date, level: 1 | 2 | 3) =>
  enqueue(tx, question.region_id, { kind: 'question-due', subject: question.id, due: climbsAt(due, level), detail: { due: due.toISOString(), level } })

/** Says beside an event that others work on the question too, who are then told what changed. */
export const handed = ({ handed_at }: Pick<Question, 'handed_at'>): { handed?: true } => (handed_at ? { handed: true } : {})

const mailTo = (tx: Tx, question: Question, person: Person, now: Date, kind: LetterKind, subject: string): void => {
  const recipient = mailableAt(person)
  if (recipient) queueMail(tx, question.region_id, now, { kind, subject, recipient, language: question.language })
}
/** Mails the asker that it came in. Anybody can ask in the name of another's address: what is too much for it is not mailed, and the timeline says so. */
async function confirm(doing: Acting, question: Question, person: Person): Promise<void> {
  const { tx, now } = doing
  const { region_id, id: subject, language } = question
  const recipient = mailableAt(person)
  if (recipient && (await queueForStranger(tx, region_id, now, { kind: deskLetters.received, subject, recipient, language })) === 'held')
    record(doing, deskEvents.mailHeld, subject)
}
/** Puts a mail to the asker in the outbox, when that is how they are reached. */
export async function mailAsker(tx: Tx, question: Question, now: Date, kind: LetterKind, subject: string): Promise<void> {
  const person = await findPerson(tx, question.region_id, question.person_id)
  if (person) mailTo(tx, question, person, now, kind, subject)
}
/** Lets the asker know that there is something on their page: by mail, or by a guide, who finds the question among those to be reached. Nobody is called for who only reads their page, or did it themselves. */
export async function tellAsker({ tx, actor, now }: Acting, question: Question, kind: LetterKind, subject: string): Promise<void> {
  const person = await findPerson(tx, question.region_id, question.person_id)
  if (!person) return
  mailTo(tx, question, person, now, kind, subject)
  if (!isAsker(actor) && tellerOf(person) === 'guide') await toBeTold(tx, question)
}
/** Somebody must tell the asker what there is to say; of a closed question nobody needs to. */
export const toBeTold = (tx: Tx, question: Question) => updateOpenQuestion(tx, question, { call: true })
/** Who asks, on their own page or in their own file. */
export const isAsker = ({ kind }: Actor) => kind === 'link' || kind === 'resident'
const wayGone = { way: { key: 'reach.way.gone' } }
/** Changes how the asker is reached. What they were still to be told goes the new way: by mail at once; nobody needs to tell what they read themselves, or changed on their own page. */
export async function changeReach(doing: Doing, question: Question, changes: { name?: string | null } & Partial<Reach>): Promise<void> {
  const { tx, actor, now, network } = doing
  if (changes.way && !isOffered(network, changes, await findPerson(tx, question.region_id, question.person_id))) throw new FormProblem(wayGone)
  await changePerson(tx, actor, question.person_id, changes)
  const person = question.call ? await findPerson(tx, question.region_id, question.person_id) : undefined
  if (!person || (!isAsker(actor) && tellerOf(person) === 'guide')) return
  await heard(tx, question)
  if (!isAsker(actor)) mailTo(tx, question, person, now, deskLetters.waiting, question.id)
}
/** The asker has heard what there was to say: nobody needs to tell them any more. */
export const heard = (tx: Tx, question: Question) => (question.call ? updateQuestion(tx, question, { call: false }) : undefined)

export interface NewQuestion {
  channel: Channel
  askerGroup: AskerGroup
  language: Language
  text: string
  postcode?: string
  municipality?: string
  name?: string
  contact: Contact
  /** Somebody we know already, found by a guide: the question is theirs too. */
  person?: string
  /** What they told of themselves before they asked. */
  facts?: Facts
  /** Where the signpost would send them, as a code of its destinations. */
  wish?: string
  /** The door it came in by, where that is known. */
  door?: string
  /** The employer's question to whose case this one belongs. */
  group?: string
  files?: readonly Upload[]
  /** What of the text is the asker's own, to be read for danger, where that is not the whole of it. */
  own?: string
  /** What a mail's front server said of its sender; one that is not confirmed gets no mail from us. */
  sender?: { spf: Verdict; dkim: Verdict; dmarc: Verdict }
}

/** A sender that the front server does not vouch for: the rule of the domain failed, or its servers' list did and no signature held. */
const isDoubtful = (sender: NewQuestion['sender']) => sender !== undefined && (sender.dmarc === 'fail' || (sender.spf === 'fail' && sender.dkim !== 'pass'))

/** The walk-in point of this organisation nearest to a postcode; its first without one, null when it has none. */
export const nearestPoint = (network: Network, organisation: string, postcode: string | undefined): string | null => {
  const own = network.walkInPoints.filter((point) => point.organisation_id === organisation)
  const from = postcode ? areaOf(postcode) : undefined
  const sorted = from ? [...own].sort((a, b) => distance(from, a) - distance(from, b)) : own
  return sorted[0]?.id ?? null
}

/** Puts a new question in: with an owner, a due moment, its asker, its event, and what must happen by when. Answers the question. */
export async function open(doing: Doing, given: NewQuestion, owner: { organisation: string; point: string | null; staff: string | null }): Promise<Question> {
  const { tx, actor, now, network } = doing
  const doubtful = isDoubtful(given.sender)
  const { contact, name, language } = given
  if (!isOffered(network, contact)) throw new FormProblem(wayGone)
  const known = given.person ? (await findPerson(tx, actor.region, given.person))! : undefined
  // A new asker travels with the question itself.
  const { person, added } = known ? { person: known, added: undefined } : addPerson(doing, { contact, name, language, doubtful })
  // Somebody at the counter or on the phone has been spoken to; who wrote a letter, or is one of a list, has not.
  const spoken = owner.staff !== null && given.channel !== 'letter' && !given.group
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
    facts: given.facts ?? {},
    municipality: given.municipality ?? null,
    postcode: given.postcode ?? null,
    person_id: person.id,
    organisation_id: owner.organisation,
    walk_in_point_id: owner.point,
    staff_id: owner.staff,
    state: owner.staff ? 'taken' : 'received',
    due_at: null,
    ...dues,
    first_response_at: spoken ? now : null,
    waiting_since: null,
    escalation: 0,
    answer_id: null,
    closed_at: null,
    link_version: 1,
    door_id: given.door ?? null,
    files: given.files?.length ?? 0,
    urgent: null,
    urgent_due_at: null,
    discreet: false,
    call: false,
    asked_by: null,
    merged_into: null,
    dismissal: null,
    consulted_at: null,
    step_due_at: null,
    handed_at: null,
    group_id: given.group ?? null,
    erase_on: null,
  }
  const danger = pressing([given.own ?? given.text, given.name].filter(Boolean).join('\n\n'), question, network, now)
  Object.assign(question, danger?.changes)
  question.due_at = nextDue(question).at
  do question.number = newNumber(regionOfId(actor.region).prefix)
  while (!(await Promise.all([insertQuestion(tx, question), added]))[0])
  recordCounted(doing, deskEvents.asked, question, {
    channel: given.channel,
    group: given.askerGroup,
    door: given.door ?? null,
    ...(given.wish && { wish: given.wish }),
    ...given.sender,
  })
  if (danger) await marked(doing, question, danger.kinds)
  await insertFiles(tx, now, question, null, given.files ?? [])
  if (spoken) record(doing, deskEvents.responded, question.id, { within: true })
  planClimb(tx, question, question.due_at, 1)
  await confirm(doing, question, person)
  return question
}

/** Adds what was said or written to the question; answers its id. */
export async function addMessage({ tx, actor, now }: Acting, question: Question, kind: Message['kind'], text: string): Promise<string> {
  const id = newId(now.getTime())
  // What an asker adds is theirs, also where a guide writes it down for them; the record says who did.
  const by = actor.kind === 'staff' && kind !== 'addition' ? actor.id : null
  await insertMessage(tx, { region_id: question.region_id, id, question_id: question.id, at: now, kind, staff_id: by, text })
  return id
}

/** Keeps files with a question, beside the message they came with. */
async function insertFiles(tx: Tx, now: Date, question: Question, message: string | null, files: readonly Upload[]): Promise<void> {
  for (const { name, type, content } of files)
    await insertAttachment(tx, {
      region_id: question.region_id,
      id: newId(now.getTime()),
      question_id: question.id,
      message_id: message,
      at: now,
      name,
      type,
      size: content.length,
      content,
    })
}

/** Keeps what came with a message. */
export async function addFiles(tx: Tx, now: Date, question: Question, message: string, files: readonly Upload[]): Promise<void> {
  if (!files.length) return
  await insertFiles(tx, now, question, message, files)
  await updateQuestion(tx, question, { files: question.files + files.length })
}

/** The first time a person responds counts for the norm; later ones do not. Whoever responds has taken what could not wait. */
export async function responded(doing: Acting, question: Question): Promise<Partial<Question>> {
  const { now } = doing
  const has = taken(doing, question)
  if (question.first_response_at) return has
  record(doing, deskEvents.responded, question.id, { within: now <= question.first_due_at })
  return { ...has, first_response_at: now }
}

/** What changes when a wait ends: the norm goes on from where it paused. */
export const resumed = (question: Question, now: Date): Partial<Question> =>
  question.waiting_since ? { waiting_since: null, ...afterWait(question, question.waiting_since, now) } : {}

/** What changes when a closed question opens again: a new promise, with the same person if they still work here. */
export function reopened(question: Question, network: Network, now: Date): Partial<Question> {
  const person = question.staff_id ? network.staff.get(question.staff_id) : undefined
  const { first_due_at, answer_due_at } = promised(now, network.setup)
  return {
    state: 'reopened',
    closed_at: null,
    answer_id: null,
    answer_due_at,
    ...(question.first_response_at ? {} : { first_due_at }),
    staff_id: person && worksHere(person, now) ? person.id : null,
  }
}

/** Makes every earlier link to this question void, and those of what was merged into it, which lead here too. Answers the question with the new one. */
async function withNewLink(doing: Acting, id: string): Promise<Question> {
  const { tx } = doing
  const question = await lock(doing, id)
  const link_version = question.link_version + 1
  await updateQuestion(tx, question, { link_version })
  await voidLinksInto(tx, question)
  record(doing, deskEvents.linkRenewed, question.id)
  return { ...question, link_version }
}
/** Makes every earlier link to this question void, and lets the asker know the new one. Answers its version. */
export async function renewLink(doing: Acting, id: string): Promise<number> {
  const question = await withNewLink(doing, id)
  await tellAsker(doing, question, deskLetters.link, question.id)
  return question.link_version
}
/**
 * The same for who holds the link of this version and may not be who asked: the new one is mailed to the asker and nobody else sees it. Does nothing where there is no address (`none`), or where too
 * much was mailed to it (`held`), so that nobody is left without a link. Of those who ask at once the first does it, and the others find it done. @throws NotFound for an older link
 */
export async function renewLinkByMail(doing: Acting, id: string, version: number): Promise<'link' | 'none' | 'held'> {
  const { tx, actor, now } = doing
  const { link_version, language, person_id } = await lock(doing, id)
  const person = await findPerson(tx, actor.region, person_id)
  const recipient = person?.email_trouble ? null : person?.email
  if (recipient && link_version === version + 1) return 'link'
  if (link_version !== version) throw new NotFound()
  if (!recipient) return 'none'
  if ((await queueForStranger(tx, actor.region, now, { kind: deskLetters.linkAsked, subject: id, recipient, language })) === 'held') return 'held'
  await withNewLink(doing, id)
  return 'link'
}

/** The question goes to others with a due moment of their own; what was promised waits for them. Whoever proposes that has responded. */
export async function handOver(doing: Acting, question: Question, due: Date): Promise<Question> {
  const { tx, now } = doing
  const first = await responded(doing, question)
  const running = { ...question, ...resumed(question, now), ...first }
  return change(tx, question, { ...resumed(question, now), ...first, state: questionLife.after('handOver', running.state), step_due_at: due, handed_at: question.handed_at ?? now })
}

/** The next step of an answer under way is due at another moment. */
export const moveStep = (tx: Tx, question: Question, due: Date): Promise<Question> => change(tx, question, { step_due_at: due })

/** It came back from those it went to at `since`: in the hands of who had it, with as much time for the answer as there was then, a day at least. */
export async function takeBack(doing: Acting, question: Question, since: Date): Promise<void> {
  const { tx, now } = doing
  const left = Math.max(1, workingDaysBetween(dayOf(since), dayOf(question.answer_due_at)))
  await change(tx, question, { state: question.staff_id ? questionLife.after('takeBack', question.state) : 'reopened', answer_due_at: dueAfter(now, left) })
  record(doing, deskEvents.cameBack, question.id)
}

/** Answered by a handover: person and partner have met, and what came of it is known. */
export async function answeredByHandover(doing: Acting, question: Question, { handover, staff, within }: { handover: string; staff: string; within: boolean }) {
  const { tx, now } = doing
  const id = newId(now.getTime())
  const { region_id, id: question_id } = question
  await insertAnswer(tx, {
    region_id,
    id,
    question_id,
    kind: 'handover',
    given_at: now,
    staff_id: staff,
    message_id: null,
    handover_id: handover,
    within_norm: within,
    reached: 'told',
  })
  await change(tx, question, { state: questionLife.after('handedOver', question.state), answer_id: id, closed_at: now })
  recordCounted(doing, deskEvents.answered, question, { kind: 'handover', handover, within, reached: 'told' })
}

/** What was due at a moment was not done by then: a wait ends, or it climbs one step. Does nothing when something else is due by now. */
export async function dueCame(doing: Acting, id: string, due: string, level: 1 | 2 | 3): Promise<void> {
  const { tx, actor, now } = doing
  const question = await lockQuestion(tx, actor.region, id)
  if (!question || question.due_at?.toISOString() !== due || question.escalation >= level) return
  if (question.state === 'waiting') {
    const next = await change(tx, question, { ...resumed(question, now), state: questionLife.after('waitEnds', question.state) })
    record(doing, deskEvents.waitEnded, question.id, { days: longestWait })
    // Due at the moment the wait ended: this task was the one planned for it, so the climb needs a new one.
    if (next.due_at?.toISOString() === due) planClimb(tx, question, next.due_at, 1)
    return
  }
  await updateQuestion(tx, question, { escalation: level })
  if (level === 1) await notify({ tx, region: actor.region, now }, deskNotices.overdue, { question: question.id, staff: [question.staff_id] })
  record(doing, deskEvents.overdue, question.id, { level, due: dayOf(question.due_at) })
  if (level < 3) planClimb(tx, question, question.due_at, (level + 1) as 2 | 3)
}

/** A colleague left: what they had in hand goes back to the organisation's queue, each recorded. */
export async function colleagueLeft(tx: Tx, actor: Actor, staff: string, now: Date): Promise<void> {
  for (const question of await openQuestionsOf(tx, actor.region, 'staff_id', staff)) {
    // What is under way with others stays there.
    const state = question.state === 'reopened' || question.state === 'handover' ? question.state : questionLife.after('colleagueLeft', question.state)
    seekAgain(tx, await change(tx, question, { ...resumed(question, now), state, staff_id: null }), now)
    record({ tx, actor, now }, deskEvents.colleagueLeft, question.id)
  }
}

/** An organisation takes part no longer: what it had open goes to the Werkcentrum, whose coordinators are told; what is under way with others stays under way. */
export async function organisationEnded(doing: Doing, organisation: string): Promise<void> {
  const { tx, actor, now, network } = doing
  const heir = [...network.organisations.values()].find((each) => each.kind === 'werkcentrum') ?? ownerFor(network, undefined, regionOfId(actor.region).centreMunicipality)
  for (const question of heir.id === organisation ? [] : await openQuestionsOf(tx, actor.region, 'organisation_id', organisation)) {
    const stays = question.state === 'reopened' || question.state === 'handover' || question.state === 'set-aside'
    const next = await change(tx, question, {
      ...resumed(question, now),
      state: stays ? question.state : questionLife.after('colleagueLeft', question.state),
      staff_id: null,
      walk_in_point_id: null,
      organisation_id: heir.id,
    })
    seekAgain(tx, next, now)
    record(doing, deskEvents.organisationEnded, question.id, { from: organisation })
    await notify({ tx, region: actor.region, now }, deskNotices.organisationEnded, { question: question.id, staff: coordinatorsFor(network, heir.id, now) })
  }
}

/**
 * A mail about this subject (a question or a message) came back: the address gets no more, and the guide is told to call. Where the answer itself came back
 * the asker has none, so the question opens again with what it promised.
 */
export async function mailCameBack(doing: Acting, subject: string): Promise<void> {
  const { tx, actor, now } = doing
  const about = (await messageById(tx, actor.region, subject))?.question_id ?? subject
  const found = await lockQuestion(tx, actor.region, about)
  // What was merged lives on in the other.
  const question = found?.merged_into ? await lockQuestion(tx, actor.region, found.merged_into) : found
  if (!question) return
  await emailBounced(tx, actor, question.person_id)
  const wasAnswered = questionLife.can('mailBounced', question.state)
  if (wasAnswered || !isClosed(question.state)) await change(tx, question, { call: true, ...(wasAnswered ? reopened(question, (await readNetwork(tx, actor.region))!, now) : {}) })
  record(doing, deskEvents.mailBounced, question.id)
  await notify({ tx, region: actor.region, now }, deskNotices.mailBounced, { question: question.id, staff: [question.staff_id] })
  if (wasAnswered) record(doing, deskEvents.reopened, question.id, { bounced: true })
}
