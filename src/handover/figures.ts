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
