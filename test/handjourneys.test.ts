import { beforeAll, expect, test } from 'vitest'
import { addWorkingDays, dayOf } from '../src/foundation/clock/workingdays.ts'
import { outbox } from '../src/foundation/mail/mail.ts'
import { freePort, type Person, startBrowser } from './browser.ts'
import { startDemo } from './ground.ts'

const port = await freePort()
const demo = await startDemo({ port })
const browser = await startBrowser(`http://localhost:${port}`)
beforeAll(() => demo.app.listen({ port, host: 'localhost' }).then(() => {}))

async function signedIn(subject: string, organisation: string, width: 360 | 1280 = 1280): Promise<Person> {
  const person = await browser.person(width)
  await person.page.goto(`/twente/inloggen/${organisation}?wie=${subject}`)
  await person.page.waitForURL('**/twente/werk**')
  return person
}

async function asked(person: Person, text: string, contact: string) {
  const { page } = person
  await page.goto('/twente')
  await page.getByLabel('Uw vraag').fill(text)
  await page.getByLabel('U bent').selectOption('worker')
  await page.getByLabel('Uw e-mail of telefoon').fill(contact)
  await page.getByLabel('Uw postcode').first().fill('7511 AB')
  await page.getByRole('button', { name: 'Stel uw vraag' }).click()
  await page.waitForURL('**/volg/**')
  return { number: /TW-\w{4}-\w{2}/.exec(await page.locator('main').innerText())![0], follow: page.url() }
}

async function takeAndSharpen({ page }: Person, number: string, sharpened: string) {
  await page.goto(`/twente/werk/vragen/${number}`)
  await page.getByRole('button', { name: 'Oppakken' }).click()
  await page.getByLabel('De vraag in één zin').fill(sharpened)
  await page.getByRole('button', { name: 'Opslaan' }).click()
  await page.getByRole('heading', { name: sharpened }).waitFor()
}

/** The guide proposes; answers the handover's page. */
async function propose({ page, check }: Person, number: string, partner: string, said?: 'phone') {
  await page.goto(`/twente/werk/vragen/${number}`)
  await page.getByRole('link', { name: 'Warme overdracht' }).click()
  await page.getByLabel('Naar welke organisatie?').selectOption({ label: partner })
  await page.getByLabel('Waarom kan deze partner helpen?').fill('Zij kennen dit goed.')
  if (said) await page.getByLabel('Hoe is ja gezegd?').selectOption(said)
  await page.getByRole('button', { name: 'Bekijk wat de partner ziet' }).click()
  await page.getByRole('heading', { name: 'Zo ziet de partner het' }).waitFor()
  await check()
  await page.getByRole('button', { name: said ? 'Bied aan' : 'Stel voor aan de vrager' }).click()
  await page.getByText('Dat is vastgelegd').waitFor()
  return new URL(page.url()).pathname
}
const mails = async (kind: string) =>
  (await demo.database.as({ kind: 'task', region: demo.region }, 'test', (tx) => outbox(tx, demo.region, demo.rooms.letters, 100))).filter((each) => each.kind === kind)

