import { expect, test } from 'vitest'
import type { Actor, StaffActor } from '../src/foundation/actor.ts'
import { alarmOf } from '../src/foundation/danger/alarm.ts'
import type { Reading } from '../src/foundation/danger/danger.ts'
import { seal } from '../src/foundation/identity/seal.ts'
import { figures } from '../src/desk/promises.ts'
import { questionById } from '../src/desk/queries.ts'
import { changeContact } from '../src/desk/proof/actions.ts'
import { add } from '../src/desk/public/actions.ts'
import { readUntil } from '../src/desk/question.ts'
import { answerAlarm, markUrgent, takeOffMark } from '../src/desk/urgent/actions.ts'
import { messagesOf } from '../src/desk/store.ts'
import { dangersOf } from '../src/desk/urgent/store.ts'
import { decideAside, join, merge, setAside, unmerge } from '../src/desk/work/history.ts'
import { giveBack, take, write } from '../src/desk/work/actions.ts'
import { startDemo } from './ground.ts'
import { followLink } from '../src/desk/links.ts'

// Whoever does the harm may hold the link, and read the mail: what they try.

const demo = await startDemo()
const { database, region, clock, app, system } = demo
const network = await demo.network()
const task: Actor = { kind: 'task', region }
const [guide, second, coordinator] = (await Promise.all(['gids-enschede', 'tweede-gids-enschede', 'coordinator-werkcentrum'].map((each) => demo.staff(each)))) as [
  StaffActor,
  StaffActor,
  StaffActor,
]
const as = <Result>(actor: Actor, work: Parameters<typeof database.transaction<Result>>[2]) => database.transaction(actor, 'test', work)
const now = () => clock.now()
clock.moveTo(new Date('2026-11-24T09:00:00Z'))

const suicide = 'Ik wil niet meer leven, vannacht maak ik er een eind aan'
const violence = 'Mijn man slaat me'
const possible = 'Over twee weken moet ik mijn huis uit'

