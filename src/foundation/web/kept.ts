import { createHash, randomUUID } from 'node:crypto'
import { constants, crc32, deflateRawSync } from 'node:zlib'
import { type KeptAnswer, draw } from './answer.ts'

/** Stands in a kept page where each visitor's own form key comes. As long as a key, so that lengths do not change. */
export const keySlot = '00000000-0000-0000-0000-000000000000'

interface Kept {
  version: string
  etag: string
  hasKey: boolean
  /** The page up to the key and from the key on; the key itself is written anew for each visitor. */
  before: Buffer
  after: Buffer
  compressedBefore: Buffer
  compressedAfter: Buffer
  checksumBefore: number
}

const pages = new Map<string, Kept>()
const mostPages = 2000
const gzipHeader = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 3])

function keep({ version, draw: content }: KeptAnswer): Kept {
  const html = draw(content())
  const at = html.indexOf(keySlot)
  const before = Buffer.from(at < 0 ? html : html.slice(0, at))
  const after = Buffer.from(at < 0 ? '' : html.slice(at + keySlot.length))
  return {
    version,
    etag: `"${createHash('sha256').update(html).digest('base64url').slice(0, 22)}"`,
    hasKey: at >= 0,
    before,
    after,
    compressedBefore: deflateRawSync(before, { level: 9, finishFlush: constants.Z_FULL_FLUSH }),
    compressedAfter: deflateRawSync(after, { level: 9 }),
    checksumBefore: crc32(before),
  }
}

/** One stored (not compressed) deflate block, as RFC 1951 3.2.4. */
function storedBlock(bytes: Buffer): Buffer {
  const head = Buffer.alloc(5)
  head.writeUInt16LE(bytes.length, 1)
  head.writeUInt16LE(~bytes.length & 0xffff, 3)
  return Buffer.concat([head, bytes])
}

// zlib takes no bytes at an empty address for a wish to begin anew.
const checksum = (bytes: Buffer, from: number) => (bytes.length ? crc32(bytes, from) : from)

/** The page as bytes, with a new key in its slot; compressed once and for all but for the key. Without a key it has an ETag and may be kept by the browser. */
export function keptPage(answer: KeptAnswer, gzip: boolean): { body: Buffer; etag?: string } {
  let found = pages.get(answer.key)
  if (found?.version !== answer.version) {
    if (pages.size >= mostPages) pages.clear()
    found = keep(answer)
    pages.set(answer.key, found)
  }
  const key = found.hasKey ? Buffer.from(randomUUID()) : Buffer.alloc(0)
  const etag = found.hasKey ? undefined : found.etag
  if (!gzip) return { body: Buffer.concat([found.before, key, found.after]), etag }
  const trailer = Buffer.alloc(8)
  trailer.writeUInt32LE(checksum(found.after, checksum(key, found.checksumBefore)), 0)
  trailer.writeUInt32LE(found.before.length + key.length + found.after.length, 4)
  return { body: Buffer.concat([gzipHeader, found.compressedBefore, storedBlock(key), found.compressedAfter, trailer]), etag }
}
