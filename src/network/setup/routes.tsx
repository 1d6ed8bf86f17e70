import { megabyte } from '../../foundation/web/bodies.ts'
import { type Network, networkHere, networksOf, readNetwork } from '../current.ts'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Tx } from '../../foundation/database/database.ts'
import { workplace } from '../../foundation/ui/frame.tsx'
import { again, type Answer, file, seeOther } from '../../foundation/web/answer.ts'
import { emptyForm, type Filled } from '../../foundation/web/forms.ts'
import { FormProblem, NotFound } from '../../foundation/web/problem.ts'
import { programOf, type Route, route, type StaffVisit } from '../../foundation/web/route.ts'
import { recordExport } from '../../foundation/web/sheet.ts'
import { applySetup, changeSetup, SetupRefused } from '../actions.ts'
import { theNation } from '../geography.ts'
import { type Setup, setupSchema } from '../network.ts'
import { versionAt, versionsOf } from '../store.ts'
import { say } from '../words.ts'
import { checklist } from './checklist.ts'
import { differences, documentOf } from './document.ts'
import { PreviewPage, SetupPage, type SetupSeen, VersionPage } from './pages.tsx'
import { sectionsOf } from './sections.ts'
import { documentForm, openForm } from './documentform.ts'
import { readSetup } from './given.ts'
import { mistakeErrors } from './reading.ts'
import { networkRights } from '../rights.ts'

const asText = (setup: Setup) => JSON.stringify(setup, null, 1)

/** The network of the visitor's region, for an administrator of its Werkcentrum: those of other organisations have no say in the whole. @throws NotFound */
export async function ownNetwork(visit: StaffVisit): Promise<Network> {
  const network = await networkHere(visit)
  if (network.organisations.get(visit.actor.organisation)?.kind !== 'werkcentrum') throw new NotFound()
  return network
}

/** Versions hold names of staff and are the program's to read; who may see them was decided before. */
const asProgram = <Result,>(visit: StaffVisit, work: (tx: Tx) => Promise<Result>) => visit.system.database.transaction(programOf(visit), 'setup', work)

/** Changes the set-up by a form, once however often it is sent, as the program for this administrator. Answers the version it has then. @throws SetupRefused, ZodError */
export async function changeOnce(visit: StaffVisit, how: (setup: Setup) => Setup): Promise<number> {
  const { system, region, now, actor } = visit
  try {
    await visit.change('setup', async (tx) => void (await changeSetup({ tx, actor: actor, now }, system.ownKey, how)), { kind: 'task', region: region.id })
  } finally {
    networksOf(visit.system).forget(region.id)
  }
  return (await networksOf(visit.system).of(region.id)).setup.version
}

async function showSetup(visit: StaffVisit, form: Filled, done?: SetupSeen['done']): Promise<Answer> {
  const network = await ownNetwork(visit)
  const versions = await asProgram(visit, (tx) => versionsOf(tx, visit.region.id))
  return workplace(visit, { purpose: 'setup', current: 'setup', read: () => undefined }, () => ({
    title: say[visit.language]('setup.title'),
    quiet: true,
    content: <SetupPage visit={visit} seen={{ network, sections: sectionsOf(visit), checks: checklist(network, visit.now), versions, form, formKey: randomUUID(), done }} />,
  }))
}

/** Applies a document when it differs; answers why it could not be, if so. Done twice, the second finds it done. */
async function applied(visit: StaffVisit, wanted: Setup, seen: number): Promise<SetupRefused['reasons'] | undefined> {
  const { system, region, actor, now } = visit
  try {
    await asProgram(visit, async (tx) => {
      const network = (await readNetwork(tx, region.id))!
      if (differences(documentOf(network, now), wanted).length) await applySetup({ tx, actor: actor, now }, system.ownKey, wanted, seen)
    })
  } catch (error) {
    if (error instanceof SetupRefused) return error.reasons
    throw error
  }
  networksOf(visit.system).forget(region.id)
  return undefined
}

async function showPreview(visit: StaffVisit, wanted: Setup, { form = emptyForm, refused }: { form?: Filled; refused?: SetupRefused['reasons'] }): Promise<Answer> {
  const network = await ownNetwork(visit)
  const found = differences(documentOf(network, visit.now), wanted)
  return workplace(visit, { purpose: 'setup', current: 'setup', read: () => undefined }, () => ({
    title: say[visit.language]('setup.preview.title'),
    status: refused ? 409 : 200,
    quiet: true,
    content: <PreviewPage visit={visit} found={found} document={asText(wanted)} form={form} formKey={randomUUID()} version={network.setup.version} refused={refused} />,
  }))
}

