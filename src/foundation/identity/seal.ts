import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

const keyFrom = (secret: string) => createHash('sha256').update(`seal|${secret}`).digest()

/** A text that only this installation can open again (AES-256-GCM): for client secrets in the database and what a cookie carries. */
export function seal(secret: string, text: string): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyFrom(secret), nonce)
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
}

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
