import { dayOf, isWorkingDay, momentOf } from '../clock/workingdays.ts'
import type { Danger, HelpContact } from './danger.ts'

const digits = (phone: string) => phone.replace(/\D/g, '')
export const telephone = (phone: string): string => `tel:${phone.replace(/[^+\d]/g, '')}`
/** Such a number may not work from another country. */
export const isFreephone = (phone: string): boolean => digits(phone).startsWith('0800')
/** A call to these costs nothing. */
export const isFree = (phone: string): boolean => /^(0800|11[236]$|116)/.test(digits(phone))

/** Whether somebody answers there at this moment. */
export function answersNow({ hours, days }: HelpContact, now: Date): boolean {
  const day = dayOf(now)
  if (days === 'workdays' && !isWorkingDay(day)) return false
  const [from, until] = (hours ?? '').split('-')
  return !from || !until || (momentOf(day, from) <= now && now < momentOf(day, until))
}

export const isEmergency = (phone: string): boolean => digits(phone) === '112'
// Where somebody else does harm, those who come at once are called before those who listen.
const atOnce: readonly Danger[] = ['violence', 'child', 'exploitation', 'voices']

/** Somebody to call at some moment: `shut` when nobody answers there then. */
export interface Callable extends HelpContact {
  shut?: boolean
}

/** Whom to call for these dangers: what fits the first first, what is for all after it, each number once; who answers now before who does not. */
export function contactsFor(given: readonly HelpContact['why'][], contacts: readonly HelpContact[], now: Date): Callable[] {
  const kinds = given.filter((each) => each !== 'danger')
  const of = (kind: HelpContact['why']) => contacts.filter(({ why }) => why === kind)
  const same = (one: HelpContact) => (other: HelpContact) => digits(one.phone) === digits(other.phone)
  const general = of('danger')
  // A child that is beaten calls the children's own line before the one for everybody at home.
  const childs = kinds.includes('child') ? of('child').filter((each) => !of('violence').some(same(each))) : []
  const fitting = kinds.flatMap((kind) => (kind === 'violence' ? [...childs, ...of(kind)] : of(kind)))
  const first = kinds[0] && atOnce.includes(kinds[0]) ? general.filter(({ phone }) => isEmergency(phone)) : []
  const wanted = [...first, ...fitting, ...general]
  const once = wanted.filter((each, at) => wanted.findIndex(same(each)) === at)
  return [...once.filter((each) => answersNow(each, now)), ...once.filter((each) => !answersNow(each, now)).map((each) => ({ ...each, shut: true }))]
}
