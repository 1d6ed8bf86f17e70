import { expect, test } from 'vitest'
import type { Actor, StaffActor } from '../src/foundation/actor.ts'
import { figures, recount, totalDays } from '../src/desk/promises.ts'
import { ask } from '../src/desk/public/actions.ts'
import { listSchema, questionById, questionsFor, questionsOfColleague, searchQuestions } from '../src/desk/queries.ts'
import type { Question } from '../src/desk/question.ts'
import { markUrgent } from '../src/desk/urgent/actions.ts'
import { assign, clarify, register, take } from '../src/desk/work/actions.ts'
import en from '../src/desk/en.json'
import nl from '../src/desk/nl.json'
import { startDemo } from './ground.ts'

// What the staff of a walk-in point see of questions of people in danger, and what a manager is told of them.
const demo = await startDemo()
const { database, region, owner, clock, app } = demo
const network = await demo.network()
const publicActor: Actor = { kind: 'public', region }
const task: Actor = { kind: 'task', region }
const [guide, second, coordinator, manager] = (await Promise.all(['gids-enschede', 'tweede-gids-enschede', 'coordinator-werkcentrum', 'manager-werkcentrum'].map(demo.staff))) as [
  StaffActor,
  StaffActor,
  StaffActor,
  StaffActor,
]
const as = <Result>(actor: Actor, work: Parameters<typeof database.transaction<Result>>[2]) => database.transaction(actor, 'test', work)
const at = (iso: string) => clock.moveTo(new Date(iso))
const morning = '2026-11-24T09:00:00Z'

const suicide = 'Ik wil niet meer leven, vannacht maak ik er een eind aan'
const violence = 'Mijn man slaat me en ik zoek werk'

const asked = (text: string, contact: object = { phone: '+31612345678' }) =>
  as(publicActor, (tx) =>
    ask({ tx, actor: publicActor, now: clock.now(), network }, { channel: 'web', askerGroup: 'worker', language: 'nl', text, municipality: 'Enschede', postcode: '7511', contact }),
  )
const taken = async (text: string, contact?: object) => {
  const question = await asked(text, contact)
  await as(guide, (tx) => take({ tx, actor: guide, now: clock.now(), network }, question.id))
  return question
}
const marked = (question: Pick<Question, 'id'>) => as(guide, (tx) => markUrgent({ tx, actor: guide, now: clock.now(), network }, question.id, 'no-roof'))
const read = (question: Pick<Question, 'id'>) => as(task, (tx) => questionById(tx, region, question.id)).then((found) => found!)
const count = () => as(task, (tx) => figures(tx, region, clock.now()))
const numbersIn = async (actor: StaffActor, choice: object) =>
  (await as(actor, (tx) => questionsFor({ tx, actor, now: clock.now() }, listSchema.parse(choice)))).questions.map(({ number }) => number)

const host = { host: 'localhost:3999', origin: 'http://localhost:3999' }
/** A session ends when the clock moves on: each visit has its own. */
const cookieOf = demo.cookieOf
const vragen = async (who: string, query = '') =>
  (await app.inject({ url: `/api/v1/regios/twente/vragen${query}`, headers: { authorization: `Bearer ${(await cookieOf(who)).replace('werkcentrum=', '')}` } })).json().vragen as {
    vraagnummer: string
    kernvraag: string | null
  }[]
/** The page as somebody of staff gets it; `said` is what it says, in its order. */
async function opened(who: string, url: string) {
  const answer = await app.inject({ url: `/twente/werk${url}`, headers: { ...host, cookie: await cookieOf(who) } })
  return { ...answer, said: plain(answer.body) }
}
const plain = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#39;/g, "'")
    .replace(/\s+/g, ' ')
