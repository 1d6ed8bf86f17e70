import { expect, test } from 'vitest'
import { seal } from '../src/foundation/identity/seal.ts'
import { networksOf } from '../src/network/current.ts'
import { anyProvider } from './anyprovider.ts'
import { startDemo } from './ground.ts'

const demo = await startDemo({ environment: { DEMO: '0', BASE_URL: 'https://werk.example', RATE_LIMIT: 'on', ISSUER_HOSTS: 'localhost' } })
const provider = await anyProvider()
await demo.owner.query('update organisation set issuer = $1, client_id = $2, client_secret = $3 where region_id = $4 and slug = $5', [
  provider.issuer,
  provider.clientId,
  seal(demo.secret, provider.clientSecret),
  demo.region,
  'enschede',
])
await demo.owner.query('update staff set issuer = $1 where region_id = $2 and subject = $3', [provider.issuer, demo.region, 'gids-enschede'])
networksOf(demo.system).forget(demo.region)

const get = (url: string, cookie = '') => demo.app.inject({ url, headers: { host: 'werk.example', cookie } })
const given = (answer: Awaited<ReturnType<typeof get>>) => [answer.headers['set-cookie'] ?? []].flat()

test('where the site is https, every cookie has the prefix by which no neighbour can set it, and one without it is not read; so is HSTS for what is below it (I10, V3.3.1, V3.4.1)', async () => {
  const form = await get('/twente/vraag')
  expect(form.headers['strict-transport-security']).toBe('max-age=63072000; includeSubDomains')
  const left = await get('/weg')
  const begun = await get('/twente/inloggen/enschede')
  const asked = new URL(begun.headers.location!)
  provider.says = { nonce: asked.searchParams.get('nonce'), sub: 'gids-enschede' }
  const back = `${new URL(asked.searchParams.get('redirect_uri')!).pathname}?code=een&state=${asked.searchParams.get('state')}`
  const pending = given(begun)[0]!.split(';')[0]!
  expect((await get(back, pending.replace('__Host-', ''))).statusCode).toBe(400)
  const came = await get(back, pending)
  expect(came.headers.location).toBe('/twente/werk')

  const all = [form, left, begun, came].map(given)
  for (const each of all) expect(each.length).toBeGreaterThan(0)
  for (const cookie of all.flat()) {
    expect(cookie).toMatch(/^__Host-werkcentrum(-\w+)?=/)
    expect(cookie).toMatch(/; Path=\/(;|$)/)
    expect(cookie).toMatch(/; Secure(;|$)/)
    expect(cookie).not.toMatch(/Domain/i)
  }
  const session = given(came)
    .find((each) => each.startsWith('__Host-werkcentrum='))!
    .split(';')[0]!
  expect((await get('/twente/werk', session)).statusCode).toBe(200)
  expect((await get('/twente/werk', session.replace('__Host-', ''))).statusCode).toBe(303)
  // Also what cannot be read as an address is answered.
  expect((await get('/twente/%zz', session)).statusCode).toBe(400)
})
