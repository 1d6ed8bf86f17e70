import { beforeAll } from 'vitest'
import { outbox } from '../src/foundation/mail/mail.ts'
import { freePort, type Person, startBrowser } from './browser.ts'
import { startDemo } from './ground.ts'

/** The demo, listening, with a browser before it and what every journey begins with. */
export async function startWalk() {
  const port = await freePort()
  // Nothing of a test leaves this machine: the harmless page is one of ours.
  const demo = await startDemo({ port, environment: { EXIT_URL: `http://localhost:${port}/twente/toegankelijkheid` } })
  const browser = await startBrowser(`http://localhost:${port}`)
  beforeAll(() => demo.app.listen({ port, host: 'localhost' }).then(() => {}))
  return {
    demo,
    browser,
    /** Signs in through the real protocol, as a person of the demo's provider. */
    async signedIn(subject: string, organisation: string, width: 360 | 1280 = 1280, region = 'twente'): Promise<Person> {
      const person = await browser.person(width)
      await person.page.goto(`/${region}/inloggen/${organisation}?wie=${subject}`)
      await person.page.waitForURL(`**/${region}/werk**`)
      return person
    },
    /** Somebody asks on the web, and lands on the question's own page. */
    async asked({ page }: Person, text: string, contact = '', button = 'Stel uw vraag') {
      await page.goto('/twente')
      await page.getByLabel('Uw vraag').fill(text)
      await page.getByLabel('U bent').selectOption('worker')
      await page.getByLabel('Uw e-mail of telefoon').fill(contact)
      await page.getByLabel('Uw postcode').first().fill('7511 AB')
      await page.getByRole('button', { name: button }).click()
      await page.waitForURL('**/volg/**')
      return { number: /TW-\w{4}-\w{2}/.exec(await page.locator('main').innerText())![0], follow: page.url().split('?')[0]! }
    },
    /** The guide who is signed in takes a question and writes it in one sentence. */
    async takeAndSharpen({ page }: Person, number: string, sharpened: string) {
      await page.goto(`/twente/werk/vragen/${number}`)
      await page.getByRole('button', { name: 'Oppakken' }).click()
      await page.getByLabel('De vraag in één zin').fill(sharpened)
      await page.getByRole('button', { name: 'Opslaan' }).click()
      await page.getByRole('heading', { name: sharpened }).waitFor()
    },
    /** The mails of one kind, the newest first. */
    mails: async (kind: string) =>
      (await demo.database.transaction({ kind: 'task', region: demo.region }, 'test', (tx) => outbox(tx, demo.system, demo.region, 100))).filter((each) => each.kind === kind),
  }
}
