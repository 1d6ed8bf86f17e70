import { expect, test } from 'vitest'
import { startWalk } from './walk.ts'

const { demo, signedIn } = await startWalk()

test('who gives access after a while signs in once more at the real provider and finds their form filled in, at both widths (I10, V7.5.1)', async () => {
  for (const width of [360, 1280] as const) {
    const { page, check } = await signedIn('beheerder-werkcentrum', 'werkcentrum', width)
    demo.clock.moveTo(new Date(demo.clock.now().getTime() + 16 * 60_000))
    await page.goto('/twente/werk/toegang')
    await page.getByLabel('Naam', { exact: true }).fill(`Collega ${width}`)
    await page.getByLabel('E-mailadres bij de eigen organisatie').fill(`collega-${width}@voorbeeld.example`)
    await page.getByLabel('gids', { exact: true }).check()
    await page.getByRole('button', { name: 'Geef toegang en stuur een mail' }).click()
    await page.getByRole('heading', { name: 'Meld u nog een keer aan' }).waitFor()
    await check()
    await page.getByRole('link', { name: 'Opnieuw aanmelden' }).click()
    // The provider knows them still, and asks all the same.
    await page.getByRole('button', { name: 'Beheerder Werkcentrum Twente' }).click()
    await page.waitForURL('**/twente/werk/toegang?ingevuld=*&terug=ja#ingevuld')
    await page.getByText('Wat u invulde staat hier nog.').waitFor()
    await check()
    expect(await page.getByLabel('E-mailadres bij de eigen organisatie').inputValue()).toBe(`collega-${width}@voorbeeld.example`)
    await page.getByRole('button', { name: 'Geef toegang en stuur een mail' }).click()
    await page.waitForURL('**/twente/werk/toegang?gedaan=ja')
    await page.getByText(`Collega ${width}`).first().waitFor()
  }
})
