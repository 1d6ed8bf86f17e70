import { z } from 'zod'
import { everyOf } from '../foundation/database/narrowed.ts'
import { cleanText } from '../foundation/web/forms.ts'
import type { Network } from '../network/current.ts'
import { chosenOf, type RegionList } from '../network/lists.ts'
import type { PersonRow } from './rows.ts'
import { say } from './words.ts'

/** How somebody is reached, as it stands with their question. */
export type Reach = Pick<PersonRow, 'phone' | 'email' | 'way'>
/** Its columns, in the order of a page. */
export const reachNames = everyOf<keyof Reach>()(['phone', 'email', 'way'])
/** What somebody gave of it. */
export type Contact = { [Each in keyof Reach]?: NonNullable<Reach[Each]> }
/** The columns of what was given. */
export const reachFrom = ({ phone = null, email = null, way = null }: { [Each in keyof Reach]?: Reach[Each] | undefined }): Reach => ({ phone, email, way })

/** By whom somebody hears what there is to say: the program mails it, a guide tells it, or they read it on their own page. */
const tellers = { mail: 'program', phone: 'guide', letter: 'guide', counter: 'self', page: 'self' } as const
type Way = keyof typeof tellers
/** The ways that somebody can prefer. */
export type PreferredWay = NonNullable<Reach['way']>
export const preferredWays = everyOf<PreferredWay>()(['mail', 'phone', 'letter', 'counter'])

/** Which ways of reaching somebody a region offers. */
export const reachWays: RegionList<PreferredWay> = {
  key: 'bereikwijzen',
  values: preferredWays,
  label: (language) => say[language]('reach.ways'),
  hint: (language) => say[language]('reach.ways.hint'),
  say: (language, value) => say[language](`reach.way.${value}`),
}
/** Whether a region offers this way, or somebody chose it before. */
export const isOffered = (network: Pick<Network, 'setup'>, { way }: Contact | Partial<Reach>, before?: Reach): boolean =>
  !way || way === before?.way || chosenOf(network, reachWays).includes(way)

type Reachable = Reach & Pick<PersonRow, 'email_trouble'>
/** The way by which we reach somebody: the one they prefer where it works, else by mail, else by phone. An address with which there is trouble is none. */
export function wayTo({ phone, email, way, email_trouble }: Reachable): Way {
  const works = (each: PreferredWay) => (each === 'mail' ? email && !email_trouble : each === 'phone' ? phone : true)
  return [...(way ? [way] : []), 'mail' as const, 'phone' as const].find(works) ?? 'page'
}
export const tellerOf = (person: Reachable) => tellers[wayTo(person)]
/** The address to which this person is mailed; undefined for who is reached in another way. */
export const mailableAt = (person: Reachable): string | undefined => (wayTo(person) === 'mail' ? person.email! : undefined)
/** The way that is tried first with who may be in danger: a call, but to who wants to be mailed a mail. A letter, or waiting until they come by, is too late. */
export function urgentWayTo(person: Reachable): Way {
  const usual = wayTo({ ...person, way: person.way === 'mail' ? 'mail' : null })
  return person.phone && person.way !== 'mail' ? 'phone' : usual
}

const dots = '…'
/** Of an address, a number or a name as much as its owner knows it by, and another does not learn it from: 'a…@v…', '…78', 'A… v…'. */
export const veiled = (text: string): string => {
  if (/^\+?\d+$/.test(text)) return `${dots}${text.slice(-2)}`
  return text
    .split(/([@\s])/)
    .map((part) => (/^[@\s]?$/.test(part) ? part : `${[...part][0]}${dots}`))
    .join('')
}
/** Somebody with only so much of what they are called and reached at. */
export const veiledPerson = <Whose extends Reach & Pick<PersonRow, 'name'>>(person: Whose): Whose => ({
  ...person,
  name: person.name && veiled(person.name),
  email: person.email && veiled(person.email),
  phone: person.phone && veiled(person.phone),
})

const address = z.email().max(254)

/** An e-mail address in lower case, or undefined. */
export function readEmail(text: string): string | undefined {
  const found = address.safeParse(cleanText(text).toLowerCase())
  return found.success ? found.data : undefined
}

/**
 * A phone number as E.164: '06 1234 5678', '053-4812345', '+49 …', '0031 …'. Undefined for what cannot be one:
 * a Dutch number has ten digits, another country's between seven and fifteen.
 */
export function readPhone(text: string): string | undefined {
  const bare = text.replace(/\(0\)/g, '').replace(/[\s().\-/]/g, '')
  const international = bare.startsWith('00') ? `+${bare.slice(2)}` : bare
  if (/^0[1-9]\d{8}$/.test(international)) return `+31${international.slice(1)}`
  if (/^\+31[1-9]\d{8}$/.test(international)) return international
  return /^\+(?!31|0)\d{7,15}$/.test(international) ? international : undefined
}

/** One field for either: an address or a number. Undefined when it is neither. */
export function readContact(text: string): Contact | undefined {
  const cleaned = cleanText(text)
  if (cleaned.includes('@')) {
    const email = readEmail(cleaned)
    return email ? { email } : undefined
  }
  const phone = readPhone(cleaned)
  return phone ? { phone } : undefined
}

// Of the Dutch numbering plan: mobile, areas of two digits, and what is the same everywhere; other areas have three.
const areas = /^(6|[17]0|1[035]|2[0346]|3[03568]|4[0356]|5[0358]|7[1-9]|8[4578]|91|[89]0\d|\d{3})(\d+)$/
/** '+31612345678' as '06 12345678' and '+31534812345' as '053 4812345'; other countries' as they are. */
export const sayPhone = (phone: string): string => (phone.startsWith('+31') ? phone.slice(3).replace(areas, '0$1 $2') : phone)

/** The words of a name, to find it by: lower case, without accents, each once. */
export function nameWords(name: string): string[] {
  const words = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
  return [...new Set(words)].slice(0, 12)
}
