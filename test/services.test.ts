import { cataloguesOf } from '../src/catalogue/current.ts'
import { networksOf } from '../src/network/current.ts'
import { expect, test } from 'vitest'
import { addService, confirm, decide, propose, rate, withdraw } from '../src/catalogue/actions.ts'
import { askWhatHolds, proposeByLink } from '../src/catalogue/keep/actions.ts'
import { type Service, serviceSchema } from '../src/catalogue/service.ts'
import { publishedServices, serviceBySlug, serviceById, versionsOf } from '../src/catalogue/store.ts'
import { addFacts } from '../src/desk/work/actions.ts'
import type { StaffActor } from '../src/foundation/actor.ts'
import type { Tx } from '../src/foundation/database/database.ts'
import { startDemo } from './ground.ts'
import { serviceLink } from '../src/catalogue/links.ts'

const demo = await startDemo()
await demo.tasks.stop()
const { database, region, app } = demo
const [uwvGuide, uwvCoordinator, coordinator, guide] = await Promise.all(
  ['gids-uwv', 'coordinator-uwv', 'coordinator-werkcentrum', 'gids-enschede'].map((each) => demo.staff(each)),
)
const uwv = uwvGuide!.organisation

const document = (name: string): Service =>
  serviceSchema.parse({
    name: { nl: name },
    provider: 'UWV',
    summary: { nl: 'Wat het is.' },
    topics: ['career'],
    form: ['advice'],
    destination: 'uwv',
    conditions: [],
    where: { reach: 'region' },
  })
const as = <Result>(actor: StaffActor | undefined, work: (tx: Tx) => Promise<Result>) => database.transaction(actor!, 'catalogue', work)
const now = () => demo.clock.now()
const made = async (actor: StaffActor | undefined, name: string, ready: 'draft' | 'review' | 'published' = 'draft') => {
  const id = await as(actor, (tx) => addService({ tx, actor: actor!, now: now() }, { organisation: uwv, document: document(name), ready }))
  return (await as(actor, (tx) => serviceById(tx, region, id)))!
}
const look = (slug: string) =>
  as(coordinator, async (tx) => {
    const service = (await serviceBySlug(tx, region, slug))!
    return { service, versions: await versionsOf(tx, region, service.id) }
  })
const failure = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: Error) => error.message || error.constructor.name,
  )

test('a provider writes, a coordinator publishes: nobody else sees it before, everybody after', async () => {
  const { slug } = await made(uwvGuide, 'Nieuw advies', 'review')
  expect((await app.inject(`/twente/aanbod/${slug}`)).statusCode).toBe(404)
  expect(await database.transaction({ kind: 'public', region }, 'catalogue', (tx) => serviceBySlug(tx, region, slug))).toBeUndefined()
  expect(await failure(as(uwvGuide, (tx) => decide({ tx, actor: uwvGuide!, now: now() }, slug, { version: 1, publish: true })))).toBe('NotFound')
  await as(coordinator, (tx) => decide({ tx, actor: coordinator!, now: now() }, slug, { version: 1, publish: true }))
  cataloguesOf(demo.system).forget(region)
  expect((await app.inject(`/twente/aanbod/${slug}`)).statusCode).toBe(200)
  expect((await look(slug)).service).toMatchObject({ state: 'published', version: 1, organisation_id: uwv })
})

test('what is proposed changes nothing until it is published; sent back, it says why and the next version is another', async () => {
  const { slug } = await made(uwvCoordinator, 'Vast advies', 'published')
  await as(uwvGuide, (tx) => propose({ tx, actor: uwvGuide!, now: now() }, slug, { document: document('Ander advies'), ready: 'review', seen: 1 }))
  expect((await look(slug)).service.document!.name.nl).toBe('Vast advies')
  await as(coordinator, (tx) => decide({ tx, actor: coordinator!, now: now() }, slug, { version: 2, publish: false, note: 'Te vaag' }))
  expect((await look(slug)).versions[0]).toMatchObject({ version: 2, state: 'declined', note: 'Te vaag' })
  await as(uwvGuide, (tx) => propose({ tx, actor: uwvGuide!, now: now() }, slug, { document: document('Beter advies'), ready: 'review', seen: 2 }))
  await as(uwvCoordinator, (tx) => decide({ tx, actor: uwvCoordinator!, now: now() }, slug, { version: 3, publish: true }))
  const { service, versions } = await look(slug)
  expect(service.document!.name.nl).toBe('Beter advies')
  expect(versions.map(({ version, state }) => [version, state])).toEqual([
    [3, 'published'],
    [2, 'declined'],
    [1, 'published'],
  ])
})