const versionParams = z.object({ region: z.string(), version: z.coerce.number().int().min(1) })

/** The set-up of a region as one document: out, in after a look at what changes, and back to any version. */
export const setupRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/:region/werk/inrichting',
    right: networkRights.changeSetup,
    query: z.object({ gedaan: z.literal('ja').optional().catch(undefined) }),
    handle: (visit) => showSetup(visit, emptyForm, visit.query.gedaan !== undefined),
  }),
  route({
    method: 'POST',
    path: '/:region/werk/inrichting/open',
    right: networkRights.changeSetup,
    body: openForm.schema,
    handle: async (visit) => {
      if ((await ownNetwork(visit)).setup.region_id === theNation.id) throw new NotFound()
      const open = visit.body.open === 'ja'
      await changeOnce(visit, (setup) => ({ ...setup, open }))
      return seeOther(visit.path('/werk/inrichting?gedaan=ja'))
    },
  }),
  route({
    method: 'GET',
    path: '/:region/werk/inrichting/bestand',
    right: networkRights.changeSetup,
    handle: async (visit) => {
      const network = await ownNetwork(visit)
      await recordExport(visit, 'setup', network.staff.size)
      const name = `inrichting-${visit.region.slug}-versie-${network.setup.version}.json`
      return file({ name, type: 'application/json', content: Buffer.from(asText(documentOf(network, visit.now))) })
    },
  }),
  route({
    method: 'POST',
    path: '/:region/werk/inrichting',
    right: networkRights.changeSetup,
    // Looking at a file or changing its text changes nothing.
    fresh: ({ body }) => body.stap === 'invoeren',
    largest: 4 * megabyte,
    body: documentForm.schema,
    handle: async (visit) => {
      await ownNetwork(visit)
      const { stap, gezien, bestand } = visit.body
      const document = bestand?.length ? bestand.toString() : (visit.body.document ?? '')
      if (!document) throw new FormProblem({ document: { key: 'setup.document.empty' } })
      const read = await readSetup(visit, document, 'document')
      // What was in a file stands in the field from here on: no step asks for the file again.
      const form = { values: { document, stap }, errors: {} }
      if ('mistakes' in read) return again({ ...form, errors: mistakeErrors(read.mistakes) })
      const { region } = read.setup
      if (region !== visit.region.slug) return again({ ...form, errors: { document: { key: 'setup.other-region', values: { region } } } })
      if (stap !== 'invoeren') return again(form)
      const refused = await applied(visit, read.setup, gezien)
      return refused ? showPreview(visit, read.setup, { refused }) : seeOther(visit.path('/werk/inrichting?gedaan=ja'))
    },
    redo: async (visit, form) => {
      const { document = '', stap } = form.values
      const read = Object.keys(form.errors).length || stap === 'wijzigen' ? undefined : await readSetup(visit, document, 'document')
      return read && 'setup' in read ? showPreview(visit, read.setup, { form }) : showSetup(visit, form)
    },
  }),
  route({
    method: 'GET',
    path: '/:region/werk/inrichting/versies/:version',
    right: networkRights.changeSetup,
    params: versionParams,
    handle: async (visit) => {
      const network = await ownNetwork(visit)
      const { version: number } = visit.params
      const [version, before] = await asProgram(visit, async (tx) => [await versionAt(tx, visit.region.id, number), await versionAt(tx, visit.region.id, number - 1)])
      if (!version) throw new NotFound()
      const then = setupSchema.parse(version.document)
      return workplace(visit, { purpose: 'setup', current: 'setup', read: () => undefined }, () => ({
        title: say[visit.language]('setup.version.title', { version: number }),
        content: (
          <VersionPage
            visit={visit}
            network={network}
            version={version}
            changed={before && differences(setupSchema.parse(before.document), then)}
            back={differences(documentOf(network, visit.now), then)}
            formKey={randomUUID()}
          />
        ),
      }))
    },
  }),
  route({
    method: 'POST',
    path: '/:region/werk/inrichting/versies/:version/terug',
    right: networkRights.changeSetup,
    fresh: true,
    params: versionParams,
    handle: async (visit) => {
      const network = await ownNetwork(visit)
      const version = await asProgram(visit, (tx) => versionAt(tx, visit.region.id, visit.params.version))
      if (!version) throw new NotFound()
      const wanted = setupSchema.parse(version.document)
      const refused = await applied(visit, wanted, network.setup.version)
      return refused ? showPreview(visit, wanted, { refused }) : seeOther(visit.path('/werk/inrichting?gedaan=ja'))
    },
  }),
]
