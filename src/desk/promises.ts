import { deskEvents } from './events.ts'
import type { Events } from '../foundation/record/events.ts'
import { sql } from 'kysely'
import { addDays, type Day, dayOf, momentAt } from '../foundation/clock/workingdays.ts'
import { type Tx, written } from '../foundation/database/database.ts'
import { type State, states } from './question.ts'
import { dueAfter, longestWait } from './due.ts'
import type { DailyTotalRow } from './rows.ts'

/** The kinds of event that are counted over history: those that say so. */
const countedKinds = Object.values(deskEvents as Events).flatMap(({ kind, counted }) => (counted ? [kind] : []))

/** By which door a question came in is counted too: 'door.' and the door's id. */
const doorKind = 'door.'

const countEvents = (region: number, from: Date, until: Date) => sql<Count>`
  select (at at time zone 'Europe/Amsterdam')::date as day, kind, coalesce((detail->>'within')::boolean, true) as within_norm, count(*)::int as count
  from event
  where region_id = ${region} and at >= ${from} and at < ${until} and kind = any(${countedKinds}::text[])
  group by 1, 2, 3
  union all
  select (at at time zone 'Europe/Amsterdam')::date, ${doorKind} || (detail->>'door'), true, count(*)::int
  from event
  where region_id = ${region} and at >= ${from} and at < ${until} and kind = ${deskEvents.asked.kind} and detail->>'door' is not null
  group by 1, 2`

const firstMoment = new Date('2020-01-01T00:00:00Z')

/** From when the daily totals do not count yet: midnight after the last day that is totalled. */
async function countedUntil(tx: Tx, region: number): Promise<Date> {
  const row = await tx.one(written<{ day: Day | null }>(sql`select max(day) as day from daily_total where region_id = ${region}`))
  return row?.day ? momentAt(addDays(row.day, 1), 0) : firstMoment
}

/**
 * Totals the days that are over and not totalled yet, from the record. A marker row without a count keeps a quiet day from being counted twice.
 */
export async function totalDays(tx: Tx, region: number, now: Date): Promise<void> {
  const today = dayOf(now)
  const from = await countedUntil(tx, region)
  if (from >= momentAt(today, 0)) return
  await tx.run(
    written(
      sql`insert into daily_total (region_id, day, kind, within_norm, count) select ${region}::int, day, kind, within_norm, count from (${countEvents(region, from, momentAt(today, 0))}) counted`,
    ),
  )
  await tx.run(
    written(sql`insert into daily_total (region_id, day, kind, within_norm, count) values (${region}, ${addDays(today, -1)}::date, 'totalled', true, 0) on conflict do nothing`),
  )
}

export interface Figures {
  asked: number
  responded: { within: number; late: number }
  answered: { within: number; late: number }
  withdrawn: number
  reopened: number
  merged: number
  dismissed: number
  /** Questions that could not wait: marked, taken within an hour in which people can walk in or later, and taken off by a guide or the asker. */
  urgent: number
  urgentTaken: { within: number; late: number }
  urgentOff: number
  /** And those that nobody took yet, as they stand: all of them, and those past their moment. */
  urgentWaiting: { all: number; past: number }
}

type Count = Pick<DailyTotalRow, 'kind' | 'within_norm' | 'count'>

/** What nobody took yet is in no event: it is counted as it stands, beside the totals and in a recount alike. */
const waitingNow = async (tx: Tx, region: number, now: Date): Promise<Figures['urgentWaiting']> =>
  (await tx.one(
    written<Figures['urgentWaiting']>(
      sql`select count(*)::int as all, count(*) filter (where urgent_due_at < ${now})::int as past from question where region_id = ${region} and urgent_due_at is not null`,
    ),
  ))!

function figuresFrom(rows: readonly Count[], urgentWaiting: Figures['urgentWaiting']): Figures {
  const sum = (kind: string, within?: boolean) =>
    rows.filter((row) => row.kind === `question.${kind}` && (within === undefined || row.within_norm === within)).reduce((total, row) => total + row.count, 0)
  const split = (kind: string) => ({ within: sum(kind, true), late: sum(kind, false) })
  return {
    asked: sum('asked'),
    responded: split('responded'),
    answered: split('answered'),
    withdrawn: sum('withdrawn'),
    reopened: sum('reopened'),
    merged: sum('merged') - sum('unmerged'),
    dismissed: sum('dismissed') - sum('dismissal-undone'),
    urgent: sum('urgent'),
    urgentTaken: split('urgent-taken'),
    urgentOff: sum('urgent-off') + sum('urgent-denied'),
    urgentWaiting,
  }
}

