import { isPlainProfile } from './colour.ts'

const kept = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP'])
/** In the head of a picture that has more: that it has a profile of colours, a camera's words, or words of a program. */
const [hasProfile, hasExif, hasXmp] = [0x20, 0x08, 0x04]

/** A WebP picture without what is not seen. */
export function webp(content: Buffer): Buffer {
  const name = (at: number) => content.toString('latin1', at, at + 4)
  if (name(0) !== 'RIFF' || name(8) !== 'WEBP') throw new RangeError('no webp')
  const whole = Math.min(content.length, 8 + content.readUInt32LE(4))
  const parts: Buffer[] = []
  let hasColours = false
  for (let at = 12; at + 8 <= whole; ) {
    const size = content.readUInt32LE(at + 4)
    const end = at + 8 + size + (size % 2)
    if (at + 8 + size > whole) throw new RangeError('no whole webp')
    const part = Buffer.from(content.subarray(at, Math.min(end, whole)))
    if (kept.has(name(at)) && (name(at) !== 'ICCP' || isPlainProfile(part))) parts.push(part)
    hasColours ||= name(at) === 'ICCP' && parts.at(-1) === part
    at = end
  }
  const seen = (part: Buffer) => /^VP8[ L]$|^ANMF$/.test(part.toString('latin1', 0, 4))
  if (!parts.some(seen)) throw new RangeError('no picture')
  for (const part of parts) if (part.toString('latin1', 0, 4) === 'VP8X') part[8] = part[8]! & ~(hasExif | hasXmp | (hasColours ? 0 : hasProfile))
  const body = Buffer.concat(parts)
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1')
  head.writeUInt32LE(4 + body.length, 4)
  return Buffer.concat([head, body])
}
