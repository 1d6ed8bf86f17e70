import { sql } from 'kysely'
import { type Tx, written } from '../database/database.ts'

interface Rule {
  table_name: string
  keep: string
  counted_from: string
}

// These go with the row they belong to, or are no rows of persons at all: nothing of theirs is removed by their own age.
const followsAnother = new Set(['person', 'person_word', 'message', 'answer', 'attachment', 'staff', 'handover', 'meeting', 'plan', 'plan_step'])

/**
 * Removes what has passed its period, table by table as the list in the database says. Answers how many rows went, by table.
 * Tasks first: whoever does one holds its row before any other, and two that take rows in another order can block each other for good.
 */
export async function removeExpired(tx: Tx, region: number, now: Date): Promise<Record<string, number>> {
  const rules = await tx.all(
    written<Rule>(sql`select table_name, keep::text as keep, counted_from from retention where keep < interval '50 years' order by table_name <> 'task', table_name`),
  )
  const removed: Record<string, number> = {}
  for (const { table_name, keep, counted_from } of rules.filter((rule) => !followsAnother.has(rule.table_name))) {
    removed[table_name] = await tx.run(
      written(sql`delete from ${sql.ref(table_name)} where region_id = ${region} and ${sql.ref(counted_from)} < ${now}::timestamptz - ${keep}::interval`),
    )
  }
  // A person is kept as long as a question of theirs is.
  removed.person = await tx.run(
    written(
      sql`delete from person p where p.region_id = ${region} and not exists (select 1 from question q where q.region_id = p.region_id and p.id in (q.person_id, q.asked_by))`,
    ),
  )
  return removed
}
