import { networksOf } from '../src/network/current.ts'
import { beforeAll, expect, test } from 'vitest'
import type { Setup } from '../src/network/network.ts'
import { regionLists } from '../src/network/lists.ts'
import { markOf, type SectionName, sectionFor, sectionsOf } from '../src/network/setup/sections.ts'
import { freePort, type Person, startBrowser } from './browser.ts'
import { startDemo } from './ground.ts'

const port = await freePort()
const demo = await startDemo({ port })
const browser = await startBrowser(`http://localhost:${port}`)
beforeAll(() => demo.app.listen({ port, host: 'localhost' }).then(() => {}))

async function administrator(): Promise<Person> {
  const person = await browser.person()
  await person.page.goto('/twente/inloggen/werkcentrum?wie=beheerder-werkcentrum')
  await person.page.waitForURL('**/twente/werk')
  await person.page.goto('/twente/werk/inrichting')
  return person
}
async function exported(): Promise<Setup> {
  const answer = await demo.app.inject({ url: '/twente/werk/inrichting/bestand', headers: { cookie: await demo.cookieOf('beheerder-werkcentrum') } })
  expect(answer.headers['content-disposition']).toContain('attachment')
  return answer.json()
}
const field = ({ page }: Person) => page.getByLabel('Inrichting', { exact: true })
/** Two thousand lines put in at once: as keystrokes the browser takes ten seconds over them. */
const paste = (person: Person, text: string) => field(person).evaluate((box, pasted) => Object.assign(box, { value: pasted }) && undefined, text)

test('an administrator takes the set-up out, moves Tubbergen’s walk-in point, looks at what changes, puts it in, and goes back', async () => {
  const person = await administrator()
  const { page } = person
  await person.check()
  const setup = await exported()
  const point = setup.walkInPoints.find((each) => each.municipality === 'Tubbergen')!
  point.address = 'Nieuw adres 1'
  point.name = 'Inlooppunt bij de Schakel'
  point.hours = { '3': [['10:00', '12:00']] }
  await paste(person, JSON.stringify(setup, null, 2))
  await page.getByRole('button', { name: 'Bekijk wat er verandert' }).click()
  await page.getByText('Inlooppunt bij de Schakel', { exact: true }).waitFor()
  await person.check()
  expect(await page.locator('main').innerText()).toMatch(/gewijzigd inlooppunt: Inlooppunt bij de Schakel/)
  const resident = await browser.person(360)
  await resident.page.goto('/twente/inlooppunten')
  expect(await resident.page.locator('main').innerText()).not.toContain('Nieuw adres 1')
  await page.getByRole('button', { name: 'Voer in' }).click()
  await page.getByText('De inrichting is gewijzigd.').waitFor()
  await person.check()
  await resident.page.reload()
  expect(await resident.page.locator('main').innerText()).toContain('Nieuw adres 1')
  expect(await resident.page.locator('main').innerText()).toContain('wo 10.00-12.00 uur')
  expect(await page.getByRole('row', { name: /Beheerder Werkcentrum Twente/ }).count()).toBe(1)

  await page.getByRole('link', { name: '1', exact: true }).click()
  await page.getByText('Wat er verandert als u hierop teruggaat').waitFor()
  await person.check()
  await page.getByRole('button', { name: 'Ga terug naar deze versie' }).click()
  await page.getByText('De inrichting is gewijzigd.').waitFor()
  await resident.page.reload()
  expect(await resident.page.locator('main').innerText()).not.toContain('Nieuw adres 1')
})

const openPart = async (person: Person, part: string) => {
  await person.page.goto(`/twente/werk/inrichting/deel/${part}`)
}
const saved = (person: Person) => person.page.getByText('De inrichting is gewijzigd.').waitFor()
const save = ({ page }: Person) => page.getByRole('button', { name: 'Opslaan' }).click()
const signedIn = async (who: string, organisation: string) => {
  const person = await browser.person(360)
  await person.page.goto(`/twente/inloggen/${organisation}?wie=${who}`)
  await person.page.waitForURL('**/twente/werk')
  return person
}

