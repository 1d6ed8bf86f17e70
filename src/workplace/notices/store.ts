import { sql } from 'kysely'
import { prepared, type Tx, tables, written } from '../../foundation/database/database.ts'
import type { PartsOf } from '../../foundation/place.ts'
import { remember } from '../../foundation/remember.ts'
import { everyOf } from '../../foundation/database/narrowed.ts'
import type { NoticeRow, StaffChoiceRow } from '../rows.ts'
import { unseenOf } from './kinds.ts'

export type MailChoice = StaffChoiceRow['mail']
export const mailChoices = everyOf<MailChoice>()(['at-once', 'daily', 'none'])

/** What somebody of the staff is told. */
export type Notice = NoticeRow
const db = tables<{ notice: NoticeRow; staff_choice: StaffChoiceRow }>()

export const insertNotice = (tx: Tx, notice: Notice) => tx.run(db.insertInto('notice').values(notice))

const choices = prepared(({ region, staff }: { region: number; staff: readonly string[] }) =>
  written(
    sql<{
      id: string
      mail: MailChoice | null
    }>`select told.id, c.mail from unnest(${staff}::uuid[]) told (id) left join staff_choice c on c.region_id = ${region} and c.staff_id = told.id`,
  ),
)
/** Each of these, with when they want mail where they said so. */
export const choicesOf = (tx: Tx, region: number, staff: readonly string[]) => tx.all(choices({ region, staff }))

/** Somebody's notices, unseen first. */
export const noticesOf = (tx: Tx, region: number, staff: string) =>
  tx.all(
    written<Notice & { unseen: boolean }>(sql`
      select n.*, ${unseenOf(tx.partsOf)} as unseen from notice n where n.region_id = ${region} and n.staff_id = ${staff} order by unseen desc, n.id desc limit 100`),
  )
/** How many somebody has still to see. */
export const countUnseen = async (tx: Tx, region: number, staff: string): Promise<number> =>
  (await tx.one(remember(unseen, tx.partsOf, () => unseenIn(tx.partsOf))({ region, staff })))!.count
const unseen = new Map<PartsOf, ReturnType<typeof unseenIn>>()
const unseenIn = (partsOf: PartsOf) =>
  prepared(({ region, staff }: { region: number; staff: string }) =>
    written<{ count: number }>(sql`select count(*)::int as count from notice n where region_id = ${region} and staff_id = ${staff} and ${unseenOf(partsOf)}`),
  )
/** How many each colleague (or this one) has still to see, of those who have any. */
export const unseenByStaff = (tx: Tx, region: number, only: string | null) =>
  tx.all(
    written<{ staff: string; count: number }>(sql`
      select staff_id as staff, count(*)::int as count from notice n where region_id = ${region} and (${only}::uuid is null or staff_id = ${only}::uuid) and ${unseenOf(tx.partsOf)} group by 1`),
  )
export const noticeById = (tx: Tx, region: number, id: string) => tx.one(db.selectFrom('notice').selectAll().where('region_id', '=', region).where('id', '=', id))
export const markSeen = (tx: Tx, region: number, staff: string, at: Date) =>
  tx.run(db.updateTable('notice').set({ seen_at: at }).where('region_id', '=', region).where('staff_id', '=', staff).where('seen_at', 'is', null))

export const choiceOf = async (tx: Tx, region: number, staff: string): Promise<MailChoice> => (await choicesOf(tx, region, [staff]))[0]?.mail ?? 'daily'
export const setChoice = (tx: Tx, region: number, staff: string, mail: MailChoice) =>
  tx.run(
    db
      .insertInto('staff_choice')
      .values({ region_id: region, staff_id: staff, mail })
      .onConflict((conflict) => conflict.columns(['region_id', 'staff_id']).doUpdateSet({ mail })),
  )