test('a guide proposes, the person says yes and chooses a time, the partner accepts, meets and reports: each on their own page', { timeout: 90_000 }, async () => {
  const resident = await browser.person(360)
  const { number, follow } = await asked(resident, 'Mijn contract stopt. Wie helpt mij?', 'bewoner@voorbeeld.example')
  const guide = await signedIn('gids-enschede', 'enschede')
  await takeAndSharpen(guide, number, 'Contract stopt, hulp bij zoeken')
  const at = await propose(guide, number, 'UWV')
  await guide.check()

  await resident.page.goto(follow)
  await resident.page.getByRole('heading', { name: 'Wilt u dat UWV u verder helpt?' }).waitFor()
  await resident.check()
  await resident.page.getByRole('button', { name: 'Ja, dat is goed' }).click()
  await resident.page.getByText('Dat staat genoteerd').waitFor()
  // Back and yes again: it says how it stands.
  await resident.page.goBack()
  await resident.page.goBack()
  await resident.page.goto(follow)
  expect(await resident.page.getByRole('button', { name: 'Ja, dat is goed' }).count()).toBe(0)

  const partner = await signedIn('gids-uwv', 'uwv', 360)
  await partner.page.goto('/twente/werk/overdrachten')
  await partner.check()
  await partner.page.getByRole('link', { name: new RegExp(number) }).click()
  await partner.check()
  expect(await partner.page.locator('main').innerText()).not.toContain('bewoner@')
  await partner.page.getByRole('button', { name: 'Neem de vraag aan' }).click()
  await partner.page.getByText('bewoner@voorbeeld.example').waitFor()
  const days = [2, 3].map((count) => addWorkingDays(dayOf(demo.clock.now()), count))
  await partner.page.locator('summary', { hasText: 'Tijden voor het gesprek voorstellen' }).click()
  await partner.page.getByLabel('Dag 1').fill(days[0]!)
  await partner.page.getByRole('button', { name: 'Stel deze tijden voor' }).click()
  // Without an hour nothing is proposed, and the day that was typed is still there.
  await partner.page.getByRole('alert').waitFor()
  expect(await partner.page.getByLabel('Dag 1').inputValue()).toBe(days[0])
  await partner.check()
  await partner.page.getByLabel('Tijd 1').fill('10:00')
  await partner.page.getByLabel('Dag 2').fill(days[1]!)
  await partner.page.getByLabel('Tijd 2').fill('14:30')
  await partner.page.getByLabel('Waar').fill('Balie 2, Enschede')
  await partner.page.getByRole('button', { name: 'Stel deze tijden voor' }).click()
  await partner.page.getByText('Dat is vastgelegd').waitFor()

  await resident.page.goto(follow)
  await resident.check()
  await resident.page.getByRole('button', { name: /14.30 uur/ }).click()
  await resident.page.getByText('Uw gesprek met UWV staat vast.').waitFor()
  await partner.page.reload()
  await partner.page.getByRole('button', { name: 'Wij hebben elkaar gesproken' }).click()
  await partner.page.getByLabel('Wat kwam eruit?').selectOption('started')
  await partner.page.getByLabel('Toelichting').fill('Begonnen met een traject.')
  await partner.check()
  await partner.page.getByRole('button', { name: 'Meld de uitkomst' }).click()
  await partner.page.getByText('een traject of opleiding is begonnen').waitFor()

  await guide.page.goto(at)
  await guide.page.getByText('Begonnen met een traject.').waitFor()
  await guide.page.getByRole('button', { name: 'Gelezen, rond af' }).click()
  await guide.page.getByText('Dat is vastgelegd').waitFor()
  await resident.page.goto(follow)
  expect(await resident.page.locator('main').innerText()).toContain('Begonnen met een traject.')
  await resident.check()
})

