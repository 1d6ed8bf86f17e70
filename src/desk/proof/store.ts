import { type Tx, tables } from '../../foundation/database/database.ts'
import type { ReachChangeRow } from '../rows.ts'

/** What an asker changed by showing that a question is theirs. */
export type ReachChange = ReachChangeRow
const db = tables<{ reach_change: ReachChangeRow }>()

/** For how many days it can be taken back. */
export const takeBackDays = 14
/** Since when what can be taken back was changed. */
export const backSince = (now: Date): Date => new Date(now.getTime() - takeBackDays * 86_400_000)

// All of it is the program's.
export const insertChange = (tx: Tx, change: ReachChange) => tx.run(db.insertInto('reach_change').values(change))
const changes = (region: number) => db.selectFrom('reach_change').selectAll().where('region_id', '=', region)
/** One change, held. */
export const lockChange = (tx: Tx, region: number, id: string) => tx.one(changes(region).where('id', '=', id).forUpdate())
export const changeById = (tx: Tx, region: number, id: string) => tx.one(changes(region).where('id', '=', id))
/** What can be taken back still of a question, the newest first. */
export const changesOf = (tx: Tx, region: number, question: string, since: Date) =>
  tx.all(changes(region).where('question_id', '=', question).where('taken_back_at', 'is', null).where('at', '>', since).orderBy('id', 'desc'))
/** Says that this change, and what came after it, stands no more. */
export const takenBack = (tx: Tx, { region_id, question_id, id }: ReachChange, now: Date) =>
  tx.run(
    db
      .updateTable('reach_change')
      .set({ taken_back_at: now })
      .where('region_id', '=', region_id)
      .where('question_id', '=', question_id)
      .where('id', '>=', id)
      .where('taken_back_at', 'is', null),
  )
