import type { StaffActor } from '../src/foundation/actor.ts'
import { addWorkingDays, dayOf, momentAt } from '../src/foundation/clock/workingdays.ts'
import type { Tx } from '../src/foundation/database/database.ts'
import { questionById } from '../src/desk/queries.ts'
import { propose } from '../src/handover/work/actions.ts'
import type { Moment, Shares } from '../src/handover/handover.ts'
import { itemsOfQuestion } from '../src/handover/queries.ts'
import { usualMoment } from '../src/handover/handover.ts'
import { accept, choose, decline, meet, proposeMeeting, report } from '../src/handover/partner/actions.ts'
import type { Network } from '../src/network/known.ts'

/** An invented handover: to whom, why, and how far it has come. */
export interface DemoHandover {
  to: string
  why: string
  hope?: string
  until: 'asked' | 'offered' | 'accepted' | 'times' | 'planned' | 'met' | 'started' | 'declined' | 'declined-thrice'
}

const order = ['asked', 'offered', 'accepted', 'times', 'planned', 'met', 'started'] as const

/** Plays a handover up to where it is, hour by hour from `from`; `staffOf` gives somebody of a partner. */
export async function playHandover(
  tx: Tx,
  network: Network,
  now: Date,
  from: Date,
  guide: StaffActor,
  staffOf: (organisation: string) => StaffActor,
  question: string,
  given: DemoHandover,
): Promise<void> {
  const idOf = (slug: string) => [...network.organisations.values()].find((each) => each.slug === slug)!.id
  const next = (hours: number) => new Date(Math.min(from.getTime() + hours * 3_600_000, now.getTime()))
  const known = (await questionById(tx, guide.region, question))!
  const shares = Object.fromEntries((await itemsOfQuestion(tx, known)).map(([item]): [string, Moment] => [item, usualMoment(item, known) ?? 'accept'])) as Shares
  const hand = (to: string, at: Date) =>
    propose({ tx, actor: guide, now: at, network }, question, {
      to: idOf(to),
      why: given.why,
      hope: given.hope,
      shares,
      agreed: given.until === 'asked' ? undefined : { how: 'phone', at },
    })
  let id = await hand(given.to, next(0))
  if (given.until === 'declined' || given.until === 'declined-thrice') {
    const tries = given.until === 'declined' ? [given.to] : [given.to, 'roc-van-twente', 'fnv']
    for (const [at, to] of tries.entries()) {
      if (at) id = await hand(to, next(at * 4))
      await decline({ tx, actor: staffOf(to), now: next(at * 4 + 2), network }, id, {
        reason: at ? 'no-room' : 'not-for-us',
        next: idOf(tries[at + 1] ?? 'roc-van-twente') === idOf(to) ? idOf('uwv') : idOf(tries[at + 1] ?? 'roc-van-twente'),
      })
    }
    return
  }
  const reached = order.indexOf(given.until)
  const partner = staffOf(given.to)
  if (reached < 2) return
  await accept({ tx, actor: partner, now: next(4), network }, id)
  if (reached < 3) return
  const times = [2, 3].map((days) => momentAt(addWorkingDays(dayOf(now), days), 10))
  await proposeMeeting({ tx, actor: partner, now: next(5), network }, id, {
    times,
    manner: 'place',
    place: 'Marktstraat 1, Enschede, vraag bij de balie naar het team',
    minutes: 45,
    agreed: false,
    withGuide: true,
  })
  if (reached < 4) return
  await choose({ tx, actor: guide, now: next(6), network }, id, times[0]!)
  if (reached < 5) return
  await meet({ tx, actor: partner, now: next(24), network }, id, dayOf(next(24)))
  if (reached < 6) return
  await report({ tx, actor: partner, now: next(30), network }, id, { outcome: 'started', text: 'Begonnen met een traject van drie maanden, met elke week een gesprek.' })
}
