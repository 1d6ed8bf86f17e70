import { sql } from 'kysely'
import { noticeKind } from '../workplace/notices/kinds.ts'
import { say } from './words.ts'

// On the question it is about, while its reader still sees that.
const onQuestion = { at: ({ number }: { number: string | null }) => (number ? `/vragen/${number}` : undefined) }
const onAccess = { at: () => '/inzage', label: (language: 'nl' | 'en') => say[language]('menu.access') }
// What cannot wait is not done by seeing it: it stays until somebody has taken the question.
const untilTaken = {
  ...onQuestion,
  stays: sql<boolean>`exists (select 1 from question w where w.region_id = n.region_id and w.id = n.question_id and w.urgent_due_at is not null)`,
}

/** What the desk tells staff. */
export const deskNotices = {
  assigned: noticeKind('assigned', say, onQuestion),
  added: noticeKind('added', say, onQuestion),
  reopened: noticeKind('reopened', say, onQuestion),
  codeAsked: noticeKind('code-asked', say, onQuestion),
  overdue: noticeKind('overdue', say, onQuestion),
  mailBounced: noticeKind('mail-bounced', say, onQuestion),
  consulted: noticeKind('consulted', say, onQuestion),
  advised: noticeKind('advised', say, onQuestion),
  urgent: noticeKind('urgent', say, untilTaken),
  urgentClimbed: noticeKind('urgent-climbed', say, untilTaken),
  lookFirst: noticeKind('look-first', say, onQuestion),
  accessAsked: noticeKind('access-asked', say, onAccess),
  accessGranted: noticeKind('access-granted', say, onAccess),
  accessRefused: noticeKind('access-refused', say, onAccess),
  organisationEnded: noticeKind('organisation-ended', say, onQuestion),
} as const
