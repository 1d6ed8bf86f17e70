import { beforeAll, expect, test } from 'vitest'
import { freePort, type Person, startBrowser } from './browser.ts'
import { startDemo } from './ground.ts'

const port = await freePort()
const demo = await startDemo({ port })
const base = `http://localhost:${port}`
const browser = await startBrowser(base)
beforeAll(() => demo.app.listen({ port, host: 'localhost' }).then(() => {}))

/** Signs in through the real protocol, by choosing a person at the demo's provider. */
async function signIn(person: Person, subject: string, organisation: string) {
  await person.page.goto(`/twente/inloggen/${organisation}?wie=${subject}`)
  await person.page.waitForURL('**/twente/werk')
}

async function askOnTheWeb(person: Person, text: string, contact = '') {
  const { page } = person
  await page.goto('/twente')
  await page.getByLabel('Uw vraag').fill(text)
  await page.getByLabel('U bent').selectOption('worker')
  await page.getByLabel('Uw e-mail of telefoon').fill(contact)
  await page.getByLabel('Uw postcode').first().fill('7511 AB')
  await page.getByRole('button', { name: 'Stel uw vraag' }).click()
  await page.waitForURL('**/volg/**')
  const number = /TW-\w{4}-\w{2}/.exec(await page.locator('main').innerText())![0]
  return { number, follow: page.url() }
}

test('a resident asks, a guide takes, clarifies and answers, it does not help, and the guide answers again', async () => {
  const resident = await browser.person(360)
  await resident.page.goto('/twente')
  await resident.check()
  const { number, follow } = await askOnTheWeb(resident, 'Ik wil van de winkel naar de zorg. Wie betaalt dat?', 'bewoner@voorbeeld.example')
  await resident.check()
  expect(await resident.page.locator('main').innerText()).toContain('U hoort uiterlijk donderdag 26 november van ons.')

  const guide = await browser.person()
  const { page } = guide
  await signIn(guide, 'gids-enschede', 'enschede')
  await guide.check()
  await page.getByRole('link', { name: /Nog van niemand/ }).click()
  await guide.check()
  expect(await page.locator('.wc-list').innerText()).not.toContain('bewoner@')
  await page.getByRole('link', { name: new RegExp(number) }).click()
  await guide.check()
  await page.getByRole('button', { name: 'Oppakken' }).click()
  await page.getByText('U hebt deze vraag opgepakt.').waitFor()
  await page.getByLabel('De vraag in één zin').fill('Van winkel naar zorg, wie betaalt?')
  await page.getByLabel('Onderwerp').last().selectOption('learning')
  await page.getByRole('button', { name: 'Opslaan' }).click()
  await page.getByRole('heading', { name: 'Van winkel naar zorg, wie betaalt?' }).waitFor()
  await page.locator('summary', { hasText: 'Interne notitie' }).click()
  await page.getByLabel('Notitie voor collega’s').fill('Alleen voor ons')
  await page.getByRole('button', { name: 'Bewaar notitie' }).click()
  await page.getByText('De notitie is bewaard.').waitFor()
  await guide.check()

  await page.getByRole('link', { name: 'Antwoord', exact: true }).click()
  await guide.check()
  await page.getByLabel('Uw antwoord aan de vrager').fill('U kunt een scholingscheque aanvragen.')
  await page.getByRole('button', { name: 'Bekijk zoals de vrager het ziet' }).click()
  await page.getByRole('heading', { name: 'Zo ziet de vrager het' }).waitFor()
  await guide.check()
  await page.getByRole('button', { name: 'Verstuur en sluit de vraag' }).click()
  await page.getByText('Het antwoord is verstuurd. De vraag is gesloten.').waitFor()

  await resident.page.goto(follow.replace('?gedaan=new', ''))
  await resident.check()
  const seen = await resident.page.locator('main').innerText()
  expect(seen).toContain('U kunt een scholingscheque aanvragen.')
  expect(seen).not.toContain('Alleen voor ons')
  await resident.page.locator('summary', { hasText: 'Dit helpt mij niet' }).click()
  await resident.page.getByRole('button', { name: 'Pak mijn vraag opnieuw op' }).click()
  await resident.page.getByText('Schrijf hier uw bericht.').first().waitFor()
  await resident.check()
  await resident.page.getByLabel('Wat mist u nog?').fill('Ik heb al een cheque gehad.')
  await resident.page.getByRole('button', { name: 'Pak mijn vraag opnieuw op' }).click()
  await resident.page.getByText('Wij pakken uw vraag opnieuw op.').waitFor()

  await page.goto(`/twente/werk/vragen/${number}`)
  expect(await page.locator('main').innerText()).toContain('Ik heb al een cheque gehad.')
  await page.getByRole('link', { name: 'Antwoord', exact: true }).click()
  await page.getByLabel('Uw antwoord aan de vrager').fill('Dan helpt een O&O-fonds u verder.')
  await page.getByRole('button', { name: 'Bekijk zoals de vrager het ziet' }).click()
  await page.getByRole('button', { name: 'Verder schrijven' }).click()
  await page.getByLabel('Uw antwoord aan de vrager').press('End')
  await page.getByRole('button', { name: 'Bekijk zoals de vrager het ziet' }).click()
  await page.getByRole('button', { name: 'Verstuur en sluit de vraag' }).click()
  await resident.page.reload()
  expect(await resident.page.locator('main').innerText()).toContain('Dan helpt een O&O-fonds u verder.')

  await page.goto('/demo/mail')
  expect(await page.locator('main').innerText()).toContain(`Uw antwoord is er (${number})`)
  await guide.check()
})

