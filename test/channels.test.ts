import { beforeAll, expect, test } from 'vitest'
import { freePort, type Person, startBrowser } from './browser.ts'
import { startDemo } from './ground.ts'

const port = await freePort()
const demo = await startDemo({ port })
const base = `http://localhost:${port}`
const browser = await startBrowser(base)
beforeAll(() => demo.app.listen({ port, host: 'localhost' }).then(() => {}))

async function staff(subject: string, organisation: string, width: 360 | 1280 = 1280): Promise<Person> {
  const person = await browser.person(width)
  await person.page.goto(`/twente/inloggen/${organisation}?wie=${subject}`)
  await person.page.waitForURL('**/twente/werk')
  return person
}
const numberOn = async ({ page }: Person) => /TW-\w{4}-\w{2}/.exec(await page.locator('.wc-kicker').innerText())![0]

test('at the counter, by keyboard: search first, see what is running, add; the slip leads to the page', async () => {
  const guide = await staff('gids-enschede', 'enschede')
  const { page } = guide
  await page.keyboard.press('n')
  await page.waitForURL('**/werk/noteren')
  await guide.check()
  // The search field has the focus: type, Enter, and the question is what comes next.
  await page.keyboard.type('vrager-1@voorbeeld.example')
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'Nieuwe vraag van deze persoon' }).waitFor()
  expect(await page.locator('main').innerText()).toContain('Van winkel naar zorg')
  await guide.check()
  await page.getByRole('link', { name: 'Nieuwe vraag van deze persoon' }).click()
  await page.waitForURL(/van=/)
  await guide.check()
  await page.keyboard.type('En kan ik dan ook reiskosten krijgen?')
  await page.getByLabel('Hoe kwam de vraag').selectOption('phone')
  await page.getByRole('button', { name: 'Noteer de vraag' }).click()
  await page.getByText('De vraag is genoteerd.').waitFor()
  const { rows } = await demo.owner.query(
    `select count(distinct person_id)::int as persons, count(*)::int as questions from question where person_id = (select id from person where email = 'vrager-1@voorbeeld.example')`,
  )
  expect(rows[0]).toEqual({ persons: 1, questions: 2 })

  // Somebody who gives nothing of themselves takes a slip home.
  await page.keyboard.press('n')
  await page.waitForURL('**/werk/noteren')
  await page.getByLabel('De vraag, in de woorden van de vrager').fill('Ik zoek iets met dieren.')
  await page.getByLabel('Doelgroep').selectOption('pupil')
  await page.getByRole('button', { name: 'Noteer de vraag' }).click()
  const number = await numberOn(guide)
  await page.getByRole('link', { name: 'Bon voor de vrager' }).click()
  await guide.check()
  const slip = await page.locator('main').innerText()
  expect(slip).toContain(number)
  expect(slip).not.toContain('dieren')
  expect(await page.getByRole('button', { name: 'Druk af' }).isVisible()).toBe(true)
  const code = /[2-9A-Z]{4} [2-9A-Z]{4}/.exec(slip)![0]

  const resident = await browser.person(360)
  await resident.page.goto('/twente/volg')
  await resident.check()
  await resident.page.getByLabel('Nummer').fill(number)
  await resident.page.getByLabel('Code').fill('ABCD EFGH')
  await resident.page.getByRole('button', { name: 'Bekijk mijn vraag' }).click()
  await resident.page.getByText('Nummer en code horen niet bij elkaar.').first().waitFor()
  await resident.check()
  await resident.page.getByLabel('Code').fill(code.toLowerCase())
  await resident.page.getByRole('button', { name: 'Bekijk mijn vraag' }).click()
  await resident.page.getByText('Ik zoek iets met dieren.').waitFor()
  await resident.check()
})

