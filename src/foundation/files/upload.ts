import { fileTypeFromBuffer } from 'file-type'
import { endings, nameFor } from './name.ts'
import { pictures } from './picture/picture.ts'
import { bytesFor, bytesFrom, type Given, type Upload } from './reading.ts'

// Older Office files all look the same from inside; their name tells which.
const olderOffice: Readonly<Record<string, string>> = { doc: 'application/msword', xls: 'application/vnd.ms-excel', ppt: 'application/vnd.ms-powerpoint' }

/** The file as it is kept, named after its content; undefined when that is of no kind that we take, or no whole picture: PDF, pictures and Office. */
export async function readUpload({ filename, content }: Given): Promise<Upload | undefined> {
  const bytes = bytesFrom(content)
  const found = await fileTypeFromBuffer(bytes)
  const type = found?.mime === 'application/x-cfb' ? olderOffice[filename?.split('.').at(-1)?.toLowerCase() ?? ''] : found?.mime
  if (!type || !(type in endings)) return undefined
  try {
    const kept = pictures[type]?.(bytes) ?? bytes
    return { name: nameFor(filename, type), type, content: bytesFrom(bytesFor(kept)) }
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
