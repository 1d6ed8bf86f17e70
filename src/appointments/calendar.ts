import ical, { ICalAttendeeStatus, ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import type { Meeting } from './meeting.ts'

/** Who sends an invitation and who gets it, as calendars name them. */
export interface Invited {
  summary: string
  organiser: { name: string; email: string }
  attendee: string
  /** The machine's name, so that the meeting is told from those of others. */
  host: string
  now: Date
}

/**
 * A meeting as an invitation (iCalendar, RFC 5545 and 5546): a request while it is planned, a cancellation when it is off. The same meeting keeps its UID, and what
 * is newer has a higher SEQUENCE, so that a calendar changes what it has. It names nobody.
 */
export function invitation(meeting: Meeting, { summary, organiser, attendee, host, now }: Invited): { method: 'REQUEST' | 'CANCEL'; content: string } {
  const on = meeting.state === 'planned' || meeting.state === 'held'
  const start = meeting.starts_at ?? meeting.times[0]!
  const calendar = ical({ prodId: { company: 'Werkcentrum', product: 'Werkcentrum', language: 'NL' }, method: on ? ICalCalendarMethod.REQUEST : ICalCalendarMethod.CANCEL })
  calendar.createEvent({
    id: `${meeting.id}@${host}`,
    sequence: meeting.sequence,
    stamp: now,
    start,
    end: new Date(start.getTime() + meeting.minutes * 60_000),
    summary,
    location: meeting.place ?? undefined,
    status: on ? ICalEventStatus.CONFIRMED : ICalEventStatus.CANCELLED,
    organizer: organiser,
    attendees: [{ email: attendee, status: ICalAttendeeStatus.NEEDSACTION, rsvp: false }],
  })
  return { method: on ? 'REQUEST' : 'CANCEL', content: calendar.toString() }
}
