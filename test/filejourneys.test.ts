import { expect, test } from 'vitest'
import type { Person } from './browser.ts'
import { startWalk } from './walk.ts'

const { demo, browser, signedIn, asked, takeAndSharpen, mails } = await startWalk()

/** Comes in by a code, from the page where that is asked. */
async function byCode({ page, check }: Person, email: string, name: string) {
  await page.getByLabel('Uw e-mailadres').fill(email)
  await page.getByRole('button', { name: 'Stuur mij een code' }).click()
  await page.getByRole('heading', { name: 'Vul de code in' }).waitFor()
  await check()
  const code = /\d{6}/.exec((await mails('resident-code')).find((each) => each.recipient === email)!.letter!.text)![0]
  await page.getByLabel('Code uit de mail').fill(code)
  await page.getByLabel('Uw naam').fill(name)
  await page.getByRole('button', { name: 'Naar mijn dossier' }).click()
}

test('without script a resident keeps a question, says yes to a handover, sees who looked, asks to erase it, and reads what came of it', async () => {
  // What checks a page is a script itself; these pages are all checked by the walk over all pages.
  const resident = { ...(await browser.person(360, { scripts: false })), check: async () => {} }
  const { page } = resident
  const { number, follow } = await asked(resident, 'Mijn contract stopt. Wie helpt mij?', 'eigen@voorbeeld.example')
  await page.getByRole('button', { name: 'Bewaar in Mijn Werkcentrum' }).click()
  await byCode(resident, 'eigen@voorbeeld.example', 'Eigen Naam')
  await page.waitForURL('**/volg/**')
  await page.getByRole('button', { name: 'Bewaar in Mijn Werkcentrum' }).click()
  await page.getByText('Deze vraag staat nu in uw dossier.').waitFor()

  const guide = await signedIn('gids-enschede', 'enschede')
  await takeAndSharpen(guide, number, 'Contract stopt, hulp bij zoeken')
  await guide.page.getByRole('link', { name: 'Warme overdracht' }).click()
  await guide.page.getByLabel('Naar welke organisatie?').selectOption({ label: 'UWV' })
  await guide.page.getByLabel('Waarom kan deze partner helpen?').fill('Zij kennen dit goed.')
  await guide.page.getByRole('button', { name: 'Bekijk wat de partner ziet' }).click()
  await guide.page.getByRole('button', { name: 'Stel voor aan de vrager' }).click()
  await guide.page.getByText('Dat is vastgelegd').waitFor()

  // In the file: the question whether they want it, with yes and no.
  await page.goto('/twente/mijn')
  await page.getByRole('heading', { name: 'Wilt u dat UWV u verder helpt?' }).waitFor()
  await page.getByRole('button', { name: 'Ja, dat is goed' }).click()
  await page.getByText('Dat staat genoteerd').waitFor()
  await page.goto('/twente/mijn/gegevens')
  const known = await page.locator('main').innerText()
  for (const text of ['Mijn contract stopt. Wie helpt mij?', 'Verantwoordelijk: Gemeente Enschede', 'UWV', 'Vragen beantwoorden', 'gids']) expect(known).toContain(text)
  await page.getByRole('button', { name: 'Vraag de naam' }).first().click()
  await page.getByText('Uw verzoek is verstuurd').waitFor()

  // Taken back, it is closed; then what the law keeps of it stays, and the rest goes.
  await page.goto(follow)
  await page.locator('summary', { hasText: 'Mijn vraag intrekken' }).click()
  await page.getByRole('button', { name: 'Ja, trek mijn vraag in' }).click()
  await page.goto('/twente/mijn/rechten')
  await page.getByLabel('Wat wilt u?').selectOption('erase')
  await page.getByRole('button', { name: 'Verstuur het verzoek' }).click()
  await page.getByText('Uw verzoek is verstuurd').waitFor()

  const officer = await signedIn('privacyfunctionaris-enschede', 'enschede', 360)
  await officer.page.goto('/twente/werk/privacy')
  await officer.check()
  await officer.page.getByRole('link', { name: 'Gegevens wissen' }).last().click()
  await officer.page.getByText(number).first().waitFor()
  await officer.page.getByRole('button', { name: 'Wis nu' }).click()
  await officer.page.getByText('wissen kan niet ongedaan worden gemaakt').first().waitFor()
  await officer.check()
  await officer.page.getByLabel('Ik weet dat wissen niet ongedaan kan worden gemaakt').check()
  await officer.page.getByRole('button', { name: 'Wis nu' }).click()
  await officer.page.getByText('voor een deel gedaan').first().waitFor()
  await page.goto('/twente/mijn/rechten')
  expect(await page.locator('main').innerText()).toContain('Archiefwet')
  await page.goto('/twente/mijn/gegevens')
  expect(await page.locator('main').innerText()).not.toContain('7511')
  await page.getByRole('button', { name: 'Afmelden' }).click()
  await page.goto('/twente/mijn')
  await page.getByRole('heading', { name: 'Mijn Werkcentrum' }).waitFor()
})

