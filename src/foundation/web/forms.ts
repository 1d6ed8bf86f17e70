import { z } from 'zod'
import type { FieldProblem } from './problem.ts'

/** A form as it was handed in, to be shown again: nothing typed is lost. */
export interface Filled {
  values: Record<string, string>
  errors: Record<string, FieldProblem>
  /** The names of files that were chosen, by field: files themselves are not kept. */
  files?: Record<string, string>
  /** Under which id it waits to be shown; `gone` when it waits no more. */
  kept?: string | 'gone'
  /** Whoever sent it proved meanwhile who they are, and has to send it still. */
  unsent?: boolean
  /** Since when it waits as a draft of who looks. */
  draftAt?: Date
}
export const emptyForm: Filled = { values: {}, errors: {} }

/** The field in every form that tells one handing in from another. */
export const formKeyField = 'formulier'
/** In an address, and in a form that is shown again: where what was typed waits. */
export const keptField = 'ingevuld'
/** In an address: who comes back has proved who they are, and what they typed waits to be sent. */
export const backField = 'terug'
/** Where in a page that stands. */
export const typedId = 'ingevuld'
/** In an address: who comes must first prove once more who they are. */
export const anewField = 'opnieuw'
/** In a form whose words are kept while they are typed: about what, and in which form. */
export const draftField = 'concept'
/** The most bytes of typed text that wait, of one form or draft. */
export const mostTyped = 100_000
/** What somebody is writing: about what, in which of its forms, and in which field their words stand. */
export interface DraftOf {
  subject: string
  form: string
  words: string
}

// Control characters have no place in what people write, and hidden direction marks can make a text read as another.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to remove
const unwanted = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/g

/** Text as people mean it: one form of each character, \n as line end, no control characters, no space around it. */
export const cleanText = (text: string): string => text.replace(/\r\n?/g, '\n').toWellFormed().normalize('NFC').replace(unwanted, '').trim()

// The two below clean with `overwrite` and not with `transform`: a bound behind that would not be in the description of the API.

/** What somebody searches for, cleaned as all they write; too long is cut. */
export const searchText = z
  .string()
  .overwrite((text) => cleanText(text).slice(0, 200))
  .max(200)
  .optional()
  .catch(undefined)

/** A text of at most `most` characters that must be there; the messages are keys. */
export const requiredText = (most: number, empty: string, tooLong = 'form.too-long') => z.string({ error: empty }).overwrite(cleanText).min(1, empty).max(most, tooLong)

// What a mail program or a reader takes for an address, as far as no name has it: '@', the begin of a link, or a domain. Of fixed length at each place, so that a long text costs no more than its length.
const noName = /[@]|:\/\/|\bwww\.|[\p{L}\d-]{3}\.(?:(?:nl|com|org|net|info|biz|app|dev|online|site|shop|xyz|top|club|link|click|io|ru|cn)\b|(?:de|be|me|eu|co)(?:\/|$))/iu
/** Whether a text can be somebody's name: it has no address and no link in it. */
export const isName = (text: string) => !noName.test(text)

/** The name of somebody, that must be there: it goes into mails, so an address or a link is none. */
export const requiredName = (most: number, empty: string) => requiredText(most, empty).refine(isName, 'form.name.plain')
/** The name of somebody, that may be left out. */
export const optionalName = (most: number) => optionalText(most).refine((text) => text === undefined || isName(text), 'form.name.plain')

/** A text that may be left out: undefined when empty. */
export const optionalText = (most: number, tooLong = 'form.too-long') =>
  z
    .string()
    .optional()
    .transform((text) => cleanText(text ?? '') || undefined)
    .pipe(z.string().max(most, tooLong).optional())

/** A text that `read` must make sense of; undefined when it is left empty. The message is said of what is too long or cannot be read. */
export const readable = <Value>(read: (text: string) => Value | undefined, most: number, message: string) =>
  z
    .string({ error: message })
    .max(most, message)
    .optional()
    .transform((text, context): Value | undefined => {
      if (!text?.trim()) return undefined
      const value = read(text)
      if (value === undefined) context.addIssue({ code: 'custom', message })
      return value
    })

/** What was ticked of several boxes with one name: one comes as a text, more as a list, none not at all. */
export const severalOf = (longest: number, most: number) =>
  z.preprocess((value) => (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]), z.array(z.string().max(longest)).max(most))

/** One of a list, or nothing: an empty choice counts as not given. */
export const optionalChoice = <const Options extends readonly [string, ...string[]]>(options: Options, error = 'form.choose') =>
  z.preprocess((value) => (value === '' ? undefined : value), z.enum(options, { error }).optional())

/** What a schema says of a form's fields, as message keys by field: the first problem of each. */
export function problemsOf(error: z.ZodError): Record<string, FieldProblem> {
  const problems: Record<string, FieldProblem> = {}
  for (const issue of error.issues) {
    const field = String(issue.path[0] ?? '')
    const most = 'maximum' in issue ? Number(issue.maximum) : undefined
    problems[field] ??= { key: issue.message, values: most === undefined ? undefined : { most } }
  }
  return problems
}

/** The fields of a form as plain text, whatever was sent; of boxes that were ticked together, all. */
export function valuesOf(body: unknown): Record<string, string> {
  if (typeof body !== 'object' || body === null) return {}
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, typeof value === 'string' ? value : Array.isArray(value) ? value.filter((each) => typeof each === 'string').join() : '']),
  )
}

/** What somebody handed in, as it was typed: with the names of the files that they chose. */
export function typedIn(body: unknown): Filled {
  const files = Object.entries(body ?? {}).flatMap(([name, value]: [string, unknown]) =>
    Buffer.isBuffer(value) && value.length ? [[name, (value as Buffer & { filename?: string }).filename ?? '']] : [],
  )
  return { values: valuesOf(body), errors: {}, ...(files.length && { files: Object.fromEntries(files) as Record<string, string> }) }
}

const isId = /^[0-9a-f-]{36}/
/** The words that somebody typed in a form: not what they chose, nor what goes along unseen. */
export const wordsTyped = ({ values }: Filled): string[] =>
  Object.entries(values).flatMap(([name, text]) => (name !== formKeyField && text.length > 3 && !isId.test(text) ? [text] : []))
