import pino from 'pino'
import { expect, test } from 'vitest'
import { passKeeper } from '../src/foundation/identity/passes.ts'
import { mostToOne } from '../src/foundation/mail/caps.ts'
import { followLink } from '../src/desk/links.ts'
import { networkOf } from '../src/foundation/web/ip.ts'
import { clientOf } from './client.ts'
import { startDemo } from './ground.ts'

const lines: string[] = []
const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) })
const demo = await startDemo({ log, environment: { RATE_LIMIT: 'on', TRUST_PROXY: '127.0.0.1', DEMO: '0', BASE_URL: 'http://localhost:3999' }, connections: 8 })
const { database, region, clock, app, owner } = demo
const passes = passKeeper(demo.secret, false)
const asTask = <Result>(work: Parameters<typeof database.transaction<Result>>[2], stranger?: string) =>
  database.transaction({ kind: 'task', region }, 'test', work, undefined, stranger)

/** Each from a network of its own, unless it says which. */
const ask = (about: string, browser: string, now = clock.now(), network = browser) =>
  asTask((tx) => passes.ask(tx, region, { kind: 'resident', about, to: about, browser }, now), network)
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
  expect((await Promise.all(Array.from({ length: 30 }, (_, at) => ask(about, `vreemd ${at}`, clock.now(), 'een net')))).filter(Boolean)).toHaveLength(15)

  const known = 'bekend@voorbeeld.example'
  expect(await enter(known, 'thuis', digits(await ask(known, 'thuis')))).toBe(true)
  for (let at = 0; at < 20; at += 1) await ask(known, `vreemd ${at}`, clock.now(), 'een net')
  expect(await ask(known, 'vreemd 21', clock.now(), 'een net')).toBeUndefined()
  expect(await ask(known, 'thuis')).toBeDefined()
  // Nor do they get more in a day than in a few hours.
  const made: (string | undefined)[] = []
  for (let hour = 1; hour < 12; hour += 1) {
    for (let at = 0; at < 16; at += 1) made.push(await ask(known, `${hour} ${at}`, new Date(clock.now().getTime() + hour * 3_600_001), 'een net'))
  }
  expect(made.filter(Boolean)).toHaveLength(25)
})

test('strangers of all networks together fill no letterbox, and one that asked nothing yet gets a code still, to a bound (I3, I4)', async () => {
  const about = 'overal@voorbeeld.example'
  for (let at = 0; at < 60; at += 5) for (let each = 0; each < 5; each += 1) expect(await ask(about, `b ${at}`, clock.now(), `net ${at}`)).toBeDefined()
  // Enough were made: not one more for a network that had some, one for each that had none.
  expect(await ask(about, 'nieuw', clock.now(), 'net 0')).toBeUndefined()
  for (let at = 0; at < 60; at += 1) expect(await ask(about, `vers ${at}`, clock.now(), `vers ${at}`)).toBeDefined()
  expect(await ask(about, 'vers 0')).toBeUndefined()
  expect(await ask(about, 'te veel')).toBeUndefined()
  expect(await ask(about, 'te veel', new Date(clock.now().getTime() + 3_600_001))).toBeDefined()
})

const form = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin', host: 'localhost:3999' }
const from = (address: string, url: string, fields: Record<string, string>, cookie = '') =>
  app.inject({ method: 'POST', url, headers: { ...form, cookie, 'x-forwarded-for': address }, payload: new URLSearchParams(fields).toString() })

const codesTo = async (address: string) => (await owner.query(`select 1 from mail where recipient = $1`, [address])).rowCount!

test('who asks many codes in the name of another keeps them out of no browser of theirs: not of another network, and not in the same library (I3, I4)', async () => {
  const email = 'slachtoffer@voorbeeld.example'
  const entering = async (network: string, browser: string) => {
    const before = await codesTo(email)
    expect((await from(network, '/twente/mijn/aanmelden', { email }, `werkcentrum-formulier=${browser}`)).statusCode).toBe(303)
    return (await codesTo(email)) - before
  }
  let hostile = 0
  for (const browser of ['a', 'b', 'c']) for (let at = 0; at < 5; at += 1) hostile += await entering(`2001:db8:66:1::${at + 1}`, browser)
  expect(hostile).toBeLessThan(15)
  expect(await entering('2001:db8:66:1::99', 'bezoeker')).toBe(1)
  for (let at = 0; at < 5; at += 1) expect(await entering('2001:db8:77:1::1', 'thuis')).toBe(1)
})

