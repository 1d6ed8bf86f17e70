import fc from 'fast-check'
import { expect, test } from 'vitest'
import { startDemo } from '../../../test/ground.ts'
import type { Tx } from '../../foundation/database/database.ts'
import { applySetup, changeSetup, SetupRefused } from '../actions.ts'
import { readNetwork } from '../current.ts'
import { type Setup, setupSchema } from '../network.ts'
import { versionAt, versionsOf } from '../store.ts'
import { differences, documentOf } from './document.ts'

const demo = await startDemo()
const { database, region, clock, owner, secret } = demo
const as = <Result>(work: (tx: Tx) => Promise<Result>) => database.transaction({ kind: 'task', region }, 'test', work)
const now = () => clock.now()
const document = () => as(async (tx) => documentOf((await readNetwork(tx, region))!, now()))
const apply = (wanted: Setup, seen?: number) => as((tx) => applySetup({ tx, actor: { kind: 'task', region }, now: now() }, secret, setupSchema.parse(wanted), seen))
const change = (how: (setup: Setup) => Setup) => as((tx) => changeSetup({ tx, actor: { kind: 'task', region }, now: now() }, secret, how))
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error) => (error instanceof SetupRefused ? error.reasons.map((each) => `${each.name} ${each.why}`) : error.message),
  )

test('what comes out can go in again, and changes nothing', async () => {
  const before = await document()
  expect(setupSchema.parse(JSON.parse(JSON.stringify(before)))).toEqual(before)
  expect(JSON.stringify(before)).not.toMatch(/clientSecret/)
  const { rows } = await owner.query('select slug, id, client_secret from organisation order by slug')
  await apply(before)
  expect(differences(before, await document())).toEqual([])
  expect((await owner.query('select slug, id, client_secret from organisation order by slug')).rows).toEqual(rows)
})

// A region's set-up with things added, changed and taken out at random.
const edit = fc.record({
  what: fc.constantFrom('phone', 'norms', 'addPoint', 'movePoint', 'addDoor', 'removeDoor', 'addStaff', 'roles', 'removeStaff', 'rename'),
  at: fc.nat(200),
  text: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).filter((text) => text.trim() === text && text.length > 0 && !text.includes('\0')),
  number: fc.integer({ min: 1, max: 20 }),
})
function edited(setup: Setup, { what, at, text, number }: { what: string; at: number; text: string; number: number }): Setup {
  const copy = structuredClone(setup)
  const pick = <Each>(list: Each[]) => list[at % Math.max(1, list.length)]
  const slug = `nieuw-${at}`
  const organisation = pick(copy.organisations)!.slug
  if (what === 'phone') copy.phone = text
  if (what === 'norms') copy.norms = { firstResponseDays: number, answerDays: number + 3 }
  if (what === 'rename') pick(copy.organisations)!.name = text
  if (what === 'addPoint' && !copy.walkInPoints.some((each) => each.slug === slug))
    copy.walkInPoints.push({
      slug,
      organisation,
      name: text,
      municipality: 'Tubbergen',
      address: text,
      postcode: '7651 AA',
      place: 'Tubbergen',
      hours: { '1': [['09:00', '12:00']] },
      closed: [{ from: '2026-12-25', why: text }],
      accessibility: ['wheelchair'],
      languages: ['nl', 'tr'],
      partOf: text,
    })
  if (what === 'movePoint') pick(copy.walkInPoints)!.address = text
  if (what === 'addDoor' && !copy.doors.some((each) => each.slug === slug)) copy.doors.push({ slug, name: text, email: `${slug}@voorbeeld.example` })
  if (what === 'removeDoor') copy.doors = copy.doors.filter((each) => !each.slug.startsWith('nieuw'))
  if (what === 'addStaff' && !copy.staff.some((each) => each.email === `${slug}@voorbeeld.example`))
    copy.staff.push({ organisation, name: text, email: `${slug}@voorbeeld.example`, roles: ['guide'] })
  if (what === 'roles') pick(copy.staff)!.roles = ['guide', 'coordinator']
  if (what === 'removeStaff') copy.staff = copy.staff.filter((each) => !each.email.startsWith('nieuw'))
  return copy
}

test('whatever is changed, the set-up is then as the document says, and every version can come back', async () => {
  const first = await document()
  const start = (await as((tx) => versionsOf(tx, region)))[0]!.version
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 6 }), async (edits) => {
      const wanted = edits.reduce(edited, await document())
      await apply(wanted)
      expect(differences(wanted, await document())).toEqual([])
    }),
    { numRuns: 15, endOnFailure: true },
  )
  const versions = await as((tx) => versionsOf(tx, region))
  expect(versions.length).toBeGreaterThan(10)
  const back = setupSchema.parse((await as((tx) => versionAt(tx, region, start)))!.document)
  expect(differences(first, back)).toEqual([])
  // People who came in between have left, and doors are gone; walk-in points nobody used too.
  await apply(back)
  expect(differences(first, await document())).toEqual([])
})