test('two who write at once: one is kept, the other is told; two who decide: once', async () => {
  const { slug } = await made(uwvCoordinator, 'Gelijk advies', 'published')
  const write = (name: string, actor: StaffActor | undefined) =>
    failure(as(actor, (tx) => propose({ tx, actor: actor!, now: now() }, slug, { document: document(name), ready: 'review', seen: 1 })))
  const outcomes = await Promise.all([write('Een', uwvGuide), write('Twee', coordinator)])
  expect(outcomes.sort()).toEqual(['conflict.changed', 'done'])
  expect((await look(slug)).versions.length).toBe(2)
  const choose = (publish: boolean) => failure(as(coordinator, (tx) => decide({ tx, actor: coordinator!, now: now() }, slug, { version: 2, publish, note: 'Nee' })))
  expect((await Promise.all([choose(true), choose(false)])).sort()).toEqual(['conflict.decided', 'done'])
})

test('another organisation changes nothing, not even through the database’s own door', async () => {
  const { slug, id } = await made(uwvCoordinator, 'Eigen advies', 'published')
  for (const work of [
    (tx: Tx) => propose({ tx, actor: guide!, now: now() }, slug, { document: document('X'), ready: 'draft', seen: 1 }),
    (tx: Tx) => confirm({ tx, actor: guide!, now: now() }, slug),
    (tx: Tx) => withdraw({ tx, actor: guide!, now: now() }, slug, false),
    (tx: Tx) => addService({ tx, actor: guide!, now: now() }, { organisation: uwv, document: document('X'), ready: 'draft' }),
  ])
    expect(await failure(as<unknown>(guide, work))).toBe('NotFound')
  const { sql } = await import('kysely')
  const { written } = await import('../src/foundation/database/database.ts')
  expect(await as(guide, (tx) => tx.run(written(sql`update service set slug = 'weg' where id = ${id}`)))).toBe(0)
  expect(
    await failure(
      as(guide, (tx) =>
        tx.run(written(sql`insert into service_version select region_id, service_id, 9, document, 'draft', null, null, null, at from service_version where service_id = ${id}`)),
      ),
    ),
  ).toContain('row-level security')
  // The region's words, what came in from elsewhere and files are not theirs to write either.
  expect(await as(uwvCoordinator, (tx) => tx.run(written(sql`update catalogue set vocabulary = '{}'`)))).toBe(0)
  for (const [who, insert] of [
    [uwvCoordinator, sql`insert into hsds_document (region_id, kind, id, document, at) values (${region}, 'organization', ${id}, '{}', now())`],
    [guide, sql`insert into service_file (region_id, id, service_id, at, name, type, size, for_staff, content) values (${region}, ${id}, ${id}, now(), 'x', 'x', 1, false, '')`],
  ] as const)
    expect(await failure(as(who, (tx) => tx.run(written(insert))))).toContain('row-level security')
  const elsewhere = { kind: 'public', region: region + 1 } as const
  expect(await database.transaction(elsewhere, 'catalogue', (tx) => publishedServices(tx, region))).toEqual([])
})

test('what is withdrawn is off the site and out of the signpost, and comes back as it was', async () => {
  const { slug } = await made(uwvCoordinator, 'Tijdelijk advies', 'published')
  await as(uwvGuide, (tx) => withdraw({ tx, actor: uwvGuide!, now: now() }, slug, false))
  cataloguesOf(demo.system).forget(region)
  expect((await app.inject(`/twente/aanbod/${slug}`)).statusCode).toBe(404)
  expect((await cataloguesOf(demo.system).of(region)).bySlug.has(slug)).toBe(false)
  expect(await failure(as(uwvGuide, (tx) => withdraw({ tx, actor: uwvGuide!, now: now() }, slug, false)))).toBe('conflict.decided')
  await as(uwvGuide, (tx) => withdraw({ tx, actor: uwvGuide!, now: now() }, slug, true))
  cataloguesOf(demo.system).forget(region)
  expect((await app.inject(`/twente/aanbod/${slug}`)).statusCode).toBe(200)
})

