import { z } from 'zod'
import { seal, unseal } from '../identity/seal.ts'
import { contactsFor } from './contacts.ts'
import { type Alarm, dangers, type HelpContact, helpLanguages, type Reading } from './danger.ts'
import { readDanger } from './read.ts'

/** In an address, and in a form: that words of danger were just written, and which; only this installation reads it, and for a short while. */
export const alarmField = 'nu'
/** Set when somebody left: what was written before that is not shown again on the way back. */
export const leftCookie = 'werkcentrum-weg'
export const leftFor = 15 * 60

const tokenSchema = z.object({ certain: z.boolean(), kinds: z.array(z.enum(dangers)).min(1), language: z.enum(helpLanguages), at: z.number() })

/** An alarm for what was read, with whom to call of these. */
export const alarmOf = (secret: string, reading: Reading, contacts: readonly HelpContact[], now: Date): Alarm => ({
  reading,
  contacts: contactsFor(reading.kinds, contacts, now),
  token: seal(secret, JSON.stringify({ ...reading, at: now.getTime() })),
})

/** What a token says, while it counts and nobody left since; undefined for any other text. */
export function readAlarm(secret: string, token: unknown, now: Date, left: number): Reading | undefined {
  if (typeof token !== 'string' || token.length > 1000) return undefined
  const opened = unseal(secret, token)
  if (opened === undefined) return undefined
  const { at, ...reading } = tokenSchema.parse(JSON.parse(opened))
  const age = now.getTime() - at
  return age >= 0 && age < leftFor * 1000 && at > left ? reading : undefined
}

/** All that somebody wrote in a form or a call, as one text: whatever the fields are called. */
export function wordsIn(body: unknown): string {
  if (typeof body === 'string') return body
  if (typeof body !== 'object' || body === null || Buffer.isBuffer(body)) return ''
  return Object.entries(body)
    .filter(([name]) => name !== alarmField)
    .map(([, value]) => wordsIn(value))
    .filter(Boolean)
    .join('\n')
}

/** What words of danger say, wherever they stand. */
export const readBody = (body: unknown): Reading | undefined => readDanger(wordsIn(body))
