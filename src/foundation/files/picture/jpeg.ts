import { isPlainProfile } from './colour.ts'

const wrong = () => new RangeError('no jpeg')
const [startOfImage, endOfImage, startOfScan] = [0xd8, 0xd9, 0xda]
const orientationTag = 0x0112

/** Which way up a camera held the picture, 1 to 8: that is seen too. */
function orientationIn(exif: Buffer): number {
  const little = exif.toString('latin1', 6, 8) === 'II'
  const short = (at: number) => (little ? exif.readUInt16LE(at) : exif.readUInt16BE(at))
  const long = (at: number) => (little ? exif.readUInt32LE(at) : exif.readUInt32BE(at))
  try {
    const first = 6 + long(10)
    for (let nth = 0; nth < Math.min(short(first), 200); nth += 1) {
      const at = first + 2 + nth * 12
      if (short(at) === orientationTag) return short(at + 8)
    }
  } catch {
    // Read past its end: it says nothing of that.
  }
  return 1
}

/** A block of metadata that says which way up, and nothing else. */
const upright = (orientation: number): Buffer =>
  Buffer.from([0xff, 0xe1, 0, 34, ...Buffer.from('Exif\0\0MM\0*', 'latin1'), 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0])

/** What of an application's block is seen: its size on paper (JFIF), its colours (a profile; Adobe's transform). */
function keptOf(marker: number, block: Buffer): Buffer | undefined {
  const body = block.subarray(4)
  if (marker === 0xe0)
    return body.toString('latin1', 0, 5) === 'JFIF\0' && body.length >= 14
      ? Buffer.concat([Buffer.from([0xff, 0xe0, 0, 16]), body.subarray(0, 12), Buffer.from([0, 0])])
      : undefined
  if (marker === 0xe1 && body.toString('latin1', 0, 6) === 'Exif\0\0') {
    const orientation = orientationIn(body)
    return orientation > 1 && orientation <= 8 ? upright(orientation) : undefined
  }
  if (marker === 0xe2) return body.toString('latin1', 0, 12) === 'ICC_PROFILE\0' && isPlainProfile(body) ? block : undefined
  if (marker === 0xee) return body.toString('latin1', 0, 5) === 'Adobe' && body.length === 12 ? block : undefined
  return undefined
}

/** A JPEG picture without what is not seen. */
export function jpeg(content: Buffer): Buffer {
  if (content[0] !== 0xff || content[1] !== startOfImage) throw wrong()
  const parts = [content.subarray(0, 2)]
  let scanned = false
  for (let at = 2; at + 1 < content.length; ) {
    if (content[at] !== 0xff) throw wrong()
    const marker = content[at + 1]!
    if (marker === 0xff) at += 1
    else if (marker === endOfImage) {
      if (!scanned) throw wrong()
      return Buffer.concat([...parts, content.subarray(at, at + 2)])
    } else {
      const end = at + 2 + content.readUInt16BE(at + 2)
      if (end > content.length || end < at + 4) throw wrong()
      const block = content.subarray(at, end)
      const isOfApplication = (marker >= 0xe0 && marker <= 0xef) || marker === 0xfe
      const kept = isOfApplication ? keptOf(marker, block) : block
      if (kept) parts.push(kept)
      at = end
      if (marker === startOfScan) {
        scanned = true
        // The points themselves run on to the next mark; 0 and the marks to begin again by belong to them.
        while (at + 1 < content.length && !(content[at] === 0xff && content[at + 1] !== 0 && !(content[at + 1]! >= 0xd0 && content[at + 1]! <= 0xd7) && content[at + 1] !== 0xff))
          at += 1
        parts.push(content.subarray(end, at))
      }
    }
  }
  // Sent by a telephone that lost its connection: what is there is seen, with an end of our own.
  if (!scanned) throw wrong()
  return Buffer.concat([...parts, Buffer.from([0xff, endOfImage])])
}
