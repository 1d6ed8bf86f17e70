import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import type { ResidentActor, StaffActor } from '../src/foundation/actor.ts'
import type { Tx } from '../src/foundation/database/database.ts'
import { unseal } from '../src/foundation/identity/seal.ts'
import { outbox } from '../src/foundation/mail/mail.ts'
import { exportLog } from '../src/foundation/record/export.ts'
import { countExpired, removeExpired } from '../src/foundation/record/retention.ts'
import { codeOf } from '../src/desk/letters.ts'
import { ask } from '../src/desk/public/actions.ts'
import { messagesOf, questionById, questionByNumber } from '../src/desk/queries.ts'
import type { Question } from '../src/desk/question.ts'
import { answerDirectly, note, take } from '../src/desk/work/actions.ts'
import { join } from '../src/desk/work/history.ts'
import { comeByMail, addToFile } from '../src/people/file/actions.ts'
import { erasureOf, sameName } from '../src/people/file/file.ts'
import { personsOf } from '../src/people/file/store.ts'
import { allAskedBy } from '../src/people/places.ts'
import { startDemo } from './ground.ts'
import { formWith } from './upload.ts'
import { followLink } from '../src/desk/links.ts'

const demo = await startDemo()
const { database, owner, app, clock, region, secret } = demo
const network = await demo.network()
const guide = await demo.staff('gids-enschede')
const task = { kind: 'task', region } as const
const nobody = { kind: 'public', region } as const
const organisation = (slug: string) => [...network.organisations.values()].find((each) => each.slug === slug)!.id
const asTask = <Result>(work: (tx: Tx) => Promise<Result>) => database.transaction(task, 'test', work)
const rows = async (sql: string, ...values: unknown[]) => (await owner.query(sql, values)).rows

async function asked(given: { email?: string; phone?: string; name?: string; postcode?: string; text?: string; municipality?: string } = {}): Promise<Question> {
  const { name, postcode, text = 'Een vraag', municipality = 'Enschede', ...contact } = given
  const question = await database.transaction(nobody, 'test', (tx) =>
    ask({ tx, actor: nobody, now: clock.now(), network }, { channel: 'web', askerGroup: 'worker', language: 'nl', text, municipality, postcode, contact }),
  )
  if (name) await owner.query('update person set name = $1 where id = $2', [name, question.person_id])
  return question
}

