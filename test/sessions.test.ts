import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { changeSetup } from '../src/network/actions.ts'
import { networksOf } from '../src/network/current.ts'
import type { Setup } from '../src/network/network.ts'
import { documentOf } from '../src/network/setup/document.ts'
import { browsers, cookieIn, given, startComers } from './comers.ts'

const { demo, get, post, signIn, later, isIn, isHome, comeIn: byCode } = await startComers()
const comeIn = async (email: string, brings = '') => (await byCode(email, brings)).pass

test('where the site is https, every cookie has the prefix by which no neighbour can set it, and one without it is not read; so is HSTS for what is below it (I10, V3.3.1, V3.4.1)', async () => {
  const form = await get('/twente/vraag')
  expect(form.headers['strict-transport-security']).toBe('max-age=63072000; includeSubDomains')
  const left = await get('/weg')
  const { begun, back, pending, came, session } = await signIn('gids-enschede')
  expect(came.headers.location).toBe('/twente/werk')
  expect((await get(back, pending.replace('__Host-', ''))).statusCode).toBe(400)

  const all = [form, left, begun, came].map(given)
  for (const each of all) expect(each.length).toBeGreaterThan(0)
  for (const cookie of all.flat()) {
    expect(cookie).toMatch(/^__Host-werkcentrum(-\w+)?=/)
    expect(cookie).toMatch(/; Path=\/(;|$)/)
    expect(cookie).toMatch(/; Secure(;|$)/)
    expect(cookie).not.toMatch(/Domain/i)
  }

  expect((await get('/twente/werk', session)).statusCode).toBe(200)
  expect((await get('/twente/werk', session.replace('__Host-', ''))).statusCode).toBe(303)
  // Also what cannot be read as an address is answered.
  expect((await get('/twente/%zz', session)).statusCode).toBe(400)
})

test('a new sign-in ends the session that the same browser brings, and no other; signing out ends it with a token that was just replaced too (I10, V7.2.4)', async () => {
  const elsewhere = (await signIn('gids-enschede')).session
  const first = (await signIn('gids-enschede')).session
  const second = (await signIn('gids-enschede', first)).session
  expect([await isIn(first), await isIn(second), await isIn(elsewhere)]).toEqual([false, true, true])
  // What is no token, or of a region that is none, is in nobody's way; who is refused keeps what they had.
  expect(await isIn((await signIn('gids-enschede', '__Host-werkcentrum=999999.x')).session)).toBe(true)
  expect(await isIn((await signIn('gids-enschede', '__Host-werkcentrum=x')).session)).toBe(true)
  expect((await signIn('onbekend', second)).came.statusCode).toBe(403)
  expect(await isIn(second)).toBe(true)

  later(30)
  await get('/twente/werk', second)
  later(31)
  const replaced = cookieIn(await get('/twente/werk', second), 'werkcentrum')!
  expect(replaced).toBeDefined()
  expect((await post('/twente/uitloggen', second)).statusCode).toBe(303)
  expect([await isIn(second), await isIn(replaced)]).toEqual([false, false])
})

test('a new code ends the earlier pass of its kind of that browser (I10, V7.2.4)', async () => {
  const elsewhere = await comeIn('eerder@voorbeeld.example')
  const first = await comeIn('eerder@voorbeeld.example')
  const second = await comeIn('eerder@voorbeeld.example', first)
  expect([await isHome(first), await isHome(second), await isHome(elsewhere)]).toEqual([false, true, true])
})

