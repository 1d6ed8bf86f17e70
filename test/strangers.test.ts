import { afterAll, expect, test } from 'vitest'
import { typedInMail } from '../src/foundation/mail/typed.ts'
import { isName } from '../src/foundation/web/forms.ts'
import { networkOf } from '../src/foundation/web/ip.ts'
import { lettersOf } from '../src/foundation/mail/mail.ts'
import { mostByOne, mostToOne } from '../src/foundation/mail/caps.ts'
import { openDatabase } from '../src/foundation/database/database.ts'
import { partsOfRooms } from '../src/foundation/room.ts'
import { assemble } from '../src/program.ts'
import { comeByMail, giveMandate } from '../src/people/file/actions.ts'
import { codeOf } from '../src/desk/letters.ts'
import { rooms } from '../src/rooms.ts'
import { startDemo } from './ground.ts'

const demo = await startDemo({ environment: { RATE_LIMIT: 'on' } })
const { owner, region, database, clock } = demo
/** A second process on the same database. */
const otherDatabase = openDatabase(demo.url, { ownKey: demo.secret, partsOf: partsOfRooms(rooms) })
const other = await assemble(demo.system.settings, otherDatabase, demo, { clock, log: demo.system.log })
afterAll(async () => {
  await other.tasks.stop()
  await other.app.close()
  await otherDatabase.close()
})

let address = 0
const someone = () => {
  address += 1
  return `2001:db8:${address.toString(16)}::1`
}
const ask = async (email: string | undefined, from = someone(), app = demo.app, name?: string) =>
  app.inject({
    method: 'POST',
    url: '/api/v1/regios/twente/vragen',
    remoteAddress: from,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ doelgroep: 'zzp', vraag: `Vraag ${Math.random()}`, contact: { email, ...(name && { naam: name }) } }),
  })
const mails = async (email: string) => (await owner.query('select held_at is null as goes from mail where recipient = $1', [email])).rows.map(({ goes }) => goes as boolean)

test('however many ask in the name of one address, at once and in two processes: each question is taken, and a few are mailed (I3)', async () => {
  const email = 'doelwit@voorbeeld.example'
  const answers = await Promise.all(Array.from({ length: 24 }, (_, at) => ask(email, undefined, at % 2 ? other.app : demo.app)))
  expect(answers.map(({ statusCode }) => statusCode)).toEqual(answers.map(() => 201))
  const all = await mails(email)
  expect(all).toHaveLength(24)
  expect(all.filter(Boolean)).toHaveLength(mostToOne)
  // What is over waits for nobody, and is not sent later.
  const { rows } = await owner.query(`select count(*)::int as waiting from task join mail on mail.id = task.subject_id where recipient = $1 and held_at is not null`, [email])
  expect(rows[0].waiting).toBe(0)
  // The next hour has room again, and another address had it all the time.
  await ask('iemand@voorbeeld.example')
  expect(await mails('iemand@voorbeeld.example')).toEqual([true])
  clock.moveTo(new Date(clock.now().getTime() + 3_700_000))
  await ask(email)
  expect((await mails(email)).filter(Boolean)).toHaveLength(mostToOne + 1)
})

test('one who asks in the name of many is stopped too, counted by their whole network; others go on (I3)', async () => {
  const before = (await owner.query('select count(*)::int as held from mail where held_at is not null')).rows[0].held
  for (let at = 0; at < mostByOne + 5; at += 5)
    await Promise.all(Array.from({ length: 5 }, (_, one) => ask(`persoon-${at + one}@voorbeeld.example`, `2001:db8:ffff:1::${(at + one + 1).toString(16)}`)))
  const held = (await owner.query('select count(*)::int as held from mail where held_at is not null')).rows[0].held
  expect(held - before).toBe(5)
  await ask('een-ander@voorbeeld.example')
  expect(await mails('een-ander@voorbeeld.example')).toEqual([true])
})

test('who was not mailed reads so on their page, a colleague on the timeline, and an administrator how many there were (I3, D9)', async () => {
  const email = 'eerlijk@voorbeeld.example'
  for (let at = 0; at < mostToOne; at += 1) await ask(email)
  const answer = await ask(email)
  const { volgUrl, vraagnummer } = answer.json()
  const page = (await demo.app.inject(`${new URL(volgUrl).pathname}?gedaan=new`)).body
  expect(page).toContain('Wij hebben de link niet naar u gemaild')
  expect(page).not.toContain('Wij hebben de link ook naar u gemaild')
  const guide = await demo.app.inject({ url: `/twente/werk/vragen/${vraagnummer}`, headers: { cookie: await demo.cookieOf('gids-enschede') } })
  expect(guide.statusCode).toBe(200)
  expect(guide.body).toContain('Niet gemaild dat de vraag binnen is')
  const administrator = await demo.app.inject({ url: '/twente/werk/wacht', headers: { cookie: await demo.cookieOf('beheerder-werkcentrum') } })
  expect(administrator.body).toMatch(/\d+ mails zijn niet verstuurd/)
  expect(administrator.body).not.toContain(email)
})

