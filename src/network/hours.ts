import { z } from 'zod'
import type { Language } from '../foundation/i18n/i18n.ts'

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
/** Opening hours by weekday (1 Monday … 7 Sunday): from and to, more than once a day if need be. */
export const hoursSchema = z.partialRecord(z.enum(['1', '2', '3', '4', '5', '6', '7']), z.array(z.tuple([time, time])))
export type Hours = z.infer<typeof hoursSchema>

const monday = Date.UTC(2024, 0, 1)
const weekdaysOf = (language: Language) => {
  const { format } = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' })
  return [1, 2, 3, 4, 5, 6, 7].map((weekday) => format(new Date(monday + (weekday - 1) * 86_400_000)).replace('.', ''))
}
const weekdays = { nl: weekdaysOf('nl'), en: weekdaysOf('en') }
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