test('declined, declined, declined: the coordinator decides, and the person is asked again', { timeout: 90_000 }, async () => {
  const resident = await browser.person(360, { scripts: false })
  const { number, follow } = await asked(resident, 'Ik zoek zekerheid.', '06 1234 5678')
  const guide = await signedIn('gids-enschede', 'enschede')
  await takeAndSharpen(guide, number, 'Op zoek naar zekerheid')
  for (const [subject, slug, partner, next] of [
    ['gids-uwv', 'uwv', 'UWV', 'FNV'],
    ['contactpersoon-fnv', 'fnv', 'FNV', 'ROC van Twente'],
    ['gids-roc-van-twente', 'roc-van-twente', 'ROC van Twente', 'UWV'],
  ] as const) {
    const at = await propose(guide, number, partner, 'phone')
    const { page, context, check } = await signedIn(subject, slug)
    await page.goto(at)
    await page.locator('summary', { hasText: 'Niet aannemen' }).click()
    await page.getByRole('button', { name: 'Neem niet aan' }).click()
    await page.getByRole('alert').waitFor()
    await page.getByLabel('Waarom niet?').selectOption('no-room')
    await page.getByLabel('Waar kan deze persoon beter heen?').selectOption({ label: next })
    await check()
    await page.getByRole('button', { name: 'Neem niet aan' }).click()
    await page.waitForURL('**/werk/overdrachten?gedaan=ja')
    // For them it is gone.
    expect((await page.goto(at))?.status()).toBe(404)
    await context.close()
  }
  const coordinator = await signedIn('coordinator-werkcentrum', 'werkcentrum')
  await coordinator.page.goto('/twente/werk/overdrachten?lijst=stuck')
  await coordinator.page.getByRole('link', { name: new RegExp(number) }).click()
  expect(await coordinator.page.locator('main').innerText()).toMatch(/(Wij hebben nu geen plek[\s\S]*){3}/)
  await coordinator.check()
  await coordinator.page.getByLabel('Wat gebeurt er nu?').selectOption('other')
  await coordinator.page.getByLabel('Welke organisatie?').selectOption({ label: 'CNV' })
  await coordinator.page.getByLabel('Waarom, als advies aan de gids').fill('De bond kan dit.')
  await coordinator.page.getByRole('button', { name: 'Leg het besluit vast' }).click()
  await coordinator.page.getByText('Dat is vastgelegd').waitFor()
  await resident.page.goto(follow)
  await resident.page.getByRole('heading', { name: 'Wilt u dat CNV u verder helpt?' }).waitFor()
  await resident.page.getByRole('button', { name: 'Nee, liever niet' }).click()
  await resident.page.getByText('U wilde dit niet.').waitFor()
  await guide.page.goto(`/twente/werk/vragen/${number}`)
  expect(await guide.page.locator('main').innerText()).toContain('niet gewild')
})

test('a partner without a sign-in comes in by link and code, and the person stops it', { timeout: 90_000 }, async () => {
  const resident = await browser.person(360)
  const { number, follow } = await asked(resident, 'Wat zijn mijn rechten?', '06 1234 5679')
  const guide = await signedIn('gids-enschede', 'enschede')
  await takeAndSharpen(guide, number, 'Rechten bij ontslag')
  await propose(guide, number, 'CNV', 'phone')
  await guide.check()
  const partner = await browser.person(360)
  const { page } = partner
  await page.goto(/https?:\S+/.exec((await mails('handover-partner'))[0]!.letter!.text)![0])
  await partner.check()
  await page.getByRole('button', { name: 'Stuur mij een code' }).click()
  await partner.check()
  await page.getByLabel('Code').fill(/\d{6}/.exec((await mails('partner-code'))[0]!.letter!.text)![0])
  await page.getByLabel('Uw naam').fill('Iemand van CNV')
  await page.getByLabel('Uw functie').fill('Adviseur')
  await page.getByRole('button', { name: 'Kom binnen' }).click()
  await page.getByRole('link', { name: new RegExp(number) }).click()
  await partner.check()
  await page.getByRole('button', { name: 'Neem de vraag aan' }).click()
  await page.getByText('06 12345679').waitFor()
  await resident.page.goto(follow)
  await resident.page.getByText('Iemand van CNV, Adviseur').waitFor()
  await resident.page.locator('summary', { hasText: 'Ik wil stoppen met deze overdracht' }).click()
  await resident.check()
  await resident.page.getByRole('button', { name: 'Stop de overdracht' }).click()
  await resident.page.getByText('Deze overdracht is gestopt.').waitFor()
  // Consent was the ground: nothing is there any more.
  expect((await page.reload())?.status()).toBe(404)
})