test('Tubbergen’s own administrator sets up its walk-in point on screen; residents see it at once, others’ points stay out of reach', async () => {
  await demo.owner.query(
    `insert into staff (region_id, id, organisation_id, name, email, subject, issuer, roles, added_at)
     select region_id, gen_random_uuid(), id, 'Beheerder Tubbergen', 'beheerder@tubbergen.example', 'beheerder-tubbergen', issuer, '{administrator}', now() from organisation where slug = 'tubbergen'`,
  )
  await demo.owner.query('update region_setup set version = version + 1')
  networksOf(demo.system).forget(demo.region)
  const person = await signedIn('beheerder-tubbergen', 'tubbergen')
  const { page } = person
  await openPart(person, 'inlooppunten')
  await person.check()
  expect(await page.getByRole('row').count()).toBe(2)
  await page.getByRole('link', { name: 'Wijzig: Inlooppunt Tubbergen' }).click()
  await person.check()
  await page.getByLabel('Straat en huisnummer').fill('')
  await page.getByLabel('vrijdag').fill('ergens in de ochtend')
  await page.getByLabel('Laatste dag 1').fill('2026-12-01')
  await save(person)
  await page.getByText('Er zijn nog 3 dingen niet goed ingevuld').waitFor()
  await person.check()
  expect(await page.getByLabel('vrijdag').inputValue()).toBe('ergens in de ochtend')
  await page.getByLabel('Straat en huisnummer').fill('Raadhuisplein 1')
  await page.getByLabel('vrijdag').fill('9 tot 12')
  await page.getByLabel('Laatste dag 1').fill('2026-12-31')
  await page.getByLabel('Laatste dag 1').fill('2026-12-31')
  await page.getByLabel('Eerste dag 2').fill('2026-12-04')
  await page.getByLabel('Waarom 2').fill('Studiedag')
  await page.getByRole('checkbox', { name: 'ringleiding' }).check()
  await page.getByRole('checkbox', { name: 'Pools' }).check()
  await page.getByLabel('Onderdeel van').fill('De Schakel')
  await page.getByLabel('Wat die plek zelf doet').fill('Helpt met formulieren.')
  await save(person)
  await saved(person)
  await person.check()
  const resident = await browser.person(360)
  await resident.page.goto('/twente/inlooppunten')
  const said = await resident.page.getByRole('listitem').filter({ hasText: 'Inlooppunt Tubbergen' }).innerText()
  for (const words of ['Raadhuisplein 1', 'vr 9.00-12.00 uur', 'gesloten vr 4 dec', 'Studiedag', 'Onderdeel van De Schakel', 'Helpt met formulieren', 'ringleiding', 'Pools'])
    expect(said).toContain(words)
  await resident.check()
  const api = (await (await resident.page.request.get('/api/v1/regios/twente/inlooppunten')).json()).find((each: { gemeente: string }) => each.gemeente === 'Tubbergen')
  expect(api).toMatchObject({
    gesloten: [
      { van: '2026-12-24', totEnMet: '2026-12-31', reden: 'Kerstvakantie' },
      { van: '2026-12-04', totEnMet: '2026-12-04', reden: 'Studiedag' },
    ],
    talen: ['nl', 'en', 'pl'],
    onderdeelVan: 'De Schakel',
  })

  // What is not theirs is not there; what they add is theirs, whatever a form says.
  for (const address of ['inlooppunten?welke=enschede', 'organisaties', 'regio', 'gegevens-delen'])
    expect((await page.goto(`/twente/werk/inrichting/deel/${address}`))?.status()).toBe(404)
  const send = (fields: Record<string, string>) =>
    page.request.post('/twente/werk/inrichting/deel/inlooppunten', { form: fields, headers: { 'sec-fetch-site': 'same-origin' }, maxRedirects: 0 })
  const setup = await exported()
  const whole = { name: 'Tweede punt', municipality: 'Tubbergen', address: 'Straat 1', postcode: '7651 AA', place: 'Tubbergen', organisation: 'enschede' }
  expect((await send({ ...whole, welke: 'enschede' })).status()).toBe(404)
  const mark = markOf(sectionFor('inlooppunten', { language: 'nl', setup }), undefined)
  expect((await send({ ...whole, gezien: mark })).status()).toBe(303)
  expect((await exported()).walkInPoints.find((each) => each.name === 'Tweede punt')?.organisation).toBe('tubbergen')
})