test('after half a year who keeps it is asked, after nine months a coordinator, a month later it is gone; each once, and one word stops it', async () => {
  const { slug, id } = await made(uwvCoordinator, 'Vergeten advies', 'published')
  const { slug: other } = await made(uwvCoordinator, 'Bevestigd advies', 'published')
  const network = await demo.network()
  const begin = now().getTime()
  await demo.owner.query(`update organisation set contact = '{"email": "aanbod@uwv.example"}' where id = $1`, [uwv])
  await demo.owner.query(`update service set confirmed_at = $1 where slug not in ($2, $3)`, [new Date(begin + 400 * 86_400_000), slug, other])
  await demo.owner.query('update region_setup set version = version + 1 where region_id = $1', [region])
  networksOf(demo.system).forget(region)
  const asked = async (days: number) => {
    const at = new Date(begin + days * 86_400_000)
    const network = await networksOf(demo.system).of(region)
    return database.transaction({ kind: 'task', region }, 'tasks', (tx) => askWhatHolds({ tx, actor: { kind: 'task', region }, now: at, network }))
  }
  expect(network.organisations.has(uwv)).toBe(true)
  expect(await asked(180)).toEqual({ asked: 0, climbed: 0, left: 0 })
  expect(await asked(184)).toEqual({ asked: 2, climbed: 0, left: 0 })
  expect(await asked(184)).toEqual({ asked: 0, climbed: 0, left: 0 })
  await as(uwvGuide, (tx) => confirm({ tx, actor: uwvGuide!, now: new Date(begin + 190 * 86_400_000) }, other))
  expect(await asked(275)).toEqual({ asked: 0, climbed: 1, left: 0 })
  expect(await asked(290)).toEqual({ asked: 0, climbed: 0, left: 0 })
  expect(await asked(306)).toEqual({ asked: 0, climbed: 0, left: 1 })
  expect((await look(slug)).service.state).toBe('withdrawn')
  expect((await look(other)).service.state).toBe('published')
  const { rows } = await demo.owner.query('select kind, recipient from mail where subject_id = $1 order by queued_at', [id])
  expect(rows[0]).toEqual({ kind: 'service-holds', recipient: 'aanbod@uwv.example' })
  expect(rows.slice(1).every(({ kind }) => kind === 'service-climbed')).toBe(true)
  expect(rows.length).toBeGreaterThan(1)
})

test('by the mailed link one click says it holds, and a change waits for a coordinator and leaves what is for colleagues as it was', async () => {
  const { slug, id } = await made(uwvCoordinator, 'Advies per link', 'published')
  const token = demo.system.links.make(region, serviceLink, id, 1)
  await demo.owner.query(`update service set confirmed_at = '2026-01-01', asked_at = '2026-08-01', document = document || '{"staffContact": "Alleen intern"}' where id = $1`, [id])
  // Looking changes nothing.
  const looked = await app.inject(`/twente/dienst/${token}`)
  expect(looked.statusCode).toBe(200)
  expect(looked.body).not.toContain('Alleen intern')
  expect((await look(slug)).service.asked_at).not.toBeNull()
  const key = /name="formulier" value="([^"]+)"/.exec(looked.body)![1]!
  const post = (at: string, body: Record<string, string>) =>
    app.inject({
      method: 'POST',
      url: at,
      payload: new URLSearchParams(body).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
    })
  expect((await post(`/twente/dienst/${token}`, { formulier: key })).statusCode).toBe(303)
  expect((await look(slug)).service).toMatchObject({ asked_at: null })
  expect((await look(slug)).service.confirmed_at!.getTime()).toBeGreaterThan(new Date('2026-11-01').getTime())
  await database.transaction({ kind: 'task', region }, 'catalogue', (tx) =>
    proposeByLink({ tx, actor: { kind: 'task', region }, now: now() }, id, { ...document('Veranderd'), staffContact: 'ingeslopen' }),
  )
  const { versions } = await look(slug)
  expect(versions[0]).toMatchObject({ version: 2, state: 'review', staff_id: null })
  expect(versions[0]!.document).toMatchObject({ name: { nl: 'Veranderd' }, staffContact: 'Alleen intern' })
  expect((await app.inject(`/twente/aanbod/${slug}`)).body).not.toContain('Veranderd')
})

