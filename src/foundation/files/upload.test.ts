import { expect, test } from 'vitest'
import { fileName, nameFor } from './name.ts'
import { jpeg } from './picture/jpeg.ts'
import { pictures } from './picture/picture.ts'
import { readUpload } from './upload.ts'

const pdf = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF')
test.each([
  ['rekening.hta', 'rekening.pdf'],
  ['rekening.pdf.hta', 'rekening-pdf.pdf'],
  ['rekening.hta.pdf', 'rekening-hta.pdf'],
  ['cv\u202efdp.exe', 'cvfdp.pdf'],
  ['cv\u200f\u2067\u061c.pdf', 'cv.pdf'],
  ['brief.pdf. . .', 'brief.pdf'],
  ['  ..brief.PDF', 'brief.pdf'],
  ['CON.pdf', '_CON.pdf'],
  ['aux', '_aux.pdf'],
  ['../../etc/passwd', 'etc passwd.pdf'],
  ['C:\\map\\cv.pdf', 'C map cv.pdf'],
  ['a\r\nb\0.pdf', 'a b.pdf'],
  ['a\u2028b\u200bc.pdf', 'a bc.pdf'],
  ['<img src=x onerror=alert(1)>.svg', 'img src=x onerror=alert(1).pdf'],
  ['verslag v1.2 van J. Vrager.pdf', 'verslag v1.2 van J. Vrager.pdf'],
  ['', 'bijlage.pdf'],
  ['.pdf', 'pdf.pdf'],
  ['x'.repeat(5000), `${'x'.repeat(150)}.pdf`],
])('a file that is called %j and is a PDF is kept as %j: it ends as it is and pretends nothing (I4)', async (given, kept) => {
  expect((await readUpload({ filename: given, content: pdf }))?.name).toBe(kept)
})
test('an ending that its kind has too stays as it was given', () => {
  expect(nameFor('foto.JPEG', 'image/jpeg')).toBe('foto.jpeg')
  expect(nameFor('foto.png', 'image/jpeg')).toBe('foto.jpg')
  expect(fileName(undefined)).toBe('bijlage')
})

