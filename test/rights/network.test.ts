import { expect, test } from 'vitest'
import { sessionsOf } from '../../src/foundation/identity/sessions.ts'
import { networkRights } from '../../src/network/rights.ts'
import { network } from '../rooms/network.ts'
import { walkRights } from './walk.ts'

const { demo } = await walkRights(network)
const { app, database } = demo

test('the nation’s pages are for its administrators, and for nobody of a region', async () => {
  const national = await demo.cookieOf('landelijk-beheerder')
  const { rows } = await demo.owner.query(
    `insert into staff (region_id, id, organisation_id, name, email, roles, added_at)
     select 0, gen_random_uuid(), id, 'Iemand', 'iemand@voorbeeld.example', '{guide}', now() from organisation where region_id = 0 returning id`,
  )
  const colleague = `werkcentrum=${await database.transaction({ kind: 'task', region: 0 }, 'test', (tx) => sessionsOf(demo.system).begin(tx, 0, rows[0].id))}`
  const who = { '': 'sign-in', [await demo.cookieOf('beheerder-werkcentrum')]: 'sign-in', [colleague]: 'not-found', [national]: 'served' }
  for (const { method, path } of demo.routes.filter((route) => route.right === networkRights.manageNation))
    for (const [cookie, wanted] of Object.entries(who)) {
      const answer = await app.inject({
        method,
        url: path.replace(':region', 'nederland').replace(':slug', 'drenthe'),
        headers: { host: 'localhost:3999', cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
        payload: '',
      })
      const signIn = answer.statusCode === 401 || (answer.statusCode === 303 && String(answer.headers.location).includes('/inloggen'))
      expect([path, signIn ? 'sign-in' : answer.statusCode === 404 ? 'not-found' : answer.statusCode < 500 ? 'served' : answer.statusCode]).toEqual([path, wanted])
    }
  // Nobody asks in the nation, and the nation is no region of its own list.
  expect((await app.inject({ url: '/nederland' })).statusCode).toBe(303)
  expect((await app.inject({ url: '/nederland/werk/regios/nederland', headers: { cookie: national } })).statusCode).toBe(404)
  expect((await app.inject({ method: 'POST', url: '/api/v1/regios/nederland/vragen', payload: { doelgroep: 'werkende', vraag: 'Vraag', contact: {} } })).statusCode).toBe(404)
})