test('a region’s own look, name and words: no colour that cannot be read, no file that is no picture', async () => {
  const person = await administrator()
  const { page } = person
  await openPart(person, 'huisstijl')
  await person.check()
  await page.getByLabel('Hoofdkleur').fill('#ffee00')
  await page.getByLabel('Logo', { exact: true }).setInputFiles({ name: 'logo.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<html>geen plaatje</html>') })
  await save(person)
  await page.getByText('Deze kleur geeft te weinig contrast').first().waitFor()
  await page.getByText('Kies een SVG, PNG, WebP of JPEG').first().waitFor()
  expect(await page.getByText('te weinig', { exact: true }).count()).toBe(3)
  await person.check()
  await page.getByLabel('Hoofdkleur').fill('#7a1f6b')
  await page.getByLabel('Logo', { exact: true }).setInputFiles({
    name: 'logo.svg',
    mimeType: 'image/svg+xml',
    buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"><script>alert(1)</script><rect width="2" height="1"/></svg>'),
  })
  await save(person)
  await saved(person)
  await openPart(person, 'regio')
  await page.getByLabel('Naam achter Werkcentrum').fill('Oost')
  await page.getByLabel('Kop van de eerste pagina, Nederlands').fill('Dag, waarmee helpen wij u?')
  await page.getByLabel('Kop van de eerste pagina, Engels').fill('Hello, how can we help?')
  await page.getByLabel('Antwoord binnen (werkdagen)').fill('1')
  await save(person)
  await page.getByText('niet minder dan de eerste reactie').first().waitFor()
  await person.check()
  await page.getByLabel('Antwoord binnen (werkdagen)').fill('7')
  await save(person)
  await saved(person)
  await page.getByLabel('Kop van de eerste pagina, Engels').fill('')
  await save(person)
  await saved(person)
  expect((await exported()).home).toEqual({ nl: { title: 'Dag, waarmee helpen wij u?' } })
  await page.getByLabel('Kop van de eerste pagina, Engels').fill('Hello, how can we help?')
  await save(person)
  await saved(person)

  const resident = await browser.person(360)
  await resident.page.goto('/twente')
  await resident.check()
  expect(await resident.page.locator('h1').innerText()).toBe('Dag, waarmee helpen wij u?')
  expect(await resident.page.locator('.wc-mark').innerText()).toContain('Oost')
  expect(await resident.page.getByRole('button', { name: 'Stel uw vraag' }).evaluate((button) => getComputedStyle(button).backgroundColor)).toBe('rgb(122, 31, 107)')
  const logo = await resident.page.locator('.wc-logo').getAttribute('src')
  const answer = await resident.page.request.get(logo!)
  expect([answer.status(), answer.headers()['content-type'], answer.headers()['content-security-policy']]).toEqual([200, 'image/svg+xml', expect.stringContaining('sandbox')])
  await resident.page.goto('/en/twente')
  expect(await resident.page.locator('h1').innerText()).toBe('Hello, how can we help?')
  // An old address of the look is gone with it.
  await openPart(person, 'huisstijl')
  await page.getByRole('checkbox', { name: 'Haal het logo weg' }).check()
  await save(person)
  await saved(person)
  expect((await resident.page.request.get(logo!)).status()).toBe(404)
})

