import { cataloguesOf } from '../current.ts'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { PublicPage } from '../../foundation/ui/layout.tsx'
import { type Answer, page, seeOther } from '../../foundation/web/answer.ts'
import { emptyForm, type Filled, valuesOf } from '../../foundation/web/forms.ts'
import { Conflict, FormProblem, NotFound } from '../../foundation/web/problem.ts'
import { programOf, type Route, route, type Visit } from '../../foundation/web/route.ts'
import { subjectOf } from '../../desk/public/followed.ts'
import { choicesHere } from '../choices.ts'
import { serviceById, type ServiceRow } from '../store.ts'
import { EditPage } from '../work/edit.tsx'
import { readService, valuesFrom } from '../work/form.ts'
import { say } from '../words.ts'
import { confirmByLink, proposeByLink } from './actions.ts'
import { doneByLink, HoldsPage } from './pages.tsx'
import { serviceLink } from '../links.ts'
import { catalogueRights } from '../rights.ts'

const params = z.object({ region: z.string(), token: z.string() })
const tokenOf = (visit: Visit) => (visit.params as z.infer<typeof params>).token

/** The service of the link, as the program sees it. @throws NotFound when the link no longer holds */
async function ofLink(visit: Visit): Promise<ServiceRow> {
  const service = await visit.system.database.transaction(programOf(visit), 'catalogue', (tx) => serviceById(tx, visit.region.id, subjectOf(visit)))
  const link = visit.system.links.read(visit.region.id, serviceLink, tokenOf(visit))
  if (!service?.document || link?.version !== service.link_version) throw new NotFound()
  return service
}

/** By a mailed link, without an account: a provider says that a service still holds, or what should be different, for a coordinator to review. */
export function keepRoutes(): Route[] {
  // A provider's words about their service are nobody's cry for help.
  const shared = { right: catalogueRights.answerForService, heeds: false, link: serviceLink, limit: { most: 120, minutes: 10 }, params } as const
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
      changed ? 409 : Object.keys(form.errors).length ? 422 : 200,
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
        const { id } = await ofLink(visit)
        try {
          await visit.change('catalogue', (tx) => confirmByLink({ tx, actor: programOf(visit), now: visit.now }, id), programOf(visit))
        } catch (error) {
          // It left the site meanwhile: the page says so.
          if (error instanceof Conflict) return seeOther(at(visit))
          throw error
        }
        cataloguesOf(visit.system).forget(visit.region.id)
        return seeOther(`${at(visit)}?gedaan=confirmed`)
      },
    }),
    route({ ...shared, method: 'GET', path: '/:region/dienst/:token/wijzigen', handle: (visit) => showEdit(visit, emptyForm) }),
    route({
      ...shared,
      method: 'POST',
      path: '/:region/dienst/:token/wijzigen',
      body: z.looseObject({}),
      handle: async (visit) => {
        const { id } = await ofLink(visit)
        const read = readService(visit.request.body, await choicesHere(visit))
        if ('errors' in read) throw new FormProblem(read.errors)
        try {
          await visit.change('catalogue', (tx) => proposeByLink({ tx, actor: programOf(visit), now: visit.now }, id, read.service), programOf(visit))
        } catch (error) {
          if (!(error instanceof Conflict)) throw error
          return showEdit(visit, { values: valuesOf(visit.request.body), errors: {} }, true)
        }
        return seeOther(`${at(visit)}?gedaan=offered`)
      },
      redo: (visit, form) => showEdit(visit, form),
    }),
  ]
}