test('who does nothing for an hour, or for as long as their organisation says, signs in again; what a page does by itself is no use (I10, V7.3.1)', async () => {
  const { session } = await signIn('gids-enschede')
  const { rows } = await demo.owner.query(`select number from question where region_id = $1 and state = 'received' limit 1`, [demo.region])
  // Every minute something is done: then it goes on.
  later(59)
  expect(await isIn(session)).toBe(true)
  later(59)
  const after = cookieIn(await get('/twente/werk', session), 'werkcentrum') ?? session
  later(40)
  const number = rows[0].number
  await get('/twente/werk', after, { 'by-itself': '1' })
  await post(`/twente/werk/vragen/${number}/aanwezig`, after, { schrijft: 'ja' })
  await post('/twente/werk/concept', after, { text: 'woorden', concept: `${randomUUID()}.note.text` })
  later(20)
  expect(await isIn(after)).toBe(false)

  const set = async (idle: number | null, hours: number | null) => {
    await demo.owner.query('update organisation set idle_minutes = $1, session_hours = $2 where region_id = $3 and slug = $4', [idle, hours, demo.region, 'enschede'])
    networksOf(demo.system).forget(demo.region)
  }
  await set(5, null)
  const strict = (await signIn('gids-enschede')).session
  later(4)
  expect(await isIn(strict)).toBe(true)
  later(5)
  expect(await isIn(strict)).toBe(false)

  // In use all the time it ends all the same; and where it is set while somebody is signed in, for them too.
  for (const [hours, most] of [
    [null, 10],
    [2, 2],
  ] as const) {
    await set(null, null)
    let now = (await signIn('gids-enschede')).session
    if (hours) await set(null, hours)
    for (let half = 1; half < most * 2; half += 1) {
      later(30)
      const answer = await get('/twente/werk', now)
      expect([half, answer.statusCode]).toEqual([half, 200])
      now = cookieIn(answer, 'werkcentrum') ?? now
    }
    later(30)
    expect(await isIn(now)).toBe(false)
  }
  await set(null, null)
})

test('how long its people stay signed in is set with their organisation, within bounds (I10, V7.3.1)', async () => {
  const here = () => networksOf(demo.system).of(demo.region)
  const limited = (limits: object) => (setup: Setup) => ({
    ...setup,
    organisations: setup.organisations.map((each) => (each.slug === 'enschede' ? { ...each, signIn: { ...each.signIn!, ...limits } } : each)),
  })
  const set = (limits: object) =>
    demo.database
      .transaction({ kind: 'task', region: demo.region }, 'test', (tx) =>
        changeSetup({ tx, actor: { kind: 'task', region: demo.region }, now: demo.clock.now() }, demo.secret, limited(limits)),
      )
      .finally(() => networksOf(demo.system).forget(demo.region))
  for (const wrong of [{ idleMinutes: 4 }, { idleMinutes: 481 }, { idleMinutes: 10.5 }, { mostHours: 0 }, { mostHours: 13 }])
    await expect(set(wrong), JSON.stringify(wrong)).rejects.toThrow()
  await set({ idleMinutes: 15, mostHours: 4 })
  // It stands in the document that comes out again, and in the form.
  expect(documentOf(await here(), demo.clock.now()).organisations.find(({ slug }) => slug === 'enschede')?.signIn).toMatchObject({ idleMinutes: 15, mostHours: 4 })
  const form = await get('/twente/werk/inrichting/deel/organisaties?welke=enschede', `__Host-${await demo.cookieOf('beheerder-werkcentrum')}`)
  expect(form.body).toMatch(/name="signIn\.idleMinutes"[^>]*value="15"|value="15"[^>]*name="signIn\.idleMinutes"/)
  await set({ idleMinutes: undefined, mostHours: undefined })
})

test('a pass ends after half an hour without use and eight hours in any case, which acting for somebody else does not renew (I10, V7.3.1, V7.3.2)', async () => {
  const idle = await comeIn('stil@voorbeeld.example')
  later(29)
  expect(await isHome(idle)).toBe(true)
  later(29)
  expect(await isHome(idle)).toBe(true)
  later(30)
  expect(await isHome(idle)).toBe(false)

  let pass = await comeIn('bezig@voorbeeld.example')
  for (let quarter = 1; quarter < 32; quarter += 1) {
    later(15)
    expect([quarter, await isHome(pass)]).toEqual([quarter, true])
    if (quarter === 20) {
      const before = pass
      const answer = await post('/twente/mijn/namens', pass, { mandate: '' })
      pass = cookieIn(answer, 'werkcentrum-resident')!
      expect(given(answer)[0]).toMatch(/Max-Age=10[78]\d\d;/)
      expect([await isHome(before), await isHome(pass)]).toEqual([false, true])
    }
  }
  later(15)
  expect(await isHome(pass)).toBe(false)
})

