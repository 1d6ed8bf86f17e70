import { sql } from 'kysely'
import { type Tx, written } from '../foundation/database/database.ts'
import { mostDeclines } from './handover.ts'

/** Which promise a handover breaks, and how. */
export interface HandoverBreach {
  reference: string
  promise: 2 | 3 | 4
  rule: 'away-before-acceptance' | 'circles' | 'no-yes' | 'not-met' | 'outcome-unknown' | 'shown-too-much' | 'no-ground' | 'silent'
}

/**
 * Every handover that breaks promise 2, 3 or 4; there must be none. Most are impossible by the database's own constraints and are looked for all the same; the others would mean
 * that the program did not do what it must: a third decline that no coordinator has, a partner that still sees what it no longer may, silence that did not climb.
 */
export const breachesOfHandovers = (tx: Tx, region: number, now: Date): Promise<HandoverBreach[]> =>
  tx.all(
    written<HandoverBreach>(sql`
      select h.reference, 2 as promise, 'circles' as rule from handover h
        where h.region_id = ${region} and h.ended_at is null and h.stuck is null and (h.declined is not null or h.outcome = 'does-not-fit')
          and (select count(*) from handover o where o.region_id = h.region_id and o.question_id = h.question_id and (o.declined is not null or o.outcome = 'does-not-fit')) >= ${mostDeclines}
      union all
      select reference, 2, 'away-before-acceptance' from handover where region_id = ${region} and declined is not null and next_id is null
      union all
      select reference, 3, 'no-yes' from handover where region_id = ${region} and offered_at is not null and agreed_at is null
      union all
      select reference, 3, 'not-met' from handover where region_id = ${region} and state in ('met', 'reported', 'closed') and met_at is null
      union all
      select reference, 3, 'outcome-unknown' from handover where region_id = ${region} and state in ('reported', 'closed') and outcome is null
      union all
      select reference, 3, 'silent' from handover where region_id = ${region} and ended_at is null and stuck is null and state <> 'reported' and due_at < ${new Date(now.getTime() - 3 * 86_400_000 - 3_600_000)} and not late
      union all
      select reference, 4, 'no-ground' from handover where region_id = ${region} and shown <> 'none' and (ground is null or agreed_at is null)
      union all
      select reference, 4, 'shown-too-much' from handover where region_id = ${region} and shown <> 'none' and partner_until < ${new Date(now.getTime() - 2 * 86_400_000)}
      order by 2, 1`),
  )

/** What became of what was offered to one partner (or, for null, to all) in a period, and how long each step took there: the median, in days; null where there was none. */
export interface PartnerFigures {
  partner: string | null
  offered: number
  accepted: number
  declined: number
  met: number
  reported: number
  to_accept: number | null
  to_meet: number | null
  to_report: number | null
}

/** The closed-loop figures of what was offered since a moment, per partner and for all together: from the record, so that they outlive an erasure. */
export const figuresPerPartner = (tx: Tx, region: number, since: Date): Promise<PartnerFigures[]> => {
  const at = (what: string) => sql`min(at) filter (where kind = ${`question.handover-${what}`})`
  const median = (from: string, to: string) =>
    sql`percentile_cont(0.5) within group (order by extract(epoch from ${sql.ref(to)} - ${sql.ref(from)}) / 86400) filter (where ${sql.ref(to)} is not null)`
  return tx.all(
    written(sql`
      with each_one as (
        select detail->>'to' as partner, ${at('offered')} as offered, ${at('accepted')} as accepted, ${at('declined')} as declined, ${at('met')} as met, ${at('reported')} as reported
        from event where region_id = ${region} and at >= ${since} and kind like 'question.handover-%'
        group by detail->>'handover', detail->>'to'
      )
      select partner, count(*)::int as offered, count(accepted)::int as accepted, count(declined)::int as declined, count(met)::int as met, count(reported)::int as reported,
        ${median('offered', 'accepted')} as to_accept, ${median('accepted', 'met')} as to_meet, ${median('met', 'reported')} as to_report
      from each_one where offered is not null group by grouping sets ((partner), ()) having count(*) > 0 order by partner is null desc, 2 desc`),
  )
}
