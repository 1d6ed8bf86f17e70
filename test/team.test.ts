import readXlsx from 'read-excel-file/node'
import { beforeAll, expect, test } from 'vitest'
import { ask } from '../src/desk/public/actions.ts'
import { take } from '../src/desk/work/actions.ts'
import { mailServer } from './mailserver.ts'
import { freePort, type Person, startBrowser } from './browser.ts'
import { startDemo } from './ground.ts'
import { followLink } from '../src/desk/links.ts'

const port = await freePort()
const { server, received } = await mailServer()
const demo = await startDemo({ port, environment: { SMTP_URL: server } })
const { database, region, clock, owner } = demo
const browser = await startBrowser(`http://localhost:${port}`)
beforeAll(() => demo.app.listen({ port, host: 'localhost' }).then(() => {}))
await demo.tasks.run()

async function staff(subject: string, organisation: string): Promise<Person> {
  const person = await browser.person()
  await person.page.goto(`/twente/inloggen/${organisation}?wie=${subject}`)
  await person.page.waitForURL('**/twente/werk')
  return person
}
/** A question of Enschede in hand of its first guide. */
async function inHand(text = 'Vraag') {
  const network = await demo.network()
  const guide = await demo.staff('gids-enschede')
  const nobody = { kind: 'public', region } as const
  const given = { channel: 'web', askerGroup: 'worker', language: 'nl', text, municipality: 'Enschede', contact: {} } as const
  const question = await database.transaction(nobody, 'test', (tx) => ask({ tx, actor: nobody, now: clock.now(), network }, given))
  await database.transaction(guide, 'test', (tx) => take({ tx, actor: guide, now: clock.now(), network }, question.id))
  return question
}

test('a guide asks the coordinator, who sees it in a list of their own and answers; the asker sees neither', async () => {
  const question = await inHand('Mag ik een opleiding beginnen?')
  const guide = await staff('gids-enschede', 'enschede')
  const address = `/twente/werk/vragen/${question.number}`
  await guide.page.goto(address)
  await guide.page.locator('summary', { hasText: 'Vraag het de coördinator' }).click()
  await guide.page.getByLabel('Wat wilt u weten?').fill('Geldt de regeling ook hier?')
  await guide.page.getByRole('button', { name: 'Stuur naar de coördinator' }).click()
  await guide.page.getByText('Uw vraag ligt bij de coördinator.').waitFor()
  await guide.check()

  const coordinator = await staff('coordinator-enschede', 'enschede')
  await coordinator.page.getByRole('link', { name: /Meldingen/ }).click()
  await coordinator.page.getByText('Een gids vraagt uw advies').first().waitFor()
  await coordinator.check()
  await coordinator.page.getByRole('link', { name: /Overleg gevraagd/ }).click()
  await coordinator.page.getByRole('link', { name: new RegExp(question.number) }).click()
  await coordinator.check()
  await coordinator.page.getByLabel('Uw advies. De vrager ziet dit niet.').fill('Ja, dat mag.')
  await coordinator.page.getByRole('button', { name: 'Geef advies' }).click()
  await coordinator.page.getByText('Het advies staat bij de vraag.').waitFor()
  await guide.page.goto(address)
  expect(await guide.page.locator('#gesprek').innerText()).toContain('Ja, dat mag.')
  const follow = await demo.app.inject(`/twente/volg/${demo.system.links.make(region, followLink, question.id, 1)}`)
  expect(follow.body).not.toContain('Geldt de regeling ook hier?')
  expect(follow.body).not.toContain('Ja, dat mag.')
})

test('two who clarify one question at once: the second sees what the first wrote, and their own words are still there', async () => {
  const question = await inHand()
  const [first, second] = [await staff('gids-enschede', 'enschede'), await staff('tweede-gids-enschede', 'enschede')]
  const address = `/twente/werk/vragen/${question.number}`
  for (const { page } of [first, second]) await page.goto(address)
  const write = async ({ page }: Person, text: string) => {
    await page.getByLabel('De vraag in één zin').fill(text)
    await page.locator('details', { hasText: 'Vraag verhelderen' }).getByRole('button', { name: 'Opslaan' }).click()
  }
  await write(first, 'Wat de eerste schreef')
  await first.page.getByText('Opgeslagen.').waitFor()
  await write(second, 'Wat de tweede schreef')
  await second.page.getByText('Een ander heeft dit intussen gewijzigd.').first().waitFor()
  await second.check()
  expect(await second.page.locator('main').innerText()).toContain('Wat de eerste schreef')
  expect(await second.page.getByLabel('De vraag in één zin').inputValue()).toBe('Wat de tweede schreef')
  expect((await owner.query('select sharpened from question where id = $1', [question.id])).rows[0].sharpened).toBe('Wat de eerste schreef')
  await write(second, 'Wat zij samen schreven')
  await second.page.getByText('Opgeslagen.').waitFor()
  await second.page.getByRole('heading', { name: 'Wat zij samen schreven' }).waitFor()
})

