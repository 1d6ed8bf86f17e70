import Holidays from 'date-holidays'
import { remember } from '../remember.ts'

const zone = 'Europe/Amsterdam'
const closingHour = 17

/** A calendar day in the Netherlands, '2026-11-24'. */
export type Day = string

/** Says a moment in Dutch time, in this manner, to the minute at most. Pages say the same moments over and over, and writing one out is slow: it is remembered. */
export function dutchTime(locale: string, options: Intl.DateTimeFormatOptions): (moment: Date) => string {
  const formatter = new Intl.DateTimeFormat(locale, { timeZone: zone, ...options })
  const said = new Map<number, string>()
  return (moment) => remember(said, Math.floor(moment.getTime() / 60_000), () => formatter.format(moment))
}

/** The day it is in the Netherlands at this moment. */
export const dayOf: (moment: Date) => Day = dutchTime('sv-SE', { dateStyle: 'short' })

const holidays = new Holidays('NL', { timezone: zone })
const holidaysOf = new Map<number, Set<Day>>()

const publicHolidays = (year: number): Set<Day> =>
  remember(
    holidaysOf,
    year,
    () =>
      new Set(
        holidays
          .getHolidays(year)
          .filter((each) => each.type === 'public')
          .map((each) => each.date.slice(0, 10)),
      ),
  )

const noon = (day: Day) => new Date(`${day}T12:00:00Z`)

/** The calendar day `count` days later (or earlier). */
export function addDays(day: Day, count: number): Day {
  const moment = noon(day)
  moment.setUTCDate(moment.getUTCDate() + count)
  return moment.toISOString().slice(0, 10)
}

/** Monday is 1, Sunday 7. */
export const weekdayOf = (day: Day): number => noon(day).getUTCDay() || 7

/** Whether it is a public holiday of the Dutch calendar. */
export const isHoliday = (day: Day): boolean => publicHolidays(Number(day.slice(0, 4))).has(day)

/** Monday to Friday, except the public holidays of the Dutch calendar. */
export function isWorkingDay(day: Day): boolean {
  return weekdayOf(day) <= 5 && !isHoliday(day)
}

/** The `count`-th working day after `day`; the day itself does not count. With 0: the day, or the next working day. */
export function addWorkingDays(day: Day, count: number): Day {
  let current = day
  let left = count
  while (left > 0 || !isWorkingDay(current)) {
    current = addDays(current, 1)
    if (left > 0 && isWorkingDay(current)) left -= 1
  }
  return current
}

/** How many working days lie after `from` up to and with `to`; 0 when `to` is not later. */
export function workingDaysBetween(from: Day, to: Day): number {
  let count = 0
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorkingDay(day)) count += 1
  return count
}

const offsetParts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset', hour: 'numeric' })

const moments = new Map<string, number>()

/** The moment it is `hour` o'clock on this day in the Netherlands, summer time included. */
export function momentAt(day: Day, hour: number): Date {
  const text = `${day}T${String(hour).padStart(2, '0')}:00:00Z`
  const moment = remember(moments, text, () => {
    const guess = new Date(text)
    const name = offsetParts.formatToParts(guess).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT+01:00'
    return guess.getTime() - (Number(name.slice(3, 6)) || 0) * 3_600_000
  })
  return new Date(moment)
}

/** The moment the clock says this on that day in the Netherlands, as '11:30'; '24:00' is its end. */
export const momentOf = (day: Day, clock: string): Date => new Date(momentAt(day, Number(clock.slice(0, 2))).getTime() + Number(clock.slice(3)) * 60_000)

/** The end of that working day, 17.00 uur: the moment by which a promise for that day must be kept. */
export const endOfWorkingDay = (day: Day): Date => momentAt(day, closingHour)
