import pino from 'pino'
import { expect, test } from 'vitest'
import { seal } from '../src/foundation/identity/seal.ts'
import { isPublic, NotOutside, outsideFetch } from '../src/foundation/outside.ts'
import { changeSetup } from '../src/network/actions.ts'
import { networksOf } from '../src/network/current.ts'
import { setupSchema } from '../src/network/network.ts'
import { anyProvider } from './anyprovider.ts'
import { clientOf } from './client.ts'
import { startDemo } from './ground.ts'

const lines: string[] = []
const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) })
const demo = await startDemo({ log, environment: { ISSUER_HOSTS: 'localhost' } })
const { app, owner, region, system, clock, database } = demo
const [honest, other] = [await anyProvider(), await anyProvider()]

/** Lets an organisation sign in at a provider. */
async function signInAt(slug: string, { issuer, clientId, clientSecret }: typeof honest, { levels = '', methods = '' } = {}) {
  await owner.query('update organisation set issuer = $2, client_id = $3, client_secret = $4, sign_in_levels = $5, sign_in_methods = $6 where region_id = $7 and slug = $1', [
    slug,
    issuer,
    clientId,
    seal(demo.secret, clientSecret),
    levels || null,
    methods || null,
    region,
  ])
  networksOf(system).forget(region)
}
const staffOf = async (email: string) => (await owner.query('select id, subject, issuer, email from staff where email = $1', [email])).rows[0]

/** Begins a sign-in, and comes back as the provider would send the browser; `says` is what the provider then says. */
async function come(slug: string, provider: typeof honest, says: Record<string, unknown>, { at, query = {} }: { at?: string; query?: Record<string, string> } = {}) {
  const client = clientOf(app)
  const begun = await client.get(`/twente/inloggen/${slug}`)
  const asked = new URL(begun.to ?? 'http://none')
  provider.says = { nonce: asked.searchParams.get('nonce'), ...says }
  const back = new URL(asked.searchParams.get('redirect_uri') ?? 'http://none')
  const given = new URLSearchParams({ code: 'een-code', state: asked.searchParams.get('state') ?? '', ...query })
  const came = await client.get(`${at ?? back.pathname}?${given}`)
  return { asked, back: back.pathname, begun, came, client }
}
/** Somebody of an organisation, with no subject yet. */
async function invited(slug: string, email: string) {
  await owner.query(
    `insert into staff (region_id, id, organisation_id, name, email, roles, added_at) select $1, gen_random_uuid(), id, 'Nieuw', $3, '{guide}', $4 from organisation where region_id = $1 and slug = $2`,
    [region, slug, email, clock.now()],
  )
  networksOf(system).forget(region)
}

test('the answer of one issuer is not taken for another’s: who does not say who it is has an address of its own, and at the shared one it must say so (I4)', async () => {
  await signInAt('enschede', honest)
  await signInAt('almelo', other)
  await invited('enschede', 'mix@voorbeeld.example')
  const says = { sub: 'mix', email: 'mix@voorbeeld.example', email_verified: true }
  // Neither at the shared address nor at another's is its answer taken.
  for (const at of ['/inloggen/terug', '/inloggen/terug/twente-almelo', '/inloggen/terug/digid']) {
    honest.asked = []
    const { came, back } = await come('enschede', honest, says, { at })
    expect([back, came.status, honest.asked.some(({ path }) => path === '/token')]).toEqual(['/inloggen/terug/twente-enschede', 400, false])
  }
  // Nor where it names another.
  expect((await come('enschede', honest, says, { query: { iss: other.issuer } })).came.status).toBe(400)
  expect((await come('enschede', honest, says)).came).toMatchObject({ status: 303, to: '/twente/werk' })

  // A provider that does say who it is keeps the shared address, and must say so.
  const naming = await anyProvider()
  naming.describes = { authorization_response_iss_parameter_supported: true }
  await signInAt('enschede', naming)
  await invited('enschede', 'noemt@voorbeeld.example')
  const named = { sub: 'noemt', email: 'noemt@voorbeeld.example', email_verified: true }
  naming.asked = []
  expect((await come('enschede', naming, named)).came.status).toBe(400)
  expect((await come('enschede', naming, named, { query: { iss: other.issuer } })).came.status).toBe(400)
  expect(naming.asked.some(({ path }) => path === '/token')).toBe(false)
  const good = await come('enschede', naming, named, { query: { iss: naming.issuer } })
  expect([good.back, good.came.status]).toEqual(['/inloggen/terug', 303])
})

