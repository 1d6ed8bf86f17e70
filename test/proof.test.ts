import { expect, test } from 'vitest'
import { followLink } from '../src/desk/links.ts'
import { outbox } from '../src/foundation/mail/mail.ts'
import { clientOf } from './client.ts'
import { startDemo } from './ground.ts'

const demo = await startDemo()
const { app, owner, system, region, clock, database } = demo
const browser = (start?: Record<string, string>) => clientOf(app, start)
const guideOn = async (subject = 'gids-enschede') => browser({ werkcentrum: (await demo.cookieOf(subject)).split('=')[1]! })
const one = async (text: string, ...values: unknown[]) => (await owner.query(text, values)).rows[0]
const mailsTo = async (address: string) =>
  (await database.transaction({ kind: 'task', region }, 'test', (tx) => outbox(tx, system, region, 500))).filter((each) => each.recipient === address)
const codeTo = async (address: string) => /code is (\d{6})/.exec((await mailsTo(address)).find(({ letter }) => letter?.text.includes('code is'))!.letter!.text)![1]!
const fresh = () => `${crypto.randomUUID()}@voorbeeld.example`
const hour = () => clock.moveTo(new Date(clock.now().getTime() + 61 * 60_000))

/** Somebody asks, and another gets hold of the link. */
async function leaked(contact: string) {
  const person = browser()
  await person.get('/twente/vraag')
  const { to } = await person.post('/twente/vraag', { formulier: crypto.randomUUID(), question: `Help mij ${crypto.randomUUID()}`, group: 'worker', postcode: '7511 AB', contact })
  const token = /\/volg\/([\w-]+)/.exec(to!)![1]!
  const id = system.links.read(region, followLink, token)!.subject
  const row = await one('select number, person_id from question where id = $1', id)
  const thief = browser()
  await thief.get(`/twente/volg/${token}`)
  return { person, thief, token, at: `/twente/volg/${token}`, id, to: to!, number: row.number as string, asker: row.person_id as string }
}
const personOf = async (id: string) => one('select name, email, phone, resident_id from person where id = $1', id)
/** Comes in to a file of their own by a code that was mailed. */
async function comeIn(who: ReturnType<typeof browser>, email: string, name: string) {
  await who.get('/twente/mijn/aanmelden')
  const { to } = await who.post('/twente/mijn/aanmelden', { email })
  const voor = new URL(to!, 'http://x').searchParams.get('voor')!
  expect((await who.post('/twente/mijn/code', { voor, code: await codeTo(email), name })).status).toBe(303)
}
async function proveByMail(who: ReturnType<typeof browser>, at: string, address: string) {
  expect((await who.post(`${at}/bewijs/code`, { naar: 'contact' })).status).toBe(303)
  return who.post(`${at}/bewijs`, { naar: 'contact', code: await codeTo(address) })
}

test('who has a leaked link reads the question and adds to it, and sees no address or number, changes none, and keeps nothing (I3, D9)', async () => {
  const address = fresh()
  const { thief, at, asker, number } = await leaked(address)
  const page = (await thief.get(at)).body
  expect(page).toContain(number)
  expect(page).not.toContain(address)
  expect(page).not.toContain('voorbeeld.example')
  // Changing how the asker is reached does nothing, and what was typed stays.
  const tried = await thief.post(`${at}/contact`, { name: 'Dief', email: 'dief@elders.example', phone: '', way: '' })
  expect((await thief.get(tried.to!)).body).toContain('Laat eerst zien dat dit uw vraag is')
  expect((await thief.get(tried.to!)).body).toContain('dief@elders.example')
  expect(await personOf(asker)).toMatchObject({ email: address })
  // Nor is it kept in a file of theirs, though they come in to one.
  await comeIn(thief, 'dief@elders.example', 'Dief')
  expect((await thief.post(`${at}/bewaren`, {})).to).toBe(`${at}/bewijs?naar=bewaren`)
  expect((await personOf(asker)).resident_id).toBe(null)
  expect((await thief.get('/twente/mijn/gegevens')).body).not.toContain(address)
  // The code goes to the asker, and a guessed one counts for nothing.
  await thief.post(`${at}/bewijs/code`, { naar: 'bewaren' })
  const code = await codeTo(address)
  const wrong = code === '111111' ? '222222' : '111111'
  const refused = await thief.post(`${at}/bewijs`, { naar: 'bewaren', code: wrong })
  expect((await thief.get(refused.to!)).body).toContain('Deze code klopt niet')
  expect((await thief.post(`${at}/bewaren`, {})).to).toBe(`${at}/bewijs?naar=bewaren`)
})

