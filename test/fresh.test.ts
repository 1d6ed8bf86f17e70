import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { visitorsFor } from '../src/foundation/web/visitors.ts'
import { documentOf } from '../src/network/setup/document.ts'
import { rooms } from '../src/rooms.ts'
import { browsers, cookieIn, ownBrowser, startComers } from './comers.ts'

const { demo, get, post, through, signIn, later, isIn, isHome, comeIn } = await startComers()
const { owner, region, system } = demo
const seconds = (minutesAgo = 0) => Math.floor(Date.now() / 1000) - minutesAgo * 60
const count = async (what: string, ...values: unknown[]) => Number((await owner.query(`select count(*) from ${what}`, values)).rows[0].count)
const doorOn = (body: string) => /<a[^>]*href="([^"]*\/(?:inloggen\/[^"?]*\?opnieuw=ja|mijn\/aanmelden\?naar)[^"]*)"/.exec(body)![1]!.replaceAll('&amp;', '&')
const asks = 'Meld u nog een keer aan'

const newGuide = () => ({ formulier: randomUUID(), name: 'Nieuwe Gids', email: `nieuw-${randomUUID()}@voorbeeld.example`, roles: 'guide', until: '2027-03-01' })
const staffAt = (email: string) => count('staff where email = $1', email)

test('an old session gives nobody access and loses nothing that was typed; after a fresh sign-in the same form is filled in, and does it (I10, V7.5.1)', async () => {
  const { session, asked: first } = await signIn('beheerder-enschede', '', '', '', { auth_time: seconds() })
  expect([first.searchParams.get('prompt'), first.searchParams.get('max_age')]).toEqual([null, null])
  const allowed = newGuide()
  expect((await post('/twente/werk/toegang', `${session}; ${ownBrowser}`, allowed)).headers.location).toBe('/twente/werk/toegang?gedaan=ja')
  expect(await staffAt(allowed.email)).toBe(1)

  later(16)
  for (const prefix of ['', '/en']) {
    const person = newGuide()
    const brings = `${session}; ${ownBrowser}`
    const sent = await post(`${prefix}/twente/werk/toegang`, brings, person)
    const at = sent.headers.location!
    expect([sent.statusCode, at]).toEqual([303, expect.stringMatching(new RegExp(`^${prefix}/twente/werk/toegang\\?ingevuld=[0-9a-f-]{36}&opnieuw=ja$`))])
    const page = await get(at, brings)
    expect([page.statusCode, page.body.includes(prefix ? 'Sign in once more' : asks), page.body.includes('Nieuwe Gids')]).toEqual([200, true, false])
    expect(await staffAt(person.email)).toBe(0)
    if (!prefix) continue

    const again = await through(doorOn(page.body), { sub: 'beheerder-enschede', auth_time: seconds() }, session)
    expect([again.asked.searchParams.get('prompt'), again.asked.searchParams.get('max_age')]).toEqual(['login', '0'])
    expect(again.came.headers.location).toBe(at.replace('&opnieuw=ja', '&terug=ja#ingevuld'))
    expect(await isIn(session)).toBe(false)
    const form = await get(again.came.headers.location!, `${again.session}; ${ownBrowser}`)
    for (const value of [person.name, person.email, person.until]) expect(form.body).toContain(`value="${value}"`)
    expect(form.body).toMatch(/value="guide"[^>]*checked|checked[^>]*value="guide"/)
    // The address that asked shows the form too, now that they did.
    expect((await get(at, `${again.session}; ${ownBrowser}`)).body).toContain(person.email)
    expect(await staffAt(person.email)).toBe(0)
    await post(`${prefix}/twente/werk/toegang`, `${again.session}; ${ownBrowser}`, person)
    expect(await staffAt(person.email)).toBe(1)
  }
})

test('a provider that answers with an old sign-in, or does not say when it was, is refused politely; nobody is signed out by it, and what was typed still waits (I10, V7.5.1)', async () => {
  const { session } = await signIn('beheerder-enschede', '', '', '', { auth_time: seconds() })
  later(16)
  const person = newGuide()
  const at = (await post('/twente/werk/toegang', `${session}; ${ownBrowser}`, person)).headers.location!
  let door = doorOn((await get(at, `${session}; ${ownBrowser}`)).body)
  for (const says of [{ auth_time: seconds(3) }, {}]) {
    const { came } = await through(door, { sub: 'beheerder-enschede', ...says }, session)
    expect([came.statusCode, came.body.includes('Uw nieuwe aanmelding is niet te zien'), cookieIn(came, 'werkcentrum')]).toEqual([403, true, undefined])
    expect(await isIn(session)).toBe(true)
    door = doorOn(came.body)
  }
  const { came, session: fresh } = await through(door, { sub: 'beheerder-enschede', auth_time: seconds(1) }, session)
  expect((await get(came.headers.location!, `${fresh}; ${ownBrowser}`)).body).toContain(person.email)
})

