import { sql } from 'kysely'
import { type Tx, written } from '../database/database.ts'

/** How long a table's rows are kept, and from when that counts. */
export interface Rule {
  table_name: string
  keep: string
  counted_from: string
  reason: string
}

// These go with the row they belong to, or are no rows of persons at all: nothing of theirs is removed by their own age.
const followsAnother = new Set(['person', 'person_word', 'message', 'answer', 'attachment', 'staff', 'handover', 'meeting', 'plan', 'plan_step'])

/**
 * The list in the database of what is kept for how long; what is kept for ever (figures without persons) is not in it.
 * Tasks first: whoever does one holds its row before any other, and two that take rows in another order can block each other for good.
 */
export const retentionRules = (tx: Tx): Promise<Rule[]> =>
  tx.all(written<Rule>(sql`select table_name, keep::text as keep, counted_from, reason from retention where keep < interval '50 years' order by table_name <> 'task', table_name`))

/** Which rows of a table have passed their period, table by table. */
function expired(rules: readonly Rule[], region: number, now: Date) {
  const each = rules
    .filter((rule) => !followsAnother.has(rule.table_name))
    .map(({ table_name, keep, counted_from }) => {
      const aged = sql`${sql.ref(counted_from)} < ${now}::timestamptz - ${keep}::interval`
      // What only a legal duty kept goes on the day that ends.
      const until = table_name === 'question' ? sql`or erase_on <= (${now}::timestamptz at time zone 'Europe/Amsterdam')::date` : sql``
      return [table_name, sql`from ${sql.ref(table_name)} where region_id = ${region} and (${aged} ${until})`] as const
    })
  // A person is kept as long as a question of theirs is.
  const persons = sql`from person p where p.region_id = ${region} and not exists (select 1 from question q where q.region_id = p.region_id and p.id in (q.person_id, q.asked_by))`
  return [...each, ['person', persons] as const]
}

/** Removes what has passed its period. Answers how many rows went, by table. */
export async function removeExpired(tx: Tx, region: number, now: Date): Promise<Record<string, number>> {
  const removed: Record<string, number> = {}
  for (const [table, those] of expired(await retentionRules(tx), region, now)) removed[table] = await tx.run(written(sql`delete ${those}`))
  return removed
}

/** How many rows would go now, by table, and nothing is removed: of persons those who have no question now. */
export async function countExpired(tx: Tx, region: number, now: Date): Promise<Record<string, number>> {
  const counted: Record<string, number> = {}
  for (const [table, those] of expired(await retentionRules(tx), region, now))
    counted[table] = (await tx.one(written<{ count: number }>(sql`select count(*)::int as count ${those}`)))!.count
  return counted
}
