import type { VNode } from 'preact'
import type { RecordedEvent } from '../../../foundation/record/events.ts'
import type { Filled } from '../../../foundation/web/forms.ts'
import type { Network } from '../../../network/current.ts'
import type { Person } from '../../../people/queries.ts'
import type { AnswerOffer, QuestionPanel } from '../../places.ts'
import type { Attachment, Related } from '../../queries.ts'
import type { Message, Question, UrgentKind } from '../../question.ts'
import type { QuestionForm } from './fields.ts'

export const doneOnQuestion = [
  'taken',
  'assigned',
  'returned',
  'clarified',
  'written',
  'spoken',
  'noted',
  'resumed',
  'answered',
  'link',
  'registered',
  'attempted',
  'told',
  'urgent',
  'urgent-off',
  'settled',
  'joined',
  'separated',
  'merged',
  'unmerged',
  'aside',
  'contact',
  'consulted',
  'advised',
  'took-back',
] as const
export type DoneOnQuestion = (typeof doneOnQuestion)[number]

/** All that a question's page shows to staff. */
export interface Opened {
  question: Question
  person: Person
  messages: readonly Message[]
  events: readonly RecordedEvent[]
  attachments: readonly Attachment[]
  /** Other questions of the same person, or of somebody with the same address or phone number. */
  others: readonly Related[]
  /** The number of the question this one was merged into. */
  mergedInto?: string
  network: Network
  /** The question's own address, below which its forms are. */
  address: string
  /** The list it was opened from, as a query. */
  from: string
  formKey: string
  /** Of what somebody may be in danger, for who may know, and what to do then. */
  kinds: readonly UrgentKind[]
  guidance: readonly string[]
  offers: readonly AnswerOffer[]
  mayWork: boolean
  /** It is another organisation's, which lets this visitor read it for now. */
  granted: boolean
  panels: readonly (readonly [QuestionPanel['column'], VNode | undefined])[]
  /** What other rooms recorded on it, in words. */
  done?: DoneOnQuestion
  followUrl?: string
  /** Somebody else wrote down something else than what was handed in: both are shown. */
  changed?: boolean
  /** What who looks is writing here and did not send yet, by form. */
  drafts: ReadonlyMap<string, Filled>
  filled?: { which: QuestionForm; form: Filled }
}
