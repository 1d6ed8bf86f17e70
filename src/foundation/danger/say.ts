import { dayOf, addDays, dutchTime, weekdayOf } from '../clock/workingdays.ts'
import { type Say, sayIn } from '../i18n/i18n.ts'
import { type HelpContact, type HelpLanguage, helpLanguages } from './danger.ts'
import { type Callable, isEmergency, isFree, isFreephone } from './contacts.ts'
import ar from './help/ar.json'
import de from './help/de.json'
import en from './help/en.json'
import nl from './help/nl.json'
import pl from './help/pl.json'
import ru from './help/ru.json'
import tr from './help/tr.json'
import uk from './help/uk.json'

export type HelpKey = keyof typeof nl
const texts: Record<HelpLanguage, Record<HelpKey, string>> = { nl, en, de, pl, uk, ru, tr, ar }
/** What is said to who may be in danger, in each language in which it is. */
export const sayHelp = Object.fromEntries(helpLanguages.map((language) => [language, sayIn(language, texts[language])])) as Record<HelpLanguage, Say<HelpKey>>

// Between words that are read from right to left '0800-0113' would show as '0113-0800': a number and a name are marked as standing on their own.
/** A number in a text. */
export const inText = (number: string): string => `\u2066${number}\u2069`
const named = (name: string) => `\u2068${name}\u2069`
/** A text in pieces: its numbers and names, still marked, and what stands between them. */
export const pieces = (text: string): string[] => text.split(/([\u2066\u2068][^\u2066\u2068\u2069]*\u2069)/)
/** A text as it goes in a mail, or to another program: only who reads from right to left needs the marks. */
export const plain = (language: HelpLanguage, text: string): string => (language === 'ar' ? text : text.replace(/[\u2066\u2068\u2069]/g, ''))

// '09:00' as people write it: '9.00' in Dutch.
const clockIn = (language: HelpLanguage, clock: string) => inText(clock.replace(/^0(?=\d:)/, '').replace(':', language === 'nl' ? '.' : ':'))

/** Who is called: those for whatever danger in the reader's own words, others by their name. */
export const nameIn = (language: HelpLanguage, { name, phone }: HelpContact): string => (isEmergency(phone) ? sayHelp[language]('emergency') : named(name))

/** When to call there, in a few short sentences: for what, when they answer, what it costs. */
export function whenToCall(language: HelpLanguage, { why, phone, hours, days, shut }: Callable): string {
  const t = sayHelp[language]
  const [from, until] = (hours ?? '').split('-')
  const open = (from: string, until: string) => t(days ?? 'daily', { from: clockIn(language, from), until: clockIn(language, until) })
  const when = from && until ? open(from, until) : days ? open('00:00', '24:00') : t('always')
  const emergency = isEmergency(phone)
  // The number for whatever danger says so, whatever it stands beside.
  const what = t(emergency ? 'why.danger' : `why.${why}`)
  return [...(shut ? [t('shut'), when, what] : [what, when]), isFree(phone) ? t('free') : '', emergency ? t('union') : ''].filter(Boolean).join(' ')
}

/** The same with who it is, as plain text. */
export const explain = (language: HelpLanguage, contact: Callable): string => plain(language, `${nameIn(language, contact)}. ${whenToCall(language, contact)}`)

/** What to do from abroad, where a number is listed that may not work from there. */
export const abroad = (language: HelpLanguage, contacts: readonly HelpContact[]): string =>
  contacts.some(({ phone, also = '' }) => isFreephone(phone) || isFreephone(also)) ? sayHelp[language]('abroad', { phone: inText('112') }) : ''

const locales: Partial<Record<HelpLanguage, string>> = { ar: 'ar-u-nu-latn', en: 'en-GB' }
const dates = (options: Intl.DateTimeFormatOptions) =>
  Object.fromEntries(helpLanguages.map((each) => [each, dutchTime(locales[each] ?? each, options)])) as Record<HelpLanguage, (moment: Date) => string>
const days = dates({ weekday: 'long', day: 'numeric', month: 'long' })
const daysOfMonth = dates({ day: 'numeric', month: 'long' })
const clock = dutchTime('nl-NL', { hour: '2-digit', minute: '2-digit' })
const units: Partial<Record<HelpLanguage, string>> = { nl: ' uur', de: ' Uhr' }

/** A moment's day and hour, as sentences have them: 'tomorrow', 'on Monday 30 November'. */
export function dayAndHour(language: HelpLanguage, moment: Date, now: Date): { day: string; hour: string } {
  const day = dayOf(moment)
  const when = day === dayOf(now) ? 'today' : day === addDays(dayOf(now), 1) ? 'tomorrow' : 'later'
  const long = days[language](moment)
  // Where the name of a day changes in a sentence the texts themselves have it.
  const parts = { when, day: language === 'en' ? long.replace(',', '') : long, weekday: weekdayOf(day), date: daysOfMonth[language](moment) }
  return { day: sayHelp[language]('day', parts), hour: `${clockIn(language, clock(moment))}${units[language] ?? ''}` }
}

/** Whom to call as lines of plain text, for a mail. It is read later: what is shut at this moment says only when it is open. */
export const helpLines = (language: HelpLanguage, contacts: readonly HelpContact[]): string =>
  [
    sayHelp[language]('mail'),
    ...contacts.map(
      (each) =>
        `${[each.phone, each.also]
          .filter((number) => number !== undefined)
          .map(inText)
          .join(' / ')}: ${explain(language, { ...each, shut: false })}`,
    ),
    abroad(language, contacts),
  ]
    .filter(Boolean)
    .map((line) => plain(language, line))
    .join('\n')
