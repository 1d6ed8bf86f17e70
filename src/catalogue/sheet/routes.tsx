import { megabyte, tooLarge } from '../../foundation/web/bodies.ts'
import { doingOf } from '../../network/doing.ts'
import { actingOf } from '../../foundation/doing.ts'
import { catalogueHere } from '../current.ts'
import { networkHere } from '../../network/current.ts'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { atField } from '../../foundation/files/problem.ts'
import { readersOf } from '../../foundation/files/readers.ts'
import { bytesFor, jsonReading, tableReading } from '../../foundation/files/reading.ts'
import { workplace } from '../../foundation/ui/frame.tsx'
import { type Answer, seeOther } from '../../foundation/web/answer.ts'
import { fileName } from '../../foundation/files/name.ts'
import { emptyForm, type Filled } from '../../foundation/web/forms.ts'
import { FormProblem, NotFound } from '../../foundation/web/problem.ts'
import { type Route, route, type StaffVisit } from '../../foundation/web/route.ts'
import { listFile, sheetForms } from '../../foundation/web/sheet.ts'
import { ofRegion } from '../actions.ts'
import { choicesHere } from '../choices.ts'
import { documentsIn } from '../hsds/document.ts'
import { givingFor } from '../hsds/routes.ts'
import { storedDocuments } from '../hsds/store.ts'
import { checkDocuments, type TakenHsds } from '../hsds/take.ts'
import { allServices, type ImportedRow, importOf } from '../store.ts'
import { differences } from '../work/compare.ts'
import { tooLate } from '../work/pages.tsx'
import { sheetOfServicesForm } from '../work/forms.ts'
import { beforeYou, changed } from '../work/serviceroutes.tsx'
import { say } from '../words.ts'
import { bringIn, storeImport } from './actions.ts'
import { cellsOf, columnsOf } from './columns.ts'
import { cellErrors, ImportPage, mostCompared, PreviewPage } from './pages.tsx'
import { type Checked, checkRows } from './read.ts'
import { catalogueRights } from '../rights.ts'