test('a mandate’s mail begins with our own words; what was typed stands at the end, quoted, and nothing in it can be followed (I3)', async () => {
  const task = { kind: 'task', region } as const
  const now = clock.now()
  const language = 'nl'
  const resident = await database.transaction(task, 'test', async (tx) => {
    const id = await comeByMail({ tx, actor: task, now }, 'gever@voorbeeld.example', 'Win nu op https://kwaad.example/x', language)
    await giveMandate({ tx, actor: task, now }, id, { name: 'Klik www.kwaad.com', email: 'ontvanger@voorbeeld.example', relation: 'parent', ends_on: '2027-06-01', how: 'page' })
    return id
  })
  const mandate = (await owner.query('select id from mandate where resident_id = $1', [resident])).rows[0].id
  const made = await database.transaction(task, 'test', (tx) => lettersOf(demo.system).mandate!(tx, region, mandate, language))
  const { subject, text } = made!
  expect(subject).toBe('U mag handelen in Mijn Werkcentrum Twente')
  expect(text.indexOf('Iemand heeft')).toBe(0)
  expect(text.indexOf('Klik')).toBeGreaterThan(text.indexOf('Weet u hier niets van?'))
  for (const line of text.split('\n')) if (/kwaad/.test(line)) expect(line).toMatch(/^> /)
  expect(text).not.toMatch(/https:\/\/kwaad|www\.kwaad|kwaad\.(com|example)/)
})

test.each(['http://x.nl', 'Jan https://kwaad.example', 'www.kwaad.nl', 'Jan kwaad.com klik', 'jan@voorbeeld.nl', 'Werk.nl', 'kwaad.de/x', 'x://y'])('"%s" is no name', (name) =>
  expect(isName(name)).toBe(false),
)
test.each(['J.P. de Vries', 'drs.de Boer', 'Mr. Jansen', 'Ing.De Wit', 'Fatma Öztürk', 'D’Souza-van der Berg', 'A.B.C. Smit', '李小龍'])('"%s" is a name', (name) =>
  expect(isName(name)).toBe(true),
)
test('a long text is read for a name in no more than its length', () => {
  const began = Date.now()
  for (const text of ['a'.repeat(300_000), '.com'.repeat(75_000), 'aaa.'.repeat(75_000), 'www'.repeat(100_000)]) isName(text)
  expect(Date.now() - began).toBeLessThan(3000)
})

test('a name with a link is refused at its field, in words, and nothing is asked (I3)', async () => {
  const answer = await ask('naam@voorbeeld.example', undefined, demo.app, 'Klik https://kwaad.example')
  expect(answer.statusCode).toBe(400)
  expect(answer.body).toContain('een naam is geen webadres of e-mailadres')
  expect(await mails('naam@voorbeeld.example')).toEqual([])
})

test('nothing that is typed makes a link in a mail', () => {
  expect(typedInMail('Jan\nhttps://kwaad.example/x?y=z jan@kwaad.com')).toBe('Jan https kwaad. example/x?y=z jan (at) kwaad. com')
  expect(typedInMail('J.P. de Vries')).toBe('J.P. de Vries')
  expect(typedInMail('x'.repeat(1000)).length).toBeLessThanOrEqual(80)
})

test('an IPv6 address counts as its network, however it is written', () => {
  for (const ip of ['2001:db8::1', '2001:0db8:0:0:ffff::2', '2001:DB8:0:0::', '2001:db8:0:0:1:2:3:4']) expect(networkOf(ip, { numbers: 4, groups: 4 })).toBe('2001:db8:0:0::/64')
  expect(networkOf('::ffff:192.0.2.1', { numbers: 4, groups: 4 })).toBe('192.0.2.1/32')
  // Some proxies write the port too; and what is no address at all is all one.
  expect(networkOf('192.0.2.1:51234', { numbers: 4, groups: 4 })).toBe('192.0.2.1/32')
  expect(networkOf('[2001:db8::1]:51234', { numbers: 4, groups: 4 })).toBe('2001:db8:0:0::/64')
  for (const ip of ['unknown', '', '_verborgen', '1'.repeat(5000), '300.1.1.1']) expect(networkOf(ip, { numbers: 4, groups: 4 })).toBe('0.0.0.0/32')
  expect(networkOf('192.0.2.1', { numbers: 4, groups: 4 })).toBe('192.0.2.1/32')
  expect(networkOf('::1', { numbers: 4, groups: 4 })).toBe('0:0:0:0::/64')
})

test('who changes again and again how a question is reached sends no more than a stranger may: then nothing is changed that its owner cannot be told of (I3)', async () => {
  const from = someone()
  const asked = await ask(undefined, from)
  const at = new URL(asked.json().volgUrl).pathname
  const cookies = ['werkcentrum-formulier=een-browser']
  const send = async (email: string) => {
    const { headers, statusCode } = await demo.app.inject({
      method: 'POST',
      url: `${at}/contact`,
      remoteAddress: from,
      headers: { 'content-type': 'application/x-www-form-urlencoded', cookie: cookies.join('; '), 'sec-fetch-site': 'same-origin' },
      payload: new URLSearchParams({ name: '', email, phone: '', way: '' }).toString(),
    })
    return [statusCode, String(headers.location)]
  }
  // With nothing to be reached by, its slip's code is the proof.
  const { rows } = await owner.query('select region_id, id, link_version from question order by asked_at desc limit 1')
  const code = codeOf(demo.system, rows[0])
  const proved = await demo.app.inject({
    method: 'POST',
    url: `${at}/bewijs`,
    remoteAddress: from,
    headers: { 'content-type': 'application/x-www-form-urlencoded', cookie: cookies[0], 'sec-fetch-site': 'same-origin' },
    payload: new URLSearchParams({ naar: 'contact', code }).toString(),
  })
  cookies.push(String(proved.headers['set-cookie']).split(';')[0]!)
  const victims = ['doel-een@voorbeeld.example', 'doel-twee@voorbeeld.example']
  const outcomes = []
  for (let time = 0; time < 50; time += 1) outcomes.push(await send(victims[time % 2]!))
  expect(outcomes[0]![1]).toContain('gedaan=contact')
  expect(outcomes.at(-1)![1]).toContain('ingevuld=')
  const goes = (await Promise.all(victims.map(mails))).flat().filter(Boolean)
  expect(goes.length).toBeLessThanOrEqual(mostByOne)
  expect(goes.length).toBeGreaterThan(mostToOne)
})
