import type { VNode } from 'preact'
import { z } from 'zod'
import { telephone } from '../foundation/danger/contacts.ts'
import type { Language } from '../foundation/i18n/i18n.ts'
import { A, Choice, More, TextField } from '../foundation/ui/components.tsx'
import { type Fields, lentBy } from '../foundation/ui/fields.ts'
import { optionalChoice, readable } from '../foundation/web/forms.ts'
import type { Network } from '../network/current.ts'
import { chosenOf } from '../network/lists.ts'
import { type Contact, type PreferredWay, preferredWays, type Reach, readContact, readEmail, readPhone, reachFrom, reachNames, reachWays, sayPhone, wayTo } from './person.ts'
import type { Person } from './queries.ts'
import { say } from './words.ts'

// How somebody is reached is asked, shown and said in one way on every page: what is asked of it more is added here.

const wayField = optionalChoice(preferredWays)
/** Nobody can be mailed or called who gave no address or number for it. */
function possible(reach: Contact | Reach, context: z.RefinementCtx, at?: 'contact'): void {
  const missing = ({ mail: 'email', phone: 'phone' } as const)[reach.way as 'mail']
  if (missing && !reach[missing]) context.addIssue({ code: 'custom', path: [at ?? missing], message: `reach.way.no-${missing}` })
}

/** What can be preferred here, and what is preferred already; nothing to choose where there is one way only. */
function WayField({ fields, network, start }: Asked<'way'> & { start?: PreferredWay | null }): VNode | null {
  const offered = chosenOf(network, reachWays)
  if (offered.length < 2 && !start) return null
  const ways = preferredWays.filter((each) => each === start || offered.includes(each))
  const options = [['', say[fields.language]('reach.way.any')] as const, ...ways.map((each) => [each, reachWays.say(fields.language, each)] as const)]
  return <Choice {...fields('way')} {...(!ways.includes('letter') && { hint: undefined })} start={start ?? ''} options={options} />
}

/** Asked in one field, of who asks something: an address or a number, or nothing. */
const contactShape = { contact: readable(readContact, 254, 'reach.contact.wrong'), way: wayField }
type ContactField = keyof typeof contactShape
/** What a form takes that asks somebody how to reach them: `contact` is all they gave. */
export const withContact = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.object({ ...shape, ...contactShape }).transform((given, context) => {
    const { contact: at, way } = given as z.output<z.ZodObject<typeof contactShape>>
    const contact: Contact = { ...at, ...(way && { way }) }
    possible(contact, context, 'contact')
    return { ...(given as z.output<z.ZodObject<Shape>>), contact }
  })
export const contactWords = lentBy(say)({ contact: { label: 'reach.contact', hint: 'reach.contact.hint' }, way: { label: 'reach.way', hint: 'reach.way.hint' } })
/** The same, written down by a guide. */
export const contactWordsOfOther = lentBy(say)({
  contact: { label: 'reach.other.contact', hint: 'reach.other.contact.hint' },
  way: { label: 'reach.other.way', hint: 'reach.other.way.hint' },
})

interface Asked<Name extends string> {
  fields: Fields<Name>
  network: Network
  /** Filled in by a guide about somebody else: the browser then knows nothing that fits. */
  other?: boolean
}

export const ContactFields = ({ fields, network, other }: Asked<ContactField>): VNode => (
  <>
    <TextField {...fields('contact')} autocomplete={other ? undefined : 'email'} />
    {chosenOf(network, reachWays).length > 1 && (
      <More title={say[fields.language](other ? 'reach.other.way.more' : 'reach.way.more')} open={Boolean(fields.form.values.way || fields.form.errors.way)}>
        <WayField fields={fields} network={network} />
      </More>
    )}
  </>
)

/** Changed in fields of their own, all at once. */
const reachShape = {
  email: readable(readEmail, 254, 'reach.email.wrong'),
  phone: readable(readPhone, 40, 'reach.phone.wrong'),
  way: wayField,
}
type ReachField = keyof typeof reachShape
/** What a form takes that changes how somebody is reached: `reach` is how it is from now on. */
export const withReach = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.object({ ...shape, ...reachShape }).transform((given, context) => {
    const reach = reachFrom(given as z.output<z.ZodObject<typeof reachShape>>)
    possible(reach, context)
    return { ...(given as z.output<z.ZodObject<Shape>>), reach }
  })
export const reachWords = lentBy(say)({ email: { label: 'reach.email' }, phone: { label: 'reach.phone' }, way: { label: 'reach.way', hint: 'reach.way.hint.later' } })
export const reachWordsOfOther = lentBy(say)({
  email: { label: 'reach.other.email' },
  phone: { label: 'reach.other.phone' },
  way: { label: 'reach.other.way', hint: 'reach.other.way.hint.later' },
})

export const ReachFields = ({ fields, network, reach, other }: Asked<ReachField> & { reach: Reach }): VNode => (
  <>
    <TextField {...fields('email')} start={reach.email ?? ''} autocomplete={other ? undefined : 'email'} inputMode="email" />
    <TextField {...fields('phone')} start={reach.phone ? sayPhone(reach.phone) : ''} autocomplete={other ? undefined : 'tel'} inputMode="tel" />
    <WayField fields={fields} network={network} start={reach.way} />
  </>
)

/** What it is called, and how its value is said: also where it goes along with somebody. */
export const reachLabel = (language: Language, name: keyof Reach): string => say[language](`reach.item.${name}`)
export const reachValue = (language: Language, name: keyof Reach, value: string): string =>
  name === 'phone' ? sayPhone(value) : name === 'way' ? reachWays.say(language, value as PreferredWay) : value
const prefers = (language: Language, way: PreferredWay) => say[language]('reach.prefers', { way: reachWays.say(language, way) })

/** How somebody is reached, in one line; empty when they gave nothing of it. */
export const sayReach = (language: Language, person: Reach): string =>
  reachNames.flatMap((each) => (person[each] ? [each === 'way' ? prefers(language, person.way!) : reachValue(language, each, person[each])] : [])).join(', ')

/** The same in one line, each to be clicked; `none` where they gave nothing of it. */
export const Reached = ({ language, person, none }: { language: Language; person: Reach; none: string }): VNode => (
  <>
    {person.way && <strong>{prefers(language, person.way)} </strong>}
    {person.phone && <A href={telephone(person.phone)}>{sayPhone(person.phone)}</A>}
    {person.phone && person.email && ', '}
    {person.email && <A href={`mailto:${person.email}`}>{person.email}</A>}
    {!person.phone && !person.email && !person.way && none}
  </>
)

/** The same below each other, each to be tapped: first the phone. */
export function ReachedNow({ language, person, none, careful }: { language: Language; person: Reach; none: string; careful?: string }): VNode {
  if (!person.phone && !person.email)
    return (
      <p>
        {none} {person.way && prefers(language, person.way)}
      </p>
    )
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
      {(person.way === 'mail' || person.way === 'phone') && <li>{prefers(language, person.way)}</li>}
    </ul>
  )
}

/** What somebody reads of how they hear from us; nothing for who chose nothing. */
export function sayHears(language: Language, person: Person): string {
  const way = person.way && wayTo(person)
  return way && way !== 'page' ? say[language](`reach.hears.${way}`, { phone: sayPhone(person.phone ?? ''), email: person.email ?? '' }) : ''
}

/** What a guide does for this person to hear something; of who is mailed nothing. */
export function sayTell(language: Language, person: Person): string {
  const way = wayTo(person)
  return way === 'mail' ? '' : say[language](`reach.tell.${way}`, { phone: sayPhone(person.phone ?? '') })
}
