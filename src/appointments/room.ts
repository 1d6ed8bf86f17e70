import { defineRoom } from '../foundation/room.ts'
import { meetingEvents } from './events.ts'
import { meetingLetters } from './letters.ts'

/** Meetings: times, a choice, an invitation in everybody's calendar. */
export const appointmentsRoom = defineRoom({ name: 'appointments', events: meetingEvents, letters: meetingLetters })
