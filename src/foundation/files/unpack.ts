import { inflateRawSync } from 'node:zlib'
import { FileProblem } from './problem.ts'

const endMark = 0x06054b50
const entryMark = 0x02014b50
const fileMark = 0x04034b50

/** The files in a packed file whose name is wanted. What each unpacks to is counted while it is unpacked: what the file says of that itself may be anything. @throws FileProblem past `most` bytes together; RangeError for what is no packed file */
export function unpack(zip: Buffer, wanted: (name: string) => boolean, most: number): Map<string, Buffer> {
  let end = zip.length - 22
  while (end >= 0 && end > zip.length - 66_000 && zip.readUInt32LE(end) !== endMark) end -= 1
  if (end < 0) throw new RangeError('no zip')
  const files = new Map<string, Buffer>()
  let left = most
  let at = zip.readUInt32LE(end + 16)
  for (let count = zip.readUInt16LE(end + 10); count > 0; count -= 1) {
    if (zip.readUInt32LE(at) !== entryMark) throw new RangeError('no entry')
    const [method, size] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20)]
    const [name, extra, comment] = [28, 30, 32].map((place) => zip.readUInt16LE(at + place)) as [number, number, number]
    const said = zip.toString('utf8', at + 46, at + 46 + name)
    if (wanted(said)) {
      const from = zip.readUInt32LE(at + 42)
      if (zip.readUInt32LE(from) !== fileMark) throw new RangeError('no file')
      const start = from + 30 + zip.readUInt16LE(from + 26) + zip.readUInt16LE(from + 28)
      const packed = zip.subarray(start, start + size)
      const tooMuch = () => new FileProblem('form.file.unpacked', { most: Math.round(most / 1_000_000) })
      if (left <= 0) throw tooMuch()
      try {
        const content = method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: left })
        if (content.length > left) throw tooMuch()
        files.set(said, content)
        left -= content.length
      } catch (error) {
        throw (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? tooMuch() : error
      }
    }
    at += 46 + name + extra + comment
  }
  return files
}
