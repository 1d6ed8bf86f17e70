import { doingOf } from '../network/doing.ts'
import { actingOf } from '../foundation/doing.ts'
import { networkHere, networksOf } from '../network/current.ts'
import { z } from 'zod'
import { dayOf } from '../foundation/clock/workingdays.ts'
import { urgentFields, urgentIn } from '../foundation/danger/api.ts'
import type { Alarm } from '../foundation/danger/danger.ts'
import { json } from '../foundation/web/answer.ts'
import { apiVersion } from '../foundation/web/describe.ts'
import { isName, problemsOf, readable, requiredText } from '../foundation/web/forms.ts'
import { once } from '../foundation/web/once.ts'
import { type FieldProblem, KeyReused, NotFound, SignInFirst } from '../foundation/web/problem.ts'
import { type Route, route, type Visit } from '../foundation/web/route.ts'
import { regionMissing, regionParams } from '../network/api.ts'
import { municipalityOf, readPostcode, regionOfId } from '../network/geography.ts'
import { readEmail, readPhone } from '../people/person.ts'
import { clientOf } from './doors/actions.ts'
import type { ApiClient } from './doors/store.ts'
import { ask } from './public/actions.ts'
import { followUrl } from './letters.ts'
import { listSchema, questionById, questionsFor, type View } from './queries.ts'
import { type AnswerKind, apiGroups, type Channel, type State } from './question.ts'
import { say } from './words.ts'
import { deskRights } from './rights.ts'

/** A mail does not say who asks. */
const saidGroups = { ...apiGroups, onbekend: 'unknown' } as const

const apiChannels = { web: 'web', telefoon: 'phone', inloop: 'walk-in', 'e-mail': 'e-mail', chat: 'chat', brief: 'letter', partner: 'partner' } as const satisfies Record<
  string,
  Channel
>

const apiStates = {
  received: 'ontvangen',
  taken: 'opgepakt',
  clarifying: 'verhelderen',
  waiting: 'wacht-op-vrager',
  appointment: 'afspraak',
  handover: 'overdracht',
  reopened: 'heropend',
  'set-aside': 'terzijde',
  answered: 'beantwoord',
  withdrawn: 'ingetrokken',
  merged: 'samengevoegd',
  dismissed: 'afgewezen',
} as const satisfies Record<State, string>
export const apiKinds = { direct: 'antwoord', appointment: 'afspraak', handover: 'overdracht' } as const satisfies Record<AnswerKind, string>
const apiLists = { alle: 'all', mijn: 'mine', 'van-niemand': 'unowned', vandaag: 'today', 'te-laat': 'overdue', gesloten: 'closed' } as const satisfies Record<string, View>

const keysOf = <Key extends string>(map: Record<Key, unknown>) => Object.keys(map) as [Key, ...Key[]]
const body = z
  .object({
    doelgroep: z.enum(keysOf(apiGroups), { error: `kies een van: ${keysOf(apiGroups).join(', ')}` }),
    vraag: requiredText(5000, 'de vraag ontbreekt', 'de vraag is te lang; ten hoogste 5000 tekens'),
    postcode: readable(readPostcode, 40, 'dit is geen Nederlandse postcode').meta({ description: 'Bepaalt welke gemeente de vraag krijgt.', example: '7511 AB' }),
    contact: z
      .object(
        {
          naam: requiredText(120, 'de naam is leeg', 'de naam is te lang; ten hoogste 120 tekens').refine(isName, 'een naam is geen webadres of e-mailadres').optional(),
          email: readable(readEmail, 254, 'email is geen e-mailadres').meta({ format: 'email' }),
          telefoon: readable(readPhone, 40, 'telefoon is geen telefoonnummer').meta({ example: '06 12345678' }),
        },
        { error: 'contact ontbreekt; het mag leeg zijn: {}' },
      )
      .meta({ description: 'Hoe de vrager te bereiken is; mag leeg zijn.' }),
    kanaal: z
      .enum(keysOf(apiChannels), { error: `kies een van: ${keysOf(apiChannels).join(', ')}` })
      .optional()
      .meta({ description: 'Zonder: web, of partner als een programma van een organisatie iemand aanbrengt.' }),
  })
  .meta({ id: 'NieuweVraag' })

