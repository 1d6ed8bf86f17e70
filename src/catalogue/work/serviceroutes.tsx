import type { Acting } from '../../foundation/doing.ts'
import { actingOf } from '../../foundation/doing.ts'
import { catalogueHere, cataloguesOf } from '../current.ts'
import { networkHere } from '../../network/current.ts'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { StaffActor } from '../../foundation/actor.ts'
import { dutchTime } from '../../foundation/clock/workingdays.ts'
import type { Tx } from '../../foundation/database/database.ts'
import { may } from '../../foundation/identity/rights.ts'
import { workplace } from '../../foundation/ui/frame.tsx'
import { type Answer, seeOther } from '../../foundation/web/answer.ts'
import { type Filled, optionalText } from '../../foundation/web/forms.ts'
import { Conflict, NotFound } from '../../foundation/web/problem.ts'
import { type Route, route, type StaffVisit } from '../../foundation/web/route.ts'
import { listFile, sheetForm } from '../../foundation/web/sheet.ts'
import { confirm, decide, decides, keeps, rate, withdraw } from '../actions.ts'
import { say } from '../words.ts'
import { differences } from './compare.ts'
import { type DoneOnService, doneOnService, listOf, workChoiceSchema } from './lists.ts'
import { tooLate, VersionPage, WorkOfferList, WorkServicePage } from './pages.tsx'
import { choicesIn, choicesHere } from '../choices.ts'
import { editRoutes } from './editroutes.tsx'
import { slugParams } from '../public/routes.tsx'
import { serviceRow, serviceRows } from './servicerows.ts'
import { catalogueRights } from '../rights.ts'
import { networkRights } from '../../network/rights.ts'

type SlugVisit = StaffVisit<{ region: string; slug: string }>
const day = dutchTime('sv-SE', { dateStyle: 'short' })

/** A service's own page in the workplace. */
export async function showService(
  visit: StaffVisit,
  slug: string,
  { done, form, rated, filed }: { done?: DoneOnService; form?: Filled; rated?: Filled; filed?: Filled } = {},
): Promise<Answer> {
  const network = await networkHere(visit)
  const choices = choicesIn(network, (await catalogueHere(visit)).vocabulary)
  return workplace(visit, { purpose: 'catalogue', current: 'catalogue', read: (tx) => serviceRow(tx, visit.region.id, slug) }, (row) => {
    const { service, open, versions } = row
    const document = service.document ?? open?.document ?? versions[0]!.document
    return {
      title: document.name.nl,
      status: form || rated || filed ? 422 : 200,
      content: (
        <WorkServicePage
          visit={visit}
          seen={{
            ...row,
            network,
            points: choices.walkInPoints,
            formKey: randomUUID(),
            keeps: may(visit.actor, catalogueRights.keep) && keeps(visit.actor, service.organisation_id),
            decides: decides(visit.actor, service.organisation_id),
            changes: open ? differences(visit.language, choices, service.document ?? undefined, open.document) : [],
            destination: choices.vocabulary.destinations.find(({ code }) => code === document.destination)?.name[visit.language] ?? document.destination,
            done,
            form,
            rates: may(visit.actor, catalogueRights.rate),
            rated,
            filed,
          }}
        />
      ),
    }
  })
}

/** One button on a service's page: does its work and shows the page again. */
function actRoute(name: string, done: DoneOnService, work: (doing: Acting<StaffActor>, slug: string) => Promise<void>): Route {
  return route({
    method: 'POST',
    path: `/:region/werk/aanbod/:slug/${name}`,
    right: catalogueRights.keep,
    params: slugParams,
    body: z.object({}),
    handle: (visit) => acted(visit, done, (tx) => work(actingOf(visit, tx), visit.params.slug)),
  })
}

/** Does the work of a button on a service's page and goes back to it; says so when somebody else was first. */
export const acted = (visit: SlugVisit, done: DoneOnService, work: (tx: Tx) => Promise<void>): Promise<Answer> =>
  changed(visit, visit.path(`/werk/aanbod/${visit.params.slug}`), done, work)

/** Changes the catalogue and goes on at this address, with what was done; says so when somebody else was first. */
export async function changed(visit: StaffVisit, at: string, done: string, work: (tx: Tx) => Promise<void>): Promise<Answer> {
  try {
    await visit.change('catalogue', work)
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    return workplace(visit, { purpose: 'catalogue', current: 'catalogue', read: () => undefined }, () => tooLate(visit, error.key as 'conflict.decided', at))
  }
  cataloguesOf(visit.system).forget(visit.region.id)
  return seeOther(`${at}?gedaan=${done}`)
}

