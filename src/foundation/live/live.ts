import { sql } from 'kysely'
import type { Clock } from '../clock/clock.ts'
import { type Database, written } from '../database/database.ts'
import { firstIdAt } from '../database/id.ts'
import { oneOf } from '../system.ts'

/** What was recorded about a subject. */
export interface Change {
  subject: string
  kind: string
}
type Listener = (changes: readonly Change[]) => void

const looksEvery = 1000
// What is recorded late, by a transaction that took long, is still told: what came before is remembered for so long.
const overlap = 10_000

/**
 * Tells what is recorded in a region, about a second after it was committed, whichever process did it. It reads the record itself, only while somebody
 * listens: no second channel that could say something else, and nothing that a crash could lose.
 */
function liveChanges(database: Database, clock: Clock) {
  const listeners = new Map<number, Set<Listener>>()
  const told = new Map<number, Map<string, number>>()
  let timer: NodeJS.Timeout | undefined
  let busy = false

  async function look(region: number) {
    const now = clock.now().getTime()
    const before = told.get(region)
    const rows = await database.transaction({ kind: 'task', region }, 'live', (tx) =>
      tx.all(
        written<{ id: string } & Change>(sql`select id, subject_id as subject, kind from event where region_id = ${region} and id >= ${firstIdAt(now - overlap)} order by id`),
      ),
    )
    told.set(region, new Map(rows.map((row) => [row.id, now])))
    if (!before) return
    const news = rows.filter((row) => !before.has(row.id))
    if (news.length) for (const each of listeners.get(region) ?? []) each(news)
  }

  async function turn() {
    if (busy) return
    busy = true
    await Promise.allSettled([...listeners.keys()].map(look))
    busy = false
  }

  /** Calls `listener` with what is recorded from now on, until the function it answers is called. */
  return function listen(region: number, listener: Listener): () => void {
    const own = listeners.get(region) ?? new Set()
    if (!own.size) told.delete(region)
    listeners.set(region, own.add(listener))
    timer ??= setInterval(turn, looksEvery).unref()
    return () => {
      own.delete(listener)
      if (!own.size) listeners.delete(region)
      if (listeners.size) return
      clearInterval(timer)
      timer = undefined
    }
  }
}

/** What changes in this program. */
export const liveOf = oneOf(({ database, clock }) => liveChanges(database, clock))