test('an organisation, its door and an agreement: added, used in a refusal that says where, and taken out again', async () => {
  const person = await administrator()
  const { page } = person
  await openPart(person, 'organisaties')
  await page.getByRole('link', { name: 'Voeg een organisatie toe' }).click()
  await page.getByLabel('Naam', { exact: true }).fill('Bibliotheek Twente')
  await save(person)
  await page.getByText('Kies wat voor organisatie het is.').first().waitFor()
  await person.check()
  await page.getByLabel('Soort').selectOption({ label: 'onderwijs' })
  await page.getByLabel('Mailadres van het contactpunt').fill('balie@bibliotheek.example')
  await save(person)
  await saved(person)
  await openPart(person, 'gegevens-delen')
  await page.getByRole('link', { name: 'Voeg een afspraak toe' }).click()
  await page.getByLabel('Van', { exact: true }).selectOption({ label: 'Gemeente Almelo' })
  await page.getByLabel('Aan', { exact: true }).selectOption({ label: 'Bibliotheek Twente' })
  await page.getByLabel('Waarvoor').selectOption({ label: 'leren en ontwikkelen' })
  await page.getByLabel('Grondslag').selectOption({ label: 'toestemming' })
  await page.getByLabel('Naam of nummer').fill('Afspraak 12')
  await page.getByLabel('Geldt vanaf').fill('2026-12-01')
  await page.getByLabel('Tot en met').fill('2026-11-01')
  await save(person)
  await page.getByText('Kies een dag na de eerste').first().waitFor()
  await page.getByLabel('Tot en met').fill('2027-11-01')
  await save(person)
  await saved(person)
  await page.goto('/twente/werk/netwerk')
  expect(await page.locator('main').innerText()).toContain('Afspraak 12')
  const remove = async (part: string, name: string) => {
    await openPart(person, part)
    await page.getByRole('row', { name }).getByRole('button', { name: 'Haal weg' }).click()
  }
  await remove('organisaties', 'Bibliotheek Twente')
  await page.getByText('gegevens delen: almelo-bibliotheek-twente-learning').waitFor()
  await person.check()
  await remove('organisaties', 'Gemeente Enschede')
  await page.getByText('Gemeente Enschede blijft staan').waitFor()
  await remove('deuren', 'Leerwerkloket Twente')
  await page.getByText(/Leerwerkloket Twente is nog in gebruik, ook door wat voorbij is: \d+ vra/).waitFor()
  await person.check()
  await remove('gegevens-delen', 'Bibliotheek Twente')
  await saved(person)
  await remove('organisaties', 'Bibliotheek Twente')
  await saved(person)
  await page.getByRole('link', { name: /maak het ongedaan/ }).click()
  await page.getByText('organisatie: Bibliotheek Twente').first().waitFor()
})

test('of two administrators at one form the second sees what the first made of it and loses nothing; at two forms both stay', async () => {
  const [one, other] = [await administrator(), await administrator()]
  for (const person of [one, other]) await person.page.goto('/twente/werk/inrichting/deel/deuren?welke=pluspunt')
  await one.page.getByLabel('Naam', { exact: true }).fill('Pluspunt Oost')
  await save(one)
  await saved(one)
  await other.page.getByLabel('Naam', { exact: true }).fill('Pluspunt West')
  await save(other)
  await other.page.getByText('Een collega wijzigde dit intussen.').waitFor()
  await other.check()
  expect(await other.page.locator('.wc-facts').innerText()).toContain('Pluspunt Oost')
  expect(await other.page.getByLabel('Naam', { exact: true }).inputValue()).toBe('Pluspunt West')
  await save(other)
  await saved(other)
  expect((await exported()).doors.find((each) => each.slug === 'pluspunt')?.name).toBe('Pluspunt West')

  await one.page.goto('/twente/werk/inrichting/deel/deuren?welke=pluspunt')
  await other.page.goto('/twente/werk/inrichting/deel/deuren?welke=werkplein')
  await one.page.getByLabel('Naam', { exact: true }).fill('Een')
  await other.page.getByLabel('Naam', { exact: true }).fill('Twee')
  await Promise.all([save(one), save(other)])
  await Promise.all([saved(one), saved(other)])
  expect((await exported()).doors.filter((each) => ['pluspunt', 'werkplein'].includes(each.slug)).map((each) => each.name)).toEqual(['Een', 'Twee'])
})