test('who was signed out for doing nothing finds what they typed, and sends it after signing in again (I10)', async () => {
  const { session } = await signIn('gids-enschede')
  const { rows } = await demo.owner.query(`select number from question where region_id = $1 and state = 'received' limit 1`, [demo.region])
  const at = `/twente/werk/vragen/${rows[0].number}`
  later(61)
  const looked = await get(at, session)
  expect(looked.headers.location).toBe(`/twente/inloggen?naar=${encodeURIComponent(at)}`)
  const sent = await post(`${at}/notitie`, session, { text: 'Wat ik al geschreven had' })
  expect([sent.statusCode, sent.body.includes('Wat ik al geschreven had')]).toEqual([401, true])
  const again = await signIn('gids-enschede', session, at)
  expect(again.came.headers.location).toBe(at)
})

test('somebody sees where they are signed in, and ends one or all others; what is kept of a browser is a few words (I10, V7.5.2)', async () => {
  const other = (await signIn('gids-enschede', '', '', browsers.firefox)).session
  const phone = (await signIn('gids-enschede', '', '', browsers.phone)).session
  const tool = (await signIn('gids-enschede', '', '', 'curl/8')).session
  const administrator = (await signIn('beheerder-enschede')).session
  later(5)
  const page = await get('/twente/werk/aangemeld', phone)
  const rows = page.body.match(/<tr.*?<\/tr>/gs)!.slice(1)
  expect(rows.some((each) => each.includes('Firefox, Windows') && each.includes('/weg'))).toBe(true)
  expect(rows.filter((each) => each.includes('Safari, iPhone') && each.includes('hier') && !each.includes('/weg'))).toHaveLength(1)
  expect(rows.some((each) => each.includes('een onbekende browser'))).toBe(true)
  // Of what is kept keys, hashes and moments can have any digits.
  const { rows: kept } = await demo.owner.query('select browser, row_to_json(session)::text as row from session')
  for (const { browser, row } of kept) {
    expect(browser ?? '').not.toMatch(/Mozilla|AppleWebKit|140|curl/)
    expect(row).not.toMatch(/Mozilla|AppleWebKit|\/140|curl/)
  }

  // Nobody ends another's; ending one ends that one.
  const one = /aangemeld\/([0-9a-f-]{36})\/weg/.exec(rows.find((each) => each.includes('Firefox, Windows'))!)![1]!
  await post(`/twente/werk/aangemeld/${one}/weg`, administrator)
  expect(await isIn(other)).toBe(true)
  expect((await post(`/twente/werk/aangemeld/${one}/weg`, phone)).headers.location).toBe('/twente/werk/aangemeld?gedaan=ja')
  expect([await isIn(other), await isIn(tool), await isIn(phone)]).toEqual([false, true, true])
  await post('/twente/werk/aangemeld/andere', phone)
  expect([await isIn(tool), await isIn(phone), await isIn(administrator)]).toEqual([false, true, true])
  expect((await get('/twente/werk/aangemeld', phone)).body).toContain('U bent nergens anders aangemeld')
})

test('an administrator signs a colleague out everywhere, which is recorded; nobody else does, nor of another organisation (I10, V7.4.5)', async () => {
  const id = async (subject: string) => (await demo.owner.query('select id from staff where subject = $1 and region_id = $2', [subject, demo.region])).rows[0].id
  const sessions = [(await signIn('gids-enschede')).session, (await signIn('gids-enschede')).session]
  const administrator = (await signIn('beheerder-enschede')).session
  const guide = await id('gids-enschede')
  expect((await get(`/twente/werk/toegang?wie=${guide}`, administrator)).body).toContain(`/twente/werk/toegang/${guide}/afmelden`)
  expect((await post(`/twente/werk/toegang/${guide}/afmelden`, sessions[0]!)).statusCode).toBe(404)
  expect((await post(`/twente/werk/toegang/${await id('gids-borne')}/afmelden`, administrator)).statusCode).toBe(404)
  expect((await post(`/twente/werk/toegang/${guide}/afmelden`, administrator)).headers.location).toBe('/twente/werk/toegang?gedaan=af')
  expect([await isIn(sessions[0]!), await isIn(sessions[1]!), await isIn(administrator)]).toEqual([false, false, true])
  const { rows } = await demo.owner.query(`select staff_id, subject_id from event where kind = 'staff.sessions-ended' order by id desc limit 1`)
  expect(rows).toEqual([{ staff_id: await id('beheerder-enschede'), subject_id: guide }])
})
