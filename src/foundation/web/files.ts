import { z } from 'zod'
import { atField } from '../files/problem.ts'
import { readersOf } from '../files/readers.ts'
import { bytesFor, bytesFrom, type Upload, uploadReading } from '../files/reading.ts'
import type { System } from '../system.ts'

/** What a browser offers to choose from; what it is, is found out from its content. */
export const acceptedFiles = '.pdf,.jpg,.jpeg,.png,.gif,.webp,.heic,.tif,.tiff,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.odt,.ods,.odp'

/** A file among the fields of a form, or none. */
export type GivenFile = Buffer & { filename?: string; upload?: Upload }
export const uploadField = z.preprocess((value) => {
  // A field that is empty brings a file without a name or content.
  const given = [value].flat().filter((each): each is Buffer => Buffer.isBuffer(each) && each.length > 0)
  return given.length > 1 ? given : given[0]
}, z.custom<GivenFile>((value) => Buffer.isBuffer(value), 'form.file.one').optional())

/** Reads the file in a field of what was handed in, on a thread and so before any transaction: `upload` is the file as it is kept, and stays out when its content is of no kind that we take. @throws FormProblem when it is over a bound */
export async function readAttachment({ system, region, body }: { system: System; region: { id: number }; body: unknown }, field: string): Promise<void> {
  const file = (body as Record<string, GivenFile | undefined>)[field]
  if (!file) return
  const read = await atField(field, () => readersOf(system).read(uploadReading, { filename: file.filename, content: bytesFor(file) }, region.id))
  if (read) file.upload = { ...read, content: bytesFrom(read.content) }
}
