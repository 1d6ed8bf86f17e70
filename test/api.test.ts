import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import spectralCore from '@stoplight/spectral-core'
import { oas } from '@stoplight/spectral-rulesets'
import * as functions from '@stoplight/spectral-functions'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { parse } from 'yaml'
import { expect, test, vi } from 'vitest'
import { apiFactsSchema } from '../src/catalogue/facts.ts'
import { DatabaseGone } from '../src/foundation/database/database.ts'
import { partsOfRooms } from '../src/foundation/room.ts'
import { projectRoot } from '../src/foundation/root.ts'
import { rooms } from '../src/rooms.ts'
import { openapi } from '../src/site/api.ts'
import { startDemo } from './ground.ts'

const demo = await startDemo()
const post = (body: unknown, headers: Record<string, string> = {}, region = 'twente') =>
  demo.app.inject({ method: 'POST', url: `/api/v1/regios/${region}/vragen`, headers: { 'content-type': 'application/json', ...headers }, payload: JSON.stringify(body) })
const right = { doelgroep: 'werkende', vraag: 'Ik wil omscholen', postcode: '7511 AB', contact: { naam: 'Vrager', email: 'api@voorbeeld.example' } }
const description = (await demo.app.inject('/api/v1/openapi.json')).json()
const countOf = async (text: string) => (await demo.owner.query('select count(*)::int as n from question where text = $1', [text])).rows[0].n

test('a question through the API has a number, a page, an owner and a day', async () => {
  const answer = await post(right)
  expect(answer.statusCode).toBe(201)
  const { vraagnummer, volgUrl, eigenaar, uiterlijk } = answer.json()
  expect(vraagnummer).toMatch(/^TW-/)
  expect([eigenaar, uiterlijk]).toEqual(['Gemeente Enschede', '2026-11-26'])
  const page = await demo.app.inject(volgUrl.replace('http://localhost:3999', ''))
  expect(page.body).toContain('Ik wil omscholen')
  expect(answer.headers['api-version']).toBe('1.0.0')
})

test('the same key with the same body is one question, also at the same time; with another body it is refused', async () => {
  const body = { ...right, vraag: 'Eenmaal graag' }
  const both = await Promise.all([1, 2, 3, 4].map(() => post(body, { 'idempotency-key': 'sleutel-1' })))
  expect(new Set(both.map((each) => each.body)).size).toBe(1)
  expect(await countOf('Eenmaal graag')).toBe(1)
  const other = await post({ ...body, vraag: 'Iets anders' }, { 'idempotency-key': 'sleutel-1' })
  expect([other.statusCode, other.headers['content-type']]).toEqual([422, 'application/problem+json'])
  expect(await countOf('Iets anders')).toBe(0)
})

test('what is wrong is said by field as problem+json, and nothing is kept', async () => {
  for (const [body, field] of [
    [{ ...right, doelgroep: 'iemand' }, 'doelgroep'],
    [{ ...right, vraag: ' ' }, 'vraag'],
    [{ ...right, vraag: 'x'.repeat(5001) }, 'vraag'],
    [{ ...right, postcode: '0000' }, 'postcode'],
    [{ ...right, contact: { email: 'geen adres' } }, 'contact'],
    [{ ...right, contact: { telefoon: '12' } }, 'contact'],
    [{ doelgroep: 'zzp', vraag: 'x' }, 'contact'],
    [{ ...right, vraag: ['a'] }, 'vraag'],
  ] as const) {
    const answer = await post(body)
    expect([answer.statusCode, answer.headers['content-type']], JSON.stringify(body).slice(0, 80)).toEqual([400, 'application/problem+json'])
    expect(answer.json().fouten.map((each: { veld: string }) => each.veld)).toContain(field)
  }
  const text = await post('tekst')
  expect([text.statusCode, text.headers['content-type']]).toEqual([400, 'application/problem+json'])
  expect((await post(right, {}, 'nergens')).statusCode).toBe(404)
  expect((await post(right, {}, 'drenthe')).statusCode).toBe(404)
  expect((await demo.app.inject({ method: 'POST', url: '/api/v1/regios/twente/vragen', headers: { 'content-type': 'application/json' }, payload: '{' })).statusCode).toBe(400)
})