const number = z.string().meta({ example: 'TW-4F7K-29' })
const owner = z.string().meta({ example: 'Gemeente Enschede' })
const received = z
  .object({
    vraagnummer: number,
    volgUrl: z.url().meta({ description: 'De eigen pagina van de vrager; geheim.' }),
    eigenaar: owner,
    uiterlijk: z.iso.date().meta({ description: 'De dag waarop de vrager uiterlijk een eerste reactie heeft.' }),
    ...urgentFields,
  })
  .meta({ id: 'OntvangenVraag' })
const listed = z
  .object({
    vraagnummer: number,
    kernvraag: z.string().nullable().meta({ description: 'De vraag in één zin, als zij verhelderd is.' }),
    doelgroep: z.enum(keysOf(saidGroups)),
    kanaal: z.enum(keysOf(apiChannels)),
    gemeente: z.string().nullable(),
    stand: z.enum(Object.values(apiStates)),
    gesteldOp: z.iso.datetime(),
    uiterlijk: z.iso.datetime().nullable().meta({ description: 'Wanneer de volgende stap gezet moet zijn; leeg als de vraag gesloten is.' }),
    eigenaar: owner,
    medewerker: z.string().nullable().meta({ description: 'Wie de vraag heeft opgepakt.' }),
  })
  .meta({ id: 'Vraag' })
const list = z.object({ vragen: z.array(listed), meer: z.boolean().meta({ description: 'Of er nog een pagina is.' }) })

const problem = (status: number, title: string, detail: string, more: Record<string, unknown> = {}) =>
  json({ type: 'about:blank', status, title, detail, ...more }, status, 'application/problem+json')

/** The answer to input that is wrong, by field; the messages are texts. Who wrote words of danger in it reads whom to call all the same. */
export function invalid(errors: Record<string, FieldProblem>, alarm?: Alarm) {
  const fouten = Object.entries(errors).map(([field, error]) => ({ veld: field || 'inhoud', melding: field ? error.key : 'de inhoud is geen JSON-object' }))
  return problem(400, 'Onjuiste invoer', fouten.map(({ veld, melding }) => `${veld}: ${melding}`).join('; '), { fouten, ...urgentIn(alarm) })
}

const keyOf = <Key extends string>(map: Record<Key, string>, value: string) => (Object.keys(map) as Key[]).find((key) => map[key] === value)!

/** Which page of a list, of at most so many. */
export const pageNumber = (most: number) =>
  z.coerce.number({ error: 'een geheel getal vanaf 1' }).int('een geheel getal vanaf 1').min(1, 'een geheel getal vanaf 1').max(most, `ten hoogste ${most}`).default(1)

const listQuery = z.object({
  lijst: z
    .enum(keysOf(apiLists), { error: `kies een van: ${keysOf(apiLists).join(', ')}` })
    .default('alle')
    .meta({ description: 'Welke lijst van uw werkplek.' }),
  pagina: pageNumber(500).meta({ description: 'Veertig vragen per pagina.' }),
})

/** The lists of the workplace for other programs, under the rights of whose token it is; as there, without names. */
const listRoute: Route = route({
  method: 'GET',
  path: '/api/v1/regios/:slug/vragen',
  bare: true,
  right: deskRights.see,
  params: regionParams,
  query: listQuery,
  api: {
    operationId: 'getVragen',
    tag: 'vragen',
    summary: 'De vragen die u als medewerker ziet, zonder namen',
    tokens: ['medewerker'],
    answer: { description: 'Een pagina van de lijst.', schema: list },
    problems: {
      400: 'Deze lijst of pagina is er niet.',
      401: 'Er is geen geldig token meegegeven.',
      404: 'De regio is er niet, of u ziet er geen vragen.',
    },
  },
  handle: async (visit) => {
    visit.reply.header('api-version', apiVersion)
    // Read again: what cannot be is an error here, and not left out as on a page.
    const query = listQuery.safeParse(visit.request.query)
    if (!query.success) return invalid(problemsOf(query.error))
    const network = await networkHere(visit)
    const choice = listSchema.parse({ lijst: apiLists[query.data.lijst], pagina: query.data.pagina })
    const { questions, more } = await visit.transaction('desk', (tx) => questionsFor(actingOf(visit, tx), choice))
    return json({
      vragen: questions.map((each) => ({
        vraagnummer: each.number,
        kernvraag: each.discreet ? say.nl('list.discreet') : each.sharpened,
        doelgroep: keyOf(saidGroups, each.asker_group),
        kanaal: keyOf(apiChannels, each.channel),
        gemeente: each.municipality,
        stand: apiStates[each.state],
        gesteldOp: each.asked_at.toISOString(),
        uiterlijk: each.due_at?.toISOString() ?? null,
        eigenaar: network.organisations.get(each.organisation_id)!.name,
        medewerker: (each.staff_id && network.staff.get(each.staff_id)?.name) || null,
      })),
      meer: more,
    } satisfies z.output<typeof list>)
  },
})

