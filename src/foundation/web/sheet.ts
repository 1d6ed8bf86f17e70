import { actingOf } from '../doing.ts'
import writeExcelFile from 'write-excel-file/node'
import { z } from 'zod'
import { record } from '../record/record.ts'
import { type Answer, file } from './answer.ts'
import type { StaffVisit } from './route.ts'
import { dayOf, dutchTime } from '../clock/workingdays.ts'
import { groundEvents } from '../record/own.ts'

type Cell = string | number | Date | null

/** How a list can be taken along; undefined for the page itself. */
export const sheetForms = ['xlsx', 'csv'] as const
export const sheetForm = z.enum(sheetForms).optional().catch(undefined)

/** A sheet as a file to keep. */
interface Sheet {
  name: string
  type: string
  content: Buffer
}

// In Dutch time, as everybody who opens it reads it; the file itself knows no time zone.
const moment = dutchTime('sv-SE', { dateStyle: 'short', timeStyle: 'short' })

// A cell that begins like a formula is run by whoever opens the file; what people typed is text.
const harmless = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)

/** Comma-separated by semicolons, as spreadsheets in the Netherlands read them, with a mark that says it is UTF-8. */
function csv(name: string, heads: readonly string[], rows: readonly (readonly Cell[])[]): Sheet {
  const cell = (value: Cell) => {
    const text = value === null ? '' : value instanceof Date ? moment(value) : typeof value === 'number' ? String(value) : harmless(value)
    return /[";\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  const lines = [heads, ...rows].map((row) => row.map(cell).join(';'))
  return { name, type: 'text/csv; charset=utf-8', content: Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`) }
}

/** The same as an Excel file: text stays text, a moment is one. */
async function xlsx(name: string, heads: readonly string[], rows: readonly (readonly Cell[])[]): Promise<Sheet> {
  const cell = (value: Cell) => {
    if (value === null) return null
    if (value instanceof Date) return { value: new Date(`${moment(value).replace(' ', 'T')}:00Z`), type: Date, format: 'yyyy-mm-dd hh:mm' }
    return typeof value === 'number' ? { value, type: Number } : { value: value.slice(0, 32_000), type: String }
  }
  const data = [heads.map((value) => ({ value, type: String, fontWeight: 'bold' as const })), ...rows.map((row) => row.map(cell))]
  return { name, type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', content: await writeExcelFile(data).toBuffer() }
}

export interface List {
  /** What it is, as a code for the record and as a name for the file. */
  code: string
  name: string
  heads: readonly string[]
  rows: readonly (readonly Cell[])[]
}

/** That something of so many rows was taken along as a file, with what it is as a code, and by whom. */
export const recordExport = (visit: StaffVisit, list: string, count: number): Promise<void> =>
  visit.transaction('export', async (tx) => record(actingOf(visit, tx), groundEvents.listExported, visit.actor.id, { list, count }))

/** A list as a file to keep, named after what it is and the day; that it was taken along is recorded, with by whom and how many rows. */
export async function listFile(visit: StaffVisit, form: (typeof sheetForms)[number], { code, name, heads, rows }: List): Promise<Answer> {
  await recordExport(visit, code, rows.length)
  const titled = `${name} ${dayOf(visit.now)}.${form}`
  return file(form === 'csv' ? csv(titled, heads, rows) : await xlsx(titled, heads, rows))
}
