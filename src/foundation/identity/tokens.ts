import { createHash, randomBytes } from 'node:crypto'

/** A token that nobody guesses; it says of which region it is. */
export const newToken = (region: number): string => `${region}.${randomBytes(32).toString('base64url')}`
/** Of which region a token is; undefined for any other text. */
export function regionOfToken(token = ''): number | undefined {
  const region = /^(\d{1,6})\./.exec(token)?.[1]
  return region === undefined ? undefined : Number(region)
}
/** What is kept of a token: who reads it has no token by that. */
export const hashOfToken = (token: string): string => createHash('sha256').update(token).digest('base64url')
