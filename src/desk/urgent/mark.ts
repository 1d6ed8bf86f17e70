import type { Acting } from '../../foundation/doing.ts'
import type { Actor } from '../../foundation/actor.ts'
import { mustBeHidden } from '../../foundation/danger/danger.ts'
import { readDanger } from '../../foundation/danger/read.ts'
import type { Tx } from '../../foundation/database/database.ts'
import { enqueue } from '../../foundation/tasks/tasks.ts'
import { afterOpen } from '../../network/hours.ts'
import type { Network } from '../../network/current.ts'
import { promised } from '../due.ts'
import type { Question, UrgentKind } from '../question.ts'
import { insertDanger } from './store.ts'
import { deskEvents } from '../events.ts'
import { record } from '../../foundation/record/record.ts'

/** Somebody must have taken it within so many minutes in which people can walk in. */
const within = 60

export const pointOf = (network: Network, question: Pick<Question, 'walk_in_point_id'>) => network.walkInPoints.find(({ id }) => id === question.walk_in_point_id)
/** By when somebody must have taken what cannot wait from this moment on: within the hour, and never later than any question is responded to. */
export const dueIn = (network: Network, question: Pick<Question, 'walk_in_point_id'>, now: Date): Date =>
  new Date(Math.min(afterOpen(pointOf(network, question), now, within).getTime(), promised(now, network.setup).first_due_at.getTime()))

/** What is planned for a question that cannot wait: `due` is the moment it is about, null when somebody has it; `again` seeks somebody anew. */
export const plan = (tx: Tx, question: Pick<Question, 'region_id' | 'id'>, at: Date, detail: { due: string | null; step: number; level: 'now' | 'maybe' | 'again' }) =>
  enqueue(tx, question.region_id, { kind: 'question-urgent', subject: question.id, due: at, detail })

/** What words of danger make of a question that is put in, and of what they tell; undefined when there are none. */
export function pressing(words: string, question: Question, network: Network, now: Date): { changes: Partial<Question>; kinds: readonly UrgentKind[] } | undefined {
  const reading = readDanger(words)
  if (!reading) return undefined
  const { kinds } = reading
  const discreet = mustBeHidden(kinds)
  if (!reading.certain) return { kinds, changes: { urgent: 'maybe', discreet } }
  const due = dueIn(network, question, now)
  // Whoever writes it down for them has it in hand.
  return {
    kinds,
    changes: { urgent: 'now', discreet, urgent_due_at: question.staff_id ? null : due, first_due_at: new Date(Math.min(due.getTime(), question.first_due_at.getTime())) },
  }
}

/** Records that a question cannot wait, and of what, and sees to it that it is told at once. `own`: no words were read, a guide says so. */
export async function marked(doing: Acting, question: Question, kinds: readonly UrgentKind[], own = false): Promise<void> {
  const { tx, actor, now } = doing
  await kindsOf(tx, now, question, kinds.length ? kinds : ['danger'])
  record(doing, question.urgent === 'now' ? deskEvents.urgent : deskEvents.lookFirst, question.id, own ? { own } : undefined)
  // Somebody has it in hand from the first moment: that is in time. Who marked it may be a colleague of theirs.
  if (question.urgent === 'now' && !question.urgent_due_at)
    record(doing, deskEvents.urgentTaken, question.id, { within: true, ...(question.staff_id && !isOf(actor, question.staff_id) && { holder: question.staff_id }) })
  plan(tx, question, now, { due: question.urgent_due_at?.toISOString() ?? null, step: 0, level: question.urgent! })
}

/** Whether it is this colleague who does something. */
export const isOf = (actor: Actor, staff: string | null): boolean => actor.kind === 'staff' && actor.id === staff

/** Writes down of what: for who handles it and coordinators alone. */
export async function kindsOf(tx: Tx, now: Date, question: Pick<Question, 'region_id' | 'id'>, kinds: readonly UrgentKind[]): Promise<void> {
  for (const kind of kinds) await insertDanger(tx, { region_id: question.region_id, question_id: question.id, kind, at: now })
}

/** Somebody has it in their hands: what was due by that is done. */
export function taken(doing: Acting, question: Question): Partial<Question> {
  const { now } = doing
  if (!question.urgent_due_at) return {}
  record(doing, deskEvents.urgentTaken, question.id, { within: now <= question.urgent_due_at })
  return { urgent_due_at: null }
}

/** Nobody has a question any more, or others must see to it: when it cannot wait they are told, and somebody must take it within the hour. */
export const seekAgain = (tx: Tx, question: Question, now: Date): void => {
  if (question.urgent === 'now') plan(tx, question, now, { due: null, step: 0, level: 'again' })
}
