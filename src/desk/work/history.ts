import { recordCounted } from '../codes.ts'
import type { Doing } from '../../network/doing.ts'
import type { Acting } from '../../foundation/doing.ts'
import type { StaffActor } from '../../foundation/actor.ts'
import { Conflict, NotFound } from '../../foundation/web/problem.ts'
import { readNetwork } from '../../network/current.ts'
import { change, lock, must, reopened, resumed, toBeTold } from '../actions.ts'
import { questionLife, type Dismissal, isClosed, partiesOf, type Question } from '../question.ts'
import { idsOfNumbers, questionByNumber, updateQuestion } from '../store.ts'
import { carryOver, heed } from '../urgent/actions.ts'
import { deskEvents } from '../events.ts'
import { record } from '../../foundation/record/record.ts'

/** Locks two questions, always in the same order, so that two who join them from both sides do not wait for each other. */
async function lockBoth(doing: Acting<StaffActor>, id: string, number: string): Promise<[Question, Question]> {
  const other = await questionByNumber(doing.tx, doing.actor.region, number)
  if (!other || other.id === id) throw new NotFound()
  const held = new Map<string, Question>()
  for (const each of [id, other.id].sort()) held.set(each, await lock(doing, each))
  return [held.get(id)!, held.get(other.id)!]
}

/** A guide found that this question is of the person who asked that other one. It can be undone. */
export async function join(doing: Acting<StaffActor>, id: string, number: string): Promise<void> {
  const { tx } = doing
  const [question, other] = await lockBoth(doing, id, number)
  if (question.person_id === other.person_id) return
  await updateQuestion(tx, question, { person_id: other.person_id, asked_by: question.asked_by ?? question.person_id })
  record(doing, deskEvents.joined, question.id, { person: other.person_id })
}

/** It was somebody else after all: the question has its own asker again. */
export async function separate(doing: Acting<StaffActor>, id: string): Promise<void> {
  const { tx } = doing
  const question = await lock(doing, id)
  if (!question.asked_by) return
  await updateQuestion(tx, question, { person_id: question.asked_by, asked_by: null })
  record(doing, deskEvents.separated, question.id, { person: question.person_id })
}

/** The same person asks the same as in that other question, which goes on; this one closes and points to it. */
export async function merge(doing: Doing<StaffActor>, id: string, number: string): Promise<void> {
  const { tx, now } = doing
  const [question, other] = await lockBoth(doing, id, number)
  must(doing, question, 'merge')
  if (isClosed(other.state) || other.state === 'set-aside' || question.person_id !== other.person_id) throw new Conflict('conflict.state')
  await carryOver(doing, question, other)
  if (question.call) await toBeTold(tx, other)
  await change(tx, question, {
    ...resumed(question, now),
    state: questionLife.after('merge', question.state),
    merged_into: other.id,
    closed_at: now,
  })
  recordCounted(doing, deskEvents.merged, question, { into: other.id })
  record(doing, deskEvents.tookIn, other.id, { question: question.id })
}

/** What was merged is a question of its own again, with a new promise. */
export async function unmerge(doing: Doing<StaffActor>, id: string): Promise<void> {
  const { tx, now, network } = doing
  const question = await lock(doing, id, 'unmerge')
  const open = await change(tx, question, { ...reopened(question, network, now), merged_into: null })
  await heed(doing, open, question.text)
  record(doing, deskEvents.unmerged, question.id, { from: question.merged_into })
}

/** A guide says that this is no question: it waits for a coordinator, who must look by when the answer was promised. What cannot wait is not set aside before the mark is off. */
export async function setAside(doing: Acting<StaffActor>, id: string, why: Dismissal): Promise<void> {
  const { tx, now } = doing
  const question = await lock(doing, id, 'setAside')
  await change(tx, question, {
    ...resumed(question, now),
    state: questionLife.after('setAside', question.state),
    dismissal: why,
    staff_id: null,
  })
  record(doing, deskEvents.setAside, question.id, { why })
}

/** A coordinator confirms that these are no questions, or puts them back among those that are. Answers how many that were: what somebody else did meanwhile stays done. */
export async function decideAside(doing: Acting<StaffActor>, numbers: readonly string[], dismissed: boolean): Promise<number> {
  const { tx, actor, now } = doing
  const network = (await readNetwork(tx, actor.region))!
  let decided = 0
  for (const id of await idsOfNumbers(tx, actor.region, numbers)) {
    const question = await lock(doing, id)
    if (!questionLife.can(dismissed ? 'dismiss' : 'putBack', question.state, partiesOf(actor))) continue
    const back = { ...reopened(question, network, now), state: questionLife.after('putBack', question.state), staff_id: null }
    const next = await change(tx, question, dismissed ? { state: questionLife.after('dismiss', question.state), closed_at: now } : back)
    if (!dismissed) await heed({ ...doing, network }, next, question.text)
    if (dismissed) recordCounted(doing, deskEvents.dismissed, question)
    else record(doing, question.state === 'dismissed' ? deskEvents.dismissalUndone : deskEvents.putBack, question.id)
    decided += 1
  }
  return decided
}
