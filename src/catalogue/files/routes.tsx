import { actingOf } from '../../foundation/doing.ts'
import { openNetworkHere } from '../../network/current.ts'
import { z } from 'zod'
import type { Tx } from '../../foundation/database/database.ts'
import { type Answer, file } from '../../foundation/web/answer.ts'
import { readUpload, uploadField } from '../../foundation/web/files.ts'
import type { Filled } from '../../foundation/web/forms.ts'
import { FormProblem, NotFound } from '../../foundation/web/problem.ts'
import { type Route, route, type StaffVisit, type Visit } from '../../foundation/web/route.ts'
import { largestUpload } from '../../desk/public/acts.ts'
import { slugParams } from '../public/routes.tsx'
import { lock } from '../actions.ts'
import { serviceBySlug } from '../store.ts'
import { acted, showService } from '../work/serviceroutes.tsx'
import { addFile, removeFile } from './actions.ts'
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

/** Files with a service: given to who may see them, added and removed by who keeps it. */
export function fileRoutes(): Route[] {
  const redo = (visit: Visit, form: Filled) => showService(visit as StaffVisit, (visit.params as z.infer<typeof slugParams>).slug, { filed: form })
  const act = (name: 'weg' | 'terug') =>
    route({
      method: 'POST',
      path: `/:region/werk/aanbod/:slug/bestanden/:id/${name}`,
      right: catalogueRights.keep,
      params: fileParams,
      body: z.object({}),
      handle: (visit) =>
        acted(visit, name === 'weg' ? 'file-removed' : 'file-returned', (tx) => removeFile(actingOf(visit, tx), visit.params.slug, visit.params.id, name === 'terug')),
      redo,
    })
  return [
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
    route({
      method: 'POST',
      path: '/:region/werk/aanbod/:slug/bestanden',
      right: catalogueRights.keep,
      largest: largestUpload,
      params: slugParams,
      body: z.object({ file: uploadField, staff: z.literal('ja').optional().catch(undefined) }),
      handle: async (visit) => {
        // Whoever does not keep it hears nothing of the file.
        await visit.transaction('catalogue', (tx) => lock(tx, visit.actor, visit.params.slug))
        const { file: upload, staff } = visit.body
        const checked = upload && (await readUpload({ filename: upload.filename, content: upload }))
        if (!checked) throw new FormProblem({ file: { key: upload ? 'files.wrong' : 'files.choose' } })
        return acted(visit, 'file-added', (tx) => addFile(actingOf(visit, tx), visit.params.slug, checked, staff === 'ja'))
      },
      redo,
    }),
    act('weg'),
    act('terug'),
  ]
}
