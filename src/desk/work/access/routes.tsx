import { actingOf } from '../../../foundation/doing.ts'
import { doingOf } from '../../../network/doing.ts'
import { networkHere } from '../../../network/current.ts'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Tx } from '../../../foundation/database/database.ts'
import { workplace } from '../../../foundation/ui/frame.tsx'
import { type Answer, seeOther } from '../../../foundation/web/answer.ts'
import { emptyForm, type Filled, searchText } from '../../../foundation/web/forms.ts'
import { type Route, route, type StaffVisit } from '../../../foundation/web/route.ts'
import { regionOfId } from '../../../network/geography.ts'
import { decideAccess, requestAccess } from '../../access/actions.ts'
import { requestsOf } from '../../access/store.ts'
import { findElsewhere } from '../../queries.ts'
import { say } from '../../words.ts'
import { accessForm, decideForm } from '../forms.ts'
import { AccessPage } from './pages.tsx'
import { deskRights } from '../../rights.ts'

async function show(visit: StaffVisit, form: Filled, text: string | undefined, done = false): Promise<Answer> {
  const network = await networkHere(visit)
  const read = async (tx: Tx) => {
    const found = text ? await findElsewhere(tx, regionOfId(visit.region.id).prefix, text) : []
    const elsewhere = [...new Set(found.map((each) => each.organisation_id))].filter((each) => each !== visit.actor.organisation)
    return { elsewhere, requests: await requestsOf(tx, visit.region.id) }
  }
  return workplace(visit, { purpose: text ? 'search' : 'access', current: 'access', read }, (seen) => ({
    title: say[visit.language]('access.title'),
    quiet: true,
    content: <AccessPage visit={visit} seen={{ network, form, formKey: randomUUID(), text, done, ...seen }} />,
  }))
}

/** Asking another organisation to open what it has of somebody, and deciding about such requests. */
export const accessRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/:region/werk/inzage',
    right: deskRights.askAccess,
    query: z.object({ zoek: searchText, gedaan: z.literal('gevraagd').optional().catch(undefined) }),
    handle: (visit) => show(visit, emptyForm, visit.query.zoek?.trim() || undefined, visit.query.gedaan !== undefined),
  }),
  route({
    method: 'POST',
    path: '/:region/werk/inzage',
    right: deskRights.askAccess,
    body: accessForm.schema,
    handle: async (visit) => {
      const { zoek, why } = visit.body
      const network = await networkHere(visit)
      await visit.change('access', async (tx) => void (await requestAccess(doingOf(visit, tx, network), regionOfId(visit.region.id).prefix, zoek, why)))
      return seeOther(visit.path('/werk/inzage?gedaan=gevraagd'))
    },
    redo: (visit, form) => show(visit as StaffVisit, form, form.values.zoek),
  }),
  route({
    method: 'POST',
    path: '/:region/werk/inzage/:id',
    right: deskRights.decideAccess,
    params: z.object({ region: z.string(), id: z.uuid() }),
    body: decideForm.schema,
    handle: async (visit) => {
      await visit.change('access', (tx) => decideAccess(actingOf(visit, tx), visit.params.id, visit.body.besluit === 'ja'))
      return seeOther(visit.path('/werk/inzage'))
    },
  }),
]
