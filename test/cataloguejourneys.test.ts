import { expect, test } from 'vitest'
import { startWalk } from './walk.ts'
import { serviceLink } from '../src/catalogue/links.ts'

const { demo, browser, signedIn, mails } = await startWalk()

test('a resident is pointed the way: a reason each time, one question at a time, an answer taken back, and their question goes to a guide with what they told', {
  timeout: 90_000,
}, async () => {
  const { page, check } = await browser.person(360)
  await page.goto('/twente')
  await page.getByRole('link', { name: 'Laat u de weg wijzen' }).first().click()
  await check()
  await page.getByRole('button', { name: 'Wijs mij de weg' }).click()
  await page.getByRole('alert').waitFor()
  const words = 'Mijn contract loopt af en ik wil iets anders gaan doen'
  await page.getByLabel('Uw vraag').fill(words)
  await page.getByLabel('Ik ben').selectOption('worker')
  await page.getByRole('button', { name: 'Wijs mij de weg' }).click()
  await page.getByRole('heading', { name: 'Dit past het best' }).waitFor()
  await check()
  // In the other language nothing of it has to be told again.
  await page.getByRole('button', { name: 'Read this in English' }).click()
  await page.getByText(words).waitFor()
  await page.getByText('you work').first().waitFor()
  await check()
  await page.getByRole('button', { name: 'Lees dit in het Nederlands' }).click()
  await page.getByRole('heading', { name: 'Dit past het best' }).waitFor()
  // Of what was told nothing stands in the address, only where it waits.
  expect(new URL(page.url()).search).toMatch(/^\?ingevuld=[0-9a-f-]{36}$/)
  expect(await page.locator('article').first().innerText()).toMatch(/Omdat uw vraag over .+ gaat/)
  const asks = page.getByLabel('Wat is nu uw werk of inkomen?')
  await asks.selectOption('ontslag-aangezegd')
  await page.getByRole('button', { name: 'Ga verder' }).click()
  await page.getByText('u werkt en uw baan verliest').first().waitFor()
  await check()
  // Taken back, the same question stands there again.
  await page.getByRole('button', { name: /Haal weg: ontslag/ }).click()
  await asks.waitFor()
  await asks.selectOption('ontslag-aangezegd')
  await page.getByRole('button', { name: 'Ga verder' }).click()
  await page.getByRole('button', { name: 'Vraag of een gids u in contact brengt' }).first().click()
  expect(await page.getByLabel('Uw vraag').inputValue()).toBe(words)
  await check()
  await page.getByRole('button', { name: 'Stel uw vraag' }).click()
  await page.waitForURL('**/volg/**')
  const { rows } = await demo.owner.query('select facts from question where text = $1', [words])
  expect(rows).toEqual([{ facts: { situation: 'ontslag-aangezegd' } }])
})

test('somebody searches with a typing error, reads a service, sees that it does not suit them and why, and is pointed on', { timeout: 60_000 }, async () => {
  const { page, check } = await browser.person(1280)
  await page.goto('/twente/aanbod')
  await page.getByLabel('Zoek in het aanbod').fill('bijstnd aanvragen')
  await page.getByRole('button', { name: 'Zoek' }).click()
  await page.getByText('Wij zochten ook naar').waitFor()
  await check()
  await page.getByRole('link', { name: 'Bijstand aanvragen', exact: true }).click()
  await check()
  expect(await page.locator('script[type="application/ld+json"]').textContent()).toContain('GovernmentService')
  await page.getByLabel('Wie bent u?').selectOption('employer')
  await page.getByRole('button', { name: 'Kijk of het past' }).click()
  await page.getByText('Dit past niet bij wat u invulde.').waitFor()
  await page.getByText('Niemand wordt weggestuurd').waitFor()
  await check()
  await page.goto('/twente/aanbod?voor=employer')
  expect(await page.locator('main').innerText()).not.toContain('Bijstand aanvragen')
  await page.goto('/twente/aanbod?zoek=qqqq')
  await page.getByRole('link', { name: 'Stel uw vraag, dan zoekt een gids het uit' }).click()
  await page.waitForURL('**/vraag')
})

