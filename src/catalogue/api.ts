import { catalogueHere } from './known.ts'
import { openNetworkHere } from '../network/known.ts'
import { z } from 'zod'
import { urgentIn } from '../foundation/danger/api.ts'
import type { Alarm } from '../foundation/danger/danger.ts'
import { json } from '../foundation/web/answer.ts'
import { problemsOf, requiredText, searchText } from '../foundation/web/forms.ts'
import { type FieldProblem, NotFound } from '../foundation/web/problem.ts'
import { type Route, route, type Visit } from '../foundation/web/route.ts'
import { apiKinds, invalid } from '../desk/api.ts'
import { apiGroups, type AskerGroup } from '../desk/question.ts'
import type { Condition } from './conditions.ts'
import { apiFactOf, type Fact, apiFacts, apiFactsSchema, groupWord } from './facts.ts'
import type { Listed } from './known.ts'
import { search } from './public/routes.tsx'
import { chosen } from './public/browse.ts'
import { nextQuestion } from './signpost/ask.ts'
import { sayReasons, sayValue } from './signpost/reasons.ts'
import { helpfulIn, suggest, understand } from './signpost/weigh.ts'
import { say } from './words.ts'
import { visitSite } from '../foundation/identity/rights.ts'

const groupWords = Object.keys(apiGroups) as [keyof typeof apiGroups, ...(keyof typeof apiGroups)[]]
const factWords = Object.keys(apiFacts) as [keyof typeof apiFacts, ...(keyof typeof apiFacts)[]]
/** A value of a fact in the API's words. */
const apiValue = (fact: Fact, value: string) => (fact === 'asker' ? groupWord[value as AskerGroup & keyof typeof groupWord] : value)

const signpostBody = z.object({
  vraag: requiredText(5000, 'geef de vraag', 'de vraag is te lang; ten hoogste 5000 tekens'),
  doelgroep: z.enum(groupWords, { error: `kies een van: ${groupWords.join(', ')}` }).optional(),
  feiten: apiFactsSchema.optional(),
  overgeslagen: z
    .array(z.enum(factWords, { error: `kies uit: ${factWords.join(', ')}` }))
    .max(20)
    .default([]),
})

const mostSuggested = 5

const condition = ({ fact, use, values, from, until }: Condition) => ({
  feit: apiFactOf[fact],
  soort: { required: 'vereist', preferred: 'gewenst', excluded: 'uitgesloten' }[use],
  ...(values && { waarden: values.map((each) => apiValue(fact, each)) }),
  ...(from !== undefined && { vanaf: from }),
  ...(until !== undefined && { totEnMet: until }),
})

/** A service as the public API says it: without what is for colleagues only. */
const service = (visit: Visit, { id, slug, service: given, confirmedAt, files = [] }: Listed, place: string) => ({
  id,
  naam: given.name.nl,
  aanbieder: given.provider,
  omschrijving: given.summary.nl,
  doel: given.aim?.nl,
  bestemming: given.destination,
  onderwerpen: given.topics,
  vorm: given.form.map((each) => say.nl(`form.${each}`)),
  bereik: given.where.reach,
  gemeenten: given.where.municipalities,
  inlooppunten: given.where.walkInPoints,
  kosten: given.cost?.nl,
  wieBetaalt: given.payer?.nl,
  regeling: given.scheme,
  wet: given.legalBase,
  duur: given.duration?.nl,
  wachttijd: given.waiting?.nl,
  aanmelden: given.apply?.nl,
  website: given.url,
  talen: given.languages,
  voorwaarden: given.conditions.map(condition),
  geldigTotEnMet: given.validUntil,
  bevestigdOp: confirmedAt,
  voorbeeld: given.example,
  bestanden: files.map(({ id: file, name }) => ({ naam: name, url: `${visit.system.settings.baseUrl}/${place}/aanbod/${slug}/bestanden/${file}` })),
  url: `${visit.system.settings.baseUrl}/${place}/aanbod/${slug}`,
})

const listQuery = z.object({
  zoek: searchText,
  doelgroep: z.enum(groupWords, { error: `kies een van: ${groupWords.join(', ')}` }).optional(),
  pagina: z.coerce.number({ error: 'een geheel getal vanaf 1' }).int('een geheel getal vanaf 1').min(1, 'een geheel getal vanaf 1').max(1000, 'ten hoogste 1000').default(1),
})
const perPage = 50