test('an address counts when the provider says it is theirs, also as text and at its user-info endpoint; else who it bound signs in, and an administrator binds with what the refusal says', async () => {
  await signInAt('enschede', honest)
  const cases: [string, Record<string, unknown>, Record<string, unknown> | undefined, boolean][] = [
    ['ja@voorbeeld.example', { email_verified: true }, undefined, true],
    ['tekst@voorbeeld.example', { email_verified: 'true' }, undefined, true],
    ['nee@voorbeeld.example', { email_verified: false }, undefined, false],
    ['neetekst@voorbeeld.example', { email_verified: 'false' }, undefined, false],
    ['elders@voorbeeld.example', {}, { email: 'elders@voorbeeld.example', email_verified: 'true' }, true],
    ['entra@voorbeeld.example', {}, undefined, false],
  ]
  for (const [email, claims, tells, isIn] of cases) {
    await invited('enschede', email)
    honest.tells = tells && { sub: email, ...tells }
    const { came } = await come('enschede', honest, { sub: email, email, ...claims })
    expect([email, came.status]).toEqual([email, isIn ? 303 : 403])
    expect([email, (await staffOf(email)).subject]).toEqual([email, isIn ? email : null])
    if (!isIn) expect(came.body).toContain(email)
  }
  // What the refused one read, an administrator fills in; then they are in, without any address.
  honest.tells = undefined
  const sub = 'AAAA-<b>bbbb</b>'
  const refused = await come('enschede', honest, { sub })
  expect([refused.came.status, refused.came.body.includes('AAAA-&lt;b>bbbb') || refused.came.body.includes('AAAA-&lt;b&gt;bbbb')]).toEqual([403, true])
  const administrator = clientOf(app, { werkcentrum: (await demo.cookieOf('beheerder-enschede')).split('=')[1]! })
  const { id } = await staffOf('entra@voorbeeld.example')
  const form = { name: 'Nieuw', email: 'entra@voorbeeld.example', roles: 'guide', wie: id, subject: sub }
  expect((await administrator.get(`/twente/werk/toegang?wie=${id}`)).body).toContain('Kenmerk bij de inlogdienst')
  expect((await administrator.post('/twente/werk/toegang', form)).to).toContain('gedaan=ja')
  expect(await staffOf('entra@voorbeeld.example')).toMatchObject({ subject: sub, issuer: honest.issuer })
  expect((await come('enschede', honest, { sub })).came).toMatchObject({ status: 303, to: '/twente/werk' })
  // Of two colleagues only one can be it.
  const second = (await staffOf('nee@voorbeeld.example')).id
  expect((await administrator.post('/twente/werk/toegang', { ...form, email: 'nee@voorbeeld.example', wie: second })).to).toContain('#fouten')
  // Another subject for the same person ends what the first began.
  const begun = await come('enschede', honest, { sub })
  expect((await begun.client.get('/twente/werk')).status).toBe(200)
  await administrator.post('/twente/werk/toegang', { ...form, subject: 'een ander' })
  expect((await begun.client.get('/twente/werk')).status).toBe(303)
  expect(lines.join('')).not.toContain('entra@')
  expect(lines.map((each) => JSON.parse(each)).filter(({ msg }) => msg === 'refused').length).toBeGreaterThan(3)
})

test('a name at one issuer is nobody at the next: only what is bound there, or an address of theirs there', async () => {
  await signInAt('almelo', honest)
  await invited('almelo', 'wissel@voorbeeld.example')
  const says = { sub: '1001', email: 'wissel@voorbeeld.example', email_verified: true }
  expect((await come('almelo', honest, says)).came.status).toBe(303)
  const change = (how: Parameters<typeof changeSetup>[2]) =>
    database
      .transaction({ kind: 'task', region }, 'test', (tx) => changeSetup({ tx, actor: { kind: 'task', region }, now: clock.now() }, demo.secret, how))
      .finally(() => networksOf(system).forget(region))
  const { issuer, clientId, clientSecret } = other
  await change((setup) => ({
    ...setup,
    organisations: setup.organisations.map((each) => (each.slug === 'almelo' ? { ...each, signIn: { issuer, clientId, clientSecret } } : each)),
  }))
  expect((await come('almelo', other, { sub: '1001' })).came.status).toBe(403)
  expect((await come('almelo', other, { ...says, sub: '2002' })).came.status).toBe(303)
  expect(await staffOf('wissel@voorbeeld.example')).toMatchObject({ subject: '2002', issuer })
  // What an administrator fills in at the new one holds there.
  await signInAt('almelo', honest)
  await change((setup) => ({ ...setup, staff: setup.staff.map((each) => (each.email === 'wissel@voorbeeld.example' ? { ...each, subject: '3003' } : each)) }))
  expect((await come('almelo', honest, { sub: '3003' })).came.status).toBe(303)
})

