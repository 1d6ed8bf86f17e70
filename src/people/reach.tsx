import type { VNode } from 'preact'
import { z } from 'zod'
import { telephone } from '../foundation/danger/contacts.ts'
import type { Language } from '../foundation/i18n/i18n.ts'
import { A, TextField } from '../foundation/ui/components.tsx'
import { type Fields, lentBy } from '../foundation/ui/fields.ts'
import { readable } from '../foundation/web/forms.ts'
import type { Network } from '../network/current.ts'
import { type Contact, type Reach, readContact, readEmail, readPhone, reachFrom, reachNames, sayPhone, wayTo } from './person.ts'
import type { Person } from './queries.ts'
import { say } from './words.ts'

// How somebody is reached is asked, shown and said in one way on every page: what is asked of it more is added here.

/** Asked in one field, of who asks something: an address or a number, or nothing. */
const contactShape = { contact: readable(readContact, 254, 'reach.contact.wrong').transform((contact): Contact => contact ?? {}) }
type ContactField = keyof typeof contactShape
/** What a form takes that asks somebody how to reach them: `contact` is all they gave. */
export const withContact = <Shape extends z.ZodRawShape>(shape: Shape) => z.object({ ...shape, ...contactShape })
export const contactWords = lentBy(say)({ contact: { label: 'reach.contact', hint: 'reach.contact.hint' } })
/** The same, written down by a guide. */
export const contactWordsOfOther = lentBy(say)({ contact: { label: 'reach.other.contact', hint: 'reach.other.contact.hint' } })

interface Asked<Name extends string> {
  fields: Fields<Name>
  network: Network
  /** Filled in by a guide about somebody else: the browser then knows nothing that fits. */
  other?: boolean
}

export const ContactFields = ({ fields, other }: Asked<ContactField>): VNode => <TextField {...fields('contact')} autocomplete={other ? undefined : 'email'} />

/** Changed in fields of their own, all at once. */
const reachShape = {
  email: readable(readEmail, 254, 'reach.email.wrong'),
  phone: readable(readPhone, 40, 'reach.phone.wrong'),
}
type ReachField = keyof typeof reachShape
/** What a form takes that changes how somebody is reached: `reach` is how it is from now on. */
export const withReach = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.object({ ...shape, ...reachShape }).transform((given) => ({ ...(given as z.output<z.ZodObject<Shape>>), reach: reachFrom(given as Parameters<typeof reachFrom>[0]) }))
export const reachWords = lentBy(say)({ email: { label: 'reach.email' }, phone: { label: 'reach.phone' } })
export const reachWordsOfOther = lentBy(say)({ email: { label: 'reach.other.email' }, phone: { label: 'reach.other.phone' } })

export const ReachFields = ({ fields, reach, other }: Asked<ReachField> & { reach: Reach }): VNode => (
  <>
    <TextField {...fields('email')} start={reach.email ?? ''} autocomplete={other ? undefined : 'email'} inputMode="email" />
    <TextField {...fields('phone')} start={reach.phone ? sayPhone(reach.phone) : ''} autocomplete={other ? undefined : 'tel'} inputMode="tel" />
  </>
)

/** What it is called, and how its value is said: also where it goes along with somebody. */
export const reachLabel = (language: Language, name: keyof Reach): string => say[language](`reach.item.${name}`)
export const reachValue = (_language: Language, name: keyof Reach, value: string): string => (name === 'phone' ? sayPhone(value) : value)

/** How somebody is reached, in one line; empty when they gave nothing of it. */
export const sayReach = (language: Language, person: Reach): string => reachNames.flatMap((each) => (person[each] ? [reachValue(language, each, person[each])] : [])).join(', ')

/** The same in one line, each to be clicked; `none` where they gave nothing of it. */
export const Reached = ({ person, none }: { language: Language; person: Reach; none: string }): VNode => (
  <>
    {person.phone && <A href={telephone(person.phone)}>{sayPhone(person.phone)}</A>}
    {person.phone && person.email && ', '}
    {person.email && <A href={`mailto:${person.email}`}>{person.email}</A>}
    {!person.phone && !person.email && none}
  </>
)

/** The same below each other, each to be tapped: first the phone. */
export function ReachedNow({ person, none, careful }: { language: Language; person: Reach; none: string; careful?: string }): VNode {
  if (!person.phone && !person.email) return <p>{none}</p>
  return (
    <ul class="wc-calls">
      {person.phone && (
        <li>
          <a class="wc-call" href={telephone(person.phone)}>
            <span aria-hidden="true">☎</span> <strong dir="ltr">{sayPhone(person.phone)}</strong>
          </a>
        </li>
      )}
      {person.email && (
        <li>
          <a class="wc-call" href={`mailto:${person.email}`}>
            <span aria-hidden="true">✉</span> <strong dir="ltr">{person.email}</strong>
          </a>
          {careful && <p>{careful}</p>}
        </li>
      )}
    </ul>
  )
}

/** What a guide does for this person to hear something; of who is mailed nothing. */
export function sayTell(language: Language, person: Person): string {
  const way = wayTo(person)
  return way === 'mail' ? '' : say[language](`reach.tell.${way}`, { phone: sayPhone(person.phone ?? '') })
}
