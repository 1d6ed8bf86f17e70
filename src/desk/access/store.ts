import { sql } from 'kysely'
import { type Tx, tables } from '../../foundation/database/database.ts'
import type { AccessRequestRow, QuestionRow } from '../rows.ts'

const db = tables<{ access_request: AccessRequestRow; question: QuestionRow }>()

export const insertRequest = (tx: Tx, request: AccessRequestRow) => tx.run(db.insertInto('access_request').values(request))

/** A request that waits already, so that asking twice is one. */
export const waitingRequest = (tx: Tx, region: number, staff: string, question: string) =>
  tx.one(
    db.selectFrom('access_request').select('id').where('region_id', '=', region).where('staff_id', '=', staff).where('question_id', '=', question).where('decided_at', 'is', null),
  )

export const lockRequest = (tx: Tx, region: number, id: string) =>
  tx.one(db.selectFrom('access_request').selectAll().where('region_id', '=', region).where('id', '=', id).forUpdate())

export const decideRequest = (tx: Tx, region: number, id: string, decision: Pick<AccessRequestRow, 'decided_at' | 'decided_by' | 'granted_until'>) =>
  tx.run(db.updateTable('access_request').set(decision).where('region_id', '=', region).where('id', '=', id))

/** The requests that the actor sees, newest first, with the number of the question where they see that too: their own, and those to their organisation. */
export const requestsOf = (tx: Tx, region: number) =>
  tx.all(
    db
      .selectFrom('access_request')
      .leftJoin('question', (on) => on.onRef('question.region_id', '=', 'access_request.region_id').onRef('question.id', '=', 'access_request.question_id'))
      .selectAll('access_request')
      .select('question.number')
      .where('access_request.region_id', '=', region)
      .orderBy(sql`decided_at is not null`)
      .orderBy('access_request.id', 'desc')
      .limit(100),
  )
