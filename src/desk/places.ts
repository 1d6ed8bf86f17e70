import { sayEvent } from '../foundation/record/events.ts'
import type { VNode } from 'preact'
import { place } from '../foundation/place.ts'
import type { RecordedEvent } from '../foundation/record/events.ts'
import type { Language } from '../foundation/i18n/i18n.ts'
import type { StaffVisit, Visit, Where } from '../foundation/web/route.ts'
import type { Network } from '../network/current.ts'
import type { AnswerKind, Question } from './question.ts'

/** A part of a question's page that another room fills. */
export interface QuestionPanel {
  key: string
  column: 'top' | 'main' | 'side'
  show(visit: StaffVisit, question: Question, network: Network, events: readonly RecordedEvent[]): VNode | undefined | Promise<VNode | undefined>
}

export const questionPanels = place<QuestionPanel>('panels of a question')

/** A kind of answer that works: the button on the question's page and where it leads. A kind without one is not offered. */
export interface AnswerOffer {
  kind: AnswerKind
  label: Record<Language, string>
  /** The page where this answer is made, below the question's own address. */
  page: string
  offered(question: Question): boolean
}

export const answerOffers = place<AnswerOffer>('kinds of answer')

/** A part of the asker's own page that another room fills: `at` is that page's address. */
export type FollowPart = (visit: Visit, question: Question, network: Network, at: string, formKey: string) => Promise<VNode | undefined>

export const followParts = place<FollowPart>('parts of the asker’s page')

/** What was recorded on a question, in words for its reader. */
export const sayOn = (
  { system, language }: Pick<Visit, 'system' | 'language'>,
  { staff, organisations }: Network,
  event: RecordedEvent,
  reader: 'colleagues' | 'asker',
): string | undefined =>
  sayEvent(system.partsOf, reader, {
    language,
    event,
    staff: (id) => staff.get(String(id))?.name ?? 'Werkcentrum',
    organisation: (id) => organisations.get(String(id))?.name ?? '',
  })

/** A part of the page of promises: another room's promises, and its figures. */
export type PromisesPart = (visit: StaffVisit, network: Network) => Promise<VNode>
export const promisesParts = place<PromisesPart>('parts of the page of promises')

/** Something else than asking: on the home page, on the form of a question, or on that by a door or about a life event. */
export interface Instead {
  on: 'home' | 'form'
  door?: string
  event?: string
}
export const insteadOfAsking = place<(visit: Pick<Where, 'language' | 'path'>, asked: Instead) => readonly { href: string; label: string }[]>('something else than asking')