const params = z.object({ slug: z.string() })
const headers = (visit: Visit) => visit.reply.header('api-version', '1.0.0').header('access-control-allow-origin', '*')
const message = ({ key }: FieldProblem) => (key === 'fact.wrong' || key === 'fact.unknown' ? say.nl(key) : key)
/** What is wrong with the input, a fact's problem in words. */
const wrong = (errors: Record<string, FieldProblem>, alarm?: Alarm) =>
  invalid(Object.fromEntries(Object.entries(errors).map(([field, problem]) => [field, { ...problem, key: message(problem) }])), alarm)

/** The catalogue and the signpost for other programs: the same as on the pages. */
export function catalogueApi(): Route[] {
  const openPlace = async (visit: Visit) => {
    headers(visit)
    if (!visit.region.slug) throw new NotFound()
    await openNetworkHere(visit)
    return catalogueHere(visit)
  }
  return [
    route({
      method: 'GET',
      path: '/api/v1/regios/:slug/diensten',
      bare: true,
      right: visitSite,
      params,
      handle: async (visit) => {
        const catalogue = await openPlace(visit)
        const query = listQuery.safeParse(visit.request.query)
        if (!query.success) return wrong(problemsOf(query.error))
        const { zoek, doelgroep, pagina } = query.data
        const { found } = await search(visit, catalogue, zoek)
        const all = chosen(found, { zoek, voor: doelgroep && apiGroups[doelgroep], situatie: undefined, vorm: undefined, gemeente: undefined, pagina })
        return json({
          diensten: all.slice((pagina - 1) * perPage, pagina * perPage).map((each) => service(visit, each, visit.region.slug)),
          aantal: all.length,
          meer: all.length > pagina * perPage,
        })
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/regios/:slug/diensten/:id',
      bare: true,
      right: visitSite,
      params: params.extend({ id: z.string().max(100) }),
      handle: async (visit) => {
        const catalogue = await openPlace(visit)
        if (!z.uuid().safeParse(visit.params.id).success) return wrong({ id: { key: 'dit is geen id van een dienst' } })
        const listed = catalogue.services.find(({ id }) => id === visit.params.id)
        if (!listed) throw new NotFound()
        return json(service(visit, listed, visit.region.slug))
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/regios/:slug/wegwijzer',
      bare: true,
      right: visitSite,
      limit: { most: 240, minutes: 10 },
      params,
      body: signpostBody,
      handle: async (visit) => {
        const { vocabulary, signpost } = await openPlace(visit)
        const { vraag, doelgroep, feiten = {}, overgeslagen } = visit.body
        const known = { ...feiten, ...(doelgroep && { asker: apiGroups[doelgroep] }) }
        const understood = understand(signpost, vraag, known)
        const next = nextQuestion(
          understood,
          known,
          overgeslagen.map((each) => apiFacts[each]),
        )
        return json({
          suggesties: helpfulIn(visit.alarm?.reading.certain, suggest(understood, known))
            .slice(0, mostSuggested)
            .map((each) => {
              const { because, against, unknown } = sayReasons('nl', vocabulary, each, known)
              return {
                bestemming: each.destination.code,
                dienst: each.entry.id,
                naam: each.entry.service.name.nl,
                soort: apiKinds[each.answer],
                redenen: because.map((reason) => `omdat ${reason}`),
                tegen: against,
                onbekend: unknown,
                url: `${visit.system.settings.baseUrl}/${visit.region.slug}/aanbod/${each.entry.slug}`,
              }
            }),
          ...urgentIn(visit.alarm),
          ...(next &&
            !visit.alarm?.reading.certain && {
              vervolgvraag: {
                feit: apiFactOf[next.fact],
                vraag: say.nl(`ask.${next.fact}`),
                antwoorden: next.answers.map((each) => apiValue(next.fact, each)),
                teksten: next.answers.map((each) => sayValue('nl', next.fact, each)),
              },
            }),
        })
      },
      redo: (visit, form) => wrong(form.errors, visit.alarm),
    }),
  ]
}
