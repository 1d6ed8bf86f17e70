import { expect, test } from 'vitest'
import { site } from '../rooms/site.ts'
import { walkRights } from './walk.ts'

const { demo, freshQuestion } = await walkRights(site)
const { app } = demo

test('a form of another site is refused, and so is one that hides where it comes from while it brings a session', async () => {
  const question = await freshQuestion()
  const cookie = await demo.cookieOf('gids-enschede')
  const send = (headers: Record<string, string>) =>
    app.inject({
      method: 'POST',
      url: `/twente/werk/vragen/${question.number}/notitie`,
      headers: { cookie, host: 'localhost:3999', 'content-type': 'application/x-www-form-urlencoded', ...headers },
      payload: 'text=Dag',
    })
  for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'none' }, { origin: 'https://elders.example' }, { origin: 'null' }, {}])
    expect((await send(headers as never)).statusCode).toBe(404)
  for (const headers of [{ 'sec-fetch-site': 'same-origin' }, { origin: 'http://localhost:3999' }]) expect((await send(headers as never)).statusCode).toBe(303)
})

test('the demo answers only somebody at this machine', async () => {
  const at = (headers: Record<string, string>, remoteAddress = '127.0.0.1') => app.inject({ url: '/demo', headers: { host: 'localhost:3999', ...headers }, remoteAddress })
  expect((await at({})).statusCode).toBe(200)
  expect((await at({}, '203.0.113.5')).statusCode).toBe(404)
  expect((await at({ host: 'werkcentrum.example' })).statusCode).toBe(404)
  expect((await at({ 'x-forwarded-for': '203.0.113.5' })).statusCode).toBe(404)
})
