import type { Language } from '../../foundation/i18n/i18n.ts'
import { cleanText } from '../../foundation/web/forms.ts'
import { readPostcode } from '../geography.ts'
import { readDayHours, writeDayHours } from '../hours.ts'

export type Options = readonly (readonly [value: string, label: string])[]

/** What a field is called where the words are another room's. */
export interface FieldSays {
  label(language: Language): string
  hint(language: Language): string
}

/** One field of a form, by where it stands in what the form changes: 'norms.answerDays'. */
export type Field = { name: string; says?: FieldSays } & (
  | { sort: 'text' | 'area' | 'email' | 'tel' | 'url' | 'date' | 'number' | 'colour' | 'secret' | 'postcode' | 'hours' | 'image' }
  | { sort: 'choice'; options: Options }
  | { sort: 'several'; options: Options }
  | { sort: 'rows'; fields: readonly Field[] }
)

/** Something a form changes: a part of a document, as JSON has it. */
export type Item = Record<string, unknown>

const steps = (name: string) => name.split('.')
export const at = (item: unknown, name: string): unknown => steps(name).reduce<unknown>((here, step) => (here as Item | undefined)?.[step], item)

/** Sets what stands at a name, or takes it away; what holds nothing any more goes with it. */
function put(item: Item, name: string, value: unknown): void {
  const [first = '', ...rest] = steps(name)
  if (!rest.length) {
    if (value === undefined) delete item[first]
    else item[first] = value
    return
  }
  const inside = { ...(item[first] as Item | undefined) }
  put(inside, rest.join('.'), value)
  if (Object.keys(inside).length) item[first] = inside
  else delete item[first]
}

/** A picture's type by its content: what a browser shows of a logo. */
export function imageType(bytes: Buffer): string | undefined {
  if (bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))) return 'image/png'
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return 'image/jpeg'
  if (bytes.subarray(0, 4).toString() === 'RIFF' && bytes.subarray(8, 12).toString() === 'WEBP') return 'image/webp'
  const start = bytes.subarray(0, 4000).toString().trimStart()
  return start.startsWith('<') && /<svg[\s>]/i.test(start) ? 'image/svg+xml' : undefined
}

type Body = Record<string, unknown>
const typed = (body: Body, name: string) => (typeof body[name] === 'string' ? cleanText(body[name]) : '')

// What cannot be read stays as it was typed: the document's schema refuses it, and the form shows it again.
function read(field: Field, body: Body, name: string): unknown {
  const text = typed(body, name)
  switch (field.sort) {
    case 'number':
      return /^\d{1,6}$/.test(text) ? Number(text) : text || undefined
    case 'postcode':
      return readPostcode(text) ?? (text || undefined)
    case 'several': {
      const given = body[name]
      return (Array.isArray(given) ? given : [given]).filter((each): each is string => typeof each === 'string' && each !== '')
    }
    case 'hours': {
      const days = [1, 2, 3, 4, 5, 6, 7].map((day) => [String(day), typed(body, `${name}.${day}`)] as const).filter(([, day]) => day)
      return Object.fromEntries(days.map(([day, hours]) => [day, readDayHours(hours) ?? hours]))
    }
    case 'rows': {
      // filled in with our own words: the name of a field
      const rows = Object.keys(body).map((each) => Number(new RegExp(`^${name}\\.(\\d{1,3})\\.`).exec(each)?.[1] ?? Number.NaN))
      const most = Math.max(-1, ...rows.filter((each) => !Number.isNaN(each)))
      return Array.from({ length: most + 1 }, (_, row) => readItem(field.fields, body, {}, `${name}.${row}.`)).filter((each) =>
        Object.values(each).some((value) => !Array.isArray(value) || value.length),
      )
    }
    default:
      return text || undefined
  }
}

/** What a form makes of an item: its fields as they were filled in, the rest as it was. */
export function readItem(fields: readonly Field[], body: Body, before: Item, prefix = ''): Item {
  const item = structuredClone(before)
  for (const field of fields) {
    const name = prefix + field.name
    if (field.sort === 'image') {
      const bytes = body[name]
      if (body[`${name}.weg`] === 'ja') put(item, field.name, undefined)
      else if (Buffer.isBuffer(bytes) && bytes.length) put(item, field.name, { type: imageType(bytes) ?? '', data: bytes.toString('base64') })
    } else put(item, field.name, read(field, body, name))
  }
  return item
}

/** An item as a form's fields have it: the other way round of `readItem`. */
export function writeItem(fields: readonly Field[], item: Item, prefix = ''): Record<string, string> {
  const values: Record<string, string> = {}
  for (const field of fields) {
    const name = prefix + field.name
    const value = at(item, field.name)
    if (field.sort === 'hours') {
      for (const [day, hours] of Object.entries((value as Item | undefined) ?? {})) values[`${name}.${day}`] = typeof hours === 'string' ? hours : writeDayHours(hours as [])
    } else if (field.sort === 'rows') {
      const rows = (value as Item[] | undefined) ?? []
      for (const [index, row] of rows.entries()) Object.assign(values, writeItem(field.fields, row, `${name}.${index}.`))
    } else if (field.sort === 'several') values[name] = ((value as string[] | undefined) ?? []).join()
    else if (field.sort !== 'image' && value !== undefined && value !== null) values[name] = String(value)
  }
  return values
}

/** The names of the fields a form has for this item, rows one by one; what a mistake at a place in the document is said at. */
export function fieldNames(fields: readonly Field[], item: Item, prefix = ''): string[] {
  return fields.flatMap((field) => {
    const name = prefix + field.name
    if (field.sort === 'hours') return [1, 2, 3, 4, 5, 6, 7].map((day) => `${name}.${day}`)
    if (field.sort !== 'rows') return [name]
    const rows = (at(item, field.name) as Item[] | undefined) ?? []
    return rows.flatMap((row, index) => fieldNames(field.fields, row, `${name}.${index}.`))
  })
}
