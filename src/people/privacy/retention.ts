import type { Tx } from '../../foundation/database/database.ts'
import { eventsOfKind } from '../../foundation/record/record.ts'
import { countExpired, type Rule, retentionRules } from '../../foundation/record/retention.ts'

/** What the retention keeps, what its runs removed, and what the next would. */
export interface RetentionSeen {
  rules: Rule[]
  would: Record<string, number>
  runs: { at: Date; removed: Record<string, number> }[]
}

const runsShown = 30

/** As the program, which alone sees all that is kept: counts only. */
export async function readRetention(tx: Tx, region: number, now: Date): Promise<RetentionSeen> {
  const runs = await eventsOfKind(tx, region, 'retention.ran', runsShown)
  return {
    rules: await retentionRules(tx),
    would: await countExpired(tx, region, now),
    runs: runs.map(({ at, detail }) => ({ at, removed: Object.fromEntries(Object.entries(detail).filter((each): each is [string, number] => typeof each[1] === 'number')) })),
  }
}
