import { actingOf } from '../../../foundation/doing.ts'
import { networkHere } from '../../../network/current.ts'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Tx } from '../../../foundation/database/database.ts'
import { may } from '../../../foundation/identity/rights.ts'
import { workplace } from '../../../foundation/ui/frame.tsx'
import { type Answer, seeOther } from '../../../foundation/web/answer.ts'
import { emptyForm, type Filled } from '../../../foundation/web/forms.ts'
import { listFile, sheetForm } from '../../../foundation/web/sheet.ts'
import { type Route, route, type StaffVisit } from '../../../foundation/web/route.ts'
import { addClient, endClient } from '../../doors/actions.ts'
import { clientsOf } from '../../doors/store.ts'
import { byDoor } from '../../promises.ts'
import { say } from '../../words.ts'
import { clientForm } from '../forms.ts'
import { DoorsPage } from './pages.tsx'
import { deskRights } from '../../rights.ts'

async function show(visit: StaffVisit, form: Filled, token?: string): Promise<Answer> {
  const network = await networkHere(visit)
  const { actor } = visit
  const read = async (tx: Tx) => ({
    counts: actor.sight === 'region' ? await byDoor(tx, visit.region.id, visit.now) : undefined,
    clients: may(actor, deskRights.manageClients) ? await clientsOf(tx, visit.region.id, actor.organisation) : undefined,
  })
  return workplace(visit, { purpose: 'doors', current: 'doors', read }, (seen) => ({
    title: say[visit.language]('doors.title'),
    // What was typed, and a token that is shown once, are not put away by what changes elsewhere.
    quiet: true,
    content: <DoorsPage visit={visit} seen={{ network, form, formKey: randomUUID(), token, ...seen }} />,
  }))
}

/** The doors, and the programs that bring people in. */
export const doorRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/:region/werk/deuren',
    right: deskRights.seeDoors,
    query: z.object({ vorm: sheetForm }),
    handle: async (visit) => {
      const { vorm } = visit.query
      if (!vorm) return show(visit, emptyForm)
      const t = say[visit.language]
      const { doors } = await networkHere(visit)
      const counts = visit.actor.sight === 'region' ? await visit.transaction('doors', (tx) => byDoor(tx, visit.region.id, visit.now)) : undefined
      const heads = [t('doors.door'), t('doors.mail'), t('doors.page'), ...(counts ? [t('doors.count')] : [])]
      const rows = doors.map((door) => [
        door.name,
        door.email,
        `${visit.system.settings.baseUrl}${visit.path(`/deur/${door.slug}`)}`,
        ...(counts ? [counts.get(door.id) ?? 0] : []),
      ])
      return listFile(visit, vorm, { code: 'doors', name: t('doors.title'), heads, rows })
    },
  }),
  route({
    method: 'POST',
    path: '/:region/werk/deuren/programmas',
    right: deskRights.manageClients,
    // Its key lets a program in.
    fresh: true,
    body: clientForm.schema,
    handle: async (visit) => {
      let token: string | undefined
      await visit.change('doors', async (tx) => {
        token = await addClient(actingOf(visit, tx), visit.body.name)
      })
      // Of a double click the second made none: the page shows the one that is there, without its token.
      return show(visit, emptyForm, token)
    },
    redo: (visit, form) => show(visit, form),
  }),
  route({
    method: 'POST',
    path: '/:region/werk/deuren/programmas/:id/intrekken',
    right: deskRights.manageClients,
    params: z.object({ region: z.string(), id: z.uuid() }),
    handle: async (visit) => {
      await visit.change('doors', (tx) => endClient(actingOf(visit, tx), visit.params.id))
      return seeOther(visit.path('/werk/deuren'))
    },
  }),
]
