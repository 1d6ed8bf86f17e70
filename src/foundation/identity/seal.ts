import type { z } from 'zod'
import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto'

const keyFrom = (secret: string) => createHash('sha256').update(`seal|${secret}`).digest()

function sealWith(secret: string, nonce: Buffer, text: string): string {
  const cipher = createCipheriv('aes-256-gcm', keyFrom(secret), nonce)
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
}

/** A text that only this installation can open again (AES-256-GCM): for client secrets in the database and what a cookie carries. */
export const seal = (secret: string, text: string): string => sealWith(secret, randomBytes(12), text)

/** The same, but one text is always closed alike, so that what is about one person can be found together: its nonce comes from the text itself. */
export const sealAlike = (secret: string, text: string): string => sealWith(secret, createHmac('sha256', keyFrom(secret)).update(text).digest().subarray(0, 12), text)

/** What `seal` closed; undefined for anything that this installation did not seal, or that was changed. */
export function unseal(secret: string, sealed: string): string | undefined {
  try {
    const bytes = Buffer.from(sealed, 'base64url')
    const decipher = createDecipheriv('aes-256-gcm', keyFrom(secret), bytes.subarray(0, 12))
    decipher.setAuthTag(bytes.subarray(12, 28))
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
  } catch {
    return undefined
  }
}

/** What was sealed as JSON and is of this shape; undefined for anything else, also for what this installation sealed for another purpose. */
export function unsealAs<Shape>(secret: string, sealed: string | undefined, schema: z.ZodType<Shape>): Shape | undefined {
  try {
    return schema.safeParse(JSON.parse(unseal(secret, sealed ?? '') ?? 'null')).data
  } catch {
    return undefined
  }
}