test('a session that began by a sign-in of before, or of which the provider does not say when, is no fresh one (I10, V7.5.1)', async () => {
  const outcome = async (says: Record<string, unknown>) => {
    const { session } = await signIn('beheerder-enschede', '', '', '', says)
    return String((await post('/twente/werk/toegang', `${session}; ${ownBrowser}`, newGuide())).headers.location).split('=')[0]
  }
  const [done, asked] = ['/twente/werk/toegang?gedaan', '/twente/werk/toegang?ingevuld']
  expect(await outcome({ auth_time: seconds(14) })).toBe(done)
  expect(await outcome({ auth_time: seconds(16) })).toBe(asked)
  expect(await outcome({})).toBe(asked)
  // A clock that runs ahead makes nobody fresh for longer.
  const { session } = await signIn('beheerder-enschede', '', '', '', { auth_time: seconds(-60) })
  later(14)
  expect((await post('/twente/werk/toegang', `${session}; ${ownBrowser}`, newGuide())).headers.location).toContain('gedaan=ja')
  later(2)
  expect((await post('/twente/werk/toegang', `${session}; ${ownBrowser}`, newGuide())).headers.location).toContain('opnieuw=ja')
})

const grave = [
  'GET /:region/mijn/gegevens/bestand',
  'GET /:region/mijn/koppelen',
  'GET /:region/werk/vragen/:number/samen/bestand',
  'POST /:region/mijn/binnenkomen',
  'POST /:region/mijn/machtigen',
  'POST /:region/mijn/verzoeken',
  'POST /:region/werk/deuren/programmas',
  'POST /:region/werk/inrichting',
  'POST /:region/werk/inrichting/deel/:part',
  'POST /:region/werk/inrichting/deel/:part/weg',
  'POST /:region/werk/inrichting/versies/:version/terug',
  'POST /:region/werk/privacy/verzoeken/:id',
  'POST /:region/werk/regios/:slug',
  'POST /:region/werk/regios/:slug/beheerder',
  'POST /:region/werk/toegang',
  'POST /:region/werk/toegang/:id/weg',
  'POST /:region/werk/vragen/:number/samen/machtigen',
  'POST /:region/werk/vragen/:number/samen/verzoeken',
]

