import { networkHere } from '../../network/current.ts'
import { z } from 'zod'
import type { Tx } from '../../foundation/database/database.ts'
import { liveOf } from '../../foundation/live/live.ts'
import { stream } from '../../foundation/live/stream.ts'
import { json } from '../../foundation/web/answer.ts'
import { type Route, route, type Visit } from '../../foundation/web/route.ts'
import type { Network } from '../../network/current.ts'
import { followed } from '../public/followed.ts'
import { say } from '../words.ts'
import { found, numberParams } from '../work/found.ts'
import { presentOn, sayPresent } from './store.ts'
import { followLink } from '../links.ts'
import { deskRights } from '../rights.ts'

// Many tabs of one office come from one address.
const often = { most: 6000, minutes: 1 }

const staysFor = 15_000
const writesFor = 10_000

/** Says that the visitor is there, and answers who else is, in a sentence: nothing when nobody is. */
async function presence(tx: Tx, visit: Visit, network: Network, question: string, writes: boolean): Promise<string> {
  const { now, region } = visit
  const t = say[visit.language]
  const who = visit.actor.kind === 'staff' ? visit.actor.id : 'asker'
  await sayPresent(tx, { region_id: region.id, question_id: question, who, seen_at: now, writing_at: writes ? now : null })
  const others = (await presentOn(tx, region.id, question, new Date(now.getTime() - staysFor))).filter((each) => each.who !== who)
  return others
    .map((each) => {
      const writing = each.writing_at && now.getTime() - each.writing_at.getTime() < writesFor
      if (each.who === 'asker') return t(writing ? 'here.asker.writes' : 'here.asker')
      return t(writing ? 'here.writes' : 'here.is', { name: network.staff.get(each.who)?.name ?? 'Werkcentrum' })
    })
    .join(' ')
}

const hereBody = z.object({ schrijft: z.enum(['ja', 'nee']).catch('nee') })

/** What changes while somebody looks, and who else is there; for staff and for askers. */
export const liveRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/:region/werk/vragen/:number/aanwezig',
    right: deskRights.see,
    limit: often,
    byItself: true,
    params: numberParams,
    body: hereBody,
    handle: async (visit) => {
      const network = await networkHere(visit)
      const tekst = await visit.transaction('live', async (tx) => presence(tx, visit, network, (await found(tx, visit, visit.params.number)).id, visit.body.schrijft === 'ja'))
      return json({ tekst })
    },
  }),
  route({
    method: 'GET',
    path: '/:region/volg/:token/live',
    right: deskRights.follow,
    link: followLink,
    limit: often,
    byItself: true,
    handle: async (visit) => {
      const { id, number } = await visit.transaction('following', (tx) => followed(tx, visit))
      return stream(visit, (send) =>
        liveOf(visit.system)(visit.region.id, (changes) => {
          const own = changes.filter((each) => each.subject === id)
          if (own.length) send('changed', { questions: { [number]: 'said' } })
        }),
      )
    },
  }),
  route({
    method: 'POST',
    path: '/:region/volg/:token/aanwezig',
    right: deskRights.follow,
    link: followLink,
    limit: often,
    byItself: true,
    body: hereBody,
    handle: async (visit) => {
      const network = await networkHere(visit)
      const tekst = await visit.transaction('following', async (tx) => presence(tx, visit, network, (await followed(tx, visit)).id, visit.body.schrijft === 'ja'))
      return json({ tekst })
    },
  }),
]
