import { sql } from 'kysely'
import type { Day } from '../../foundation/clock/workingdays.ts'
import { prepared, type Tx, tables, written } from '../../foundation/database/database.ts'

export const mailChoices = ['at-once', 'daily', 'none'] as const
export type MailChoice = (typeof mailChoices)[number]

export interface Notice {
  region_id: number
  id: string
  staff_id: string
  kind: string
  question_id: string | null
  about_id: string | null
  at: Date
  seen_at: Date | null
}
const db = tables<{ notice: Notice; staff_choice: { region_id: number; staff_id: string; mail: MailChoice } }>()

/** Where what a notice is about is seen, below the workplace's address. */
export function noticeAt({ kind, about_id }: Pick<Notice, 'kind' | 'about_id'>, number: string | undefined): string {
  if (kind.startsWith('access')) return '/inzage'
  if (kind.startsWith('handover') && about_id) return `/overdrachten/${about_id}`
  return number ? `/vragen/${number}` : '/meldingen'
}

/** A notice of what cannot wait is not done by seeing it: it stays until somebody has taken the question. */
const staying: readonly string[] = ['urgent', 'urgent-climbed']
export const staysUntilTaken = (kind: string): boolean => staying.includes(kind)
/** Whether a notice is still to be seen; of `n`. */
export const unseen = sql<boolean>`(case when n.kind = any(${staying}::text[])
  then exists (select 1 from question w where w.region_id = n.region_id and w.id = n.question_id and w.urgent_due_at is not null) else n.seen_at is null end)`

export const insertNotice = (tx: Tx, notice: Notice) => tx.run(db.insertInto('notice').values(notice))

/** Of these, who wants to be mailed at once, and who stands in for one of them today. */
const receivers = prepared(({ region, staff, today }: { region: number; staff: readonly string[]; today: Day }) =>
  written(sql<{ id: string; mail: MailChoice | null }>`
      with told as (
        select unnest(${staff}::uuid[]) as id
        union
        select stand_in_id from absence where region_id = ${region} and staff_id = any(${staff}::uuid[]) and ${today}::date between from_day and until_day
      )
      select told.id, c.mail from told left join staff_choice c on c.region_id = ${region} and c.staff_id = told.id`),
)
export const receiversOf = (tx: Tx, region: number, staff: readonly string[], today: Day) => tx.all(receivers({ region, staff, today }))

/** Somebody's notices, unseen first, with the number of the question where they still see it. */
export const noticesOf = (tx: Tx, region: number, staff: string) =>
  tx.all(
    written<Notice & { number: string | null; unseen: boolean }>(
      sql`select n.*, q.number, ${unseen} as unseen from notice n left join question q on q.region_id = n.region_id and q.id = n.question_id
        where n.region_id = ${region} and n.staff_id = ${staff} order by not ${unseen}, n.id desc limit 100`,
    ),
  )
export const noticeById = (tx: Tx, region: number, id: string) => tx.one(db.selectFrom('notice').selectAll().where('region_id', '=', region).where('id', '=', id))
export const markSeen = (tx: Tx, region: number, staff: string, at: Date) =>
  tx.run(db.updateTable('notice').set({ seen_at: at }).where('region_id', '=', region).where('staff_id', '=', staff).where('seen_at', 'is', null))

export const choiceOf = async (tx: Tx, region: number, staff: string): Promise<MailChoice> =>
  (await tx.one(db.selectFrom('staff_choice').select('mail').where('region_id', '=', region).where('staff_id', '=', staff)))?.mail ?? 'daily'
export const setChoice = (tx: Tx, region: number, staff: string, mail: MailChoice) =>
  tx.run(
    db
      .insertInto('staff_choice')
      .values({ region_id: region, staff_id: staff, mail })
      .onConflict((conflict) => conflict.columns(['region_id', 'staff_id']).doUpdateSet({ mail })),
  )

export interface Morning {
  staff: string
  today: number
  overdue: number
  unseen: number
}
/** Who wants to be mailed in the morning and has something to hear: what is due today, what is overdue, and what they have not seen. */
export const mornings = (tx: Tx, region: number, now: Date, tomorrow: Date, only: string | null) =>
  tx.all(
    written<Morning>(sql`
      with own as (
        select staff_id, count(*) filter (where due_at >= ${now} and due_at < ${tomorrow})::int as today, count(*) filter (where due_at < ${now})::int as overdue
        from question where region_id = ${region} and closed_at is null and staff_id is not null group by staff_id
      ), told as (
        select staff_id, count(*)::int as unseen from notice n where region_id = ${region} and ${unseen} group by staff_id
      )
      select s.id as staff, coalesce(own.today, 0) as today, coalesce(own.overdue, 0) as overdue, coalesce(told.unseen, 0) as unseen
      from staff s left join own on own.staff_id = s.id left join told on told.staff_id = s.id left join staff_choice c on c.region_id = s.region_id and c.staff_id = s.id
      where s.region_id = ${region} and (s.left_at is null or s.left_at > ${now}) and coalesce(c.mail, 'daily') <> 'none'
        and coalesce(own.today, 0) + coalesce(own.overdue, 0) + coalesce(told.unseen, 0) > 0 and (${only}::uuid is null or s.id = ${only}::uuid)`),
  )
