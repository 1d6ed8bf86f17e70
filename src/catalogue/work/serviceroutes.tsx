import type { Acting } from '../../foundation/doing.ts'
import { actingOf } from '../../foundation/doing.ts'
import { catalogueHere, cataloguesOf } from '../current.ts'
import { networkHere } from '../../network/current.ts'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { StaffActor } from '../../foundation/actor.ts'
import { dutchTime } from '../../foundation/clock/workingdays.ts'
import { may } from '../../foundation/identity/rights.ts'
import { workplace } from '../../foundation/ui/frame.tsx'
import { actOn, type ActsPage, formRoutes } from '../../foundation/web/acts.ts'
import { type Answer, seeOther } from '../../foundation/web/answer.ts'
import { type Conflict, FormProblem, NotFound } from '../../foundation/web/problem.ts'
import { type Route, route, type StaffVisit } from '../../foundation/web/route.ts'
import { listFile } from '../../foundation/web/sheet.ts'
import { largestUpload } from '../../desk/public/acts.ts'
import { confirm, decide, decides, keeps, lock, rate, withdraw } from '../actions.ts'
import { addFile, removeFile } from '../files/actions.ts'
import { say } from '../words.ts'
import { differences } from './compare.ts'
import { decideForm, fileForm, listForm, rateForm } from './forms.ts'
import { type DoneOnService, doneOnService, listOf } from './lists.ts'
import { tooLate, VersionPage, WorkOfferList, WorkServicePage } from './pages.tsx'
import { choicesIn, choicesHere } from '../choices.ts'
import { editRoutes } from './editroutes.tsx'
import { slugParams } from '../public/routes.tsx'
import { serviceRow, serviceRows } from './servicerows.ts'
import { catalogueRights } from '../rights.ts'
import { networkRights } from '../../network/rights.ts'
import type { WorkService } from './seen.ts'

type SlugVisit = StaffVisit<{ region: string; slug: string }>
const day = dutchTime('sv-SE', { dateStyle: 'short' })

/** A service's own page in the workplace. */
async function showService(visit: StaffVisit, slug: string, { done, filled }: Pick<WorkService, 'done' | 'filled'> = {}): Promise<Answer> {
  const network = await networkHere(visit)
  const choices = choicesIn(network, (await catalogueHere(visit)).vocabulary)
  return workplace(visit, { purpose: 'catalogue', current: 'catalogue', read: (tx) => serviceRow(tx, visit.region.id, slug) }, (row) => {
    const { service, open, versions } = row
    const document = service.document ?? open?.document ?? versions[0]!.document
    return {
      title: document.name.nl,
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
            filled,
            rates: may(visit.actor, catalogueRights.rate),
          }}
        />
      ),
    }
  })
}

/** Says that somebody else was first. */
export const beforeYou = (visit: StaffVisit, { key }: Conflict, back: string): Promise<Answer> =>
  workplace(visit, { purpose: 'catalogue', current: 'catalogue', read: () => undefined }, () => tooLate(visit, key as 'conflict.decided', back))

/** After a change of the catalogue: it is read anew, and this address shows what was done. */
export function changed(visit: StaffVisit, at: string, done: string): Answer {
  cataloguesOf(visit.system).forget(visit.region.id)
  return seeOther(`${at}?gedaan=${done}`)
}

interface OnService {
  doing: Acting<StaffActor>
  slug: string
  /** A file of the service, where the address names one. */
  id?: string
}
const act = actOn<OnService>()
const back = (visit: SlugVisit) => visit.path(`/werk/aanbod/${visit.params.slug}`)
const acting: Omit<ActsPage<SlugVisit, OnService, string, DoneOnService>, 'path' | 'params'> = {
  right: catalogueRights.keep,
  purpose: 'catalogue',
  on: async (visit) => (tx) => ({ doing: actingOf(visit, tx), ...visit.params }),
  done: (visit, done) => changed(visit, back(visit), done),
  show: (visit, filled) => showService(visit, visit.params.slug, { filled }),
  conflict: (visit, error) => beforeYou(visit, error, back(visit)),
}
const none = z.object({})

const serviceActs = {
  besluit: act({
    right: catalogueRights.decide,
    body: decideForm.schema,
    work: ({ doing, slug }, { version, publish, note }) => decide(doing, slug, { version, publish: publish === 'ja', note }),
    done: 'published',
  }),
  waardering: act({ right: catalogueRights.rate, body: rateForm.schema, work: ({ doing, slug }, given) => rate(doing, slug, given), done: 'rated' }),
  bestanden: act({
    body: fileForm.schema,
    largest: largestUpload,
    attachment: 'file',
    work: async ({ doing, slug }, { file, staff }) => {
      // Whoever does not keep it hears nothing of the file.
      await lock(doing.tx, doing.actor, slug)
      if (!file?.upload) throw new FormProblem({ file: { key: file ? 'files.wrong' : 'files.choose' } })
      await addFile(doing, slug, file.upload, staff === 'ja')
    },
    done: 'file-added',
  }),
  klopt: act({ body: none, work: ({ doing, slug }) => confirm(doing, slug), done: 'confirmed' }),
  intrekken: act({ body: none, work: ({ doing, slug }) => withdraw(doing, slug, false), done: 'withdrawn' }),
  terugzetten: act({ body: none, work: ({ doing, slug }) => withdraw(doing, slug, true), done: 'returned' }),
} as const
const fileActs = {
  weg: act({ body: none, work: ({ doing, slug, id }) => removeFile(doing, slug, id!, false), done: 'file-removed' }),
  terug: act({ body: none, work: ({ doing, slug, id }) => removeFile(doing, slug, id!, true), done: 'file-returned' }),
} as const

/** Everything staff do with services. */
export const serviceRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/:region/werk/aanbod',
    right: catalogueRights.see,
    query: listForm.schema,
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
  ...formRoutes(
    {
      ...acting,
      path: '/:region/werk/aanbod/:slug',
      params: slugParams,
      // One form decides both ways.
      done: (visit, done, which) => changed(visit, back(visit), which === 'besluit' && visit.typed.values.publish === 'nee' ? 'declined' : done),
    },
    serviceActs,
  ),
  ...formRoutes(
    {
      ...acting,
      path: '/:region/werk/aanbod/:slug/bestanden/:id',
      params: slugParams.extend({ id: z.uuid() }),
      // What is wrong with a file is said where files are added.
      show: (visit, { form }) => showService(visit, visit.params.slug, { filled: { which: 'bestanden', form } }),
    },
    fileActs,
  ),
]
