import { randomUUID } from 'node:crypto'

let counter = 0

function whenOf(moment: number): string {
  const when = moment.toString(16).padStart(12, '0')
  return `${when.slice(0, 8)}-${when.slice(8)}`
}

/** No id that was made from this moment on comes before this one. */
export const firstIdAt = (moment: number) => `${whenOf(moment)}-7000-8000-000000000000`

/** A new id: UUIDv7 (RFC 9562), unique on every node, ordered by moment and, within this process, by order of making, also while ids of several moments are made by turns. */
export function newId(moment: number = Date.now()): string {
  counter = (counter + 1) & 0xffffff
  const order = counter.toString(16).padStart(6, '0')
  // Node keeps random UUIDs in store, so their last 48 random bits cost less than asking for new ones.
  return `${whenOf(moment)}-7${order.slice(0, 3)}-8${order.slice(3)}${randomUUID().slice(23)}`
}

/** 122 bits by chance, in hexadecimal, from what Node has drawn ahead: a call of its own to the system for each costs a tenth of a page. */
export const byChance = (): string => randomUUID().replaceAll('-', '')