test('with the broker: a level that is not enough is refused, enough opens the file, the same person comes back to it, and who the broker says it is is kept nowhere', async () => {
  const resident = await browser.person(360)
  const { page, check } = resident
  const { follow } = await asked(resident, 'Een vraag zonder mail', '')
  await page.goto('/twente/mijn')
  await page.getByRole('link', { name: 'Aanmelden met DigiD' }).click()
  await page.getByRole('button', { name: 'Inwoner 1, laag' }).click()
  await page.getByRole('heading', { name: 'Dit is niet zeker genoeg' }).waitFor()
  await check()
  const comeIn = async (who: string) => {
    await page.goto('/twente/mijn/digid')
    await page.getByRole('button', { name: who }).click()
    await page.waitForURL('**/twente/mijn**')
  }
  await comeIn('Inwoner 1, substantieel')
  await page.goto(follow)
  await page.getByRole('button', { name: 'Bewaar in Mijn Werkcentrum' }).click()
  await page.getByText('Een vraag zonder mail').waitFor()
  await check()
  await page.getByRole('button', { name: 'Afmelden' }).click()
  await comeIn('Inwoner 2, hoog')
  expect(await page.locator('main').innerText()).not.toContain('Een vraag zonder mail')
  await comeIn('Inwoner 1, hoog')
  await page.getByText('Een vraag zonder mail').waitFor()
  // What the broker says of somebody is in no column of any table.
  const { rows: columns } = await demo.owner.query(`select table_name, column_name from information_schema.columns where table_schema = 'public' and table_name <> 'municipality'`)
  for (const { table_name, column_name } of columns)
    expect([table_name, column_name, (await demo.owner.query(`select 1 from "${table_name}" where "${column_name}"::text like '%inwoner-1%' limit 1`)).rowCount]).toEqual([
      table_name,
      column_name,
      0,
    ])
  // Somebody who comes by mail links it, and then has one file by both.
  await page.getByRole('button', { name: 'Afmelden' }).click()
  await page.goto('/twente/mijn')
  await byCode(resident, 'later@voorbeeld.example', 'Later')
  await page.goto('/twente/mijn/rechten')
  await page.locator('summary', { hasText: 'Voortaan met DigiD aanmelden' }).click()
  await page.getByRole('link', { name: 'Koppel DigiD aan dit dossier' }).click()
  await page.getByRole('button', { name: 'Inwoner 1, substantieel' }).click()
  await page.getByText('U komt voortaan met DigiD in dit dossier.').waitFor()
  await page.goto('/twente/mijn')
  await page.getByRole('heading', { name: 'Dag Later' }).waitFor()
  await page.getByText('Een vraag zonder mail').waitFor()
})

test('a guide does it together with somebody who has no mail, and prints it with who looked; a helper acts with a mandate', async () => {
  const resident = await browser.person(360)
  const { number } = await asked(resident, 'Kunt u dit samen met mij doen?', '06 12345677')
  const guide = await signedIn('gids-enschede', 'enschede')
  const { page, check } = guide
  await page.goto(`/twente/werk/vragen/${number}`)
  await page.getByRole('link', { name: 'Samen met de inwoner' }).click()
  await page.getByRole('heading', { name: 'Samen met de inwoner' }).waitFor()
  await check()
  await page.locator('summary', { hasText: 'Iemand machtigen' }).click()
  await page.getByLabel('Naam van wie mag handelen').fill('Begeleider')
  await page.getByRole('button', { name: 'Leg de machtiging vast' }).click()
  await page.getByText('Vul uw e-mailadres in.').first().waitFor()
  await check()
  expect(await page.getByLabel('Naam van wie mag handelen').inputValue()).toBe('Begeleider')
  await page.getByLabel('E-mailadres van wie mag handelen').fill('begeleider-x@voorbeeld.example')
  await page.getByLabel('Wie is dat?').selectOption('helper')
  await page.getByRole('button', { name: 'Leg de machtiging vast' }).click()
  await page.getByText('Vastgelegd.', { exact: true }).waitFor()
  // On paper: what is known and who looked, and none of the forms.
  await page.emulateMedia({ media: 'print' })
  expect(await page.getByRole('heading', { name: 'Wie keek naar uw gegevens' }).isVisible()).toBe(true)
  expect(await page.getByLabel('Wat wilt u?').isVisible()).toBe(false)
  await page.emulateMedia({ media: 'screen' })

  const helper = await browser.person(360)
  await helper.page.goto('/twente/mijn')
  await byCode(helper, 'begeleider-x@voorbeeld.example', 'Begeleider')
  await helper.page.getByRole('button', { name: 'Naar dat dossier' }).click()
  await helper.page.getByText('U handelt voor').waitFor()
  await helper.page.getByText('Kunt u dit samen met mij doen?').waitFor()
  await helper.check()
  await helper.page.getByRole('button', { name: 'Terug naar mijn eigen dossier' }).click()
  await helper.page.getByRole('heading', { name: 'Dag Begeleider' }).waitFor()
})