test('a group of twenty workers: they join by a link or a list, each is asked, and each chooses for themselves', { timeout: 120_000 }, async () => {
  const employer = await browser.person()
  await employer.page.goto('/twente')
  await employer.page.getByLabel('Uw vraag').fill('Onze drukkerij stopt. Wie helpt onze mensen?')
  await employer.page.getByLabel('U bent').selectOption('employer')
  await employer.page.getByLabel('Uw postcode').first().fill('7511 AB')
  await employer.page.getByRole('button', { name: 'Stel uw vraag' }).click()
  await employer.page.waitForURL('**/volg/**')
  const number = /TW-\w{4}-\w{2}/.exec(await employer.page.locator('main').innerText())![0]
  const guide = await signedIn('gids-enschede', 'enschede')
  const { page } = guide
  await takeAndSharpen(guide, number, 'Drukkerij stopt, twintig mensen')
  await page.getByRole('link', { name: 'Naar de groep' }).click()
  await guide.check()
  const joinUrl = (await page.locator('.wc-link-to-keep a').getAttribute('href'))!
  await page.locator('summary', { hasText: 'Of voeg een lijst toe' }).click()
  await page.getByLabel('De mensen, ieder op een regel').fill('Iemand; geen adres')
  await page.getByRole('button', { name: 'Voeg toe' }).click()
  await page.getByRole('alert').getByText('Regel 1 kan niet gelezen worden').waitFor()
  await guide.check()
  const people = Array.from({ length: 19 }, (_, at) => `Werknemer ${at + 1}; ${at ? `werknemer-${at + 1}@voorbeeld.example` : '06 1234 5670'}`)
  // The same one twice is one.
  await page.getByLabel('De mensen, ieder op een regel').fill([...people, people[3]].join('\n'))
  await page.getByRole('button', { name: 'Voeg toe' }).click()
  await page.getByText('Voor 19 mensen gedaan').waitFor()

  const joiner = await browser.person(360, { scripts: false })
  await joiner.page.goto(joinUrl)
  await joiner.page.getByRole('button', { name: 'Stuur' }).click()
  await joiner.page.getByText('Schrijf wat u wilt weten').first().waitFor()
  await joiner.page.getByLabel('Waar hoopt u op').fill('Ander werk in de buurt')
  await joiner.page.getByLabel('Uw e-mail of telefoon').fill('zelf@voorbeeld.example')
  await joiner.page.getByRole('button', { name: 'Stuur' }).click()
  await joiner.page.waitForURL('**/volg/**')
  const own = joiner.page.url()
  expect(await joiner.page.locator('main').innerText()).not.toContain('drukkerij')

  await page.goto(`/twente/werk/vragen/${number}/groep`)
  await page.getByText('20 mensen hebben nog geen voorstel.').waitFor()
  await page.getByLabel('Naar welke organisatie?').selectOption({ label: 'FNV' })
  await page.getByLabel('Waarom kan deze partner helpen?').fill('De bond kent de regels bij ontslag van een groep.')
  await page.getByRole('button', { name: 'Stel het voor aan 20 mensen' }).click()
  await page.getByText('Voor 20 mensen gedaan').waitFor()
  await guide.check()
  expect((await mails('handover-asked')).filter((each) => /^(werknemer|zelf)/.test(each.recipient)).length).toBe(19)

  await joiner.page.goto(own)
  await joiner.page.getByRole('button', { name: 'Ja, dat is goed' }).click()
  await joiner.page.getByText('Dat staat genoteerd').waitFor()
  const another = (await mails('handover-asked')).find((each) => each.recipient === 'werknemer-7@voorbeeld.example')!
  await joiner.page.goto(/https?:\S+volg\S+/.exec(another.letter!.text)![0])
  await joiner.page.getByRole('button', { name: 'Nee, liever niet' }).click()
  await joiner.page.getByText('U wilde dit niet.').waitFor()

  const union = await signedIn('gids-fnv', 'fnv')
  await union.page.goto('/twente/werk/overdrachten')
  expect(await union.page.locator('.wc-list li').count()).toBe(1)
  await page.reload()
  const facts = (await page.locator('.wc-facts').innerText()).replace(/\s+/g, ' ')
  expect(facts).toContain('Mensen 20 Wacht op hun keuze 18 Zeiden ja 1 Zeiden nee of stopten 1')
})
