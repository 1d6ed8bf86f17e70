import pg from 'pg'
import { expect, inject, test } from 'vitest'
import { clientOf } from './client.ts'
import { startDemo } from './ground.ts'
import { formWith } from './upload.ts'

const demo = await startDemo()
const { app, owner } = demo
const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString()
const send = (url: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url,
    headers: { host: 'localhost:3999', origin: 'http://localhost:3999', 'content-type': 'application/x-www-form-urlencoded', ...headers },
    payload: form(fields),
  })
const count = async () => (await owner.query('select count(*)::int as n from question')).rows[0].n

const hostile = [
  `<script>alert(1)</script><img src=x onerror=alert(1)>`,
  `'; drop table question; --`,
  `{{7*7}} \${7*7} {count, plural, other {#}}`,
  'emoji 👩🏽‍🔧🏳️‍🌈 and \ud800 half of one',
  'مرحبا أبحث عن عمل \u202e omgekeerd',
  'nul \u0000 teken\u0007',
  `${'lang '.repeat(999)}`,
]

test.each(hostile)('a question like %j is kept as text, shown as text, and breaks nothing', async (text) => {
  const asked = await send('/twente/vraag', { question: text, group: 'worker' })
  expect(asked.statusCode).toBe(303)
  const page = await app.inject(String(asked.headers.location))
  expect(page.statusCode).toBe(200)
  expect(page.body).not.toMatch(/<script(?! src="\/assets\/page-)/)
  expect(page.body).not.toContain('<img')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these must be gone
  expect(page.body).not.toMatch(/[\u0000\u0007\u202e]/)
})

test('nothing that somebody puts behind an address stands on the page that others get there', async () => {
  for (const path of [
    '/',
    '/en',
    '/twente',
    '/twente/inlooppunten',
    '/twente/privacy',
    '/en/twente/toegankelijkheid',
    '/twente/aanbod',
    '/twente/aanbod/scholingscheque',
    '/twente/wegwijzer',
  ]) {
    expect((await app.inject(`${path}?ik=iemand-in-het-bijzonder`)).statusCode).toBe(200)
    const { statusCode, body } = await app.inject(path)
    expect([path, statusCode, body.includes('iemand-in-het-bijzonder')]).toEqual([path, 200, false])
  }
})

test('a list that is asked for by a sign that the database takes none of is the list without it (D9)', async () => {
  const cookie = await demo.cookieOf('gids-enschede')
  for (const path of ['/twente/werk', '/en/twente/werk'])
    for (const query of ['gemeente=%00', 'zoek=%00', 'stand=%00'])
      expect([query, (await app.inject({ url: `${path}?lijst=all&${query}`, headers: { cookie } })).statusCode]).toEqual([query, 200])
})

test('who says who they are at the demo’s provider, and has begun no sign-in, is answered: there they can begin one (D9)', async () => {
  const answer = await send('/demo/kies/niet-begonnen', { wie: 'gids-enschede' })
  expect([answer.statusCode, answer.headers.location]).toEqual([303, '/demo'])
})

test('the page of a question leads to that question’s own pages, whatever question was looked at before', async () => {
  const cookie = await demo.cookieOf('gids-enschede')
  const guide = await demo.staff('gids-enschede')
  const { rows } = await owner.query('select number from question where organisation_id = $1 order by asked_at limit 12', [guide.organisation])
  expect(rows.length).toBeGreaterThan(2)
  for (const { number } of rows) {
    const { body } = await app.inject({ url: `/twente/werk/vragen/${number}`, headers: { cookie } })
    const forms = [...body.matchAll(/(?:action|href)="[^"]*\/vragen\/([^"/?]+)\/(?:samen|notitie|bericht|link|wegwijzer|contact)[?"]/g)].map(([, of]) => of)
    expect(forms.length).toBeGreaterThan(2)
    expect(new Set(forms)).toEqual(new Set([number]))
  }
})

test('every field beyond its limit is refused at that field, keeps what was typed, and adds nothing', async () => {
  const before = await count()
  const long = 'x'.repeat(10_000)
  for (const [field, value] of Object.entries({ question: long, group: long, contact: long, postcode: long, municipality: long })) {
    const answer = await send('/twente/vraag', { question: 'Vraag', group: 'worker', contact: '', postcode: '', [field]: value })
    expect(answer.statusCode, field).toBe(422)
    expect(answer.body, field).toContain(`id="veld-${field}-fout"`)
    if (field === 'question') expect(answer.body).toContain(long)
  }
  for (const [field, value] of Object.entries({ contact: '06 12', postcode: '0123 AB', question: '   ', group: '' })) {
    expect((await send('/twente/vraag', { question: 'Vraag', group: 'worker', [field]: value })).statusCode, field).toBe(422)
  }
  expect((await send('/twente/vraag', { question: 'x'.repeat(300_000), group: 'worker' })).statusCode).toBe(413)
  expect(
    (await app.inject({ method: 'POST', url: '/twente/vraag', headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: 'question=a&question=b&group=worker' }))
      .statusCode,
  ).toBe(422)
  expect(await count()).toBe(before)
})

test('every staff form at its limits: refused at the field, or kept as text; never an error of ours', async () => {
  const cookie = await demo.cookieOf('gids-enschede')
  const noted = await send('/twente/werk/noteren', { channel: 'phone', group: 'worker', question: 'Vraag' }, { cookie })
  const address = String(noted.headers.location).split('?')[0]!
  const long = 'x'.repeat(10_001)
  for (const [which, fields] of [
    ['bericht', { text: long }],
    ['gesprek', { text: long }],
    ['notitie', { text: '' }],
    ['verhelderen', { sharpened: long, group: 'worker' }],
    ['verhelderen', { sharpened: 'Zin', group: 'worker', age: 'oud' }],
    ['verhelderen', { sharpened: 'Zin', group: 'worker', situation: 'anders' }],
    ['verhelderen', { sharpened: 'Zin', group: 'worker', municipality: 'Amsterdam' }],
    ['toewijzen', { colleague: 'niemand' }],
    ['toewijzen', { colleague: (await demo.staff('gids-almelo')).id }],
    ['antwoord', { text: long, stap: 'versturen' }],
  ] as const) {
    const answer = await send(`${address}/${which}`, fields, { cookie })
    expect([which, answer.statusCode]).toEqual([which, 422])
  }
  for (const text of hostile) {
    expect((await send(`${address}/notitie`, { text }, { cookie })).statusCode).toBe(303)
    const found = await app.inject({ url: `/twente/werk?zoek=${encodeURIComponent(text.toWellFormed())}`, headers: { cookie } })
    expect([text, found.statusCode]).toEqual([text, 200])
  }
  expect((await app.inject({ url: address, headers: { cookie } })).body).not.toMatch(/<script(?! src="\/assets\/page-)/)
})

test('an ended session keeps what was written: it can be sent again after signing in', async () => {
  const answer = await send('/twente/werk/vragen/TW-2222-22/notitie', { text: 'Een lange notitie' })
  expect(answer.statusCode).toBe(401)
  expect(answer.body).toContain('Een lange notitie')
})

test('the same form sent twice at once is one question; changed and sent again from the back button it is another', async () => {
  const before = await count()
  const formulier = '6ff0a1a4-0000-4000-8000-000000000001'
  const both = await Promise.all([1, 2, 3].map(() => send('/twente/vraag', { formulier, question: 'Tegelijk', group: 'worker' })))
  expect(new Set(both.map((each) => each.headers.location)).size).toBe(1)
  expect(await count()).toBe(before + 1)
  await send('/twente/vraag', { formulier, question: 'Tegelijk, maar anders', group: 'worker' })
  expect(await count()).toBe(before + 2)
})

test('an address that leads nowhere is 404 with the way back; a region that is not open takes no question', async () => {
  for (const url of [
    '/nergens',
    '/twente/volg/abc',
    '/twente/werk/vragen/TW-0000-00',
    '/twente/%00',
    '/twente/aanbod/%00',
    '/twente/volg/%00',
    '/twente/volg/..%2f..',
    '/en/nowhere/vraag',
    '/twente/inloggen/geen',
  ])
    expect([url, (await app.inject(url)).statusCode < 500]).toEqual([url, true])
  expect((await app.inject('/nergens')).body).toContain('href="/"')
  const closed = await app.inject('/drenthe')
  expect(closed.body).toContain('Hoogeveen')
  expect((await send('/drenthe/vraag', { question: 'Vraag', group: 'worker' })).statusCode).toBe(404)
})

test('when the database is gone a page says so with 503, and it recovers by itself', async () => {
  const name = new URL(demo.ownerUrl).pathname.slice(1)
  const admin = new pg.Client({ connectionString: inject('template').adminUrl.replace(/\/[^/?]+\?/, '/postgres?') })
  await admin.connect()
  await admin.query(`alter database ${name} with allow_connections false`)
  await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name])
  const answer = await send('/twente/vraag', { question: 'Nu even niet', group: 'worker' })
  expect(answer.statusCode).toBe(503)
  expect(answer.body).toContain('Er is niets opgeslagen')
  expect((await app.inject('/health')).statusCode).toBe(503)
  await admin.query(`alter database ${name} with allow_connections true`)
  await admin.end()
  expect((await app.inject('/health')).statusCode).toBe(200)
  expect((await send('/twente/vraag', { question: 'Nu weer wel', group: 'worker' })).statusCode).toBe(303)
})

test('every answer forbids scripts, frames and foreign styles, and no page is kept that holds somebody’s data', async () => {
  const page = await app.inject('/twente')
  expect(page.headers['content-security-policy']).toContain("default-src 'none'")
  expect(page.headers['content-security-policy']).not.toContain('unsafe')
  expect(page.body).not.toMatch(/ style="|<script|javascript:|onclick/)
  const taken = await app.inject({ url: '/twente/werk/inrichting/bestand', headers: { cookie: await demo.cookieOf('beheerder-werkcentrum') } })
  for (const each of [page, taken])
    for (const rule of ["default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"]) expect(each.headers['content-security-policy']).toContain(rule)
  expect(taken.headers['content-security-policy']).toContain('sandbox')
  expect(page.headers['cache-control']).toBe('no-store')
  const points = await app.inject('/twente/inlooppunten')
  const same = await app.inject({ url: '/twente/inlooppunten', headers: { 'if-none-match': String(points.headers.etag) } })
  expect([same.statusCode, points.headers['cache-control'], same.headers['cache-control']]).toEqual([304, 'no-cache', 'no-cache'])
})

test('a sign that no name has, in any part of an address, leads nowhere, also for who signed in (D9)', async () => {
  const cookie = await demo.cookieOf('gids-enschede')
  for (const url of ['/twente/werk/aanbod/%00', '/twente/werk/vragen/%00', '/twente/werk/kennis/%00'])
    expect([url, (await app.inject({ url, headers: { cookie } })).statusCode]).toEqual([url, 404])
})

test('a file that is too large is said at its field, and the words beside it stay: read for danger, and there to be sent without it (D9, D5)', async () => {
  const asker = clientOf(app)
  await asker.get('/twente/vraag')
  const { to } = await asker.post('/twente/vraag', { formulier: crypto.randomUUID(), question: 'Help mij met mijn brief', group: 'worker', postcode: '7511 AB' })
  const at = /\/volg\/[\w-]+/.exec(to!)![0]
  const text = 'Mijn man slaat mij, en dit is de brief'
  const { payload, type } = formWith(Buffer.alloc(30_000_000, 1), 'film.pdf', { text })
  const sent = (bytes: Buffer, more: Record<string, string> = {}) =>
    app.inject({
      method: 'POST',
      url: `/twente${at}/toevoegen`,
      headers: { cookie: [...asker.cookies].map(([name, value]) => `${name}=${value}`).join('; '), 'content-type': type, ...more },
      payload: bytes,
    })
  const attachments = async () => (await owner.query('select count(*)::int as n from attachment')).rows[0].n
  const [before, files] = [await count(), await attachments()]
  const answer = await sent(payload)
  expect(answer.statusCode).toBe(303)
  const shown = (await asker.get(String(answer.headers.location))).body
  for (const each of ['Dit bestand is te groot: hoogstens 4 MB', text, 'Veilig Thuis']) expect(shown).toContain(each)
  expect(await count()).toBe(before)
  expect(await attachments()).toBe(files)
  // What nobody sends by mistake is not read at all, and words that large are no words.
  expect((await sent(payload, { 'content-length': '100000001' })).statusCode).toBe(413)
  expect((await sent(formWith(Buffer.alloc(10), 'a.pdf', { text: 'x'.repeat(5_000_000) }).payload)).statusCode).toBe(413)
})