const secret = 'NL 52.2215 6.8937 <script>alert(1)</script><?php system($_GET[0]) ?>'
const sized = (bytes: Buffer) => Buffer.concat([Buffer.from([(bytes.length + 2) >> 8, (bytes.length + 2) & 255]), bytes])
/** A camera's words: which way up (6), and a place. */
const exif = Buffer.concat([
  Buffer.from('Exif\0\0II*\0\x08\0\0\0\x02\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\x0e\x01\x02\0\x40\0\0\0\x26\0\0\0\0\0\0\0', 'latin1'),
  Buffer.from(secret),
])
const tinyJpeg = Buffer.from(
  '/9j/4AAQSkZJRgABAQEAYABgAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/yQALCAABAAEBAREA/8wABgAQEAX/2gAIAQEAAD8A0s8g/9k=',
  'base64',
)
const dirtyJpeg = Buffer.concat([
  tinyJpeg.subarray(0, 2),
  Buffer.from([0xff, 0xe1]),
  sized(exif),
  Buffer.from([0xff, 0xfe]),
  sized(Buffer.from(secret)),
  Buffer.from([0xff, 0xed]),
  sized(Buffer.from(`Photoshop 3.0\0${secret}`)),
  tinyJpeg.subarray(2),
  Buffer.from(secret),
])
const tinyPng = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
const chunk = (name: string, body: Buffer) => {
  const size = Buffer.alloc(4)
  size.writeUInt32BE(body.length)
  return Buffer.concat([size, Buffer.from(name), body, Buffer.alloc(4)])
}
const dirtyPng = Buffer.concat([tinyPng.subarray(0, 33), chunk('tEXt', Buffer.from(`Comment\0${secret}`)), chunk('eXIf', exif), tinyPng.subarray(33), Buffer.from(secret)])
const tinyGif = Buffer.from('R0lGODlhAQABAIAAAP///wAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==', 'base64')
const dirtyGif = Buffer.concat([
  tinyGif.subarray(0, 19),
  Buffer.from([0x21, 0xfe, secret.length]),
  Buffer.from(secret),
  Buffer.from([0]),
  tinyGif.subarray(19),
  Buffer.from(secret),
])
const tinyWebp = Buffer.from('UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==', 'base64')
const riff = (name: string, body: Buffer) => {
  const size = Buffer.alloc(4)
  size.writeUInt32LE(body.length)
  return Buffer.concat([Buffer.from(name), size, body, Buffer.alloc(body.length % 2)])
}
const webpBody = Buffer.concat([
  Buffer.from('WEBP'),
  riff('VP8X', Buffer.from([0x0c, 0, 0, 0, 0, 0, 0, 0, 0, 0])),
  tinyWebp.subarray(12),
  riff('EXIF', exif),
  riff('XMP ', Buffer.from(secret)),
])
const dirtyWebp = Buffer.concat([riff('RIFF', webpBody), Buffer.from(secret)])
/** A page of a scan: its size, a name of who made it, a place. */
function tiffWith(tags: [tag: number, kind: number, count: number, value: number][], more: Buffer): Buffer {
  const list = Buffer.alloc(2 + tags.length * 12 + 4)
  list.writeUInt16LE(tags.length)
  for (const [nth, [tag, kind, count, value]] of tags.entries()) {
    list.writeUInt16LE(tag, 2 + nth * 12)
    list.writeUInt16LE(kind, 4 + nth * 12)
    list.writeUInt32LE(count, 6 + nth * 12)
    list.writeUInt32LE(value, 10 + nth * 12)
  }
  return Buffer.concat([Buffer.from('II*\0\x08\0\0\0', 'latin1'), list, more])
}
const points = 8 + 2 + 6 * 12 + 4
const words = Buffer.from(secret)
const dirtyTiff = tiffWith(
  [
    [256, 3, 1, 1],
    [257, 3, 1, 1],
    [273, 4, 1, points],
    [279, 4, 1, 1],
    [315, 2, words.length, points + 1],
    [34853, 4, 1, points + 1 + words.length],
  ],
  Buffer.concat([
    Buffer.from([7]),
    words,
    Buffer.from([1, 0, 2, 0, 2, 0, words.length, 0, 0, 0]),
    Buffer.from(Uint32Array.of(points + 1 + words.length + 18).buffer),
    Buffer.alloc(4),
    words,
  ]),
)

test.each([
  ['image/jpeg', dirtyJpeg],
  ['image/png', dirtyPng],
  ['image/gif', dirtyGif],
  ['image/webp', dirtyWebp],
  ['image/tiff', dirtyTiff],
])('of a picture (%s) nothing stays of where and by whom it was made, nor a page or script in or behind it (I4)', async (type, given) => {
  expect(given.toString('latin1')).toContain('<script>')
  const kept = await readUpload({ filename: 'foto.hta', content: given })
  expect(kept?.type).toBe(type)
  const text = kept!.content.toString('latin1')
  for (const word of ['script', '52.2215', 'php', 'Photoshop']) expect(text).not.toContain(word)
  // Cleaned again it is the same.
  expect(pictures[type]!(kept!.content).equals(kept!.content)).toBe(true)
})
test('what is seen of a picture stays as it was, to the last byte, and so does which way up it is (I4)', () => {
  expect(pictures['image/png']!(dirtyPng).equals(tinyPng)).toBe(true)
  expect(pictures['image/gif']!(dirtyGif).equals(tinyGif)).toBe(true)
  const kept = jpeg(dirtyJpeg)
  expect(kept.subarray(-80).equals(tinyJpeg.subarray(-80))).toBe(true)
  expect(kept.includes(Buffer.from('Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06', 'latin1'))).toBe(true)
  expect(pictures['image/tiff']!(dirtyTiff)[points]).toBe(7)
})
test('what is cut off, or is only a beginning, is no picture (I4)', async () => {
  for (const [content, most] of [
    [tinyPng, 60],
    [tinyJpeg, 100],
    [tinyWebp, 20],
  ] as const)
    expect(await readUpload({ filename: 'foto', content: content.subarray(0, most) })).toBeUndefined()
})
