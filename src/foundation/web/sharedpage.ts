import { createHash, randomUUID } from 'node:crypto'
import { constants, crc32, deflateRawSync } from 'node:zlib'
import type { VNode } from 'preact'
import { keyOf, type Plain } from '../plain.ts'
import { type Answer, draw, type SharedPage } from './answer.ts'
import { pathIn, type Visit, type Where } from './route.ts'

/** Stands in a shared page where each visitor's own form key comes. As long as a key, so that lengths do not change. */
export const keySlot = '00000000-0000-0000-0000-000000000000'

/**
 * Declares, at module level, a page that is the same for everybody but for one form key. It is drawn from where it stands, its `deps` and `shared` (see `keyOf`), and
 * from nothing of the visit besides: not who comes, not what they ask or bring, not the hour. `at` is its address below the region's.
 */
export const sharedPage =
  <Deps extends Plain, Shared extends readonly object[] = []>(drawPage: (where: Where, deps: Deps, ...shared: Shared) => VNode, at: (deps: Deps) => string) =>
  ({ system, region, language }: Pick<Visit, 'system' | 'region' | 'language'>, deps: Deps, ...shared: Shared): Answer => {
    const path = pathIn(region, language)
    const elsewhere = pathIn(region, language === 'en' ? 'nl' : 'en')(at(deps))
    const where: Where = { system: { partsOf: system.partsOf, settings: { baseUrl: system.settings.baseUrl } }, region, language, path, elsewhere }
    const key = keyOf([{ ...region, look: { ...region.look } }, language, deps], [drawPage, system, ...shared])
    return { kind: 'shared', page: { address: path(at(deps)), key, draw: (own) => drawPage({ ...where, ...own }, deps, ...shared) } }
  }

interface Drawn {
  key: string
  etag: string
  hasKey: boolean
  /** The page up to the key and from the key on; the key itself is written anew for each visitor. */
  before: Buffer
  after: Buffer
  compressedBefore: Buffer
  compressedAfter: Buffer
  checksumBefore: number
}

const pages = new Map<string, Drawn>()
const mostPages = 2000
const gzipHeader = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 3])

function drawn(page: SharedPage): Drawn {
  const html = draw(page.draw())
  const at = html.indexOf(keySlot)
  const before = Buffer.from(at < 0 ? html : html.slice(0, at))
  const after = Buffer.from(at < 0 ? '' : html.slice(at + keySlot.length))
  return {
    key: page.key,
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
export function bytesOf(page: SharedPage, gzip: boolean): { body: Buffer; etag?: string } {
  let found = pages.get(page.address)
  if (found?.key !== page.key) {
    if (pages.size >= mostPages) pages.clear()
    found = drawn(page)
    pages.set(page.address, found)
  }
  const key = found.hasKey ? Buffer.from(randomUUID()) : Buffer.alloc(0)
  const etag = found.hasKey ? undefined : found.etag
  if (!gzip) return { body: Buffer.concat([found.before, key, found.after]), etag }
  const trailer = Buffer.alloc(8)
  trailer.writeUInt32LE(checksum(found.after, checksum(key, found.checksumBefore)), 0)
  trailer.writeUInt32LE(found.before.length + key.length + found.after.length, 4)
  return { body: Buffer.concat([gzipHeader, found.compressedBefore, storedBlock(key), found.compressedAfter, trailer]), etag }
}
