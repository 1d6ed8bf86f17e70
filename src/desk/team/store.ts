import { sql } from 'kysely'
import type { Day } from '../../foundation/clock/workingdays.ts'
import { prepared, type Tx, tables, written } from '../../foundation/database/database.ts'
import type { AbsenceRow } from '../rows.ts'

/** Who is away, and who looks after their questions meanwhile. */
export type Absence = AbsenceRow
const db = tables<{ absence: AbsenceRow }>()

export const insertAbsence = (tx: Tx, absence: Absence) => tx.run(db.insertInto('absence').values(absence))
export const removeAbsence = (tx: Tx, region: number, id: string) => tx.run(db.deleteFrom('absence').where('region_id', '=', region).where('id', '=', id))
export const absenceById = (tx: Tx, region: number, id: string) => tx.one(db.selectFrom('absence').selectAll().where('region_id', '=', region).where('id', '=', id))
/** Who is or will be away, of those the actor may see. */
export const absencesFrom = (tx: Tx, region: number, today: Day) =>
  tx.all(db.selectFrom('absence').selectAll().where('region_id', '=', region).where('until_day', '>=', today).orderBy('from_day'))

export interface Load {
  id: string | null
  open: number
  today: number
  overdue: number
  urgent: number
}
/** How many open questions each colleague or walk-in point has, in the actor's sight; null is nobody. */
export const loads = (tx: Tx, region: number, by: 'staff_id' | 'walk_in_point_id', organisation: string | null, now: Date, tomorrow: Date) =>
  tx.all(
    written<Load>(sql`
      select ${sql.ref(by)} as id, count(*)::int as open, count(*) filter (where due_at >= ${now} and due_at < ${tomorrow})::int as today,
        count(*) filter (where due_at < ${now})::int as overdue, count(*) filter (where urgent is not null)::int as urgent
      from question where region_id = ${region} and closed_at is null and (${organisation}::uuid is null or organisation_id = ${organisation}::uuid)
      group by 1`),
  )

const standing = prepared(({ region, staff, today }: { region: number; staff: readonly string[]; today: Day }) =>
  written(
    sql<{
      id: string
    }>`select distinct stand_in_id as id from absence where region_id = ${region} and staff_id = any(${staff}::uuid[]) and ${today}::date between from_day and until_day`,
  ),
)
/** Who stands in for one of these colleagues on this day. */
export const standInsOf = async (tx: Tx, region: number, staff: readonly string[], today: Day): Promise<string[]> =>
  (await tx.all(standing({ region, staff, today }))).map(({ id }) => id)

/** How many open questions of each colleague (or of this one) are due today and overdue, of those who have any. */
export const dueByColleague = (tx: Tx, region: number, now: Date, tomorrow: Date, only: string | null) =>
  tx.all(
    written<{ staff: string; today: number; overdue: number }>(sql`
      select staff_id as staff, count(*) filter (where due_at >= ${now})::int as today, count(*) filter (where due_at < ${now})::int as overdue
      from question where region_id = ${region} and closed_at is null and due_at < ${tomorrow} and staff_id is not null and (${only}::uuid is null or staff_id = ${only}::uuid) group by 1`),
  )
