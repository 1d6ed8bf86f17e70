import { type RawBuilder, sql } from 'kysely'
import { type Tx, tables, written } from '../foundation/database/database.ts'
import { type Handover, type Item, sharesSchema } from './handover.ts'
import type { GuestRow, HandoverRow } from './rows.ts'

const db = tables<{ handover: HandoverRow; guest: GuestRow }>()
const read = (row: HandoverRow): Handover => ({ ...row, shares: sharesSchema.parse(row.shares) })
const maybe = (row: HandoverRow | undefined) => row && read(row)
const at = (region: number, id: string) => db.selectFrom('handover').selectAll().where('region_id', '=', region).where('id', '=', id)

/** One handover, when the actor may see it. */
export const handoverById = async (tx: Tx, region: number, id: string) => maybe(await tx.one(at(region, id)))
export const lockHandover = async (tx: Tx, region: number, id: string) => maybe(await tx.one(at(region, id).forUpdate()))
/** All of one question, oldest first. */
export const handoversOf = async (tx: Tx, region: number, question: string) =>
  (await tx.all(db.selectFrom('handover').selectAll().where('region_id', '=', region).where('question_id', '=', question).orderBy('id'))).map(read)

/** The newest handover of each of these questions. */
export const newestOf = async (tx: Tx, region: number, questions: readonly string[]) =>
  (
    await tx.all(
      written<HandoverRow>(
        sql`select distinct on (question_id) * from handover where region_id = ${region} and question_id = any(${questions}::uuid[]) order by question_id, id desc`,
      ),
    )
  ).map(read)

const columns = ({ shares, ...rest }: Partial<Handover>) => (shares ? { ...rest, shares: JSON.stringify(shares) } : rest)
export const insertHandover = (tx: Tx, handover: Handover) => tx.run(db.insertInto('handover').values({ ...handover, shares: JSON.stringify(handover.shares) }))
export const updateHandover = (tx: Tx, { region_id, id }: Pick<Handover, 'region_id' | 'id'>, changes: Partial<Handover>) =>
  tx.run(db.updateTable('handover').set(columns(changes)).where('region_id', '=', region_id).where('id', '=', id))

/** What the partner who asks sees of the person and the question now, by item; nothing for anybody else. */
export const shownTo = async (tx: Tx, handover: string): Promise<Map<Item, string>> => {
  const rows = await tx.all(written<{ item: Item; value: string | null }>(sql`select item, value from handover_shown(${handover})`))
  return new Map(rows.filter((row) => row.value !== null).map((row) => [row.item, row.value!]))
}
/** One of the files that go along, for the partner to whom it is shown. */
export const fileShownTo = (tx: Tx, handover: string, file: string) =>
  tx.one(written<{ name: string; type: string; content: Buffer }>(sql`select * from handover_file(${handover}, ${file})`))
/** Whom a handover is about, for the look at it. */
export const personShownTo = async (tx: Tx, handover: string): Promise<string | undefined> =>
  (await tx.one(written<{ id: string | null }>(sql`select handover_person(${handover}) as id`)))?.id ?? undefined

const isRunning = sql<boolean>`ended_at is null and (state <> 'reported' or stuck is not null)`
/** What is running of a question, held: one handover, or each partner's part in a plan. */
export const lockRunning = async (tx: Tx, region: number, question: string) =>
  (await tx.all(db.selectFrom('handover').selectAll().where('region_id', '=', region).where('question_id', '=', question).where(isRunning).orderBy('id').forUpdate())).map(read)

/** When the next of what is under way for a question is due, a step of its plan too; null when nothing is under way. */
export const nextDueOf = async (tx: Tx, region: number, question: string): Promise<Date | null> =>
  (await tx.one(
    written<{ due: Date | null }>(sql`
      select case when count(*) > 0 then least(min(due_at), (
        select min((due_on + time '17:00') at time zone 'Europe/Amsterdam') from plan_step where region_id = ${region} and question_id = ${question} and done_at is null and organisation_id is not null
      )) end as due from handover where region_id = ${region} and question_id = ${question} and ${isRunning}`),
  ))!.due

export const insertGuest = (tx: Tx, guest: GuestRow) => tx.run(db.insertInto('guest').values(guest))
export const guestById = (tx: Tx, region: number, id: string) => tx.one(db.selectFrom('guest').selectAll().where('region_id', '=', region).where('id', '=', id))
/** Who of a partner came in since a moment, the last first. */
export const guestsSince = (tx: Tx, region: number, organisation: string, since: Date) =>
  tx.all(db.selectFrom('guest').selectAll().where('region_id', '=', region).where('organisation_id', '=', organisation).where('came_at', '>', since).orderBy('came_at', 'desc'))
/** The guests among these ids, for saying who did something. */
export const guestsById = (tx: Tx, region: number, ids: readonly string[]) =>
  tx.all(db.selectFrom('guest').selectAll().where('region_id', '=', region).where(sql<boolean>`id = any(${ids}::uuid[])`))

/** How a handover stands, for a list: no text, and nothing of the person. */
export type ListedHandover = Pick<
  Handover,
  'id' | 'reference' | 'from_id' | 'to_id' | 'state' | 'stuck' | 'waits_for' | 'due_at' | 'ended_at' | 'proposed_at' | 'outcome' | 'declined' | 'next_id' | 'staff_id'
>

/** A condition on `h` in a list, made by queries.ts from what somebody chose. */
export type Condition = RawBuilder<unknown>

export const listHandovers = (tx: Tx, region: number, conditions: readonly Condition[], order: Condition, limit: number, offset: number) =>
  tx.all(
    written<ListedHandover>(sql`
      select h.id, h.reference, h.from_id, h.to_id, h.state, h.stuck, h.waits_for, h.due_at, h.ended_at, h.proposed_at, h.outcome, h.declined, h.next_id, h.staff_id
      from handover h where h.region_id = ${region} ${sql.join(
        conditions.map((each) => sql`and ${each}`),
        sql` `,
      )} order by ${order}, h.id limit ${limit} offset ${offset}`),
  )
/** Running handovers to or from this organisation. */
export const runningWith = async (tx: Tx, region: number, condition: Condition): Promise<string[]> =>
  (await tx.all(written<{ id: string }>(sql`select h.id from handover h where h.region_id = ${region} and ${isRunning} and ${condition} order by h.id`))).map((row) => row.id)

/** Takes from partners' sight what they no longer may see. Answers how many that were. */
export const endPartnersSight = (tx: Tx, region: number, now: Date) =>
  tx.run(db.updateTable('handover').set({ shown: 'none' }).where('region_id', '=', region).where('shown', '<>', 'none').where('partner_until', '<=', now))

/** How many handovers are to or from this organisation, by what is kept. */
export const usedByHandovers = async (tx: Tx, region: number, id: string): Promise<number> =>
  (await tx.one(written<{ uses: number }>(sql`select count(*)::int as uses from handover where region_id = ${region} and ${id}::uuid in (from_id, to_id, next_id)`)))!.uses
