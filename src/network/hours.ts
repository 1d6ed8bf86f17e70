import { z } from 'zod'
import { addDays, dayOf, isHoliday, momentOf, weekdayOf } from '../foundation/clock/workingdays.ts'
import type { Language } from '../foundation/i18n/i18n.ts'

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
/** Opening hours by weekday (1 Monday … 7 Sunday): from and to, more than once a day if need be. */
export const hoursSchema = z.partialRecord(
  z.enum(['1', '2', '3', '4', '5', '6', '7']),
  z
    .array(z.tuple([time, time]))
    .refine((day) => day.every(([from, to], at) => from < to && (at === 0 || day[at - 1]![1] <= from)), 'elke tijd eindigt na zijn begin en begint na de vorige'),
)
export type Hours = z.infer<typeof hoursSchema>

/** Days on which a walk-in point is closed although its hours say otherwise: one day, or through the last. */
export const closedSchema = z
  .array(
    z
      .object({ from: z.iso.date(), until: z.iso.date().optional(), why: z.string().trim().min(1).max(120).optional() })
      .refine((each) => !each.until || each.until >= each.from, { path: ['until'], message: 'de laatste dag ligt voor de eerste' }),
  )
  .max(100)
export type Closed = z.infer<typeof closedSchema>[number]

/** What is closed on or after this day and begins within so many days, soonest first. */
export const closedSoon = (closed: readonly Closed[], day: string, until: string): Closed[] =>
  closed.filter((each) => (each.until ?? each.from) >= day && each.from <= until).sort((a, b) => a.from.localeCompare(b.from))

/** '9.00-12.30, 13:00-17:00' as hours of a day; undefined for what cannot be read. */
export function readDayHours(text: string): [string, string][] | undefined {
  const read: [string, string][] = []
  for (const piece of text
    .split(/[,;]|\ben\b/)
    .map((each) => each.trim())
    .filter(Boolean)) {
    const match = /^(\d{1,2})(?:[.:](\d{2}))?\s*(?:-|–|tot)\s*(\d{1,2})(?:[.:](\d{2}))?(?:\s*uur)?$/.exec(piece)
    if (!match) return undefined
    const [, fromHour = '', fromMinute = '00', toHour = '', toMinute = '00'] = match
    read.push([`${fromHour.padStart(2, '0')}:${fromMinute}`, `${toHour.padStart(2, '0')}:${toMinute}`])
  }
  return read
}

const monday = Date.UTC(2024, 0, 1)
const weekdaysOf = (language: Language) => {
  const { format } = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' })
  return [1, 2, 3, 4, 5, 6, 7].map((weekday) => format(new Date(monday + (weekday - 1) * 86_400_000)).replace('.', ''))
}
const weekdays = { nl: weekdaysOf('nl'), en: weekdaysOf('en') }
/** Hours of a day as an administrator types them. */
export const writeDayHours = (day: Hours['1']) => (day ?? []).map(([from, to]) => `${from}-${to}`).join(', ')

const weekdayName = (language: Language, weekday: number) => weekdays[language][weekday - 1]!

const spoken = (language: Language, clock: string) => (language === 'nl' ? clock.replace(/^0/, '').replace(':', '.') : clock)

/** Opening hours as people write them, days with the same hours together: 'ma-vr 9.00-12.30'. */
export function sayHours(language: Language, hours: Hours): string[] {
  const lines: { from: number; to: number; text: string }[] = []
  for (let weekday = 1; weekday <= 7; weekday += 1) {
    const text = (hours[String(weekday) as keyof Hours] ?? []).map(([from, to]) => `${spoken(language, from)}-${spoken(language, to)}`).join(', ')
    const last = lines.at(-1)
    if (!text) continue
    if (last && last.text === text && last.to === weekday - 1) last.to = weekday
    else lines.push({ from: weekday, to: weekday, text })
  }
  return lines.map(({ from, to, text }) => {
    const days = from === to ? weekdayName(language, from) : `${weekdayName(language, from)}-${weekdayName(language, to)}`
    return `${days} ${text}${language === 'nl' ? ' uur' : ''}`
  })
}

interface Opens {
  hours: Hours
  closed: readonly Closed[]
}
// Where nobody said when one can walk in, or it stays closed for long, somebody is there on working days.
const usual: Opens = { hours: Object.fromEntries(['1', '2', '3', '4', '5'].map((day) => [day, [['09:00', '17:00']]])), closed: [] }
const farthest = 7

/** When it is open on a day, as moments; on public holidays nobody is there. */
function spansOf({ hours, closed }: Opens, day: string): [Date, Date][] {
  if (isHoliday(day) || closed.some((each) => each.from <= day && day <= (each.until ?? each.from))) return []
  return (hours[String(weekdayOf(day)) as keyof Hours] ?? []).map(([from, to]) => [momentOf(day, from), momentOf(day, to)])
}

/** The hours that count for a point from this day on: its own, or the usual ones when it is never open. */
const countsFor = (point: Opens | undefined, day: string): Opens =>
  point && Array.from({ length: farthest }, (_, after) => addDays(day, after)).some((each) => spansOf(point, each).length > 0) ? point : usual

/** Whether somebody is there at this moment; by the usual hours where there are none. */
export const isOpen = (point: Opens | undefined, now: Date): boolean => spansOf(countsFor(point, dayOf(now)), dayOf(now)).some(([from, to]) => from <= now && now < to)

/** The moment after so many minutes in which it is open, counted from a moment; by the usual hours where there are none. */
export function afterOpen(point: Opens | undefined, from: Date, minutes: number): Date {
  let left = minutes * 60_000
  for (let day = dayOf(from); ; day = addDays(day, 1))
    for (const [opens, closes] of spansOf(countsFor(point, day), day)) {
      const begin = Math.max(opens.getTime(), from.getTime())
      const open = closes.getTime() - begin
      if (open >= left) return new Date(begin + left)
      left -= Math.max(0, open)
    }
}
