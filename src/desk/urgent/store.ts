import { type Tx, tables } from '../../foundation/database/database.ts'
import type { UrgentKind } from '../question.ts'
import type { DangerRow, GuidanceRow } from '../rows.ts'

const db = tables<{ danger: DangerRow; guidance: GuidanceRow }>()

export const insertDanger = (tx: Tx, row: DangerRow) =>
  tx.run(
    db
      .insertInto('danger')
      .values(row)
      // Without naming the columns: who writes it may not read it.
      .onConflict((conflict) => conflict.doNothing()),
  )
/** Of what somebody may be in danger, for who handles the question, coordinators and the program; others see none. */
export const dangersOf = async (tx: Tx, region: number, question: string): Promise<UrgentKind[]> =>
  (await tx.all(db.selectFrom('danger').select('kind').where('region_id', '=', region).where('question_id', '=', question))).map(({ kind }) => kind)

/** What coordinators wrote for guides, by what it is about. */
export const guidanceOf = async (tx: Tx, region: number): Promise<Map<UrgentKind, GuidanceRow>> =>
  new Map((await tx.all(db.selectFrom('guidance').selectAll().where('region_id', '=', region))).map((each) => [each.kind, each]))
/** Keeps what somebody wrote over what they saw (at `seen`, null for nothing); 0 when another wrote since. */
export const writeGuidance = (tx: Tx, row: GuidanceRow, seen: Date | null) =>
  tx.run(
    db
      .insertInto('guidance')
      .values(row)
      .onConflict((conflict) =>
        conflict
          .columns(['region_id', 'kind'])
          .doUpdateSet({ text: row.text, at: row.at, staff_id: row.staff_id })
          .where('guidance.at', '=', seen as Date),
      ),
  )
export const forgetGuidance = (tx: Tx, region: number, kind: UrgentKind) => tx.run(db.deleteFrom('guidance').where('region_id', '=', region).where('kind', '=', kind))
