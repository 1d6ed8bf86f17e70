import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { passesOf } from '../../foundation/identity/passes.ts'
import type { Which } from '../../foundation/identity/sessions.ts'
import { page, seeOther } from '../../foundation/web/answer.ts'
import { programOf, type ResidentVisit, type Route, route } from '../../foundation/web/route.ts'
import { networkHere } from '../../network/current.ts'
import { peopleRights } from '../rights.ts'
import { selfOf } from './file.ts'
import { SignedInPage } from './pages.tsx'

const at = '/mijn/aangemeld'

async function end(visit: ResidentVisit, which: Which) {
  const self = selfOf(visit)
  await visit.change('own-file', (tx) => passesOf(visit.system).endOf(tx, visit.region.id, 'resident', [self], visit.now, which), programOf(visit))
  return seeOther(visit.path(`${at}?gedaan=ja`))
}

/** Where a resident is signed in, and ending that. */
export function signedInRoutes(): Route[] {
  const own = { right: peopleRights.ownFile, limit: { most: 120, minutes: 10 } } as const
  return [
    route({
      ...own,
      method: 'GET',
      path: `/:region${at}`,
      query: z.object({ gedaan: z.literal('ja').optional().catch(undefined) }),
      handle: async (visit) => {
        await networkHere(visit)
        const self = selfOf(visit)
        const passes = passesOf(visit.system)
        const held = await visit.system.database.transaction(programOf(visit), 'own-file', (tx) => passes.held(tx, visit.region.id, 'resident', self, visit.request, visit.now))
        return page(<SignedInPage visit={visit} held={held} formKey={randomUUID()} done={visit.query.gedaan !== undefined} />)
      },
    }),
    route({ ...own, method: 'POST', path: `/:region${at}/andere`, handle: (visit) => end(visit, { but: visit.request }) }),
    route({
      ...own,
      method: 'POST',
      path: `/:region${at}/:id/weg`,
      params: z.object({ region: z.string(), id: z.uuid() }),
      handle: (visit) => end(visit, { only: visit.params.id }),
    }),
  ]
}