// A document in HSDS says much more than a row of a sheet, and is read much faster.
const largest = { sheet: 4 * megabyte, documents: 20 * megabyte }
// A list in JSON begins so, perhaps behind the mark that says it is UTF-8.
const beginsAsJson = /^(?:\xef\xbb\xbf)?\s{0,20}[[{]/
const counted = z.coerce.number().int().min(0).max(100_000).default(0).catch(0)

const show = (visit: StaffVisit, form: Filled, done?: boolean): Promise<Answer> => {
  ofRegion(visit.actor)
  return workplace(visit, { purpose: 'catalogue', current: 'catalogue', read: () => undefined }, () => ({
    title: say[visit.language]('sheet.title'),
    quiet: true,
    content: <ImportPage visit={visit} form={form} formKey={randomUUID()} done={done} />,
  }))
}

/** A whole list of services, taken along, worked on elsewhere and given back: checked, shown, and then brought in at once. */
export const sheetRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/:region/werk/aanbod/invoer',
    right: catalogueRights.decide,
    query: z.object({ gedaan: z.literal('ja').optional().catch(undefined) }),
    handle: (visit) => show(visit, emptyForm, visit.query.gedaan === 'ja'),
  }),
  route({
    method: 'GET',
    path: '/:region/werk/aanbod/invoer/sjabloon',
    right: catalogueRights.decide,
    query: z.object({ vorm: z.enum(sheetForms).catch('xlsx'), vol: z.literal('ja').optional().catch(undefined) }),
    handle: async (visit) => {
      ofRegion(visit.actor)
      const columns = columnsOf(await choicesHere(visit))
      const services = visit.query.vol ? await visit.transaction('catalogue', (tx) => allServices(tx, visit.region.id)) : []
      const rows = services.flatMap(({ slug, document, state }) => (document && state === 'published' ? [cellsOf(columns, slug, document)] : []))
      return listFile(visit, visit.query.vorm, { code: 'services', name: say[visit.language]('work.title'), heads: columns.map(({ head }) => head), rows })
    },
  }),
  route({
    method: 'POST',
    path: '/:region/werk/aanbod/invoer',
    right: catalogueRights.decide,
    largest: largest.documents,
    body: sheetOfServicesForm.schema,
    handle: async (visit) => {
      ofRegion(visit.actor)
      const { file } = visit.body
      if (!file) throw new FormProblem({ file: { key: 'sheet.empty' } })
      const isJson = beginsAsJson.test(file.toString('latin1', 0, 100))
      if (!isJson && file.length > largest.sheet) throw tooLarge('file', largest.sheet)
      const readers = readersOf(visit.system)
      const [json, table] = await atField('file', async () =>
        isJson ? [await readers.read(jsonReading, bytesFor(file), visit.region.id)] : [undefined, await readers.read(tableReading, bytesFor(file), visit.region.id)],
      )
      const documents = json && documentsIn(json)
      const rows = documents ?? table
      if (!rows?.length) throw new FormProblem({ file: { key: 'sheet.unread' } })
      const choices = await choicesHere(visit)
      const { signpost } = await catalogueHere(visit)
      const [services, stored] = await visit.transaction('catalogue', (tx) =>
        Promise.all([allServices(tx, visit.region.id), documents ? storedDocuments(tx, visit.region.id) : []]),
      )
      const checked: Checked & Partial<TakenHsds> = documents
        ? await checkDocuments(documents, { services, stored, signpost, giving: await givingFor(visit) })
        : await checkRows(rows as string[][], columnsOf(choices), choices, signpost, services)
      const { problems, added, changed, same, gone = 0 } = checked
      if (problems.length) throw new FormProblem(cellErrors(problems))
      const id = await visit.change('catalogue', (tx) => storeImport(actingOf(visit, tx), fileName(file.filename), { rows: [...added, ...changed], documents: checked.documents }))
      return seeOther(visit.path(`/werk/aanbod/invoer/${id}?zelfde=${same}&weg=${gone}`))
    },
    redo: (visit, form) => show(visit, form),
  }),
  route({
    method: 'GET',
    path: '/:region/werk/aanbod/invoer/:id',
    right: catalogueRights.decide,
    params: z.object({ region: z.string(), id: z.uuid() }),
    query: z.object({ zelfde: counted, weg: counted }),
    handle: async (visit) => {
      ofRegion(visit.actor)
      const choices = await choicesHere(visit)
      const read = {
        purpose: 'catalogue',
        current: 'catalogue',
        read: (tx: Parameters<typeof importOf>[0]) => Promise.all([importOf(tx, visit.region.id, visit.params.id), allServices(tx, visit.region.id)]),
      }
      return workplace(visit, read, ([list, services]) => {
        if (!list) throw new NotFound()
        if (list.applied_at) return tooLate(visit, 'conflict.brought-in', visit.path('/werk/aanbod/invoer'))
        const bySlug = new Map(services.map((each) => [each.slug, each]))
        const offered = list.rows.filter(({ withdraws }) => !withdraws)
        // What is shown of it and no more: a list can be long.
        const compared = (rows: readonly ImportedRow[]) =>
          rows.map((each, at) => {
            const before = each.seen === undefined ? undefined : bySlug.get(each.slug!)?.document
            return { ...each, changes: at < mostCompared ? differences(visit.language, choices, before ?? undefined, each.document) : [] }
          })
        const preview = {
          id: list.id,
          added: compared(offered.filter(({ seen }) => seen === undefined)),
          changed: compared(offered.filter(({ seen }) => seen !== undefined)),
          withdrawn: list.rows.filter(({ withdraws }) => withdraws),
          documents: list.documents.length,
          same: visit.query.zelfde,
          gone: visit.query.weg,
          formKey: randomUUID(),
        }
        return { title: say[visit.language]('sheet.preview'), quiet: true, content: <PreviewPage visit={visit} preview={preview} /> }
      })
    },
  }),
  route({
    method: 'POST',
    path: '/:region/werk/aanbod/invoer/:id',
    right: catalogueRights.decide,
    params: z.object({ region: z.string(), id: z.uuid() }),
    body: z.object({}),
    handle: async (visit) => {
      ofRegion(visit.actor)
      const network = await networkHere(visit)
      await visit.change('catalogue', (tx) => bringIn(doingOf(visit, tx, network), visit.params.id))
      return changed(visit, visit.path('/werk/aanbod/invoer'), 'ja')
    },
    conflict: (visit, error) => beforeYou(visit, error, visit.path('/werk/aanbod/invoer')),
  }),
]
