import fc from 'fast-check'
import { expect, test } from 'vitest'
import { followLink } from '../src/desk/links.ts'
import { mailCameBack } from '../src/desk/actions.ts'
import { changeSetup } from '../src/network/actions.ts'
import { passesOf } from '../src/foundation/identity/passes.ts'
import { outbox } from '../src/foundation/mail/mail.ts'
import { mailableAt, preferredWays, tellerOf, wayTo } from '../src/people/person.ts'
import { clientOf } from './client.ts'
import { startDemo } from './ground.ts'

const demo = await startDemo()
const { app, owner, system, region, clock, database } = demo
const browser = (start?: Record<string, string>) => clientOf(app, start)
const guideOn = async (subject = 'gids-enschede') => browser({ werkcentrum: (await demo.cookieOf(subject)).split('=')[1]! })
const one = async (text: string, ...values: unknown[]) => (await owner.query(text, values)).rows[0]
const mailsTo = async (address: string) => (await owner.query('select kind from mail where recipient = $1 order by id', [address])).rows.map(({ kind }) => kind)

/** The code that was mailed to somebody. */
async function codeTo(address: string): Promise<string> {
  const mails = await database.transaction({ kind: 'task', region }, 'test', (tx) => outbox(tx, system, region, 100))
  return /code is (\d{6})/.exec(mails.find((each) => each.recipient === address && each.letter?.text.includes('code is'))!.letter!.text)![1]!
}

/** Somebody asks this, saying how they want to be reached. Answers their page and the question. */
async function asked(contact: string, way = '', question = `Kunt u mij helpen? ${crypto.randomUUID()}`) {
  const person = browser()
  await person.get('/twente/vraag')
  const { to } = await person.post('/twente/vraag', { formulier: crypto.randomUUID(), question, group: 'worker', postcode: '7511 AB', contact, way })
  const token = /\/volg\/([\w-]+)/.exec(to!)![1]!
  const id = system.links.read(region, followLink, token)!.subject
  return { person, token, id, ...(await one('select number, person_id from question where id = $1', id)) } as {
    person: typeof person
    token: string
    id: string
    number: string
    person_id: string
  }
}
/** They show that they are who asked, with the code that a guide tells them at their number. */
async function prove({ person, token, id }: Pick<Awaited<ReturnType<typeof asked>>, 'person' | 'token' | 'id'>) {
  await person.post(`/twente/volg/${token}/bewijs/code`, { naar: 'contact' })
  const [code] = await database.transaction({ kind: 'task', region }, 'test', (tx) => passesOf(system).open(tx, region, 'asker', id, clock.now()))
  expect((await person.post(`/twente/volg/${token}/bewijs`, { naar: 'contact', code: code!.digits })).to).toContain('gedaan=proof')
}
/** The same, in hand of a guide. */
async function inHand(contact: string, way = '') {
  const question = await asked(contact, way)
  const guide = await guideOn()
  const at = `/twente/werk/vragen/${question.number}`
  await guide.post(`${at}/oppakken`, {})
  return { ...question, guide, at }
}
const callOf = async (id: string) => (await one('select call from question where id = $1', id)).call as boolean

test('whatever somebody gave and prefers, the way we take works for them, and theirs is taken where it does (D1, H6)', () => {
  fc.assert(
    fc.property(
      fc.record({
        email: fc.constantFrom(null, 'vrager@voorbeeld.example'),
        phone: fc.constantFrom(null, '+31612345678'),
        email_trouble: fc.constantFrom(null, 'bounced' as const, 'doubtful' as const),
        way: fc.constantFrom(null, ...preferredWays),
      }),
      (person) => {
        const way = wayTo(person)
        const mails = person.email !== null && person.email_trouble === null
        const works = { mail: mails, phone: person.phone !== null, letter: true, counter: true, page: true }
        expect(works[way]).toBe(true)
        if (person.way && works[person.way]) expect(way).toBe(person.way)
        if (!person.way) expect(way).toBe(mails ? 'mail' : person.phone ? 'phone' : 'page')
        expect(mailableAt(person)).toBe(way === 'mail' ? person.email : undefined)
        expect(tellerOf(person)).toBe(way === 'mail' ? 'program' : way === 'phone' || way === 'letter' ? 'guide' : 'self')
      },
    ),
  )
})

