import { randomBytes } from 'node:crypto'

let lastMoment = 0
let counter = 0

/** A new id: UUIDv7 (RFC 9562), unique on every node, ordered by moment and, within this process, by order of making. */
export function newId(moment: number = Date.now()): string {
  counter = moment === lastMoment ? (counter + 1) & 0x0fff : 0
  lastMoment = moment
  const bytes = randomBytes(16)
  bytes.writeUIntBE(moment, 0, 6)
  bytes.writeUInt16BE(0x7000 | counter, 6)
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
