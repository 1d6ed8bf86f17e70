import type { VNode } from 'preact'
import type { RecordedEvent } from '../../foundation/record/events.ts'
import type { Filled } from '../../foundation/web/forms.ts'
import type { Network } from '../../network/current.ts'
import type { Person } from '../../people/queries.ts'
import type { Attachment } from '../queries.ts'
import type { Message, Question } from '../question.ts'
import type { ProofWay } from '../proof/proof.ts'
import type { FollowForm } from './forms.ts'

export const doneOnFollow = ['new', 'added', 'contact', 'link', 'reopened', 'handover', 'too-late', 'denied', 'proof', 'keep', 'link-none', 'link-held'] as const

/** All that the asker's own page shows. */
export interface Followed {
  question: Question
  person: Person
  messages: readonly Message[]
  events: readonly RecordedEvent[]
  attachments: readonly Attachment[]
  network: Network
  url: string
  /** This browser showed that it is the asker's; else the person stands here with only so much as they know themselves by. */
  proven: boolean
  /** They are mailed when there is something for them. */
  mailed: boolean
  /** By what they show that they asked. */
  way: ProofWay
  /** That of their slip, where they may see it. */
  code?: string
  /** Which of the page's forms is open. */
  open?: FollowForm
  notHelpedUntil?: Date
  /** The page of the question that this one was merged into. */
  mergedUrl?: string
  municipalities: readonly string[]
  formKey: string
  /** Parts of other rooms, and what they recorded in words. */
  parts: readonly VNode[]
  done?: (typeof doneOnFollow)[number]
  /** Who looks may say that nobody is in danger. */
  deniable: boolean
  /** It was written just now, by who looks. */
  fresh: boolean
  /** A form that was handed in with something wrong. */
  filled?: { which: FollowForm; form: Filled }
}