test('somebody who can only be called is told the answer, or has it left after three days of trying', async () => {
  const guide = await staff('gids-almelo', 'almelo')
  const { page } = guide
  await page.goto('/twente/werk/noteren')
  await page.getByLabel('De vraag, in de woorden van de vrager').fill('Mijn uitkering stopt, en dan?')
  await page.getByLabel('Doelgroep').selectOption('job-seeker')
  await page.getByLabel('E-mail of telefoon').last().fill('06 12 34 56 78')
  await page.getByRole('button', { name: 'Noteer de vraag' }).click()
  const number = await numberOn(guide)
  const address = `/twente/werk/vragen/${number}`
  const answer = async () => {
    await page.goto(`${address}/antwoord`)
    await page.getByLabel('Uw antwoord aan de vrager').fill('U kunt bijstand aanvragen.')
    await page.getByRole('button', { name: 'Bekijk zoals de vrager het ziet' }).click()
    await page.getByRole('button', { name: 'Leg vast en sluit de vraag' }).click()
  }
  await answer()
  await page.locator('#veld-told-fout', { hasText: 'Geef het antwoord eerst zelf en zet dan dit vinkje' }).waitFor()
  expect(await page.getByLabel('Uw antwoord aan de vrager').inputValue()).toBe('U kunt bijstand aanvragen.')
  await guide.check()
  for (let day = 0; day < 3; day += 1) {
    await page.goto(address)
    await page.keyboard.press('g')
    for (let again = 0; again < 2; again += 1) {
      const button = page.getByRole('button', { name: 'Gebeld, niet bereikt' })
      if (!(await button.isVisible())) await page.keyboard.press('g')
      await button.click()
      await page.getByText('De poging is vastgelegd.').waitFor()
    }
    demo.clock.moveTo(new Date(demo.clock.now().getTime() + 60_000))
    if (day < 2) await demo.owner.query(`update event set at = at - interval '1 day' where kind = 'question.attempted'`)
  }
  await answer()
  await page.getByText('Het antwoord is vastgelegd. Er gaat geen mail. De vraag is gesloten.').waitFor()
  const { rows } = await demo.owner.query('select reached from answer a join question q on q.answer_id = a.id where q.number = $1', [number])
  expect(rows).toEqual([{ reached: 'left' }])
})

test('what cannot wait is on top, with whom to call, and at the coordinator too', async () => {
  const guide = await staff('gids-hengelo', 'hengelo')
  const { page } = guide
  await page.goto('/twente/werk?lijst=mine')
  const links = page.locator('.wc-list a')
  const last = links.last()
  const number = /TW-\w{4}-\w{2}/.exec(await last.innerText())![0]
  await last.click()
  await page.locator('summary', { hasText: 'Spoed' }).click()
  await page.getByLabel('Waar het om gaat').selectOption('no-roof')
  await page.locator('details', { hasText: 'zonder slaapplek' }).getByRole('button', { name: 'Opslaan' }).click()
  await page.getByRole('alert').getByText('geen slaapplek').waitFor()
  expect(await page.locator('main').innerText()).toContain('053 000 00 02')
  await guide.check()
  await page.goto('/twente/werk?lijst=all')
  expect(await links.first().innerText()).toContain(number)
  await guide.check()
  const coordinator = await staff('coordinator-werkcentrum', 'werkcentrum')
  await coordinator.page.goto('/twente/werk?lijst=all')
  const urgent = coordinator.page.locator('.wc-list a', { hasText: /spoed|gevaar/ })
  expect((await urgent.allInnerTexts()).join()).toContain(number)
  // All of them come before what only is late.
  expect(
    await coordinator.page
      .locator('.wc-list a')
      .nth((await urgent.count()) - 1)
      .innerText(),
  ).toMatch(/spoed|gevaar/)
})