const sent = async (who: string, url: string, fields: Record<string, string>) =>
  app.inject({
    method: 'POST',
    url: `/twente/werk${url}`,
    headers: { ...host, cookie: await cookieOf(who), 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  })
/** These stand in the page, one below the other. */
function inOrder(text: string, ...parts: string[]) {
  const places = parts.map((part) => text.indexOf(part))
  expect(places.map((place, index) => [parts[index], place >= 0])).toEqual(parts.map((part) => [part, true]))
  expect(places).toEqual([...places].sort((a, b) => a - b))
}
await demo.tasks.run()

test('what cannot wait is counted to its end: taken at once, in time, too late, taken off, and still waiting of which past its moment; the promise is not called kept while somebody waits (1)', async () => {
  at(morning)
  const before = await count()
  await as(guide, (tx) => register({ tx, actor: guide, now: clock.now(), network }, { channel: 'walk-in', askerGroup: 'worker', language: 'nl', text: suicide, contact: {} }))
  await marked(await taken('Ik zoek werk'))
  // Marked by a colleague of who has it: it is in hand as well, and the record says in whose.
  const held = await taken('Ik zoek werk')
  await as(second, (tx) => markUrgent({ tx, actor: second, now: clock.now(), network }, held.id, 'danger'))
  const events = (await owner.query(`select kind, detail from event where subject_id = $1 and kind like 'question.urgent%' order by id`, [held.id])).rows
  expect(events).toEqual([
    { kind: 'question.urgent', detail: { own: true } },
    { kind: 'question.urgent-taken', detail: { within: true, holder: guide.id } },
  ])
  expect((await opened('gids-enschede', `/vragen/${held.number}`)).said).toContain(`${guide.name} nam de spoed op zich, binnen het uur`)
  await taken(suicide)
  const [late] = [await asked(suicide), await asked(suicide)]
  at('2026-11-24T10:30:00Z')
  await demo.tasks.run()
  await as(guide, (tx) => take({ tx, actor: guide, now: clock.now(), network }, late!.id))
  await asked(suicide)
  const after = await count()
  expect(after.urgent - before.urgent).toBe(7)
  expect([after.urgentTaken.within - before.urgentTaken.within, after.urgentTaken.late - before.urgentTaken.late]).toEqual([4, 1])
  expect([after.urgentWaiting.all - before.urgentWaiting.all, after.urgentWaiting.past - before.urgentWaiting.past]).toEqual([2, 1])
  expect(after).toEqual(await as(task, (tx) => recount(tx, region, clock.now())))

  const { said } = await opened('manager-werkcentrum', '/beloften')
  const { within, late: tooLate } = after.urgentTaken
  const share = Math.floor((100 * within) / (within + tooLate + after.urgentWaiting.past))
  expect(share).toBeLessThan(100)
  expect(said).toContain(`Spoed opgepakt, norm: een open uur ${within + tooLate} ${within} (${share} procent) ${tooLate}`)
  expect(said).toMatch(new RegExp(`Spoed, nog van niemand ${after.urgentWaiting.all} ${after.urgentWaiting.all - after.urgentWaiting.past} +${after.urgentWaiting.past} `))
  expect(said).toContain('1 vraag met spoed is niet op tijd opgepakt, en nog van niemand.')
  expect(said).not.toContain('Alle regels van deze belofte zijn nagekomen')

  // The day becomes a total; what waits is counted as it stands then, in both alike.
  at('2026-11-25T09:00:00Z')
  await as(task, (tx) => totalDays(tx, region, clock.now()))
  const next = await count()
  expect([next.urgentTaken, next.urgentWaiting]).toEqual([after.urgentTaken, { all: after.urgentWaiting.all, past: after.urgentWaiting.all }])
  expect(next).toEqual(await as(task, (tx) => recount(tx, region, clock.now())))
})

test('what came up lists what is late or has climbed, not who is still within their hour; those stand under Spoed, for everybody (2)', async () => {
  at('2026-11-25T10:00:00Z')
  const question = await asked(suicide)
  for (const actor of [coordinator, manager]) {
    expect(await numbersIn(actor, { lijst: 'climbed' })).not.toContain(question.number)
    expect(await numbersIn(actor, { lijst: 'urgent' })).toContain(question.number)
  }
  expect((await opened('manager-werkcentrum', '/beloften')).said.split('naar u toe gekomen')[1]).not.toContain(question.number)
  at('2026-11-25T11:01:00Z')
  for (const actor of [coordinator, manager]) expect(await numbersIn(actor, { lijst: 'climbed' })).toContain(question.number)
})

test('past its moment it says that it should have been taken, and to take it now (3)', async () => {
  at('2026-11-26T09:00:00Z')
  const question = await asked(suicide)
  const page = async () => (await opened('gids-enschede', `/vragen/${question.number}`)).said
  expect(await page()).toContain('Dit kan niet wachten. Pak het op vóór donderdag 26 november om 11.00 uur')
  at('2026-11-26T10:05:00Z')
  expect(await page()).toContain('Dit moest donderdag 26 november om 11.00 uur opgepakt zijn. Pak het nu op.')
  expect(await page()).not.toMatch(/Te laat sinds|Pak het op vóór/)
})

test('who may not read what it is about reads who may, whether anybody has it or not (4)', async () => {
  at(morning)
  const question = await asked(violence)
  const says = 'Wie deze vraag heeft of oppakt, ziet waar het om gaat en wat te doen.'
  const page = async (who: string) => (await opened(who, `/vragen/${question.number}`)).said
  expect(await page('manager-werkcentrum')).toContain(says)
  expect(await page('tweede-gids-enschede')).not.toContain(says)
  await as(guide, (tx) => take({ tx, actor: guide, now: clock.now(), network }, question.id))
  for (const who of ['manager-werkcentrum', 'tweede-gids-enschede']) expect(await page(who)).toContain(says)
  for (const who of ['gids-enschede', 'coordinator-werkcentrum']) expect(await page(who)).toContain('geweld of dreiging thuis')
})

test('in the alarm: how to reach the asker, to be tapped, then their own words, then taking it, then what to do (5)', async () => {
  at(morning)
  const both = await asked(suicide, { phone: '+31612345678', email: 'nood@voorbeeld.example' })
  const page = await opened('gids-enschede', `/vragen/${both.number}`)
  inOrder(
    page.body,
    'nu in gevaar',
    'href="tel:+31612345678"',
    'href="mailto:nood@voorbeeld.example"',
    suicide,
    'Ik pak dit nu op',
    'Wat u doet en zegt',
    'Wie u belt',
    'id="gesprek"',
  )
  const neither = await asked(suicide, {})
  expect((await opened('gids-enschede', `/vragen/${neither.number}`)).said).toContain(
    'De vrager gaf geen telefoon of mail. Schrijf op de pagina van de vraag, of wacht aan de balie.',
  )
})

test('words in another language than the page say in which, and that somebody must interpret (6)', async () => {
  at(morning)
  const polish = await asked('Szukam pracy, ale mąż mnie bije i boję się wracać do domu')
  expect((await opened('gids-enschede', `/vragen/${polish.number}`)).said).toContain('Geschreven in het Pools: regel een tolk.')
  expect((await opened('gids-enschede', `/vragen/${(await asked(suicide)).number}`)).said).not.toContain('tolk')
})

test('on top of every page of staff stand five by number, each with how long ago, and how many more (7)', async () => {
  at('2026-11-27T09:00:00Z')
  const waiting = Number((await owner.query('select count(*)::int as n from question where region_id = $1 and urgent_due_at is not null', [region])).rows[0].n)
  expect(waiting).toBeGreaterThan(5)
  const { body, said } = await opened('coordinator-werkcentrum', '/kennis')
  expect(said.match(/Spoed: TW-\S+ (net|\d+ (min|uur|dag|dagen) geleden)/g)).toHaveLength(5)
  expect(said).toContain(`en nog ${waiting - 5} `)
  // On a phone's question page the first alone stands by number.
  expect(said).toContain(`en nog ${waiting - 1} `)
  expect(body).toContain('href="/twente/werk?lijst=urgent"')
})

test('in every list and the API who is in danger and has nobody stands above what is marked and in hand, also when that is late; the pill says what was read and what a guide marked (8)', async () => {
  at('2026-11-20T09:00:00Z')
  const own = await taken('Ik zoek werk')
  await marked(own)
  at('2026-11-27T09:00:00Z')
  const [one, two] = [await asked(suicide), await asked(suicide)]
  await owner.query(`update question set urgent_due_at = urgent_due_at - interval '1 minute', due_at = due_at - interval '1 minute' where id = $1`, [two.id])
  const inHands = (numbers: string[]) => [two, one, own].map(({ number }) => numbers.indexOf(number))
  const rising = (places: number[]) => expect([places.includes(-1), [...places].sort((a, b) => a - b)]).toEqual([false, places])
  for (const [actor, lijst] of [
    [guide, 'all'],
    [guide, 'point'],
    [guide, 'urgent'],
    [coordinator, 'all'],
  ] as const)
    for (const volgorde of ['due', 'newest', 'oldest'] as const) rising(inHands(await numbersIn(actor, { lijst, volgorde })))
  const found = await as(guide, (tx) => searchQuestions(tx, guide, 'TW', '06 12345678', { inWords: true }))
  expect(found.questions.findIndex(({ urgent_due_at }) => !urgent_due_at)).toBeGreaterThan(found.questions.findLastIndex(({ urgent_due_at }) => urgent_due_at))
  rising(inHands((await vragen('gids-enschede')).map((each) => each.vraagnummer)))
  // A colleague's list is in the same order.
  for (const { id } of [one, own]) await as(coordinator, (tx) => assign({ tx, actor: coordinator, now: clock.now(), network }, id, second.id))
  const colleague = (await as(coordinator, (tx) => questionsOfColleague(tx, region, second.id))).map(({ number }) => number)
  rising([one, own].map(({ number }) => colleague.indexOf(number)))

  const pills = (text: string, { number }: Pick<Question, 'number'>) => /gevaar|spoed/.exec(text.slice(text.indexOf(number, text.indexOf('Filter en volgorde'))))?.[0]
  const list = (await opened('gids-enschede', '?lijst=urgent')).said
  expect([pills(list, one), pills(list, own)]).toEqual(['gevaar', 'spoed'])
  const search = (await opened('gids-enschede', `?zoek=${own.number}`)).said
  expect(search).toMatch(/ spoed .*werkdagen te laat/)
})

test('registered at the counter: the alarm comes before what is given along, and of what must stay hidden it asks whether paper is safe (9)', async () => {
  at(morning)
  const form = { channel: 'walk-in', group: 'worker', contact: '', postcode: '7511 AB' }
  const registered = async (question: string) => {
    const answer = await sent('gids-enschede', '/noteren', { ...form, question })
    expect(answer.statusCode).toBe(303)
    return (await opened('gids-enschede', String(answer.headers.location).replace('/twente/werk', ''))).said
  }
  const page = await registered(violence)
  inOrder(page, 'nu in gevaar', violence, 'Wat u doet en zegt', 'Vraag eerst of papier veilig is.', 'Geef de vrager dit nummer en deze link mee', 'Bon voor de vrager')
  expect(page).toContain('Vraag eerst of de vrager vrij kan praten.')
  expect(page).not.toContain('Bel, en vraag eerst')
  expect(await registered(suicide)).not.toContain('of papier veilig is')
  const ordinary = await registered('Ik zoek werk')
  inOrder(ordinary, 'Geef de vrager dit nummer', 'Wie')
})

test('the guidance calls the asker the asker, and fits who stands at the counter as well (9, 10)', () => {
  const guidance = [nl, en].map((texts) =>
    Object.entries(texts)
      .filter(([key]) => /^guidance\.(danger|suicide|violence|child|exploitation|voices|no-roof|no-food)$|^urgent\.hidden(\.first)?$/.test(key))
      .map(([, text]) => text),
  )
  for (const text of guidance[0]!) expect(text).not.toMatch(/de ander|Bel, en/)
  for (const text of guidance[1]!) expect(text).not.toMatch(/the other|\bthey\b/)
})

test('what a guide wrote of a question that must stay hidden stands in no list, file or API; its form says so (11)', async () => {
  at(morning)
  const secret = 'Weg bij haar man die slaat'
  const question = await taken(violence)
  await as(guide, (tx) => clarify({ tx, actor: guide, now: clock.now() }, question.id, { sharpened: secret, askerGroup: 'worker', facts: {} }))
  const instead = 'Alleen op de vraag zelf te lezen'
  expect((await vragen('gids-enschede', '?lijst=mijn')).find((each) => each.vraagnummer === question.number)?.kernvraag).toBe(instead)
  for (const [who, url] of [
    ['gids-enschede', '?lijst=mine'],
    ['gids-enschede', `?zoek=${question.number}`],
    ['gids-enschede', `/noteren?zoek=${question.number}`],
    ['coordinator-werkcentrum', '?lijst=urgent'],
    ['coordinator-werkcentrum', `/werkdruk/${guide.id}`],
    ['coordinator-werkcentrum', '/uitvoer?lijst=all&vorm=csv'],
  ] as const) {
    const { body } = await opened(who, url)
    expect([url, body.includes(question.number), body.includes(secret), body.includes(instead)]).toEqual([url, true, false, true])
  }
  // On its own page it is read as it was written, and kept as it was.
  const page = await opened('gids-enschede', `/vragen/${question.number}`)
  expect(page.said).toContain(secret)
  expect(page.said).toContain('Schrijf hier niet wat er speelt.')
  expect((await read(question)).sharpened).toBe(secret)
})

test('a message or answer that tells of what must stay hidden is not sent at once, nothing typed is lost, and it goes when the guide says so again (12)', async () => {
  at(morning)
  const question = await taken(violence, { email: 'stil@voorbeeld.example' })
  const messages = async () => (await owner.query('select kind, text from message where question_id = $1 order by id', [question.id])).rows
  const text = 'Uw man slaat u. Bel Veilig Thuis.'
  const warning = 'Dit leest misschien ook een ander. Wat er speelt, kunt u beter aan de telefoon zeggen.'
  const page = `/vragen/${question.number}`
  const held = await sent('gids-enschede', `${page}/bericht`, { text, waits: 'ja' })
  expect([held.statusCode, plain(held.body).includes(warning), held.body.includes('Toch versturen'), await messages()]).toEqual([422, true, true, []])
  expect(held.body).toMatch(new RegExp(`<textarea[^>]*>${text}`))
  expect(held.body).toMatch(/<option[^>]*(value="ja"[^>]*selected|selected[^>]*value="ja")/)
  expect((await sent('gids-enschede', `${page}/bericht`, { text, waits: 'nee', toch: 'ja' })).statusCode).toBe(303)
  expect(await messages()).toEqual([{ kind: 'message', text }])
  // What tells nothing is sent as ever.
  expect((await sent('gids-enschede', `${page}/bericht`, { text: 'Wanneer schikt het u?' })).statusCode).toBe(303)

  const preview = await sent('gids-enschede', `${page}/antwoord`, { text, told: 'ja', stap: 'bekijken' })
  expect([plain(preview.body).includes(warning), preview.body.includes('Toch versturen')]).toEqual([true, true])
  const again = await sent('gids-enschede', `${page}/antwoord`, { text, told: 'ja', stap: 'versturen' })
  expect([plain(again.body).includes(warning), again.body.includes(text), again.body.includes('name="told"'), (await read(question)).closed_at]).toEqual([true, true, true, null])
  expect((await sent('gids-enschede', `${page}/antwoord`, { text, told: 'ja', stap: 'toch' })).statusCode).toBe(303)
  expect((await read(question)).state).toBe('answered')
  // Of a question that is not discreet nothing is asked.
  const ordinary = await taken(suicide)
  expect((await sent('gids-enschede', `/vragen/${ordinary.number}/bericht`, { text })).statusCode).toBe(303)
})