test('mistakes in a file are named with their line and place, the text stays, and nothing changes', async () => {
  const person = await administrator()
  const { page } = person
  const setup = await exported()
  setup.walkInPoints[3]!.postcode = 'geen'
  setup.staff[0]!.organisation = 'bestaat-niet'
  const text = JSON.stringify(setup, null, 1)
  const lines = text.split('\n')
  const before = await demo.owner.query('select max(version)::int as version from setup_version')
  await paste(person, text)
  await page.getByRole('button', { name: 'Bekijk wat er verandert' }).click()
  await page
    .getByRole('alert')
    .getByText(/Er klop/)
    .waitFor()
  await person.check()
  const said = await page.locator('main').innerText()
  expect(said).toContain(`Regel ${lines.findIndex((line) => line.includes('"postcode": "geen"')) + 1}: walkInPoints 4`)
  expect(await field(person).inputValue()).toBe(text)
  await field(person).fill('{ "region": "twente",\n "phone": }')
  await page.getByRole('button', { name: 'Bekijk wat er verandert' }).click()
  await page.getByText('Regel 2: dit is geen JSON').waitFor()
  await paste(person, JSON.stringify({ ...(await exported()), doors: [] }))
  await page.getByRole('button', { name: 'Bekijk wat er verandert' }).click()
  await page.getByRole('button', { name: 'Voer in' }).click()
  await page.getByText('is nog in gebruik').first().waitFor()
  await person.check()
  expect((await demo.owner.query('select max(version)::int as version from setup_version')).rows).toEqual(before.rows)
})

test('a colleague is invited in the file, and taken out again at once', async () => {
  const person = await administrator()
  const { page } = person
  const put = async (setup: Setup) => {
    await paste(person, JSON.stringify(setup))
    await page.getByRole('button', { name: 'Bekijk wat er verandert' }).click()
    await page.getByRole('button', { name: 'Voer in' }).click()
    await page.getByText('De inrichting is gewijzigd.').waitFor()
  }
  const setup = await exported()
  await put({
    ...setup,
    staff: [...setup.staff, { organisation: 'wierden', name: 'Nieuwe gids Wierden', email: 'nieuw@wierden.example', subject: 'nieuwe-gids', roles: ['guide'] }],
  })
  const invited = await browser.person()
  await invited.page.goto('/twente/inloggen/wierden?wie=nieuwe-gids')
  await invited.page.waitForURL('**/twente/werk')
  // Of another organisation's questions they see nothing.
  const { rows } = await demo.owner.query(`select number from question q join organisation o on o.id = q.organisation_id where o.slug = 'enschede' limit 1`)
  expect((await invited.page.goto(`/twente/werk/vragen/${rows[0].number}`))?.status()).toBe(404)
  await put(setup)
  await invited.page.goto('/twente/werk')
  expect(invited.page.url()).toContain('/inloggen')
})