test('each of what is grave asks who just proved who they are, and nothing else; who may come there has a way to prove it (I10, V7.5.1)', async () => {
  const routes = rooms.flatMap((room) => room.routes ?? []).filter((each) => each.fresh)
  expect(routes.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(grave)
  for (const each of routes) expect(visitorsFor(system, each.right)?.again, each.path).toBeDefined()

  const id = (await owner.query('select id from staff where subject = $1 and region_id = $2', ['gids-enschede', region])).rows[0].id
  const setup = { ...documentOf(await demo.network(), demo.clock.now()), name: 'Een andere naam' }
  const request = randomUUID()
  const officer = `(select organisation_id from staff where region_id = $1 and subject = 'privacyfunctionaris-enschede')`
  await owner.query(
    `insert into data_request (region_id, id, kind, persons, organisation_id, handler_id, asked_at, asked_how, due_on) values ($1, $2, 'erase', array[gen_random_uuid()], ${officer}, ${officer}, $3, 'page', '2026-12-24')`,
    [region, request, demo.clock.now()],
  )
  const national = {
    phone: '0880000000',
    email: 'nieuw@voorbeeld.example',
    issuer: 'https://nieuw.example',
    clientId: 'a',
    clientSecret: 'b',
    name: 'Iemand',
    address: 'iemand@voorbeeld.example',
  }
  const tried: [string, string, Record<string, string>, boolean][] = [
    ['beheerder-werkcentrum', '/twente/werk/toegang', { name: 'Iemand', email: 'iemand@voorbeeld.example', roles: 'administrator' }, true],
    ['beheerder-werkcentrum', `/twente/werk/toegang/${id}/weg`, {}, true],
    ['beheerder-werkcentrum', '/twente/werk/inrichting', { document: JSON.stringify(setup), stap: 'invoeren', gezien: '1' }, true],
    ['beheerder-werkcentrum', '/twente/werk/inrichting', { document: JSON.stringify(setup), stap: 'bekijken', gezien: '1' }, false],
    ['beheerder-werkcentrum', '/twente/werk/inrichting/versies/1/terug', {}, true],
    ['beheerder-werkcentrum', '/twente/werk/inrichting/deel/organisaties', { welke: 'enschede', gezien: '', 'signIn.issuer': 'https://van-een-ander.example' }, true],
    ['beheerder-werkcentrum', '/twente/werk/inrichting/deel/organisaties/weg', { welke: 'enschede' }, true],
    ['beheerder-werkcentrum', '/twente/werk/inrichting/deel/inlooppunten/weg', { welke: 'is-er-niet' }, false],
    ['landelijk-beheerder', '/nederland/werk/regios/achterhoek', { ...national, start: 'twente' }, true],
    ['landelijk-beheerder', '/nederland/werk/regios/twente/beheerder', national, true],
    ['privacyfunctionaris-enschede', `/twente/werk/privacy/verzoeken/${request}`, { decision: 'done', sure: 'ja' }, true],
    ['privacyfunctionaris-enschede', `/twente/werk/privacy/verzoeken/${request}`, { decision: 'refused' }, false],
  ]
  const state = async () => [await count('staff'), await count('setup_version'), await count('region_setup'), await count('data_request where decided_at is null')]
  const before = await state()
  const session = new Map<string, string>()
  for (const [who] of tried) if (!session.has(who)) session.set(who, `__Host-${await demo.cookieOf(who)}; ${ownBrowser}`)
  later(16)
  for (const [who, url, fields, asked] of tried) {
    const sent = await post(url, session.get(who)!, { formulier: randomUUID(), ...fields })
    const page = sent.headers.location ? await get(sent.headers.location, session.get(who)!) : sent
    expect([url, fields, page.statusCode < 500 && page.body.includes(asks)]).toEqual([url, fields, asked])
    // With one button that leads back to a page of ours.
    if (asked) {
      const back = new URL(doorOn(page.body), 'https://werk.example').searchParams.get('naar')!
      expect((await get(back, `__Host-${await demo.cookieOf(who)}; ${ownBrowser}`)).statusCode, back).toBe(200)
    }
  }
  expect(await state()).toEqual(before)
})

test('what is too long to wait is sent again from the page itself, after signing in elsewhere (I10, H6)', async () => {
  const session = `__Host-${await demo.cookieOf('beheerder-werkcentrum')}; ${ownBrowser}`
  later(16)
  const setup = documentOf(await demo.network(), demo.clock.now())
  const document = `${JSON.stringify(setup)}${' '.repeat(100_000)}`
  const sent = await post('/twente/werk/inrichting', session, { formulier: randomUUID(), document, stap: 'invoeren', gezien: '1' })
  expect([sent.statusCode, sent.body.includes(asks)]).toEqual([403, true])
  expect(sent.body).toMatch(/<a[^>]*opnieuw=ja[^>]*target="_blank"/)
  expect(sent.body).toMatch(/<form[^>]*action="\/twente\/werk\/inrichting"/)
  expect(/<textarea[^>]*name="document"[^>]*>([^<]*)</.exec(sent.body)![1]!.length).toBeGreaterThan(100_000)
})

const code = async (email: string) => comeIn(email, '', { name: 'Iemand' })
const residentAt = async (email: string) => (await owner.query('select id from resident where email = $1', [email])).rows[0].id as string
/** Somebody with a question of their own, so that there is something to ask for. */
async function withQuestion(email: string) {
  const { pass } = await code(email)
  const resident = await residentAt(email)
  await owner.query(
    `update person set resident_id = $1 where region_id = $2 and id = (select q.person_id from question q join person p on p.region_id = q.region_id and p.id = q.person_id where q.region_id = $2 and p.resident_id is null order by q.id limit 1)`,
    [resident, region],
  )
  return { pass: `${pass}; ${ownBrowser}`, resident }
}
const taken = (resident: string) => count(`event where kind = 'file.taken' and subject_id = $1`, resident)

test('an old pass takes nothing along: it leads to a new code and back to the page where that is chosen (I10, V7.5.1)', async () => {
  const { pass, resident } = await withQuestion('meenemen@voorbeeld.example')
  expect((await get('/twente/mijn/gegevens/bestand', pass)).headers['content-type']).toContain('json')
  expect(await taken(resident)).toBe(1)
  later(16)
  const refused = await get('/twente/mijn/gegevens/bestand', pass)
  expect([refused.statusCode, refused.body.includes(asks), await taken(resident)]).toEqual([403, true, 1])
  const naar = new URL(doorOn(refused.body), 'https://werk.example').searchParams.get('naar')!
  const { came, pass: fresh } = await comeIn('meenemen@voorbeeld.example', pass, { naar })
  expect(came.headers.location).toBe('/twente/mijn/gegevens')
  expect((await get('/twente/mijn/gegevens/bestand', fresh)).headers['content-type']).toContain('json')
})

test('by an old pass nobody asks to erase or lets another act; the form is filled in after a new code, also for who acts for somebody else (I10, V7.5.1)', async () => {
  const { pass, resident } = await withQuestion('wissen@voorbeeld.example')
  await code('helper@voorbeeld.example')
  await owner.query(
    `insert into mandate (region_id, id, resident_id, name, email, relation, given_at, given_how, ends_on) values ($1, gen_random_uuid(), $2, 'Iemand', 'helper@voorbeeld.example', 'helper', $3, 'page', '2027-06-01')`,
    [region, resident, demo.clock.now()],
  )
  const acts = async (brings: string) => {
    const mandate = /name="mandate" value="([^"]+)"/.exec((await get('/twente/mijn', brings)).body)![1]!
    return `${cookieIn(await post('/twente/mijn/namens', brings, { mandate }), 'werkcentrum-resident')}; ${ownBrowser}`
  }
  const acting = await acts(`${(await code('helper@voorbeeld.example')).pass}; ${ownBrowser}`)
  const organisation = /<option value="([0-9a-f-]{36})"/.exec((await get('/twente/mijn/rechten', pass)).body)![1]!
  later(16)
  const erase = { kind: 'erase', organisation, text: 'Wis alles van vorig jaar' }
  const mandate = { name: 'Mijn Moeder', email: 'moeder@voorbeeld.example', relation: 'parent', ends: '2027-01-01' }
  for (const [email, brings, form, fields, typed] of [
    ['wissen@voorbeeld.example', pass, 'machtigen', mandate, 'Mijn Moeder'],
    ['helper@voorbeeld.example', acting, 'verzoeken', erase, 'Wis alles van vorig jaar'],
  ] as const) {
    const before = [await count('data_request'), await count('mandate')]
    const sent = await post(`/twente/mijn/${form}`, brings, { formulier: randomUUID(), ...fields })
    expect(sent.headers.location).toContain('&opnieuw=ja')
    expect([await count('data_request'), await count('mandate')]).toEqual(before)
    const naar = new URL(doorOn((await get(sent.headers.location!, brings)).body), 'https://werk.example').searchParams.get('naar')!
    const asksCode = await post('/twente/mijn/aanmelden', brings, { email, naar })
    // Where the code is typed stands the name of their own file already, and for nobody else.
    const names = async (by: string) => /<input[^>]*name="name"[^>]*>/.exec((await get(asksCode.headers.location!, by)).body)![0].includes('value="Iemand"')
    expect([await names(brings), await names(ownBrowser)]).toEqual([true, false])
    const { came, pass: fresh } = await comeIn(email, brings, { naar })
    expect(came.headers.location).toBe(`${naar}#ingevuld`)
    expect((await get(naar, `${fresh}; ${ownBrowser}`)).body).toContain(typed)
    expect((await post(`/twente/mijn/${form}`, `${fresh}; ${ownBrowser}`, { formulier: randomUUID(), ...fields })).headers.location).toMatch(/gedaan=(gevraagd|gemachtigd)/)
    expect((await count('data_request')) + (await count('mandate'))).toBe(before[0]! + before[1]! + 1)
  }
  // To ask what is known is not grave.
  const old = (await code('wissen@voorbeeld.example')).pass
  later(16)
  expect((await post('/twente/mijn/verzoeken', old, { formulier: randomUUID(), kind: 'access', organisation })).headers.location).toContain('gedaan=')
})

