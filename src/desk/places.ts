import type { VNode } from 'preact'
import type { Tx } from '../foundation/database/database.ts'
import type { Language } from '../foundation/i18n/i18n.ts'
import type { StaffVisit } from '../foundation/web/route.ts'
import type { Network } from '../network/known.ts'
import type { AnswerKind, Question } from './question.ts'

/** A part of a question's page that another room fills. */
export interface QuestionPanel<Seen = unknown> {
  key: string
  column: 'main' | 'side'
  /** What it reads, by the number in the address: all of a page is asked in one journey, before its question is known. */
  read?(tx: Tx, visit: StaffVisit, number: string): Promise<Seen>
  show(visit: StaffVisit, question: Question, network: Network, seen: Seen): VNode | undefined
}

/** A kind of answer that works: the button on the question's page and where it leads. A kind without one is not offered. */
export interface AnswerOffer {
  kind: AnswerKind
  label: Record<Language, string>
  /** The page where this answer is made, below the question's own address. */
  page: string
  offered(question: Question): boolean
}

/** What later rooms put on the desk; `rooms.ts` fills it. */
export interface DeskPlaces {
  panels: readonly QuestionPanel[]
  answers: readonly AnswerOffer[]
}