test('asking works with the keyboard only, and without script', async () => {
  const { page } = await browser.person(360, { scripts: false })
  await page.goto('/twente')
  const focused = () => page.evaluate('document.activeElement.id || document.activeElement.textContent.trim()')
  const tabTo = async (wanted: string) => {
    for (let tries = 0; tries < 40 && (await focused()) !== wanted; tries += 1) await page.keyboard.press('Tab')
    expect(await focused()).toBe(wanted)
  }
  await page.keyboard.press('Tab')
  expect(await focused()).toBe('Naar de inhoud')
  await tabTo('veld-question')
  await page.keyboard.type('Kan ik naar de avondschool?')
  await tabTo('veld-group')
  await page.keyboard.press('ArrowDown')
  await tabTo('Stel uw vraag')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/volg/**')
  expect(await page.locator('main').innerText()).toContain('Uw vraag is binnen.')
})

test('what is wrong is said at the field and on top, what was typed stays, and a border postcode asks the municipality', async () => {
  const { page, check } = await browser.person(360)
  await page.goto('/twente/vraag?situatie=baan-weg')
  await check()
  await page.getByLabel('Uw vraag').fill('Mijn baan')
  await page.getByLabel('Uw e-mail of telefoon').fill('geen adres@')
  await page.getByLabel('Uw postcode').fill('12')
  await page.getByRole('button', { name: 'Stel uw vraag' }).click()
  await check()
  expect(await page.locator('.utrecht-alert--error a').allInnerTexts()).toHaveLength(2)
  expect(await page.getByLabel('Uw vraag').inputValue()).toBe('Mijn baan')
  await page.getByLabel('Uw e-mail of telefoon').fill('06 12 34 56 78')
  await page.getByLabel('Uw postcode').fill('7562')
  await page.getByRole('button', { name: 'Stel uw vraag' }).click()
  await check()
  expect(await page.getByLabel('Uw gemeente').locator('option').allInnerTexts()).toEqual(['Maak een keuze', 'Dinkelland', 'Oldenzaal', 'Een andere gemeente'])
  await page.getByLabel('Uw gemeente').selectOption('Oldenzaal')
  await page.getByRole('button', { name: 'Stel uw vraag' }).click()
  await page.getByText('Uw vraag ligt bij Gemeente Oldenzaal.').waitFor()
})

test('a guide writes down the question of somebody at the counter, and gets the link to hand over', async () => {
  const guide = await browser.person(360)
  const { page } = guide
  await signIn(guide, 'gids-almelo', 'almelo')
  await guide.check()
  await page.goto('/twente/werk/noteren')
  await guide.check()
  await page.getByLabel('Doelgroep').selectOption('job-seeker')
  await page.getByLabel('De vraag, in de woorden van de vrager').fill('Ik zoek werk in de bouw')
  await page.getByLabel('Naam van de vrager').fill('Bezoeker balie')
  await page.getByRole('button', { name: 'Noteer de vraag' }).click()
  await page.getByText('De vraag is genoteerd.').waitFor()
  await guide.check()
  const link = await page.locator('.wc-link-to-keep a').getAttribute('href')
  await page.goto(link!)
  expect(await page.locator('main').innerText()).toContain('Ik zoek werk in de bouw')
})

test('of two guides who take one question, the second reads who was first', async () => {
  const resident = await browser.person()
  const { number } = await askOnTheWeb(resident, 'Wie helpt mij?')
  const [one, two] = [await browser.person(), await browser.person()]
  await signIn(one, 'gids-enschede', 'enschede')
  await signIn(two, 'tweede-gids-enschede', 'enschede')
  for (const each of [one, two]) await each.page.goto(`/twente/werk/vragen/${number}`)
  await one.page.getByRole('button', { name: 'Oppakken' }).click()
  await one.page.getByText('U hebt deze vraag opgepakt.').waitFor()
  await two.page.getByRole('button', { name: 'Oppakken' }).click()
  await two.page.getByText('Gids Enschede was u net voor en heeft deze vraag opgepakt.').waitFor()
  await two.check()
})

test('a double click asks once', async () => {
  const { page } = await browser.person()
  await page.goto('/twente')
  await page.getByLabel('Uw vraag').fill('Dubbel geklikt')
  await page.getByLabel('U bent').selectOption('student')
  await page.getByRole('button', { name: 'Stel uw vraag' }).dblclick()
  // The second click ends the first one's navigation; what counts is where the visitor ends up.
  await page.getByText('Uw vraag is binnen.').waitFor()
  expect((await demo.owner.query(`select count(*)::int as n from question where text = 'Dubbel geklikt'`)).rows).toEqual([{ n: 1 }])
})

test('the whole site reads in English', async () => {
  const { page, check } = await browser.person(360)
  await page.goto('/en')
  await check()
  await page.getByLabel('Postcode or municipality').fill('7521')
  await page.getByRole('button', { name: 'Find my region' }).click()
  await check()
  await page.getByRole('link', { name: 'Werkcentrum Twente' }).first().click()
  await check()
  await page.getByLabel('Your question').fill('Can I work here?')
  await page.getByLabel('You are').selectOption('worker')
  await page.getByRole('button', { name: 'Ask your question' }).click()
  await page.getByText('We have your question.').waitFor()
  await check()
  for (const path of ['/en/twente/privacy', '/en/twente/toegankelijkheid', '/en/twente/inlooppunten', '/en/twente/inloggen', '/en/drenthe', '/en/nowhere']) {
    await page.goto(path)
    await check()
  }
})

test('what is overdue climbs to the coordinator and to the manager, who see it on the page of promises', async () => {
  const resident = await browser.person()
  const { number } = await askOnTheWeb(resident, 'Wordt mij nog geantwoord?')
  demo.clock.moveTo(new Date('2026-12-02T09:00:00Z'))
  await demo.tasks.run()
  const manager = await browser.person()
  await signIn(manager, 'manager-werkcentrum', 'werkcentrum')
  await manager.check()
  expect(await manager.page.locator('.wc-list').innerText()).toContain(number)
  await manager.page.getByRole('link', { name: 'Beloften' }).click()
  await manager.check()
  const text = await manager.page.locator('main').innerText()
  expect(text).toContain('Alle regels van deze belofte zijn nagekomen.')
  expect(text).toContain(number)
  await manager.page.getByRole('link', { name: number }).click()
  expect(await manager.page.getByRole('button', { name: 'Bewaar notitie' }).count()).toBe(0)
  await manager.page.getByRole('link', { name: 'Het netwerk' }).click()
  await manager.check()
  await resident.page.reload()
  expect(await resident.page.locator('main').innerText()).toContain('Wij hadden u eerder willen helpen.')
})

test('the first visit of a resident is at most 60 kB and needs no script', async () => {
  const { page, context } = await browser.person(360)
  let bytes = 0
  const session = await context.newCDPSession(page)
  await session.send('Network.enable')
  session.on('Network.loadingFinished', (event) => {
    bytes += event.encodedDataLength
  })
  await page.goto('/twente', { waitUntil: 'networkidle' })
  console.log(`first visit: ${(bytes / 1000).toFixed(1)} kB transferred`)
  expect(bytes).toBeGreaterThan(10_000)
  expect(bytes).toBeLessThanOrEqual(60_000)
})
