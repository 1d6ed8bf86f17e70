import { type RawBuilder, sql } from 'kysely'
import { type Tx, written } from '../database/database.ts'
import { newestFirst, type PartsOf, place } from '../place.ts'

/** Why something of somebody is not shown on the page of what is known of them. */
export const unshown = ['key', 'work', 'others', 'secret', 'keeping', 'discreet', 'request', 'file', 'page'] as const
export type Unshown = (typeof unshown)[number]
/** Who corrects it: the person themselves, who works on it, an organisation when it is asked to, or nobody because it says what happened. */
export const correctors = ['self', 'worker', 'request', 'nobody'] as const
export type Corrector = (typeof correctors)[number]
/** Why rows stay when what they are about is erased. */
export const stayings = ['looks', 'codes', 'sealed', 'staff', 'theirs', 'duty', 'until-then'] as const
export type Staying = (typeof stayings)[number]
/** What a table is for that holds nothing of anybody. */
export const impersonals = ['setup', 'figures', 'catalogue', 'technical'] as const
export type Impersonal = (typeof impersonals)[number]

/** What a column is emptied to: a value, or what SQL on its row says. */
export type Emptied = { readonly to: string | number | boolean | null | readonly never[] | Readonly<Record<string, never>> } | { readonly as: string }

/** What becomes of one column of a row about somebody. */
export interface Fate {
  /** Shown to them on the page of what is known, or why not. */
  readonly shown: true | Unshown
  /** Taken along in the file (JSON): as it is, or in words under this name. */
  readonly taken: boolean | string
  readonly corrected: Corrector
  /** What is left of it in a row that outlives an erasure: all, or this. */
  readonly left: 'all' | Emptied
}
export const fate = <const Shown extends Fate['shown'], const Taken extends Fate['taken'], const By extends Corrector, const Left extends Fate['left'] = 'all'>(
  shown: Shown,
  taken: Taken,
  corrected: By,
  left = 'all' as Left,
) => ({ shown, taken, corrected, left })
/** Not shown, for this reason, nor taken along; nobody corrects it, and it stays as long as its row. */
export const hidden = <const Why extends Unshown>(why: Why) => fate(why, false, 'nobody')
/** The same, and emptied where its row stays. */
export const emptied = <const Why extends Unshown>(why: Why, to: Extract<Emptied, { to: unknown }>['to']) => fate(why, false, 'nobody', { to })
/** One fate for several columns. */
export const alike = <const One extends Fate, const Column extends string>(one: One, ...columns: readonly Column[]) =>
  Object.fromEntries(columns.map((column) => [column, one])) as Record<Column, One>
/** What recurs: a key, what is of the work of staff, how the row is kept, what is of somebody else, what happened. */
export const key = hidden('key')
export const work = hidden('work')
export const keeping = hidden('keeping')
export const others = hidden('others')
export const happened = fate(true, true, 'nobody')
/** Only in the file that one takes along. */
export const alongOnly = fate('file', true, 'nobody')

/**
 * What an erasure does with rows: the database takes them with what they point to; they are removed, all or those of which SQL holds; they are stripped to what their
 * columns leave; the database makes them nobody's; or they stay.
 */
export type RowFate = 'cascades' | 'removed' | 'stripped' | 'loosened' | { readonly removed: string } | { readonly stays: Staying }

/** What a column can lead to: a question, something about which there is more (by its id), persons, a resident, an address that is nobody's any more, staff. */
export type Leads = 'question' | 'subject' | 'person' | 'persons' | 'resident' | 'address' | 'staff'
export interface Lead {
  readonly column: string
  readonly to: Leads
  /** When what it leads to is erased, or, of staff, when they left. */
  readonly gone: RowFate
  /** When a duty keeps what it leads to. */
  readonly duty?: RowFate
}
export interface TableFate {
  readonly leads: readonly Lead[]
  readonly columns: Readonly<Record<string, Fate>>
}
/** The fates of every table of a room; of one that holds nothing of anybody, what it is for. How long rows are kept stands in the table `retention`; at that end what leads to them meets the same fate. */
export type Fates = Readonly<Record<string, TableFate | Impersonal>>
export const roomFates = place<Fates>('fates of what is personal')

/** Declares the fate of each column of a row: one that is missing does not compile, nor one too many. */
export const fatesOf =
  <Row>() =>
  <const Columns extends Readonly<Record<keyof Row & string, Fate>>, const Led extends readonly (Lead & { column: keyof Row & string })[]>(
    leads: Led,
    columns: Columns & Readonly<Record<Exclude<keyof Columns, keyof Row>, never>>,
  ): { leads: Led; columns: Columns } => ({ leads, columns })

/** Columns whose fate is `shown`, and names under which others are taken along in words. */
type ShownIn<Of extends TableFate> = { [Column in keyof Of['columns']]: Of['columns'][Column]['shown'] extends true ? Column : never }[keyof Of['columns']]
type WordedIn<Of extends TableFate> = {
  [Column in keyof Of['columns']]: Of['columns'][Column]['taken'] extends infer Taken extends string ? Taken : never
}[keyof Of['columns']]
type TakenIn<Of extends TableFate> = { [Column in keyof Of['columns']]: Of['columns'][Column]['taken'] extends true ? Column : never }[keyof Of['columns']]

/** How each shown column is shown: one for every such column and for no other, or it does not compile. */
export type Ways<Of extends TableFate, Way> = Readonly<Record<ShownIn<Of>, Way>>

