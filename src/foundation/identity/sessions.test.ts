import { expect, test } from 'vitest'
import { startDemo } from '../../../test/ground.ts'

const demo = await startDemo()
const at = (cookie: string) => demo.app.inject({ url: '/twente/werk', headers: { cookie } })

test('a token is replaced every hour; the old one counts a minute longer and then no more', async () => {
  const old = await demo.cookieOf('gids-borne')
  demo.clock.moveTo(new Date('2026-11-24T09:30:00Z'))
  expect(String((await at(old)).headers['set-cookie'])).not.toContain('werkcentrum=5.')
  demo.clock.moveTo(new Date('2026-11-24T10:01:00Z'))
  const answer = await at(old)
  const fresh = String(answer.headers['set-cookie']).split(';')[0]!
  expect(fresh).toMatch(/^werkcentrum=5\./)
  expect(fresh).not.toBe(old)
  expect((await at(old)).statusCode).toBe(200)
  demo.clock.moveTo(new Date('2026-11-24T10:03:00Z'))
  expect((await at(old)).statusCode).toBe(303)
  expect((await at(fresh)).statusCode).toBe(200)
})

test('a session ends after ten hours, and when somebody signs out', async () => {
  const cookie = await demo.cookieOf('gids-borne')
  await demo.owner.query("update session set used_at = used_at + interval '10 hours'")
  demo.clock.moveTo(new Date(demo.clock.now().getTime() + 10 * 3_600_000 + 1000))
  expect((await at(cookie)).statusCode).toBe(303)
  const again = await demo.cookieOf('gids-borne')
  await demo.app.inject({ method: 'POST', url: '/twente/uitloggen', headers: { cookie: again, host: 'localhost:3999', origin: 'http://localhost:3999' } })
  expect((await at(again)).statusCode).toBe(303)
})

test('the database holds no token, only its hash', async () => {
  const token = (await demo.cookieOf('gids-borne')).slice('werkcentrum='.length)
  const { rows } = await demo.owner.query('select row_to_json(session)::text as row from session')
  for (const { row } of rows) expect(row).not.toContain(token.slice(2))
})
