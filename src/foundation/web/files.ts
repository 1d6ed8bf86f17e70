import { fileTypeFromBuffer } from 'file-type'
import { z } from 'zod'
import { cleanText } from './forms.ts'

/** A file that somebody gave us, known by its content. */
export interface Upload {
  name: string
  type: string
  content: Buffer
}

const office = 'application/vnd.openxmlformats-officedocument.'
const open = 'application/vnd.oasis.opendocument.'
const takenTypes = new Set([
  'application/pdf',
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/webp',
  'image/heic',
  'image/tiff',
  `${office}wordprocessingml.document`,
  `${office}spreadsheetml.sheet`,
  `${office}presentationml.presentation`,
  `${open}text`,
  `${open}spreadsheet`,
  `${open}presentation`,
])
// Older Office files all look the same from inside; their name tells which.
const olderOffice: Record<string, string> = { doc: 'application/msword', xls: 'application/vnd.ms-excel', ppt: 'application/vnd.ms-powerpoint' }
/** What a browser offers to choose from; what it is, is found out from its content. */
export const acceptedFiles = '.pdf,.jpg,.jpeg,.png,.gif,.webp,.heic,.tif,.tiff,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.odt,.ods,.odp'

/** A file's name without a path or control characters. */
export const fileName = (given: string | undefined): string =>
  cleanText(given ?? '')
    .replace(/[\n\\/]/g, ' ')
    .slice(-200) || 'bijlage'

/** The file as it is kept; undefined when its content is of no kind that we take: PDF, pictures and Office. */
export async function readUpload(given: { filename?: string; content: Buffer }): Promise<Upload | undefined> {
  const name = fileName(given.filename)
  const found = await fileTypeFromBuffer(given.content)
  const type = found?.mime === 'application/x-cfb' ? olderOffice[name.split('.').at(-1)!.toLowerCase()] : found?.mime
  return type && (takenTypes.has(type) || Object.values(olderOffice).includes(type)) ? { name, type, content: given.content } : undefined
}

/** A file among the fields of a form, or none. */
export const uploadField = z.preprocess(
  (value) => (Buffer.isBuffer(value) && value.length > 0 ? value : undefined),
  z.custom<Buffer & { filename?: string }>((value) => Buffer.isBuffer(value)).optional(),
)
