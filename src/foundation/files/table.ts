import { parse } from 'csv-parse/sync'
import { zipSync } from 'fflate'
import { fileTypeFromBuffer } from 'file-type'
import { readSheet } from 'read-excel-file/node'
import { Parser } from 'saxen'
import { tableBounds } from './bounds.ts'
import { FileProblem } from './problem.ts'
import { unpack } from './unpack.ts'

const over = (bound: 'rows' | 'columns' | 'cells', most: number = tableBounds[bound]) => new FileProblem(`form.file.${bound}`, { most })
const without = (name: string) => name.slice(name.indexOf(':') + 1)

/** Where a cell's own name puts it: BC12 is in row 12, column 55. */
function placeOf(name: string): { row: number; column: number } {
  let column = 0
  let at = 0
  for (; at < name.length && !/\d/.test(name[at]!); at += 1) column = column * 26 + name.charCodeAt(at) - 64
  return { row: Number(name.slice(at)), column }
}

/** Counts the rows, columns and cells of a sheet, also those that are only named, without making any. @throws FileProblem past a bound */
function boundSheet(xml: string, counted: { cells: number }): void {
  let rows = 0
  let inRow = 0
  const parser = new Parser()
  parser.on('error', (error: Error) => {
    throw error
  })
  parser.on('openTag', (name: string, attributes: () => Record<string, string>, decode: (text: string) => string) => {
    const tag = without(name)
    if (tag !== 'row' && tag !== 'c') return
    const named = Object.entries(attributes()).find(([each]) => without(each) === 'r')
    const said = named && decode(named[1])
    if (tag === 'row') {
      rows = Math.max(rows + 1, Number(said ?? 0))
      inRow = 0
    } else {
      counted.cells += 1
      const place = said === undefined ? undefined : placeOf(said)
      inRow = Math.max(inRow + 1, place?.column ?? 0)
      rows = Math.max(rows, place?.row ?? 0)
    }
    // One row more than there may be: the heads.
    if (!(rows <= tableBounds.rows + 1)) throw over('rows')
    if (!(inRow <= tableBounds.columns)) throw over('columns')
    if (counted.cells > tableBounds.cells) throw over('cells')
  })
  parser.parse(xml)
}

/** The cells of the first sheet. The library reads exactly what was counted: packed anew from what was unpacked. */
async function cellsOf(content: Buffer): Promise<unknown[][]> {
  const files = unpack(content, (name) => /\.xml(\.rels)?$/.test(name), tableBounds.unpacked)
  const counted = { cells: 0 }
  for (const xml of files.values()) boundSheet(xml.toString('utf8'), counted)
  return (await readSheet(Buffer.from(zipSync(Object.fromEntries(files), { level: 0 })))) as unknown[][]
}

const textOf = (cell: unknown): string => (cell === null || cell === undefined ? '' : cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell))

function linesOf(content: Buffer): string[][] {
  const text = content.toString('utf8')
  const head = text.slice(0, Math.min(text.indexOf('\n') + 1 || text.length, 100_000))
  const delimiter = [';', '\t', ','].sort((one, other) => head.split(other).length - head.split(one).length)[0]
  let cells = 0
  const rows: string[][] = []
  parse(text, {
    bom: true,
    delimiter,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: 1_000_000,
    onRecord: (row: string[]) => {
      cells += row.length
      if (rows.length > tableBounds.rows) throw over('rows')
      if (row.length > tableBounds.columns) throw over('columns')
      if (cells > tableBounds.cells) throw over('cells')
      // A sign before a formula was put there by us, so that it stays text.
      rows.push(row.map((cell) => cell.replace(/^'(?=[=+\-@])/, '')))
      return null
    },
  })
  return rows
}

/** The rows of an Excel file or of text divided by semicolons, commas or tabs; undefined for what is neither. @throws FileProblem when it is over a bound, before any grid is made */
export async function readTable(given: Uint8Array): Promise<string[][] | undefined> {
  const content = Buffer.from(given)
  const type = await fileTypeFromBuffer(content)
  if (type && type.mime !== 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet') return undefined
  if (!type && content.includes(0)) return undefined
  try {
    const rows = type ? (await cellsOf(content)).map((row) => row.map(textOf)) : linesOf(content)
    // One text can stand in many cells, and would be as many texts from here on.
    let characters = 0
    for (const row of rows) for (const cell of row) characters += cell.length
    if (characters > tableBounds.characters) throw new FileProblem('form.file.characters', { most: tableBounds.characters })
    return rows
  } catch (error) {
    if (error instanceof FileProblem) throw error
    return undefined
  }
}
