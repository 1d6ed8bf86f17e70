import type { ResidentActor } from '../../foundation/actor.ts'
import { everyOf, type Narrowed } from '../../foundation/database/narrowed.ts'
import { NotFound } from '../../foundation/web/problem.ts'
import { nameWords } from '../person.ts'
import type { DataRequestRow, MandateRow, ResidentRow } from '../rows.ts'

/** Somebody with a file of their own. */
export type Resident = ResidentRow
/** Which ways in its owner can choose: to link a broker, or by both as now, or by the broker alone as now. Nothing for who came by a broker and has no address. */
export const wayOf = ({ subject_hash, email, mail_opens }: Resident): 'link' | 'both' | 'broker' | undefined =>
  subject_hash === null ? 'link' : email === null ? undefined : mail_opens ? 'both' : 'broker'
/** Somebody who may act for a resident. */
export type Mandate = MandateRow

export const relations = everyOf<Mandate['relation']>()(['parent', 'guardian', 'helper', 'family', 'other'])
/** How somebody said a thing to a member of staff. */
export const saidHows = everyOf<Exclude<How, 'page'>>()(['walk-in', 'phone', 'letter'])
export type How = Mandate['given_how']

/** What somebody can ask of who holds their data; `name` is asked of one look. */
export const requestKinds = everyOf<RequestKind>()(['correct', 'access', 'object', 'erase', 'name'])
export type RequestKind = DataRequestRow['kind']
export type Decision = NonNullable<DataRequestRow['decision']>

/** One thing that stays after an erasure, and why: a question that is still open, or a legal duty until a day. */
export interface Remains {
  number: string
  why: 'open' | 'duty'
  duty?: string
  until?: string
}

/** What somebody asks of who holds their data, and what came of it. */
export type DataRequest = Narrowed<DataRequestRow, { remains: Remains[] }>

/** The law's month to deal with a request. */
export const dealtWithinDays = 30

/** Whether two names are the same, however they are written: the same words, in any order, with or without accents and capitals. */
export function sameName(one: string, other: string): boolean {
  const [words, others] = [nameWords(one), nameWords(other)]
  return words.length > 0 && words.length === others.length && words.every((word) => others.includes(word))
}

/** A question as far as its erasure asks. */
export interface ErasableQuestion {
  id: string
  number: string
  person_id: string
  organisation_id: string
  closed_at: Date | null
  /** Until when only a duty keeps it; null for any other. */
  erase_on: string | null
}

/** The law that keeps an organisation's questions and answers, for so many years after they were closed. */
export interface Duty {
  duty: string
  years: number
}

const yearsLater = (moment: Date, years: number): string => {
  const day = new Date(moment)
  day.setUTCFullYear(day.getUTCFullYear() + years)
  return day.toISOString().slice(0, 10)
}

/** What of these questions goes when they are erased on a day, and what stays, why and until when. An open question stays whole; by a duty the bare question and answer stay. */
export function erasureOf(questions: readonly ErasableQuestion[], duty: Duty | undefined, today: string) {
  const gone: ErasableQuestion[] = []
  const kept: { question: ErasableQuestion; until: string }[] = []
  const remains: Remains[] = []
  for (const question of questions) {
    const until = duty && question.closed_at ? yearsLater(question.closed_at, duty.years) : undefined
    if (!question.closed_at) remains.push({ number: question.number, why: 'open' })
    else if (until && until > today) {
      kept.push({ question, until })
      remains.push({ number: question.number, why: 'duty', duty: duty!.duty, until })
    } else gone.push(question)
  }
  return { gone, kept, remains }
}

/** Whose file it is, for what only they do themselves. @throws NotFound for who acts for them */
export function selfOf({ actor }: { actor: ResidentActor }): string {
  if (actor.mandate) throw new NotFound()
  return actor.id
}
