import { randomUUID } from 'node:crypto'

let lastMoment = 0
let counter = 0

function whenOf(moment: number): string {
  const when = moment.toString(16).padStart(12, '0')
  return `${when.slice(0, 8)}-${when.slice(8)}`
}

/** No id that was made from this moment on comes before this one. */
export const firstIdAt = (moment: number) => `${whenOf(moment)}-7000-8000-000000000000`

/** A new id: UUIDv7 (RFC 9562), unique on every node, ordered by moment and, within this process, by order of making. */
export function newId(moment: number = Date.now()): string {
  counter = moment === lastMoment ? (counter + 1) & 0x0fff : 0
  lastMoment = moment
  // Node keeps random UUIDs in store, so their last 62 random bits cost less than asking for new ones.
  return `${whenOf(moment)}-7${counter.toString(16).padStart(3, '0')}${randomUUID().slice(18)}`
}
