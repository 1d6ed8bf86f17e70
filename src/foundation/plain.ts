import { hash } from 'node:crypto'

/**
 * Data that can be written down whole. A date, a map, a function, and whatever is declared as an interface (a visit, a question, a network) is no such data
 * and does not compile as it: what is taken from those is named, field by field.
 */
export type Plain = string | number | boolean | null | undefined | readonly Plain[] | { readonly [name: string]: Plain }

/** Two that differ in anything (undefined or null, a number or its digits, the order of names) are written differently: a string says first how long it is. */
function written(plain: Plain): string {
  if (typeof plain === 'string') return `${plain.length}"${plain}`
  if (typeof plain !== 'object' || plain === null) return Object.is(plain, -0) ? '-0' : String(plain)
  let inside = ''
  if (isList(plain)) {
    for (const each of plain) inside += `${written(each)},`
    return `[${inside}]`
  }
  for (const name of Object.keys(plain)) inside += `${written(name)}:${written(plain[name])},`
  return `{${inside}}`
}
const isList = (plain: readonly Plain[] | { readonly [name: string]: Plain }): plain is readonly Plain[] => Array.isArray(plain)

const numbers = new WeakMap<object, number>()
let given = 0
/** An object's own number: no other object has it, also when this one is gone. */
function numberOf(shared: object): number {
  const number = numbers.get(shared) ?? ++given
  numbers.set(shared, number)
  return number
}

/**
 * The key of what is made of these and of nothing else: never the same for two that differ. It is a hash, so that no words that somebody wrote stand in it.
 * What is too large to write down and the same for everybody (a region's network, its catalogue) counts as that very object: such a thing is read anew when it
 * changes and never changed itself, so no version has to be trusted; and what by mistake is one visitor's own is nobody else's.
 */
export const keyOf = (deps: Plain, shared: readonly object[]): string => hash('sha256', Buffer.from(written([deps, ...shared.map(numberOf)]), 'utf16le'), 'base64url')
