import { catalogueHere } from '../current.ts'
import { networkHere, openNetworkHere } from '../../network/current.ts'
import { Readable } from 'node:stream'
import { z } from 'zod'
import { handled, json } from '../../foundation/web/answer.ts'
import { problemsOf, searchText } from '../../foundation/web/forms.ts'
import { NotFound } from '../../foundation/web/problem.ts'
import { type Route, route, type Visit } from '../../foundation/web/route.ts'
import { invalid } from '../../desk/api.ts'
import { choicesHere } from '../choices.ts'
import type { Listed } from '../current.ts'
import { search } from '../public/routes.tsx'
import { type HsdsDocument, providerOf } from './document.ts'
import { taxonomyNames, taxonomyOf, termId } from './fields.ts'
import { hsdsOpenapi } from './openapi.ts'
import { brief, type Giving, givenOn, givingOf, organizationOf } from './give.ts'
import { storedDocuments, servicesByIds } from './store.ts'
import { visitSite } from '../../foundation/identity/rights.ts'

/** What is needed to say the visited region's services in HSDS. */
export async function givingFor(visit: Visit): Promise<Giving> {
  const { region, system } = visit
  const [network, choices] = [await networkHere(visit), await choicesHere(visit)]
  return givingOf({ network, choices, regionName: region.name, page: (slug) => `${system.settings.baseUrl}/${region.slug}/aanbod/${slug}` })
}

const most = 500
/** How many go over the line at a time where all are asked for. */
const atOnce = 100
const whole = 'een geheel getal vanaf 1'
const count = (start: number, highest: number) => z.coerce.number({ error: whole }).int(whole).min(1, whole).max(highest, `ten hoogste ${highest}`).default(start)
const flag = z
  .enum(['true', 'false'], { error: 'true of false' })
  .default('false')
  .transform((value) => value === 'true')
/** What a list can be asked for, in the words of HSDS. */
const query = z.object({
  search: searchText,
  page: count(1, 100_000),
  per_page: count(50, most),
  format: z.enum(['json', 'ndjson'], { error: 'json of ndjson' }).default('json'),
  taxonomy_term_id: z.uuid('een uuid').toLowerCase().optional(),
  taxonomy_id: z.uuid('een uuid').toLowerCase().optional(),
  organization_id: z.uuid('een uuid').toLowerCase().optional(),
  modified_after: z
    .union([z.iso.datetime({ offset: true }), z.iso.date()], { error: 'een moment, zoals 2026-01-31T09:00:00Z' })
    .pipe(z.coerce.date())
    .optional(),
  minimal: flag,
  full: flag,
  full_service: flag,
})
type Query = z.output<typeof query>

const params = z.object({ slug: z.string() })
const idParams = params.extend({ id: z.string().max(100) })
const base = '/api/hsds/regios/:slug'
const addressOf = ({ system, region }: Visit) => `${system.settings.baseUrl}/api/hsds/regios/${region.slug}`

/** A page of a list as HSDS has it; all at once, one on each line, where that is asked. */
async function paged<Each>(visit: Visit, { page, per_page, format }: Query, all: readonly Each[], say: (part: readonly Each[]) => Promise<unknown[]> | unknown[]) {
  if (format === 'ndjson') {
    async function* lines() {
      for (let at = 0; at < all.length; at += atOnce) yield (await say(all.slice(at, at + atOnce))).map((each) => `${JSON.stringify(each)}\n`).join('')
    }
    void visit.reply.type('application/x-ndjson').send(Readable.from(lines()))
    return handled
  }
  const pages = Math.max(1, Math.ceil(all.length / per_page))
  const part = all.slice((page - 1) * per_page, page * per_page)
  return json({
    total_items: all.length,
    total_pages: pages,
    page_number: page,
    size: part.length,
    first_page: page === 1,
    last_page: page >= pages,
    empty: part.length === 0,
    contents: await say(part),
  })
}

