import { deskEvents } from './events.ts'
import { dayOf } from '../foundation/clock/workingdays.ts'
import type { RecordedEvent } from '../foundation/record/events.ts'
import { tellerOf } from '../people/person.ts'
import type { Person } from '../people/queries.ts'
import { attemptsNeeded, type Reach } from './question.ts'

const begins: readonly string[] = [deskEvents.reopened, deskEvents.spoken, deskEvents.told].map(({ kind }) => kind)
/** On how many different days the asker was called without being reached, since the question was asked, was opened again or they were last spoken to; of a message, since it was written. */
export function attemptDays(events: readonly Pick<RecordedEvent, 'kind' | 'at'>[], of: 'answer' | 'message' = 'answer'): number {
  const from = events.findLastIndex((each) => begins.includes(each.kind) || (of === 'message' && each.kind === deskEvents.written.kind))
  return new Set(
    events
      .slice(from + 1)
      .filter((each) => each.kind === deskEvents.attempted.kind)
      .map((each) => dayOf(each.at)),
  ).size
}

/** How an answer reaches this asker; undefined while a guide must still tell them. */
export function reachOf(person: Person, told: boolean, days: number): Reach | undefined {
  if (told) return 'told'
  const teller = tellerOf(person)
  if (teller === 'guide') return days >= attemptsNeeded ? 'left' : undefined
  return teller === 'program' ? 'mail' : 'page'
}