const decideBody = z
  .object({ version: z.coerce.number().int().min(1), publish: z.enum(['ja', 'nee']), note: optionalText(1000) })
  .refine(({ publish, note }) => publish === 'ja' || note, { path: ['note'], message: 'edit.empty' })

/** Everything staff do with services. */
export const serviceRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/:region/werk/aanbod',
    right: catalogueRights.see,
    query: workChoiceSchema.extend({ vorm: sheetForm }),
    handle: async (visit) => {
      const { vorm, ...choice } = visit.query
      const t = say[visit.language]
      if (vorm && may(visit.actor, networkRights.exportLists)) {
        const { found } = listOf(await visit.transaction('catalogue', (tx) => serviceRows(tx, visit.region.id)), visit.actor, visit.now, choice)
        const rows = found.map(({ service, open }) => {
          const document = service.document ?? open?.document
          return [
            document?.name.nl ?? service.slug,
            document?.provider ?? '',
            document?.summary.nl ?? '',
            document?.destination ?? '',
            t(`work.state.${service.state}`),
            service.confirmed_at && day(service.confirmed_at),
          ]
        })
        return listFile(visit, vorm, {
          code: 'catalogue',
          name: t('work.title'),
          heads: [t('work.name'), t('work.provider'), t('edit.summary'), t('work.destination'), t('work.state'), t('work.confirmed')],
          rows,
        })
      }
      return workplace(visit, { purpose: 'catalogue', current: 'catalogue', read: (tx) => serviceRows(tx, visit.region.id) }, (all) => {
        const { found, counts } = listOf(all, visit.actor, visit.now, choice)
        const offer = {
          lines: found,
          choice,
          counts,
          adds: may(visit.actor, catalogueRights.keep),
          edits: may(visit.actor, catalogueRights.decide) && visit.actor.sight === 'region',
          exports: may(visit.actor, networkRights.exportLists),
        }
        return { title: t('work.title'), content: <WorkOfferList visit={visit} offer={offer} /> }
      })
    },
  }),
  ...editRoutes,
  route({
    method: 'GET',
    path: '/:region/werk/aanbod/:slug',
    right: catalogueRights.see,
    params: slugParams,
    query: z.object({ gedaan: z.enum(doneOnService).optional().catch(undefined) }),
    handle: (visit) => showService(visit, visit.params.slug, { done: visit.query.gedaan }),
  }),
  route({
    method: 'GET',
    path: '/:region/werk/aanbod/:slug/versies/:version',
    right: catalogueRights.see,
    params: slugParams.extend({ version: z.coerce.number().int().min(1) }),
    handle: async (visit) => {
      const choices = await choicesHere(visit)
      return workplace(visit, { purpose: 'catalogue', current: 'catalogue', read: (tx) => serviceRow(tx, visit.region.id, visit.params.slug) }, ({ service, versions }) => {
        const at = versions.findIndex((each) => each.version === visit.params.version)
        const version = versions[at]
        if (!version) throw new NotFound()
        // A version that was sent back is nobody's before.
        const before = versions.slice(at + 1).find(({ state }) => state !== 'declined')
        const changes = differences(visit.language, choices, before?.document, version.document)
        return { title: say[visit.language]('work.compare.title'), content: <VersionPage visit={visit} service={service} version={version} changes={changes} /> }
      })
    },
  }),
  route({
    method: 'POST',
    path: '/:region/werk/aanbod/:slug/besluit',
    right: catalogueRights.decide,
    params: slugParams,
    body: decideBody,
    handle: (visit) => {
      const { version, publish, note } = visit.body
      const publishes = publish === 'ja'
      return acted(visit, publishes ? 'published' : 'declined', (tx) => decide(actingOf(visit, tx), visit.params.slug, { version, publish: publishes, note }))
    },
    redo: (visit, form) => showService(visit as StaffVisit, (visit.params as z.infer<typeof slugParams>).slug, { form }),
  }),
  route({
    method: 'POST',
    path: '/:region/werk/aanbod/:slug/waardering',
    right: catalogueRights.rate,
    params: slugParams,
    body: z.object({ stars: z.coerce.number({ error: 'edit.choose' }).int('edit.choose').min(1, 'edit.choose').max(5, 'edit.choose'), remark: optionalText(500) }),
    handle: (visit) => acted(visit, 'rated', (tx) => rate(actingOf(visit, tx), visit.params.slug, visit.body)),
    redo: (visit, form) => showService(visit as StaffVisit, (visit.params as z.infer<typeof slugParams>).slug, { rated: form }),
  }),
  actRoute('klopt', 'confirmed', confirm),
  actRoute('intrekken', 'withdrawn', (doing, slug) => withdraw(doing, slug, false)),
  actRoute('terugzetten', 'returned', (doing, slug) => withdraw(doing, slug, true)),
]
