import { expect, test } from 'vitest'
import { changeSetup } from '../src/network/actions.ts'
import { networksOf } from '../src/network/current.ts'
import { partnerLink } from '../src/handover/links.ts'
import { passesOf } from '../src/foundation/identity/passes.ts'
import { clientOf } from './client.ts'
import { startDemo } from './ground.ts'

const demo = await startDemo()
const { app, owner, region, system, clock, database } = demo
const cnv = (await owner.query(`select id from organisation where region_id = $1 and slug = 'cnv'`, [region])).rows[0].id as string
const version = async () => (await owner.query('select link_version from organisation where id = $1', [cnv])).rows[0].link_version as number
const linkAt = (at: number) => `/twente/partner/kom/${system.links.make(region, partnerLink, cnv, at)}`

/** Somebody of the partner comes in by its link and a code. */
async function come(name: string, at: string) {
  const client = clientOf(app)
  await client.get(at)
  await client.post(`${at}/code`, {})
  const { rows } = await owner.query('select id from mail_code where about = $1 order by id desc limit 1', [cnv])
  const came = await client.post(`${at}/binnen`, { code: passesOf(system).digits(region, rows[0].id), name, role: 'Adviseur' })
  expect(came.to).toBe('/twente/partner')
  return client
}
const staff = async (who: string) => clientOf(app, { werkcentrum: (await demo.cookieOf(who)).split('=')[1]! })
const isIn = async (client: ReturnType<typeof clientOf>) => (await client.get('/twente/partner')).status === 200

test('a coordinator takes out one person of a partner, or takes back all its links: passes end with them, and it is in the record (I3, I4)', async () => {
  const before = linkAt(await version())
  const [one, other] = [await come('Eerste', before), await come('Tweede', before)]
  const coordinator = await staff('coordinator-werkcentrum')
  const page = await coordinator.get('/twente/werk/partners/cnv')
  expect([page.status, page.body.includes('Eerste'), page.body.includes('Tweede')]).toEqual([200, true, true])
  expect((await coordinator.get('/twente/werk/partners')).body).toContain('/twente/werk/partners/cnv')

  const guest = (await owner.query(`select id from guest where name = 'Eerste'`)).rows[0].id
  expect((await coordinator.post('/twente/werk/partners/cnv/intrekken', { wie: guest })).to).toContain('gedaan=persoon')
  expect([await isIn(one), await isIn(other)]).toEqual([false, true])
  expect((await clientOf(app).get(before)).status).toBe(200)

  expect((await coordinator.post('/twente/werk/partners/cnv/intrekken', {})).to).toContain('gedaan=ja')
  expect(await isIn(other)).toBe(false)
  const stranger = clientOf(app, { 'werkcentrum-formulier': 'x' })
  const tried = [
    await stranger.get(before),
    await stranger.post(`${before}/code`, {}),
    await stranger.get(`${before}/code`),
    await stranger.post(`${before}/binnen`, { code: '123456', name: 'Iemand', role: 'x' }),
  ]
  expect(tried.map(({ status }) => status)).toEqual([404, 404, 404, 404])
  expect(await isIn(await come('Derde', linkAt(await version())))).toBe(true)
  const { rows } = await owner.query(`select kind, actor_kind, subject_id, detail from event where kind in ('organisation.links-revoked', 'guest.revoked') order by id`)
  expect(rows).toEqual([
    { kind: 'guest.revoked', actor_kind: 'staff', subject_id: guest, detail: { organisation: cnv } },
    { kind: 'organisation.links-revoked', actor_kind: 'staff', subject_id: cnv, detail: { people: 1 } },
  ])
})

test('what another process does not know yet is revoked there too, and of who comes in at that very moment nobody stays in', async () => {
  const at = linkAt(await version())
  // As another process revokes it: what this one has at hand of the network is of before.
  await demo.network()
  await owner.query('update organisation set link_version = link_version + 1 where id = $1', [cnv])
  expect((await clientOf(app).get(at)).status).toBe(404)
  networksOf(system).forget(region)

  const coordinator = await staff('coordinator-werkcentrum')
  const now = linkAt(await version())
  const ready = await Promise.all(
    Array.from({ length: 4 }, async (_, each) => {
      const client = clientOf(app)
      await client.get(now)
      await client.post(`${now}/code`, {})
      const { rows } = await owner.query('select id from mail_code where about = $1 and used_at is null order by made_at desc, id desc limit 20', [cnv])
      return { client, codes: rows.map(({ id }) => passesOf(system).digits(region, id)), each }
    }),
  )
  await Promise.all([
    ...ready.map(async ({ client, codes, each }) => {
      for (const code of codes.slice(0, 4)) await client.post(`${now}/binnen`, { code, name: `Gelijk ${each}`, role: 'x' })
    }),
    coordinator.post('/twente/werk/partners/cnv/intrekken', {}),
  ])
  for (const { client } of ready) expect(await isIn(client)).toBe(false)
  expect((await clientOf(app).get(now)).status).toBe(404)
})

test('a revoked link never comes alive again: not when a sign-in or a last day comes and goes, and not when the versions are used up (ASVS 8.2.2)', async () => {
  const change = (how: Parameters<typeof changeSetup>[2]) =>
    database
      .transaction({ kind: 'task', region }, 'test', (tx) => changeSetup({ tx, actor: { kind: 'task', region }, now: clock.now() }, demo.secret, how))
      .finally(() => networksOf(system).forget(region))
  type Organisation = Parameters<Parameters<typeof changeSetup>[2]>[0]['organisations'][number]
  const put = (given: Partial<Organisation>) =>
    change((setup) => ({ ...setup, organisations: setup.organisations.map((each) => (each.slug === 'cnv' ? { ...each, ...given } : each)) }))
  const before = linkAt(await version())
  expect((await clientOf(app).get(before)).status).toBe(200)
  await put({ signIn: { issuer: 'https://login.cnv.example', clientId: 'x', clientSecret: 'y' } })
  await put({ signIn: undefined })
  expect((await clientOf(app).get(before)).status).toBe(404)
  const again = linkAt(await version())
  await put({ ends: '2027-01-31' })
  await put({ ends: undefined })
  expect((await clientOf(app).get(again)).status).toBe(404)
  // And at the last version there is, nothing begins anew.
  await owner.query('update organisation set link_version = 65535 where id = $1', [cnv])
  networksOf(system).forget(region)
  const coordinator = await staff('coordinator-werkcentrum')
  await coordinator.post('/twente/werk/partners/cnv/intrekken', {})
  expect(await version()).toBe(65535)
  for (const each of [0, 1, 2, 65536, 65537]) expect([each, (await clientOf(app).get(linkAt(each))).status]).toEqual([each, 404])
})
