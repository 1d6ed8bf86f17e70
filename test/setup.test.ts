import { beforeAll, expect, test } from 'vitest'
import type { Setup } from '../src/network/network.ts'
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

test('an administrator takes the set-up out, moves Tubbergen’s walk-in point, looks at what changes, puts it in, and goes back', async () => {
  const person = await administrator()
  const { page } = person
  await person.check()
  const setup = await exported()
  const point = setup.walkInPoints.find((each) => each.municipality === 'Tubbergen')!
  point.address = 'Nieuw adres 1'
  point.name = 'Inlooppunt bij de Schakel'
  point.hours = { '3': [['10:00', '12:00']] }
  await field(person).fill(JSON.stringify(setup, null, 2))
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

test('mistakes in a file are named with their line and place, the text stays, and nothing changes', async () => {
  const person = await administrator()
  const { page } = person
  const setup = await exported()
  setup.walkInPoints[3]!.postcode = 'geen'
  setup.staff[0]!.organisation = 'bestaat-niet'
  const text = JSON.stringify(setup, null, 1)
  const lines = text.split('\n')
  const before = await demo.owner.query('select max(version)::int as version from setup_version')
  await field(person).fill(text)
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
  await field(person).fill(JSON.stringify({ ...(await exported()), doors: [] }))
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
    await field(person).fill(JSON.stringify(setup))
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
