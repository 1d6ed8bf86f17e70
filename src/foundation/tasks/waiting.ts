import { sql } from 'kysely'
import { type Tx, written } from '../database/database.ts'
import { oneOf, type System } from '../system.ts'
import { kindsOf } from './kinds.ts'
import type { OutsideWork, TroubleKind } from './outside.ts'

/** What waits of one kind: how much, since when, and what went wrong last, in which nobody is named. */
export interface Waiting {
  /** A kind that goes outside; '' for all that the program does by itself. */
  kind: string
  count: number
  since: Date
  failed_at: Date | null
  trouble: TroubleKind | null
}

/** The kinds of this program that go outside. */
export const outsideOf = oneOf(
  (system): ReadonlyMap<string, OutsideWork> => new Map(Object.entries(kindsOf(system)).flatMap(([kind, work]) => (typeof work === 'function' ? [] : [[kind, work] as const]))),
)

/** What was to be done in a region by now and is not. Read as the program. */
export const waitingIn = (tx: Tx, system: System, region: number, now: Date): Promise<Waiting[]> =>
  tx.all(
    written<Waiting>(
      sql`select case when kind = any(${[...outsideOf(system).keys()]}) then kind else '' end as kind, count(*)::int as count, min(due_at) as since, max(failed_at) as failed_at,
          (array_agg(trouble order by failed_at desc) filter (where trouble is not null))[1] as trouble
        from task where region_id = ${region} and due_at <= ${now} group by 1 order by 1 desc`,
    ),
  )
