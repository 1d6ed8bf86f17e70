import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { projectRoot } from '../src/foundation/root.ts'
import { freePort, type Person, startBrowser } from './browser.ts'
import { mailServer } from './mailserver.ts'
import { ownProvider } from './provider.ts'
import { folder, start } from './running.ts'

const port = await freePort()
const base = `http://localhost:${port}`
const browser = await startBrowser(base)
const mail = await mailServer()

async function signIn(person: Person, address: string) {
  await person.page.getByLabel('Mailadres').fill(address)
  await person.page.getByRole('button', { name: 'Verder' }).click()
  await person.page.waitForURL(/\/werk/)
}
/** The link in the mail to somebody, once it came. */
async function invitation(address: string): Promise<string> {
  for (let tries = 0; tries < 200; tries += 1) {
    const found = mail.received.find((each) => each.to.includes(address))
    if (found) return /https?:\/\/\S+inloggen\S+/.exec(found.text)![0]
    await wait(50)
  }
  throw new Error(`no mail to ${address}`)
}
const fill = async ({ page }: Person, fields: Record<string, string>) => {
  for (const [label, value] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(value)
}

test('an empty installation: from the link of the first start to a region that was made from another’s export and answers a resident', { timeout: 300_000 }, async () => {
  const data = folder()
  const certificate = join(data, 'ca.pem')
  const provider = await ownProvider(`${base}/inloggen/terug`, certificate)
  const environment = { DATA_DIR: data, DEMO: '0', PORT: String(port), HOST: 'localhost', SMTP_URL: mail.server, NODE_EXTRA_CA_CERTS: certificate, ISSUER_HOSTS: 'localhost' }
  const program = start(environment)
  await program.ready()
  for (let tries = 0; tries < 100 && !program.output().includes('/eerste/'); tries += 1) await wait(20)
  const link = /http\S+\/eerste\/\S+/.exec(program.output())![0]

  // The first administrator of the nation.
  const national = await browser.person(360)
  expect((await national.page.goto(`${link.slice(0, -4)}AAAA`))?.status()).toBe(404)
  await national.page.goto(link)
  await national.check()
  const mine = { Organisatie: 'Landelijk beheer', 'Naam van de beheerder': 'Landelijk beheerder', 'Mailadres van de beheerder': 'landelijk@beheer.example' }
  const signInFields = { 'Aanmelden: naam van dit programma daar (client-id)': provider.clientId, 'Aanmelden: geheim (client-secret)': provider.clientSecret }
  const issuer = 'Aanmelden: adres van de eigen inlogdienst'
  await fill(national, { ...mine, ...signInFields, [issuer]: 'http://onveilig.example' })
  await national.page.getByRole('button', { name: 'Opslaan en aanmelden' }).click()
  await national.page.getByText('Vul het adres helemaal in').first().waitFor()
  await national.check()
  await fill(national, { [issuer]: provider.issuer })
  await national.page.getByRole('button', { name: 'Opslaan en aanmelden' }).click()
  await national.page.getByRole('link', { name: 'Landelijk beheer' }).click()
  await signIn(national, 'landelijk@beheer.example')
  await national.check()
  expect((await national.page.request.get(link)).status()).toBe(404)

  // A region from an export of another, with its first administrator.
  await national.page.getByLabel('Regio of gemeente').fill('winterswijk')
  await national.page.getByRole('button', { name: 'Zoeken' }).click()
  await national.page.getByRole('link', { name: 'Achterhoek' }).click()
  await national.check()
  const file = readFileSync(join(projectRoot, 'demo/twente.json'))
  const choose = (content: Buffer) => national.page.getByLabel('Of begin met een bestand').setInputFiles({ name: 'twente.json', mimeType: 'application/json', buffer: content })
  const region = {
    'Telefoonnummer van de regio': '0314 00 00 00',
    'Mailadres van de regio': 'info@werkcentrum-achterhoek.example',
    [issuer]: provider.issuer,
    ...signInFields,
    'Naam van de beheerder': 'Beheerder Achterhoek',
    'Mailadres van de beheerder': 'beheerder@achterhoek.example',
  }
  await fill(national, region)
  await choose(Buffer.from(file.toString().replace('"7607 AA"', '"geen"')))
  await national.page.getByRole('button', { name: 'Begin de regio' }).click()
  await national.page.getByText(/Regel \d+: walkInPoints/).waitFor()
  await national.check()
  // The file that was chosen is not forgotten in silence.
  await fill(national, signInFields)
  await national.page.getByRole('button', { name: 'Begin de regio' }).click()
  await national.page.getByRole('link', { name: /Kies het bestand twente.json opnieuw/ }).waitFor()
  await national.check()
  await fill(national, signInFields)
  await choose(file)
  await national.page.getByRole('button', { name: 'Begin de regio' }).click()
  await national.page.getByText('De regio is begonnen.').waitFor()
  await national.check()

  // Visitors do not see it yet.
  const resident = await browser.person(360)
  await resident.page.goto('/achterhoek')
  expect(await resident.page.locator('main').innerText()).toContain('hier nog niet open')
  expect((await resident.page.request.post('/api/v1/regios/achterhoek/vragen', { data: { doelgroep: 'werkende', vraag: 'Vraag', contact: {} } })).status()).toBe(404)

  // Its administrator comes by the mail, and prepares it.
  const administrator = await browser.person()
  const { page } = administrator
  await page.goto(await invitation('beheerder@achterhoek.example'))
  await signIn(administrator, 'beheerder@achterhoek.example')
  await page.goto('/achterhoek/werk/inrichting')
  await administrator.check()
  const missing = (name: string) => page.getByRole('listitem').filter({ hasText: name }).getByText('ontbreekt').count()
  const everywhere = 'Elke gemeente heeft een inlooppunt.'
  expect([await missing(everywhere), await missing('Elke gemeente doet mee')]).toEqual([1, 0])
  const setup = await (await page.request.get('/achterhoek/werk/inrichting/bestand')).json()
  expect([setup.norms, setup.walkInPoints, setup.organisations.some((each: { name: string }) => each.name === 'UWV'), setup.sharing]).toEqual([
    { firstResponseDays: 2, answerDays: 5 },
    [],
    true,
    [],
  ])
  const towns = ['Aalten', 'Berkelland', 'Bronckhorst', 'Doetinchem', 'Montferland', 'Oost Gelre', 'Oude IJsselstreek', 'Winterswijk']
  for (const town of towns) {
    await page.goto('/achterhoek/werk/inrichting/deel/inlooppunten?nieuw=ja')
    await fill(administrator, { Naam: `Inlooppunt ${town}`, 'Straat en huisnummer': 'Markt 1', Postcode: '7001ab', Plaats: town, maandag: '9-12.30, 13.00 tot 17' })
    await page.getByLabel('Organisatie', { exact: true }).selectOption({ label: `Gemeente ${town}` })
    await page.getByLabel('Gemeente', { exact: true }).selectOption(town)
    await page.getByRole('button', { name: 'Opslaan' }).click()
    await page.getByText('De inrichting is gewijzigd.').waitFor()
  }
  await administrator.check()
  await page.goto('/achterhoek/werk/inrichting')
  expect(await missing(everywhere)).toBe(0)

  // A guide, at their own organisation's provider.
  await page.goto('/achterhoek/werk/inrichting/deel/organisaties?welke=doetinchem')
  await fill(administrator, { [issuer]: provider.issuer, [Object.keys(signInFields)[0]!]: provider.clientId })
  await page.getByRole('button', { name: 'Opslaan' }).click()
  await page.getByText('Vul het geheim in').first().waitFor()
  await administrator.check()
  await fill(administrator, signInFields)
  await page.getByRole('button', { name: 'Opslaan' }).click()
  await page.getByText('De inrichting is gewijzigd.').waitFor()
  await page.goto('/achterhoek/werk/toegang')
  await fill(administrator, { Naam: 'Gids Doetinchem', 'E-mailadres bij de eigen organisatie': 'gids@doetinchem.example' })
  await page.getByLabel('Organisatie', { exact: true }).selectOption({ label: 'Gemeente Doetinchem' })
  await page.getByLabel('Inlooppunt', { exact: true }).selectOption({ label: 'Inlooppunt Doetinchem' })
  await page.getByRole('checkbox', { name: 'gids', exact: true }).check()
  await page.getByRole('button', { name: 'Geef toegang en stuur een mail' }).click()
  await page.getByText('De toegang is gewijzigd.').waitFor()

  await page.goto('/achterhoek/werk/inrichting')
  await page.getByRole('button', { name: 'Open de regio voor iedereen' }).click()
  await page.getByText('De inrichting is gewijzigd.').waitFor()
  await administrator.check()

  await resident.page.goto('/achterhoek')
  await resident.check()
  await resident.page.getByLabel('Uw vraag').fill('Ik wil omscholen')
  await resident.page.getByLabel('U bent').selectOption('job-seeker')
  await resident.page.getByLabel('Uw postcode').first().fill('7007 AB')
  await resident.page.getByRole('button', { name: 'Stel uw vraag' }).click()
  await resident.page.getByLabel('Uw gemeente').selectOption('Doetinchem')
  await resident.page.getByRole('button', { name: 'Stel uw vraag' }).click()
  await resident.page.waitForURL(/volg/)
  expect(await resident.page.locator('main').innerText()).toContain('Gemeente Doetinchem')

  const guide = await browser.person()
  await guide.page.goto(await invitation('gids@doetinchem.example'))
  await signIn(guide, 'gids@doetinchem.example')
  await guide.page.goto('/achterhoek/werk?lijst=unowned')
  expect(await guide.page.locator('main').innerText()).toMatch(/A[A-Z]-/)
  await guide.check()

  // After a restart there is nothing to begin any more.
  await program.stop()
  const again = start(environment)
  await again.ready()
  await wait(500)
  expect(again.output()).not.toContain('/eerste/')
  expect((await national.page.goto('/nederland/werk/regios'))?.status()).toBe(200)
  expect(await national.page.getByRole('row', { name: /Achterhoek/ }).innerText()).toContain('open')

  // Once nobody is left who administers the nation, it begins anew, by another link.
  const leave = start(environment, 'region', ['leave', 'nederland', 'landelijk@beheer.example'])
  expect([await leave.ended, leave.errors()]).toEqual([0, ''])
  expect((await national.page.goto('/nederland/werk/regios'))?.url()).toContain('/inloggen')
  await again.stop()
  const anew = start(environment)
  await anew.ready()
  for (let tries = 0; tries < 100 && !anew.output().includes('/eerste/'); tries += 1) await wait(20)
  const next = /http\S+\/eerste\/\S+/.exec(anew.output())![0]
  expect(next).not.toBe(link)
  expect([(await national.page.request.get(link)).status(), (await national.page.request.get(next)).status()]).toEqual([404, 200])
  await anew.stop()
})
