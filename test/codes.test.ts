import pino from 'pino'
import { expect, test } from 'vitest'
import { passKeeper } from '../src/foundation/identity/passes.ts'
import { networkOf } from '../src/foundation/web/ip.ts'
import { clientOf } from './client.ts'
import { startDemo } from './ground.ts'

const lines: string[] = []
const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) })
const demo = await startDemo({ log, environment: { RATE_LIMIT: 'on', TRUST_PROXY: '127.0.0.1', DEMO: '0', BASE_URL: 'http://localhost:3999' }, connections: 8 })
const { database, region, clock, app, owner } = demo
const passes = passKeeper(demo.secret, false)
const asTask = <Result>(work: Parameters<typeof database.transaction<Result>>[2]) => database.transaction({ kind: 'task', region }, 'test', work)

const ask = (about: string, browser: string, now = clock.now()) => asTask((tx) => passes.ask(tx, region, 'resident', about, browser, now))
const enter = (about: string, browser: string, typed: string, now = clock.now()) => asTask((tx) => passes.enter(tx, region, 'resident', about, browser, typed, now))
const digits = (id: string | undefined) => passes.digits(region, id!)
const otherThan = (code: string) => (code === '111111' ? '222222' : '111111')

test('a code counts in the browser that asked for it, and nobody’s asking or guessing ends it (I3, I4)', async () => {
  const code = digits(await ask('eigen@voorbeeld.example', 'eigen'))
  for (let stranger = 0; stranger < 4; stranger += 1) {
    await ask('eigen@voorbeeld.example', `vreemd ${stranger}`)
    for (let tries = 0; tries < 6; tries += 1) expect(await enter('eigen@voorbeeld.example', `vreemd ${stranger}`, otherThan(code))).toBe(false)
    expect(await enter('eigen@voorbeeld.example', 'zonder', code)).toBe(false)
  }
  expect(await enter('eigen@voorbeeld.example', 'eigen', code)).toBe(true)
  expect(await enter('eigen@voorbeeld.example', 'eigen', code)).toBe(false)
})

test('the code of the first mail counts as well as that of the second, each is guessed at five times at most, and one that is right ends both', async () => {
  const [first, second] = [digits(await ask('twee@voorbeeld.example', 'b')), digits(await ask('twee@voorbeeld.example', 'b'))]
  for (let tries = 0; tries < 4; tries += 1) expect(await enter('twee@voorbeeld.example', 'b', [first, second].includes('111111') ? '333333' : '111111')).toBe(false)
  expect(await enter('twee@voorbeeld.example', 'b', first)).toBe(true)
  expect(await enter('twee@voorbeeld.example', 'b', second)).toBe(false)

  const code = digits(await ask('vijf@voorbeeld.example', 'b'))
  const tried = await Promise.all(Array.from({ length: 8 }, () => enter('vijf@voorbeeld.example', 'b', otherThan(code))))
  expect(tried.some(Boolean)).toBe(false)
  expect(await enter('vijf@voorbeeld.example', 'b', code)).toBe(false)
  expect((await owner.query(`select tries from mail_code where about = 'vijf@voorbeeld.example'`)).rows).toEqual([{ tries: 5 }])
})

test('as many codes as may be are made also when all are asked at once, and strangers use up none of those of who was right before', async () => {
  const about = 'tegelijk@voorbeeld.example'
  expect((await Promise.all(Array.from({ length: 12 }, () => ask(about, 'een')))).filter(Boolean)).toHaveLength(5)
  expect((await Promise.all(Array.from({ length: 40 }, (_, at) => ask(about, `vreemd ${at}`)))).filter(Boolean)).toHaveLength(10)
  expect(await ask(about, 'nog een')).toBeUndefined()

  const known = 'bekend@voorbeeld.example'
  expect(await enter(known, 'thuis', digits(await ask(known, 'thuis')))).toBe(true)
  for (let at = 0; at < 20; at += 1) await ask(known, `vreemd ${at}`)
  expect(await ask(known, 'vreemd 21')).toBeUndefined()
  expect(await ask(known, 'thuis')).toBeDefined()
  // Nor do they get more in a day than in a few hours.
  const made: (string | undefined)[] = []
  for (let hour = 1; hour < 12; hour += 1) {
    for (let at = 0; at < 16; at += 1) made.push(await ask(known, `${hour} ${at}`, new Date(clock.now().getTime() + hour * 3_600_001)))
  }
  expect(made.filter(Boolean)).toHaveLength(25)
})

