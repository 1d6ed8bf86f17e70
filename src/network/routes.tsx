import { place } from '../foundation/place.ts'
import { z } from 'zod'
import { type Day, dayOf } from '../foundation/clock/workingdays.ts'
import { actsAs } from '../foundation/identity/acting.ts'
import { browserWords } from '../foundation/identity/browser.ts'
import { sessionCookie, sessionsOf } from '../foundation/identity/sessions.ts'
import { unseal } from '../foundation/identity/seal.ts'
import { callbackPath, type Issuer, type Known, NotAnew, NotSureEnough, pendingSignIn, signInOf, type SignInState } from '../foundation/identity/signin.ts'
import { record } from '../foundation/record/record.ts'
import { may, visitSite } from '../foundation/identity/rights.ts'
import { listFile } from '../foundation/web/sheet.ts'
import { type Answer, bytes, leaveFor, page, plain, seeOther } from '../foundation/web/answer.ts'
import { anewField } from '../foundation/web/forms.ts'
import { atTyped, leaveNothing } from '../foundation/web/kept.ts'
import { isOurs, ours } from '../foundation/web/ours.ts'
import { NotFound } from '../foundation/web/problem.ts'
import { refuse } from '../foundation/web/refusals.ts'
import { pathIn, type Route, route, type StaffVisit, type Visit } from '../foundation/web/route.ts'
import { sharedPage } from '../foundation/web/sharedpage.ts'
import { workplace } from '../foundation/ui/frame.tsx'
import { findForm, nearestForm } from './forms.ts'
import { areaOf, findRegions, readPostcode, regionOfId, regions, theNation } from './geography.ts'
import { demoClient, demoIssuer, demoIssuerAt } from './demoissuer.ts'
import { type Network, siteIn, worksHere, networkHere, networksOf } from './current.ts'
import { callbackPlace, wordsIn } from './network.ts'
import { closedPage, nationPage, signInPage, signInProblemPage, walkInPage } from './pages.tsx'
import { networkForm, networkList, NetworkTables } from './tables.tsx'
import { openRegionIds, type OrganisationRow, staffAtIssuer, updateRow } from './store.ts'
import { sheetOf } from './style.ts'
import { say } from './words.ts'
import { networkRights } from './rights.ts'
import type { System } from '../foundation/system.ts'
import { networkEvents } from './events.ts'

/** Where a sign-in that was not an organisation's goes on, by what stands in its state where that has the organisation. */
export interface OtherSignIn {
  state: string
  came(visit: Visit, state: SignInState, cookie: string): Promise<Answer>
}
export const otherSignIns = place<OtherSignIn>('sign-ins that are not an organisation’s')

/** Where the people of an organisation prove once more who they are, and then go on. */
const againAt = ({ slug }: OrganisationRow, to: string) => `/inloggen/${slug}?${new URLSearchParams({ [anewField]: 'ja', naar: to })}`
export const signInAgain = async (visit: Visit, to: string): Promise<string> => againAt((await networkHere(visit)).organisations.get((visit as StaffVisit).actor.organisation)!, to)

const openRegions = async (visit: Visit) => new Set(await visit.transaction('network', openRegionIds))

function issuerOf(system: System, organisation: OrganisationRow): Issuer | undefined {
  const { issuer, client_id: clientId, client_secret: sealed } = organisation
  const rest = { place: callbackPlace(organisation), levels: wordsIn(organisation.sign_in_levels), methods: wordsIn(organisation.sign_in_methods) }
  if (issuer === demoIssuer) return system.settings.demo ? { issuer: demoIssuerAt(system.settings.baseUrl), ...demoClient(system.ownKey), ...rest } : undefined
  const clientSecret = sealed && unseal(system.ownKey, sealed)
  return issuer && clientId && clientSecret ? { issuer, clientId, clientSecret, ...rest } : undefined
}

/** A region's public page, when the region is open; a closed one says so on every address. */
export const whenOpen =
  (show: (visit: Visit, network: Network) => Promise<Answer> | Answer) =>
  async (visit: Visit): Promise<Answer> => {
    const network = await networksOf(visit.system).find(visit.region.id)
    // A shared page is drawn as this very network has it, its look included.
    if (network?.setup.open) return show({ ...visit, region: siteIn(network) }, network)
    return visit.region.id === theNation.id ? seeOther(visit.language === 'en' ? '/en' : '/') : page(closedPage(visit, regionOfId(visit.region.id)))
  }