test('a new link is mailed to the asker and shown to nobody; where nothing can be mailed the link of now stays (I3)', async () => {
  const address = fresh()
  const { thief, at, id } = await leaked(address)
  const renewed = await thief.post(`${at}/nieuwe-link`, {})
  expect([renewed.status, renewed.to]).toEqual([303, '/twente/volg?gedaan=link'])
  const token = system.links.make(region, followLink, id, 2)
  for (const shown of [renewed.body, (await thief.get(renewed.to!)).body]) expect(shown).not.toContain(token)
  expect((await thief.get(at)).status).toBe(404)
  expect((await mailsTo(address))[0]!.letter!.text).toContain(token)
  const nameless = await leaked('')
  expect((await nameless.thief.post(`${nameless.at}/nieuwe-link`, {})).to).toBe(`${nameless.at}?gedaan=link-none`)
  expect((await nameless.person.get(nameless.at)).status).toBe(200)
})

test('the links of what was merged into a question go with its own (I3)', async () => {
  const address = fresh()
  const [first, second] = [await leaked(address), await leaked(address)]
  const guide = await guideOn()
  await guide.post(`/twente/werk/vragen/${first.number}/zelfde-persoon`, { met: second.number })
  expect((await guide.post(`/twente/werk/vragen/${first.number}/samenvoegen`, { met: second.number })).status).toBe(303)
  const merged = (await one('select merged_into from question where id = $1', first.id)).merged_into === second.id ? first : second
  const into = merged === first ? second : first
  expect((await merged.thief.get(merged.at)).body).toContain(into.token)
  await into.person.post(`${into.at}/nieuwe-link`, {})
  expect((await merged.thief.get(merged.at)).status).toBe(404)
})

test('with a code to the address of before the asker changes it, is told there, and takes it back for two weeks (I3)', async () => {
  const [address, other] = [fresh(), fresh()]
  const { person, at, asker, id, thief, token } = await leaked(address)
  expect((await proveByMail(person, at, address)).to).toBe(`${at}?gedaan=proof#contact`)
  expect((await person.get(`${at}?gedaan=proof`)).body).toContain(address)
  // It is this browser that showed it, and no other with the link.
  expect((await thief.get(at)).body).not.toContain(address)
  expect((await person.post(`${at}/contact`, { name: 'Vrager', email: other, phone: '', way: '' })).to).toContain('gedaan=contact')
  expect(await personOf(asker)).toMatchObject({ name: 'Vrager', email: other })
  const told = (await mailsTo(address))[0]!.letter!.text
  // What tells of it leads to nothing but taking it back.
  expect(told).not.toContain(token)
  const back = new URL(/https?:\S+\/ongedaan\/\S+/.exec(told)![0]).pathname
  const reader = browser()
  expect((await reader.get(back)).body).toContain('Maak het ongedaan')
  expect(await personOf(asker)).toMatchObject({ email: other })
  expect((await reader.post(back, {})).status).toBe(303)
  expect(await personOf(asker)).toMatchObject({ name: null, email: address })
  // Every link of before is void, and the new one went to the address of before.
  expect((await person.get(at)).status).toBe(404)
  expect((await mailsTo(address))[0]!.letter!.text).toContain(system.links.make(region, followLink, id, 2))
  expect((await mailsTo(other)).filter(({ kind }) => kind === 'question-link')).toEqual([])
  // Done twice it is done once.
  expect((await reader.post(back, {})).body).toContain('Dit kan hier niet meer')
  expect((await reader.get(back)).body).toContain('Het is ongedaan gemaakt')
})

test('after two weeks nothing can be taken back any more, and a guide takes it back for who cannot (I3)', async () => {
  const address = fresh()
  const { person, at, asker, number } = await leaked(address)
  await proveByMail(person, at, address)
  await person.post(`${at}/contact`, { name: '', email: '', phone: '06 12345678', way: '' })
  const back = new URL(/https?:\S+\/ongedaan\/\S+/.exec((await mailsTo(address))[0]!.letter!.text)![0]).pathname
  const guide = await guideOn()
  const page = (await guide.get(`/twente/werk/vragen/${number}`)).body
  const change = /\/terugzetten\/([\w-]+)/.exec(page)![1]!
  // Not by who has another organisation's questions, nor on another question.
  const other = await leaked(fresh())
  expect((await guide.post(`/twente/werk/vragen/${other.number}/terugzetten/${change}`, {})).status).toBe(404)
  expect(await personOf(asker)).toMatchObject({ email: null, phone: '+31612345678' })
  await owner.query(`update reach_change set at = at - interval '14 days' where id = $1`, [change])
  expect((await browser().post(back, {})).body).toContain('Dit kan hier niet meer')
  await owner.query(`update reach_change set at = at + interval '14 days' where id = $1`, [change])
  expect((await guide.post(`/twente/werk/vragen/${number}/terugzetten/${change}`, {})).to).toContain('gedaan=took-back')
  expect(await personOf(asker)).toMatchObject({ email: address, phone: null })
})

