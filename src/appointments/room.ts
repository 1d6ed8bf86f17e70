import { say } from './words.ts'
import { tablesOf } from '../foundation/record/retention.ts'
import { defineRoom } from '../foundation/room.ts'
import { meetingEvents } from './events.ts'
import { meetingFates } from './fates.ts'
import { meetingLetters } from './letters.ts'

/** Meetings: times, a choice, an invitation in everybody's calendar. */
export const appointmentsRoom = defineRoom({
  name: 'appointments',
  tables: tablesOf(say, 'meeting'),
  fates: { meeting: meetingFates },
  events: meetingEvents,
  letters: meetingLetters,
})
