import pino from 'pino'
import { expect, test } from 'vitest'
import { followLink } from '../src/desk/links.ts'
import { isOurs } from '../src/foundation/web/ours.ts'
import { partnerLink } from '../src/handover/links.ts'
import { clientOf } from './client.ts'
import { startDemo } from './ground.ts'

const lines: string[] = []
const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) })
const demo = await startDemo({ log })
const { app, owner, region, system } = demo

const tricks = [
  '//elders.example',
  '///elders.example',
  '/\\elders.example',
  '\\\\elders.example',
  '/\t/elders.example',
  '\t//elders.example',
  '/\n/elders.example',
  ' //elders.example',
  'https://elders.example',
  'https:elders.example',
  'http:/elders.example',
  'javascript:alert(1)',
  'data:text/html,x',
  'elders.example',
  '/twente/../..//elders.example',
  '/twente/..//elders.example',
  '/./\\elders.example',
  '/.//elders.example',
  '/%2e%2e//elders.example',
  '/twente/werk//elders.example',
  '/en//elders.example',
  '/twente/werk\\..\\..\\elders',
  '/twente/werk\u0000',
  '@elders.example',
  '?//elders.example',
  '#//elders.example',
  '',
]

test('an address is ours when every browser stays here with it, and only then', () => {
  for (const each of tricks) expect([each, isOurs(each)]).toEqual([each, false])
  for (const each of ['/', '/en', '/twente', '/en/twente/volg/abc_-', '/twente/werk?zoek=a%2F%2Fb&x=y', '/twente/mijn?naar=%2F%2Felders', '/twente/vraag?ingevuld=1#fouten'])
    expect([each, isOurs(each)]).toEqual([each, true])
})

test('whatever stands in an address, no page leads elsewhere by it: links, forms, redirects, both languages (ASVS 3.7.2)', async () => {
  const leads = (body: string) => [...body.matchAll(/(?:href|action|src)="([^"]*)"/g)].map(([, to]) => to!.replaceAll('&amp;', '&'))
  const elsewhere = (to: string) => new URL(to, 'http://localhost:3999').host === 'elders.example'
  for (const path of [
    '/en//elders.example',
    '//elders.example',
    '//elders.example/twente',
    '/en/en//elders.example',
    '/en/\\elders.example',
    '/\\elders.example',
    '/en/%09/elders.example',
    '/en//elders.example?x=1',
  ]) {
    for (const headers of [{ host: 'localhost:3999' }, { host: 'elders.example' }]) {
      const answer = await app.inject({ url: path, headers })
      expect([path, leads(answer.body).filter(elsewhere), elsewhere(String(answer.headers.location ?? '/'))]).toEqual([path, [], false])
    }
  }
  for (const to of tricks) {
    const naar = encodeURIComponent(to)
    for (const page of [`/twente/mijn/aanmelden?naar=${naar}`, `/twente/inloggen?naar=${naar}`, `/en/twente/mijn/aanmelden?naar=${naar}`]) {
      const answer = await app.inject({ url: page, headers: { host: 'localhost:3999' } })
      expect([to, leads(answer.body).filter(elsewhere)]).toEqual([to, []])
      expect(/name="naar" value="([^"]*)"/.exec(answer.body)?.[1] ?? '/twente/mijn').toMatch(/^(\/en)?\/twente\/mijn$/)
    }
    const client = clientOf(app, { 'werkcentrum-formulier': 'x' })
    const asked = await client.post('/twente/mijn/aanmelden', { email: 'a@voorbeeld.example', naar: to })
    expect([to, new URLSearchParams(asked.to!.split('?')[1]).get('naar')]).toEqual([to, '/twente/mijn'])
  }
})

test('nothing is kept by a browser or proxy but what says that it may be: no answer of the API, none with an error (D9)', async () => {
  const question = (await owner.query('select id, number from question limit 1')).rows[0]
  const follow = `/twente/volg/${system.links.make(region, followLink, question.id, 1)}`
  const asked = await app.inject({
    method: 'POST',
    url: '/api/v1/regios/twente/vragen',
    headers: { 'content-type': 'application/json' },
    payload: { doelgroep: 'werkende', vraag: 'Vraag', contact: {} },
  })
  expect(asked.statusCode).toBe(201)
  const answers = [
    asked,
    await app.inject({ method: 'POST', url: '/api/v1/regios/twente/vragen', headers: { 'content-type': 'application/json' }, payload: '{' }),
    ...(await Promise.all([follow, '/api/v1/regios/twente/vragen', '/api/v1/regios', '/twente/mijn', '/nergens', '/api/v1/nergens', '/health'].map((url) => app.inject(url)))),
  ]
  expect(answers.map(({ headers }) => headers['cache-control'])).toEqual(answers.map(() => 'no-store'))
})

test('the token of a link stands in no log, no title and no address elsewhere, and goes along in no Referer (I4)', async () => {
  lines.length = 0
  const question = (await owner.query('select id from question where closed_at is null limit 1')).rows[0]
  const partner = (await owner.query(`select id from organisation where slug = 'cnv'`)).rows[0]
  const tokens = [system.links.make(region, followLink, question.id, 1), system.links.make(region, partnerLink, partner.id, 1)] as const
  const pages = [
    `/twente/volg/${tokens[0]}`,
    `/en/twente/volg/${tokens[0]}`,
    `/twente/volg/${tokens[0]}/papier`,
    `/twente/partner/kom/${tokens[1]}`,
    `/twente/partner/kom/${tokens[1]}/code`,
  ]
  for (const url of [...pages, ...pages.map((each) => `${each}x`), ...pages.map((each) => `${each}/%`), `/twente/mijn/aanmelden?naar=${encodeURIComponent(pages[0]!)}`]) {
    const { body, headers } = await app.inject({ url, headers: { host: 'localhost:3999' } })
    const title = /<title>(.*?)<\/title>/s.exec(body)?.[1] ?? ''
    for (const token of tokens) {
      expect([url, title.includes(token)]).toEqual([url, false])
      expect([...body.matchAll(/href="(https?:[^"]*)"/g)].filter(([, to]) => to!.includes(token) && !to!.startsWith('http://localhost:3999/'))).toEqual([])
    }
    expect([url, headers['referrer-policy']]).toEqual([url, 'same-origin'])
  }
  // Also of what fails, and of a form that is refused.
  await owner.query(`alter table message add constraint for_a_while check (text <> 'faalt')`)
  const client = clientOf(app, { 'werkcentrum-formulier': 'x' })
  expect((await client.post(`/twente/volg/${tokens[0]}/toevoegen`, { text: 'faalt' })).status).toBe(500)
  await owner.query('alter table message drop constraint for_a_while')
  await client.post(`/twente/partner/kom/${tokens[1]}/binnen`, { code: '000000', name: 'Iemand', role: 'x' })
  await client.post(`/twente/volg/${tokens[0]}/toevoegen`, { text: '' })
  expect(lines.length).toBeGreaterThan(pages.length)
  for (const token of tokens) expect(lines.filter((line) => line.includes(token))).toEqual([])
})
