import { z } from 'zod'
import { workplace } from '../../foundation/ui/frame.tsx'
import { heldSince } from '../../foundation/mail/caps.ts'
import { type Route, route, type StaffVisit } from '../../foundation/web/route.ts'
import { waitingIn } from '../../foundation/tasks/waiting.ts'
import { type Region, regionOfId, theNation } from '../geography.ts'
import { begunRegions } from '../queries.ts'
import { networkRights } from '../rights.ts'
import { ownNetwork } from '../setup/routes.tsx'
import { say } from '../words.ts'
import { type WaitsIn, WaitingPage } from './page.tsx'

/** Held-back mail is shown for so many days. */
const days = 7

async function waitsIn({ system, now }: StaffVisit, region: Region): Promise<WaitsIn> {
  return system.database.transaction({ kind: 'task', region: region.id }, 'waiting', async (tx) => {
    const [waiting, held] = await Promise.all([waitingIn(tx, system, region.id, now), heldSince(tx, region.id, new Date(now.getTime() - days * 86_400_000))])
    return { region, waiting, held }
  })
}

/** What waits to be done, of one's own region; in the nation of all. */
export const waitingRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/:region/werk/wacht',
    right: networkRights.changeSetup,
    query: z.object({}),
    handle: async (visit) => {
      await ownNetwork(visit)
      const { id } = visit.region
      const regions = id === theNation.id ? await begunRegions(visit.system.database) : [id]
      const found: WaitsIn[] = []
      for (const each of regions) found.push(await waitsIn(visit, regionOfId(each)))
      return workplace(visit, { purpose: 'waiting', current: id === theNation.id ? 'regions' : 'setup', read: () => undefined }, () => ({
        title: say[visit.language]('waiting.title'),
        quiet: true,
        content: <WaitingPage visit={visit} found={found} days={days} />,
      }))
    },
  }),
]