test('staff read their lists with a token, under the same rights and without names; nobody else does', async () => {
  const tokenOf = async (subject: string) => (await demo.cookieOf(subject)).replace('werkcentrum=', '')
  const list = (token: string | undefined, query = '', region = 'twente') =>
    demo.app.inject({ url: `/api/v1/regios/${region}/vragen${query}`, headers: token ? { authorization: `Bearer ${token}` } : {} })
  const { vraagnummer } = (await post({ ...right, vraag: 'Wie ziet mij?' })).json()
  const numbers = async (subject: string, query = '') => (await list(await tokenOf(subject), query)).json().vragen.map((each: { vraagnummer: string }) => each.vraagnummer)
  expect(await numbers('gids-enschede')).toContain(vraagnummer)
  expect(await numbers('gids-enschede', '?lijst=van-niemand')).toContain(vraagnummer)
  expect(await numbers('gids-enschede', '?lijst=mijn')).not.toContain(vraagnummer)
  expect(await numbers('coordinator-werkcentrum')).toContain(vraagnummer)
  expect(await numbers('gids-almelo')).not.toContain(vraagnummer)
  const answer = await list(await tokenOf('gids-enschede'))
  expect([answer.statusCode, answer.headers['api-version']]).toEqual([200, '1.0.0'])
  expect(answer.body).not.toContain('Vrager')
  expect(answer.body).not.toContain('api@voorbeeld.example')
  for (const query of ['?lijst=geheim', '?pagina=0', '?pagina=veel']) expect((await list(await tokenOf('gids-enschede'), query)).statusCode).toBe(400)
  for (const token of [undefined, 'onzin', '5.onzin']) {
    const refused = await list(token)
    expect([refused.statusCode, refused.headers['content-type'], refused.headers['www-authenticate']]).toEqual([401, 'application/problem+json', 'Bearer'])
  }
  expect((await list(await tokenOf('beheerder-enschede'))).statusCode).toBe(404)
  expect((await list(await tokenOf('gids-enschede'), '', 'drenthe')).statusCode).toBe(401)
})

test('walk-in points are sorted by distance from a postcode', async () => {
  const points = (await demo.app.inject('/api/v1/regios/twente/inlooppunten?postcode=7521')).json()
  expect([points.length, points[0].gemeente]).toEqual([14, 'Enschede'])
  expect(points.map((each: { afstandKm: number }) => each.afstandKm)).toEqual(
    [...points.map((each: { afstandKm: number }) => each.afstandKm)].sort((a: number, b: number) => a - b),
  )
  expect((await demo.app.inject('/api/v1/regios/twente/inlooppunten?postcode=0001')).statusCode).toBe(400)
  expect((await demo.app.inject('/api/v1/regios')).json()).toHaveLength(35)
})

// The linter of the national API design rules, as its own file says; a copy of ours stands in where that is not at hand.
test('the description passes the national API design rules', async () => {
  const there = join(projectRoot, '../shared/standards/nl-api-design-rules/linter.yaml')
  const rules = parse(readFileSync(existsSync(there) ? there : join(projectRoot, 'test/nl-api-design-rules.yaml'), 'utf8'))
  // biome-ignore-start lint/suspicious/noThenProperty: the rules of the linter are written so
  // A rule names its function; all that the package exports are such functions, each of its own type.
  const named = (definition: Record<string, unknown>): unknown => ({
    ...definition,
    then: [definition.then].flat().map((each) => ({ ...(each as object), function: (functions as unknown as Record<string, unknown>)[(each as { function: string }).function] })),
  })
  // biome-ignore-end lint/suspicious/noThenProperty: until here
  const ruleset = {
    extends: [[oas, 'off']],
    rules: Object.fromEntries(
      Object.entries(rules.rules as Record<string, unknown>).map(([name, rule]) => [name, typeof rule === 'object' ? named(rule as Record<string, unknown>) : rule]),
    ),
  }
  const spectral = new spectralCore.Spectral()
  spectral.setRuleset(ruleset as never)
  const described = openapi(partsOfRooms(rooms), 'https://werkcentrum.example')
  const found = await spectral.run(described as never)
  expect(found.filter((each) => each.severity === 0)).toEqual([])
  // And it would find one: without its version header an answer breaks a rule.
  const broken = structuredClone(description)
  delete broken.paths['/regios'].get.responses['200'].headers
  expect((await spectral.run(broken)).filter((each) => each.severity === 0).length).toBeGreaterThan(0)
  // The program and the command describe the same.
  expect(openapi(partsOfRooms(rooms), demo.system.settings.baseUrl)).toEqual(description)
})