test('access is given by mail, ends on a day, is taken away at once, and each administrator manages their own', async () => {
  const person = await administrator()
  const { page } = person
  await page.goto('/twente/werk/toegang')
  await person.check()
  await page.getByRole('button', { name: 'Geef toegang en stuur een mail' }).click()
  await page.getByText('Vul een naam in.').first().waitFor()
  await person.check()
  const fill = async (to: typeof page, name: string, email: string) => {
    await to.getByLabel('Naam', { exact: true }).fill(name)
    await to.getByLabel('E-mailadres bij de eigen organisatie').fill(email)
    await to.getByRole('checkbox', { name: 'gids', exact: true }).check()
  }
  await fill(page, 'Tijdelijke gids Borne', 'tijdelijk@borne.example')
  await page.getByLabel('Organisatie', { exact: true }).selectOption({ label: 'Gemeente Borne' })
  await page.getByLabel('Laatste dag').fill('2026-11-25')
  await page.getByRole('button', { name: 'Geef toegang en stuur een mail' }).click()
  await page.getByText('De toegang is gewijzigd.').waitFor()
  await person.check()
  const { rows: invited } = await demo.owner.query(`select kind from mail where recipient = 'tijdelijk@borne.example'`)
  expect(invited).toEqual([{ kind: 'invited' }])
  await page.getByLabel('Zoek op naam, adres, organisatie of rol').fill('tijdelijk@')
  await page.getByRole('button', { name: 'Zoeken' }).click()
  await page.getByRole('button', { name: 'Mail opnieuw' }).click()
  await page.getByText('De uitnodiging is opnieuw gestuurd.').waitFor()
  await person.check()
  expect((await demo.owner.query(`select kind from mail where recipient = 'tijdelijk@borne.example'`)).rows).toHaveLength(2)
  const staff = async () => (await demo.owner.query(`select id, left_at from staff where email = 'tijdelijk@borne.example'`)).rows[0]
  const { id, left_at } = await staff()
  expect(left_at.toISOString()).toBe('2026-11-25T23:00:00.000Z')

  // A question in hand on the last day goes back when it is over.
  await demo.owner.query(
    `update question set staff_id = $1, state = 'taken' where id = (select q.id from question q join organisation o on o.id = q.organisation_id where o.slug = 'borne' and q.state = 'received' limit 1)`,
    [id],
  )
  const inHand = async () => (await demo.owner.query('select count(*)::int as n from question where staff_id = $1 and closed_at is null', [id])).rows[0].n
  const before = await inHand()
  demo.clock.moveTo(new Date('2026-11-26T06:00:00Z'))
  await demo.tasks.run()
  expect([before >= 0, await inHand()]).toEqual([true, 0])

  const other = await browser.person()
  await other.page.goto('/twente/inloggen/uwv?wie=beheerder-uwv')
  await other.page.waitForURL('**/twente/werk')
  await other.page.goto('/twente/werk/toegang')
  await other.check()
  expect(await other.page.locator('main').innerText()).not.toContain('Gids Enschede')
  const guide = await demo.staff('gids-enschede')
  expect((await other.page.goto(`/twente/werk/toegang?wie=${guide.id}`))?.status()).toBe(404)
  await other.page.goto('/twente/werk/toegang')
  await fill(other.page, 'Tweede gids UWV', 'gids@uwv.example')
  const cookie = await demo.cookieOf('gids-uwv')
  await other.page
    .getByRole('row', { name: /^Gids UWV/ })
    .getByRole('button', { name: 'Neem toegang weg' })
    .click()
  await other.page.getByText('De toegang is gewijzigd.').waitFor()
  expect((await demo.app.inject({ url: '/twente/werk', headers: { cookie } })).statusCode).toBe(303)
})

