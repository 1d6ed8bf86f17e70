import { z } from 'zod'
import { aQuestion } from '../desk/events.ts'
import { eventKind } from '../foundation/record/events.ts'

const meeting = z.object({ meeting: z.uuid() })

/** What happens to a meeting, in the thread of its question; what led to it has the words. */
export const meetingEvents = {
  proposed: eventKind('question.meeting-proposed', aQuestion, meeting.extend({ times: z.number() })),
  planned: eventKind('question.meeting-planned', aQuestion, meeting),
  held: eventKind('question.meeting-held', aQuestion, meeting),
  missed: eventKind('question.meeting-missed', aQuestion, meeting),
  cancelled: eventKind('question.meeting-cancelled', aQuestion, meeting),
} as const