test('a coordinator sees how the work is spread, and gives many questions to a colleague', async () => {
  const questions = [await inHand('Een'), await inHand('Twee'), await inHand('Drie')]
  const coordinator = await staff('coordinator-enschede', 'enschede')
  const { page } = coordinator
  await page.getByRole('link', { name: 'Werkdruk' }).click()
  await coordinator.check()
  await page
    .getByRole('row', { name: /^Gids Enschede/ })
    .getByRole('link', { name: 'Verdeel' })
    .click()
  await coordinator.check()
  await page.getByRole('button', { name: 'Geef de gekozen vragen' }).click()
  await page.getByText('Kies ten minste één vraag.').first().waitFor()
  await coordinator.check()
  for (const each of questions.slice(0, 2)) await page.getByLabel(new RegExp(each.number)).check()
  await page.getByLabel('Collega', { exact: true }).selectOption({ label: 'Tweede gids Enschede' })
  await page.getByRole('button', { name: 'Geef de gekozen vragen' }).click()
  await page.getByText('2 vragen zijn verplaatst.').waitFor()
  const { rows } = await owner.query('select s.subject from question q join staff s on s.id = q.staff_id where q.id = any($1) order by q.id', [questions.map((each) => each.id)])
  expect(rows.map((row) => row.subject)).toEqual(['tweede-gids-enschede', 'tweede-gids-enschede', 'gids-enschede'])
})

test('whoever is away has their questions with the stand-in, who is told what happens to them', async () => {
  const question = await inHand('Wie helpt mij nu?')
  const guide = await staff('gids-enschede', 'enschede')
  const { page } = guide
  await page.getByRole('link', { name: 'Afwezigheid' }).click()
  await guide.check()
  await page.getByLabel('Wie neemt waar?').selectOption({ label: 'Tweede gids Enschede' })
  await page.getByLabel('Eerste dag weg').fill('2026-11-24')
  await page.getByLabel('Laatste dag weg').fill('2026-11-20')
  await page.getByRole('button', { name: 'Leg vast' }).click()
  await page.getByText('De laatste dag ligt voor de eerste.').first().waitFor()
  expect(await page.getByLabel('Laatste dag weg').inputValue()).toBe('2026-11-20')
  await page.getByLabel('Laatste dag weg').fill('2026-12-04')
  await page.getByRole('button', { name: 'Leg vast' }).click()
  await page.getByText('Tweede gids Enschede neemt waar.').waitFor()
  await guide.check()

  const standIn = await staff('tweede-gids-enschede', 'enschede')
  expect(await standIn.page.locator('.wc-list').innerText()).toContain(question.number)
  await standIn.page.goto('/twente/werk/meldingen')
  await standIn.page.getByLabel('Wanneer wilt u mail?').selectOption('at-once')
  await standIn.page.getByRole('button', { name: 'Opslaan' }).click()
  await standIn.page.getByText('Opgeslagen.').waitFor()
  received.length = 0
  const token = demo.system.links.make(region, followLink, question.id, 1)
  await demo.app.inject({ method: 'POST', url: `/twente/volg/${token}/toevoegen`, headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: 'text=Ik+wacht+nog' })
  await demo.tasks.run()
  await demo.tasks.run()
  const [mail, ...more] = received
  expect(more).toEqual([])
  expect(mail!.to[0]).toMatch(/^tweede/)
  expect(mail!.text).toContain(question.number)
  expect(mail!.text).not.toContain('Ik wacht nog')
  await standIn.page.goto('/twente/werk/meldingen')
  await standIn.page.getByText('Een vrager schreef iets').first().waitFor()
  await standIn.check()
  await page.getByRole('button', { name: 'Toch aanwezig' }).click()
  await standIn.page.goto('/twente/werk')
  expect(await standIn.page.locator('.wc-list').innerText()).not.toContain(question.number)
})