test('who asks says how they want to be reached; what cannot be is said there, and nothing typed is lost (D1, D9)', async () => {
  const person = browser()
  const page = await person.get('/twente/vraag')
  for (const each of ['per e-mail', 'per telefoon', 'per brief', 'bij een inlooppunt']) expect(page.body).toContain(each)
  const given = { question: 'Ik wil gebeld worden', group: 'worker', postcode: '7511 AB', contact: 'vrager@voorbeeld.example' }
  const { to } = await person.post('/twente/vraag', { ...given, formulier: crypto.randomUUID(), way: 'phone' })
  const again = (await person.get(to!)).body
  expect(again).toContain('Om u te bellen hebben wij een telefoonnummer nodig')
  expect(again).toContain('Ik wil gebeld worden')
  // It is open where somebody chose, and what is missing is said where it is missing.
  expect(again).toMatch(/<details[^>]* open[^>]*>\s*<summary[^>]*>Liever anders bereikt worden\?/)
  expect(again).toMatch(/aria-invalid="true"[^>]*name="contact"|name="contact"[^>]*aria-invalid="true"/)
  for (const way of ['fax', 'page']) expect((await person.post('/twente/vraag', { ...given, way, formulier: crypto.randomUUID() })).to).toContain('ingevuld=')
  const right = await asked('06 12345678', 'phone')
  expect(await one('select phone, way from person where id = $1', right.person_id)).toEqual({ phone: '+31612345678', way: 'phone' })
  expect((await one('select way from person where id = $1', (await asked('vrager@voorbeeld.example')).person_id)).way).toBe(null)
})

test('a region asks what it offers, and nothing where there is one way; who chose before keeps it; a choice that no room knows is refused (D1)', async () => {
  const task = { kind: 'task', region } as const
  const choose = (lists: Record<string, string[]>) =>
    database.transaction(task, 'test', (tx) => changeSetup({ tx, actor: task, now: clock.now() }, demo.secret, (setup) => ({ ...setup, lists })))
  const list = async (ways: string[]) => {
    await choose({ bereikwijzen: ways })
    // What is in memory is looked at again after five seconds.
    clock.moveTo(new Date(clock.now().getTime() + 6000))
  }
  const letter = await asked('', 'letter')
  await list(['phone', 'counter'])
  const page = (await browser().get('/twente/vraag')).body
  expect(page).toContain('<option value="counter"')
  expect(page).not.toContain('<option value="letter"')
  // Nor is it taken from a form that was still open.
  const stale = browser()
  await stale.get('/twente/vraag')
  const { to } = await stale.post('/twente/vraag', { question: `Een brief graag ${crypto.randomUUID()}`, group: 'worker', postcode: '7511 AB', contact: '', way: 'letter' })
  expect((await stale.get(to!)).body).toContain('Deze manier kan in deze regio niet.')
  const keeps = { name: 'Blijft', email: '', phone: '', way: 'letter' }
  expect((await letter.person.post(`/twente/volg/${letter.token}/contact`, keeps)).to).toContain('gedaan=contact')
  expect((await letter.person.get(`/twente/volg/${letter.token}`)).body).toMatch(/<option value="letter" selected/)
  await list(['phone'])
  expect((await browser().get('/twente/vraag')).body).not.toContain('name="way"')
  await expect(list(['fax'])).rejects.toThrow('lists.bereikwijzen: fax: unknown-choice')
  await expect(choose({ anders: ['a'] })).rejects.toThrow('lists.anders: unknown-choice')
  // On screen it is a list to tick; nothing ticked is all.
  const administrator = await guideOn('beheerder-werkcentrum')
  const form = (await administrator.get('/twente/werk/inrichting/deel/regio')).body
  expect(form).toContain('Hoe de regio mensen bereikt')
  expect(form).toMatch(/name="lists.bereikwijzen" value="phone" checked/)
  await list([])
  expect((await browser().get('/twente/vraag')).body).toContain('<option value="letter"')
})

