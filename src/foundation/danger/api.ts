import type { Alarm } from './danger.ts'
import { explain } from './say.ts'

/** What the API says of who is in danger: whom to call, and whether it is certain; nothing when nobody is. */
export const urgentIn = (alarm: Alarm | undefined) =>
  alarm && {
    dringend: alarm.contacts.map((each) => ({ naam: each.name, telefoon: each.phone, uitleg: explain(alarm.reading.language, each) })),
    zeker: alarm.reading.certain,
  }
