import type { VNode } from 'preact'
import type { Language } from '../foundation/i18n/i18n.ts'
import type { StaffVisit } from '../foundation/web/route.ts'
import type { Network } from '../network/known.ts'
import type { AnswerKind, Question } from './question.ts'

/** A part of a question's page that another room fills. */
export interface QuestionPanel {
  key: string
  column: 'main' | 'side'
  show(visit: StaffVisit, question: Question, network: Network): VNode | undefined
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