test('who wants to be called is not mailed, stands on the list of those to be reached, and the guide is never told that something was sent (D1, D9)', async () => {
  const { id, guide, at, person, token, person_id } = await inHand('06 12345678', 'phone')
  // An address beside it changes nothing of that.
  const address = `${crypto.randomUUID()}@voorbeeld.example`
  await prove({ person, token, id })
  await person.post(`/twente/volg/${token}/contact`, { name: '', email: address, phone: '06 12345678', way: 'phone' })
  expect(await one('select email, way from person where id = $1', person_id)).toEqual({ email: address, way: 'phone' })
  const { to } = await guide.post(`${at}/bericht`, { text: 'Wij hebben iets voor u gevonden.', waits: 'nee' })
  const page = (await guide.get(to!)).body
  expect(page).toContain('Er gaat geen mail.')
  expect(page).not.toContain('verstuurd')
  expect(page).toContain('Bel de vrager: 06 12345678.')
  expect(page).toContain('liefst per telefoon')
  expect(await mailsTo(address)).toEqual([])
  expect(await callOf(id)).toBe(true)
  expect((await guide.get('/twente/werk?lijst=call')).body).toContain(at.split('/').at(-1))
  // Told, it is off the list.
  await guide.post(`${at}/gesprek`, { text: 'Verteld aan de telefoon.' })
  expect(await callOf(id)).toBe(false)
  expect((await guide.get('/twente/werk?lijst=call')).body).not.toContain(at.split('/').at(-1))
  // An answer is not sent to them either: it is told, and says so.
  const refused = await guide.post(`${at}/antwoord`, { text: 'Dit is het antwoord.', stap: 'versturen' })
  const form = (await guide.get(refused.to!)).body
  expect(form).toContain('Geef het antwoord eerst zelf en zet dan dit vinkje')
  expect(form).toContain('Dit is het antwoord.')
  const answered = await guide.post(`${at}/antwoord`, { text: 'Dit is het antwoord.', stap: 'versturen', told: 'ja' })
  expect((await guide.get(answered.to!)).body).toContain('Het antwoord is vastgelegd. Er gaat geen mail.')
  expect(await mailsTo(address)).toEqual([])
})

test('who is on the list and is not reached on three days has it on their page; who acts on their page needs no call (D1)', async () => {
  const { id, guide, at } = await inHand('06 12345678')
  await guide.post(`${at}/bericht`, { text: 'Een bericht.', waits: 'nee' })
  for (let day = 0; day < 3; day += 1) {
    expect(await callOf(id)).toBe(true)
    await guide.post(`${at}/niet-bereikt`, {})
    await owner.query(`update event set at = at - interval '1 day' where kind = 'question.attempted' and subject_id = $1`, [id])
  }
  expect(await callOf(id)).toBe(false)
})

test('what somebody was still to be told goes the new way when a guide changes how they are reached; who changes it on their own page knows already (D1)', async () => {
  const [mailed, called, self] = [await inHand('06 12345678'), await inHand('06 12345678'), await inHand('06 12345678')]
  for (const each of [mailed, called, self]) {
    await each.guide.post(`${each.at}/bericht`, { text: 'Een bericht.', waits: 'nee' })
    expect(await callOf(each.id)).toBe(true)
  }
  const address = `${crypto.randomUUID()}@voorbeeld.example`
  await mailed.guide.post(`${mailed.at}/contact`, { email: address, phone: '', way: '' })
  expect([await callOf(mailed.id), await mailsTo(address)]).toEqual([false, ['question-waiting']])
  // Another number is still to be called.
  await called.guide.post(`${called.at}/contact`, { email: '', phone: '06 87654321', way: '' })
  expect(await callOf(called.id)).toBe(true)
  const own = `${crypto.randomUUID()}@voorbeeld.example`
  await prove(self)
  await self.person.post(`/twente/volg/${self.token}/contact`, { name: '', email: own, phone: '', way: '' })
  expect([await callOf(self.id), await mailsTo(own)]).toEqual([false, ['question-moved']])
})