/** A browser: it keeps its cookies. */
function browser(given: Record<string, string> = {}) {
  const cookies: Record<string, string> = { 'werkcentrum-formulier': crypto.randomUUID(), ...given }
  const send = async (method: 'GET' | 'POST', url: string, body?: Record<string, string>, headers: Record<string, string> = {}) => {
    const answer = await app.inject({
      method,
      url,
      headers: {
        host: 'localhost:3999',
        'sec-fetch-site': 'same-origin',
        cookie: Object.entries(cookies)
          .map((each) => each.join('='))
          .join('; '),
        ...(body ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
        ...headers,
      },
      payload: body && new URLSearchParams(body).toString(),
    })
    for (const { name, value } of answer.cookies) cookies[name] = value
    return answer
  }
  return {
    get: (url: string, headers?: Record<string, string>) => send('GET', url, undefined, headers),
    post: (url: string, body: Record<string, string> = {}) => send('POST', url, body),
  }
}
/** Whether a form comes back with what is wrong with it: at once where there are no cookies, else by a page to which the answer leads. */
const comesBack = ({ statusCode, headers }: { statusCode: number; headers: { location?: string } }) =>
  statusCode === 422 || (statusCode === 303 && /[?&]ingevuld=[\w-]+#fouten$/.test(headers.location ?? ''))
const staffBrowser = async (subject: string) => {
  const [name, value] = (await demo.cookieOf(subject)).split('=') as [string, string]
  return browser({ [name]: value })
}

/** What was mailed to an address last. */
async function mailTo(email: string) {
  const all = await asTask((tx) => outbox(tx, demo.system, region, 500))
  return all.find((each) => each.recipient === email)
}
const codeTo = async (email: string) => /code is (\d{6})/.exec((await mailTo(email))?.letter?.text ?? '')![1]!

/** Comes in by a code, as somebody at an address. */
async function comeIn(email: string, name: string, to = '', person = browser()) {
  // The page of the form gives the browser what its code is tied to.
  await person.get('/twente/mijn/aanmelden')
  const next = (await person.post('/twente/mijn/aanmelden', { email, naar: to })).headers.location!
  const voor = new URL(next, 'http://x').searchParams.get('voor')!
  const came = await person.post('/twente/mijn/code', { voor, naar: to, code: await codeTo(email), name })
  expect(came.statusCode).toBe(303)
  return { ...person, came }
}

test('whether an address is known is said nowhere: the same page, the same mail, and a code works once, five tries, ten minutes', async () => {
  await asked({ email: 'bekend@voorbeeld.example' })
  const answers = []
  for (const email of ['bekend@voorbeeld.example', 'onbekend@voorbeeld.example']) {
    const person = browser()
    const answer = await person.post('/twente/mijn/aanmelden', { email })
    const next = new URL(answer.headers.location!, 'http://x')
    const page = await person.get(answer.headers.location!)
    const { letter } = (await mailTo(email))!
    answers.push([
      answer.statusCode,
      next.pathname,
      next.search.length,
      page.body.replaceAll(/value="[^"]*"|href="[^"]*"/g, ''),
      letter!.text.replace(/\d{6}/, ''),
      letter!.subject,
    ])
  }
  expect([answers[0]![0], answers[0]![1]]).toEqual([303, '/twente/mijn/code'])
  // The sealed address is longer for a longer address, and that is all.
  expect(answers[0]!.toSpliced(2, 1)).toEqual(answers[1]!.toSpliced(2, 1))

  const person = browser()
  const email = 'proef@voorbeeld.example'
  const voor = new URL((await person.post('/twente/mijn/aanmelden', { email })).headers.location!, 'http://x').searchParams.get('voor')!
  const code = await codeTo(email)
  const wrong = code === '111111' ? '222222' : '111111'
  const enter = (typed: string) => person.post('/twente/mijn/code', { voor, code: typed, name: 'Proef' })
  for (let tries = 0; tries < 5; tries += 1) expect(comesBack(await enter(wrong))).toBe(true)
  expect(comesBack(await enter(code))).toBe(true)
  await person.post('/twente/mijn/aanmelden', { email })
  clock.moveTo(new Date(clock.now().getTime() + 11 * 60_000))
  expect(comesBack(await enter(await codeTo(email)))).toBe(true)
  const again = new URL((await person.post('/twente/mijn/aanmelden', { email })).headers.location!, 'http://x').searchParams.get('voor')!
  const fresh = await codeTo(email)
  expect((await person.post('/twente/mijn/code', { voor: again, code: fresh, name: 'Proef' })).statusCode).toBe(303)
  expect(comesBack(await person.post('/twente/mijn/code', { voor: again, code: fresh, name: 'Proef' }))).toBe(true)
  // An address that somebody made up, or one that was sealed for another, leads nowhere.
  expect((await person.post('/twente/mijn/code', { voor: `${again.slice(0, -2)}AA`, code: fresh, name: 'Proef' })).headers.location).toBe('/twente/mijn/aanmelden')
  // And no more than five an hour go to one address.
  for (let more = 0; more < 8; more += 1) await person.post('/twente/mijn/aanmelden', { email: 'veel@voorbeeld.example' })
  expect((await rows(`select count(*)::int as n from mail where recipient = 'veel@voorbeeld.example'`))[0].n).toBe(5)
})

test('a shared address leads only to what each person has confirmed as theirs', async () => {
  const email = 'samen@voorbeeld.example'
  const one = await asked({ email, name: 'Ada van Aal', text: 'De vraag van Ada' })
  const two = await asked({ email, postcode: '7511 AB', text: 'De vraag van Bo' })
  const three = await asked({ email, text: 'De vraag zonder iets' })
  const ada = await comeIn(email, 'Ada van Aal')
  const bo = await comeIn(email, 'Bo Bos')
  // Nothing is theirs before they say so.
  for (const who of [ada, bo]) {
    const page = (await who.get('/twente/mijn')).body
    for (const { text } of [one, two, three]) expect(page).not.toContain(text)
    for (const { number } of [one, two, three]) expect(page).toContain(number)
  }
  const confirm = (who: typeof ada, question: Question, proof = '') => who.post('/twente/mijn/bevestigen', { person: question.person_id, proof })
  // By the name one came by, by the postcode, and never without either.
  expect((await confirm(ada, one)).statusCode).toBe(303)
  expect(comesBack(await confirm(bo, two))).toBe(true)
  expect(comesBack(await confirm(bo, two, '7545'))).toBe(true)
  expect((await confirm(bo, two, '7511 ab')).statusCode).toBe(303)
  expect(comesBack(await confirm(bo, three, 'Bo Bos'))).toBe(true)
  // What is somebody's is nobody else's.
  expect((await confirm(bo, one, 'Ada van Aal')).statusCode).toBe(404)
  expect((await ada.get('/twente/mijn')).body).toContain('De vraag van Ada')
  expect((await ada.get('/twente/mijn')).body).not.toContain('De vraag van Bo')
  expect((await bo.get('/twente/mijn/gegevens')).body).toContain('De vraag van Bo')
  expect((await bo.get('/twente/mijn/gegevens')).body).not.toContain('De vraag van Ada')
  // Whoever comes again by the same name has the same file; by another name at the same address, an empty one.
  expect((await (await comeIn(email, 'ada van aal')).get('/twente/mijn')).body).toContain('De vraag van Ada')
  expect((await (await comeIn(email, 'Cas Cup')).get('/twente/mijn')).body).not.toContain('De vraag van')
})

test('a question is kept in a file from its own page; who has not come in does that first, and nobody takes what is kept', async () => {
  const question = await asked({ text: 'De vraag van het papier' })
  const at = `/twente/volg/${demo.system.links.make(region, followLink, question.id, 1)}`
  const first = await browser().post(`${at}/bewaren`)
  expect(first.headers.location).toBe(`/twente/mijn/aanmelden?naar=${encodeURIComponent(`${at}?gedaan=keep`)}`)
  const who = await comeIn('papier@voorbeeld.example', 'Papier', at)
  expect(who.came.headers.location).toBe(at)
  // Who has no more than the link shows first that they asked: here by the code of their slip.
  expect((await who.post(`${at}/bewaren`)).headers.location).toBe(`${at}/bewijs?naar=bewaren`)
  expect((await who.post(`${at}/bewijs`, { naar: 'bewaren', code: codeOf(demo.system, question) })).headers.location).toBe('/twente/mijn?gedaan=bevestigd')
  for (let times = 0; times < 2; times += 1) expect((await who.post(`${at}/bewaren`)).headers.location).toBe('/twente/mijn?gedaan=bevestigd')
  expect((await who.get('/twente/mijn')).body).toContain('De vraag van het papier')
  const thief = await comeIn('ander@voorbeeld.example', 'Ander')
  expect((await thief.post(`${at}/bewaren`)).headers.location).toBe(`${at}/bewijs?naar=bewaren`)
  expect((await thief.post(`${at}/bewijs`, { naar: 'bewaren', code: codeOf(demo.system, question) })).headers.location).toBe('/twente/mijn?gedaan=elders')
  expect((await thief.post(`${at}/bewaren`)).headers.location).toBe('/twente/mijn?gedaan=elders')
  expect((await thief.get('/twente/mijn')).body).not.toContain('De vraag van het papier')
  // After the way in nobody is sent to another site.
  for (const [at, to] of ['https://elders.example/', '//elders.example', '/twente/werk', '/drenthe/mijn', '/twente/mijn/../werk', '/twente/mijn/x\n'].entries())
    expect((await comeIn(`papier${at}@voorbeeld.example`, 'Papier', to)).came.headers.location).toBe('/twente/mijn')
})

/** A question that is somebody's own, answered or not. */
async function owned(email: string, name: string, given: Parameters<typeof asked>[0] = {}, answered = false) {
  const question = await asked({ email, ...given })
  const resident = await asTask(async (tx) => {
    const id = await comeByMail({ tx, actor: task, now: clock.now() }, email, name, 'nl')
    await addToFile({ tx, actor: task, now: clock.now() }, id, question.person_id)
    return id
  })
  if (answered)
    await database.transaction(guide, 'test', async (tx) => {
      await take({ tx, actor: guide, now: clock.now(), network }, question.id)
      await note({ tx, actor: guide, now: clock.now() }, question.id, 'Een aantekening onder collega’s')
      await answerDirectly({ tx, actor: guide, now: clock.now() }, question.id, 'Het antwoord')
    })
  return { question, resident }
}
const actorOf = async (id: string): Promise<ResidentActor> => {
  const persons = await asTask((tx) => personsOf(tx, region, id))
  return { kind: 'resident', region, id, name: null, persons, questions: (await asTask((tx) => allAskedBy(tx, region, persons))).map((each) => each.id) }
}

test('of all that the database holds a resident sees what is theirs, never a note among colleagues, and nothing of another region', async () => {
  const { question, resident } = await owned('zicht@voorbeeld.example', 'Zicht', {}, true)
  const actor = await actorOf(resident)
  const seen = await database.transaction(actor, 'own-file', async (tx) => ({
    question: await questionById(tx, region, question.id),
    messages: await messagesOf(tx, region, question.id),
  }))
  expect(seen.question?.number).toBe(question.number)
  expect(seen.messages.map((each) => each.kind)).toEqual(['answer'])
  const counts = await database.transaction(actor, 'own-file', async (tx) => {
    const { sql } = await import('kysely')
    const { written } = await import('../src/foundation/database/database.ts')
    const each: Record<string, number> = {}
    for (const table of ['question', 'person', 'look', 'resident', 'mandate', 'data_request', 'handover', 'processing_log', 'pass', 'mail_code', 'task', 'mail', 'session'])
      each[table] = (await tx.one(written<{ n: number }>(sql`select count(*)::int as n from ${sql.ref(table)}`)))!.n
    return each
  })
  expect(counts).toMatchObject({
    question: 1,
    person: 1,
    resident: 1,
    mandate: 0,
    data_request: 0,
    handover: 0,
    processing_log: 0,
    pass: 0,
    mail_code: 0,
    task: 0,
    mail: 0,
    session: 0,
  })
  const elsewhere = await database.transaction({ ...actor, region: region + 1 }, 'own-file', (tx) => questionById(tx, region, question.id))
  expect(elsewhere).toBeUndefined()
  // Nobody else's either, for any set of persons that are not theirs.
  const stranger = { ...actor, persons: [], questions: [] }
  expect(await database.transaction(stranger, 'own-file', (tx) => questionById(tx, region, question.id))).toBeUndefined()
})

test('every read of somebody’s data by staff has its line in the log, in the same transaction, by the standard; who it was is told apart', async () => {
  const { question } = await owned('logboek@voorbeeld.example', 'Logboek')
  const staff = await staffBrowser('gids-enschede')
  const trace = '4bf92f3577b34da6a3ce929d0e0e4736'
  await staff.get(`/twente/werk/vragen/${question.number}`, { traceparent: `00-${trace}-00f067aa0ba902b7-01` })
  await staff.get('/twente/werk?zoek=logboek@voorbeeld.example')
  const lines = await rows(
    'select p.*, l.staff_id, l.role, l.purpose, l.person_id from processing_log p join look l on l.region_id = p.region_id and l.id = p.id where l.person_id = $1 order by p.id',
    question.person_id,
  )
  expect(lines.map((each) => [each.name, each.processing_activity, each.status_code, each.staff_id, each.role])).toEqual([
    ['question', 'answering', 'OK', guide.id, 'guide'],
    ['search', 'answering', 'OK', guide.id, 'guide'],
  ])
  expect(lines[0].trace_id).toBe(trace)
  expect(lines[1].trace_id).toMatch(/^[0-9a-f]{32}$/)
  for (const each of lines) {
    expect(each.ends_at >= each.starts_at).toBe(true)
    // Encrypted, alike for the same person, and only this installation opens it.
    expect(each.data_subject_id).not.toContain(question.person_id)
    expect(unseal(secret, each.data_subject_id)).toBe(question.person_id)
    expect(unseal('een ander geheim van dertig tekens en meer', each.data_subject_id)).toBeUndefined()
  }
  expect(lines[0].data_subject_id).toBe(lines[1].data_subject_id)
  // Without a line there is no look, whoever writes it; and neither is changed or taken away by anybody at work.
  await expect(
    owner.query(`insert into look (region_id, id, at, staff_id, organisation_id, person_id, purpose) values ($1, gen_random_uuid(), now(), $2, $3, $4, 'question')`, [
      region,
      guide.id,
      guide.organisation,
      question.person_id,
    ]),
  ).rejects.toThrow(/foreign key/)
  expect((await rows('select count(*)::int as n from look l where not exists (select 1 from processing_log p where p.region_id = l.region_id and p.id = l.id)'))[0].n).toBe(0)
})

test('the person sees organisation and role of who looked, and the name when it was asked and given', async () => {
  const { question } = await owned('wie@voorbeeld.example', 'Wie')
  await (await staffBrowser('gids-enschede')).get(`/twente/werk/vragen/${question.number}`)
  const who = await comeIn('wie@voorbeeld.example', 'Wie')
  const before = (await who.get('/twente/mijn/gegevens')).body
  expect(before).toContain('Gemeente Enschede')
  expect(before.replaceAll(/\s+/g, ' ')).toContain('Vragen beantwoorden')
  expect(before).not.toContain(guide.name)
  const look = (await rows('select id from look where person_id = $1', question.person_id))[0].id
  expect((await who.post('/twente/mijn/verzoeken/naam', { look })).headers.location).toBe('/twente/mijn/gegevens?gedaan=gevraagd')
  expect((await who.post('/twente/mijn/verzoeken/naam', { look })).headers.location).toBe('/twente/mijn/gegevens?gedaan=al')
  // Somebody else's look is not there to ask about.
  const other = await comeIn('wie-niet@voorbeeld.example', 'Wie niet')
  expect((await other.post('/twente/mijn/verzoeken/naam', { look })).statusCode).toBe(404)
  const [request] = await rows(`select id, handler_id, due_on::text from data_request where look_id = $1`, look)
  expect(request.handler_id).toBe(organisation('enschede'))
  const officer = await staffBrowser('privacyfunctionaris-enschede')
  expect((await officer.get(`/twente/werk/privacy/verzoeken/${request.id}`)).body).toContain(guide.name)
  expect(comesBack(await officer.post(`/twente/werk/privacy/verzoeken/${request.id}`, { decision: 'refused' }))).toBe(true)
  expect((await officer.post(`/twente/werk/privacy/verzoeken/${request.id}`, { decision: 'done' })).statusCode).toBe(303)
  expect((await officer.post(`/twente/werk/privacy/verzoeken/${request.id}`, { decision: 'refused', answer: 'Toch niet' })).statusCode).toBe(409)
  expect((await who.get('/twente/mijn/gegevens')).body).toContain(guide.name)
  expect((await mailTo('wie@voorbeeld.example'))!.letter!.text).toContain('Gemeente Enschede')
})

test('an erasure is done after the check on what the law keeps: what may go goes at once, what must stay is stripped until its day, what is open stays', async () => {
  const email = 'wissen@voorbeeld.example'
  const { question: kept, resident } = await owned(email, 'Wissen', { name: 'Wissen', postcode: '7511 AB', text: 'Wat de wet bewaart' }, true)
  await owner.query(`update question set facts = '{"level": "mbo"}' where id = $1`, [kept.id])
  const open = await owned(email, 'Wissen', { text: 'Wat nog loopt' })
  const far = await owned(email, 'Wissen', { text: 'Wat elders ligt', municipality: 'Almelo' })
  const almelo = await demo.staff('gids-almelo')
  await database.transaction(almelo, 'test', async (tx) => {
    await take({ tx, actor: almelo, now: clock.now(), network }, far.question.id)
    await answerDirectly({ tx, actor: almelo, now: clock.now() }, far.question.id, 'Het antwoord van Almelo')
  })
  const who = await comeIn(email, 'Wissen')
  const check = (await who.get('/twente/mijn/rechten')).body.replaceAll(/\s+/g, ' ')
  expect(check).toContain('Archiefwet')
  for (const slug of ['enschede', 'almelo']) expect((await who.post('/twente/mijn/verzoeken', { kind: 'erase', organisation: organisation(slug) })).statusCode).toBe(303)
  expect((await who.post('/twente/mijn/verzoeken', { kind: 'erase', organisation: organisation('enschede') })).headers.location).toContain('gedaan=al')
  const idAt = async (slug: string) =>
    (await rows(`select id from data_request where organisation_id = $1 and kind = 'erase' and resident_id = $2`, organisation(slug), resident))[0].id
  const officer = await staffBrowser('privacyfunctionaris-enschede')
  const url = `/twente/werk/privacy/verzoeken/${await idAt('enschede')}`
  // Nothing is erased by a slip of the hand, nor by another organisation's officer.
  expect(comesBack(await officer.post(url, { decision: 'done' }))).toBe(true)
  expect((await (await staffBrowser('privacyfunctionaris-uwv')).post(url, { decision: 'done', sure: 'ja' })).statusCode).toBe(404)
  // Two officers at once: one erases.
  const both = await Promise.all([officer.post(url, { decision: 'done', sure: 'ja' }), officer.post(url, { decision: 'done', sure: 'ja' })])
  expect(both.map((each) => each.statusCode).sort()).toEqual([303, 409])
  const [request] = await rows('select decision, remains from data_request where id = $1', await idAt('enschede'))
  expect(request.decision).toBe('partly')
  const until = `${clock.now().getUTCFullYear() + 1}${clock.now().toISOString().slice(4, 10)}`
  expect(request.remains).toContainEqual({ number: open.question.number, why: 'open' })
  expect(request.remains).toContainEqual({ number: kept.number, why: 'duty', duty: 'Archiefwet en selectielijst gemeenten', until })
  const [stripped] = await rows('select text, facts, postcode, municipality, erase_on::text from question where id = $1', kept.id)
  expect(stripped).toEqual({ text: 'Wat de wet bewaart', facts: {}, postcode: null, municipality: null, erase_on: until })
  expect((await rows('select kind from message where question_id = $1', kept.id)).map((each) => each.kind)).toEqual(['answer'])
  expect((await rows('select name, email, phone from person where id = $1', kept.person_id))[0]).toEqual({ name: null, email: null, phone: null })
  expect((await rows('select 1 from person_word where person_id = $1', kept.person_id)).length).toBe(0)
  expect((await rows('select text from question where id = $1', open.question.id))[0].text).toBe('Wat nog loopt')
  expect((await mailTo(email))!.letter!.text).toContain('Archiefwet')
  // Where no law asks to keep it, it is wholly gone; what happened stays as codes.
  expect((await rows('select 1 from question where id = $1', far.question.id)).length).toBe(1)
  // Almelo has no privacy officer: the Werkcentrum's deals with it.
  const almeloOfficer = await staffBrowser('privacyfunctionaris-werkcentrum')
  expect((await almeloOfficer.post(`/twente/werk/privacy/verzoeken/${await idAt('almelo')}`, { decision: 'done', sure: 'ja' })).statusCode).toBe(303)
  expect((await rows('select 1 from question where id = $1', far.question.id)).length).toBe(0)
  expect((await rows('select 1 from message where question_id = $1', far.question.id)).length).toBe(0)
  expect((await rows('select email from person where id = $1', far.question.person_id))[0].email).toBeNull()
  expect((await rows('select 1 from event where subject_id = $1', far.question.id)).length).toBeGreaterThan(0)
  // On its day the night takes what the law kept, and says how much: the same that was said it would.
  const day = new Date(`${until}T03:00:00Z`)
  expect((await asTask((tx) => countExpired(tx, region, new Date(day.getTime() - 86_400_000)))).question).toBe(0)
  const would = await asTask((tx) => countExpired(tx, region, day))
  expect(would.question).toBe(1)
  const { person: _, ...removed } = await asTask((tx) => removeExpired(tx, region, day))
  const { person: __, ...wouldGo } = would
  expect(removed).toEqual(wouldGo)
  expect((await rows('select 1 from question where id = $1', kept.id)).length).toBe(0)
})

test('who may act for somebody sees and does what they could, recorded as such, until it is withdrawn or its day has passed', async () => {
  const { question } = await owned('kind@voorbeeld.example', 'Kind', { text: 'De vraag van het kind' })
  const child = await comeIn('kind@voorbeeld.example', 'Kind')
  const given = { name: 'Ouder', email: 'ouder@voorbeeld.example', relation: 'parent' }
  expect(comesBack(await child.post('/twente/mijn/machtigen', { ...given, ends: '2031-01-01' }))).toBe(true)
  expect((await child.post('/twente/mijn/machtigen', { ...given, ends: '2027-03-01' })).statusCode).toBe(303)
  expect((await mailTo('ouder@voorbeeld.example'))!.letter!.text).toContain('Kind')
  const parent = await comeIn('ouder@voorbeeld.example', 'Ouder')
  expect((await parent.get('/twente/mijn')).body).not.toContain('De vraag van het kind')
  const [mandate] = await rows(`select id from mandate where email = 'ouder@voorbeeld.example'`)
  expect((await (await comeIn('vreemd@voorbeeld.example', 'Vreemd')).post('/twente/mijn/namens', { mandate: mandate.id })).statusCode).toBe(404)
  expect((await parent.post('/twente/mijn/namens', { mandate: mandate.id })).statusCode).toBe(303)
  expect((await parent.get('/twente/mijn')).body).toContain('De vraag van het kind')
  const at = `/twente/volg/${demo.system.links.make(region, followLink, question.id, 1)}`
  await parent.post(`${at}/toevoegen`, { text: 'Namens mijn kind' })
  expect((await rows(`select detail from event where subject_id = $1 and kind = 'question.added'`, question.id))[0].detail.mandate).toBe(mandate.id)
  // What is one's own stays one's own: an authorised person lets nobody else act.
  expect((await parent.post('/twente/mijn/machtigen', { ...given, ends: '2027-03-01' })).statusCode).toBe(404)
  await child.post(`/twente/mijn/machtigen/${mandate.id}/intrekken`)
  expect((await parent.get('/twente/mijn')).body).not.toContain('De vraag van het kind')
  await child.post('/twente/mijn/machtigen', { ...given, ends: clock.now().toISOString().slice(0, 10) })
  const [today] = await rows(`select id from mandate where email = 'ouder@voorbeeld.example' and ended_at is null`)
  await parent.post('/twente/mijn/namens', { mandate: today.id })
  expect((await parent.get('/twente/mijn')).body).toContain('De vraag van het kind')
  // Of what the parent did by their own link, nothing is said to be for the child.
  const own = await asked({ text: 'De vraag van de ouder' })
  await parent.post(`/twente/volg/${demo.system.links.make(region, followLink, own.id, 1)}/toevoegen`, { text: 'Van mij' })
  expect((await rows(`select detail from event where subject_id = $1 and kind = 'question.added'`, own.id))[0].detail.mandate).toBeUndefined()
})

test('what a person does on a page a guide does with them, recorded as written down by the guide; printed with who looked', async () => {
  const question = await asked({ phone: '+31612345699', text: 'De vraag zonder mail' })
  const staff = await staffBrowser('gids-enschede')
  const at = `/twente/werk/vragen/${question.number}/samen`
  await staff.get(`/twente/werk/vragen/${question.number}`)
  const page = (await staff.get(at)).body.replaceAll(/\s+/g, ' ')
  for (const text of ['De vraag zonder mail', 'Wie keek naar uw gegevens', 'Vragen beantwoorden', 'Gemeente Enschede']) expect(page).toContain(text)
  expect((await staff.post(`${at}/toevoegen`, { text: 'Aan de balie gezegd' })).statusCode).toBe(303)
  expect(await rows(`select kind, staff_id from message where question_id = $1`, question.id)).toEqual([{ kind: 'addition', staff_id: null }])
  expect((await rows(`select actor_kind, staff_id from event where subject_id = $1 and kind = 'question.added'`, question.id))[0]).toEqual({
    actor_kind: 'staff',
    staff_id: guide.id,
  })
  await staff.post(`${at}/verzoeken`, { kind: 'object', organisation: organisation('enschede'), how: 'phone' }).then((answer) => expect(comesBack(answer)).toBe(true))
  await staff.post(`${at}/verzoeken`, { kind: 'object', organisation: organisation('enschede'), text: 'Ik wil dit niet', how: 'phone' })
  expect((await rows(`select asked_how, asked_with, kind from data_request where $1 = any(persons)`, question.person_id))[0]).toEqual({
    asked_how: 'phone',
    asked_with: guide.id,
    kind: 'object',
  })
  await staff.post(`${at}/machtigen`, { name: 'Begeleider', email: 'helpt@voorbeeld.example', relation: 'helper', ends: '2027-01-01', how: 'walk-in' })
  const helper = await comeIn('helpt@voorbeeld.example', 'Begeleider')
  const [mandate] = await rows(`select id, given_how, given_with from mandate where email = 'helpt@voorbeeld.example'`)
  expect(mandate).toMatchObject({ given_how: 'walk-in', given_with: guide.id })
  await helper.post('/twente/mijn/namens', { mandate: mandate.id })
  expect((await helper.get('/twente/mijn')).body).toContain('De vraag zonder mail')
  const taken = JSON.parse((await staff.get(`${at}/bestand`)).body)
  expect(taken.questions[0].text).toBe('De vraag zonder mail')
  expect(taken.looks.length).toBeGreaterThan(0)
  await staff.post(`${at}/intrekken`)
  expect((await rows('select state from question where id = $1', question.id))[0].state).toBe('withdrawn')
  expect((await (await staffBrowser('gids-almelo')).get(at)).statusCode).toBe(404)
  // Who was let read along does nothing on somebody's behalf.
  const reader = await demo.staff('gids-losser')
  await owner.query(
    `insert into access_request (region_id, id, question_id, owner_id, staff_id, organisation_id, why, asked_at, decided_at, decided_by, granted_until)
     values ($1, gen_random_uuid(), $2, $3, $4, $5, 'Omdat', $6::timestamptz, $6, $7, $6::timestamptz + interval '1 day')`,
    [region, question.id, organisation('enschede'), reader.id, reader.organisation, clock.now(), guide.id],
  )
  const along = await staffBrowser('gids-losser')
  expect((await along.get(`/twente/werk/vragen/${question.number}`)).statusCode).toBe(200)
  expect((await along.get(at)).statusCode).toBe(404)
  expect((await along.post(`${at}/toevoegen`, { text: 'Niet van mij' })).statusCode).toBe(404)
})

test('what a guide takes to be of somebody known changes nothing in anybody’s file; who confirmed it sees who looked at it all the same', async () => {
  const email = 'gedeeld@voorbeeld.example'
  const { question: known } = await owned(email, 'Een', { name: 'Een', text: 'De vraag van Een' })
  const other = await owned(email, 'Twee', { name: 'Twee', text: 'De vraag van Twee' })
  for (const { number } of [known, other.question])
    await database.transaction(guide, 'test', async (tx) => take({ tx, actor: guide, now: clock.now(), network }, (await questionByNumber(tx, region, number))!.id))
  await database.transaction(guide, 'test', (tx) => join({ tx, actor: guide, now: clock.now() }, other.question.id, known.number))
  const staff = await staffBrowser('gids-enschede')
  await staff.get(`/twente/werk/vragen/${other.question.number}`)
  const one = await comeIn(email, 'Een')
  const two = await comeIn(email, 'Twee')
  for (const page of ['/twente/mijn', '/twente/mijn/gegevens', '/twente/mijn/gegevens/bestand']) {
    expect((await one.get(page)).body).not.toContain('De vraag van Twee')
    expect((await two.get(page)).body).toContain('De vraag van Twee')
  }
  expect((await two.get('/twente/mijn/gegevens')).body).toContain('Vragen beantwoorden')
  // And with the guide it is the file of who asked it.
  const together = (await staff.get(`/twente/werk/vragen/${other.question.number}/samen`)).body
  expect(together).toContain('De vraag van Twee')
  expect(together).not.toContain('De vraag van Een')
})

test('with a guide somebody sees what that guide may see; what lies with another organisation is that one’s', async () => {
  const email = 'twee-huizen@voorbeeld.example'
  const here = await owned(email, 'Huis', { text: 'Wat in Enschede ligt' })
  await owned(email, 'Huis', { text: 'Wat in Almelo ligt', municipality: 'Almelo' })
  const staff = await staffBrowser('gids-enschede')
  for (const page of ['samen', 'samen/bestand']) {
    const { body } = await staff.get(`/twente/werk/vragen/${here.question.number}/${page}`)
    expect(body).toContain('Wat in Enschede ligt')
    expect(body).not.toContain('Wat in Almelo ligt')
  }
  const central = (await (await staffBrowser('coordinator-werkcentrum')).get(`/twente/werk/vragen/${here.question.number}/samen`)).body
  expect(central).toContain('Wat in Almelo ligt')
})

test('two people at one address never get one name, and a mandate is for who has the name it was given to', async () => {
  const email = 'naam@voorbeeld.example'
  await comeIn(email, 'Jan Jansen')
  const junior = await comeIn(email, 'Jan Jansen junior')
  expect(comesBack(await junior.post('/twente/mijn/naam', { name: 'jansen JAN' }))).toBe(true)
  expect((await junior.post('/twente/mijn/naam', { name: 'Jan de zoon' })).statusCode).toBe(303)
  expect((await rows('select name from resident where email = $1 order by name', email)).map((each) => each.name)).toEqual(['Jan Jansen', 'Jan de zoon'])
  const giver = await comeIn('gever@voorbeeld.example', 'Gever')
  await giver.post('/twente/mijn/machtigen', { name: 'Jan Jansen', email, relation: 'helper', ends: '2027-03-01' })
  expect((await (await comeIn(email, 'Jan Jansen')).get('/twente/mijn')).body).toContain('Naar dat dossier')
  expect((await (await comeIn(email, 'Jan de zoon')).get('/twente/mijn')).body).not.toContain('Naar dat dossier')
})

test('what was typed in the own file waits for who typed it, and is gone for whoever comes after them', async () => {
  const who = await comeIn('weg@voorbeeld.example', 'Weg')
  await who.get('/twente/mijn/rechten')
  const mandate = { name: 'Een naam die blijft staan', email: 'geen adres', relation: 'helper', ends: '2027-01-01' }
  const typed = async () => (await who.post('/twente/mijn/machtigen', mandate)).headers.location!.split('#')[0]!
  const first = await typed()
  for (const text of [mandate.name, mandate.email, 'Dit is geen e-mailadres.']) expect((await who.get(first)).body).toContain(text)
  expect((await (await comeIn('ander@voorbeeld.example', 'Ander')).get(first)).body).not.toContain(mandate.name)
  const waiting = async () => (await rows('select count(*)::int as n from kept_form'))[0].n
  const before = await waiting()
  const left = await who.post('/twente/mijn/weg')
  expect(left.cookies.find((each) => each.name === 'werkcentrum-formulier')?.value).toBe('')
  expect(await waiting()).toBe(before - 1)
  // In the same browser, by the same person.
  await comeIn('weg@voorbeeld.example', 'Weg', '', who)
  const page = (await who.get(first)).body
  expect([page.includes('Wat u hier had ingevuld staat er niet meer'), page.includes(mandate.name)]).toEqual([true, false])
})

test('whatever is written in a form of the file: refused at its field or kept as text, never an error of ours, and twice the same form is one', async () => {
  const { question } = await owned('grens@voorbeeld.example', 'Grens')
  const who = await comeIn('grens@voorbeeld.example', 'Grens')
  const officer = await staffBrowser('privacyfunctionaris-enschede')
  const staff = await staffBrowser('gids-enschede')
  const long = 'x'.repeat(10_000)
  const mandate = { name: 'Iemand', email: 'iemand@voorbeeld.example', relation: 'helper', ends: '2027-01-01' }
  const request = { kind: 'object', organisation: organisation('enschede'), text: 'Omdat' }
  await who.post('/twente/mijn/verzoeken', request)
  const [{ id }] = await rows('select id from data_request where $1 = any(persons)', question.person_id)
  const entry = { purpose: 'a', ground: 'b', data: 'c', recipients: 'd', kept: 'e' }
  const forms: [Pick<typeof who, 'post'>, string, Record<string, string>][] = [
    [who, '/twente/mijn/machtigen', mandate],
    [who, '/twente/mijn/verzoeken', request],
    [who, '/twente/mijn/naam', { name: 'Grens' }],
    [who, '/twente/mijn/bevestigen', { person: question.person_id, proof: 'x' }],
    [who, '/twente/mijn/verzoeken/naam', { look: question.id }],
    [who, '/twente/mijn/namens', { mandate: question.id }],
    [browser(), '/twente/mijn/aanmelden', { email: 'a@b.nl', naar: '/twente/mijn' }],
    [browser(), '/twente/mijn/code', { voor: 'x', code: '1', name: 'x', naar: 'x' }],
    [officer, `/twente/werk/privacy/verzoeken/${id}`, { decision: 'refused', answer: '' }],
    [officer, '/twente/werk/privacy/register/answering', entry],
    [staff, `/twente/werk/vragen/${question.number}/samen/machtigen`, { ...mandate, how: 'phone' }],
    [staff, `/twente/werk/vragen/${question.number}/samen/verzoeken`, { ...request, how: 'phone' }],
    [staff, `/twente/werk/vragen/${question.number}/samen/contact`, { name: 'x', email: '', phone: '' }],
  ]
  for (const [by, url, body] of forms)
    for (const field of Object.keys(body))
      for (const value of [long, '', 'مرحبا \u202e omgekeerd', `'; drop table question; --`, '<script>alert(1)</script>', '00000000-0000-0000-0000-000000000000']) {
        const answer = await by.post(url, { ...body, [field]: value })
        expect([url, field, value.slice(0, 20), answer.statusCode < 500]).toEqual([url, field, value.slice(0, 20), true])
        expect(answer.body).not.toContain('<script>alert')
        // Too long is never taken; where to go on to is the file then.
        if (value === long && field !== 'naar' && field !== 'how' && field !== 'mandate')
          expect([url, field, answer.statusCode === 303 && !/aanmelden|gedaan=al|ingevuld=/.test(answer.headers.location!)]).toEqual([url, field, false])
      }
  // A double click: one of it.
  const key = { ...mandate, name: 'Dubbel', formulier: 'een sleutel van dit formulier' }
  const twice = await Promise.all([who.post('/twente/mijn/machtigen', key), who.post('/twente/mijn/machtigen', key)])
  expect(twice.map((each) => each.statusCode)).toEqual([303, 303])
  expect((await rows(`select 1 from mandate where name = 'Dubbel'`)).length).toBe(1)
})

test('a document goes along with what somebody adds, known by its content; what is something else is refused and changes nothing', async () => {
  const question = await asked({ text: 'Met een document' })
  const url = `/twente/volg/${demo.system.links.make(region, followLink, question.id, 1)}/toevoegen`
  const send = (name: string, content: string) => {
    const { payload, type } = formWith(Buffer.from(content), name, { text: 'Zie het document' }, 'application/pdf')
    return app.inject({
      method: 'POST',
      url,
      headers: { host: 'localhost:3999', 'sec-fetch-site': 'same-origin', 'content-type': type },
      payload,
    })
  }
  const refused = await send('cv.pdf', '<script>alert(1)</script>')
  expect([refused.statusCode, refused.body.includes('Zie het document')]).toEqual([422, true])
  expect((await rows('select 1 from message where question_id = $1', question.id)).length).toBe(0)
  expect((await send('../../mijn cv.pdf', '%PDF-1.7 een document')).statusCode).toBe(303)
  expect((await rows('select name, type from attachment where question_id = $1', question.id))[0]).toEqual({ name: 'mijn cv.pdf', type: 'application/pdf' })
})

test('the file to take along holds all of the person and nothing of anybody else', async () => {
  const { question } = await owned('mee@voorbeeld.example', 'Mee', { text: 'Wat ik meeneem', postcode: '7511 AB' }, true)
  const who = await comeIn('mee@voorbeeld.example', 'Mee')
  const answer = await who.get('/twente/mijn/gegevens/bestand')
  expect(answer.headers['content-disposition']).toContain('mijn-werkcentrum')
  const taken = JSON.parse(answer.body)
  expect(taken.questions.map((each: { number: string }) => each.number)).toEqual([question.number])
  expect(taken.questions[0]).toMatchObject({ controller: 'Gemeente Enschede', postcode: '7511 AB', state: 'answered' })
  expect(taken.questions[0].messages.map((each: { text: string }) => each.text)).toEqual(['Het antwoord'])
  expect(taken.contact).toEqual([expect.objectContaining({ email: 'mee@voorbeeld.example' })])
  expect(answer.body).not.toContain('aantekening')
  expect(answer.body.match(/@voorbeeld/g)).toHaveLength(1)
})

test('a privacy officer sees looks by and at the own organisation, and for a breach whose data it were, as a file', async () => {
  const here = await owned('lek@voorbeeld.example', 'Lek', { name: 'Lek Getroffen' })
  const there = await owned('lek2@voorbeeld.example', 'Lek twee', { municipality: 'Almelo', name: 'Elders Getroffen' })
  await (await staffBrowser('gids-enschede')).get(`/twente/werk/vragen/${here.question.number}`)
  await (await staffBrowser('gids-almelo')).get(`/twente/werk/vragen/${there.question.number}`)
  await (await staffBrowser('coordinator-werkcentrum')).get(`/twente/werk/vragen/${here.question.number}`)
  const officer = await staffBrowser('privacyfunctionaris-enschede')
  const day = clock.now().toISOString().slice(0, 10)
  const csv = (await officer.get(`/twente/werk/privacy/inzage?van=${day}&tot=${day}&vorm=csv`)).body
  const lines = csv.split('\r\n').filter((each) => each.includes(here.question.person_id))
  expect(lines.some((each) => each.includes('Gids Enschede') && each.includes('Lek Getroffen') && each.includes(here.question.number))).toBe(true)
  expect(lines.some((each) => each.includes('Coördinator') && each.includes('Lek Getroffen'))).toBe(true)
  expect(csv).not.toContain('Elders Getroffen')
  expect(csv).not.toContain(there.question.person_id)
  // Taking it along is a look too, and is recorded.
  expect((await rows(`select 1 from look where person_id = $1 and purpose = 'privacy'`, here.question.person_id)).length).toBeGreaterThan(0)
  const one = (await officer.get(`/twente/werk/privacy/inzage?collega=${guide.id}&vorm=csv`)).body
  expect(one).not.toContain('Coördinator')
  // By the Werkcentrum's colleague: that officer knows when, by whom and to which person, whose name is the other organisation's to give.
  const central = (await (await staffBrowser('privacyfunctionaris-werkcentrum')).get('/twente/werk/privacy/inzage?vorm=csv')).body
  expect(central).toContain(here.question.person_id)
  expect(central).not.toContain('Lek Getroffen')
  expect(central).not.toContain('Gids Enschede')
})

test('the register is each organisation’s own to keep, with what it said before', async () => {
  const officer = await staffBrowser('privacyfunctionaris-uwv')
  const entry = { purpose: 'Ons doel', ground: 'Onze grond', data: 'Gegevens', recipients: 'Niemand', kept: 'Kort' }
  expect(comesBack(await officer.post('/twente/werk/privacy/register/answering', { ...entry, duty: 'Een wet' }))).toBe(true)
  expect(comesBack(await officer.post('/twente/werk/privacy/register/answering', { ...entry, purpose: '' }))).toBe(true)
  await officer.post('/twente/werk/privacy/register/answering', entry)
  await officer.post('/twente/werk/privacy/register/answering', { ...entry, purpose: 'Ons nieuwe doel', duty: 'Een wet', years: '3' })
  expect((await rows(`select purpose from processing_activity where organisation_id = $1 order by id`, organisation('uwv'))).map((each) => each.purpose)).toEqual([
    'Ons doel',
    'Ons nieuwe doel',
  ])
  expect((await app.inject('/twente/verwerkingen?organisatie=uwv')).body).toContain('Ons nieuwe doel')
  expect((await app.inject('/twente/verwerkingen?organisatie=enschede')).body).not.toContain('Ons nieuwe doel')
})

test('the log goes on to a collector line by line, none skipped and none twice once it arrived', async () => {
  const received: { traceId: string; spanId: string; attributes: { key: string; value: { stringValue: string } }[] }[] = []
  let works = false
  const collector = createServer((request, response) => {
    let body = ''
    request.on('data', (part) => (body += part))
    request.on('end', () => {
      if (works) received.push(...JSON.parse(body).resourceSpans[0].scopeSpans[0].spans)
      response.statusCode = works ? 200 : 503
      response.end('{}')
    })
  })
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve))
  afterAll(() => collector.close())
  const { prepare } = exportLog({ ...demo.system, settings: { ...demo.system.settings, OTLP_URL: `http://127.0.0.1:${(collector.address() as AddressInfo).port}/v1/traces` } })
  const work = async () => {
    const send = await asTask((tx) => prepare(tx, { region, subject: '', due: clock.now(), detail: {} }, clock.now()))
    const settle = await send?.(AbortSignal.timeout(5000))
    await asTask(async (tx) => settle?.(tx, clock.now()))
  }
  clock.moveTo(new Date(clock.now().getTime() + 120_000))
  await expect(work()).rejects.toThrow('503')
  works = true
  await work()
  await work()
  const known = await rows('select id, trace_id, data_subject_id, organisation_id, processing_activity from processing_log where region_id = $1 order by id', region)
  expect(received.map((each) => each.spanId)).toEqual(known.map((each) => each.id.replaceAll('-', '').slice(-16)))
  expect(received[0]!.attributes).toEqual([
    { key: 'dpl.core.processing_activity_id', value: { stringValue: `http://localhost:3999/twente/verwerkingen?organisatie=enschede#${known[0].processing_activity}` } },
    { key: 'dpl.core.data_subject_id', value: { stringValue: known[0].data_subject_id } },
  ])
})