test('what is in use stays, is named, and then nothing is changed at all', async () => {
  const before = await document()
  const without = (slug: string): Setup => ({ ...before, phone: 'anders', doors: before.doors.filter((each) => each.slug !== slug) })
  expect(await refusal(apply(without('leerwerkloket')))).toEqual(['Leerwerkloket Twente has-history'])
  expect(differences(before, await document())).toEqual([])
  expect(await refusal(apply(without('pluspunt')))).toBe('done')
  const noPoint = (await document()).walkInPoints.filter((each) => each.municipality !== 'Enschede')
  const staffless = (await document()).staff.map((each) => ({ ...each, walkInPoint: noPoint.some((point) => point.slug === each.walkInPoint) ? each.walkInPoint : undefined }))
  expect(await refusal(change((setup) => ({ ...setup, walkInPoints: noPoint, staff: staffless })))).toEqual(['Werkcentrum Enschede has-history'])
})

test('a way to sign in keeps its secret while it is the same, and asks for one when it is not', async () => {
  const moved = (issuer: string, clientSecret?: string) =>
    change((setup) => ({
      ...setup,
      organisations: setup.organisations.map((each) => (each.slug === 'borne' ? { ...each, signIn: { issuer, clientId: 'werkcentrum', clientSecret } } : each)),
    }))
  expect(await refusal(moved('https://login.borne.example'))).toEqual(['Gemeente Borne no-secret'])
  await moved('https://login.borne.example', 'geheim')
  await change((setup) => ({ ...setup, phone: '053 1' }))
  const { rows } = await owner.query(`select client_secret from organisation where slug = 'borne'`)
  expect(rows[0].client_secret).toMatch(/.{20}/)
  expect(rows[0].client_secret).not.toContain('geheim')
  const { rows: versions } = await owner.query(`select document::text as text from setup_version`)
  expect(versions.filter((each) => each.text.includes('geheim'))).toEqual([])
})

test('of two who change the same version, the second is told and changes nothing', async () => {
  const { version } = (await as((tx) => versionsOf(tx, region)))[0]!
  const wanted = await document()
  const both = await Promise.all([refusal(apply({ ...wanted, phone: '1' }, version)), refusal(apply({ ...wanted, phone: '2' }, version))])
  expect(both.sort()).toEqual([[' changed-meanwhile'], 'done'].sort())
})

test('of two who change different things at once both stay; names, addresses and slugs that are taken are refused', async () => {
  const name = (slug: string, to: string) => change((setup) => ({ ...setup, doors: setup.doors.map((each) => (each.slug === slug ? { ...each, name: to } : each)) }))
  await Promise.all([name('fnv', 'Een'), name('cnv', 'Twee'), change((setup) => ({ ...setup, phone: '053 7' }))])
  const after = await document()
  expect([after.phone, ...after.doors.filter((each) => ['fnv', 'cnv'].includes(each.slug)).map((each) => each.name)].sort()).toEqual(['053 7', 'Een', 'Twee'])
  // Two doors change addresses with each other, and one takes that of a door that goes.
  const swapped = after.doors.flatMap((each) => {
    const email = {
      werkplein: 'info@leerwerkloket-twente.example',
      leerwerkloket: 'info@werkplein-twente.example',
      fnv: after.doors.find(({ slug }) => slug === 'twents-fonds')?.email,
    }[each.slug]
    return each.slug === 'twents-fonds' ? [] : [email ? { ...each, email } : each]
  })
  await apply({ ...after, doors: swapped })
  expect(differences({ ...after, doors: swapped }, await document())).toEqual([])
  const twice = <Each>(list: readonly Each[], changes: object = {}, which: (each: Each) => unknown = () => true) => [...list, { ...list.find(which)!, ...changes }]
  for (const wrong of [
    { ...after, doors: twice(after.doors) },
    { ...after, doors: twice(after.doors, { slug: 'anders' }, (each) => each.email) },
    { ...after, organisations: twice(after.organisations) },
    { ...after, organisations: twice(after.organisations, { slug: 'anders' }, (each) => each.municipality) },
    { ...after, walkInPoints: twice(after.walkInPoints) },
    { ...after, sharing: twice(after.sharing) },
    { ...after, staff: twice(after.staff) },
    { ...after, staff: twice(after.staff, { email: 'anders@voorbeeld.example' }, (each) => each.subject) },
    { ...after, subregions: twice(after.subregions) },
    // To be one's own guest, or a guest's.
    { ...after, organisations: after.organisations.map((each) => ({ ...each, hostedBy: 'enschede' })) },
  ])
    expect(setupSchema.safeParse(wrong).success).toBe(false)
})

test('whoever is taken out has no access at once, and comes back as who they were', async () => {
  const cookie = await demo.cookieOf('gids-losser')
  const { id } = await demo.staff('gids-losser')
  const get = () => demo.app.inject({ url: '/twente/werk', headers: { cookie } })
  expect((await get()).statusCode).toBe(200)
  const before = await document()
  await apply({ ...before, staff: before.staff.filter((each) => each.subject !== 'gids-losser') })
  expect((await get()).statusCode).toBe(303)
  await apply(before)
  const { rows } = await owner.query(`select id, left_at from staff where subject = 'gids-losser'`)
  expect(rows).toEqual([{ id, left_at: null }])
  expect((await get()).statusCode).toBe(303)
})
