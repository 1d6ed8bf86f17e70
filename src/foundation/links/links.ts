import { createHmac, timingSafeEqual } from 'node:crypto'

/** What a secret link opens. A later room adds its kind here. */
export type LinkKind = 'follow'

const macLength = 16
const idBytes = (id: string) => Buffer.from(id.replaceAll('-', ''), 'hex')

/**
 * The one mechanism for secret links. A token holds the subject and its version, and is proved by an HMAC over secret, region, kind and both;
 * nothing secret is stored, so the same link can be made again for the next mail, and raising the subject's version revokes it.
 */
export function linkMaker(secret: string) {
  const mac = (region: number, kind: LinkKind, payload: Buffer) => createHmac('sha256', secret).update(`link|${region}|${kind}|`).update(payload).digest().subarray(0, macLength)

  return {
    /** The token (48 characters, URL-safe) for this subject at this version. */
    make(region: number, kind: LinkKind, subject: string, version: number): string {
      const payload = Buffer.concat([idBytes(subject), Buffer.from([version >> 8, version & 255])])
      return Buffer.concat([payload, mac(region, kind, payload)]).toString('base64url')
    },
    /** The subject and version in a token of ours, or undefined for anything else. Whether the version still holds is for the subject's room to say. */
    read(region: number, kind: LinkKind, token: string): { subject: string; version: number } | undefined {
      const bytes = Buffer.from(token, 'base64url')
      if (bytes.length !== 18 + macLength || bytes.toString('base64url') !== token) return undefined
      const payload = bytes.subarray(0, 18)
      if (!timingSafeEqual(bytes.subarray(18), mac(region, kind, payload))) return undefined
      const hex = payload.subarray(0, 16).toString('hex')
      return { subject: hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5'), version: payload.readUInt16BE(16) }
    },
  }
}

export type Links = ReturnType<typeof linkMaker>