const form = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin', host: 'localhost:3999' }
const from = (address: string, url: string, fields: Record<string, string>, cookie = '') =>
  app.inject({ method: 'POST', url, headers: { ...form, cookie, 'x-forwarded-for': address }, payload: new URLSearchParams(fields).toString() })

test('a limit counts a /64 of IPv6 as one, and both languages as one; another network is not kept out', async () => {
  const cookie = 'werkcentrum-formulier=x'
  const email = 'grens@voorbeeld.example'
  const answers: number[] = []
  for (let at = 0; at < 62; at += 1)
    answers.push((await from(`2001:db8:1:2::${(at + 1).toString(16)}`, `${at % 2 ? '/en' : ''}/twente/mijn/aanmelden`, { email }, cookie)).statusCode)
  expect(answers.slice(0, 60).every((each) => each === 303)).toBe(true)
  expect(answers.slice(60)).toEqual([429, 429])
  expect((await from('2001:db8:1:3::1', '/twente/mijn/aanmelden', { email }, cookie)).statusCode).toBe(303)
})

test('from the one address of a library only wrong codes count, and they are logged with why and from where, without code, address or link', async () => {
  lines.length = 0
  const client = clientOf(app, { 'werkcentrum-formulier': 'bibliotheek' })
  const headers = { 'x-forwarded-for': '198.51.100.77' }
  const { to } = await client.post('/twente/mijn/aanmelden', { email: 'bieb@voorbeeld.example' }, headers)
  const voor = new URL(to!, 'http://x').searchParams.get('voor')!
  const { rows } = await owner.query(`select id from mail_code where about = 'bieb@voorbeeld.example'`)
  const right = digits(rows[0].id)
  // What is merely not filled in refuses nobody.
  for (let at = 0; at < 45; at += 1) expect((await client.post('/twente/mijn/code', { voor, code: '', name: '' }, headers)).status).toBe(303)
  expect((await client.post('/twente/mijn/code', { voor, code: otherThan(right), name: 'Iemand' }, headers)).to).toContain('#fouten')
  expect((await client.post('/twente/mijn/code', { voor, code: right, name: 'Iemand' }, headers)).to).toBe('/twente/mijn')
  const refusals = lines.map((each) => JSON.parse(each)).filter((each) => each.msg === 'refused')
  expect(refusals).toEqual([expect.objectContaining({ why: 'resident code', route: '/:region/mijn/code', region, from: '198.51.100.0/24', request: expect.any(String) })])
  for (const secret of [right, otherThan(right), 'bieb@', voor, '198.51.100.77']) expect(lines.join('')).not.toContain(secret)
  const answers: number[] = []
  for (let at = 0; at < 42; at += 1) answers.push((await client.post(`${at % 2 ? '/en' : ''}/twente/mijn/code`, { voor, code: '000000', name: 'Iemand' }, headers)).status)
  expect(answers.slice(-3)).toEqual([429, 429, 429])
  expect(answers.slice(0, 39)).toEqual(Array(39).fill(303))
})

test('a browser that keeps no cookies is told that one is needed, whoever it asks for', async () => {
  for (const [url, language] of [
    ['/twente/mijn/aanmelden', 'Uw browser bewaart geen cookies'],
    ['/en/twente/mijn/aanmelden', 'Your browser does not keep cookies'],
  ] as const) {
    const answer = await from('203.0.113.5', url, { email: 'zonder@voorbeeld.example' })
    expect([answer.statusCode, answer.body.includes(language)]).toEqual([422, true])
  }
  expect((await owner.query(`select from mail_code where about = 'zonder@voorbeeld.example'`)).rowCount).toBe(0)
})

test('the log says a network, not an address', () => {
  expect(['198.51.100.77', '::ffff:198.51.100.77', '2001:db8:1:2::77', '2001:db8::1', '::1'].map((ip) => networkOf(ip, { numbers: 3, groups: 3 }))).toEqual([
    '198.51.100.0/24',
    '198.51.100.0/24',
    '2001:db8:1::/48',
    '2001:db8:0::/48',
    '0:0:0::/48',
  ])
})
