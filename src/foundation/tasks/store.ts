import { sql } from 'kysely'
import { type Tx, tables, written } from '../database/database.ts'
import { newId } from '../database/id.ts'
import type { TaskRow } from '../rows.ts'
import type { TroubleKind } from './outside.ts'
import type { Task } from './task.ts'

const db = tables<{ task: TaskRow }>()

/** Of which kinds: this one, or all but these. */
export type Which = { kind: string } | { but: readonly string[] }

const dueNow = (region: number, now: Date) =>
  sql`region_id = ${region} and due_at <= ${now} and (failed_at is null or failed_at + least(power(2, attempts - 1) * 10, 3600) * interval '1 second' <= ${now})
    and (leased_until is null or leased_until <= statement_timestamp())`

/** The kinds of which there is something to do now. */
export const kindsDue = async (tx: Tx, region: number, now: Date): Promise<string[]> =>
  (await tx.all(written<{ kind: string }>(sql`select distinct kind from task where ${dueNow(region, now)}`))).map(({ kind }) => kind)

/** The first that is due, held until this transaction ends; those in `aside` are passed by. */
export const takeNext = (tx: Tx, region: number, which: Which, aside: readonly string[], now: Date) =>
  tx.one(
    written<Task>(
      sql`select * from task where ${dueNow(region, now)} and ${'kind' in which ? sql`kind = ${which.kind}` : sql`kind <> all(${which.but})`} and id <> all(${aside}::uuid[])
        order by due_at, id limit 1 for update skip locked`,
    ),
  )

/** Work that waits for somebody else's row longer than this fails, and is tried again: its region goes on. */
export const waitNoLonger = (tx: Tx) => tx.run(written(sql`set local lock_timeout = '30s'`))

const one = (region: number, id: string) => db.updateTable('task').where('region_id', '=', region).where('id', '=', id)

/** Holds a task beyond this transaction: for so many seconds nobody else takes it. Answers the key it is held by. */
export async function lease(tx: Tx, { region_id, id }: Task, seconds: number): Promise<string> {
  const key = newId()
  await tx.run(one(region_id, id).set({ lease: key, leased_until: sql`statement_timestamp() + ${seconds} * interval '1 second'` }))
  return key
}

/** Whether it is held by this key still. From here to the end of the transaction nobody takes it over. */
export const holds = async (tx: Tx, { region_id, id }: Task, key: string): Promise<boolean> =>
  (await tx.one(db.selectFrom('task').select('id').where('region_id', '=', region_id).where('id', '=', id).where('lease', '=', key).forUpdate())) !== undefined

/** Gives it back as it was. */
export const giveBack = (tx: Tx, { region_id, id }: Task, key: string) => tx.run(one(region_id, id).set({ lease: null, leased_until: null }).where('lease', '=', key))

export const done = (tx: Tx, { region_id, id }: Task) => tx.run(db.deleteFrom('task').where('region_id', '=', region_id).where('id', '=', id))

interface Failure {
  at: Date
  failure: string
  trouble: TroubleKind
}
/** Writes that it failed, and lets it go; not where somebody else has it by now. */
export const failed = (tx: Tx, { region_id, id, attempts }: Task, key: string | null, { at, failure, trouble }: Failure) =>
  tx.run(
    one(region_id, id)
      .set({ attempts: attempts + 1, failed_at: at, failure, trouble, lease: null, leased_until: null })
      .where(sql<boolean>`(${key}::uuid is null and (leased_until is null or leased_until <= statement_timestamp()) or lease = ${key}::uuid)`),
  )