test('the form of a service says in words at the field what is wrong, keeps what was typed, and changes nothing', async () => {
  const cookie = await demo.cookieOf('coordinator-uwv')
  const post = (body: Record<string, string | string[]>) => {
    const form = new URLSearchParams()
    for (const [name, value] of Object.entries(body)) for (const each of [value].flat()) form.append(name, each)
    return app.inject({
      method: 'POST',
      url: '/twente/werk/aanbod/nieuw',
      payload: form.toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', cookie, 'sec-fetch-site': 'same-origin' },
    })
  }
  const good = {
    formulier: crypto.randomUUID(),
    'name-nl': 'Voor dertigers',
    'summary-nl': 'Hulp',
    provider: 'UWV',
    topic: 'career',
    form: 'advice',
    destination: 'uwv',
    reach: 'region',
    languages: 'nl',
    ready: 'published',
  }
  const backwards = await post({ ...good, 'if-age-required-from': '30', 'if-age-required-until': '20' })
  expect(backwards.statusCode).toBe(422)
  expect(backwards.body).toContain('Het begin ligt na het einde')
  expect(backwards.body).toContain('Voor dertigers')
  const nobody = await post({ ...good, 'if-language-excluded': ['onvoldoende', 'voldoende'] })
  expect(nobody.statusCode).toBe(422)
  expect(nobody.body).toContain('sluiten iedereen uit')
  expect((await post({ ...good, url: 'javascript:alert(1)' })).statusCode).toBe(422)
  expect(await as(coordinator, (tx) => serviceBySlug(tx, region, 'voor-dertigers'))).toBeUndefined()
  const done = await post({ ...good, 'if-age-required-from': '30', 'if-age-required-until': '39' })
  expect(done.headers.location).toBe('/twente/werk/aanbod/voor-dertigers?gedaan=published')
  // The same form twice is one service.
  expect((await post({ ...good, 'if-age-required-from': '30', 'if-age-required-until': '39' })).headers.location).toBe('/twente/werk/aanbod/voor-dertigers?gedaan=published')
  expect((await look('voor-dertigers')).service.document!.conditions).toEqual([{ fact: 'age', use: 'required', from: 30, until: 39 }])
})

test('what only colleagues may read is on no public page and in no answer of the API', async () => {
  const { slug, id } = await made(uwvCoordinator, 'Met afspraken', 'published')
  await demo.owner.query(`update service set document = document || '{"staffContact": "Bel de balie intern", "agreements": "Onderling geheim"}' where id = $1`, [id])
  await demo.owner.query('update catalogue set version = version + 1 where region_id = $1', [region])
  cataloguesOf(demo.system).forget(region)
  for (const at of [`/twente/aanbod/${slug}`, `/api/v1/regios/twente/diensten/${id}`, '/api/v1/regios/twente/diensten?zoek=afspraken']) {
    const { body, statusCode } = await app.inject(at)
    expect(statusCode).toBe(200)
    expect(body).toContain('Met afspraken')
    expect(body).not.toMatch(/intern|geheim/)
  }
  const seen = await app.inject({ url: `/twente/werk/aanbod/${slug}`, headers: { cookie: await demo.cookieOf('gids-losser') } })
  expect(seen.body).toContain('Onderling geheim')
})