test('nobody goes off the list untold: by another number, a bounce with the same address, a merge, setting aside, or attempts of before (D1)', async () => {
  const told = async (each: Awaited<ReturnType<typeof inHand>>) => {
    await each.guide.post(`${each.at}/bericht`, { text: 'Een bericht.', waits: 'nee' })
    expect(await callOf(each.id)).toBe(true)
  }
  // Mail came back; the guide adds a number, with the dead address still in its field.
  const address = `${crypto.randomUUID()}@voorbeeld.example`
  const bounced = await inHand(address)
  const task = { kind: 'task', region } as const
  await database.transaction(task, 'test', (tx) => mailCameBack({ tx, actor: task, now: clock.now() }, bounced.id))
  expect(await callOf(bounced.id)).toBe(true)
  await bounced.guide.post(`${bounced.at}/contact`, { email: address, phone: '06 12345678', way: '' })
  expect(await one('select email_trouble, phone from person where id = $1', bounced.person_id)).toEqual({ email_trouble: 'bounced', phone: '+31612345678' })
  expect(await callOf(bounced.id)).toBe(true)
  await bounced.guide.post(`${bounced.at}/contact`, { email: `anders-${address}`, phone: '06 12345678', way: '' })
  expect([await callOf(bounced.id), await mailsTo(`anders-${address}`)]).toEqual([false, ['question-waiting']])
  // Merged, it is to be told with the other.
  const [one_, other] = [await inHand('06 11111111'), await inHand('06 11111111')]
  await one_.guide.post(`${one_.at}/zelfde-persoon`, { met: other.number })
  await told(one_)
  await one_.guide.post(`${one_.at}/samenvoegen`, { met: other.number })
  expect((await one('select state from question where id = $1', one_.id)).state).toBe('merged')
  expect([await callOf(one_.id), await callOf(other.id)]).toEqual([false, true])
  // Set aside and put back it is there again, and not before.
  const aside = await inHand('06 22222222')
  await told(aside)
  await aside.guide.post(`${aside.at}/terzijde`, { why: 'spam' })
  expect((await aside.guide.get('/twente/werk?lijst=call')).body).not.toContain(aside.number)
  const coordinator = await guideOn('coordinator-werkcentrum')
  await coordinator.post('/twente/werk/terzijde', { vragen: aside.number, besluit: 'terug' })
  expect(await callOf(aside.id)).toBe(true)
  // Attempts for an earlier message do not count for a later one.
  const later = await inHand('06 33333333')
  await told(later)
  for (let day = 0; day < 3; day += 1) {
    await later.guide.post(`${later.at}/niet-bereikt`, {})
    await owner.query(`update event set at = at - interval '1 day' where kind = 'question.attempted' and subject_id = $1`, [later.id])
  }
  await told(later)
  await later.guide.post(`${later.at}/niet-bereikt`, {})
  expect(await callOf(later.id)).toBe(true)
  // Told by a button of its own; who writes on their own page has seen what is there.
  await later.guide.post(`${later.at}/verteld`, {})
  expect(await callOf(later.id)).toBe(false)
  const reads = await inHand('06 44444444')
  await told(reads)
  await reads.person.post(`/twente/volg/${reads.token}/toevoegen`, { text: 'Ik heb het gelezen.' })
  expect(await callOf(reads.id)).toBe(false)
})

