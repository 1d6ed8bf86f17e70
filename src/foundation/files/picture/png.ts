const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
/** What is seen: the points, their colours, which are clear, the size on paper, and pictures that move. Each other part, such as words, is left out. */
const kept = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'cICP', 'pHYs', 'sBIT', 'bKGD', 'acTL', 'fcTL', 'fdAT'])

/** A PNG picture without what is not seen. */
export function png(content: Buffer): Buffer {
  if (!content.subarray(0, 8).equals(signature)) throw new RangeError('no png')
  const parts: Buffer[] = [signature]
  for (let at = 8; at + 12 <= content.length; ) {
    const name = content.toString('latin1', at + 4, at + 8)
    const end = at + 12 + content.readUInt32BE(at)
    if (end > content.length || (at === 8 && name !== 'IHDR')) break
    if (kept.has(name)) parts.push(content.subarray(at, end))
    if (name === 'IEND') return Buffer.concat(parts)
    at = end
  }
  throw new RangeError('no whole png')
}
