import { defineRoom } from '../foundation/room.ts'
import { meetingLetters } from './letters.ts'

/** Meetings: times, a choice, an invitation in everybody's calendar. */
export const appointmentsRoom = defineRoom({ name: 'appointments', letters: meetingLetters })