test('a provider writes, is told what is wrong, offers it; a coordinator compares and sends back, then publishes; everybody finds it', { timeout: 90_000 }, async () => {
  const provider = await signedIn('gids-uwv', 'uwv')
  const { page } = provider
  await page.goto('/twente/werk/aanbod')
  await provider.check()
  await page.getByRole('link', { name: 'Nieuwe dienst' }).click()
  await page.getByLabel('Naam', { exact: true }).fill('Werkfit worden')
  await page.getByLabel('Wat het is, in gewone woorden', { exact: true }).fill('Een coach maakt met u een plan om weer te kunnen werken.')
  await page.getByLabel('Waar het vooral over gaat').selectOption('work-and-health')
  await page.getByLabel('Bestemming').selectOption('uwv')
  await page.getByLabel('gesprek', { exact: true }).check()
  await page.locator('summary', { hasText: 'Leeftijd' }).click()
  await page.getByLabel('Alleen vanaf').first().fill('67')
  await page.getByLabel('Alleen tot en met').first().fill('18')
  await page.getByRole('button', { name: 'Bied aan ter controle' }).click()
  await page.getByText('Het begin ligt na het einde').first().waitFor()
  expect(await page.getByLabel('Naam', { exact: true }).inputValue()).toBe('Werkfit worden')
  await provider.check()
  await page.getByLabel('Alleen vanaf').first().fill('18')
  await page.getByLabel('Alleen tot en met').first().fill('67')
  await page.getByRole('button', { name: 'Bied aan ter controle' }).click()
  await page.getByText('Aangeboden ter controle').waitFor()
  const at = new URL(page.url()).pathname

  const coordinator = await signedIn('coordinator-werkcentrum', 'werkcentrum')
  await coordinator.page.goto('/twente/werk/aanbod?lijst=review')
  await coordinator.page.getByRole('link', { name: 'Werkfit worden' }).click()
  await coordinator.check()
  await coordinator.page.getByRole('button', { name: 'Stuur terug' }).click()
  await coordinator.page.getByRole('alert').waitFor()
  await coordinator.page.getByLabel('Wat moet er anders?').fill('Zeg ook hoe iemand begint.')
  await coordinator.page.getByRole('button', { name: 'Stuur terug' }).click()
  await coordinator.page.getByText('Teruggestuurd.', { exact: true }).waitFor()

  await page.goto(at)
  await page.getByText('Zeg ook hoe iemand begint.').waitFor()
  await page.getByRole('link', { name: 'Wijzig' }).click()
  await page.getByLabel('Hoe iemand begint', { exact: true }).fill('Bel UWV.')
  await page.getByRole('button', { name: 'Bied aan ter controle' }).click()
  await coordinator.page.goto(at)
  await coordinator.page.getByRole('cell', { name: 'Bel UWV.' }).waitFor()
  await coordinator.page.getByRole('button', { name: 'Publiceer deze versie' }).click()
  await coordinator.page.getByText('Gepubliceerd.', { exact: true }).waitFor()
  await coordinator.check()

  const somebody = await browser.person(360)
  await somebody.page.goto('/twente/aanbod?zoek=werkfit')
  await somebody.page.getByRole('link', { name: 'Werkfit worden' }).click()
  await somebody.page.getByRole('heading', { name: 'Werkfit worden' }).waitFor()
})

test('a guide sees who could take a question and why, and takes over in one click what the asker says of themselves', { timeout: 60_000 }, async () => {
  const resident = await browser.person(360)
  await resident.page.goto('/twente')
  await resident.page.getByLabel('Uw vraag').fill('Ik zit in de bijstand en heb schulden, ik wil weer werken')
  await resident.page.getByLabel('U bent').selectOption('job-seeker')
  await resident.page.getByLabel('Uw postcode').first().fill('7511 AB')
  await resident.page.getByRole('button', { name: 'Stel uw vraag' }).click()
  await resident.page.waitForURL('**/volg/**')
  const number = /TW-\w{4}-\w{2}/.exec(await resident.page.locator('main').innerText())![0]
  const guide = await signedIn('gids-enschede', 'enschede')
  await guide.page.goto(`/twente/werk/vragen/${number}`)
  const panel = guide.page.locator('#wegwijzer')
  await panel.getByText('Hulp bij schulden').waitFor()
  expect(await panel.getByRole('button', { name: 'Neem over' }).count()).toBe(0)
  await guide.page.getByRole('button', { name: 'Oppakken' }).click()
  await panel.getByText('u bijstand hebt').waitFor()
  await guide.check()
  await panel.getByRole('button', { name: 'Neem over' }).click()
  await guide.page.waitForURL('**gedaan=clarified**')
  expect((await demo.owner.query('select facts, topic from question where number = $1', [number])).rows).toEqual([{ facts: { situation: 'bijstand' }, topic: 'income' }])
  await panel.getByRole('link', { name: 'Hulp bij schulden' }).click()
  await guide.page.getByRole('heading', { name: 'Voor collega’s' }).waitFor()
})

