import { catalogueHere } from './current.ts'
import { regionMissing, regionParams } from '../network/api.ts'
import { openNetworkHere } from '../network/current.ts'
import { z } from 'zod'
import { urgentFields, urgentIn } from '../foundation/danger/api.ts'
import type { Alarm } from '../foundation/danger/danger.ts'
import { json } from '../foundation/web/answer.ts'
import { apiVersion } from '../foundation/web/describe.ts'
import { problemsOf, requiredText, searchText } from '../foundation/web/forms.ts'
import { type FieldProblem, NotFound } from '../foundation/web/problem.ts'
import { type Route, route, type Visit } from '../foundation/web/route.ts'
import { apiKinds, invalid, pageNumber } from '../desk/api.ts'
import { apiGroups, type AskerGroup } from '../desk/question.ts'
import type { Condition } from './conditions.ts'
import { apiFactOf, type Fact, apiFacts, apiFactsSchema, groupWord } from './facts.ts'
import type { Listed } from './current.ts'
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

const signpostBody = z
  .object({
    vraag: requiredText(5000, 'geef de vraag', 'de vraag is te lang; ten hoogste 5000 tekens'),
    doelgroep: z.enum(groupWords, { error: `kies een van: ${groupWords.join(', ')}` }).optional(),
    feiten: apiFactsSchema.optional(),
    overgeslagen: z
      .array(z.enum(factWords, { error: `kies uit: ${factWords.join(', ')}` }))
      .max(20)
      .default([])
      .meta({ description: 'Waarnaar niet meer gevraagd moet worden.' }),
  })
  .meta({ id: 'WegwijzerVraag' })

const suggestion = z.object({
  bestemming: z.string().meta({ example: 'uwv' }),
  dienst: z.uuid(),
  naam: z.string(),
  soort: z.enum(Object.values(apiKinds)),
  redenen: z.array(z.string().meta({ example: 'omdat u werkt en uw baan verliest' })),
  tegen: z.array(z.string()),
  onbekend: z.array(z.string()),
  url: z.url(),
})
const nextAsked = z.object({
  feit: z.enum(factWords),
  vraag: z.string(),
  antwoorden: z.array(z.string()).meta({ description: 'Waarden die verschil maken, om zo als feit mee te geven.' }),
  teksten: z.array(z.string()).meta({ description: 'Dezelfde antwoorden in gewone woorden.' }),
})
const directions = z.object({ ...urgentFields, suggesties: z.array(suggestion), vervolgvraag: nextAsked.optional() }).meta({ id: 'Wegwijzing' })

const uses = { required: 'vereist', preferred: 'gewenst', excluded: 'uitgesloten' } as const
const saidCondition = z.object({
  feit: z.enum(factWords),
  soort: z.enum(Object.values(uses)),
  waarden: z.array(z.string()).optional(),
  vanaf: z.int().optional(),
  totEnMet: z.int().optional(),
})
const saidService = z
  .object({
    id: z.uuid(),
    naam: z.string(),
    aanbieder: z.string(),
    omschrijving: z.string(),
    doel: z.string().optional(),
    bestemming: z.string(),
    onderwerpen: z.array(z.string()),
    vorm: z.array(z.string()),
    bereik: z.string(),
    gemeenten: z.array(z.string()),
    bestanden: z.array(z.object({ naam: z.string(), url: z.url() })).optional(),
    inlooppunten: z.array(z.string()).optional(),
    kosten: z.string().optional(),
    wieBetaalt: z.string().optional(),
    regeling: z.string().optional(),
    wet: z.string().optional(),
    duur: z.string().optional(),
    wachttijd: z.string().optional(),
    aanmelden: z.string().optional(),
    website: z.url().optional(),
    talen: z.array(z.string()).meta({ description: 'ISO 639.' }),
    voorwaarden: z.array(saidCondition),
    geldigTotEnMet: z.iso.date().optional(),
    bevestigdOp: z.iso.datetime().nullable(),
    voorbeeld: z.boolean().meta({ description: 'Of het een voorbeeld is en niet echt geldt.' }),
    url: z.url(),
  })
  .meta({ id: 'Dienst' })
