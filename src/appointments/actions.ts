import { meetingLetters } from './letters.ts'
import type { Acting } from '../foundation/doing.ts'
import type { Tx } from '../foundation/database/database.ts'
import { newId } from '../foundation/database/id.ts'
import { queueMail } from '../foundation/mail/mail.ts'
import { Conflict, FormProblem, NotFound } from '../foundation/web/problem.ts'
import { mailAsker, tellAsker } from '../desk/actions.ts'
import type { Question } from '../desk/question.ts'
import { readNetwork } from '../network/current.ts'
import type { GivenTimes, Meeting } from './meeting.ts'
import { lockMeeting, insertMeeting, updateMeeting } from './store.ts'
import { meetingEvents } from './events.ts'
import { record } from '../foundation/record/record.ts'

/** With whom the asker speaks, and who of them gets the invitation. */
export interface Host {
  organisation: string
  email: string | null
  guide: string | null
}

/** The meeting held for this transaction. @throws NotFound */
async function hold(tx: Tx, question: Question, id: string): Promise<Meeting> {
  const meeting = await lockMeeting(tx, question.region_id, id)
  if (!meeting || meeting.question_id !== question.id) throw new NotFound()
  return meeting
}

/** Sends what a calendar needs to each who comes: what the meeting is when the mail goes out. Who gets no mail is told of one that is off; one that is on was agreed with them. */
async function tellCalendars(doing: Acting, question: Question, meeting: Meeting, off: boolean): Promise<void> {
  const { tx, now } = doing
  if (off) await tellAsker(doing, question, meetingLetters.asker, meeting.id)
  else await mailAsker(tx, question, now, meetingLetters.asker, meeting.id)
  if (meeting.host_email) queueMail(tx, question.region_id, now, { kind: meetingLetters.host, subject: meeting.id, recipient: meeting.host_email, language: 'nl' })
  const guide = meeting.guide_id ? (await readNetwork(tx, question.region_id))?.staff.get(meeting.guide_id) : undefined
  if (guide) queueMail(tx, question.region_id, now, { kind: meetingLetters.guide, subject: meeting.id, recipient: guide.email, language: 'nl' })
}

/**
 * Proposes times for a conversation, or others in the place of an earlier one's, which is then off. Answers the meeting.
 * @throws FormProblem at `day` for a moment that has passed
 */
export async function proposeTimes(doing: Acting, question: Question, host: Host, given: GivenTimes, earlier: string | null): Promise<Meeting> {
  const { tx, now } = doing
  if (given.times.some((each) => each <= now)) throw new FormProblem({ day: { key: 'meeting.times.past' } })
  const { times, manner, place, minutes } = given
  const had = earlier ? await hold(tx, question, earlier) : undefined
  const meeting: Meeting = {
    region_id: question.region_id,
    id: had?.id ?? newId(now.getTime()),
    question_id: question.id,
    organisation_id: host.organisation,
    state: 'proposed',
    manner,
    place,
    minutes,
    times,
    starts_at: null,
    guide_id: host.guide,
    host_email: host.email,
    sequence: had?.sequence ?? 0,
    made_at: had?.made_at ?? now,
  }
  if (had) {
    await updateMeeting(tx, had, { ...meeting, sequence: had.sequence + (had.state === 'planned' ? 1 : 0) })
    if (had.state === 'planned') await tellCalendars(doing, question, had, true)
  } else await insertMeeting(tx, meeting)
  record(doing, meetingEvents.proposed, question.id, { meeting: meeting.id, times: times.length })
  return meeting
}

/** One of the proposed times is chosen: everybody who comes is invited. @throws Conflict for a time that was not proposed, or has passed */
export async function chooseTime(doing: Acting, question: Question, id: string, moment: Date): Promise<Meeting> {
  const { tx, now } = doing
  const meeting = await hold(tx, question, id)
  if (meeting.state !== 'proposed' || moment <= now || !meeting.times.some((each) => each.getTime() === moment.getTime())) throw new Conflict('meeting.gone')
  const changes = { state: 'planned', starts_at: moment, sequence: meeting.sequence + 1 } as const
  await updateMeeting(tx, meeting, changes)
  await tellCalendars(doing, question, meeting, false)
  record(doing, meetingEvents.planned, question.id, { meeting: id })
  return { ...meeting, ...changes }
}

/** The conversation does not go on, or has been (or was missed); who had it in their calendar is told when it is off. */
export async function endMeeting(doing: Acting, question: Question, id: string, state: 'held' | 'missed' | 'cancelled'): Promise<void> {
  const { tx, now } = doing
  const meeting = await hold(tx, question, id)
  if (meeting.state !== 'planned' && meeting.state !== 'proposed') return
  // Held without having been planned here: it was now.
  const starts_at = state === 'cancelled' ? meeting.starts_at : (meeting.starts_at ?? now)
  const off = state === 'cancelled' && meeting.state === 'planned' && meeting.starts_at! > now
  await updateMeeting(tx, meeting, { state, starts_at, sequence: meeting.sequence + (off ? 1 : 0) })
  if (off) await tellCalendars(doing, question, meeting, true)
  record(doing, meetingEvents[state], question.id, { meeting: id })
}