test('in the morning of a working day each who wants it is mailed what is due, and nobody else', async () => {
  const { rows: before } = await owner.query(`select count(*)::int as n from mail where kind = 'morning'`)
  // Friday evening: the night of Saturday plans no mail, that of Monday does.
  clock.moveTo(new Date('2026-11-27T22:00:00Z'))
  for (const moment of ['2026-11-28T08:00:00Z', '2026-11-29T08:00:00Z', '2026-11-30T05:00:00Z']) {
    clock.moveTo(new Date(moment))
    await demo.tasks.run()
  }
  const count = async () => (await owner.query(`select count(*)::int as n from mail where kind = 'morning'`)).rows[0].n - before[0].n
  expect(await count()).toBe(0)
  await owner.query(`insert into staff_choice (region_id, staff_id, mail) select region_id, id, 'none' from staff where subject = 'gids-almelo'`)
  clock.moveTo(new Date('2026-11-30T06:31:00Z'))
  received.length = 0
  await demo.tasks.run()
  await demo.tasks.run()
  expect(await count()).toBeGreaterThan(3)
  const mine = received.filter((each) => each.text.includes('te laat'))
  expect(mine.length).toBeGreaterThan(0)
  const { rows } = await owner.query(`select email from staff where subject = 'gids-almelo'`)
  expect(received.some((each) => each.to.includes(rows[0].email))).toBe(false)
})

test('a knowledge page is written, found while answering, and a standard text is filled in below what was typed', async () => {
  const specialist = await staff('specialist-regelingen-enschede', 'enschede')
  const { page } = specialist
  const write = async (kind: string, title: string, text: string) => {
    await page.goto('/twente/werk/kennis/nieuw')
    await page.getByLabel('Wat is het?').selectOption(kind)
    await page.getByLabel('Onderwerp').selectOption('learning')
    await page.getByLabel('Titel').fill(title)
    await page.getByLabel('Tekst').fill(text)
    await page.getByRole('button', { name: 'Opslaan' }).click()
  }
  await write('text', 'Groet', 'Met groet, {gids} over {iets}')
  await page.getByText('Tussen accolades staat een woord dat niet ingevuld kan worden.').first().waitFor()
  await specialist.check()
  await page.getByLabel('Tekst').fill('Beste {naam}, uw nummer is {nummer}. Met groet, {gids}')
  await page.getByRole('button', { name: 'Opslaan' }).click()
  await page.getByRole('heading', { name: 'Groet' }).waitFor()
  await write('page', 'Scholingscheque', 'Vraag hem aan voordat de opleiding begint.')
  await page.goto('/twente/werk/kennis?zoek=opleidingen')
  await page.getByRole('link', { name: 'Scholingscheque' }).waitFor()
  await specialist.check()

  const question = await inHand()
  const guide = await staff('gids-enschede', 'enschede')
  await guide.page.goto(`/twente/werk/vragen/${question.number}`)
  await guide.page.getByLabel('De vraag in één zin').fill('Wat kost leren?')
  await guide.page.getByLabel('Onderwerp').last().selectOption('learning')
  await guide.page.locator('details', { hasText: 'Vraag verhelderen' }).getByRole('button', { name: 'Opslaan' }).click()
  await guide.page.getByRole('link', { name: 'Antwoord', exact: true }).click()
  await guide.page.locator('summary', { hasText: 'Scholingscheque' }).waitFor()
  await guide.page.getByLabel('Uw antwoord aan de vrager').fill('Dat hangt ervan af.')
  await guide.page.locator('summary', { hasText: 'Begin met een standaardtekst' }).click()
  await guide.check()
  await guide.page.getByRole('button', { name: 'Groet', exact: true }).click()
  await guide.page.getByText('Begin met een standaardtekst').waitFor()
  expect(await guide.page.getByLabel('Uw antwoord aan de vrager').inputValue()).toBe(
    `Dat hangt ervan af.\n\nBeste {naam}, uw nummer is ${question.number}. Met groet, Gids Enschede`,
  )
})

test('a filter is kept by name, in the menu of who kept it only, and forgotten', async () => {
  const guide = await staff('gids-enschede', 'enschede')
  const { page } = guide
  await page.goto('/twente/werk?lijst=all&onderwerp=learning')
  await page.getByLabel('Bewaar dit filter onder de naam').fill('Leren <b>')
  await page.getByRole('button', { name: 'Bewaar filter' }).click()
  await page.getByRole('link', { name: 'Leren <b>' }).waitFor()
  await guide.check()
  await page.goto('/twente/werk')
  await page.getByRole('link', { name: 'Leren <b>' }).click()
  expect(page.url()).toContain('lijst=all&onderwerp=learning')
  const other = await staff('tweede-gids-enschede', 'enschede')
  expect(await other.page.getByRole('link', { name: 'Leren <b>' }).count()).toBe(0)
  await page.getByRole('button', { name: 'Vergeet filter Leren <b>' }).click()
  await page.waitForURL('**/twente/werk')
  expect(await page.getByRole('link', { name: 'Leren <b>' }).count()).toBe(0)
})

