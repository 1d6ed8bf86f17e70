import { sql } from 'kysely'
import { type Tx, written } from '../database/database.ts'
import type { Narrowed } from '../database/narrowed.ts'
import type { Language, Say } from '../i18n/i18n.ts'
import { type PartsOf, place } from '../place.ts'
import { ledToRowsOf, meetFateOf } from './fate.ts'
import type { RetentionRow } from '../rows.ts'

/** What a room's tables hold, in words. */
export type Tables = Readonly<Record<string, (language: Language) => string>>
export const tableWords = place<Tables>('what tables hold')
/** Tables with the words of their room: `table.<name>`. */
export const tablesOf = <Table extends string>(say: Record<Language, Say<`table.${NoInfer<Table>}`>>, ...names: readonly Table[]): Tables =>
  Object.fromEntries(names.map((name) => [name, (language: Language) => say[language](`table.${name}`)]))
/** What a table holds; its own name where no room says. */
export const sayTable = (partsOf: PartsOf, language: Language, table: string): string =>
  partsOf(tableWords)
    .find((each) => table in each)
    ?.[table]?.(language) ?? table

/** How long a table's rows are kept, and from when that counts; how long is read as text. */
export type Rule = Narrowed<RetentionRow, { keep: string }>

/**
 * The list in the database of what is kept for how long; what is kept for ever (figures without persons) is not in it.
 * Tasks first: whoever does one holds its row before any other, and two that take rows in another order can block each other for good.
 */
export const retentionRules = (tx: Tx): Promise<Rule[]> =>
  tx.all(
    written<Rule>(
      sql`select table_name, keep::text as keep, counted_from, reason, own_age, also from retention where keep < interval '50 years' order by table_name <> 'task', not own_age, table_name`,
    ),
  )

/** Which rows of a table have passed their period, table by table; last what is kept as long as something else is. */
const expired = (rules: readonly Rule[], region: number, now: Date) =>
  rules
    .filter(({ own_age, also }) => own_age || also)
    .map(({ table_name, keep, counted_from, own_age, also }) => {
      const aged = own_age ? sql`${sql.ref(counted_from)} < ${now}::timestamptz - ${keep}::interval` : sql`false`
      const gone = sql.join(
        (also ?? 'false').split('{now}').map((part) => sql.raw(part)),
        sql`${now}::timestamptz`,
      )
      return [table_name, sql`from ${sql.table(table_name)} kept where region_id = ${region} and (${aged} or (${gone}))`] as const
    })

/** Removes what has passed its period; what others hold of it meets its fate as at an erasure. Answers how many rows went, by table. */
export async function removeExpired(tx: Tx, region: number, now: Date): Promise<Record<string, number>> {
  const removed: Record<string, number> = {}
  for (const [table, those] of expired(await retentionRules(tx), region, now)) {
    const led = ledToRowsOf(tx.partsOf, table)
    const ids = led ? (await tx.all(written<{ id: string }>(sql`select id ${those}`))).map(({ id }) => id) : []
    if (led) await meetFateOf(tx, region, led, ids)
    removed[table] = Math.max(ids.length, await tx.run(written(sql`delete ${those}`)))
  }
  return removed
}

/** How many rows would go now, by table, and nothing is removed: of what is kept as long as something else is, what has nothing now. */
export async function countExpired(tx: Tx, region: number, now: Date): Promise<Record<string, number>> {
  const counted: Record<string, number> = {}
  for (const [table, those] of expired(await retentionRules(tx), region, now))
    counted[table] = (await tx.one(written<{ count: number }>(sql`select count(*)::int as count ${those}`)))!.count
  return counted
}
