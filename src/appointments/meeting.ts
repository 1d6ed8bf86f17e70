import { z } from 'zod'
import { type Day, momentAt } from '../foundation/clock/workingdays.ts'
import { everyOf } from '../foundation/database/narrowed.ts'
import { cleanText, optionalText, severalOf } from '../foundation/web/forms.ts'
import type { MeetingRow } from './rows.ts'

export type Meeting = MeetingRow
export type Manner = Meeting['manner']
export const manners = everyOf<Manner>()(['place', 'phone', 'video'])

export const mostTimes = 3

/** A day and an hour as forms send them, in Dutch time; undefined when it is none. */
export function readMoment(day: string, hour: string): Date | undefined {
  const hours = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(hour)
  if (!hours || !z.iso.date().safeParse(day).success) return undefined
  return new Date(momentAt(day as Day, Number(hours[1])).getTime() + Number(hours[2]) * 60_000)
}

/** The form of proposed times; empty rows count as none. Which moments are still to come is for the action to say. */
export const timesSchema = z
  .object({
    day: severalOf(10, mostTimes),
    hour: severalOf(5, mostTimes),
    manner: z.enum(manners, { error: 'form.choose' }),
    place: optionalText(300),
    minutes: z.coerce.number({ error: 'meeting.minutes.wrong' }).int('meeting.minutes.wrong').min(10, 'meeting.minutes.wrong').max(240, 'meeting.minutes.wrong').catch(30),
    gids: z.literal('ja').optional(),
    agreed: z.literal('ja').optional(),
  })
  .transform((given, context) => {
    const rows = given.day.map((day, at) => [cleanText(day), cleanText(given.hour[at] ?? '')] as const).filter(([day, hour]) => day || hour)
    const times = rows.map(([day, hour]) => readMoment(day, hour))
    const wrong = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
    if (!rows.length) wrong('day', 'meeting.times.empty')
    else if (times.some((each) => !each)) wrong('day', 'meeting.times.wrong')
    if (given.manner !== 'phone' && !given.place) wrong('place', `meeting.place.${given.manner}.empty`)
    if (given.agreed && rows.length > 1) wrong('day', 'meeting.times.one')
    const sorted = [...new Set(times.map((each) => each?.getTime() ?? 0))].sort((a, b) => a - b).map((each) => new Date(each))
    return { times: sorted, manner: given.manner, place: given.place ?? null, minutes: given.minutes, withGuide: given.gids !== undefined, agreed: given.agreed !== undefined }
  })
export type GivenTimes = z.infer<typeof timesSchema>
