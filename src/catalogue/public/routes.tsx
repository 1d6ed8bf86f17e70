import { type Network, openNetworkHere } from '../../network/current.ts'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { again, page } from '../../foundation/web/answer.ts'
import type { Filled } from '../../foundation/web/forms.ts'
import { FormProblem, NotFound } from '../../foundation/web/problem.ts'
import { type Route, route, type Visit } from '../../foundation/web/route.ts'
import { keySlot, sharedPage } from '../../foundation/web/sharedpage.ts'
import { askPage } from '../../desk/public/ask.tsx'
import { regionOfId } from '../../network/geography.ts'
import { whenOpen } from '../../network/routes.tsx'
import { choicesIn } from '../choices.ts'
import { judge } from '../conditions.ts'
import { implied } from '../facts.ts'
import { type Catalogue, type Listed, catalogueHere, type ReadOn, readOn } from '../current.ts'
import { nextQuestion } from '../signpost/ask.ts'
import { read } from '../signpost/reading.ts'
import { suggest, understand } from '../signpost/weigh.ts'
import { findServices } from '../store.ts'
import { type Browse, browseQuery, browseSchema, chosen } from './browse.ts'
import { doorField, fitForm, signpostForm, stateFrom } from './forms.ts'
import { offerPage, servicePage } from './pages.tsx'
import { helpPage, pointedPage, signpostPage } from './signpost.tsx'
import { visitSite } from '../../foundation/identity/rights.ts'

const mostFound = 500

/**
 * What was found with these words; everything when there are none. First what has all of them, then what is about what they mean, then what has some.
 */
export async function search(visit: Visit, catalogue: Catalogue, words: string | undefined): Promise<{ found: readonly Listed[]; takenFor: readonly string[] }> {
  const wanted = words ? catalogue.search(words) : undefined
  if (!words || !wanted) return { found: words ? [] : catalogue.services, takenFor: [] }
  const rows = await visit.transaction('catalogue', (tx) => findServices(tx, wanted, mostFound))
  const byId = new Map(catalogue.services.map((each) => [each.id, each]))
  const withAll = rows.filter(({ rank }) => rank >= 1).map(({ id }) => byId.get(id))
  const { topics } = read(catalogue.signpost.ear, words)
  const meant = catalogue.services.filter(({ service }) => topics.has(service.topics[0]!))
  const found = new Set([...withAll, ...meant, ...rows.map(({ id }) => byId.get(id))])
  return { found: [...found].filter((each) => each !== undefined), takenFor: wanted.takenFor }
}

/** A service by its name in the address. */
export const slugParams = z.object({ region: z.string(), slug: z.string().max(60) })
const listedOf = (catalogue: Catalogue, slug: string): Listed => {
  const listed = catalogue.bySlug.get(slug)
  if (!listed) throw new NotFound()
  return listed
}

const everything = browseSchema.parse({})
const wholeOffer = sharedPage(
  (where, _deps, { services }: Catalogue) =>
    offerPage(where, { found: services, browse: everything, takenFor: [], all: services.length, municipalities: regionOfId(where.region.id).municipalities }),
  () => '/aanbod',
)
const oneService = sharedPage(
  (where, { slug, ...on }: { slug: string } & ReadOn, catalogue: Catalogue, network: Network) =>
    servicePage(where, { listed: listedOf(catalogue, slug), on, formKey: keySlot, choices: choicesIn(network, catalogue.vocabulary) }),
  ({ slug }) => `/aanbod/${slug}`,
)

const offerRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/:region/aanbod',
    right: visitSite,
    query: browseSchema,
    handle: (given) =>
      whenOpen(async (visit) => {
        const catalogue = await catalogueHere(visit)
        const { municipalities } = regionOfId(visit.region.id)
        const asked = visit.query as Browse
        const browse = { ...asked, gemeente: municipalities.find((each) => each === asked.gemeente) }
        if (!browseQuery(browse)) return wholeOffer(visit, {}, catalogue)
        const { found, takenFor } = await search(visit, catalogue, browse.zoek)
        return page(offerPage(visit, { found: chosen(found, browse), browse, takenFor, all: catalogue.services.length, municipalities }))
      })(given),
  }),
  route({
    method: 'GET',
    path: '/:region/aanbod/:slug',
    right: visitSite,
    params: slugParams,
    handle: (given) =>
      whenOpen(async (visit, network) => {
        const catalogue = await catalogueHere(visit)
        const { slug } = visit.params as z.infer<typeof slugParams>
        return oneService(visit, { slug, ...readOn(listedOf(catalogue, slug), visit.now) }, catalogue, network)
      })(given),
  }),
  route({
    method: 'POST',
    path: '/:region/aanbod/:slug',
    right: visitSite,
    limit: { most: 120, minutes: 10 },
    params: slugParams,
    body: fitForm.schema,
    handle: (visit) => again(visit.typed),
    redo: async (visit, form) => {
      const network = await openNetworkHere(visit)
      const catalogue = await catalogueHere(visit)
      const listed = listedOf(catalogue, (visit.params as z.infer<typeof slugParams>).slug)
      const given = form.kept === 'gone' ? undefined : fitForm.schema.safeParse(form.values).data
      const known = given && implied(given)
      const fit = { form, judged: known && { known, judgement: judge(listed.service.conditions, known) } }
      return page(servicePage(visit, { listed, on: readOn(listed, visit.now), formKey: randomUUID(), fit, choices: choicesIn(network, catalogue.vocabulary) }))
    },
  }),
]

const emptySignpost = sharedPage(
  (where) => signpostPage(where, { formKey: keySlot }),
  () => '/wegwijzer',
)

/** What was handed in to the signpost, with the page that asks it anew when it is not there. */
async function handedIn(visit: Visit, form: Filled) {
  const network = await openNetworkHere(visit)
  const { data: given } = signpostForm.schema.safeParse(form.values)
  return { network, given, empty: () => page(signpostPage(visit, { form, formKey: randomUUID(), door: doorField.parse(form.values.deur) })) }
}

const signpostRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/:region/wegwijzer',
    right: visitSite,
    query: signpostForm.schema.pick({ deur: true }),
    handle: (given) =>
      whenOpen((visit) => {
        const { deur: door } = visit.query as { deur?: string }
        return door ? page(signpostPage(visit, { formKey: randomUUID(), door })) : emptySignpost(visit, {})
      })(given),
  }),
  route({
    method: 'POST',
    path: '/:region/wegwijzer',
    right: visitSite,
    limit: { most: 120, minutes: 10 },
    body: signpostForm.schema,
    handle: (visit) => {
      if (stateFrom(visit.body).wrong) throw new FormProblem({ answer: { key: 'fact.wrong' } })
      return again(visit.typed)
    },
    redo: async (visit, form) => {
      const { network, given, empty } = await handedIn(visit, form)
      if (!given) return empty()
      const catalogue = await catalogueHere(visit)
      const state = stateFrom(given)
      const { alarm } = visit
      if (alarm?.reading.certain && !given.nee) return page(helpPage({ ...visit, alarm }, catalogue, { state, formKey: randomUUID() }))
      const understood = understand(catalogue.signpost, state.question, state.known)
      const pointed = {
        state,
        suggestions: suggest(understood, state.known),
        next: nextQuestion(understood, state.known, state.skipped),
        lost: understood.reading.topics.size === 0 && understood.supposed !== undefined,
        form,
        formKey: randomUUID(),
        network,
        municipalities: regionOfId(visit.region.id).municipalities,
      }
      return page(pointedPage(visit, catalogue, pointed))
    },
  }),
  route({
    method: 'POST',
    path: '/:region/wegwijzer/vraag',
    right: visitSite,
    limit: { most: 60, minutes: 10 },
    body: signpostForm.schema,
    handle: (visit) => again(visit.typed),
    redo: async (visit, form) => {
      const { network, given, empty } = await handedIn(visit, form)
      // What is wrong is said in the signpost's own words, on its own page.
      if (!given || Object.keys(form.errors).length > 0) return empty()
      const { question, known, door } = stateFrom(given)
      const { asker, municipality, ...facts } = known
      const { municipalities } = regionOfId(visit.region.id)
      const values = { question, group: asker ?? '', municipality: municipality ?? '', facts: JSON.stringify(facts), wish: given.bestemming }
      return page(
        askPage(visit, {
          network,
          form: { ...form, values },
          formKey: randomUUID(),
          door: network.doors.find(({ slug }) => slug === door),
          municipalities: municipality ? municipalities : undefined,
        }),
      )
    },
  }),
]

/** What residents and employers see of the catalogue, and the signpost. */
export const publicCatalogueRoutes: readonly Route[] = [...offerRoutes, ...signpostRoutes]
