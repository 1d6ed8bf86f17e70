import type { z } from 'zod'
import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto'

/** What something is made with: one key, or that of now and that of before, by which what was made earlier is still read. */
export type Keys = string | readonly [now: string, before: string]
export const keyOfNow = (keys: Keys): string => (typeof keys === 'string' ? keys : keys[0])
export const everyKey = (keys: Keys): readonly string[] => (typeof keys === 'string' ? [keys] : keys)

const keyFrom = (secret: string) => createHash('sha256').update(`seal|${secret}`).digest()

function sealWith(secret: string, nonce: Buffer, text: string): string {
  const cipher = createCipheriv('aes-256-gcm', keyFrom(secret), nonce)
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
}

/** A text that only this installation can open again (AES-256-GCM): for client secrets in the database and what a cookie carries. */
export const seal = (keys: Keys, text: string): string => sealWith(keyOfNow(keys), randomBytes(12), text)

/** The same, but one text is always closed alike, so that what is about one person can be found together: its nonce comes from the text itself. */
export const sealAlike = (secret: string, text: string): string => sealWith(secret, createHmac('sha256', keyFrom(secret)).update(text).digest().subarray(0, 12), text)

/** What `seal` closed; undefined for anything that this installation did not seal, or that was changed. */
export function unseal(keys: Keys, sealed: string): string | undefined {
  const bytes = Buffer.from(sealed, 'base64url')
  for (const key of everyKey(keys)) {
    try {
      const decipher = createDecipheriv('aes-256-gcm', keyFrom(key), bytes.subarray(0, 12))
      decipher.setAuthTag(bytes.subarray(12, 28))
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
    } catch {}
  }
  return undefined
}

/** What was sealed as JSON and is of this shape; undefined for anything else, also for what this installation sealed for another purpose. */
export function unsealAs<Shape>(keys: Keys, sealed: string | undefined, schema: z.ZodType<Shape>): Shape | undefined {
  try {
    return schema.safeParse(JSON.parse(unseal(keys, sealed ?? '') ?? 'null')).data
  } catch {
    return undefined
  }
}