test('a form that is sent twice at once makes one; ten thousand signs, scripts and right-to-left in every field are told at the field or kept as text', async () => {
  const cookie = await demo.cookieOf('beheerder-werkcentrum')
  const setup = await exported()
  const send = (part: string, fields: Record<string, string>) =>
    demo.app.inject({
      method: 'POST',
      url: `/twente/werk/inrichting/deel/${part}`,
      headers: { cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(fields).toString(),
    })
  const lists = demo.system.partsOf(regionLists)
  const fresh = (name: SectionName) => markOf(sectionFor(name, { language: 'nl', setup, lists }), undefined)
  const door = { formulier: crypto.randomUUID(), gezien: fresh('deuren'), name: 'Twee keer', email: 'tweekeer@voorbeeld.example' }
  const both = await Promise.all([send('deuren', door), send('deuren', door)])
  expect(both.map((each) => each.statusCode)).toEqual([303, 303])
  expect((await exported()).doors.filter((each) => each.name === 'Twee keer')).toHaveLength(1)

  const invite = { formulier: crypto.randomUUID(), name: 'Twee keer', email: 'tweekeer@voorbeeld.example', roles: 'guide' }
  const access = () =>
    demo.app.inject({
      method: 'POST',
      url: '/twente/werk/toegang',
      headers: { cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(invite).toString(),
    })
  expect((await Promise.all([access(), access()])).map((each) => each.statusCode)).toEqual([303, 303])

  for (const name of sectionsOf({ region: { id: demo.region, slug: 'twente', name: 'Twente' } })) {
    const part = sectionFor(name, { language: 'nl', setup, lists })
    const names = part.fields.flatMap((field) =>
      field.sort === 'rows' ? field.fields.map((each) => `${field.name}.0.${each.name}`) : field.sort === 'hours' ? [`${field.name}.1`] : [field.name],
    )
    for (const text of ['x'.repeat(10_000), '<script>alert(1)</script>', '\u202eمرحبا\u0000', "'; drop table door; --"]) {
      const before = await exported()
      const answer = await send(name, { ...Object.fromEntries(names.map((each) => [each, text])), gezien: part.list ? fresh(name) : markOf(part, before as never) })
      expect([name, text.slice(0, 9), answer.statusCode]).toEqual([name, text.slice(0, 9), 422])
      expect(answer.body).toContain('role="alert"')
      expect(answer.body).not.toContain('<script>alert')
      expect(await exported()).toEqual(before)
    }
    // Of nothing at all, only the colours may be empty.
    const empty = await send(name, { gezien: part.list ? fresh(name) : markOf(part, (await exported()) as never) })
    expect([name, empty.statusCode]).toEqual([name, name === 'huisstijl' ? 303 : 422])
  }
  expect((await demo.app.inject({ url: '/twente/werk/inrichting/deel/niets', headers: { cookie } })).statusCode).toBe(404)
  const big = await demo.app.inject({
    method: 'POST',
    url: '/twente/werk/inrichting/deel/huisstijl',
    headers: { cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'multipart/form-data; boundary=x' },
    payload: `--x\r\ncontent-disposition: form-data; name="style.logo"; filename="a.svg"\r\n\r\n${'a'.repeat(500_000)}\r\n--x--\r\n`,
  })
  expect([big.statusCode, big.body.includes('Dit bestand is te groot: hoogstens 0,4 MB')]).toEqual([422, true])
  // A form of words takes no files.
  const file = await demo.app.inject({
    method: 'POST',
    url: '/twente/vraag',
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
    payload: '--x\r\ncontent-disposition: form-data; name="question"\r\n\r\nVraag\r\n--x--\r\n',
  })
  expect(file.statusCode).toBe(415)
})

test('what no browser sends is refused in words, and never an error of ours', async () => {
  const cookie = await demo.cookieOf('beheerder-werkcentrum')
  const send = (url: string, fields: Record<string, string>) =>
    demo.app.inject({
      method: 'POST',
      url,
      headers: { cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(fields).toString(),
    })
  for (const document of ['['.repeat(50_000), '{"a":'.repeat(20_000), '1', 'null', '"twente"', '{"region":"drenthe"}', '{"organisations":[null,1]}']) {
    const answer = await send('/twente/werk/inrichting', { document })
    expect([document.slice(0, 20), answer.statusCode]).toEqual([document.slice(0, 20), 422])
  }
  const wrong: Record<string, string>[] = [
    { roles: 'koning' },
    { roles: '' },
    { email: 'x' },
    { until: 'morgen' },
    { until: '2020-01-01' },
    { organisation: 'nergens' },
    { point: 'nergens' },
    { name: '' },
  ]
  for (const fields of wrong) {
    const answer = await send('/twente/werk/toegang', { name: 'Naam', email: 'naam@voorbeeld.example', roles: 'guide', ...fields })
    expect([JSON.stringify(fields), answer.statusCode]).toEqual([JSON.stringify(fields), 422])
    expect(answer.body).toContain('role="alert"')
  }
})

test('who signs out leaves nothing behind of what they typed', async () => {
  const headers = { cookie: `werkcentrum-formulier=een-browser; ${await demo.cookieOf('beheerder-werkcentrum')}`, 'sec-fetch-site': 'same-origin' }
  const before = async () => (await demo.owner.query('select count(*)::int as n from kept_form')).rows[0].n
  const there = await before()
  const post = (url: string, payload: string) => demo.app.inject({ method: 'POST', url, headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' }, payload })
  const typed = await post('/twente/werk/toegang', 'name=Een+halve+naam&email=x')
  expect(typed.statusCode).toBe(303)
  expect((await demo.app.inject({ url: String(typed.headers.location).split('#')[0]!, headers })).body).toContain('Een halve naam')
  expect(await before()).toBe(there + 1)
  const out = await post('/twente/uitloggen', '')
  expect(await before()).toBe(there)
  expect(out.headers['set-cookie']).toEqual(expect.arrayContaining([expect.stringMatching(/^werkcentrum-formulier=; Max-Age=0/)]))
})
