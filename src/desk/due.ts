import { addWorkingDays, dayOf, endOfWorkingDay, workingDaysBetween } from '../foundation/clock/workingdays.ts'
import type { Question } from './question.ts'

/** A region's promise, in working days after the day of the question. */
export interface Norm {
  first_response_days: number
  answer_days: number
}

/** Waiting for the asker pauses the norm, at most this many working days. */
export const longestWait = 10

/** The end of the working day that lies so many working days after this moment's day. */
export const dueAfter = (moment: Date, workingDays: number): Date => endOfWorkingDay(addWorkingDays(dayOf(moment), workingDays))

/** By when a new question is first responded to, and answered. */
export const promised = (now: Date, norm: Norm) => ({ first_due_at: dueAfter(now, norm.first_response_days), answer_due_at: dueAfter(now, norm.answer_days) })

type Dues = Pick<Question, 'state' | 'urgent_due_at' | 'first_due_at' | 'first_response_at' | 'answer_due_at' | 'waiting_since' | 'step_due_at'>

/** What is due next for an open question, and when: that somebody takes what cannot wait, the asker's word while waiting, a coordinator's while it is set aside, the next step of an answer under way, the first response, then the answer. */
export function nextDue({ state, urgent_due_at, first_due_at, first_response_at, answer_due_at, waiting_since, step_due_at }: Dues): {
  what: 'urgent' | 'asker' | 'dismissal' | 'handover' | 'first-response' | 'answer'
  at: Date
} {
  if (urgent_due_at) return { what: 'urgent', at: urgent_due_at }
  if (state === 'waiting' && waiting_since) return { what: 'asker', at: dueAfter(waiting_since, longestWait) }
  if (step_due_at) return { what: 'handover', at: step_due_at }
  if (state === 'set-aside') return { what: 'dismissal', at: answer_due_at }
  if (!first_response_at && first_due_at <= answer_due_at) return { what: 'first-response', at: first_due_at }
  return { what: 'answer', at: answer_due_at }
}

/** The promises after a wait that began at `since`: later by the working days that passed, at most ten. */
export function afterWait({ first_due_at, answer_due_at }: Pick<Question, 'first_due_at' | 'answer_due_at'>, since: Date, now: Date) {
  const paused = Math.min(longestWait, workingDaysBetween(dayOf(since), dayOf(now)))
  return { first_due_at: dueAfter(first_due_at, paused), answer_due_at: dueAfter(answer_due_at, paused) }
}

/** When what was due at `due` climbs: to the owner at once, to the coordinator one working day later, to the manager three. */
export function climbsAt(due: Date, level: 1 | 2 | 3): Date {
  return level === 1 ? due : dueAfter(due, level === 2 ? 1 : 3)
}
