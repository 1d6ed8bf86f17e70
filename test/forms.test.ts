import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { backup } from '../src/foundation/database/backup.ts'
import { removeExpired } from '../src/foundation/record/retention.ts'
import { followLink } from '../src/desk/links.ts'
import { clientOf, hidden } from './client.ts'
import { startDemo } from './ground.ts'

const demo = await startDemo()
const { app, owner, system, region, clock, database } = demo
const browser = (start?: Record<string, string>) => clientOf(app, start)
const count = async (what: string, ...values: unknown[]) => Number((await owner.query(`select count(*) from ${what}`, values)).rows[0].count)
const later = (minutes: number) => clock.moveTo(new Date(clock.now().getTime() + minutes * 60_000))

/** A guide of Enschede, as if they had just signed in. */
const guideOn = async (subject = 'gids-enschede') => browser({ werkcentrum: (await demo.cookieOf(subject)).split('=')[1]! })
/** A question of theirs in which they can write. */
async function inHand(guide: Awaited<ReturnType<typeof guideOn>>) {
  const asked = await browser().post('/twente/vraag', {
    question: `Kunt u mij helpen? ${crypto.randomUUID()}`,
    group: 'worker',
    postcode: '7511 AB',
    contact: `${crypto.randomUUID()}@voorbeeld.example`,
  })
  const token = /\/volg\/([\w-]+)/.exec(asked.to!)![1]!
  const { subject: id } = system.links.read(region, followLink, token)!
  const number = (await owner.query('select number from question where id = $1', [id])).rows[0].number as string
  await guide.post(`/twente/werk/vragen/${number}/oppakken`, {})
  return { id, number, token, at: `/twente/werk/vragen/${number}` }
}
/** Somebody who looked at the form before they filled it in. */
async function visitor() {
  const person = browser()
  await person.get('/twente/vraag')
  return person
}

