import { createHmac, timingSafeEqual } from 'node:crypto'
import { everyKey, type Keys } from '../identity/seal.ts'

/** A kind of secret link, as a value of the room whose subjects it opens; its name is part of each token and never changes. */
export interface LinkKind {
  readonly name: string
}
export const linkKind = (name: string): LinkKind => ({ name })

const macLength = 16
const length = 18 + macLength
const idBytes = (id: string) => Buffer.from(id.replaceAll('-', ''), 'hex')

// Mail addresses may lose their capitals on the way, so what stands in one is written in digits and small letters: a number to base 32.
const letters = Math.ceil((length * 8) / 5)
const toLetters = (bytes: Buffer) =>
  BigInt(`0x${bytes.toString('hex')}`)
    .toString(32)
    .padStart(letters, '0')
function fromLetters(text: string): Buffer {
  const number = [...text.toLowerCase()].reduce((sum, letter) => sum * 32n + BigInt(Number.parseInt(letter, 32)), 0n)
  return Buffer.from(number.toString(16).padStart(length * 2, '0'), 'hex')
}

/**
 * The one mechanism for secret links. A token holds the subject and its version, and is proved by an HMAC over secret, region, kind and both;
 * nothing secret is stored, so the same link can be made again for the next mail, and raising the subject's version revokes it.
 */
export function linkMaker(keys: Keys) {
  const macs = (region: number, kind: string, payload: Buffer) =>
    everyKey(keys).map((key) => createHmac('sha256', key).update(`link|${region}|${kind}|`).update(payload).digest().subarray(0, macLength))
  const isSigned = (bytes: Buffer, region: number, kind: string, payload: Buffer) => macs(region, kind, payload).some((mac) => timingSafeEqual(bytes, mac))

  function sign(region: number, { name }: LinkKind, subject: string, version: number): Buffer {
    const payload = Buffer.concat([idBytes(subject), Buffer.from([version >> 8, version & 255])])
    return Buffer.concat([payload, macs(region, name, payload)[0]!])
  }
  function check(region: number, { name }: LinkKind, bytes: Buffer): { subject: string; version: number } | undefined {
    if (bytes.length !== length) return undefined
    const payload = bytes.subarray(0, 18)
    if (!isSigned(bytes.subarray(18), region, name, payload)) return undefined
    const hex = payload.subarray(0, 16).toString('hex')
    return { subject: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'), version: payload.readUInt16BE(16) }
  }

  return {
    /** The token (46 characters, URL-safe) for this subject at this version. */
    make: (region: number, kind: LinkKind, subject: string, version: number): string => sign(region, kind, subject, version).toString('base64url'),
    /** The subject and version in a token of ours, or undefined for anything else. Whether the version still holds is for the subject's room to say. */
    read(region: number, kind: LinkKind, token: string): { subject: string; version: number } | undefined {
      const bytes = Buffer.from(token, 'base64url')
      return bytes.toString('base64url') === token ? check(region, kind, bytes) : undefined
    },
    /** The same for in a mail address: 55 digits and small letters. */
    makeForMail: (region: number, kind: LinkKind, subject: string, version: number): string => toLetters(sign(region, kind, subject, version)),
    // filled in with our own words: how long a token is
    readFromMail: (region: number, kind: LinkKind, token: string) => (new RegExp(`^[0-9a-v]{${letters}}$`, 'i').test(token) ? check(region, kind, fromLetters(token)) : undefined),
    /** Short codes for on paper, eight characters of `alphabet`, that open a subject only together with a name for it: that of now, and one of before where that still counts. */
    codes: (region: number, subject: string, version: number, alphabet: string): string[] =>
      macs(region, 'code', Buffer.concat([idBytes(subject), Buffer.from([version >> 8, version & 255])])).map((mac) =>
        Array.from({ length: 8 }, (_, at) => alphabet[mac.readUInt16BE(at * 2) % alphabet.length]).join(''),
      ),
  }
}

export type Links = ReturnType<typeof linkMaker>
