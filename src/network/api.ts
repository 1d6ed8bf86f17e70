import { z } from 'zod'
import { visitSite } from '../foundation/identity/rights.ts'
import { json } from '../foundation/web/answer.ts'
import { apiVersion } from '../foundation/web/describe.ts'
import { type Route, route, type Visit } from '../foundation/web/route.ts'
import { areaOf, distance, readPostcode, regionOfSlug, regions } from './geography.ts'
import { sayHours } from './hours.ts'
import { networksOf } from './current.ts'
import { openRegionIds } from './store.ts'
import { say } from './words.ts'

/** What an address of the API below a region has in it; the description is in Dutch. */
export const regionParams = z.object({
  slug: z.string().meta({ called: 'regio', description: 'De arbeidsmarktregio, zoals in het adres van haar pagina.', example: 'twente' }),
})
/** Why there is nothing below a region. */
export const regionMissing = 'De regio is er niet of is niet open.'

const region = z
  .object({
    code: z.string().meta({ example: 'AM05' }),
    slug: z.string().meta({ example: 'twente' }),
    naam: z.string().meta({ example: 'Twente' }),
    centrumgemeente: z.string().meta({ example: 'Enschede' }),
    gemeenten: z.array(z.string()),
    open: z.boolean().meta({ description: 'Of de regio hier vragen aanneemt.' }),
  })
  .meta({ id: 'Regio' })

const walkInPoint = z
  .object({
    id: z.uuid(),
    naam: z.string(),
    gemeente: z.string(),
    adres: z.string(),
    postcode: z.string(),
    plaats: z.string(),
    breedtegraad: z.number(),
    lengtegraad: z.number(),
    openingstijden: z.array(z.string()),
    gesloten: z
      .array(z.object({ van: z.iso.date(), totEnMet: z.iso.date(), reden: z.string().optional() }))
      .meta({ description: 'Dagen dat het dicht is, hoewel het anders open zou zijn.' }),
    toegankelijkheid: z.array(z.string()),
    talen: z.array(z.string().meta({ example: 'nl' })).meta({ description: 'Talen die er gesproken worden (ISO 639).' }),
    onderdeelVan: z.string().optional().meta({ description: 'De plek in de buurt waar het bij hoort.' }),
    doetZelf: z.string().optional().meta({ description: 'Wat die plek zelf doet.' }),
    afstandKm: z.number().optional().meta({ description: 'Alleen bij een postcode.' }),
  })
  .meta({ id: 'Inlooppunt' })

const apiHeaders = (visit: Visit) => void visit.reply.header('api-version', apiVersion)

/** The regions and their walk-in points for other programs. */
export const networkApi: readonly Route[] = [
  route({
    method: 'GET',
    path: '/api/v1/regios',
    bare: true,
    right: visitSite,
    api: {
      operationId: 'getRegios',
      tag: 'netwerk',
      summary: 'De 35 arbeidsmarktregio’s',
      answer: { description: 'De regio’s.', schema: z.array(region) },
      problems: { 503: 'Even niet bereikbaar.' },
    },
    handle: async (visit) => {
      apiHeaders(visit)
      const open = new Set(await visit.transaction('network', openRegionIds))
      return json(
        regions.map(({ id, code, slug, name, centreMunicipality, municipalities }) => ({
          code,
          slug,
          naam: name,
          centrumgemeente: centreMunicipality,
          gemeenten: [...municipalities],
          open: open.has(id),
        })) satisfies z.output<typeof region>[],
      )
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/regios/:slug/inlooppunten',
    bare: true,
    right: visitSite,
    params: regionParams,
    query: z.object({ postcode: z.string().max(20).optional().meta({ description: 'Vier cijfers, of vier cijfers en twee letters.', example: '7511 AB' }) }),
    api: {
      operationId: 'getInlooppunten',
      tag: 'netwerk',
      summary: 'De inlooppunten van een regio, met een postcode de dichtstbijzijnde eerst',
      answer: { description: 'De inlooppunten.', schema: z.array(walkInPoint) },
      problems: { 400: 'De postcode is onbekend.', 404: regionMissing },
    },
    handle: async (visit) => {
      apiHeaders(visit)
      const network = await networksOf(visit.system).open(regionOfSlug(visit.params.slug)?.id ?? 0)
      const postcode = visit.query.postcode === undefined ? undefined : readPostcode(visit.query.postcode)
      const from = postcode && areaOf(postcode)
      if (visit.query.postcode !== undefined && !from) {
        return json({ type: 'about:blank', status: 400, title: 'Onjuiste invoer', detail: 'postcode: deze postcode is onbekend.' }, 400, 'application/problem+json')
      }
      const points = network.walkInPoints.map((each) => ({
        id: each.id,
        naam: each.name,
        gemeente: each.municipality,
        adres: each.address,
        postcode: each.postcode,
        plaats: each.place,
        breedtegraad: each.latitude,
        lengtegraad: each.longitude,
        openingstijden: sayHours('nl', each.hours),
        gesloten: each.closed.map(({ from: van, until, why: reden }) => ({ van, totEnMet: until ?? van, reden })),
        toegankelijkheid: each.accessibility.map((what) => say.nl(`accessibility.${what}`)),
        talen: each.languages,
        onderdeelVan: each.part_of ?? undefined,
        doetZelf: each.does_itself ?? undefined,
        ...(from ? { afstandKm: Math.round(distance(from, each) * 10) / 10 } : {}),
      }))
      if (from) points.sort((a, b) => a.afstandKm! - b.afstandKm!)
      return json(points satisfies z.output<typeof walkInPoint>[])
    },
  }),
]