test('words of danger in what waits for a fresh sign-in make the way back no longer than it can be: the form is filled in after it, with whom to call (I3, I10, H6, V7.5.1)', async () => {
  const email = 'gevaar@voorbeeld.example'
  const { pass } = await withQuestion(email)
  const organisation = /<option value="([0-9a-f-]{36})"/.exec((await get('/twente/mijn/rechten', pass)).body)![1]!
  later(16)
  const text = 'Wis alles. Ik wil niet meer leven'
  const sent = await post('/twente/mijn/verzoeken', pass, { formulier: randomUUID(), kind: 'erase', organisation, text })
  // What was read goes along to the page that asks, where whom to call stands at once.
  expect(sent.headers.location).toContain('nu=')
  const page = (await get(sent.headers.location!, pass)).body
  expect(page).toContain('113')
  const { came, pass: fresh } = await comeIn(email, pass, { naar: new URL(doorOn(page), 'https://werk.example').searchParams.get('naar')! })
  expect(came.headers.location).toMatch(/^\/twente\/mijn\/verzoeken\?ingevuld=/)
  const form = (await get(came.headers.location!, `${fresh}; ${ownBrowser}`)).body
  for (const each of [text, '113']) expect(form).toContain(each)
})

test('the broker is asked for a new sign-in, and an old one of its own is refused; to be linked to a file takes a fresh pass (I10, V7.5.1)', async () => {
  const { asked, pass } = await through('/twente/mijn/digid', { sub: 'inwoner', acr: 'hoog' })
  expect([asked.searchParams.get('prompt'), asked.searchParams.get('max_age'), await isHome(pass)]).toEqual(['login', '0', true])
  const old = await through('/twente/mijn/digid', { sub: 'inwoner', acr: 'hoog', auth_time: seconds(3) })
  expect([old.came.statusCode, old.pass, old.came.body.includes('Uw nieuwe aanmelding is niet te zien')]).toEqual([403, undefined, true])
  expect(await isHome((await through('/twente/mijn/digid', { sub: 'inwoner', acr: 'hoog', auth_time: seconds() })).pass)).toBe(true)

  const linked = () => count('resident where email = $1 and subject_hash is not null', 'koppel@voorbeeld.example')
  const mine = (await code('koppel@voorbeeld.example')).pass
  later(16)
  expect((await get('/twente/mijn/koppelen', mine)).body).toContain(asks)
  // The way in of everybody links nothing.
  await through(`/twente/mijn/digid?naar=${encodeURIComponent('/twente/mijn/rechten?gedaan=digid')}`, { sub: 'vreemde', acr: 'hoog' }, mine)
  expect(await linked()).toBe(0)
  const fresh = (await comeIn('koppel@voorbeeld.example')).pass
  expect((await through('/twente/mijn/koppelen', { sub: 'eigen', acr: 'hoog' }, fresh)).came.headers.location).toBe('/twente/mijn/rechten?gedaan=digid')
  expect(await linked()).toBe(1)
})

