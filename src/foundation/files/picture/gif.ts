const wrong = () => new RangeError('no gif')
const [extension, picture, end] = [0x21, 0x2c, 0x3b]

/** Where the blocks that begin here are over: each says how long it is, and the last is empty. */
function afterBlocks(content: Buffer, from: number): number {
  let at = from
  for (;;) {
    const size = content[at]
    if (size === undefined) throw wrong()
    at += 1 + size
    if (size === 0) return at
  }
}
const coloursIn = (flags: number): number => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0)

/** A GIF picture without what is not seen: of its extensions those stay by which it moves and is clear. */
export function gif(content: Buffer): Buffer {
  if (!/^GIF8[79]a$/.test(content.toString('latin1', 0, 6)) || content.length < 14) throw wrong()
  let at = 13 + coloursIn(content[10]!)
  const parts = [content.subarray(0, at)]
  while (at < content.length) {
    const kind = content[at]
    if (kind === end) return Buffer.concat([...parts, Buffer.from([end])])
    let next: number
    let stays = true
    if (kind === picture) next = afterBlocks(content, at + 11 + coloursIn(content[at + 9] ?? 0))
    else if (kind === extension) {
      next = afterBlocks(content, at + 2)
      const repeats = content[at + 1] === 0xff && content.toString('latin1', at + 3, at + 14) === 'NETSCAPE2.0' && next - at === 19
      stays = content[at + 1] === 0xf9 || repeats
    } else throw wrong()
    if (stays) parts.push(content.subarray(at, next))
    at = next
  }
  return Buffer.concat([...parts, Buffer.from([end])])
}