// Only to a page of the same region's workplace: whatever else is asked for leads to the workplace's start.
const backTo = (visit: Visit, wanted: string | undefined) =>
  // filled in with our own words: a region's name in addresses
  wanted && isOurs(wanted) && new RegExp(`^(/en)?/${visit.region.slug}/werk(/[\\w/-]*)?(\\?[\\w=&.%-]*)?$`).test(wanted) ? wanted : visit.path('/werk')

/** Whom a provider sent back. Who is known there and not here reads by what name it knows them, to tell their administrator. */
async function came(arrived: Visit, wanted: string): Promise<Answer> {
  const { system } = arrived
  const cookie = pendingSignIn(arrived.request)
  const signIn = signInOf(system)
  const refused = (visit: Visit, why: 'failed' | 'level' | 'old' | 'unknown', more: { subject?: string; again?: string } = {}) => {
    refuse(visit, `sign-in: ${why}`)
    return page(signInProblemPage(visit, why, more), why === 'failed' ? 400 : 403)
  }
  const state = signIn.readState(wanted, cookie)
  if (!state || !cookie) return refused(arrived, 'failed')
  const region = regionOfId(state.region)
  const visit: Visit = { ...arrived, region, language: state.language, path: pathIn(region, state.language) }
  const other = system.partsOf(otherSignIns).find((each) => each.state === state.organisation)
  if (other) return other.came(visit, state, cookie)
  const organisation = (await networksOf(visit.system).of(region.id)).organisations.get(state.organisation)
  const issuer = organisation && issuerOf(system, organisation)
  if (!issuer) return refused(visit, 'failed')
  let who: Known
  try {
    who = await signIn.finish(issuer, visit.request.url, cookie)
  } catch (error) {
    system.log.warn({ failure: (error as Error).name }, 'sign-in failed')
    if (error instanceof NotAnew) return refused(visit, 'old', { again: againAt(organisation, state.to) })
    return refused(visit, error instanceof NotSureEnough ? 'level' : 'failed')
  }
  const token = await system.database.transaction({ kind: 'task', region: region.id }, 'sign-in', async (tx) => {
    const staff = await staffAtIssuer(tx, organisation, who)
    if (!staff || !worksHere(staff, visit.now)) return undefined
    if (!staff.signed_in_at) await updateRow(tx, 'staff', region.id, staff.id, { signed_in_at: visit.now })
    record({ tx, actor: { kind: 'task', region: region.id }, now: visit.now }, networkEvents.signedIn, staff.id)
    actsAs(visit.request, { kind: 'staff', id: staff.id })
    return sessionsOf(system).begin(tx, region.id, staff.id, {
      hours: organisation.session_hours,
      browser: browserWords(visit.request.headers['user-agent']),
      provedAt: who.provedAgo === undefined ? null : new Date(visit.now.getTime() - who.provedAgo),
    })
  })
  if (!token) return refused(visit, 'unknown', { subject: who.subject })
  networksOf(visit.system).forget(region.id)
  return seeOther(atTyped(state.to), [await sessionsOf(system).carry(visit.request, token), signIn.clearCookie()])
}

const callback = {
  method: 'GET',
  bare: true,
  right: visitSite,
  limit: { most: 60, minutes: 10, of: 'refusals' },
  query: z.object({ state: z.string().max(2000).catch('') }).loose(),
  handle: (visit: Visit<unknown, { state: string }>) => came(visit, visit.query.state),
} as const

const signInRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/:region/inloggen',
    right: visitSite,
    query: z.object({ naar: z.string().max(300).optional() }),
    handle: async (visit) => {
      const network = await networkHere(visit)
      const to = visit.query.naar ? `?naar=${encodeURIComponent(visit.query.naar)}` : ''
      const withSignIn = [...network.organisations.values()].filter((each) => each.issuer)
      return page(
        signInPage(
          visit,
          withSignIn.map((each) => ({ name: each.name, href: visit.path(`/inloggen/${each.slug}${to}`) })),
        ),
      )
    },
  }),
  route({
    method: 'GET',
    path: '/:region/inloggen/:organisation',
    right: visitSite,
    params: z.object({ organisation: z.string(), region: z.string() }),
    query: z.object({ naar: z.string().max(300).optional(), wie: z.string().max(120).optional(), [anewField]: z.literal('ja').optional().catch(undefined) }),
    handle: async (visit) => {
      const { system } = visit
      // The provider sends the browser back to the one address it knows; its cookie must have been set there.
      const home = new URL(system.settings.baseUrl)
      if (visit.request.host !== home.host) return leaveFor(`${system.settings.baseUrl}${ours(visit.request.url)}`)
      const network = await networkHere(visit)
      const organisation = [...network.organisations.values()].find((each) => each.slug === visit.params.organisation)
      const issuer = organisation && issuerOf(system, organisation)
      if (!issuer) throw new NotFound()
      const state = { region: visit.region.id, organisation: organisation.id, to: backTo(visit, visit.query.naar), language: visit.language }
      try {
        const { url, cookie } = await signInOf(system).begin(issuer, state, { hint: visit.query.wie, anew: visit.query[anewField] !== undefined })
        return leaveFor(url, [cookie])
      } catch (error) {
        const { name, message, cause } = error as Error
        // Who operates the program sees why: an address in the own network, another certificate. Nothing of a person is in it.
        system.log.warn({ failure: name, why: message, cause: (cause as Error | undefined)?.message, issuer: issuer.issuer }, 'issuer does not answer')
        return page(signInProblemPage(visit, 'unreachable'), 502)
      }
    },
  }),
  // Where a provider says in its answer who it is; each has an address of its own beside it.
  route({ ...callback, path: callbackPath }),
  route({ ...callback, path: `${callbackPath}/:place` }),
  route({
    method: 'POST',
    path: '/:region/uitloggen',
    right: networkRights.enter,
    handle: async (visit) => {
      const token = sessionCookie(visit.request)!
      await visit.transaction('sign-out', (tx) => sessionsOf(visit.system).end(tx, visit.region.id, token))
      return seeOther(visit.path(), [sessionsOf(visit.system).clearCookie(), await leaveNothing(visit)])
    },
  }),
]

const regionsPage = sharedPage(
  (where, { open }: { open: readonly number[] }) => nationPage(where, regions, new Set(open), undefined),
  () => '',
)
const pointsPage = sharedPage(
  (where, { today }: { today: Day }, network: Network) => walkInPage(where, network, today, undefined),
  () => '/inlooppunten',
)

/** The addresses of the network: find your region, walk-in points, sign-in, who takes part. */
export const networkRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/',
    right: visitSite,
    query: findForm.schema,
    handle: async (visit) => {
      const open = await openRegions(visit)
      const text = visit.query.zoek
      if (text) return page(nationPage(visit, regions, open, { text, found: findRegions(text) }))
      return regionsPage(visit, { open: [...open] })
    },
  }),
  route({
    method: 'GET',
    path: '/:region/huisstijl/:file',
    bare: true,
    right: visitSite,
    params: z.object({ region: z.string(), file: z.string().max(40) }),
    handle: async (visit) => {
      const { setup, look } = await networkHere(visit)
      // Only what the pages of now name; another address was of an earlier style.
      const asked = `/${visit.region.slug}/huisstijl/${visit.params.file}`
      if (asked === look?.css) return bytes('text/css; charset=utf-8', Buffer.from(sheetOf(setup.style)))
      if (asked === look?.logo && setup.style.logo) return bytes(setup.style.logo.type, Buffer.from(setup.style.logo.data, 'base64'))
      throw new NotFound()
    },
  }),
  route({
    method: 'GET',
    path: '/:region/inlooppunten',
    right: visitSite,
    query: nearestForm.schema,
    handle: (visit) =>
      whenOpen((_visit, network) => {
        const typed = visit.query.postcode
        const today = dayOf(visit.now)
        if (!typed) return pointsPage(visit, { today }, network)
        const postcode = readPostcode(typed)
        return page(walkInPage(visit, network, today, { postcode: typed, from: postcode ? areaOf(postcode) : undefined }))
      })(visit),
  }),
  route({
    method: 'GET',
    path: '/:region/werk/netwerk',
    right: networkRights.see,
    query: networkForm.schema,
    handle: async (visit) => {
      const network = await networkHere(visit)
      const { vorm, lijst } = visit.query
      if (vorm && lijst && may(visit.actor, networkRights.exportLists)) return listFile(visit, vorm, networkList(visit, network, lijst))
      return workplace(visit, { purpose: 'workplace', current: 'network', read: () => undefined }, () => ({
        title: say[visit.language]('network.title'),
        content: (
          <div class="wc-one">
            <NetworkTables visit={visit} network={network} search={visit.query.zoek ?? ''} />
          </div>
        ),
      }))
    },
  }),
  route({
    method: 'GET',
    path: '/robots.txt',
    bare: true,
    right: visitSite,
    handle: () => plain('User-agent: *\nDisallow: /*/werk\nDisallow: /*/volg\nDisallow: /*/mijn\nDisallow: /demo\n'),
  }),
  ...signInRoutes,
]