/** What somebody takes along of a row: what is taken as it is, and what is said in words, of which none may be missing. */
export function takenOf<Of extends TableFate, Row extends Readonly<Record<TakenIn<Of>, unknown>>>(of: Of, row: Row, words: Readonly<Record<WordedIn<Of>, unknown>>) {
  const asIs = Object.entries(of.columns).filter(([, { taken }]) => taken === true)
  return { ...Object.fromEntries(asIs.map(([column]) => [column, row[column as keyof Row]])), ...words } as Pick<Row, TakenIn<Of> & keyof Row> & typeof words
}

const theirs = ({ column, to }: Lead, ids: readonly string[]) => {
  const column_ = sql.ref(column)
  if (to === 'persons') return sql`${column_} <@ ${ids}::uuid[]`
  return to === 'address' ? sql`${column_} = any(${ids}::text[])` : sql`${column_} = any(${ids}::uuid[])`
}
const leftOf = (left: Emptied): RawBuilder<unknown> => {
  if ('as' in left) return sql`(${sql.raw(left.as)})`
  return typeof left.to === 'object' && left.to ? sql`${JSON.stringify(left.to)}::jsonb` : sql`${left.to}`
}

/** Every table of the rooms with its leads to something: what later rooms have points to what is of earlier ones. */
const ledTo = (partsOf: PartsOf, to: Leads) =>
  newestFirst(partsOf(roomFates)).flatMap((fates) =>
    Object.entries(fates).flatMap(([table, of]) => (typeof of === 'string' ? [] : of.leads.filter((lead) => lead.to === to).map((lead) => ({ table, lead, columns: of.columns })))),
  )

/** Does with all rows that lead to these what their fates say: of what is gone, or of what only a duty keeps. As the program. */
export async function meetFate(tx: Tx, region: number, to: Leads, ids: readonly string[], end: 'gone' | 'duty'): Promise<void> {
  if (!ids.length) return
  for (const { table, lead, columns } of ledTo(tx.partsOf, to)) {
    const what = lead[end]
    const those = sql`region_id = ${region} and ${theirs(lead, ids)}`
    if (what === 'removed') await tx.run(written(sql`delete from ${sql.table(table)} where ${those}`))
    else if (typeof what === 'object' && 'removed' in what) await tx.run(written(sql`delete from ${sql.table(table)} where ${those} and (${sql.raw(what.removed)})`))
    else if (what === 'stripped') {
      const changes = Object.entries(columns).flatMap(([column, { left }]) => (left === 'all' ? [] : [sql`${sql.ref(column)} = ${leftOf(left)}`]))
      await tx.run(written(sql`update ${sql.table(table)} set ${sql.join(changes)} where ${those}`))
    }
  }
}

/** What the rows of this table are to others that lead to them; undefined where none do. */
export const ledToRowsOf = (partsOf: PartsOf, table: string): 'question' | 'resident' | 'person' | undefined =>
  (['question', 'resident', 'person'] as const).find((to) => ledTo(partsOf, to).some((each) => each.table === table && each.lead.column === 'id'))

/** Does with all that leads to these what its fate says, and with all that leads to what goes with them. As the program. */
export async function meetFateOf(tx: Tx, region: number, to: 'question' | 'resident' | 'person', ids: readonly string[]): Promise<void> {
  if (to !== 'person') await meetFate(tx, region, 'subject', await subjectsOf(tx, region, to, ids), 'gone')
  await meetFate(tx, region, to, ids, 'gone')
  if (to === 'person') await meetFate(tx, region, 'persons', await goneWith(tx, region, ids), 'gone')
}

/** These persons, and those who stand beside them in a row of several and are gone already: of such a row nobody is left. */
async function goneWith(tx: Tx, region: number, ids: readonly string[]): Promise<string[]> {
  const gone = [...ids]
  for (const { table, lead } of ledTo(tx.partsOf, 'persons'))
    for (const person of ledTo(tx.partsOf, 'person').filter((each) => each.lead.column === 'id')) {
      const beside = sql<{ id: string }>`select distinct p.id from ${sql.table(table)} t, unnest(t.${sql.ref(lead.column)}) as p(id) where t.region_id = ${region}
        and t.${sql.ref(lead.column)} && ${ids}::uuid[] and not exists (select 1 from ${sql.table(person.table)} x where x.region_id = ${region} and x.id = p.id)`
      gone.push(...(await tx.all(written(beside))).map(({ id }) => id))
    }
  return gone
}

/** All about which there can be more, of these questions or of this resident: they themselves, and whatever has an id and goes with them. */
export async function subjectsOf(tx: Tx, region: number, to: 'question' | 'resident', ids: readonly string[]): Promise<string[]> {
  const found = new Set(ids)
  const going = ledTo(tx.partsOf, to).filter(({ columns, lead }) => 'id' in columns && lead.column !== 'id' && (lead.gone === 'cascades' || lead.gone === 'removed'))
  for (let asked = ids; asked.length; ) {
    const each = going.map(({ table, lead }) => sql`select id from ${sql.table(table)} where region_id = ${region} and ${theirs(lead, asked)}`)
    asked = (await tx.all(written<{ id: string }>(sql`${sql.join(each, sql` union `)}`))).map(({ id }) => id).filter((id) => !found.has(id))
    for (const id of asked) found.add(id)
  }
  return [...found]
}
