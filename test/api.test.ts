import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import spectralCore from '@stoplight/spectral-core'
import { oas } from '@stoplight/spectral-rulesets'
import * as functions from '@stoplight/spectral-functions'
import { parse } from 'yaml'
import { expect, test } from 'vitest'
import { projectRoot } from '../src/foundation/root.ts'
import { openapi } from '../src/openapi.ts'
import { startDemo } from './ground.ts'

const demo = await startDemo()
const post = (body: unknown, headers: Record<string, string> = {}, region = 'twente') =>
  demo.app.inject({ method: 'POST', url: `/api/v1/regios/${region}/vragen`, headers: { 'content-type': 'application/json', ...headers }, payload: JSON.stringify(body) })
const right = { doelgroep: 'werkende', vraag: 'Ik wil omscholen', postcode: '7511 AB', contact: { naam: 'Vrager', email: 'api@voorbeeld.example' } }
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
    ['tekst', 'inhoud'],
  ] as const) {
    const answer = await post(body)
    expect([answer.statusCode, answer.headers['content-type']], JSON.stringify(body).slice(0, 80)).toEqual([400, 'application/problem+json'])
    expect(answer.json().fouten.map((each: { veld: string }) => each.veld)).toContain(field)
  }
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
  const described = openapi('https://werkcentrum.example')
  const found = await spectral.run(described as never)
  expect(found.filter((each) => each.severity === 0)).toEqual([])
  // And it would find one: without its version header an answer breaks a rule.
  const broken = JSON.parse(JSON.stringify(described))
  delete broken.paths['/regios'].get.responses['200'].headers
  expect((await spectral.run(broken)).filter((each) => each.severity === 0).length).toBeGreaterThan(0)
  expect((await demo.app.inject('/api/v1/openapi.json')).json().openapi).toBe('3.1.0')
})
