import { megabyte } from '../../foundation/web/bodies.ts'
import { networkEvents } from '../events.ts'
import { networksOf } from '../current.ts'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { workplace } from '../../foundation/ui/frame.tsx'
import { type Answer, page, seeOther } from '../../foundation/web/answer.ts'
import { emptyForm, type Filled } from '../../foundation/web/forms.ts'
import { FormProblem, NotFound } from '../../foundation/web/problem.ts'
import { listFile } from '../../foundation/web/sheet.ts'
import { type Route, route, type StaffVisit, type Visit } from '../../foundation/web/route.ts'
import { SetupRefused } from '../actions.ts'
import { type Region, regionOfSlug, regions, slugOf, theNation } from '../geography.ts'
import { type Setup, setupSchema } from '../network.ts'
import { demoIssuer } from '../demoissuer.ts'
import { checklist } from '../setup/checklist.ts'
import { documentOf } from '../setup/document.ts'
import { readSetup } from '../setup/given.ts'
import { mistakeErrors } from '../setup/reading.ts'
import { begunRegionIds } from '../store.ts'
import { say } from '../words.ts'
import { appoint, beginNation, beginRegion, isFirst, recordNational } from './actions.ts'
import { appointForm, beginForm, firstForm, regionsForm, stages } from './forms.ts'
import { administratorsOf, firstPage, RegionPage, type RegionSeen, RegionsPage, type Standing } from './pages.tsx'
import { type Beginning, copyFor, emptySetup, fromExport } from './start.ts'
import { firstLink } from '../links.ts'
import { networkRights } from '../rights.ts'
import type { System } from '../../foundation/system.ts'

/** How a Werkcentrum or the nation signs in, as it was filled in. @throws FormProblem where the secret is missing, or the address is not of a provider that can be trusted */
function signInOf(system: System, { issuer, clientId, clientSecret }: { issuer: string; clientId: string; clientSecret?: string }): Beginning['signIn'] {
  if (system.settings.demo && issuer === demoIssuer) return { issuer, clientId }
  if (issuer === demoIssuer) throw new FormProblem({ issuer: { key: 'part.signIn.issuer.wrong' } })
  if (!clientSecret) throw new FormProblem({ clientSecret: { key: 'part.signIn.clientSecret.wrong' } })
  return { issuer, clientId, clientSecret }
}
const administratorOf = ({ name, address, subject }: { name: string; address: string; subject?: string }): Beginning['administrator'] => ({ name, email: address, subject })

/** @throws NotFound elsewhere than in the nation */
function inNation(visit: StaffVisit): void {
  if (visit.region.id !== theNation.id) throw new NotFound()
}

async function standingOf({ system, now }: Visit, region: Region): Promise<Standing> {
  const network = await networksOf(system).find(region.id)
  return { region, network, stage: network ? (network.setup.open ? 'open' : 'begun') : 'new', checks: network ? checklist(network, now) : [] }
}

/** The region an address names. @throws NotFound for another, the nation itself included */
function regionFor(slug: string): Region {
  const region = regionOfSlug(slug)
  if (!region || region.id === theNation.id) throw new NotFound()
  return region
}

async function show(visit: StaffVisit, slug: string, form: Filled, { done }: Pick<RegionSeen, 'done'> = {}): Promise<Answer> {
  inNation(visit)
  const region = regionFor(slug)
  const standing = await standingOf(visit, region)
  const begun = await visit.transaction('nation', begunRegionIds)
  const examples = regions.filter(({ id }) => begun.includes(id))
  const issuer = visit.system.settings.demo ? demoIssuer : undefined
  return workplace(visit, { purpose: 'nation', current: 'regions', read: () => undefined }, () => ({
    title: region.name,
    quiet: true,
    content: <RegionPage visit={visit} seen={{ standing, examples, form, formKey: randomUUID(), issuer, done }} />,
  }))
}

const inRegion = z.object({ region: z.string(), slug: z.string().max(60) })

/** What a region begins with: nothing, another's example, or a file. @throws FormProblem */
async function startOf({ system, now }: Visit, region: Region, example: string | undefined, file: Setup | undefined, given: Beginning): Promise<Setup> {
  if (file) return file.region === region.slug ? fromExport(file, given) : copyFor(region, file, regionOfSlug(file.region)!.name, given)
  if (!example) return emptySetup(region, given)
  const other = regionOfSlug(example)
  const network = other && (await networksOf(system).find(other.id))
  if (!network) throw new FormProblem({ start: { key: 'form.choose' } })
  return copyFor(region, documentOf(network, now), other.name, given)
}

const manageRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/:region/werk/regios',
    right: networkRights.manageNation,
    query: regionsForm.schema,
    handle: async (visit) => {
      inNation(visit)
      const { zoek, stand } = visit.query
      const wanted = slugOf(zoek ?? '')
      const all = await Promise.all(regions.map((each) => standingOf(visit, each)))
      const standings = all
        .filter(({ region, stage }) => (!stand || stage === stand) && [region.name, ...region.municipalities].some((name) => slugOf(name).includes(wanted)))
        .sort((a, b) => stages.indexOf(b.stage) - stages.indexOf(a.stage) || a.region.name.localeCompare(b.region.name, 'nl'))
      const t = say[visit.language]
      if (visit.query.vorm) {
        const heads = [t('nation.region'), t('nation.stage'), t('nation.missing'), t('nation.administrators')]
        const rows = standings.map(({ region, stage, checks, network }) => [
          region.name,
          t(`nation.stage.${stage}`),
          checks.filter(({ missing }) => missing.length).length,
          network ? administratorsOf(network, visit.now).length : 0,
        ])
        return listFile(visit, visit.query.vorm, { code: 'regions', name: t('nation.regions'), heads, rows })
      }
      return workplace(visit, { purpose: 'nation', current: 'regions', read: () => undefined }, () => ({
        title: t('nation.regions'),
        quiet: true,
        content: <RegionsPage visit={visit} standings={standings} asked={visit.query} />,
      }))
    },
  }),
  route({
    method: 'GET',
    path: '/:region/werk/regios/:slug',
    right: networkRights.manageNation,
    params: inRegion,
    query: z.object({ gedaan: z.enum(['begonnen', 'benoemd']).optional().catch(undefined) }),
    handle: (visit) => show(visit, visit.params.slug, emptyForm, { done: visit.query.gedaan }),
  }),
  route({
    method: 'POST',
    path: '/:region/werk/regios/:slug',
    right: networkRights.manageNation,
    fresh: true,
    params: inRegion,
    largest: 4 * megabyte,
    body: beginForm.schema,
    handle: async (visit) => {
      inNation(visit)
      const { system, now, actor, body } = visit
      const region = regionFor(visit.params.slug)
      // A region does not begin without the file that was chosen for it, unless that is said by sending it once more.
      if (body.eerder && !body.bestand?.length) throw new FormProblem({ bestand: { key: 'nation.start.file.again', values: { name: body.eerder } } })
      const given: Beginning = { phone: body.phone, email: body.email, signIn: signInOf(system, body), administrator: administratorOf(body) }
      const read = body.bestand?.length ? await readSetup(visit, body.bestand.toString(), 'bestand') : undefined
      if (read && 'mistakes' in read) throw new FormProblem(mistakeErrors(read.mistakes))
      const setup = setupSchema.safeParse(await startOf(visit, region, body.start, read?.setup, given))
      if (!setup.success) throw new FormProblem(mistakeErrors(setup.error.issues.map(({ path, message }) => ({ where: path.join(' '), message }))))
      const to = seeOther(visit.path(`/werk/regios/${region.slug}?gedaan=begonnen`))
      // Sent twice, or by two at once: the second finds it begun.
      if (await networksOf(visit.system).find(region.id)) return to
      await visit.change('nation', (tx) => beginRegion({ tx, actor: { kind: 'task', region: region.id }, now }, system.ownKey, setup.data, given), {
        kind: 'task',
        region: region.id,
      })
      networksOf(visit.system).forget(region.id)
      await visit.transaction('nation', async (tx) => recordNational({ tx, actor, now }, networkEvents.regionBegun, region.id))
      return to
    },
    redo: (visit, form) => show(visit, visit.params.slug, form),
  }),
  route({
    method: 'POST',
    path: '/:region/werk/regios/:slug/beheerder',
    right: networkRights.manageNation,
    fresh: true,
    params: inRegion,
    body: appointForm.schema,
    handle: async (visit) => {
      inNation(visit)
      const { system, now, actor } = visit
      const region = regionFor(visit.params.slug)
      await networksOf(visit.system).of(region.id)
      await visit.change('nation', (tx) => appoint({ tx, actor: { kind: 'task', region: region.id }, now }, system.ownKey, administratorOf(visit.body)), {
        kind: 'task',
        region: region.id,
      })
      networksOf(visit.system).forget(region.id)
      await visit.transaction('nation', async (tx) => recordNational({ tx, actor, now }, networkEvents.administratorAppointed, region.id))
      return seeOther(visit.path(`/werk/regios/${region.slug}?gedaan=benoemd`))
    },
    redo: (visit, form) => show(visit, visit.params.slug, form),
  }),
]

const tokenParams = z.object({ token: z.string() })
type FirstVisit = Visit<z.infer<typeof tokenParams>>

/** @throws NotFound when the nation began */
async function whileFirst({ system, now, params }: FirstVisit): Promise<void> {
  if (!(await isFirst(system.database, system.links, now, params.token))) throw new NotFound()
}
async function showFirst(visit: FirstVisit, form: Filled): Promise<Answer> {
  await whileFirst(visit)
  return page(firstPage(visit, form, randomUUID(), visit.params.token))
}

/** The nation: the link of the first start, and the regions with their first administrators. */
export const nationRoutes: readonly Route[] = [
  ...manageRoutes,
  route({
    method: 'GET',
    path: '/eerste/:token',
    right: networkRights.beginNation,
    link: firstLink,
    limit: { most: 60, minutes: 10 },
    params: tokenParams,
    handle: (visit) => showFirst(visit, emptyForm),
  }),
  route({
    method: 'POST',
    path: '/eerste/:token',
    right: networkRights.beginNation,
    link: firstLink,
    limit: { most: 60, minutes: 10 },
    params: tokenParams,
    body: firstForm.schema,
    handle: async (visit) => {
      const { system, now, body } = visit
      await whileFirst(visit)
      const first = { organisation: body.organisation, signIn: signInOf(system, body), administrator: administratorOf(body) }
      await system.database
        .transaction({ kind: 'task', region: theNation.id }, 'nation', (tx) => beginNation(tx, system.ownKey, first, now))
        .catch((error: unknown) => {
          if (error instanceof SetupRefused) throw new FormProblem({ clientSecret: { key: 'part.signIn.clientSecret.wrong' } })
          throw error
        })
      networksOf(visit.system).forget(theNation.id)
      // A form may not lead to another site, as the provider is: the next page has the link to it.
      return seeOther(visit.path(`/${theNation.slug}/inloggen`))
    },
    redo: showFirst,
  }),
]