test('a file that is linked to the broker opens by the broker alone, in no browser by a mailed code, until its owner chooses so; and again alone (I3, I10, V6.3.4)', async () => {
  const email = 'zeker@voorbeeld.example'
  const mine = (await comeIn(email)).pass
  const elsewhere = (await comeIn(email)).pass
  const mandates = () => count('mandate m join resident r on r.region_id = m.region_id and r.id = m.resident_id where r.email = $1 and m.ended_at is null', email)
  const give = (by: string) =>
    post('/twente/mijn/machtigen', `${by}; ${ownBrowser}`, { formulier: randomUUID(), name: 'Helper', email: 'helpt@voorbeeld.example', relation: 'helper', ends: '2027-01-01' })
  // Whoever read the mail may have given it: its owner gives it anew.
  await give(elsewhere)
  expect(await mandates()).toBe(1)
  const pass = (await through('/twente/mijn/koppelen', { sub: 'zeker', acr: 'hoog' }, mine)).pass
  expect([await isHome(pass), await isHome(elsewhere), await isHome(mine), await mandates()]).toEqual([true, false, false, 0])
  await give(pass)
  expect(await mandates()).toBe(1)
  const refused = (await comeIn(email)).came
  expect([refused.statusCode, cookieIn(refused, 'werkcentrum-resident')]).toEqual([303, undefined])
  expect((await get(refused.headers.location!, ownBrowser)).body).toContain('Dit dossier opent u met DigiD')
  // Another name at the address is another's file.
  expect(await isHome((await comeIn(email, '', { name: 'Huisgenoot' })).pass)).toBe(true)

  const choose = (by: string, mail: 'yes' | 'no') => post('/twente/mijn/binnenkomen', `${by}; ${ownBrowser}`, { formulier: randomUUID(), mail })
  expect((await get('/twente/mijn/rechten', pass)).body).toContain('Ook met een code per mail')
  expect((await choose(pass, 'yes')).headers.location).toContain('gedaan=binnenkomen')
  const byMail = (await comeIn(email)).pass
  expect(await isHome(byMail)).toBe(true)
  expect((await choose(pass, 'no')).headers.location).toContain('gedaan=binnenkomen')
  expect([await isHome(byMail), await isHome(pass), await mandates()]).toEqual([false, true, 0])
  later(61)
  expect((await comeIn(email)).pass).toBeUndefined()
  expect(await count('resident where email = $1', email)).toBe(2)
  // Who came by mail alone has nothing to choose.
  const alone = (await comeIn('alleen-mail@voorbeeld.example')).pass
  expect((await choose(alone, 'no')).statusCode).toBe(404)
})