test('in the chat both sides see what the other writes, and who is there, without reloading', async () => {
  const resident = await browser.person(360)
  await resident.page.goto('/twente')
  await resident.page.getByLabel('Uw vraag').fill('Kan ik nu met iemand praten?')
  await resident.page.getByLabel('U bent').selectOption('worker')
  await resident.page.getByLabel('Uw postcode').first().fill('7511 AB')
  await resident.page.getByRole('button', { name: 'Liever chatten' }).click()
  await resident.page.getByText('Een gids leest mee zodra die er is.').waitFor()
  await resident.check()

  const guide = await staff('gids-enschede', 'enschede')
  await guide.page.goto('/twente/werk?lijst=unowned')
  await guide.page.getByText('wacht in de chat').first().waitFor()
  await guide.page.locator('.wc-list a', { hasText: 'wacht in de chat' }).first().click()
  await guide.page.getByText('De vrager kijkt nu mee.').waitFor()
  await guide.page.keyboard.press('o')
  await guide.page.getByText('U hebt deze vraag opgepakt.').waitFor()
  await resident.page.getByText('Gids Enschede is er nu ook.').waitFor()
  await guide.page.getByLabel('Bericht. De vrager leest dit.').fill('Ja hoor, waar gaat het over?')
  await guide.page.getByRole('button', { name: 'Verstuur aan de vrager' }).click()
  await resident.page.getByText('Ja hoor, waar gaat het over?').waitFor()
  await resident.page.getByLabel('Uw bericht').fill('Over omscholen.')
  await guide.page.getByText('De vrager schrijft nu.').waitFor()
  await resident.page.getByRole('button', { name: 'Versturen' }).click()
  await guide.page.locator('#gesprek').getByText('Over omscholen.').waitFor()
  await resident.check()
  await guide.check()
})

test('of two colleagues at one question each sees that the other is there and writes, and that something changed', async () => {
  const first = await staff('gids-enschede', 'enschede')
  const second = await staff('tweede-gids-enschede', 'enschede')
  await first.page.goto('/twente/werk?lijst=unowned')
  await second.page.goto('/twente/werk?lijst=unowned')
  const link = first.page.locator('.wc-list a').first()
  const number = /TW-\w{4}-\w{2}/.exec(await link.innerText())![0]
  await link.click()
  await first.page.getByRole('button', { name: 'Oppakken' }).click()
  await first.page.getByText('U hebt deze vraag opgepakt.').waitFor()
  // A list that was open when it was taken is without it by itself.
  await second.page.locator('.wc-list a', { hasText: number }).waitFor({ state: 'detached' })
  await second.page.goto(`/twente/werk/vragen/${number}`)
  await second.page.getByText('Gids Enschede is er nu ook.').waitFor()
  await first.page.locator('summary', { hasText: 'Interne notitie' }).click()
  await first.page.getByLabel('Notitie voor collega’s').fill('Ik bel deze vrager')
  await second.page.getByText('Gids Enschede schrijft nu.').waitFor()
  const looks = async () => (await demo.owner.query('select count(*)::int as n from look l join question q on q.id = l.question_id where q.number = $1', [number])).rows[0].n
  const before = await looks()
  await first.page.locator('summary', { hasText: 'Spoed' }).click()
  await first.page.getByLabel('Waar het om gaat').selectOption('danger')
  await first.page.locator('details', { hasText: 'zonder slaapplek' }).getByRole('button', { name: 'Opslaan' }).click()
  await second.page.getByText('Er is iets veranderd aan deze vraag. Bekijk het nu.').waitFor()
  // The first one's own page again; the second's was only marked.
  expect(await looks()).toBe(before + 1)
  await second.check()
})

test('keys can be put out, and do nothing while somebody types', async () => {
  const guide = await staff('gids-enschede', 'enschede')
  const { page } = guide
  await page.keyboard.press('/')
  await page.keyboard.type('n?jk')
  expect(await page.locator('input[type=search]').first().inputValue()).toBe('n?jk')
  await page.keyboard.press('Escape')
  await page.keyboard.press('?')
  await page.getByRole('heading', { name: 'Toetsen' }).waitFor()
  await guide.check()
  await page.getByLabel('Toetsen werken').uncheck()
  await page.goto('/twente/werk')
  await page.keyboard.press('n')
  await page.waitForTimeout(200)
  expect(page.url()).toBe(`${base}/twente/werk`)
})