test('codes of many questions and of whatever kind count by the address they go to, and so do new links; where a link is not mailed the one of now stays (I3, I4)', async () => {
  const email = 'vol@voorbeeld.example'
  const asked = async (network: string) => {
    const { headers } = await from(network, '/twente/vraag', {
      formulier: crypto.randomUUID(),
      question: `Help ${crypto.randomUUID()}`,
      group: 'worker',
      postcode: '7511 AB',
      contact: email,
    })
    return /\/volg\/([\w-]+)/.exec(headers.location!)![1]!
  }
  const links = [await asked('198.51.100.1'), await asked('198.51.100.2'), await asked('198.51.100.3'), await asked('198.51.100.4')]
  const before = await codesTo(email)
  const shown: string[] = []
  for (const token of links)
    for (const browser of ['a', 'b', 'c'])
      for (let at = 0; at < 5; at += 1)
        shown.push((await from('192.0.2.66', `/twente/volg/${token}/bewijs/code`, { naar: 'contact' }, `werkcentrum-formulier=${browser}`)).headers.location!)
  await from('192.0.2.66', '/twente/mijn/aanmelden', { email }, 'werkcentrum-formulier=a')
  expect((await codesTo(email)) - before).toBe(7)
  // Who asked reads that nothing was sent, and when it goes again.
  expect([shown[0], shown.at(-1)]).toEqual([expect.stringContaining('gestuurd=ja'), expect.stringContaining('gestuurd=vaak')])
  expect((await app.inject({ url: shown.at(-1)!, headers: { host: 'localhost:3999' } })).body).toContain('Probeer het over een uur opnieuw')

  let token = links[0]!
  let renewed = 0
  for (; renewed < 30; renewed += 1) {
    const { headers } = await from(`192.0.2.${100 + renewed}`, `/twente/volg/${token}/nieuwe-link`, {})
    if (headers.location !== '/twente/volg?gedaan=link') {
      expect(headers.location).toBe(`/twente/volg/${token}?gedaan=link-held`)
      break
    }
    const { subject, version } = demo.system.links.read(region, followLink, token)!
    token = demo.system.links.make(region, followLink, subject, version + 1)
  }
  expect(renewed).toBe(mostToOne - 4 - 7)
  const page = await app.inject({ url: `/twente/volg/${token}?gedaan=link-held`, headers: { host: 'localhost:3999' } })
  expect([page.statusCode, page.body.includes('De link van nu blijft werken')]).toEqual([200, true])
})

test('a new link asked for many times at once, without the key of a form, is made once, and each reads the same (I4)', async () => {
  const { headers } = await from('198.51.100.9', '/twente/vraag', {
    formulier: crypto.randomUUID(),
    question: 'Help mij opnieuw',
    group: 'worker',
    postcode: '7511 AB',
    contact: 'tien@voorbeeld.example',
  })
  const token = /\/volg\/([\w-]+)/.exec(headers.location!)![1]!
  const { subject } = demo.system.links.read(region, followLink, token)!
  const all = await Promise.all(Array.from({ length: 20 }, (_, at) => from(`192.0.2.${at + 1}`, `/twente/volg/${token}/nieuwe-link`, {})))
  expect(all.map((each) => [each.statusCode, each.headers.location])).toEqual(all.map(() => [303, '/twente/volg?gedaan=link']))
  expect((await owner.query('select link_version from question where id = $1', [subject])).rows).toEqual([{ link_version: 2 }])
  expect((await owner.query(`select 1 from mail where kind like 'question-link%' and subject_id = $1`, [subject])).rowCount).toBe(1)
  // Of a link that is older still nobody learns that it was one.
  await from('192.0.2.1', `/twente/volg/${demo.system.links.make(region, followLink, subject, 2)}/nieuwe-link`, {})
  expect((await from('192.0.2.2', `/twente/volg/${token}/nieuwe-link`, {})).statusCode).toBe(404)
})

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
