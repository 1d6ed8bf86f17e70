const sizes: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8 }
/** What a page of a scan is seen by: its size, how its points are kept, their colours, its place among the pages. All else is words of a camera, a program or a person. */
const seen = new Set([
  254, 255, 256, 257, 258, 259, 262, 263, 264, 265, 266, 273, 274, 277, 278, 279, 280, 281, 282, 283, 284, 290, 291, 292, 293, 296, 297, 301, 317, 318, 319, 320, 321, 322, 323,
  324, 325, 332, 338, 339, 340, 341, 347, 512, 513, 514, 515, 517, 518, 519, 520, 521, 529, 530, 531, 532,
])
/** Where a camera's own words and the place are: lists of the same kind. */
const lists = new Set([34665, 34853, 40965, 330])
const mostPages = 1000

/** A TIFF picture without what is not seen: it stands where it stood, and what is left out is zero. */
export function tiff(content: Buffer): Buffer {
  const made = Buffer.from(content)
  const little = made.toString('latin1', 0, 2) === 'II'
  const short = (at: number) => (little ? made.readUInt16LE(at) : made.readUInt16BE(at))
  const long = (at: number) => (little ? made.readUInt32LE(at) : made.readUInt32BE(at))
  if (short(2) !== 42) throw new RangeError('no tiff')
  let lookedAt = 0

  /** Wipes what an entry points at; of a list also what its entries point at. */
  function wipe(at: number): void {
    const [tag, kind, count] = [short(at), short(at + 2), long(at + 4)]
    const length = (sizes[kind] ?? 1) * count
    const from = long(at + 8)
    if (lists.has(tag) && count === 1 && from > 8 && from < made.length - 2 && lookedAt < mostPages) wipeList(from)
    else if (length > 4 && from > 8) made.fill(0, from, Math.min(made.length, from + length))
  }
  function wipeList(from: number): void {
    lookedAt += 1
    const entries = Math.min(short(from), Math.floor((made.length - from - 2) / 12))
    for (let nth = 0; nth < entries; nth += 1) wipe(from + 2 + nth * 12)
    made.fill(0, from, Math.min(made.length, from + 6 + entries * 12))
  }

  const met = new Set<number>()
  for (let page = long(4); page !== 0; ) {
    if (met.has(page) || met.size >= mostPages || page + 2 > made.length) throw new RangeError('no whole tiff')
    met.add(page)
    const entries = short(page)
    const end = page + 2 + entries * 12
    if (entries === 0 || end + 4 > made.length) throw new RangeError('no whole tiff')
    const next = long(end)
    const stay: Buffer[] = []
    for (let at = page + 2; at < end; at += 12) {
      if (seen.has(short(at))) stay.push(Buffer.from(made.subarray(at, at + 12)))
      else wipe(at)
    }
    made.fill(0, page, end + 4)
    if (little) made.writeUInt16LE(stay.length, page)
    else made.writeUInt16BE(stay.length, page)
    Buffer.concat(stay).copy(made, page + 2)
    if (little) made.writeUInt32LE(next, page + 2 + stay.length * 12)
    else made.writeUInt32BE(next, page + 2 + stay.length * 12)
    page = next
  }
  return made
}
