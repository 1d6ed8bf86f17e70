import { cataloguesOf } from '../current.ts'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Tx } from '../../foundation/database/database.ts'
import { PublicPage } from '../../foundation/ui/layout.tsx'
import { type Answer, page, seeOther } from '../../foundation/web/answer.ts'
import { emptyForm, type Filled } from '../../foundation/web/forms.ts'
import { NotFound } from '../../foundation/web/problem.ts'
import { programOf, type Route, route, type Visit } from '../../foundation/web/route.ts'
import { subjectOf } from '../../desk/public/followed.ts'
import { choicesHere } from '../choices.ts'
import { serviceById, type ServiceRow } from '../store.ts'
import { EditPage } from '../work/edit.tsx'
import { handedIn } from '../work/editroutes.tsx'
import { editForm, valuesFrom } from '../work/form.ts'
import { say } from '../words.ts'
import { confirmByLink, proposeByLink } from './actions.ts'
import { doneByLink, HoldsPage } from './pages.tsx'
import { serviceLink } from '../links.ts'
import { catalogueRights } from '../rights.ts'

const params = z.object({ region: z.string(), token: z.string() })
const tokenOf = (visit: Visit) => (visit.params as z.infer<typeof params>).token

/** The service of the link, for the program. @throws NotFound when the link no longer holds */
async function linked(tx: Tx, visit: Visit): Promise<ServiceRow> {
  const service = await serviceById(tx, visit.region.id, subjectOf(visit))
  const link = visit.system.links.read(visit.region.id, serviceLink, tokenOf(visit))
  if (!service?.document || link?.version !== service.link_version) throw new NotFound()
  return service
}
const ofLink = (visit: Visit) => visit.system.database.transaction(programOf(visit), 'catalogue', (tx) => linked(tx, visit))

/** By a mailed link, without an account: a provider says that a service still holds, or what should be different, for a coordinator to review. */
export function keepRoutes(): Route[] {
  // A provider's words about their service are nobody's cry for help.
  const shared = {
    right: catalogueRights.answerForService,
    heeds: false,
    link: serviceLink,
    limit: { most: 120, minutes: 10 },
    params,
    holds: (visit: Visit, tx: Tx) => linked(tx, visit),
  } as const
  const at = (visit: Visit) => visit.path(`/dienst/${tokenOf(visit)}`)
  async function showEdit(visit: Visit, form: Filled, changed = false): Promise<Answer> {
    const service = await ofLink(visit)
    const title = say[visit.language]('edit.title')
    const editing = {
      at: `${at(visit)}/wijzigen`,
      back: at(visit),
      title,
      form,
      formKey: randomUUID(),
      start: valuesFrom(service.document!),
      seen: service.version,
      choices: await choicesHere(visit),
      publishes: false,
      outside: true,
      changed,
    }
    return page(
      <PublicPage visit={visit} title={title} hidden wide>
        <EditPage visit={visit} editing={editing} />
      </PublicPage>,
      changed ? 409 : 200,
    )
  }
  return [
    route({
      ...shared,
      method: 'GET',
      path: '/:region/dienst/:token',
      query: z.object({ gedaan: z.enum(doneByLink).optional().catch(undefined) }),
      handle: async (visit) => {
        const service = await ofLink(visit)
        const listed = { id: service.id, slug: service.slug, service: service.document!, organisation: service.organisation_id, confirmedAt: service.confirmed_at }
        const { walkInPoints } = await choicesHere(visit)
        return page(
          <HoldsPage visit={visit} listed={listed} at={at(visit)} formKey={randomUUID()} done={visit.query.gedaan} gone={service.state !== 'published'} points={walkInPoints} />,
        )
      },
    }),
    route({
      ...shared,
      method: 'POST',
      path: '/:region/dienst/:token',
      body: z.object({}),
      handle: async (visit) => {
        await visit.change('catalogue', (tx) => confirmByLink({ tx, actor: programOf(visit), now: visit.now }, subjectOf(visit)), programOf(visit))
        cataloguesOf(visit.system).forget(visit.region.id)
        return seeOther(`${at(visit)}?gedaan=confirmed`)
      },
      // It left the site meanwhile: the page says so.
      conflict: (visit) => seeOther(at(visit)),
    }),
    route({ ...shared, method: 'GET', path: '/:region/dienst/:token/wijzigen', handle: (visit) => showEdit(visit, emptyForm) }),
    route({
      ...shared,
      method: 'POST',
      path: '/:region/dienst/:token/wijzigen',
      body: editForm.schema,
      handle: async (visit) => {
        const document = await handedIn(visit)
        await visit.change('catalogue', (tx) => proposeByLink({ tx, actor: programOf(visit), now: visit.now }, subjectOf(visit), document), programOf(visit))
        return seeOther(`${at(visit)}?gedaan=offered`)
      },
      redo: (visit, form) => showEdit(visit, form),
      conflict: (visit) => showEdit(visit, visit.typed, true),
    }),
  ]
}
