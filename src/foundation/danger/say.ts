import { dayOf, addDays, dutchTime } from '../clock/workingdays.ts'
import { type Say, sayIn } from '../i18n/i18n.ts'
import { type HelpContact, type HelpLanguage, helpLanguages } from './danger.ts'
import { isEmergency, isFree } from './contacts.ts'
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

/** When to call whom, in a few short sentences: for what, when they answer, what it costs. */
export function explain(language: HelpLanguage, { why, name, phone, hours, days }: HelpContact): string {
  const t = sayHelp[language]
  const [from, until] = (hours ?? '').split('-')
  const when = from && until ? t(days ?? 'daily', { from, until }) : days ? t(days, { from: '0:00', until: '24:00' }) : t('always')
  const emergency = isEmergency(phone)
  // The number for whatever danger says so, whatever it stands beside.
  return [`${name}.`, t(emergency ? 'why.danger' : `why.${why}`), when, isFree(phone) ? t('free') : '', emergency ? t('union') : ''].filter(Boolean).join(' ')
}

const days = Object.fromEntries(
  helpLanguages.map((each) => [each, dutchTime(each === 'ar' ? 'ar-u-nu-latn' : each, { weekday: 'long', day: 'numeric', month: 'long' })]),
) as Record<HelpLanguage, (moment: Date) => string>
const clock = dutchTime('nl-NL', { hour: '2-digit', minute: '2-digit' })
const hourIn = (language: HelpLanguage, moment: Date) => (language === 'nl' ? `${clock(moment).replace(':', '.')} uur` : language === 'de' ? `${clock(moment)} Uhr` : clock(moment))

/** By when somebody reads what was written. */
export function sayRead(language: HelpLanguage, moment: Date, now: Date): string {
  const day = dayOf(moment)
  const when = day === dayOf(now) ? 'today' : day === addDays(dayOf(now), 1) ? 'tomorrow' : 'later'
  return sayHelp[language]('read', { when, day: days[language](moment), hour: hourIn(language, moment) })
}

/** Whom to call as lines of plain text, for a mail. */
export const helpLines = (language: HelpLanguage, contacts: readonly HelpContact[]): string =>
  [sayHelp[language]('mail'), ...contacts.map((each) => `${each.phone}${each.also ? ` / ${each.also}` : ''}: ${explain(language, each)}`), sayHelp[language]('abroad')].join('\n')
