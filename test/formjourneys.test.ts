import { expect, test } from 'vitest'
import { startWalk } from './walk.ts'

const { demo, browser, signedIn, asked } = await startWalk()

test.each([true, false])('with scripts %s: after a mistake, refresh and Back lose nothing that was typed and send nothing twice (D9)', async (scripts) => {
  const person = await browser.person(360, { scripts })
  const { page } = person
  // What looks for violations is a script itself.
  const check = scripts ? person.check : () => {}
  const question = `Ik wil leren lassen ${scripts}`
  await page.goto('/twente/vraag')
  await page.getByLabel('Uw vraag').fill(question)
  await page.getByRole('button', { name: 'Stel uw vraag' }).click()
  await page.waitForURL('**/vraag?ingevuld=**')
  await page.reload()
  expect(await page.getByLabel('Uw vraag').inputValue()).toBe(question)
  await page.getByRole('link', { name: /^U bent:/ }).waitFor()
  await check()
  // On to another page and back again.
  await page.goto('/twente/inlooppunten')
  await page.goBack()
  expect(await page.getByLabel('Uw vraag').inputValue()).toBe(question)
  await page.getByLabel('U bent').selectOption('worker')
  await page.getByRole('button', { name: 'Stel uw vraag' }).click()
  await page.waitForURL('**/volg/**')
  // Back from what was sent: nothing is asked to be sent again, and the page says what became of it.
  await page.goBack()
  await page.getByText('Wat u hier had ingevuld staat er niet meer').waitFor()
  await check()
  const { rows } = await demo.owner.query('select count(*)::int as n from question where text = $1', [question])
  expect(rows[0].n).toBe(1)
})

test('in two tabs and without cookies each form keeps its own words (D9)', async () => {
  const person = await browser.person(1280)
  const [one, two] = [person.page, await person.context.newPage()]
  for (const [page, text] of [
    [one, 'Het eerste tabblad'],
    [two, 'Het tweede tabblad'],
  ] as const) {
    await page.goto('/twente/vraag')
    await page.getByLabel('Uw vraag').fill(text)
    await page.getByRole('button', { name: 'Stel uw vraag' }).click()
    await page.waitForURL('**ingevuld=**')
  }
  await two.getByLabel('U bent').selectOption('student')
  await two.getByRole('button', { name: 'Stel uw vraag' }).click()
  await two.waitForURL('**/volg/**')
  await one.reload()
  expect(await one.getByLabel('Uw vraag').inputValue()).toBe('Het eerste tabblad')

  const bare = await browser.person(1280)
  await bare.context.route('**/*', async (route) => {
    const { cookie: _none, ...headers } = await route.request().allHeaders()
    await route.continue({ headers })
  })
  await bare.page.goto('/twente/vraag')
  await bare.context.clearCookies()
  await bare.page.getByLabel('Uw vraag').fill('Zonder koekjes')
  await bare.page.getByRole('button', { name: 'Stel uw vraag' }).click()
  await bare.page.getByRole('alert').waitFor()
  expect(await bare.page.getByLabel('Uw vraag').inputValue()).toBe('Zonder koekjes')
})

test('the same question asked again by going back is told to be there, and can be asked all the same (D9)', async () => {
  const person = await browser.person(360)
  const { page, check } = person
  const text = 'Kan ik met mijn rug nog in de zorg werken?'
  const first = await asked(person, text, 'vrager@voorbeeld.example')
  await page.goto('/twente')
  await page.getByLabel('Uw vraag').fill(text)
  await page.getByLabel('U bent').selectOption('worker')
  await page.getByLabel('Uw e-mail of telefoon').fill('vrager@voorbeeld.example')
  await page.getByRole('button', { name: 'Stel uw vraag' }).click()
  await page.getByText('Deze vraag hebt u al gesteld').waitFor()
  await check()
  await page.getByRole('link', { name: 'Naar de pagina van die vraag' }).click()
  expect(page.url()).toBe(first.follow)
  await page.goBack()
  await page.getByRole('button', { name: 'Stel de vraag toch' }).click()
  await page.waitForURL('**/volg/**')
})

test('a guide who is called away finds their words back, on another machine too; a preview can be refreshed (D10)', async () => {
  const resident = await browser.person(360)
  const { number } = await asked(resident, 'Wie helpt mij met een sollicitatiebrief?')
  const guide = await signedIn('gids-enschede', 'enschede')
  const { page, check } = guide
  await page.goto(`/twente/werk/vragen/${number}`)
  await page.getByRole('button', { name: 'Oppakken' }).click()
  await page.getByText('Bericht aan de vrager').first().click()
  const composer = page.getByLabel('Bericht. De vrager leest dit.')
  await composer.fill('Goedemorgen, ik zoek het voor u uit en')
  await page.getByText('Uw concept is bewaard.').waitFor()
  await check()
  const other = await signedIn('gids-enschede', 'enschede', 360)
  await other.page.goto('/twente/werk?lijst=mine')
  await other.page.getByRole('link', { name: new RegExp(`${number}[^]*Concept`) }).click()
  await other.page.getByText('nog niet verstuurd').waitFor()
  expect(await other.page.locator('textarea[name=text]').first().inputValue()).toBe('Goedemorgen, ik zoek het voor u uit en')
  await other.check()

  await page.goto(`/twente/werk/vragen/${number}/antwoord`)
  await page.getByLabel('Uw antwoord aan de vrager').fill('Dat doen wij samen met u.')
  await page.getByRole('button', { name: 'Bekijk zoals de vrager het ziet' }).click()
  await page.waitForURL('**ingevuld=**')
  await page.reload()
  await page.getByRole('button', { name: /sluit de vraag/ }).waitFor()
  await check()
  // Away in the middle of it: the words are there again.
  await page.goto('/twente/werk')
  await page.goto(`/twente/werk/vragen/${number}/antwoord`)
  expect(await page.locator('textarea[name=text]').first().inputValue()).toBe('Dat doen wij samen met u.')
})