/** The figures of promise 1: the daily totals, with what came since. */
export async function figures(tx: Tx, region: number, now: Date): Promise<Figures> {
  const from = await countedUntil(tx, region)
  const rows = await tx.all(
    written<Count>(sql`
      select kind, within_norm, sum(count)::int as count from (
        select kind, within_norm, count from daily_total where region_id = ${region}
        union all
        select kind, within_norm, count from (${countEvents(region, from, new Date(now.getTime() + 1000))}) since
      ) both_parts group by 1, 2`),
  )
  return figuresFrom(rows, await waitingNow(tx, region, now))
}

/** How many questions came in by each door in the past year, by the door's id. */
export async function byDoor(tx: Tx, region: number, now: Date): Promise<Map<string, number>> {
  const from = await countedUntil(tx, region)
  const since = addDays(dayOf(now), -365)
  const rows = await tx.all(
    written<Count>(sql`
      select kind, sum(count)::int as count from (
        select kind, count from daily_total where region_id = ${region} and day >= ${since}::date and kind like ${`${doorKind}%`}
        union all
        select kind, count from (${countEvents(region, from, new Date(now.getTime() + 1000))}) since where kind like ${`${doorKind}%`}
      ) both_parts group by 1`),
  )
  return new Map(rows.map(({ kind, count }) => [kind.slice(doorKind.length), count]))
}

/** The same figures counted anew over the whole record, to prove the totals by. */
export const recount = async (tx: Tx, region: number, now: Date): Promise<Figures> =>
  figuresFrom(await tx.all(written(countEvents(region, firstMoment, new Date(now.getTime() + 1000)))), await waitingNow(tx, region, now))

/** How many questions are in each state: the open ones as they stand, the closed ones by the figures. */
export async function inStates(tx: Tx, region: number, counted: Figures): Promise<Record<State, number>> {
  const rows = await tx.all(
    written<{ state: State; count: number }>(sql`select state, count(*)::int as count from question where region_id = ${region} and closed_at is null group by state`),
  )
  const open = Object.fromEntries(rows.map((row) => [row.state, row.count]))
  const answered = counted.answered.within + counted.answered.late - counted.reopened
  return {
    ...(Object.fromEntries(states.map((state) => [state, open[state] ?? 0])) as Record<State, number>),
    answered,
    withdrawn: counted.withdrawn,
    merged: counted.merged,
    dismissed: counted.dismissed,
  }
}

export interface Breach {
  number: string
  rule: 'no-due' | 'no-proof' | 'silent' | 'long-wait' | 'no-person'
}

/**
 * Every question that breaks promise 1, by number; there must be none. The first two are impossible by the database's own constraints and are looked for
 * all the same; the others would mean that the program's tasks did not run: overdue for an hour and not climbed, waiting longer than allowed, or with a person who left.
 */
export const breaches = (tx: Tx, region: number, now: Date): Promise<Breach[]> =>
  tx.all(
    written<Breach>(sql`
      select number, 'no-due' as rule from question where region_id = ${region} and closed_at is null and due_at is null
      union all
      select number, 'no-proof' from question where region_id = ${region} and state = 'answered' and answer_id is null
      union all
      select number, 'silent' from question where region_id = ${region} and closed_at is null
        and ((due_at < ${new Date(now.getTime() - 3_600_000)} and escalation = 0) or (urgent_due_at < ${new Date(now.getTime() - 3_600_000)} and escalation < 3))
      union all
      select number, 'long-wait' from question where region_id = ${region} and closed_at is null and state = 'waiting' and waiting_since < ${longestWaitStart(now)}
      union all
      select number, 'no-person' from question q where q.region_id = ${region} and q.closed_at is null and exists (select 1 from staff s where s.region_id = q.region_id and s.id = q.staff_id and s.left_at < ${now})
      order by 1`),
  )

/** A wait that began before this moment has lasted longer than ten working days, with a day to spare. */
function longestWaitStart(now: Date): Date {
  let day = dayOf(now)
  while (dueAfter(momentAt(day, 12), longestWait + 1) > now) day = addDays(day, -1)
  return momentAt(day, 0)
}
