import type { Day } from '../../foundation/clock/workingdays.ts'
import type { Language } from '../../foundation/i18n/i18n.ts'
import type { Topic } from '../question.ts'

export const knowledgeKinds = ['page', 'text'] as const
/** What guides know together: a page about a subject, or a standard text to begin an answer with. */
export interface Knowledge {
  region_id: number
  id: string
  kind: (typeof knowledgeKinds)[number]
  topic: Topic | null
  language: Language
  title: string
  text: string
  links: string[]
  owner_id: string
  /** By this day its owner looks whether it still holds. */
  review_on: Day
  version: number
  changed_at: Date
  removed_at: Date | null
}