test('where an organisation wants two steps, they are asked for and looked for in the answer', async () => {
  honest.describes = { claims_parameter_supported: true }
  const fresh = { ...honest, clientSecret: 'een ander geheim' }
  await signInAt('enschede', fresh, { levels: 'hoog hoger', methods: 'mfa otp' })
  await owner.query('update staff set subject = $1, issuer = $2 where email = $3', ['gids', honest.issuer, 'ja@voorbeeld.example'])
  const tries: [Record<string, unknown>, number][] = [
    [{ acr: 'hoger', amr: ['pwd', 'mfa'] }, 303],
    [{ acr: 'hoog', amr: ['otp'] }, 303],
    [{ acr: 'hoog' }, 403],
    [{ amr: ['mfa'] }, 403],
    [{ acr: 'laag', amr: ['mfa'] }, 403],
    [{ acr: 'hoog hoger', amr: ['mfa otp'] }, 403],
  ]
  for (const [claims, status] of tries) {
    const { came, asked } = await come('enschede', honest, { sub: 'gids', ...claims })
    expect([claims, came.status]).toEqual([claims, status])
    if (status === 403) expect(came.body).toContain('twee stappen')
    expect(asked.searchParams.get('acr_values')).toBe('hoog hoger')
    expect(JSON.parse(asked.searchParams.get('claims')!)).toEqual({
      id_token: { acr: { essential: true, values: ['hoog', 'hoger'] }, amr: { essential: true, values: ['mfa', 'otp'] }, auth_time: null },
    })
  }
})

test('clocks may differ two minutes and no more', async () => {
  await signInAt('enschede', honest)
  const now = () => Math.floor(Date.now() / 1000)
  for (const [iat, exp, status] of [
    [100, 400, 303],
    [-400, -100, 303],
    [-900, -300, 400],
  ] as const) {
    expect([exp, (await come('enschede', honest, { sub: 'gids', iat: now() + iat, exp: now() + exp, nbf: now() + iat })).came.status]).toEqual([exp, status])
  }
})

test('an issuer is on the internet or at a host that the operator trusts, over https, and its redirects are not followed (ASVS 1.3.6)', async () => {
  for (const each of [
    '127.0.0.1',
    '10.1.2.3',
    '169.254.169.254',
    '172.31.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '0.0.0.0',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '64:ff9b::a00:1',
    '2002:7f00:1::',
  ])
    expect([each, isPublic(each)]).toEqual([each, false])
  for (const each of ['145.97.39.155', '8.8.8.8', '2001:67c:2564::1', '::ffff:8.8.8.8']) expect([each, isPublic(each)]).toEqual([each, true])
  const untrusting = outsideFetch({ trusted: [] })
  for (const each of [honest.issuer, 'https://127.0.0.1/', 'https://0x7f.1/', 'https://[::1]/', 'https://2130706433/', 'http://localhost/', 'file:///etc/passwd'])
    await expect(untrusting(each), each).rejects.toBeInstanceOf(NotOutside)

  const trusting = outsideFetch({ trusted: ['localhost'], seconds: 5 })
  honest.instead['/weg'] = { status: 302, headers: { location: `${honest.issuer}/jwks` } }
  honest.asked = []
  expect((await trusting(`${honest.issuer}/weg`)).status).toBe(302)
  expect(honest.asked.map(({ path }) => path)).toEqual(['/weg'])
  honest.instead['/groot'] = { status: 200, body: 'x'.repeat(2_000_000) }
  await expect(trusting(`${honest.issuer}/groot`)).rejects.toThrow('too large')

  // Metadata that lead inside are not followed either.
  const sly = await anyProvider()
  sly.describes = { token_endpoint: 'https://127.0.0.1:1/token' }
  await signInAt('enschede', sly)
  expect((await come('enschede', sly, { sub: 'gids' })).came.status).toBe(400)
  sly.describes = { authorization_endpoint: 'javascript:alert(1)' }
  await signInAt('enschede', { ...sly, clientSecret: 'nog een' })
  expect((await come('enschede', sly, { sub: 'gids' })).begun.status).toBe(502)
  // And no document names one over http.
  const document = { region: 'twente', phone: '1', email: 'a@b.example', norms: { firstResponseDays: 1, answerDays: 2 }, organisations: [], walkInPoints: [], staff: [] }
  const wrong = (issuer: string) =>
    setupSchema
      .safeParse({ ...document, organisations: [{ slug: 'iets', name: 'Iets', kind: 'uwv', signIn: { issuer, clientId: 'x', clientSecret: 'y' } }] })
      .error?.issues.some(({ path }) => path.includes('issuer')) ?? false
  expect(['http://login.example', 'https://login.example', 'ftp://login.example', 'https://wie@login.example'].map(wrong)).toEqual([true, false, true, true])
})
