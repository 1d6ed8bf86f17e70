import { sql } from 'kysely'
import { prepared, type Tx, tables, written } from '../../foundation/database/database.ts'
import type { PresenceRow } from '../rows.ts'

const db = tables<{ presence: PresenceRow }>()

const present = prepared(({ region, question, since }: { region: number; question: string; since: Date }) =>
  db.selectFrom('presence').select(['who', 'writing_at']).where('region_id', '=', region).where('question_id', '=', question).where('seen_at', '>', since),
)
/** Who had this question open since then. */
export const presentOn = (tx: Tx, region: number, question: string, since: Date) => tx.all(present({ region, question, since }))

/** Says that somebody has this question open, and when they last wrote. */
export const sayPresent = (tx: Tx, row: PresenceRow) =>
  tx.run(
    db
      .insertInto('presence')
      .values(row)
      .onConflict((conflict) => conflict.columns(['region_id', 'question_id', 'who']).doUpdateSet({ seen_at: row.seen_at, writing_at: row.writing_at })),
  )

/** The numbers of those of these questions that the actor may see. */
export const numbersOf = (tx: Tx, region: number, ids: readonly string[]) =>
  tx.all(written<{ id: string; number: string }>(sql`select id, number from question where region_id = ${region} and id = any(${ids}::uuid[])`))
