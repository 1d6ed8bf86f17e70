import type { Language } from '../../foundation/i18n/i18n.ts'
import { nameWords } from '../person.ts'

/** Somebody with a file of their own. */
export interface Resident {
  region_id: number
  id: string
  name: string | null
  email: string | null
  /** Of who a sign-in broker says it is, a keyed hash. */
  subject_hash: string | null
  language: Language
  made_at: Date
  came_at: Date
}

export const relations = ['parent', 'guardian', 'helper', 'family', 'other'] as const
/** How somebody said a thing to a member of staff. */
export const saidHows = ['walk-in', 'phone', 'letter'] as const
export type How = (typeof saidHows)[number] | 'page'

/** Somebody who may act for a resident. */
export interface Mandate {
  region_id: number
  id: string
  resident_id: string
  name: string
  email: string
  relation: (typeof relations)[number]
  given_at: Date
  given_how: How
  given_with: string | null
  ends_on: string
  ended_at: Date | null
}

/** What somebody can ask of who holds their data; `name` is asked of one look. */
export const requestKinds = ['correct', 'access', 'object', 'erase', 'name'] as const
export type RequestKind = (typeof requestKinds)[number]
export type Decision = 'done' | 'partly' | 'refused'

/** One thing that stays after an erasure, and why: a question that is still open, or a legal duty until a day. */
export interface Remains {
  number: string
  why: 'open' | 'duty'
  duty?: string
  until?: string
}

export interface DataRequest {
  region_id: number
  id: string
  kind: RequestKind
  resident_id: string | null
  persons: string[]
  organisation_id: string
  handler_id: string
  look_id: string | null
  text: string | null
  asked_at: Date
  asked_how: How
  asked_with: string | null
  mandate_id: string | null
  due_on: string
  decided_at: Date | null
  decided_by: string | null
  decision: Decision | null
  answer: string | null
  remains: Remains[]
}

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
