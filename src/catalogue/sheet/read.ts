import { inTurn } from '../../foundation/inturn.ts'
import { tableBounds } from '../../foundation/files/bounds.ts'
import type { FieldProblem } from '../../foundation/web/problem.ts'
import { reservedSlugs } from '../actions.ts'
import type { Service } from '../service.ts'
import type { ImportedRow, ServiceRow } from '../store.ts'
import type { Choices } from '../choices.ts'
import { sameJson } from '../same.ts'
import type { Signpost } from '../signpost/signpost.ts'
import { readService, valuesFrom } from '../work/form.ts'
import { bodyOf, type Column, fieldsOf, keyField } from './columns.ts'
import { fieldsOfGuide, guideColumns } from './guide.ts'

/** A cell that is wrong: its row as the sheet counts them, the head of its column, and why. */
export interface CellProblem {
  row: number
  column: string
  problem: FieldProblem
}

export interface Checked {
  problems: CellProblem[]
  added: ImportedRow[]
  changed: ImportedRow[]
  same: number
}

const identityOf = (name: unknown, provider: unknown) => `${name}|${provider}`.toLowerCase()
const identity = (service: Pick<Service, 'name' | 'provider'>) => identityOf(service.name.nl, service.provider)

/**
 * Checks all rows, of our sheet or of an instrument guide, against what there is: what is wrong by cell, what is new, what changes and what stays as it is.
 * A row is of the service whose key it holds, else of the one with the same name and provider, so that the same list twice changes nothing the second time.
 */
export async function checkRows(rows: readonly string[][], columns: readonly Column[], choices: Choices, signpost: Signpost, services: readonly ServiceRow[]): Promise<Checked> {
  const checked: Checked = { problems: [], added: [], changed: [], same: 0 }
  const [heads = [], ...lines] = rows
  const byHead = new Map(columns.map((each) => [each.head.toLowerCase(), each]))
  const own = heads.map((head) => byHead.get(head.trim().toLowerCase()))
  // The sheet's own heads first: some are those of a guide too.
  const guide = heads.every((head, at) => !head.trim() || own[at]) ? undefined : guideColumns(heads)
  const named = guide ? guide.map((field) => columns.find((each) => each.field === field)) : own
  const there = new Set(named.map((each) => each?.field))
  heads.forEach((head, at) => {
    if (head.trim() && !guide && !named[at]) checked.problems.push({ row: 1, column: head, problem: { key: 'sheet.unknown-column' } })
  })
  if (!named.some((each) => each?.field === 'name-nl'))
    checked.problems.push({ row: 1, column: columns.find(({ field }) => field === 'name-nl')!.head, problem: { key: 'sheet.no-column' } })
  if (lines.length > tableBounds.rows) checked.problems.push({ row: tableBounds.rows + 2, column: '', problem: { key: 'sheet.too-many', values: { most: tableBounds.rows } } })
  if (checked.problems.length) return checked
  const headOf = (field: string) => heads[named.findIndex((each) => each?.field === field)] ?? columns.find((each) => each.field === field)?.head ?? field
  const bySlug = new Map(services.map((each) => [each.slug, each]))
  const byName = new Map(services.flatMap((each) => (each.document ? [[identity(each.document), each] as const] : [])))
  const met = new Map<string, number>()
  await inTurn(lines, (cells, at) => {
    const row = at + 2
    if (cells.every((each) => !each.trim())) return
    const said = guide ? fieldsOfGuide(guide, cells, choices, signpost) : { fields: fieldsOf(named, cells), fresh: {} }
    const { [keyField]: key, ...fields } = said.fields
    const had = key ? bySlug.get(String(key)) : byName.get(identityOf(fields['name-nl'], fields.provider))
    // What the sheet does not have a column for stays as it is.
    const stood = had?.document ? bodyOf(columns, valuesFrom(had.document)) : said.fresh
    const read = readService({ ...Object.fromEntries(Object.entries(stood).filter(([field]) => !there.has(field))), ...fields }, choices)
    if ('errors' in read) {
      for (const [field, problem] of Object.entries(read.errors)) checked.problems.push({ row, column: headOf(field), problem })
      return
    }
    if (key && (!/^[a-z0-9-]{2,60}$/.test(String(key)) || reservedSlugs.includes(String(key)))) {
      checked.problems.push({ row, column: headOf(keyField), problem: { key: 'sheet.key.wrong' } })
      return
    }
    const own = had?.slug ?? (key ? String(key) : identity(read.service))
    const before = met.get(own)
    if (before) {
      checked.problems.push({ row, column: headOf(key ? keyField : 'name-nl'), problem: { key: 'sheet.twice', values: { row: before } } })
      return
    }
    met.set(own, row)
    // Whether it is an example is not in the sheet.
    const document = { ...read.service, example: had?.document?.example ?? false }
    if (!had) checked.added.push({ slug: key ? String(key) : undefined, document })
    else if (had.document && had.state === 'published' && sameService(had.document, document)) checked.same++
    else checked.changed.push({ slug: had.slug, seen: had.version, document })
  })
  return checked
}

/** The same whatever the order of what has none. */
export function sameService(one: Service, other: Service): boolean {
  const ordered = (service: Service) => ({
    ...service,
    topics: [service.topics[0], ...service.topics.slice(1).sort()],
    form: [...service.form].sort(),
    where: { ...service.where, municipalities: [...service.where.municipalities].sort(), walkInPoints: [...service.where.walkInPoints].sort() },
    conditions: service.conditions.map((each) => JSON.stringify({ ...each, values: each.values && [...each.values].sort() }, ['fact', 'use', 'from', 'until', 'values'])).sort(),
  })
  return sameJson(ordered(one), ordered(other))
}