test('a list is exported whole, as Excel and as CSV, with text that no spreadsheet runs, and that is recorded', async () => {
  const question = await inHand('x')
  await owner.query(`update question set sharpened = '=HYPERLINK("http://elders.example")' where id = $1`, [question.id])
  const cookie = await demo.cookieOf('coordinator-enschede')
  const get = (url: string, as = cookie) => demo.app.inject({ url, headers: { cookie: as } })
  const csv = await get('/twente/werk/uitvoer?lijst=all&vorm=csv')
  expect(csv.headers['content-disposition']).toContain('attachment')
  const open = await owner.query(`select count(*)::int as n from question q join organisation o on o.id = q.organisation_id where q.closed_at is null and o.slug = 'enschede'`)
  expect(csv.body.trim().split('\r\n')).toHaveLength(open.rows[0].n + 1)
  expect(csv.body).toContain(`"'=HYPERLINK(""http://elders.example"")"`)
  const xlsx = await get('/twente/werk/uitvoer?lijst=all&vorm=xlsx')
  const rows: readonly unknown[] = await readXlsx(xlsx.rawPayload)
  const sheet = (Array.isArray(rows[0]) ? rows : (rows[0] as { data: unknown[][] }).data) as unknown[][]
  expect(sheet).toHaveLength(open.rows[0].n + 1)
  const line = sheet.find((row) => row[0] === question.number)!
  expect(line[1]).toBe('=HYPERLINK("http://elders.example")')
  expect((line[9] as Date).toISOString().slice(0, 10)).toBe(question.asked_at.toISOString().slice(0, 10))
  expect((await get('/twente/werk/uitvoer?lijst=all&vorm=csv', await demo.cookieOf('gids-enschede'))).statusCode).toBe(404)
  const events = await owner.query(`select detail from event where kind = 'list.exported' order by id`)
  expect(events.rows).toHaveLength(2)
  expect(events.rows[0].detail).toEqual({ list: 'all', count: open.rows[0].n })
})

test('every other list of the workplace is a file for who may have it, recorded; for others it stays a page', async () => {
  const lists = [
    ['/twente/werk/toegang?vorm=csv', 'beheerder-werkcentrum', 'Gids Enschede'],
    ['/twente/werk/netwerk?lijst=collegas&vorm=csv', 'coordinator-werkcentrum', 'Gids Enschede'],
    ['/twente/werk/netwerk?lijst=organisaties&vorm=csv', 'coordinator-werkcentrum', 'werkcentrum@uwv.example'],
    ['/twente/werk/netwerk?lijst=inlooppunten&vorm=csv', 'manager-werkcentrum', 'Voorbeeldplein 12, 7651 AA Tubbergen'],
    ['/twente/werk/netwerk?lijst=afspraken&vorm=csv', 'manager-werkcentrum', 'Convenant gegevensdeling Twente'],
    ['/twente/werk/deuren?vorm=csv', 'coordinator-werkcentrum', 'info@leerwerkloket-twente.example'],
    ['/twente/werk/werkdruk?lijst=collegas&vorm=csv', 'coordinator-werkcentrum', 'Gids Enschede'],
    ['/twente/werk/werkdruk?lijst=inlooppunten&vorm=csv', 'coordinator-werkcentrum', 'Werkcentrum Enschede'],
    ['/nederland/werk/regios?vorm=csv', 'landelijk-beheerder', 'Achterhoek;nog niet begonnen'],
  ] as const
  for (const [url, who, content] of lists) {
    const cookie = await demo.cookieOf(who)
    const answer = await demo.app.inject({ url, headers: { cookie } })
    expect([url, answer.headers['content-type'], answer.body.includes(content)]).toEqual([url, 'text/csv; charset=utf-8', true])
    const excel = await demo.app.inject({ url: url.replace('csv', 'xlsx'), headers: { cookie } })
    expect(excel.rawPayload.subarray(0, 2).toString()).toBe('PK')
    const guide = await demo.app.inject({ url, headers: { cookie: await demo.cookieOf('gids-enschede') } })
    expect([url, guide.headers['content-disposition']]).toEqual([url, undefined])
  }
  const { rows } = await demo.owner.query(`select count(*)::int as n from event where kind = 'list.exported' and detail ? 'list' and detail ->> 'list' = 'access'`)
  expect(rows[0].n).toBe(2)
  // The administrator of another organisation takes along their own only.
  const own = await demo.app.inject({ url: '/twente/werk/toegang?vorm=csv', headers: { cookie: await demo.cookieOf('beheerder-uwv') } })
  expect(own.body).not.toContain('Enschede')
})
