import { actingOf } from '../../foundation/doing.ts'
import { cataloguesOf } from '../current.ts'
import { networkHere } from '../../network/current.ts'
import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import type { Tx } from '../../foundation/database/database.ts'
import { workplace } from '../../foundation/ui/frame.tsx'
import { type Answer, seeOther } from '../../foundation/web/answer.ts'
import { emptyForm, type Filled } from '../../foundation/web/forms.ts'
import { FormProblem, NotFound } from '../../foundation/web/problem.ts'
import { type Route, route, type StaffVisit, type Visit } from '../../foundation/web/route.ts'
import { choicesHere } from '../choices.ts'
import { addService, decides, keeps, propose, type Ready } from '../actions.ts'
import type { Service } from '../service.ts'
import { serviceById } from '../store.ts'
import { say } from '../words.ts'
import { EditPage } from './edit.tsx'
import { editForm, readService, valuesFrom } from './form.ts'
import type { DoneOnService } from './lists.ts'
import { slugParams } from '../public/routes.tsx'
import { serviceRow } from './servicerows.ts'
import { catalogueRights } from '../rights.ts'

/** The organisations for which somebody can write a new service: their own, or any where they see the region. */
async function ownersFor(visit: StaffVisit): Promise<(readonly [string, string])[]> {
  const { organisations } = await networkHere(visit)
  const own = organisations.get(visit.actor.organisation)!
  const others = visit.actor.sight === 'region' ? [...organisations.values()].filter(({ id }) => id !== own.id) : []
  return [own, ...others].map(({ id, name }) => [id, name] as const).concat(visit.actor.sight === 'region' ? [['', say[visit.language]('work.version.elsewhere')]] : [])
}

/** The form of a new service, or of one that is there. */
async function showEdit(visit: StaffVisit, slug: string | undefined, form: Filled, changed = false): Promise<Answer> {
  const choices = await choicesHere(visit)
  const owners = slug ? undefined : await ownersFor(visit)
  const read = async (tx: Tx) => {
    if (!slug) return undefined
    const row = await serviceRow(tx, visit.region.id, slug)
    if (!keeps(visit.actor, row.service.organisation_id)) throw new NotFound()
    return row
  }
  return workplace(visit, { purpose: 'catalogue', current: 'catalogue', read }, (row) => {
    const newest = row?.versions[0]
    const document = (newest?.state === 'declined' ? newest : row?.open)?.document ?? row?.service.document ?? newest?.document
    const title = say[visit.language](slug ? 'edit.title' : 'edit.new')
    const start: Record<string, string> = document ? valuesFrom(document) : { languages: 'nl', provider: owners?.[0]?.[1] ?? '', reach: 'region' }
    return {
      title,
      status: changed ? 409 : 200,
      quiet: true,
      content: (
        <EditPage
          visit={visit}
          editing={{
            at: visit.path(slug ? `/werk/aanbod/${slug}/wijzigen` : '/werk/aanbod/nieuw'),
            back: visit.path(slug ? `/werk/aanbod/${slug}` : '/werk/aanbod'),
            title,
            form,
            formKey: randomUUID(),
            start,
            // After somebody else's version, handing it in again is meant to come after that.
            seen: changed || !form.values.seen ? (newest?.version ?? 0) : Number(form.values.seen),
            choices,
            publishes: decides(visit.actor, row ? row.service.organisation_id : visit.actor.organisation),
            changed,
            owners,
          }}
        />
      ),
    }
  })
}

/** The service that was handed in. @throws FormProblem by field */
export async function handedIn(visit: Visit<unknown, unknown, z.output<typeof editForm.schema>>): Promise<Service> {
  const read = readService(visit.body, await choicesHere(visit))
  if ('errors' in read) throw new FormProblem(read.errors)
  return read.service
}

const doneWhen: Record<Ready, DoneOnService> = { draft: 'saved', review: 'offered', published: 'published' }

/** Writing a service, new or anew. */
export const editRoutes: readonly Route[] = [
  route({ method: 'GET', path: '/:region/werk/aanbod/nieuw', right: catalogueRights.keep, handle: (visit) => showEdit(visit, undefined, emptyForm) }),
  route({
    method: 'POST',
    path: '/:region/werk/aanbod/nieuw',
    right: catalogueRights.keep,
    body: editForm.schema,
    handle: async (visit) => {
      const document = await handedIn(visit)
      const { organisation, ready } = visit.body
      const owner = organisation === undefined ? visit.actor.organisation : organisation || null
      if (owner && !(await networkHere(visit)).organisations.has(owner)) throw new FormProblem({ organisation: { key: 'edit.choose' } })
      const id = await visit.change('catalogue', (tx) => addService(actingOf(visit, tx), { organisation: owner, document, ready }))
      cataloguesOf(visit.system).forget(visit.region.id)
      const made = await visit.transaction('catalogue', (tx) => serviceById(tx, visit.region.id, id!))
      return seeOther(visit.path(`/werk/aanbod/${made!.slug}?gedaan=${doneWhen[ready]}`))
    },
    redo: (visit, form) => showEdit(visit, undefined, form),
  }),
  route({
    method: 'GET',
    path: '/:region/werk/aanbod/:slug/wijzigen',
    right: catalogueRights.keep,
    params: slugParams,
    handle: (visit) => showEdit(visit, visit.params.slug, emptyForm),
  }),
  route({
    method: 'POST',
    path: '/:region/werk/aanbod/:slug/wijzigen',
    right: catalogueRights.keep,
    params: slugParams,
    body: editForm.schema,
    handle: async (visit) => {
      const document = await handedIn(visit)
      const { ready, seen } = visit.body
      await visit.change('catalogue', (tx) => propose(actingOf(visit, tx), visit.params.slug, { document, ready, seen }))
      cataloguesOf(visit.system).forget(visit.region.id)
      return seeOther(visit.path(`/werk/aanbod/${visit.params.slug}?gedaan=${doneWhen[ready]}`))
    },
    redo: (visit, form) => showEdit(visit, visit.params.slug, form),
    // Handed in again it comes after what somebody else wrote meanwhile.
    conflict: (visit) => showEdit(visit, visit.params.slug, visit.typed, true),
  }),
]