test('what somebody told the signpost goes with their question, and a guide takes over what they say of themselves without losing what was known', async () => {
  const cookie = await demo.cookieOf('gids-enschede')
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' }
  const asked = await app.inject({
    method: 'POST',
    url: '/twente/vraag',
    headers,
    payload: new URLSearchParams({
      formulier: crypto.randomUUID(),
      question: 'Ik zit in de bijstand en heb geen diploma, ik wil werken',
      group: 'job-seeker',
      facts: JSON.stringify({ age: '31', nonsense: 'x' }),
      wish: 'gemeente',
    }).toString(),
  })
  expect(asked.statusCode).toBe(303)
  const { rows } = await demo.owner.query(`select id, number, facts from question where text like 'Ik zit in de bijstand en heb geen%'`)
  // What is no fact was made up: nothing of it is kept, and the question is.
  expect(rows[0].facts).toEqual({})
  const told = await app.inject({
    method: 'POST',
    url: '/twente/vraag',
    headers,
    payload: new URLSearchParams({
      formulier: crypto.randomUUID(),
      question: 'Ik ben in de bijstand beland',
      group: 'job-seeker',
      facts: JSON.stringify({ age: '31' }),
      wish: 'gemeente',
    }).toString(),
  })
  expect(told.statusCode).toBe(303)
  const question = (await demo.owner.query(`select id, number, facts from question where text = 'Ik ben in de bijstand beland'`)).rows[0]
  expect(question.facts).toEqual({ age: '31' })
  expect((await demo.owner.query(`select detail from event where subject_id = $1 and kind = 'question.asked'`, [question.id])).rows[0].detail.wish).toBe('gemeente')
  await demo.owner.query('update question set staff_id = $1, state = $2 where id = $3', [guide!.id, 'taken', question.id])
  const page = await app.inject({ url: `/twente/werk/vragen/${question.number}`, headers: { cookie } })
  expect(page.body).toContain('u bijstand hebt')
  expect(page.body).toContain('De vrager koos zelf: Gemeente, werk en inkomen.')
  await app.inject({
    method: 'POST',
    url: `/twente/werk/vragen/${question.number}/wegwijzer`,
    headers: { ...headers, cookie },
    payload: `formulier=${crypto.randomUUID()}&said=situation%3Dbijstand&said=age%3D99&topic=finding-work`,
  })
  const after = (await demo.owner.query('select facts, topic from question where id = $1', [question.id])).rows[0]
  expect(after).toEqual({ facts: { age: '31', situation: 'bijstand' }, topic: 'finding-work' })
  await as(guide, (tx) => addFacts({ tx, actor: guide!, now: now() }, question.id, { facts: { situation: 'ww' } }))
  expect((await demo.owner.query('select facts from question where id = $1', [question.id])).rows[0].facts.situation).toBe('bijstand')
})

test('somebody sees what there is for their municipality, and an employer what is for employers', async () => {
  const there = { reach: 'municipalities' as const, municipalities: ['Hengelo'], walkInPoints: [] }
  const only = { ...document('Alleen in Hengelo'), where: there, conditions: [{ fact: 'asker' as const, use: 'required' as const, values: ['employer'] }] }
  await as(coordinator, (tx) => addService({ tx, actor: coordinator!, now: now() }, { organisation: uwv, document: only, ready: 'published' }))
  demo.clock.moveTo(new Date(now().getTime() + 6000))
  const shown = async (query: string) => (await app.inject({ url: `/twente/aanbod?zoek=Alleen+in+Hengelo&${query}` })).body.includes('alleen-in-hengelo"')
  expect(await Promise.all(['gemeente=Hengelo', 'gemeente=Almelo', 'gemeente=Nergens', 'voor=employer', 'voor=student'].map(shown))).toEqual([true, false, true, true, false])
  expect((await app.inject({ url: '/twente/vraag?situatie=personeel' })).body).toContain('/twente/aanbod?voor=employer')
})

test('a guide says what they think of a service, once each; it is for colleagues', async () => {
  const { slug } = await made(uwvCoordinator, 'Beoordeeld advies', 'published')
  for (const [actor, stars] of [
    [guide, 2],
    [uwvGuide, 5],
    [guide, 4],
  ] as const)
    await as(actor, (tx) => rate({ tx, actor: actor!, now: now() }, slug, { stars, remark: 'Goed bereikbaar' }))
  const seen = await app.inject({ url: `/twente/werk/aanbod/${slug}`, headers: { cookie: await demo.cookieOf('gids-losser') } })
  expect(seen.body).toContain('Gemiddeld 4,5 van 5, van 2 collega’s')
  cataloguesOf(demo.system).forget(region)
  expect((await app.inject(`/twente/aanbod/${slug}`)).body).not.toContain('Goed bereikbaar')
})

