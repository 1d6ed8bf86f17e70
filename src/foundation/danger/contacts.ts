import { addDays, dayOf, isWorkingDay, momentAt } from '../clock/workingdays.ts'
import type { Danger, HelpContact } from './danger.ts'

const digits = (phone: string) => phone.replace(/\D/g, '')
export const telephone = (phone: string): string => `tel:${phone.replace(/[^+\d]/g, '')}`
/** A call to these costs nothing. */
export const isFree = (phone: string): boolean => /^(0800|11[236]$|116)/.test(digits(phone))

const minutes = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))

/** Whether somebody answers there at this moment. */
export function answersNow({ hours, days }: HelpContact, now: Date): boolean {
  const day = dayOf(now)
  if (days === 'workdays' && !isWorkingDay(day)) return false
  const [from, until] = (hours ?? '').split('-')
  if (!from || !until) return true
  const minute = (now.getTime() - momentAt(day, 0).getTime()) / 60_000
  const length = (momentAt(addDays(day, 1), 0).getTime() - momentAt(day, 0).getTime()) / 60_000
  // On the two days with another number of hours the clock itself is an hour off after the night.
  const clock = minute >= 180 ? minute + (1440 - length) : minute
  return clock >= minutes(from) && clock < minutes(until)
}

export const isEmergency = (phone: string): boolean => digits(phone) === '112'
// Where somebody else does harm, those who come at once are called before those who listen.
const atOnce: readonly Danger[] = ['violence', 'child', 'exploitation', 'voices']

/** Whom to call for these dangers: what fits the first first, what is for all after it, each number once; who answers now before who does not. */
export function contactsFor(kinds: readonly Danger[], contacts: readonly HelpContact[], now: Date): HelpContact[] {
  const general = contacts.filter(({ why }) => why === 'danger')
  const fitting = kinds.flatMap((kind) => contacts.filter(({ why }) => why === kind))
  const first = kinds[0] && atOnce.includes(kinds[0]) ? general.filter(({ phone }) => isEmergency(phone)) : []
  const wanted = [...first, ...fitting, ...general]
  const once = wanted.filter((each, at) => wanted.findIndex((other) => digits(other.phone) === digits(each.phone)) === at)
  return [...once.filter((each) => answersNow(each, now)), ...once.filter((each) => !answersNow(each, now))]
}