const ajv = new Ajv2020({ strict: false, allErrors: true })
formats.default(ajv)
/** The description leaves room for fields to come; closed, it finds those that it does not name. */
const closed = (part: unknown): unknown => {
  if (Array.isArray(part)) return part.map(closed)
  if (typeof part !== 'object' || part === null) return part
  return { ...('properties' in part && { additionalProperties: false }), ...Object.fromEntries(Object.entries(part).map(([name, each]) => [name, closed(each)])) }
}
const wrongs = (schema: object, value: unknown) => {
  const right = ajv.compile({ ...(closed(schema) as object), components: closed(description.components) })
  return right(value) ? [] : right.errors!.map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`)
}
interface Operation {
  operationId: string
  tags: string[]
  security?: Record<string, []>[]
  requestBody?: { content: Record<string, { schema: object }> }
  responses: Record<string, { content: Record<string, { schema: object }> }>
}
const operations: Operation[] = Object.values(description.paths as Record<string, Record<string, Operation>>).flatMap((each) => Object.values(each))

test('every address of the API is described, by tags and tokens that a room has', () => {
  expect(demo.routes.filter((each) => each.path.startsWith('/api/v1/') && !each.api).map((each) => each.path)).toEqual(['/api/v1/openapi.json'])
  for (const { tags, security = [] } of operations) {
    expect(description.tags.map((each: { name: string }) => each.name)).toEqual(expect.arrayContaining(tags))
    expect(Object.keys(description.components.securitySchemes)).toEqual(expect.arrayContaining(security.flatMap((each) => Object.keys(each))))
  }
})

test('what is answered is what is described', async () => {
  const seen: Record<string, Set<number>> = {}
  const ask = async (operationId: string, status: number, at: string, { body, token, key }: { body?: unknown; token?: string; key?: string } = {}) => {
    const answer = await demo.app.inject({
      method: body === undefined ? 'GET' : 'POST',
      url: `/api/v1/regios${at}`,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...(token && { authorization: `Bearer ${token}` }), ...(key && { 'idempotency-key': key }) },
      ...(body !== undefined && { payload: JSON.stringify(body) }),
    })
    const { requestBody, responses } = operations.find((each) => each.operationId === operationId)!
    const of = `${operationId} ${at} ${JSON.stringify(body)}`
    expect([of, answer.statusCode]).toEqual([of, status])
    const type = String(answer.headers['content-type'])
    expect(Object.keys(responses[status]!.content), of).toEqual([type])
    expect(wrongs(responses[status]!.content[type]!.schema, answer.json()), of).toEqual([])
    if (status < 300 && requestBody) expect(wrongs(requestBody.content['application/json']!.schema, body), of).toEqual([])
    seen[operationId] = (seen[operationId] ?? new Set()).add(status)
    return answer.json()
  }
  const danger = 'Ik wil niet meer leven'

  await ask('getRegios', 200, '')
  const gone = vi.spyOn(demo.database, 'transaction').mockRejectedValue(new DatabaseGone())
  await ask('getRegios', 503, '')
  gone.mockRestore()

  await ask('getInlooppunten', 200, '/twente/inlooppunten')
  await ask('getInlooppunten', 200, '/twente/inlooppunten?postcode=7511%20AB')
  await ask('getInlooppunten', 400, '/twente/inlooppunten?postcode=0001')
  await ask('getInlooppunten', 404, '/drenthe/inlooppunten')

  await ask('postVraag', 201, '/twente/vragen', { body: { ...right, kanaal: 'telefoon', contact: {} } })
  await ask('postVraag', 201, '/twente/vragen', { body: { ...right, contact: { telefoon: '06 12345678' } }, key: 'beschreven' })
  expect(await ask('postVraag', 201, '/twente/vragen', { body: { ...right, vraag: danger } })).toHaveProperty('dringend')
  await ask('postVraag', 400, '/twente/vragen', { body: {} })
  expect(await ask('postVraag', 400, '/twente/vragen', { body: { vraag: danger } })).toHaveProperty('dringend')
  await ask('postVraag', 401, '/twente/vragen', { body: right, token: 'wc_onbekend' })
  await ask('postVraag', 404, '/nergens/vragen', { body: right })
  await ask('postVraag', 422, '/twente/vragen', { body: right, key: 'beschreven' })

  const token = (await demo.cookieOf('gids-enschede')).replace('werkcentrum=', '')
  for (const list of ['alle', 'mijn', 'van-niemand', 'vandaag', 'te-laat', 'gesloten']) await ask('getVragen', 200, `/twente/vragen?lijst=${list}`, { token })
  await ask('getVragen', 400, '/twente/vragen?pagina=0', { token })
  await ask('getVragen', 401, '/twente/vragen')
  await ask('getVragen', 404, '/twente/vragen', { token: (await demo.cookieOf('beheerder-enschede')).replace('werkcentrum=', '') })

  const ids: string[] = []
  for (let pagina = 1, meer = true; meer; pagina++) {
    const found = await ask('getDiensten', 200, `/twente/diensten?pagina=${pagina}`)
    ids.push(...found.diensten.map((each: { id: string }) => each.id))
    meer = found.meer
  }
  await ask('getDiensten', 200, '/twente/diensten?zoek=taal&doelgroep=werkende')
  await ask('getDiensten', 400, '/twente/diensten?doelgroep=iedereen')
  await ask('getDiensten', 404, '/drenthe/diensten')
  await ask('getDienst', 200, `/twente/diensten/${ids[0]}`)
  await ask('getDienst', 400, '/twente/diensten/geen-id')
  await ask('getDienst', 404, '/twente/diensten/00000000-0000-4000-8000-000000000000')

  const facts = { doelgroep: 'werkende', leeftijd: 45, gemeente: 'Enschede' }
  await ask('postWegwijzer', 200, '/twente/wegwijzer', { body: { vraag: 'Mijn contract loopt af', feiten: facts, overgeslagen: ['niveau'] } })
  expect(await ask('postWegwijzer', 200, '/twente/wegwijzer', { body: { vraag: 'Ik wil iets anders' } })).toHaveProperty('vervolgvraag')
  expect(await ask('postWegwijzer', 200, '/twente/wegwijzer', { body: { vraag: danger } })).toHaveProperty('dringend')
  await ask('postWegwijzer', 400, '/twente/wegwijzer', { body: { vraag: 'x', feiten: { schoenmaat: '42' } } })
  await ask('postWegwijzer', 404, '/drenthe/wegwijzer', { body: { vraag: 'x' } })

  for (const { operationId } of operations) {
    const statuses = [...(seen[operationId] ?? [])]
    expect([operationId, statuses.some((each) => each < 300), statuses.some((each) => each >= 400)]).toEqual([operationId, true, true])
  }
})

// They are read by another schema than the one that describes them.
test('a fact is taken as it is described', () => {
  const facts: Record<string, { enum?: string[]; minimum?: number; maximum?: number; maxLength?: number }> =
    description.components.schemas.WegwijzerVraag.properties.feiten.properties
  const taken = (word: string, value: unknown) => apiFactsSchema.safeParse({ [word]: value }).success
  for (const [word, { enum: choices = [], minimum, maximum, maxLength }] of Object.entries(facts)) {
    const [inside, outside] =
      maximum !== undefined
        ? [
            [minimum, maximum],
            [minimum! - 1, maximum + 1],
          ]
        : maxLength
          ? [['x'.repeat(maxLength)], ['x'.repeat(maxLength + 1)]]
          : [choices, ['iets-anders']]
    expect([word, inside.filter((each) => !taken(word, each)), outside.filter((each) => taken(word, each))]).toEqual([word, [], []])
    expect(inside.length).toBeGreaterThan(0)
  }
  expect(taken('schoenmaat', 42)).toBe(false)
})
