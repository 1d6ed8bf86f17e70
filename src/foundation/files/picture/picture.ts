import { gif } from './gif.ts'
import { jpeg } from './jpeg.ts'
import { png } from './png.ts'
import { tiff } from './tiff.ts'
import { webp } from './webp.ts'

/**
 * A picture with what is seen and nothing else: no place or camera, no comments, nothing behind its end, where a page or a script could hide. What is seen
 * stays as it is to the last point: a scan of a letter must stay readable. Throws a RangeError for what is no whole picture.
 */
export const pictures: Readonly<Record<string, (content: Buffer) => Buffer>> = {
  'image/jpeg': jpeg,
  'image/png': png,
  'image/gif': gif,
  'image/webp': webp,
  'image/tiff': tiff,
}
