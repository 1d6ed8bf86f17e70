import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { cookieIn } from '../identity/cookies.ts'
import { type Keys, seal, unsealAs } from '../identity/seal.ts'
import { contactsFor } from './contacts.ts'
import { type Alarm, dangers, type HelpContact, helpLanguages, type Reading } from './danger.ts'
import { readDanger } from './read.ts'

/** In an address, and in a form: that words of danger were just written, and which; only this installation reads it, and for a short while. */
export const alarmField = 'nu'
/** Set when somebody left: what was written before that is not shown again on the way back. */
export const leftCookie = 'werkcentrum-weg'
export const leftFor = 15 * 60
/** When somebody last left by the button for that, in this browser; 0 when they did not. */
export const leftAt = (request: Pick<FastifyRequest, 'headers' | 'server'>): number => Number(cookieIn(request, leftCookie)) || 0

const tokenSchema = z.object({ certain: z.boolean(), kinds: z.array(z.enum(dangers)).min(1), language: z.enum(helpLanguages), at: z.number(), about: z.string().optional() })
// Every token is as long as any other: its length tells nothing.
const length = 250

/** An alarm for what was read, with whom to call of these. */
export const alarmOf = (secret: Keys, reading: Reading, contacts: readonly HelpContact[], now: Date): Alarm => ({
  reading,
  contacts: contactsFor(reading.kinds, contacts, now),
  token: seal(secret, JSON.stringify({ ...reading, at: now.getTime() }).padEnd(length)),
})

/** What a token says, while it counts and nobody left since; undefined for any other text. */
export function readAlarm(secret: Keys, token: unknown, now: Date, left: number): Reading | undefined {
  if (typeof token !== 'string' || token.length > 1000) return undefined
  const opened = unsealAs(secret, token, tokenSchema)
  if (!opened) return undefined
  const { at, ...reading } = opened
  const age = now.getTime() - at
  return age >= 0 && age < leftFor * 1000 && at > left ? reading : undefined
}

// Of one field so much is read, and of all together: no form holds more, and who says it says it at the beginning or in the end.
const mostOfField = { first: 6000, last: 2000 }
const mostOfAll = { first: 12_000, last: 4000 }
const withinBounds = (text: string, { first, last }: typeof mostOfField) => (text.length > first + last ? `${text.slice(0, first)}\n\n${text.slice(-last)}` : text)

// Nothing that is handed in here has more levels; what has is refused later on.
const deepest = 10
/** All that somebody wrote in a form or a call, as one text, each field apart: whatever the fields are called. */
export function wordsIn(body: unknown, level = 0): string {
  if (typeof body === 'string') return withinBounds(body, mostOfField)
  if (typeof body !== 'object' || body === null || Buffer.isBuffer(body) || level > deepest) return ''
  return Object.entries(body)
    .filter(([name]) => name !== alarmField)
    .map(([, value]) => wordsIn(value, level + 1))
    .filter(Boolean)
    .join('\n\n')
}

/** What words of danger say, wherever they stand. */
export const readBody = (body: unknown): Reading | undefined => readDanger(withinBounds(wordsIn(body), mostOfAll))