/** With the same key the same question is asked once. */
const onceKey = z.string().min(1).max(255).optional().meta({ description: 'Dezelfde sleutel met dezelfde inhoud geeft hetzelfde antwoord en maakt één vraag.' })

/** The organisation's program whose token came along; undefined without one. A token that is none of ours is said to be so, before anything is asked in its name. */
async function broughtBy({ system, request, region }: Visit): Promise<ApiClient | 'unknown' | undefined> {
  const token = /^Bearer (wc_\S+)$/.exec(request.headers.authorization ?? '')?.[1]
  if (!token) return undefined
  return (await system.database.transaction({ kind: 'task', region: region.id }, 'asking', (tx) => clientOf(tx, region.id, token))) ?? 'unknown'
}

/** Asking through the API, with the same promise as on the page, and the lists of who works at the desk. */
export const deskApi: readonly Route[] = [
  listRoute,
  route({
    method: 'POST',
    path: '/api/v1/regios/:slug/vragen',
    bare: true,
    right: deskRights.ask,
    limit: { most: 120, minutes: 10 },
    params: regionParams,
    body,
    api: {
      operationId: 'postVraag',
      tag: 'vragen',
      summary: 'Stel een vraag',
      description: 'Zonder token vraagt iemand zelf. Met het token van een programma komt de vraag binnen door de deur van die organisatie.',
      headers: z.object({ 'Idempotency-Key': onceKey }),
      tokens: ['programma'],
      answer: { status: 201, description: 'De vraag is binnen.', schema: received },
      problems: {
        400: 'Er is iets niet goed ingevuld.',
        401: 'Het token is onbekend of ingetrokken.',
        404: regionMissing,
        422: 'Deze Idempotency-Key hoort bij een andere inhoud.',
        429: 'Te veel verzoeken.',
      },
    },
    handle: async (visit) => {
      visit.reply.header('api-version', apiVersion)
      const { system, region } = visit
      if (!region.slug) throw new NotFound()
      const network = await networksOf(visit.system).open(region.id)
      const { data: key, success: keyed } = onceKey.safeParse(visit.request.headers['idempotency-key'])
      if (!keyed) return problem(400, 'Onjuiste invoer', 'Idempotency-Key: tussen 1 en 255 tekens.', urgentIn(visit.alarm))
      const client = await broughtBy(visit)
      if (client === 'unknown') throw new SignInFirst('')
      const { doelgroep, vraag, postcode, contact, kanaal = client ? 'partner' : 'web' } = visit.body
      const home = postcode ? municipalityOf(postcode) : undefined
      const municipality = home && regionOfId(region.id).municipalities.includes(home) ? home : undefined
      const given = {
        channel: apiChannels[kanaal],
        askerGroup: apiGroups[doelgroep],
        language: 'nl',
        text: vraag,
        postcode,
        municipality,
        door: client && network.doors.find((each) => each.organisation_id === client.organisation_id)?.id,
        name: contact.naam,
        contact: { email: contact.email, phone: contact.telefoon },
      } as const
      const id = await visit.transaction('asking', async (tx) => {
        const work = async () => (await ask(doingOf(visit, tx, network), given)).id
        const handed = { key: `api|${client?.id ?? ''}|${key}`, belongs: JSON.stringify(visit.body) }
        return key ? once(tx, { secret: system.ownKey, region: region.id, now: visit.now }, handed, work, () => new KeyReused()) : work()
      })
      const question = (await system.database.transaction({ kind: 'link', region: region.id, subject: id! }, 'asking', (tx) => questionById(tx, region.id, id!)))!
      return json(
        {
          vraagnummer: question.number,
          // The link as it was made for this question: the same key gives the same answer again, also after the asker renewed it.
          volgUrl: followUrl(system, { ...question, link_version: 1 }),
          eigenaar: network.organisations.get(question.organisation_id)!.name,
          uiterlijk: dayOf(question.first_due_at),
          ...urgentIn(visit.alarm),
        } satisfies z.output<typeof received>,
        201,
      )
    },
    redo: (visit, form) => invalid(form.errors, visit.alarm),
  }),
]
