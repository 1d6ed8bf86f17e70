import { liveOf } from '../foundation/live/live.ts'
import { stream } from '../foundation/live/stream.ts'
import { eventKinds } from '../foundation/record/events.ts'
import { route } from '../foundation/web/route.ts'
import { networkRights } from '../network/rights.ts'
import { numbersOf } from './places.ts'

/** What changes while somebody of the staff looks: which questions that they see, and whether somebody said something on them. */
export const liveRoute = route({
  method: 'GET',
  path: '/:region/werk/live',
  right: networkRights.enter,
  byItself: true,
  // Many tabs of one office come from one address.
  limit: { most: 6000, minutes: 1 },
  handle: (visit) => {
    const kinds = visit.system.partsOf(eventKinds)
    const inThread = new Map(kinds.filter(({ about }) => about.readers === 'thread').map(({ kind, said }) => [kind, said ? ('said' as const) : ('changed' as const)]))
    return stream(visit, (send) =>
      liveOf(visit.system)(visit.region.id, (changes) => {
        const changed = new Map(changes.flatMap(({ subject, kind }) => (inThread.has(kind) ? [[subject, inThread.get(kind)]] : [])))
        if (!changed.size) return
        visit
          .transaction('live', async (tx) => (await Promise.all(tx.partsOf(numbersOf).map((ask) => ask(tx, visit.region.id, [...changed.keys()])))).flat())
          .then((seen) => seen.length && send('changed', { questions: Object.fromEntries(seen.map(({ id, number }) => [number, changed.get(id)])) }))
          .catch(() => {})
      }),
    )
  },
})