test('two who change a service by its link at once are one proposal after the other, and what is far too long is told at its field everywhere', async () => {
  const { slug, id } = await made(uwvCoordinator, 'Tegelijk per link', 'published')
  const actor = { kind: 'task', region } as const
  const by = (name: string) => failure(database.transaction(actor, 'catalogue', (tx) => proposeByLink({ tx, actor, now: now() }, id, document(name))))
  expect(await Promise.all([by('Een'), by('Twee')])).toEqual(['done', 'done'])
  expect((await look(slug)).versions.map(({ version, state }) => [version, state])).toEqual([
    [2, 'review'],
    [1, 'published'],
  ])

  const cookie = await demo.cookieOf('coordinator-werkcentrum')
  const long = `${'ب'.repeat(20)}${'x'.repeat(10_000)}`
  const post = (url: string, body: Record<string, string>) =>
    app.inject({
      method: 'POST',
      url,
      payload: new URLSearchParams({ formulier: crypto.randomUUID(), ...body }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', cookie, 'sec-fetch-site': 'same-origin' },
    })
  const token = demo.system.links.make(region, serviceLink, id, 1)
  const fields = {
    'name-nl': long,
    'summary-nl': long,
    'aim-nl': long,
    provider: long,
    email: long,
    url: long,
    agreements: long,
    topic: long,
    destination: long,
    languages: long,
    asked: long,
    'if-age-required-from': long,
  }
  for (const [at, body, said] of [
    ['/twente/wegwijzer', { question: long }, 'te lang'],
    ['/twente/wegwijzer/vraag', { question: long }, 'te lang'],
    [`/twente/aanbod/${slug}`, { asker: long, age: long }, ''],
    [`/twente/werk/aanbod/${slug}/waardering`, { stars: '4', remark: long }, 'te lang'],
    [`/twente/werk/aanbod/${slug}/waardering`, { stars: long }, 'Kies een'],
    [`/twente/werk/aanbod/${slug}/besluit`, { version: '2', publish: 'nee', note: long }, 'te lang'],
    ['/twente/werk/aanbod/nieuw', fields, 'Houd het bij'],
    [`/twente/werk/aanbod/${slug}/wijzigen`, fields, 'Houd het bij'],
    [`/twente/dienst/${token}/wijzigen`, fields, 'Houd het bij'],
    ['/twente/werk/aanbod/woorden/synoniemen', { synonyms: long }, 'hoogstens 80'],
    ['/twente/werk/aanbod/woorden/proef', { question: long }, 'te lang'],
  ] as const) {
    const answer = await post(at, body)
    expect([at, answer.statusCode]).toEqual([at, at === `/twente/aanbod/${slug}` && !said ? answer.statusCode : 422])
    expect(answer.statusCode).toBeLessThan(500)
    expect(answer.body.toLowerCase()).toContain(said.toLowerCase())
  }
  const api = await app.inject({ method: 'POST', url: '/api/v1/regios/twente/wegwijzer', payload: { vraag: long } })
  expect([api.statusCode, api.json().fouten[0].melding]).toEqual([400, 'de vraag is te lang; ten hoogste 5000 tekens'])
})

test('what the signpost says is a page to come back to, for the browser that asked only; of certain danger it stays the page with whom to call', async () => {
  const browser = 'werkcentrum-formulier=een-browser'
  const ask = (fields: Record<string, string>) =>
    app.inject({
      method: 'POST',
      url: '/twente/wegwijzer',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin', cookie: browser },
      payload: new URLSearchParams(fields).toString(),
    })
  const look = async (at: string, cookie = browser) => (await app.inject({ url: at.split('#')[0]!, headers: { cookie } })).body
  const pointed = await ask({ question: 'Ik ben mijn baan kwijt en zoek een cursus' })
  expect(pointed.statusCode).toBe(303)
  const at = String(pointed.headers.location)
  expect(await look(at)).toContain('Dit past het best')
  expect(await look(`/en${at}`)).toContain('Ik ben mijn baan kwijt')
  expect(await look(at, 'werkcentrum-formulier=een-andere')).toContain('staat er niet meer')
  const wrong = await ask({ question: 'Ik zoek een cursus', asked: 'age', answer: 'tachtig' })
  expect(wrong.headers.location).toMatch(/#fouten$/)
  expect(await look(String(wrong.headers.location))).toMatch(/value="tachtig"[\s\S]*Dit past het best/)
  const danger = String((await ask({ question: 'Mijn man slaat mij nu, hij wil mij vermoorden' })).headers.location)
  expect(danger).toContain('nu=')
  for (const address of [danger, danger.replace(/[?&]nu=[^&#]*/, '')]) {
    const page = await look(address)
    expect(page).toContain('0800-2000')
    expect(page).not.toContain('Dit past het best')
  }
})