test('who comes in by the address that it was asked with keeps it without more; the asker is told, and takes it out again (I3)', async () => {
  const address = fresh()
  const { at, asker } = await leaked(address)
  const reader = browser()
  await comeIn(reader, address, 'Vrager')
  expect((await reader.post(`${at}/bewaren`, {})).to).toBe('/twente/mijn?gedaan=bevestigd')
  expect((await personOf(asker)).resident_id).not.toBe(null)
  const told = (await mailsTo(address))[0]!.letter!.text
  expect(told).toContain('bewaard in Mijn Werkcentrum')
  await browser().post(new URL(/https?:\S+\/ongedaan\/\S+/.exec(told)![0]).pathname, {})
  expect((await personOf(asker)).resident_id).toBe(null)
})

test('what its owner keeps in a file that opens by DigiD alone is taken out by no mail to the same address; a guide takes it out (I3, V6.3.4)', async () => {
  const address = fresh()
  const { at, asker, number } = await leaked(address)
  const reader = browser()
  await comeIn(reader, address, 'Vrager')
  await reader.post(`${at}/bewaren`, {})
  const { resident_id } = await personOf(asker)
  await owner.query(`update resident set subject_hash = $2, mail_opens = false where id = $1`, [resident_id, crypto.randomUUID()])
  const told = (await mailsTo(address))[0]!.letter!.text
  const back = await browser().post(new URL(/https?:\S+\/ongedaan\/\S+/.exec(told)![0]).pathname, {})
  expect(back.body).toContain('Dit kan hier niet meer')
  expect((await personOf(asker)).resident_id).toBe(resident_id)
  const guide = await guideOn()
  const change = /\/terugzetten\/([\w-]+)/.exec((await guide.get(`/twente/werk/vragen/${number}`)).body)![1]!
  expect((await guide.post(`/twente/werk/vragen/${number}/terugzetten/${change}`, {})).to).toContain('gedaan=took-back')
  expect((await personOf(asker)).resident_id).toBe(null)
})

test('taking back takes back what came after it too: who changed the address and then kept the question has nothing, and takes nothing back themselves (I3)', async () => {
  const [address, other] = [fresh(), fresh()]
  const { thief, at, asker } = await leaked(address)
  await proveByMail(thief, at, address)
  await thief.post(`${at}/contact`, { name: 'Ander', email: other, phone: '', way: '' })
  await comeIn(thief, other, 'Ander')
  expect((await thief.post(`${at}/bewaren`, {})).to).toBe('/twente/mijn?gedaan=bevestigd')
  expect(await personOf(asker)).toMatchObject({ email: other, resident_id: expect.any(String) })
  const backOf = async (to: string) =>
    new URL(/https?:\S+\/ongedaan\/\S+/.exec((await mailsTo(to)).map(({ letter }) => letter!.text).find((text) => text.includes('/ongedaan/'))!)![0]).pathname
  const theirs = await backOf(other)
  await browser().post(await backOf(address), {})
  const asBefore = { name: null, email: address, resident_id: null }
  expect(await personOf(asker)).toMatchObject(asBefore)
  // Whoever was reached until then hears of it, and gets no link.
  const [heard] = await mailsTo(other)
  expect(heard!.kind).toBe('question-undone')
  expect(heard!.letter!.text).not.toContain('http')
  expect((await thief.post(theirs, {})).body).toContain('Dit kan hier niet meer')
  expect(await personOf(asker)).toMatchObject(asBefore)
})

