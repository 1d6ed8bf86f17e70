import { sql } from 'kysely'
import type { Day } from '../../foundation/clock/workingdays.ts'
import { type Tx, tables, written } from '../../foundation/database/database.ts'

export interface Absence {
  region_id: number
  id: string
  staff_id: string
  organisation_id: string
  stand_in_id: string
  from_day: Day
  until_day: Day
}
const db = tables<{ absence: Absence }>()

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
