import { IntlMessageFormat } from 'intl-messageformat'
import { type Day, dutchTime } from '../clock/workingdays.ts'
import { remember } from '../remember.ts'

export const languages = ['nl', 'en'] as const
export type Language = (typeof languages)[number]

export type Values = Record<string, string | number | boolean | null | undefined>

/** Says one message in one language. */
export type Say<Key extends string> = (key: Key, values?: Values) => string

/**
 * A room's messages, complete in both languages (the compiler sees to it): ICU messages by key.
 * What a message is missing is an error at once, not an empty place on the page.
 */
export const messages = <Nl extends Record<string, string>>(nl: Nl, en: Record<keyof Nl, string>): Record<Language, Say<keyof Nl & string>> => ({
  nl: sayIn('nl', nl),
  en: sayIn('en', en),
})

/** Messages in one language, whichever it is. */
export function sayIn<Key extends string>(language: string, texts: Record<Key, string>): Say<Key> {
  const compiled = new Map<string, string | IntlMessageFormat>()
  const compile = (key: Key) => {
    const text = texts[key]
    if (text === undefined) throw new Error(`no message ${key} in ${language}`)
    return text.includes('{') || text.includes("''") ? new IntlMessageFormat(text, language, undefined, { ignoreTag: true }) : text
  }
  return (key, values) => {
    const message = remember(compiled, key, () => compile(key))
    return typeof message === 'string' ? message : String(message.format(values))
  }
}

const locale = { nl: 'nl-NL', en: 'en-GB' }
const format = (options: Intl.DateTimeFormatOptions) => ({
  nl: dutchTime(locale.nl, options),
  en: dutchTime(locale.en, options),
})
const longDay = format({ weekday: 'long', day: 'numeric', month: 'long' })
const longDayYear = format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
const shortDay = format({ weekday: 'short', day: 'numeric', month: 'short' })
const hour = format({ hour: '2-digit', minute: '2-digit' })

const dateOf = (moment: Date | Day): Date => (typeof moment === 'string' ? new Date(`${moment}T12:00:00Z`) : moment)

/** 'dinsdag 24 november', 'Tuesday 24 November'; with the year when it is another year than `now`'s. */
export function sayDay(language: Language, moment: Date | Day, now?: Date): string {
  const date = dateOf(moment)
  const otherYear = now !== undefined && now.getUTCFullYear() !== date.getUTCFullYear()
  return (otherYear ? longDayYear : longDay)[language](date).replace(',', '')
}

/** '10.30 uur', '10:30'. */
export const sayHour = (language: Language, moment: Date): string => (language === 'nl' ? `${hour.nl(moment).replace(':', '.')} uur` : hour.en(moment))

/** 'dinsdag 24 november om 10.30 uur', 'Tuesday 24 November at 10:30'. */
export const sayMoment = (language: Language, moment: Date, now?: Date): string =>
  `${sayDay(language, moment, now)} ${language === 'nl' ? 'om' : 'at'} ${sayHour(language, moment)}`

/** 'di 24 nov', 'Tue 24 Nov', for lists. */
export const sayShortDay = (language: Language, moment: Date | Day): string => shortDay[language](dateOf(moment)).replace(/[.,]/g, '')

const numbers = { nl: new Intl.NumberFormat(locale.nl), en: new Intl.NumberFormat(locale.en) }
const decimals = { nl: new Intl.NumberFormat(locale.nl, { maximumFractionDigits: 1 }), en: new Intl.NumberFormat(locale.en, { maximumFractionDigits: 1 }) }
/** '2,5', '2.5': one decimal at most. */
export const sayDecimal = (language: Language, value: number): string => decimals[language].format(value)
/** '1.036', '1,036'. */
export const sayNumber = (language: Language, count: number): string => numbers[language].format(count)