/** The catalogue in Open Referral HSDS 3.0, for other programs that know it. */
export function hsdsRoutes(): Route[] {
  async function open(visit: Visit) {
    visit.reply.header('access-control-allow-origin', '*')
    if (!visit.region.slug) throw new NotFound()
    await openNetworkHere(visit)
    const catalogue = await catalogueHere(visit)
    return { catalogue, giving: await givingFor(visit) }
  }
  const modified = (visit: Visit, moments: readonly (Date | null)[]) => {
    const latest = Math.max(...moments.map((each) => each?.getTime() ?? 0))
    if (latest > 0) visit.reply.header('last-modified', new Date(latest).toUTCString())
  }
  const given = async (visit: Visit, part: readonly Listed[], giving: Giving): Promise<HsdsDocument[]> => {
    const ids = part.map(({ id }) => id)
    const stored = new Map((await visit.transaction('catalogue', (tx) => servicesByIds(tx, visit.region.id, ids))).map((each) => [each.id, each]))
    return part.map((each) => givenOn(each, stored.get(each.id), giving))
  }
  /** Everybody who offers something, as they came in where they did; who offers nothing any more is not given on. */
  async function organizations(visit: Visit, services: readonly Listed[], giving: Giving): Promise<HsdsDocument[]> {
    const stored = await visit.transaction('catalogue', (tx) => storedDocuments(tx, visit.region.id, 'organization'))
    const byName = new Map(stored.map(({ document }) => [providerOf(document), document]))
    const all = new Map(services.map((each) => [each.service.provider, byName.get(each.service.provider) ?? organizationOf(each, giving.network)]))
    return [...all.values()].sort((one, other) => String(one.name).localeCompare(String(other.name), 'nl'))
  }
  const ofOrganization = (services: readonly Listed[], organization: HsdsDocument) => services.filter(({ service }) => service.provider === providerOf(organization))
  async function terms(visit: Visit, giving: Giving): Promise<HsdsDocument[]> {
    const stored = await visit.transaction('catalogue', (tx) => storedDocuments(tx, visit.region.id, 'taxonomy_term'))
    return [...giving.terms.values(), ...stored.map(({ document }) => document)]
  }
  const taxonomies = taxonomyNames.map(taxonomyOf)
  const named = ({ search: words }: Query, { name }: HsdsDocument) => !words || String(name).toLowerCase().includes(words.toLowerCase())

  /** A list at this address. */
  const listRoute = (name: string, handle: (visit: Visit, asked: Query) => ReturnType<typeof paged>): Route =>
    route({
      method: 'GET',
      path: `${base}/${name}`,
      bare: true,
      right: visitSite,
      limit: { most: 240, minutes: 10 },
      params,
      handle: (visit) => {
        const asked = query.safeParse(visit.request.query)
        return asked.success ? handle(visit, asked.data) : invalid(problemsOf(asked.error))
      },
    })
  /** One of a list. */
  const oneRoute = (name: string, find: (visit: Visit, id: string) => Promise<HsdsDocument | undefined>): Route =>
    route({
      method: 'GET',
      path: `${base}/${name}/:id`,
      bare: true,
      right: visitSite,
      params: idParams,
      handle: async (visit) => {
        const id = z.uuid().safeParse(visit.params.id)
        if (!id.success) return invalid({ id: { key: 'dit is geen id' } })
        const found = await find(visit, id.data.toLowerCase())
        if (!found) throw new NotFound()
        return json(found)
      },
    })

  return [
    route({
      method: 'GET',
      path: base,
      bare: true,
      right: visitSite,
      params,
      handle: async (visit) => {
        await open(visit)
        return json({ version: '3.0', profile: 'https://docs.openreferral.org/en/3.0/hsds/overview.html', openapi_url: `${addressOf(visit)}/openapi.json` })
      },
    }),
    route({
      method: 'GET',
      path: `${base}/openapi.json`,
      bare: true,
      right: visitSite,
      params,
      handle: async (visit) => {
        await open(visit)
        return json(hsdsOpenapi(addressOf(visit), z.toJSONSchema(query, { io: 'input', unrepresentable: 'any' }).properties ?? {}))
      },
    }),
    listRoute('services', async (visit, asked) => {
      const { catalogue, giving } = await open(visit)
      const { found } = await search(visit, catalogue, asked.search)
      const { taxonomy_term_id: term, taxonomy_id: taxonomy, organization_id: organization, modified_after: after } = asked
      const offering = organization && (await organizations(visit, catalogue.services, giving)).find(({ id }) => id.toLowerCase() === organization)
      const provider = offering && providerOf(offering)
      const about = ({ service }: Listed) => [
        ...service.topics.map((each) => termId('topic', each)),
        termId('destination', service.destination),
        ...service.form.map((each) => termId('form', each)),
      ]
      const all = found.filter(
        (each) =>
          (!term || about(each).includes(term)) &&
          (!taxonomy || taxonomies.some(({ id }) => id === taxonomy)) &&
          (!organization || each.service.provider === provider) &&
          (!after || (each.confirmedAt && each.confirmedAt >= after)),
      )
      modified(
        visit,
        all.map(({ confirmedAt }) => confirmedAt),
      )
      if (asked.minimal)
        return paged(visit, { ...asked, page: 1, per_page: Math.max(1, all.length) }, all, (part) =>
          part.map(({ id, confirmedAt }) => ({ id, modified_date: confirmedAt?.toISOString(), last_modified: confirmedAt?.toISOString() })),
        )
      return paged(visit, asked, all, async (part) => {
        const documents = await given(visit, part, giving)
        return asked.full ? documents : documents.map(brief)
      })
    }),
    oneRoute('services', async (visit, id) => {
      const { catalogue, giving } = await open(visit)
      const listed = catalogue.services.find((each) => each.id === id)
      if (!listed) return undefined
      modified(visit, [listed.confirmedAt])
      return (await given(visit, [listed], giving))[0]
    }),
    listRoute('organizations', async (visit, asked) => {
      const { catalogue, giving } = await open(visit)
      const all = (await organizations(visit, catalogue.services, giving)).filter((each) => named(asked, each))
      return paged(visit, asked, all, (part) => (asked.full ? [...part] : part.map(brief)))
    }),
    oneRoute('organizations', async (visit, id) => {
      const { catalogue, giving } = await open(visit)
      const found = (await organizations(visit, catalogue.services, giving)).find((each) => each.id.toLowerCase() === id)
      if (!found) return undefined
      const services = ofOrganization(catalogue.services, found)
      const full = z.object({ full_service: flag }).catch({ full_service: false }).parse(visit.request.query).full_service
      const documents = await given(visit, services, giving)
      return { ...found, services: full ? documents.map(({ organization: _, ...rest }) => rest as HsdsDocument) : documents.map((each) => ({ id: each.id, name: each.name })) }
    }),
    listRoute('taxonomies', async (visit, asked) => {
      await open(visit)
      return paged(
        visit,
        asked,
        taxonomies.filter((each) => named(asked, each)),
        (part) => [...part],
      )
    }),
    oneRoute('taxonomies', async (visit, id) => {
      await open(visit)
      return taxonomies.find((each) => each.id === id)
    }),
    listRoute('taxonomy_terms', async (visit, asked) => {
      const { giving } = await open(visit)
      const { taxonomy_id: taxonomy } = asked
      const ofTaxonomy = ({ taxonomy_id, taxonomy_detail }: HsdsDocument) => !taxonomy || taxonomy_id === taxonomy || (taxonomy_detail as HsdsDocument | undefined)?.id === taxonomy
      const all = (await terms(visit, giving)).filter((each) => named(asked, each) && ofTaxonomy(each))
      return paged(visit, asked, all, (part) => [...part])
    }),
    oneRoute('taxonomy_terms', async (visit, id) => {
      const { giving } = await open(visit)
      return (await terms(visit, giving)).find((each) => each.id.toLowerCase() === id)
    }),
  ]
}