test('any set of questions is erased, stripped or kept by what is open and by what the law asks, each exactly once', () => {
  const day = fc.integer({ min: 0, max: 4000 }).map((count) => new Date(Date.UTC(2020, 0, 1 + count)))
  const question = fc.record({ id: fc.uuid(), number: fc.string(), person_id: fc.uuid(), organisation_id: fc.uuid(), closed_at: fc.option(day), erase_on: fc.constant(null) })
  const duty = fc.option(fc.record({ duty: fc.constant('Een wet'), years: fc.integer({ min: 1, max: 20 }) }), { nil: undefined })
  fc.assert(
    fc.property(fc.array(question, { maxLength: 12 }), duty, day, (questions, law, now) => {
      const today = now.toISOString().slice(0, 10)
      const { gone, kept, remains } = erasureOf(questions, law, today)
      const open = questions.filter((each) => !each.closed_at)
      expect(gone.length + kept.length + open.length).toBe(questions.length)
      expect(remains.length).toBe(kept.length + open.length)
      for (const each of kept) expect(law && each.until > today).toBe(true)
      for (const each of gone)
        expect(!law || new Date(each.closed_at!).setUTCFullYear(each.closed_at!.getUTCFullYear() + law.years) <= new Date(`${today}T23:59:59Z`).getTime()).toBe(true)
    }),
  )
  fc.assert(fc.property(fc.string(), fc.string(), (one, other) => sameName(one, other) === sameName(other, one)))
  for (const [one, other, same] of [
    ['Ada van Aal', 'Aal, van Áda', true],
    ['Ada van Aal', 'Ada', false],
    ['Ada', 'Bo', false],
    ['', 'Bo', false],
    ['Ádà', 'ada', true],
  ] as const)
    expect(sameName(one, other)).toBe(same)
})

test('an employer’s question can go before those of its people, and one that others were merged into', async () => {
  const employer = await asked({ text: 'Wij stoppen' })
  const worker = await asked({ text: 'Ik verlies mijn werk' })
  await owner.query(`update question set group_id = $1 where id = $2`, [employer.id, worker.id])
  await owner.query('delete from question where id = $1', [employer.id])
  expect((await rows('select group_id from question where id = $1', worker.id))[0].group_id).toBeNull()
})

const staffOfOtherRoles: readonly string[] = ['gids-enschede', 'coordinator-werkcentrum', 'manager-werkcentrum', 'beheerder-enschede']
test('who looked is for privacy officers and the person alone', async () => {
  for (const subject of staffOfOtherRoles) {
    const actor: StaffActor = await demo.staff(subject)
    const { sql } = await import('kysely')
    const { written } = await import('../src/foundation/database/database.ts')
    expect((await database.transaction(actor, 'test', (tx) => tx.one(written<{ n: number }>(sql`select count(*)::int as n from look`))))!.n).toBe(0)
  }
})