test('what somebody else asked of the broker is linked to nobody’s file, whichever browser brings its answer (I3, I10)', async () => {
  const thief = (await comeIn('dief@voorbeeld.example')).pass
  const victim = (await comeIn('slachtoffer@voorbeeld.example')).pass
  const { came, pass } = await through('/twente/mijn/koppelen', { sub: 'dief', acr: 'hoog' }, thief, '', victim)
  expect([came.statusCode, pass]).toEqual([403, undefined])
  expect(await count('resident where subject_hash is not null and email = any(array[$1, $2])', 'slachtoffer@voorbeeld.example', 'dief@voorbeeld.example')).toBe(0)
})

test('a resident sees where they are signed in and ends one or all others, no other person’s; who acts for them does not see it (I10, V7.5.2)', async () => {
  const email = 'overal@voorbeeld.example'
  const [other, phone, tool] = [
    (await comeIn(email, '', { agent: browsers.firefox })).pass,
    (await comeIn(email, '', { agent: browsers.phone })).pass,
    (await comeIn(email, '', { agent: 'curl/8' })).pass,
  ]
  const stranger = (await code('ander@voorbeeld.example')).pass
  const page = await get('/twente/mijn/aangemeld', phone)
  const rows = page.body.match(/<tr.*?<\/tr>/gs)!.slice(1)
  expect(rows).toHaveLength(3)
  expect(rows.filter((each) => each.includes('Safari, iPhone') && each.includes('hier') && !each.includes('/weg'))).toHaveLength(1)
  expect(rows.some((each) => each.includes('een onbekende browser') && each.includes('/weg'))).toBe(true)
  const { rows: kept } = await owner.query('select row_to_json(pass)::text as row from pass')
  for (const { row } of kept) expect(row).not.toMatch(/Mozilla|AppleWebKit|\/140|curl/)

  const one = /aangemeld\/([0-9a-f-]{36})\/weg/.exec(rows.find((each) => each.includes('Firefox, Windows'))!)![1]!
  await post(`/twente/mijn/aangemeld/${one}/weg`, stranger)
  expect(await isHome(other)).toBe(true)
  expect((await post(`/twente/mijn/aangemeld/${one}/weg`, phone)).headers.location).toBe('/twente/mijn/aangemeld?gedaan=ja')
  expect([await isHome(other), await isHome(tool), await isHome(phone)]).toEqual([false, true, true])
  await post('/twente/mijn/aangemeld/andere', phone)
  expect([await isHome(tool), await isHome(phone), await isHome(stranger)]).toEqual([false, true, true])
  expect((await get('/twente/mijn/aangemeld', phone)).body).toContain('U bent nergens anders aangemeld')

  await owner.query(
    `insert into mandate (region_id, id, resident_id, name, email, relation, given_at, given_how, ends_on) values ($1, gen_random_uuid(), $2, 'Iemand', 'ander@voorbeeld.example', 'helper', $3, 'page', '2027-06-01')`,
    [region, await residentAt(email), demo.clock.now()],
  )
  const mandate = /name="mandate" value="([^"]+)"/.exec((await get('/twente/mijn', stranger)).body)![1]!
  const acting = cookieIn(await post('/twente/mijn/namens', stranger, { mandate }), 'werkcentrum-resident')!
  expect([(await get('/twente/mijn', acting)).statusCode, (await get('/twente/mijn', acting)).body.includes('/mijn/aangemeld')]).toEqual([200, false])
  expect([(await get('/twente/mijn/aangemeld', acting)).statusCode, (await post('/twente/mijn/aangemeld/andere', acting)).statusCode]).toEqual([404, 404])
  expect(await isHome(phone)).toBe(true)
})
