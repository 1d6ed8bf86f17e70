import type { Json } from './json.ts'

/** A kind of reading that is done on a thread of its own: which, and how long it may take. What it reads and makes of it are types only; its reader is named in src/readers.ts. */
export interface Reading<Given, Read> {
  name: string
  seconds: number
  given?: (given: Given) => Read
}
export const reading = <Given, Read>(name: string, seconds = 20): Reading<Given, Read> => ({ name, seconds })

/** The readings that any room asks for; what reads is loaded by the threads alone. */
export const tableReading = reading<Uint8Array, string[][] | undefined>('table')
export const jsonReading = reading<Uint8Array, Json | undefined>('json')

/** A file as it was given, by the name that it was given. */
export interface Given {
  filename?: string
  content: Uint8Array
}
/** A file that somebody gave us, known by its content. */
export interface Upload {
  name: string
  type: string
  content: Buffer
}
export const uploadReading = reading<Given, Upload | undefined>('upload')

/** Bytes that came from another thread, as the program knows bytes; nothing is copied. */
export const bytesFrom = (content: Uint8Array): Buffer => Buffer.from(content.buffer, content.byteOffset, content.byteLength)
/** Bytes to send to another thread: exactly these. Of a view on something larger, all of that would go along. */
export const bytesFor = (content: Uint8Array): Uint8Array => (content.byteLength === content.buffer.byteLength ? content : new Uint8Array(content))

/** What a reader's thread answers: what was read, why it is not taken, or that it failed on it. */
export type Reply = { read: unknown } | { problem: { key: `form.file.${string}`; values?: Record<string, string | number> } } | { failed: string }