test('a provider without an account says by the mailed link what should be different, and a coordinator changes a word that the signpost then knows', {
  timeout: 90_000,
}, async () => {
  const { rows } = await demo.owner.query(`select id from service where slug = 'saxion-deeltijd'`)
  const token = demo.system.links.make(demo.region, serviceLink, rows[0].id, 1)
  const { page, check } = await browser.person(360)
  await page.goto(`/twente/dienst/${token}`)
  await check()
  await page.getByRole('link', { name: 'Er moet iets anders' }).click()
  await check()
  expect(await page.getByText('Voor collega’s').count()).toBe(0)
  await page.getByLabel('Naam', { exact: true }).fill('Hbo naast uw werk')
  await page.getByRole('button', { name: 'Bied aan ter controle' }).click()
  await page.getByText('Een coördinator kijkt uw wijziging na').waitFor()
  expect((await mails('service-holds')).length).toBe(0)

  const coordinator = await signedIn('coordinator-werkcentrum', 'werkcentrum')
  await coordinator.page.goto('/twente/werk/aanbod/saxion-deeltijd')
  await coordinator.page.getByRole('cell', { name: 'Hbo naast uw werk' }).waitFor()
  await coordinator.page.goto('/twente/werk/aanbod/woorden')
  await coordinator.check()
  await coordinator.page.getByLabel('Probeer een vraag').fill('Ik zit op zwart zaad')
  await coordinator.page.getByRole('button', { name: 'Probeer' }).click()
  await coordinator.page.getByText('Niets van deze woorden').waitFor()
  await coordinator.page.getByRole('link', { name: 'schulden en rondkomen' }).click()
  const field = coordinator.page.getByLabel(/Woorden voor/)
  await field.fill(`${await field.inputValue()}\nzwart zaad`)
  await coordinator.page.getByRole('button', { name: 'Bewaar' }).first().click()
  await coordinator.page.getByText('De woorden zijn bewaard').waitFor()
  await coordinator.page.getByText('aangepast in deze regio').waitFor()
  await page.goto('/twente/wegwijzer')
  await page.getByLabel('Uw vraag').fill('Ik zit op zwart zaad')
  await page.getByRole('button', { name: 'Wijs mij de weg' }).click()
  await page.getByRole('heading', { name: 'Hulp bij schulden' }).waitFor()
})

test('a coordinator gives an instrument guide back with a mistake, then right, sees what it would change and brings it in; a folder with it is for everybody', {
  timeout: 90_000,
}, async () => {
  const heads = ['Naam', 'Samenvatting', 'Doelgroep', 'Aanbieder', 'Gebieden', 'Doelgroepen', 'Werkafspraken']
  const cells = [
    'Taalmaatje op de werkvloer',
    'Een vrijwilliger oefent Nederlands met u op uw werk.',
    'Wie werkt en nog Nederlands leert',
    'Stichting Taalmaat',
    'Hengelo',
    'werkend; 18-27 jaar',
    'Bel de gids',
  ]
  const sheet = (row: string[]) => ({
    name: 'gids.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from([heads, row.map((each) => `"${each}"`)].map((each) => each.join(',')).join('\n')),
  })
  const { page, check } = await signedIn('coordinator-werkcentrum', 'werkcentrum')
  await page.goto('/twente/werk/aanbod')
  await page.getByRole('link', { name: 'Lijst invoeren' }).click()
  await page.getByLabel('Bestand').setInputFiles(sheet(cells.map((each) => (each === 'Stichting Taalmaat' ? '' : each))))
  await page.getByRole('button', { name: 'Kijk na' }).click()
  await page.getByRole('cell', { name: 'Aanbieder' }).waitFor()
  await check()
  await page.getByLabel('Bestand').setInputFiles(sheet(cells))
  await page.getByRole('button', { name: 'Kijk na' }).click()
  await page.getByText('Taalmaatje op de werkvloer, Stichting Taalmaat').click()
  await page.getByRole('cell', { name: 'de Nederlandse taal' }).first().waitFor()
  await check()
  await page.getByRole('button', { name: 'Voer dit in' }).click()
  await page.getByText('ingevoerd').first().waitFor()

  await page.goto('/twente/werk/aanbod/taalmaatje-op-de-werkvloer')
  await page.getByText('Bel de gids').waitFor()
  await page.getByLabel('Een bestand toevoegen').setInputFiles({ name: 'pagina.html', mimeType: 'text/html', buffer: Buffer.from('<p>') })
  await page.getByRole('button', { name: 'Voeg toe' }).click()
  await page.getByText('Dit bestand kunnen wij niet aannemen').first().waitFor()
  await check()
  await page.getByLabel('Een bestand toevoegen').setInputFiles({ name: 'Folder.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF') })
  await page.getByRole('button', { name: 'Voeg toe' }).click()
  await page.getByText('Het bestand is toegevoegd').waitFor()
  await check()

  const resident = await browser.person(360)
  await resident.page.goto('/twente/aanbod?zoek=taalmaatje')
  await resident.page.getByRole('link', { name: 'Taalmaatje op de werkvloer' }).click()
  await resident.page.getByText('Wie werkt en nog Nederlands leert').waitFor()
  await resident.check()
  const [download] = await Promise.all([resident.page.waitForEvent('download'), resident.page.getByRole('link', { name: /Folder\.pdf/ }).click()])
  expect(download.suggestedFilename()).toBe('Folder.pdf')
  expect(await resident.page.getByText('Bel de gids').count()).toBe(0)
})
