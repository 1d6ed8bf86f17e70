import { type RawBuilder, sql } from 'kysely'
import { type Tx, written } from '../../foundation/database/database.ts'
import type { LookRow } from '../file/store.ts'

/** Which looks are wanted: within a period, by a colleague, by an organisation. */
export interface LooksWanted {
  from: Date
  until: Date
  staff?: string
  organisation?: string
}

const those = (region: number, { from, until, staff, organisation }: LooksWanted): RawBuilder<unknown> =>
  sql`from look where region_id = ${region} and at >= ${from} and at < ${until}
    ${staff ? sql`and staff_id = ${staff}` : sql``} ${organisation ? sql`and organisation_id = ${organisation}` : sql``}`

/** The looks that the actor may see, by and at their organisation, the newest first. */
export const looksBetween = (tx: Tx, region: number, wanted: LooksWanted, limit: number, offset: number) =>
  tx.all(
    written<LookRow>(
      sql`select id, at, staff_id, guest_id, organisation_id, person_id, question_id, purpose, role ${those(region, wanted)} order by at desc, id desc limit ${limit} offset ${offset}`,
    ),
  )
/** How many those are, and of how many people. */
export const countLooks = async (tx: Tx, region: number, wanted: LooksWanted) =>
  (await tx.one(written<{ looks: number; persons: number }>(sql`select count(*)::int as looks, count(distinct person_id)::int as persons ${those(region, wanted)}`)))!