const post = (url: string, fields: Record<string, string>) =>
  app.inject({
    method: 'POST',
    url,
    headers: { host: 'localhost:3999', origin: 'http://localhost:3999', 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  })
const page = async (url: string) => (await app.inject({ url })).body
let nth = 0
/** Asks on the page; answers the question's own address, the address the asker is sent to, and the question. */
async function ask(text: string) {
  nth += 1
  const { headers } = await post('/twente/vraag', { question: text, group: 'worker', contact: `aanval-${nth}@voorbeeld.example`, postcode: '7511 AB' })
  const to = String(headers.location)
  const base = to.split('?')[0]!
  const { subject: id } = system.links.read(region, followLink, base.split('/').at(-1)!)!
  return { base, to, nu: new URL(to, 'http://x').searchParams.get('nu') ?? '', id, read: async () => (await as(task, (tx) => questionById(tx, region, id)))! }
}
const linkOf = (id: string): Actor => ({ kind: 'link', region, subject: id })
const kinds = (id: string) => as(task, (tx) => dangersOf(tx, region, id))

test('no more is undone than was asked about: a “no” to a later, lesser word leaves the certain mark (D2)', async () => {
  for (const words of [violence, suicide]) {
    const question = await ask(words)
    const { headers } = await post(`${question.base}/toevoegen`, { text: possible })
    const shown = await page(String(headers.location))
    expect(shown).toContain('Wij lezen dat het niet goed gaat')
    expect(shown).not.toContain('Bent u nu in gevaar?')
    const nu = new URL(String(headers.location), 'http://x').searchParams.get('nu')!
    await post(`${question.base}/nood`, { antwoord: 'nee', nu })
    expect((await question.read()).urgent).toBe('now')
  }
})

test('“yes” makes it urgent whatever was said or done before, also when a guide had it three hours ago (D1)', async () => {
  const first = await ask(possible)
  await post(`${first.base}/nood`, { antwoord: 'nee', nu: first.nu })
  expect((await first.read()).urgent).toBeNull()
  await post(`${first.base}/nood`, { antwoord: 'ja', nu: first.nu })
  expect([(await first.read()).urgent, await kinds(first.id)]).toEqual(['now', ['no-roof']])

  const off = await ask(possible)
  await as(guide, (tx) => takeOffMark({ tx, actor: guide, now: now(), network }, off.id, 'Geen gevaar', false))
  await post(`${off.base}/nood`, { antwoord: 'ja' })
  expect([(await off.read()).urgent, (await kinds(off.id)).length]).toEqual(['now', 1])

  const long = await ask(suicide)
  await as(guide, (tx) => take({ tx, actor: guide, now: now(), network }, long.id))
  expect((await long.read()).urgent_due_at).toBeNull()
  clock.moveTo(new Date('2026-11-24T12:30:00Z'))
  await post(`${long.base}/nood`, { antwoord: 'ja' })
  expect((await long.read()).urgent_due_at).not.toBeNull()
})

test('whoever has the link reads no hidden word and takes no mark off, whatever they write, search or hand in (D9)', async () => {
  const question = await ask(violence)
  const mine = await ask(possible)
  const foreign = alarmOf(system.secret, { certain: false, kinds: ['no-roof'], language: 'nl', about: mine.id }, [], now()).token
  for (const url of [
    `${question.base}?zoek=${encodeURIComponent(possible)}`,
    `/en${question.base}`,
    `${question.base}?nu=${mine.nu}`,
    `${question.base}?nu=${foreign}`,
    question.to,
  ])
    expect(await page(url), url).not.toMatch(/slaat/i)
  const refused = await post(`${question.base}/toevoegen`, { text: '', x: suicide })
  expect([refused.statusCode, /slaat/i.test(refused.body)]).toEqual([422, false])
  for (const body of [{}, { x: possible }, { x: suicide }, { nu: mine.nu }, { nu: foreign }])
    await post(`${question.base}/nood`, { antwoord: 'nee', ...(body as Record<string, string>) })
  // Words of their own, and then taking those back, take nothing of hers.
  const added = new URL(String((await post(`${question.base}/toevoegen`, { text: suicide })).headers.location), 'http://x').searchParams.get('nu')!
  await post(`${question.base}/nood`, { antwoord: 'nee', nu: added })
  await post(`${question.base}/intrekken`, {})
  expect([(await question.read()).urgent, (await question.read()).state]).toEqual(['now', 'received'])
  // She herself, on the page straight after sending, may.
  await post(`${question.base}/nood`, { antwoord: 'nee', nu: question.nu })
  expect([(await question.read()).urgent, (await question.read()).discreet]).toEqual([null, true])
})

test('what a guide writes down of a talk, and by when somebody reads it, tell nothing on her page either (D9)', async () => {
  const question = await ask(violence)
  const ordinary = await ask('Ik wil leren lassen')
  await as(guide, (tx) => take({ tx, actor: guide, now: now(), network }, question.id))
  await as(guide, (tx) => write({ tx, actor: guide, now: now(), network }, question.id, 'conversation', 'Zij zegt dat haar man haar slaat', false))
  const shown = await page(question.base)
  expect(shown).not.toMatch(/slaat|staat hier niet/i)
  const dayIn = (html: string) => /uiterlijk ([^<]*?) van ons/.exec(html)?.[1]
  expect(dayIn(await page((await ask(violence)).base))).toBe(dayIn(await page(ordinary.base)))
})

test('a question that goes on in another takes its alarm and its discretion along; by itself again it has its own (D1)', async () => {
  const [into, from] = [await ask('Ik wil leren lassen'), await ask(violence)]
  const number = (await into.read()).number
  await as(guide, (tx) => join({ tx, actor: guide, now: now() }, from.id, number))
  await as(guide, (tx) => merge({ tx, actor: guide, now: now(), network }, from.id, number))
  expect([(await into.read()).urgent, (await into.read()).discreet, await kinds(into.id), await kinds(from.id)]).toEqual(['now', true, ['violence'], []])
  await as(guide, (tx) => unmerge({ tx, actor: guide, now: now(), network }, from.id))
  expect([(await from.read()).urgent, await kinds(from.id)]).toEqual(['now', ['violence']])
})

test('nothing that cannot wait is set aside; put back it is read again (D1)', async () => {
  const question = await ask(suicide)
  await expect(as(guide, (tx) => setAside({ tx, actor: guide, now: now() }, question.id, 'spam'))).rejects.toThrow('conflict.urgent')
  await as(guide, (tx) => takeOffMark({ tx, actor: guide, now: now(), network }, question.id, 'Een liedje', true))
  await as(guide, (tx) => setAside({ tx, actor: guide, now: now() }, question.id, 'spam'))
  const { number } = await question.read()
  await as(coordinator, (tx) => decideAside({ tx, actor: coordinator, now: now() }, [number], false))
  expect((await question.read()).urgent).toBe('now')
})

test('the mark is taken off over what was read, by who may read it: not over words that came meanwhile, nor by a colleague (D1)', async () => {
  const question = await ask(suicide)
  const seen = readUntil(await as(guide, (tx) => messagesOf(tx, region, question.id)))
  await post(`${question.base}/toevoegen`, { text: 'Echt, ik wil dood' })
  await expect(as(guide, (tx) => takeOffMark({ tx, actor: guide, now: now(), network }, question.id, 'Niets', true, seen))).rejects.toThrow('conflict.wrote-more')
  await as(guide, (tx) => take({ tx, actor: guide, now: now(), network }, question.id))
  await expect(as(second, (tx) => takeOffMark({ tx, actor: second, now: now(), network }, question.id, 'Niets', true))).rejects.toThrow('conflict.not-yours')
  const later = readUntil(await as(guide, (tx) => messagesOf(tx, region, question.id)))
  await as(guide, (tx) => takeOffMark({ tx, actor: guide, now: now(), network }, question.id, 'Gebeld', false, later))
  expect((await question.read()).urgent).toBeNull()
})

test('a name that is changed is read as well (D1)', async () => {
  const question = await ask('Ik wil leren lassen')
  await as({ kind: 'task', region }, (tx) =>
    changeContact({ tx, actor: linkOf(question.id), now: now(), network }, demo.secret, question.id, { name: violence, email: null, phone: null }),
  )
  expect([(await question.read()).urgent, (await question.read()).discreet]).toEqual(['now', true])
})

test('what this installation sealed for something else, words within words and what no form sends break no page (D9)', async () => {
  const other = seal(system.secret, JSON.stringify({ email: 'iemand@voorbeeld.example', until: 1 }))
  for (const nu of [other, seal(system.secret, 'geen json'), 'x'.repeat(900)]) expect((await app.inject({ url: `/twente?nu=${nu}` })).statusCode).toBe(200)
  const deep = `${'['.repeat(20_000)}"${suicide}"${']'.repeat(20_000)}`
  const answer = await app.inject({ method: 'POST', url: '/api/v1/regios/twente/vragen', headers: { 'content-type': 'application/json' }, payload: deep })
  expect(answer.statusCode).toBe(400)
  expect(
    (
      await app.inject({
        method: 'POST',
        url: '/twente/vraag',
        headers: { 'content-type': 'text/plain', origin: 'http://localhost:3999', host: 'localhost:3999' },
        payload: suicide,
      })
    ).statusCode,
  ).toBe(415)
  const wrong = await app.inject({
    method: 'POST',
    url: '/api/v1/regios/twente/vragen',
    headers: { 'idempotency-key': 'x'.repeat(300) },
    payload: { vraag: suicide, doelgroep: 'werkende', contact: {} },
  })
  expect([wrong.statusCode, wrong.json().zeker]).toEqual([400, true])
  // Every token is as long as any other.
  const lengths = (['suicide', 'no-food'] as const).map(
    (kind) => alarmOf(system.secret, { certain: true, kinds: [kind, 'exploitation'], language: 'nl' } satisfies Reading, [], now()).token.length,
  )
  expect(lengths[0]).toBe(lengths[1])
})

test('letters that cannot be seen, and lines that were broken on the way, hide nothing: the page and the question agree (D1)', async () => {
  for (const words of [
    'mijn man sl\u202eaat me',
    'mijn man sl\u200baat me',
    'mijn man sl\u00adaat me',
    'mijn man sl\u0007aat me',
    'ik wil\ndood',
    'ik zoek werk maar eerlijk gezegd wil ik echt helemaal niet\nmeer leven',
  ]) {
    const question = await ask(words)
    expect([words, (await question.read()).urgent, (await page(question.to)).includes('Wij lezen dat')]).toEqual([words, 'now', true])
  }
})

test('of a “no” and more words at the same moment the last decides (D1)', async () => {
  const question = await ask(suicide)
  await Promise.all([
    as(linkOf(question.id), (tx) =>
      answerAlarm({ tx, actor: linkOf(question.id), now: now(), network }, question.id, false, { certain: true, kinds: ['suicide'], language: 'nl', about: question.id }),
    ),
    as(linkOf(question.id), (tx) => add({ tx, actor: linkOf(question.id), now: now(), network }, question.id, 'ik wil dood')),
  ])
  const { urgent } = await question.read()
  const { rows } = await demo.owner.query(`select kind from event where subject_id = $1 and kind in ('question.urgent', 'question.urgent-denied') order by id`, [question.id])
  expect(urgent === 'now').toBe(rows.at(-1).kind !== 'question.urgent-denied')
})

test('“yes” on a question that goes on in another is heard there; on one that is over the page claims nothing (D1)', async () => {
  const [into, from] = [await ask('Ik wil leren lassen'), await ask('Ik ben bang voor mijn man')]
  expect((await from.read()).urgent).toBe('maybe')
  const { number } = await into.read()
  await as(guide, (tx) => join({ tx, actor: guide, now: now() }, from.id, number))
  await as(guide, (tx) => merge({ tx, actor: guide, now: now(), network }, from.id, number))
  await post(`${from.base}/nood`, { antwoord: 'ja', nu: from.nu })
  expect([(await into.read()).urgent, (await into.read()).discreet]).toEqual(['now', true])
  // Of possible danger by somebody who reads along a guide hears first, too, before the link can end it.
  const waits = await ask('Ik ben bang voor mijn man')
  await post(`${waits.base}/intrekken`, {})
  expect((await waits.read()).state).toBe('received')
  const over = await ask('Ik wil leren lassen')
  await post(`${over.base}/intrekken`, {})
  const { headers } = await post(`${over.base}/nood`, { antwoord: 'ja', nu: from.nu })
  const shown = await page(String(headers.location))
  expect([shown.includes('Wij lezen dat'), shown.includes('Uw vraag is ook bij ons')]).toEqual([true, false])
})

test('merged into one that somebody took long ago it is told anew; a guide’s own mark is not taken off by the link (D1)', async () => {
  const [into, from] = [await ask(suicide), await ask(suicide)]
  await as(second, (tx) => take({ tx, actor: second, now: now(), network }, into.id))
  const { number } = await into.read()
  await as(guide, (tx) => join({ tx, actor: guide, now: now() }, from.id, number))
  await as(guide, (tx) => merge({ tx, actor: guide, now: now(), network }, from.id, number))
  expect((await into.read()).urgent_due_at).not.toBeNull()
  const marked = await ask('Ik wil leren lassen')
  await as(guide, (tx) => markUrgent({ tx, actor: guide, now: now(), network }, marked.id, 'suicide'))
  await post(`${marked.base}/nood`, { antwoord: 'nee' })
  expect((await marked.read()).urgent).toBe('now')
})

test('the sums of the promises page hold whatever is given back, taken again or taken off (D6)', async () => {
  const count = () => as(task, (tx) => figures(tx, region, now()))
  const before = await count()
  const question = await ask(suicide)
  for (let again = 0; again < 3; again += 1) {
    await demo.tasks.run()
    await as(guide, (tx) => take({ tx, actor: guide, now: now(), network }, question.id))
    await as(guide, (tx) => giveBack({ tx, actor: guide, now: now() }, question.id, 'Ander'))
  }
  await demo.tasks.run()
  const maybe = await ask(possible)
  await as(guide, (tx) => takeOffMark({ tx, actor: guide, now: now(), network }, maybe.id, 'Niets', true))
  const after = await count()
  const taken = (each: typeof after) => each.urgentTaken.within + each.urgentTaken.late
  const [all, has, off] = [after.urgent - before.urgent, taken(after) - taken(before), after.urgentOff - before.urgentOff]
  expect([all, has, off]).toEqual([4, 3, 0])
})
