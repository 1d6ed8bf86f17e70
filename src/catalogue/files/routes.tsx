import { openNetworkHere } from '../../network/current.ts'
import { z } from 'zod'
import type { Tx } from '../../foundation/database/database.ts'
import { type Answer, file } from '../../foundation/web/answer.ts'
import { NotFound } from '../../foundation/web/problem.ts'
import { type Route, route, type Visit } from '../../foundation/web/route.ts'
import { slugParams } from '../public/routes.tsx'
import { serviceBySlug } from '../store.ts'
import { fileOf } from './store.ts'
import { catalogueRights } from '../rights.ts'
import { visitSite } from '../../foundation/identity/rights.ts'

const fileParams = slugParams.extend({ id: z.uuid() })

/** A file of a service to keep, as far as this visitor may see it. */
async function given(visit: Visit<z.infer<typeof fileParams>>): Promise<Answer> {
  const found = await visit.transaction('catalogue', async (tx: Tx) => {
    const service = await serviceBySlug(tx, visit.region.id, visit.params.slug)
    return service && fileOf(tx, visit.region.id, service.id, visit.params.id)
  })
  if (!found || found.removed_at) throw new NotFound()
  return file(found)
}

/** Files with a service, to who may see them. */
export const fileRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/:region/aanbod/:slug/bestanden/:id',
    right: visitSite,
    params: fileParams,
    handle: async (visit) => {
      await openNetworkHere(visit)
      return given(visit)
    },
  }),
  route({ method: 'GET', path: '/:region/werk/aanbod/:slug/bestanden/:id', right: catalogueRights.see, params: fileParams, handle: given }),
]