test('a partner brings somebody in by its own page and its own sign-in; both lead to the municipality, and are counted', async () => {
  const resident = await browser.person(360)
  await resident.page.goto('/twente/deur/uwv')
  await resident.check()
  expect(await resident.page.locator('main').innerText()).toContain('UWV werkt samen in Werkcentrum Twente')
  await resident.page.getByLabel('Uw vraag').fill('Mijn adviseur van UWV zei dat ik hier moet zijn.')
  await resident.page.getByLabel('U bent').selectOption('job-seeker')
  await resident.page.getByLabel('Uw postcode').fill('7607 AB')
  await resident.page.getByRole('button', { name: 'Stel uw vraag' }).click()
  await resident.page.waitForURL('**/volg/**')

  const partner = await staff('contactpersoon-uwv', 'uwv')
  const { page } = partner
  await page.goto('/twente/werk/noteren')
  await partner.check()
  await page.getByLabel('De vraag, in de woorden van de vrager').fill('Wil terug naar de bouw.')
  await page.getByLabel('Doelgroep').selectOption('job-seeker')
  await page.getByLabel('Postcode').fill('7607')
  await page.getByRole('button', { name: 'Breng naar de gemeente van de vrager' }).click()
  await page.waitForURL('**/bon')
  await partner.check()
  const { rows } = await demo.owner.query(
    `select o.slug as owner, d.slug as door, q.channel from question q join organisation o on o.id = q.organisation_id join door d on d.id = q.door_id where d.slug = 'uwv' and o.slug = 'almelo'`,
  )
  expect(rows).toEqual(Array(2).fill({ owner: 'almelo', door: 'uwv', channel: 'partner' }))
  const coordinator = await staff('coordinator-werkcentrum', 'werkcentrum')
  await coordinator.page.goto('/twente/werk/deuren')
  await coordinator.check()
  expect(await coordinator.page.getByRole('row', { name: /UWV/ }).innerText()).toMatch(/\t3$/)
})

test('a program of an organisation brings people in with its token, until its administrator ends it', async () => {
  const administrator = await staff('beheerder-uwv', 'uwv')
  const { page } = administrator
  await page.goto('/twente/werk/deuren')
  await page.getByRole('button', { name: 'Geef een token uit' }).click()
  await page.getByText('Geef het programma een naam.').first().waitFor()
  await administrator.check()
  await page.getByLabel('Naam van het programma').fill('Website van UWV')
  await page.getByRole('button', { name: 'Geef een token uit' }).click()
  const token = (await page.locator('code').innerText()).trim()
  await administrator.check()
  const bring = (bearer: string) =>
    fetch(`${base}/api/v1/regios/twente/vragen`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}` },
      body: JSON.stringify({ doelgroep: 'werkzoekende', vraag: 'Via het programma', postcode: '7607', contact: {} }),
    })
  const answer = await bring(token)
  expect(answer.status).toBe(201)
  const { vraagnummer } = (await answer.json()) as { vraagnummer: string }
  const { rows } = await demo.owner.query('select d.slug as door, q.channel from question q join door d on d.id = q.door_id where q.number = $1', [vraagnummer])
  expect(rows).toEqual([{ door: 'uwv', channel: 'partner' }])
  expect((await bring('wc_5_niet-van-ons')).status).toBe(401)
  await page.goto('/twente/werk/deuren')
  expect(await page.locator('main').innerText()).not.toContain(token)
  await page.getByRole('button', { name: 'Trek toegang in' }).click()
  await page.getByText('ingetrokken op').waitFor()
  await administrator.check()
  expect((await bring(token)).status).toBe(401)
})