const servicesPage = z.object({ diensten: z.array(saidService), aantal: z.int(), meer: z.boolean() })

const mostSuggested = 5

const condition = ({ fact, use, values, from, until }: Condition): z.output<typeof saidCondition> => ({
  feit: apiFactOf[fact],
  soort: uses[use],
  ...(values && { waarden: values.map((each) => apiValue(fact, each)) }),
  ...(from !== undefined && { vanaf: from }),
  ...(until !== undefined && { totEnMet: until }),
})

/** A service as the public API says it: without what is for colleagues only. */
const service = (visit: Visit, { id, slug, service: given, confirmedAt, files = [] }: Listed, regionSlug: string): z.output<typeof saidService> => ({
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
  bevestigdOp: confirmedAt?.toISOString() ?? null,
  voorbeeld: given.example,
  bestanden: files.map(({ id: file, name }) => ({ naam: name, url: `${visit.system.settings.baseUrl}/${regionSlug}/aanbod/${slug}/bestanden/${file}` })),
  url: `${visit.system.settings.baseUrl}/${regionSlug}/aanbod/${slug}`,
})

const listQuery = z.object({
  zoek: searchText.meta({ description: 'Woorden; typefouten en samenstellingen worden begrepen.' }),
  doelgroep: z
    .enum(groupWords, { error: `kies een van: ${groupWords.join(', ')}` })
    .optional()
    .meta({ description: 'Alleen wat voor deze groep kan zijn.' }),
  pagina: pageNumber(1000).meta({ description: 'Vijftig diensten per pagina.' }),
})
const perPage = 50

const headers = (visit: Visit) => visit.reply.header('api-version', apiVersion).header('access-control-allow-origin', '*')
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
      params: regionParams,
      query: listQuery,
      api: {
        operationId: 'getDiensten',
        tag: 'aanbod',
        summary: 'Alles wat er is: gezocht, gekozen, per vijftig',
        answer: { description: 'Een pagina van het aanbod.', schema: servicesPage },
        problems: { 400: 'Deze groep of pagina is er niet.', 404: regionMissing },
      },
      handle: async (visit) => {
        const catalogue = await openPlace(visit)
        // Read again: what cannot be is an error here, and not left out as on a page.
        const query = listQuery.safeParse(visit.request.query)
        if (!query.success) return wrong(problemsOf(query.error))
        const { zoek, doelgroep, pagina } = query.data
        const { found } = await search(visit, catalogue, zoek)
        const all = chosen(found, { zoek, voor: doelgroep && apiGroups[doelgroep], situatie: undefined, vorm: undefined, gemeente: undefined, pagina })
        return json({
          diensten: all.slice((pagina - 1) * perPage, pagina * perPage).map((each) => service(visit, each, visit.region.slug)),
          aantal: all.length,
          meer: all.length > pagina * perPage,
        } satisfies z.output<typeof servicesPage>)
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/regios/:slug/diensten/:id',
      bare: true,
      right: visitSite,
      params: regionParams.extend({ id: z.string().max(100).meta({ description: 'Het id van de dienst.', format: 'uuid' }) }),
      api: {
        operationId: 'getDienst',
        tag: 'aanbod',
        summary: 'Eén dienst',
        answer: { description: 'De dienst.', schema: saidService },
        problems: { 400: 'Dit is geen id.', 404: 'De dienst is er niet, of niet meer.' },
      },
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
      params: regionParams,
      body: signpostBody,
      api: {
        operationId: 'postWegwijzer',
        tag: 'aanbod',
        summary: 'Wie kan helpen, en waarom',
        description: 'Er wordt niets bewaard. Dezelfde vraag met dezelfde feiten geeft altijd hetzelfde. Wat niet gegeven is, is onbekend; dat is niet hetzelfde als nee.',
        answer: { description: 'Wat past, het beste eerst, en de ene vraag die het meest zou vertellen.', schema: directions },
        problems: { 400: 'Er is iets niet goed ingevuld.', 404: regionMissing, 429: 'Te veel verzoeken.' },
      },
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
        } satisfies z.output<typeof directions>)
      },
      redo: (visit, form) => wrong(form.errors, visit.alarm),
    }),
  ]
}
