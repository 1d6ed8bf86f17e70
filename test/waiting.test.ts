import { expect, test } from 'vitest'
import { startDemo } from './ground.ts'
import { badNeighbour } from './neighbours.ts'

const { port, state } = await badNeighbour('busy')
const demo = await startDemo({ environment: { SMTP_URL: `smtp://127.0.0.1:${port}` } })
const page = async (url: string, subject: string) => demo.app.inject({ url, headers: { cookie: await demo.cookieOf(subject) } })

test('an administrator sees what waits, how many, since when and what went wrong, and nobody’s address; the nation’s of every region (D9)', async () => {
  const email = 'niemand-leest-dit@voorbeeld.example'
  const asked = await demo.app.inject({
    method: 'POST',
    url: '/api/v1/regios/twente/vragen',
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ doelgroep: 'zzp', vraag: 'Vraag', contact: { email } }),
  })
  expect(asked.statusCode).toBe(201)
  await demo.tasks.run()
  expect(state.came).toBeGreaterThan(0)
  const { rows } = await demo.owner.query(`select count(*)::int as waits from task where kind = 'mail' and region_id = $1`, [demo.region])
  expect(rows[0].waits).toBeGreaterThan(0)
  const own = await page('/twente/werk/wacht', 'beheerder-werkcentrum')
  expect(own.statusCode).toBe(200)
  const table = own.body.replace(/<[^>]+>/g, '|')
  expect(table).toMatch(new RegExp(`\\|mail\\|[|\\s]*${rows[0].waits}\\|`))
  expect(table).toContain('de andere kant heeft het druk')
  for (const body of [own.body, (await page('/nederland/werk/wacht', 'landelijk-beheerder')).body]) expect(body).not.toContain(email)
  const nation = (await page('/nederland/werk/wacht', 'landelijk-beheerder')).body
  expect(nation).toContain('Twente')
  expect(nation).toContain('de andere kant heeft het druk')
  expect((await page('/en/twente/werk/wacht', 'beheerder-werkcentrum')).body).toContain('the other side is busy')
  // The set-up leads there, and who administers another organisation has no say in it.
  expect((await page('/twente/werk/inrichting', 'beheerder-werkcentrum')).body).toContain('href="/twente/werk/wacht"')
  expect((await page('/nederland/werk/regios', 'landelijk-beheerder')).body).toContain('href="/nederland/werk/wacht"')
  expect((await page('/twente/werk/wacht', 'gids-enschede')).statusCode).toBe(404)
})

test('where nothing waits it says so', async () => {
  const sent = await page('/twente/werk/wacht', 'beheerder-werkcentrum')
  expect(sent.body).not.toContain('Er wacht niets.')
  await demo.owner.query(`delete from task where kind = 'mail'`)
  expect((await page('/twente/werk/wacht', 'beheerder-werkcentrum')).body).toContain('Er wacht niets.')
})
