import type { NoticeAbout } from '../workplace/notices/kinds.ts'
import { noticeKind } from '../workplace/notices/kinds.ts'
import { say } from './words.ts'

const onHandover = { at: ({ number, about }: NoticeAbout) => (about ? `/overdrachten/${about}` : number ? `/vragen/${number}` : undefined) }

/** What the handover tells staff. */
export const handoverNotices = {
  agreed: noticeKind('handover-agreed', say, onHandover),
  refused: noticeKind('handover-refused', say, onHandover),
  noGround: noticeKind('handover-no-ground', say, onHandover),
  offered: noticeKind('handover-offered', say, onHandover),
  accepted: noticeKind('handover-accepted', say, onHandover),
  declined: noticeKind('handover-declined', say, onHandover),
  planned: noticeKind('handover-planned', say, onHandover),
  cancelled: noticeKind('handover-cancelled', say, onHandover),
  missed: noticeKind('handover-missed', say, onHandover),
  met: noticeKind('handover-met', say, onHandover),
  reported: noticeKind('handover-reported', say, onHandover),
  stopped: noticeKind('handover-stopped', say, onHandover),
  silent: noticeKind('handover-silent', say, onHandover),
  stuck: noticeKind('handover-stuck', say, onHandover),
  decided: noticeKind('handover-decided', say, onHandover),
  step: noticeKind('handover-step', say, onHandover),
  corrected: noticeKind('handover-corrected', say, onHandover),
} as const
