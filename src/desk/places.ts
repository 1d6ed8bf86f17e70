import type { VNode } from 'preact'
import type { Actor, StaffActor } from '../foundation/actor.ts'
import type { Tx } from '../foundation/database/database.ts'
import type { Right } from '../foundation/identity/rights.ts'
import type { EventRow } from '../foundation/record/record.ts'
import type { Language } from '../foundation/i18n/i18n.ts'
import type { StaffVisit, Visit } from '../foundation/web/route.ts'
import type { Network } from '../network/known.ts'
import type { AnswerKind, Question } from './question.ts'

/** A part of a question's page that another room fills. */
export interface QuestionPanel {
  key: string
  column: 'top' | 'main' | 'side'
  show(visit: StaffVisit, question: Question, network: Network, events: readonly EventRow[]): VNode | undefined | Promise<VNode | undefined>
}

/** A kind of answer that works: the button on the question's page and where it leads. A kind without one is not offered. */
export interface AnswerOffer {
  kind: AnswerKind
  label: Record<Language, string>
  /** The page where this answer is made, below the question's own address. */
  page: string
  offered(question: Question): boolean
}

/** A part of the asker's own page that another room fills: `at` is that page's address. */
export type FollowPart = (visit: Visit, question: Question, network: Network, at: string, formKey: string) => Promise<VNode | undefined>

/** What another room recorded on a question, in words for colleagues or for the asker; undefined for what is not its own, or not for them. */
export type EventWords = (language: Language, network: Network, event: EventRow, reader: 'desk' | 'asker') => string | undefined

/** A page of another room in the menu of the workplace, with how much waits there for who looks. */
export interface MenuEntry {
  key: string
  right: Right
  label: Record<Language, string>
  /** Below the workplace's address. */
  page: string
  count(tx: Tx, actor: StaffActor): Promise<number>
}

/** What else ends when an asker takes a question back, in the same transaction, which is the program's own. */
export type OnWithdrawn = (tx: Tx, actor: Actor, now: Date, network: Network, question: Question) => Promise<void>

/** A part of the page of promises: another room's promises, and its figures. */
export type PromisesPart = (visit: StaffVisit, network: Network) => Promise<VNode>

/** What later rooms put on the desk; `rooms.ts` fills it. */
export interface DeskPlaces {
  panels: readonly QuestionPanel[]
  answers: readonly AnswerOffer[]
  follow: readonly FollowPart[]
  says: EventWords
  menu: readonly MenuEntry[]
  onWithdrawn: OnWithdrawn
  promises: readonly PromisesPart[]
}
