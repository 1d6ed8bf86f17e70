import { type RawBuilder, sql } from 'kysely'
import { type Tx, written } from '../database/database.ts'

/** A look at somebody's data, as the record keeps it. */
export interface LookRow {
  id: string
  at: Date
  staff_id: string | null
  guest_id: string | null
  organisation_id: string
  person_id: string
  question_id: string | null
  purpose: string
  role: string | null
}
const looks = (region: number, condition: RawBuilder<unknown>) =>
  written<LookRow>(sql`select id, at, staff_id, guest_id, organisation_id, person_id, question_id, purpose, role from look where region_id = ${region} and ${condition}`)

/** Who looked at the data of these persons, or at these questions of theirs; the newest first. */
export const looksAt = (tx: Tx, region: number, persons: readonly string[], questions: readonly string[], limit: number, offset: number) =>
  tx.all(looks(region, sql`(person_id = any(${persons}::uuid[]) or question_id = any(${questions}::uuid[])) order by id desc limit ${limit} offset ${offset}`))
export const lookById = (tx: Tx, region: number, id: string) => tx.one(looks(region, sql`id = ${id}`))

/** Which looks are wanted: within a period, by a colleague, by an organisation. */
export interface LooksWanted {
  from: Date
  until: Date
  staff?: string
  organisation?: string
}
const those = ({ from, until, staff, organisation }: LooksWanted): RawBuilder<unknown> =>
  sql`at >= ${from} and at < ${until} ${staff ? sql`and staff_id = ${staff}` : sql``} ${organisation ? sql`and organisation_id = ${organisation}` : sql``}`

/** The looks that the actor may see, the newest first. */
export const looksBetween = (tx: Tx, region: number, wanted: LooksWanted, limit: number, offset: number) =>
  tx.all(looks(region, sql`${those(wanted)} order by at desc, id desc limit ${limit} offset ${offset}`))
/** How many those are, and of how many people. */
export const countLooks = async (tx: Tx, region: number, wanted: LooksWanted) =>
  (await tx.one(
    written<{ looks: number; persons: number }>(
      sql`select count(*)::int as looks, count(distinct person_id)::int as persons from look where region_id = ${region} and ${those(wanted)}`,
    ),
  ))!