test('a form with a mistake leads to a page with what was typed and what is wrong, that can be looked at again (D9)', async () => {
  const person = await visitor()
  const sent = await person.post('/twente/vraag', { formulier: crypto.randomUUID(), question: 'Ik zoek <werk>', group: '', contact: 'geen adres' })
  expect(sent).toMatchObject({ status: 303, to: expect.stringMatching(/^\/twente\/vraag\?ingevuld=[0-9a-f-]{36}#fouten$/) })
  for (let times = 0; times < 2; times += 1) {
    const page = await person.get(sent.to!)
    expect(page.status).toBe(200)
    expect(page.body).toContain('Ik zoek &lt;werk>')
    expect(page.body).toContain('geen adres')
    expect(page.body).toContain('id="fouten"')
  }
  // In the other language it is there too.
  expect((await person.get(`/en${sent.to}`)).body).toContain('Ik zoek &lt;werk>')
  expect(await count('question where text = $1', 'Ik zoek <werk>')).toBe(0)
})

test('what was typed opens for who typed it, in their browser, for half an hour, and is gone once it is sent (I3)', async () => {
  const [person, other] = [await visitor(), await visitor()]
  const typed = `Alleen voor mij ${crypto.randomUUID()}`
  const { to } = await person.post('/twente/vraag', { question: typed, group: '' })
  const seen = async (by: typeof person) => (await by.get(to!)).body.includes(typed)
  expect([await seen(person), await seen(other), await seen(browser())]).toEqual([true, false, false])
  expect((await other.get(to!)).body).toContain('Wat u hier had ingevuld staat er niet meer')
  // At another form’s address it is not shown either.
  expect((await person.get(to!.replace('/vraag', '/volg'))).body).not.toContain(typed)
  // What is in the database says nothing of it, and a backup has nothing of it at all.
  const rows = (await owner.query('select * from kept_form')).rows
  expect(rows.length).toBeGreaterThan(0)
  expect(JSON.stringify(rows)).not.toContain('Alleen')
  const whole = new PassThrough()
  const [text] = await Promise.all([buffer(whole), backup(demo.ownerUrl, demo.secret, whole)])
  const copied = gunzipSync(text).toString()
  expect([copied.includes('"table":"question"'), copied.includes('"table":"kept_form"'), copied.includes(rows[0].sealed)]).toEqual([true, false, false])

  const page = await person.get(to!)
  const ingevuld = hidden(page.body, 'ingevuld')!
  expect((await person.post('/twente/vraag', { ingevuld, question: typed, group: 'worker' })).to).toMatch(/\/volg\//)
  expect([await seen(person), await count('kept_form where id = $1', ingevuld)]).toEqual([false, 0])

  const again = await person.post('/twente/vraag', { question: typed, group: '' })
  later(31)
  expect((await person.get(again.to!)).body).not.toContain(typed)
  await database.transaction({ kind: 'task', region }, 'test', (tx) => removeExpired(tx, region, clock.now()))
  expect(await count('kept_form where region_id = $1', region)).toBe(0)
})

test('handed in again with another mistake it waits where it did, and two tabs do not take each other’s words (D9)', async () => {
  const person = await visitor()
  const first = await person.post('/twente/vraag', { question: 'In het eerste tabblad', group: '' })
  const second = await person.post('/twente/vraag', { question: 'In het tweede tabblad', group: '' })
  expect(first.to).not.toBe(second.to)
  const ingevuld = hidden((await person.get(first.to!)).body, 'ingevuld')!
  const again = await person.post('/twente/vraag', { ingevuld, question: 'In het eerste tabblad, verbeterd', group: '' })
  expect(again.to).toBe(first.to)
  await person.post('/twente/vraag', { ingevuld, question: 'In het eerste tabblad, verbeterd', group: 'worker' })
  expect((await person.get(second.to!)).body).toContain('In het tweede tabblad')
  // Somebody else’s place is not taken.
  const stolen = await (await visitor()).post('/twente/vraag', { ingevuld: hidden((await person.get(second.to!)).body, 'ingevuld')!, question: 'Van iemand anders', group: '' })
  expect(stolen.to).not.toBe(second.to)
  expect((await person.get(second.to!)).body).toContain('In het tweede tabblad')
})

test('without cookies a form is answered directly, also from a mail program; 100 kB of words wait, one byte more is answered directly (D9)', async () => {
  const direct = await browser().post('/twente/vraag', { question: 'Zonder koekjes', group: '' })
  expect([direct.status, direct.body.includes('Zonder koekjes')]).toEqual([422, true])
  const mail = await app.inject({
    method: 'POST',
    url: '/twente/vraag',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'question=Uit+een+mailprogramma',
  })
  expect([mail.statusCode, mail.body.includes('Uit een mailprogramma')]).toEqual([422, true])
  const person = await visitor()
  const fits = await person.post('/twente/vraag', { question: 'x'.repeat(100_000) })
  expect(fits.status).toBe(303)
  expect((await person.get(fits.to!)).body).toContain('x'.repeat(100_000))
  const more = await person.post('/twente/vraag', { question: 'x'.repeat(100_001) })
  expect([more.status, more.body.includes('x'.repeat(100_001))]).toEqual([422, true])
  // Cookies that were thrown away meanwhile.
  person.cookies.clear()
  expect((await person.get(fits.to!)).body).not.toContain('xxxx')
})

test('who leaves in a hurry finds nothing of it on the way back; what was signed out is gone, also in another tab (D9, I3)', async () => {
  const person = await visitor()
  const { to } = await person.post('/twente/vraag', { question: 'Hij mag dit niet zien', group: '' })
  later(1)
  await person.get('/weg')
  expect((await person.get(to!)).body).not.toContain('Hij mag dit niet zien')
  later(20)
  person.cookies.delete('werkcentrum-weg')
  expect((await person.get(to!)).body).not.toContain('Hij mag dit niet zien')

  const guide = await guideOn()
  const { at } = await inHand(guide)
  await guide.get(at)
  const kept = await guide.post(`${at}/toewijzen`, { colleague: 'niemand' })
  expect(kept.status).toBe(303)
  expect((await guide.get(kept.to!)).body).toContain('id="fouten"')
  // The browser's cookie without the sign-in opens nothing, nor with another's.
  const stolen = browser({ 'werkcentrum-formulier': guide.cookies.get('werkcentrum-formulier')! })
  expect((await stolen.get(kept.to!)).status).toBe(303)
  stolen.cookies.set('werkcentrum', (await demo.cookieOf('coordinator-werkcentrum')).split('=')[1]!)
  expect((await stolen.get(kept.to!)).body).not.toContain('id="fouten"')
  const before = await count('kept_form')
  await guide.post('/twente/uitloggen', {})
  expect(await count('kept_form')).toBe(before - 1)
})

test('a form’s key is of one visitor at one address: elsewhere it answers 409, with the words to be sent as what they are (D9, I3)', async () => {
  const [person, other] = [await visitor(), await visitor()]
  const form = { formulier: crypto.randomUUID(), question: `Eén keer ${crypto.randomUUID()}`, group: 'worker' }
  const first = await person.post('/twente/vraag', form)
  // A double click, and the same from another language: the question that is there.
  expect((await person.post('/twente/vraag', form)).to).toBe(first.to)
  expect(await count('question where text = $1', form.question)).toBe(1)
  const refused = await other.post('/twente/vraag', form)
  expect([refused.status, refused.to, refused.body.includes(form.question)]).toEqual([409, undefined, true])
  // As it stands on that page it can be sent.
  const fresh = /name="formulier"[^>]*>([0-9a-f-]{36})</.exec(refused.body)![1]!
  expect(fresh).not.toBe(form.formulier)
  expect((await other.post('/twente/vraag', { ...form, formulier: fresh })).status).toBe(303)
  // Changed and sent again from the way back it is another question.
  expect((await person.post('/twente/vraag', { ...form, question: `${form.question} en nog iets` })).to).not.toBe(first.to)
})

test('the key of somebody’s own form leads nobody to another’s question, and says of no second that it is done (D9, I3)', async () => {
  const guide = await guideOn()
  const [own, another] = [await inHand(guide), await inHand(guide)]
  const formulier = crypto.randomUUID()
  const mine = await browser().post(`/twente/volg/${own.token}/nieuwe-link`, { formulier })
  expect(mine.status).toBe(303)
  await browser().post(`/twente/volg/${another.token}/nieuwe-link`, {})
  const tried = await browser().post(`/twente/volg/${another.token}/nieuwe-link`, { formulier })
  expect([404, 409]).toContain(tried.status)
  expect(tried.to).toBeUndefined()
  // A double click of the asker's gets the one new link; not when that is old again.
  expect((await browser().post(`/twente/volg/${own.token}/nieuwe-link`, { formulier })).to).toBe(mine.to)
  const live = system.links.make(region, followLink, system.links.read(region, followLink, own.token)!.subject, 2)
  await browser().post(`/twente/volg/${live}/nieuwe-link`, {})
  expect((await browser().post(`/twente/volg/${own.token}/nieuwe-link`, { formulier })).status).toBe(404)

  const note = { formulier: crypto.randomUUID(), text: 'Gebeld' }
  expect((await guide.post(`${own.at}/notitie`, note)).status).toBe(303)
  expect((await guide.post(`${another.at}/notitie`, note)).status).toBe(409)
  // Signed in again, on another machine, it is the same person's: done once.
  expect((await (await guideOn()).post(`${own.at}/notitie`, note)).status).toBe(303)
  expect(await count(`message where kind = 'note' and question_id = any($1)`, [own.id, another.id])).toBe(1)
})

test('the same question asked again within the hour is told to be there already, and can be asked all the same (D9)', async () => {
  const person = await visitor()
  const form = { question: `Mag ik omscholen ${crypto.randomUUID()}?`, group: 'worker', contact: 'vrager@voorbeeld.example' }
  const first = await person.post('/twente/vraag', { ...form, formulier: crypto.randomUUID() })
  const again = await person.post('/twente/vraag', { ...form, question: ` ${form.question.toUpperCase()} `, formulier: crypto.randomUUID() })
  const page = await person.get(again.to!)
  expect(page.body).toContain('Deze vraag hebt u al gesteld')
  expect(page.body).toContain(`href="${first.to!.split('?')[0]}"`)
  // Whoever sits there after them is not led to it.
  const other = await person.post('/twente/vraag', { ...form, contact: '', formulier: crypto.randomUUID() })
  expect((await person.get(other.to!)).body).not.toContain('/volg/')
  expect(await count('question where lower(text) = lower($1)', form.question)).toBe(1)
  expect((await person.post('/twente/vraag', { ...form, toch: 'ja', formulier: crypto.randomUUID() })).to).toMatch(/\/volg\//)
  later(61)
  expect((await person.post('/twente/vraag', { ...form, formulier: crypto.randomUUID() })).to).toMatch(/\/volg\//)
  // Who may be in danger is never held up.
  const danger = { question: 'Mijn man slaat mij', group: 'worker' }
  for (let times = 0; times < 2; times += 1) expect((await person.post('/twente/vraag', { ...danger, formulier: crypto.randomUUID() })).to).toMatch(/\/volg\//)
  // Another browser asks for itself; what it says of that is taken from nobody.
  const forged = await (await visitor()).post('/twente/vraag', { ...form, group: '', gesteld: '2026-11-24T09:00:00Z', eerder: 'https://elders.example/volg/x' })
  expect(forged.status).toBe(303)
})

test('what staff write is kept while they type and where they submit, for their eyes only, until it is sent (D10, I3)', async () => {
  const guide = await guideOn()
  const { id, number, at } = await inHand(guide)
  const concept = hidden((await guide.get(at)).body, 'concept')!
  expect(concept).toBe(`${id}.verhelderen.sharpened`)
  const bericht = { concept: `${id}.bericht.text`, formulier: crypto.randomUUID(), text: 'Wat ik nog wil zeggen' }
  expect((await guide.post('/twente/werk/concept', bericht)).body).toBe('{"bewaard":true}')
  // On another machine, and in the list; not for a colleague who may see the question, in their page nor in the database.
  const elsewhere = await guideOn()
  const page = (await elsewhere.get(at)).body
  expect([page.includes('Wat ik nog wil zeggen'), page.includes('nog niet verstuurd')]).toEqual([true, true])
  expect((await elsewhere.get('/twente/werk?lijst=mine')).body).toMatch(new RegExp(`${number}[^]*?Concept`))
  const coordinator = await guideOn('coordinator-werkcentrum')
  expect((await coordinator.get(at)).body).not.toContain('Wat ik nog wil zeggen')
  const colleague = await demo.staff('coordinator-werkcentrum')
  const seen = await database.transaction(colleague, 'test', async (tx) => (await tx.all<{ form: string }>({ sql: 'select form from draft', parameters: [] } as never)).length)
  expect(seen).toBe(0)
  expect(JSON.stringify((await owner.query('select * from draft')).rows)).not.toContain('nog wil')
  // Without script it is kept where a form comes back, or something came between.
  await guide.post(`${at}/teruggeven`, { concept: `${id}.teruggeven.text`, text: 'x'.repeat(2001) })
  expect((await elsewhere.get(at)).body).toContain('x'.repeat(2001))
  // Sent it is gone; what a slow line brings after that is nobody's draft.
  expect((await guide.post(`${at}/bericht`, bericht)).status).toBe(303)
  expect((await guide.post('/twente/werk/concept', bericht)).body).toBe('{"bewaard":false}')
  expect(await count(`draft where subject_id = $1 and form = 'bericht'`, id)).toBe(0)
  // Emptied, thrown away, or too old.
  await guide.post('/twente/werk/concept', { concept: `${id}.teruggeven.text`, text: ' ' })
  await guide.post('/twente/werk/concept', { concept: `${id}.notitie.text`, text: 'Weg ermee' })
  expect(await count('draft where subject_id = $1', id)).toBe(1)
  expect((await guide.post('/twente/werk/concept/weg', { concept: `${id}.notitie.text`, text: 'Weg ermee' }, { referer: `http://localhost:3999${at}` })).to).toBe(at)
  expect(await count('draft where subject_id = $1', id)).toBe(0)
  await guide.post('/twente/werk/concept', { concept: `${id}.notitie.text`, text: 'Vergeten' })
  const cleaned = (now: Date) => database.transaction({ kind: 'task', region }, 'test', (tx) => removeExpired(tx, region, now))
  await cleaned(new Date(clock.now().getTime() + 29 * 86_400_000))
  expect(await count('draft where subject_id = $1', id)).toBe(1)
  await cleaned(new Date(clock.now().getTime() + 31 * 86_400_000))
  expect(await count('draft where subject_id = $1', id)).toBe(0)
})

test('a form left open past the end of the session keeps its words, and sent after signing in again it is no draft any more (D9, D10)', async () => {
  const guide = await guideOn()
  const { id, at } = await inHand(guide)
  const note = { concept: `${id}.notitie.text`, formulier: crypto.randomUUID(), text: 'Gisteren begonnen' }
  await guide.post('/twente/werk/concept', note)
  guide.cookies.delete('werkcentrum')
  const out = await guide.post(`${at}/notitie`, note)
  expect(out.status).toBe(401)
  for (const each of Object.values(note)) expect(out.body).toContain(`>${each}</textarea>`)
  guide.cookies.set('werkcentrum', (await demo.cookieOf('gids-enschede')).split('=')[1]!)
  expect((await guide.post(`${at}/notitie`, note)).status).toBe(303)
  expect([await count('draft where subject_id = $1', id), await count('message where question_id = $1 and text = $2', id, note.text)]).toEqual([0, 1])
})

test('two hundred forms that wait are each there, and nobody’s are another’s (D9)', async () => {
  const person = await visitor()
  const waiting = []
  for (let each = 0; each < 200; each += 1) waiting.push((await person.post('/twente/vraag', { question: `Formulier ${each}.`, group: '' })).to!)
  expect(new Set(waiting).size).toBe(200)
  for (const each of [0, 99, 199]) expect((await person.get(waiting[each]!)).body).toContain(`Formulier ${each}.`)
})

test('a form refused for its key is sent as what it is with its draft; of two hundred drafts each can be written on; one about nothing is none (D9, D10)', async () => {
  const guide = await guideOn()
  const [own, another] = [await inHand(guide), await inHand(guide)]
  const note = { concept: `${another.id}.notitie.text`, formulier: crypto.randomUUID(), text: 'Straks bellen' }
  await guide.post(`${own.at}/notitie`, { ...note, concept: '' })
  await guide.post('/twente/werk/concept', { ...note, formulier: crypto.randomUUID() })
  const refused = await guide.post(`${another.at}/notitie`, note)
  expect([refused.status, refused.body.includes(`>${note.concept}</textarea>`)]).toEqual([409, true])

  const staff = (await demo.staff('gids-enschede')).id
  await owner.query(`insert into draft select $1, $2, gen_random_uuid(), 'notitie', 'x', $3 from generate_series(1, 200 - (select count(*)::int from draft where staff_id = $2))`, [
    region,
    staff,
    clock.now(),
  ])
  const on = { ...note, formulier: crypto.randomUUID(), text: 'Straks bellen, na vieren' }
  expect((await guide.post('/twente/werk/concept', on)).body).toBe('{"bewaard":true}')
  expect((await guide.post('/twente/werk/concept', { ...on, concept: `${own.id}.notitie.text` })).body).toBe('{"bewaard":false}')
  for (const concept of ['', 'iets', `${'-'.repeat(36)}.notitie.text`]) expect((await guide.post('/twente/werk/concept', { ...on, concept })).status).toBe(404)
})

test('what a guide wrote in a form that is not there any more stands on the page all the same, until they throw it away (D9)', async () => {
  await owner.query('delete from draft')
  const guide = await guideOn()
  const { id, at } = await inHand(guide)
  await guide.post('/twente/werk/concept', { concept: `${id}.bericht.text`, text: 'Nog niet af', formulier: crypto.randomUUID() })
  await guide.post(`${at}/antwoord`, { text: 'Het antwoord', stap: 'versturen' })
  const page = (await guide.get(at)).body
  expect(page).toContain('Dit schreef u hier. Het is niet verstuurd')
  expect(page).toContain('Nog niet af')
  await guide.post('/twente/werk/concept/weg', { concept: `${id}.bericht.text` })
  expect((await guide.get(at)).body).not.toContain('Nog niet af')
})