test('who gave a number hears the code from a guide who calls it; who gave nothing has the code of their slip, which no link shows (I3)', async () => {
  const called = await leaked('06 12345678')
  await called.person.post(`${called.at}/bewijs/code`, { naar: 'contact' })
  // Who sees to it is told, and nothing is said to have been told to the asker.
  expect((await owner.query(`select kind from notice where question_id = $1`, [called.id])).rows).toContainEqual({ kind: 'code-asked' })
  expect((await one('select call from question where id = $1', called.id)).call).toBe(false)
  const guide = await guideOn()
  const at = `/twente/werk/vragen/${called.number}`
  const codes = async () => [...(await guide.get(at)).body.matchAll(/<strong>(\d{6})<\/strong>/g)].map(([, code]) => code!)
  const [said] = await codes()
  // Another who asks for one hides nothing of it.
  await called.thief.post(`${called.at}/bewijs/code`, { naar: 'contact' })
  expect(await codes()).toHaveLength(2)
  expect((await guide.get(at)).body).toContain('vanaf meer apparaten')
  expect((await called.thief.post(`${called.at}/bewijs`, { naar: 'contact', code: said! })).to).toContain('ingevuld=')
  expect((await called.thief.get(`${called.at}/bewijs?naar=contact`)).body).not.toContain(said!)
  expect((await called.person.post(`${called.at}/bewijs`, { naar: 'contact', code: said! })).to).toContain('gedaan=proof')
  expect((await called.person.get(called.at)).body).toContain('06 12345678')

  const nameless = await leaked('')
  const first = (await nameless.person.get(nameless.to)).body
  const code = />([A-Z0-9]{4} [A-Z0-9]{4})</.exec(first)![1]!
  for (const path of [nameless.at, `${nameless.at}?gedaan=new`, `${nameless.at}/bon`, `${nameless.at}/bewijs`]) expect((await nameless.thief.get(path)).body).not.toContain(code)
  // After half an hour the browser that asked has to show it too.
  hour()
  expect((await nameless.person.get(nameless.to)).body).not.toContain(code)
  const typed = fresh()
  const tried = await nameless.person.post(`${nameless.at}/contact`, { name: '', email: typed, phone: '', way: '' })
  expect(tried.to).toContain('ingevuld=')
  // What was typed goes along, and stands there once it is shown.
  const page = (await nameless.person.get(tried.to!)).body
  const proof = new RegExp(`href="(${nameless.at}/bewijs[^"]*)"`).exec(page)![1]!.replaceAll('&amp;', '&')
  const getypt = new URL(proof, 'http://x').searchParams.get('getypt')!
  const on = await nameless.person.post(`${nameless.at}/bewijs`, { naar: 'contact', getypt, code })
  expect((await nameless.person.get(on.to!)).body).toContain(typed)
  expect((await nameless.person.get(on.to!)).body).not.toContain('aria-invalid="true"')
  const address = fresh()
  expect((await nameless.person.post(`${nameless.at}/contact`, { name: '', email: address, phone: '', way: '' })).to).toContain('gedaan=contact')
  expect(await personOf(nameless.asker)).toMatchObject({ email: address })
})

test('who types the code of their slip at the door has shown it; a closed question is called about too; too many codes are said (I3)', async () => {
  const nameless = await leaked('')
  const code = />([A-Z0-9]{4} [A-Z0-9]{4})</.exec((await nameless.person.get(nameless.to)).body)![1]!
  const other = browser()
  await other.get('/twente/volg')
  const { to } = await other.post('/twente/volg', { number: nameless.number, code })
  expect((await other.get(to!)).body).toContain('name="email"')
  const called = await leaked('06 12345678')
  const guide = await guideOn()
  await guide.post(`/twente/werk/vragen/${called.number}/oppakken`, {})
  await guide.post(`/twente/werk/vragen/${called.number}/antwoord`, { text: 'Het antwoord.', stap: 'versturen', told: 'ja' })
  expect((await one('select state from question where id = $1', called.id)).state).toBe('answered')
  const asks = async () => (await called.person.post(`${called.at}/bewijs/code`, { naar: 'contact' })).to!
  const answers = []
  for (let times = 0; times < 7; times += 1) answers.push(await asks())
  expect((await called.person.get(answers[0]!)).body).toContain('Een gids belt u op …78')
  expect((await called.person.get(answers[6]!)).body).toContain('Daarom hebben wij er nu geen gestuurd')
  expect((await owner.query(`select from notice where question_id = $1 and kind = 'code-asked'`, [called.id])).rowCount).toBeGreaterThan(0)
})

test('the address that somebody is reached at from now on hears of it; keeping is done once it is shown (I3)', async () => {
  const [address, next] = [fresh(), fresh()]
  const { person, at, asker } = await leaked(address)
  await proveByMail(person, at, address)
  await person.post(`${at}/contact`, { name: '', email: next, phone: '', way: '' })
  expect((await mailsTo(next)).map(({ kind }) => kind)).toEqual(['question-moved'])
  const mine = browser()
  await mine.get(at)
  await comeIn(mine, fresh(), 'Iemand')
  await mine.post(`${at}/bewijs/code`, { naar: 'bewaren' })
  expect((await mine.post(`${at}/bewijs`, { naar: 'bewaren', code: await codeTo(next) })).to).toBe('/twente/mijn?gedaan=bevestigd')
  expect((await personOf(asker)).resident_id).not.toBe(null)
})