test('a letter is sent by a guide, who says so; who comes by finds the answer on their page, and neither is mailed (D1)', async () => {
  const address = `${crypto.randomUUID()}@voorbeeld.example`
  const letter = await inHand(address, 'letter')
  expect((await letter.guide.get(`${letter.at}/antwoord`)).body).toContain('De vrager wil een brief')
  const { to } = await letter.guide.post(`${letter.at}/antwoord`, { text: 'Antwoord', stap: 'versturen' })
  expect((await letter.guide.get(to!)).body).toContain('Geef het antwoord eerst zelf')
  await letter.guide.post(`${letter.at}/antwoord`, { text: 'Antwoord', stap: 'versturen', told: 'ja' })
  const counter = await inHand(address, 'counter')
  expect((await counter.guide.get(`${counter.at}/antwoord`)).body).toContain('De vrager komt langs bij een inlooppunt, of leest het op de eigen pagina.')
  const written = await counter.guide.post(`${counter.at}/bericht`, { text: 'Een bericht.', waits: 'nee' })
  expect(await callOf(counter.id)).toBe(false)
  // Nor is the guide told that something was sent to who gave nothing at all.
  const nothing = await inHand('')
  const also = await nothing.guide.post(`${nothing.at}/bericht`, { text: 'Een bericht.', waits: 'nee' })
  for (const each of [written, also]) {
    const page = (await counter.guide.get(each.to!)).body
    expect(page).toContain('Er gaat geen mail.')
    expect(page).not.toContain('verstuurd')
  }
  expect((await counter.person.get(`/twente/volg/${counter.token}`)).body).toContain('U hoort het bij een inlooppunt, of leest het hier.')
  await counter.guide.post(`${counter.at}/antwoord`, { text: 'Antwoord', stap: 'versturen' })
  const reached = async (id: string) => (await one('select a.reached from question q join answer a on a.id = q.answer_id where q.id = $1', id)).reached
  expect([await reached(letter.id), await reached(counter.id)]).toEqual(['told', 'page'])
  expect(await mailsTo(address)).toEqual([])
})

test('a guide writes it down, an employer too, and it goes with what somebody takes along; the API has no word of it (D1, I3)', async () => {
  const guide = await guideOn()
  const given = { channel: 'phone', group: 'employer', question: 'Wij zoeken lassers', name: 'Bedrijf', contact: '053 1234567', way: 'letter', postcode: '7511 AB' }
  const { to } = await guide.post('/twente/werk/noteren', given)
  const number = /vragen\/([\w-]+)/.exec(to!)![1]!
  expect((await guide.get(`/twente/werk/vragen/${number}`)).body).toContain('liefst per brief')
  const wrong = await guide.post(`/twente/werk/vragen/${number}/contact`, { email: '', phone: '', way: 'mail' })
  expect((await guide.get(wrong.to!)).body).toContain('Voor antwoord per e-mail hebben wij een e-mailadres nodig')
  await guide.post(`/twente/werk/vragen/${number}/contact`, { email: 'bedrijf@voorbeeld.example', phone: '', way: 'mail' })
  expect((await guide.get(`/twente/werk/vragen/${number}`)).body).toContain('liefst per e-mail')
  // In their own file, and in what they take along.
  const file = browser()
  const id = (await one('select id from question where number = $1', number)).id
  const page = `/twente/volg/${system.links.make(region, followLink, id, 1)}`
  await file.get('/twente/mijn/aanmelden')
  const { to: code } = await file.post('/twente/mijn/aanmelden', { email: 'bedrijf@voorbeeld.example', naar: page })
  const voor = new URL(code!, 'http://x').searchParams.get('voor')!
  await file.post('/twente/mijn/code', { voor, naar: page, code: await codeTo('bedrijf@voorbeeld.example'), name: 'Bedrijf' })
  await file.post(`${page}/bewaren`, {})
  expect((await file.get('/twente/mijn/gegevens')).body).toMatch(/Liefst bereikt<\/dt><dd[^>]*>per e-mail/)
  expect(JSON.parse((await file.get('/twente/mijn/gegevens/bestand')).body).contact).toEqual([expect.objectContaining({ way: 'mail' })])
  const description = (await app.inject({ url: '/api/v1/openapi.json', headers: { host: 'localhost:3999' } })).body
  expect(description).toContain('telefoon')
  expect(description).not.toContain('"way"')
})
