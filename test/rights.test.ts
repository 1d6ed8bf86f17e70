import { sessionsOf } from '../src/foundation/identity/sessions.ts'
import { networksOf } from '../src/network/current.ts'
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { type Role, roles } from '../src/foundation/actor.ts'
import { rooms } from '../src/rooms.ts'
import { followLink } from '../src/desk/links.ts'
import { ask } from '../src/desk/public/actions.ts'
import { seal } from '../src/foundation/identity/seal.ts'
import { passKeeper } from '../src/foundation/identity/passes.ts'
import { take } from '../src/desk/work/actions.ts'
import { acts, type ActName, partnerActs, personActs } from '../src/handover/acts.ts'
import { propose } from '../src/handover/work/actions.ts'
import { changeSetup, openRegion } from '../src/network/actions.ts'
import { firstToken } from '../src/network/nation/actions.ts'
import { setupSchema } from '../src/network/network.ts'
import { regionOfSlug } from '../src/network/geography.ts'
import type { Route } from '../src/foundation/web/route.ts'
import { startDemo } from './ground.ts'
import { networkRights } from '../src/network/rights.ts'
import { serviceLink } from '../src/catalogue/links.ts'
import { groupLink, partnerLink } from '../src/handover/links.ts'
import { firstLink } from '../src/network/links.ts'

// With one connection, a route that opens a transaction inside another waits for itself and fails.
const demo = await startDemo({ connections: 1 })
const { database, app, region } = demo
const network = await demo.network()
const drenthe = regionOfSlug('drenthe')!.id

// A second region, so that there is an elsewhere.
const elsewhere = setupSchema.parse({
  region: 'drenthe',
  phone: '0591 00 00 00',
  email: 'info@drenthe.example',
  norms: { firstResponseDays: 2, answerDays: 5 },
  organisations: [
    { slug: 'emmen', name: 'Gemeente Emmen', kind: 'municipality', municipality: 'Emmen' },
    { slug: 'werkcentrum', name: 'Werkcentrum Drenthe', kind: 'werkcentrum', hostedBy: 'emmen' },
  ],
  walkInPoints: [],
  staff: roles.map((role) => ({
    organisation: role === 'coordinator' || role === 'manager' ? 'werkcentrum' : 'emmen',
    name: `Iemand ${role}`,
    email: `${role}@emmen.example`,
    roles: [role],
  })),
})
await database.transaction({ kind: 'task', region: drenthe }, 'test', (tx) => openRegion({ tx, now: demo.clock.now() }, demo.secret, elsewhere))
const far = (await networksOf(demo.system).of(drenthe))!

// The region has a look of its own, so that there is one to ask for.
await database.transaction({ kind: 'task', region }, 'test', (tx) =>
  changeSetup({ tx, actor: { kind: 'task', region }, now: demo.clock.now() }, demo.secret, (setup) => ({ ...setup, style: { colours: { main: '#0b4f5a' } } })),
)
networksOf(demo.system).forget(region)
const look = (await demo.network()).look!.css!.split('/').at(-1)!

const guide = await demo.staff('gids-enschede')
/** A question of Enschede, in hand: made anew for each try, because a try changes it. */
async function freshQuestion(askerGroup: 'worker' | 'employer' = 'worker') {
  return database.transaction(guide, 'test', async (tx) => {
    const question = await ask(
      { tx, actor: guide, now: demo.clock.now(), network },
      { channel: 'web', askerGroup, language: 'nl', text: 'Vraag', municipality: 'Enschede', contact: {} },
    )
    await take({ tx, actor: guide, now: demo.clock.now(), network }, question.id)
    return question
  })
}

// Two partners without a sign-in, each with somebody who came in by a code.
const organisation = (slug: string) => [...network.organisations.values()].find((each) => each.slug === slug)!.id
const task = { kind: 'task', region } as const
async function guestOf(slug: string): Promise<string> {
  const id = randomUUID()
  await demo.owner.query(`insert into guest values ($1, $2, $3, 'Iemand', 'Adviseur', $4)`, [region, id, organisation(slug), demo.clock.now()])
  const cookie = await database.transaction(task, 'test', (tx) => passKeeper(demo.secret, false).begin(tx, region, 'partner', id, demo.clock.now()))
  return cookie.split(';')[0]!
}

/** A question of Enschede that was offered to a partner, with a file that goes along. */
async function freshHandover(question: { id: string }, to: string): Promise<{ id: string; file: string }> {
  const file = randomUUID()
  await demo.owner.query(`insert into attachment (region_id, id, question_id, at, name, type, size, content) values ($1, $2, $3, $4, 'cv.pdf', 'application/pdf', 4, '%PDF')`, [
    region,
    file,
    question.id,
    demo.clock.now(),
  ])
  await demo.owner.query('update question set files = files + 1 where region_id = $1 and id = $2', [region, question.id])
  const now = demo.clock.now()
  const given = { to: organisation(to), why: 'Omdat', shares: { group: 'offer', [`file.${file}`]: 'offer' }, agreed: { how: 'phone', at: now } } as const
  return { id: await database.transaction(task, 'test', async (tx) => propose({ tx, actor: guide, now, network: await demo.network() }, question.id, given)), file }
}

const prefix: Record<Role, string> = {
  guide: 'gids',
  coordinator: 'coordinator',
  'employer-adviser': 'werkgeversadviseur',
  'career-adviser': 'loopbaanadviseur',
  'learning-adviser': 'llo-adviseur',
  'scheme-specialist': 'specialist-regelingen',
  manager: 'manager',
  'partner-contact': 'contactpersoon',
  administrator: 'beheerder',
  'privacy-officer': 'privacyfunctionaris',
}

/** Somebody who came in to their own file by a code: anew for each try, because a try can end it. */
const residents = { own: randomUUID(), other: randomUUID() }
for (const id of Object.values(residents))
  await demo.owner.query(`insert into resident (region_id, id, name, email, language, made_at, came_at) values ($1, $2, 'Iemand', 'iemand@voorbeeld.example', 'nl', $3, $3)`, [
    region,
    id,
    demo.clock.now(),
  ])
const residentCookie = async (which: 'own' | 'other') =>
  (await database.transaction(task, 'test', (tx) => passKeeper(demo.secret, false).begin(tx, region, 'resident', residents[which], demo.clock.now()))).split(';')[0]!

interface Visitor {
  name: string
  cookie?: string
  role?: Role
  staff?: string
  /** Whether the policies let this visitor see the question of Enschede. */
  sees: boolean
  here: boolean
  link?: 'own' | 'revoked' | 'other' | 'guessed'
  guest?: 'own' | 'other'
  resident?: 'own' | 'other'
}
const visitors: Visitor[] = [{ name: 'the public', sees: false, here: true }]
for (const role of roles) {
  visitors.push({
    name: `${role} of the owner`,
    cookie: await demo.cookieOf(`${prefix[role]}-enschede`),
    staff: (await demo.staff(`${prefix[role]}-enschede`)).id,
    role,
    sees: true,
    here: true,
  })
  visitors.push({
    name: `${role} of the Werkcentrum`,
    cookie: await demo.cookieOf(`${prefix[role]}-werkcentrum`),
    staff: (await demo.staff(`${prefix[role]}-werkcentrum`)).id,
    role,
    sees: role === 'coordinator' || role === 'manager',
    here: true,
  })
  visitors.push({ name: `${role} of UWV`, cookie: await demo.cookieOf(`${prefix[role]}-uwv`), staff: (await demo.staff(`${prefix[role]}-uwv`)).id, role, sees: false, here: true })
  const { id } = [...far.staff.values()].find((each) => each.roles.includes(role))!
  const token = await database.transaction({ kind: 'task', region: drenthe }, 'test', (tx) => sessionsOf(demo.system).begin(tx, drenthe, id))
  visitors.push({ name: `${role} of another region`, cookie: `werkcentrum=${token}`, role, sees: false, here: false })
}
for (const link of ['own', 'revoked', 'other', 'guessed'] as const) visitors.push({ name: `the holder of ${link} link`, sees: link === 'own', here: true, link })

visitors.push({ name: 'a guest of the partner', cookie: await guestOf('cnv'), sees: false, here: true, guest: 'own' })
visitors.push({ name: 'a guest of another partner', cookie: await guestOf('mkb-twente'), sees: false, here: true, guest: 'other' })

visitors.push({ name: 'a resident', sees: false, here: true, resident: 'own' }, { name: 'another resident', sees: false, here: true, resident: 'other' })

const other = await freshQuestion()
// A question that is nobody's of these visitors, so that each may ask to see it.
const nobody = { kind: 'public', region } as const
const far0 = await database.transaction(nobody, 'test', (tx) =>
  ask({ tx, actor: nobody, now: demo.clock.now(), network }, { channel: 'web', askerGroup: 'worker', language: 'nl', text: 'Vraag', municipality: 'Borne', contact: {} }),
)

const service = (await demo.owner.query(`select id from service where slug = 'scholingscheque'`)).rows[0].id
const aService = {
  'name-nl': 'Dienst',
  'summary-nl': 'Wat het is',
  provider: 'Iemand',
  topic: 'career',
  form: 'advice',
  destination: 'uwv',
  reach: 'region',
  languages: 'nl',
  ready: 'draft',
}

/** What each form needs to be a right one; a route without its line here fails the test. */
const bodies: Record<string, Record<string, string>> = {
  '/:region/vraag': { question: 'Vraag', group: 'worker' },
  '/:region/uitloggen': {},
  '/:region/werk/noteren': { channel: 'phone', group: 'worker', question: 'Vraag' },
  '/:region/volg/:token/toevoegen': { text: 'Nog iets' },
  '/:region/volg/:token/contact': { name: '', email: '', phone: '' },
  '/:region/volg/:token/helpt-niet': { text: 'Nee' },
  '/:region/volg/:token/intrekken': {},
  '/:region/volg/:token/gemeente': { municipality: 'Almelo' },
  '/:region/volg/:token/nieuwe-link': {},
  '/:region/wegwijzer': { question: 'Wie helpt mij?' },
  '/:region/wegwijzer/vraag': { question: 'Wie helpt mij?' },
  '/:region/aanbod/:slug': { asker: 'worker' },
  '/api/v1/regios/:slug/wegwijzer': { vraag: 'Wie helpt mij?' },
  '/:region/werk/vragen/:number/wegwijzer': { said: 'diploma=nee' },
  '/:region/dienst/:token': {},
  '/:region/dienst/:token/wijzigen': aService,
  '/:region/werk/aanbod/nieuw': aService,
  '/:region/werk/aanbod/:slug/wijzigen': aService,
  '/:region/werk/aanbod/:slug/besluit': { version: '1', publish: 'ja' },
  '/:region/werk/aanbod/:slug/klopt': {},
  '/:region/werk/aanbod/:slug/waardering': { stars: '4' },
  '/:region/werk/aanbod/:slug/bestanden': {},
  '/:region/werk/aanbod/:slug/bestanden/:id/weg': {},
  '/:region/werk/aanbod/:slug/bestanden/:id/terug': {},
  '/:region/werk/aanbod/:slug/intrekken': {},
  '/:region/werk/aanbod/:slug/terugzetten': {},
  '/:region/werk/aanbod/invoer': {},
  '/:region/werk/aanbod/invoer/:id': {},
  '/:region/werk/aanbod/woorden/synoniemen': { synonyms: 'een, twee' },
  '/:region/werk/aanbod/woorden/onderwerp': { topic: 'career', words: 'loopbaan' },
  '/:region/werk/aanbod/woorden/proef': { question: 'Werk' },
  '/:region/werk/vragen/:number/oppakken': {},
  '/:region/werk/vragen/:number/toewijzen': { colleague: (await demo.staff('tweede-gids-enschede')).id },
  '/:region/werk/vragen/:number/teruggeven': { text: 'Ander' },
  '/:region/werk/vragen/:number/verhelderen': { sharpened: 'Zin', group: 'worker' },
  '/:region/werk/vragen/:number/bericht': { text: 'Dag', waits: 'nee' },
  '/:region/werk/vragen/:number/gesprek': { text: 'Dag' },
  '/:region/werk/vragen/:number/notitie': { text: 'Dag' },
  '/:region/werk/vragen/:number/doorgaan': {},
  '/:region/werk/vragen/:number/link': {},
  '/:region/werk/vragen/:number/niet-bereikt': {},
  '/:region/werk/vragen/:number/spoed': { why: 'danger' },
  '/:region/werk/vragen/:number/spoed-weg': { why: 'over', text: 'Voorbij' },
  '/:region/werk/bij-spoed': { kind: 'danger', text: 'Bel' },
  '/:region/werk/bij-spoed/terug': { kind: 'danger' },
  '/:region/volg/:token/nood': { antwoord: 'nee' },
  '/:region/werk/vragen/:number/sluiten': {},
  '/:region/werk/vragen/:number/zelfde-persoon': { met: other.number },
  '/:region/werk/vragen/:number/ander-persoon': {},
  '/:region/werk/vragen/:number/samenvoegen': { met: other.number },
  '/:region/werk/vragen/:number/losmaken': {},
  '/:region/werk/vragen/:number/terzijde': { why: 'spam' },
  '/:region/werk/vragen/:number/contact': { email: '', phone: '' },
  '/:region/werk/vragen/:number/overleg': { text: 'Mag dit?' },
  '/:region/werk/vragen/:number/advies': { text: 'Ja' },
  '/:region/werk/meldingen/gezien': {},
  '/:region/werk/meldingen/keuze': { mail: 'daily' },
  '/:region/werk/afwezig': { standIn: (await demo.staff('tweede-gids-enschede')).id, from: '2026-11-24', until: '2026-11-25' },
  '/:region/werk/afwezig/:id/terug': {},
  '/:region/werk/werkdruk/:staff': { vragen: 'TW', to: guide.id },
  '/:region/werk/kennis/nieuw': { kind: 'page', title: 'Titel', text: 'Tekst', review: '2027-01-01' },
  '/:region/werk/kennis/:id/wijzigen': { kind: 'page', title: 'Titel', text: 'Tekst', review: '2027-01-01' },
  '/:region/werk/toegang': { name: 'Nieuw', email: 'nieuw@voorbeeld.example', roles: 'guide' },
  '/:region/werk/toegang/:id/weg': {},
  '/:region/werk/toegang/:id/uitnodiging': {},
  '/:region/werk/inrichting': { document: '{}' },
  '/:region/werk/inrichting/versies/:version/terug': {},
  '/:region/werk/inrichting/open': { open: 'ja' },
  '/:region/werk/inrichting/deel/:part': { welke: 'enschede', name: 'Werkcentrum Enschede' },
  '/:region/werk/inrichting/deel/:part/weg': { welke: 'enschede' },
  '/:region/werk/regios/:slug': {},
  '/:region/werk/regios/:slug/beheerder': {},
  '/eerste/:token': {
    organisation: 'Landelijk beheer',
    issuer: 'demo:provider',
    clientId: 'werkcentrum',
    name: 'Landelijk beheerder',
    address: 'landelijk-beheerder@voorbeeld.invalid',
    subject: 'landelijk-beheerder',
  },
  '/:region/werk/filters': { name: 'Naam', query: '?lijst=all' },
  '/:region/werk/filters/:id/weg': {},
  '/:region/werk/terzijde': { vragen: '', besluit: 'afwijzen' },
  '/:region/werk/inzage': { zoek: far0.number, why: 'Omdat' },
  '/:region/werk/inzage/:id': { besluit: 'nee' },
  '/:region/werk/vragen/:number/aanwezig': { schrijft: 'nee' },
  '/:region/volg/:token/aanwezig': { schrijft: 'ja' },
  '/:region/volg': { number: 'TW-4F7K-29', code: 'ABCD' },
  '/:region/deur/:door': { question: 'Vraag', group: 'worker' },
  '/:region/werk/aanbrengen': { group: 'worker', question: 'Vraag' },
  '/:region/werk/deuren/programmas': { name: 'Een programma' },
  '/:region/werk/deuren/programmas/:id/intrekken': {},
  '/:region/werk/vragen/:number/antwoord': { text: 'Antwoord', stap: 'versturen' },
  '/api/v1/regios/:slug/vragen': {},
  '/:region/werk/vragen/:number/overdracht': { to: organisation('uwv'), why: 'Omdat', 'deel-group': 'offer', stap: 'versturen' },
  '/:region/werk/vragen/:number/groep/mensen': { people: 'Iemand; 06 12345678', text: 'Vraag' },
  '/:region/werk/vragen/:number/groep/overdragen': { to: organisation('uwv'), why: 'Omdat' },
  '/:region/groep/:token': { text: 'Vraag' },
  '/:region/partner/kom/:token/code': {},
  '/:region/partner/kom/:token/binnen': { code: '000000', name: 'Iemand', role: 'Adviseur' },
  '/:region/partner/weg': {},
  '/:region/mijn/aanmelden': { email: 'iemand@voorbeeld.example' },
  '/:region/mijn/code': {
    voor: seal(demo.secret, JSON.stringify({ email: 'iemand@voorbeeld.example', until: demo.clock.now().getTime() + 600_000 })),
    code: '000000',
    name: 'Iemand',
  },
  '/:region/mijn/weg': {},
  '/:region/mijn/bevestigen': { person: randomUUID(), proof: 'Iemand' },
  '/:region/mijn/verzoeken': { kind: 'erase', organisation: organisation('enschede') },
  '/:region/mijn/verzoeken/naam': { look: randomUUID() },
  '/:region/mijn/machtigen': { name: 'Iemand', email: 'ouder@voorbeeld.example', relation: 'parent', ends: '2027-01-01' },
  '/:region/mijn/machtigen/:id/intrekken': {},
  '/:region/mijn/naam': { name: 'Iemand' },
  '/:region/mijn/namens': {},
  '/:region/volg/:token/bewaren': {},
  '/:region/werk/privacy/verzoeken/:id': { decision: 'refused', answer: 'Omdat' },
  '/:region/werk/privacy/register/:code': { purpose: 'a', ground: 'b', data: 'c', recipients: 'd', kept: 'e' },
  '/:region/werk/vragen/:number/samen/toevoegen': { text: 'Nog iets' },
  '/:region/werk/vragen/:number/samen/contact': { name: '', email: '', phone: '' },
  '/:region/werk/vragen/:number/samen/helpt-niet': { text: 'Nee' },
  '/:region/werk/vragen/:number/samen/intrekken': {},
  '/:region/werk/vragen/:number/samen/gemeente': { municipality: 'Almelo' },
  '/:region/werk/vragen/:number/samen/verzoeken': { kind: 'erase', organisation: organisation('enschede'), how: 'phone' },
  '/:region/werk/vragen/:number/samen/verzoeken/naam': { look: randomUUID() },
  '/:region/werk/vragen/:number/samen/machtigen': { name: 'Iemand', email: 'ouder@voorbeeld.example', relation: 'parent', ends: '2027-01-01', how: 'walk-in' },
  '/:region/werk/vragen/:number/samen/machtigen/:id/intrekken': {},
}
const actBodies: Partial<Record<ActName, Record<string, string>>> = {
  ja: { how: 'phone', day: '2026-11-24', hour: '09:00' },
  afwijzen: { reason: 'no-room', next: organisation('fnv') },
  tijden: { day: '2026-11-26', hour: '10:00', manner: 'phone', minutes: '30' },
  kiezen: { moment: '2026-11-26T09:00:00Z' },
  uitkomst: { outcome: 'helped' },
  besluit: { decision: 'back', text: 'Zo' },
  stap: { what: 'Iets', due: '2026-12-01' },
  klaar: { step: '00000000-0000-7000-8000-000000000000' },
  'stap-weg': { step: '00000000-0000-7000-8000-000000000000' },
  'plan-ja': { how: 'phone', day: '2026-11-24', hour: '09:00' },
}
for (const [at, names] of [
  ['/:region/werk/overdrachten', Object.keys(acts)],
  ['/:region/partner/overdrachten', partnerActs],
  ['/:region/volg/:token/overdracht', personActs],
] as const)
  for (const name of names) bodies[`${at}/:id/${name}`] = actBodies[name as ActName] ?? {}

const routes = demo.routes.filter((route) => !route.path.startsWith('/demo'))

/** An attachment of the question, or a program of the visitor's own organisation: made anew for each try. */
async function idFor(route: Route, visitor: Visitor, question: string | undefined): Promise<string> {
  const id = randomUUID()
  const now = demo.clock.now()
  if (route.path.includes('/bijlagen/') && question)
    await demo.owner.query(`insert into attachment (region_id, id, question_id, at, name, type, size, content) values ($1, $2, $3, $4, 'cv.pdf', 'application/pdf', 4, '%PDF')`, [
      region,
      id,
      question,
      now,
    ])
  if (route.path.includes('/programmas/') && visitor.staff)
    await demo.owner.query(
      `insert into api_client select region_id, $2::uuid, organisation_id, 'Programma', gen_random_uuid(), $3::timestamptz, id, null from staff where region_id = $1 and id = $4`,
      [region, id, now, visitor.staff],
    )
  if (route.path.includes('/toegang/') && visitor.staff) {
    await demo.owner.query(
      `insert into staff (region_id, id, organisation_id, name, email, roles, added_at) select region_id, $2::uuid, organisation_id, 'Iemand', $2::text || '@voorbeeld.example', '{guide}', $3 from staff where region_id = $1 and id = $4`,
      [region, id, now, visitor.staff],
    )
    await demo.owner.query('update region_setup set version = version + 1 where region_id = $1', [region])
  }
  if (route.path.includes('/afwezig/') && visitor.staff)
    await demo.owner.query(
      `insert into absence (region_id, id, staff_id, organisation_id, stand_in_id, from_day, until_day)
       select region_id, $2::uuid, id, organisation_id, $3::uuid, '2026-11-24', '2026-11-25' from staff where region_id = $1 and id = $4`,
      [region, id, (await demo.staff('gids-losser')).id, visitor.staff],
    )
  if (route.path.includes('/invoer/') && visitor.staff)
    await demo.owner.query(`insert into service_import (region_id, id, staff_id, name, rows, at) values ($1, $2, $3, 'lijst.csv', '[]', $4)`, [region, id, visitor.staff, now])
  if (route.path.includes('/bestanden/'))
    await demo.owner.query(
      `insert into service_file (region_id, id, service_id, at, name, type, size, for_staff, removed_at, content)
       select region_id, $2::uuid, id, $3::timestamptz, 'folder.pdf', 'application/pdf', 1, false, case when $4 then $3::timestamptz end, '\\x00' from service where region_id = $1 and slug = 'scholingscheque'`,
      [region, id, now, route.path.endsWith('/terug')],
    )
  const list = /^\/api\/hsds\/regios\/:slug\/(organizations|taxonomies|taxonomy_terms)\/:id/.exec(route.path)
  if (list) return (await demo.app.inject({ url: `/api/hsds/regios/twente/${list[1]}` })).json().contents[0].id
  if (route.path.includes('/diensten/') || route.path.includes('/services/')) return (await demo.owner.query(`select id from service where slug = 'scholingscheque'`)).rows[0].id
  if (route.path.includes('/kennis/'))
    await demo.owner.query(
      `insert into knowledge (region_id, id, kind, language, title, text, owner_id, review_on, changed_at) values ($1, $2, 'page', 'nl', 'Titel', 'Tekst', $3, '2027-01-01', $4)`,
      [region, id, guide.id, now],
    )
  // Somebody who may act for the resident who comes, or for who asked the question.
  if (route.path.includes('/machtigen/')) {
    const asked = question && (await demo.owner.query('select person_id from question where id = $1', [question])).rows[0].person_id
    if (asked) await demo.owner.query('update person set resident_id = $1 where id = $2', [residents.own, asked])
    await demo.owner.query(
      `insert into mandate (region_id, id, resident_id, name, email, relation, given_at, given_how, ends_on) values ($1, $2, $3, 'Iemand', 'ouder@voorbeeld.example', 'parent', $4, 'page', '2027-01-01')`,
      [region, id, residents.own, now],
    )
  }
  // What somebody asked of the visitor's own organisation.
  if (route.path.includes('/privacy/verzoeken/') && visitor.staff)
    await demo.owner.query(
      `insert into data_request (region_id, id, kind, persons, organisation_id, handler_id, text, asked_at, asked_how, due_on)
       select region_id, $2::uuid, 'object', array[gen_random_uuid()], organisation_id, organisation_id, 'Omdat', $3::timestamptz, 'page', '2026-12-24' from staff where region_id = $1 and id = $4`,
      [region, id, now, visitor.staff],
    )
  // A request to the visitor's own organisation, by somebody of another.
  if (route.path.includes('/inzage/') && visitor.staff)
    await demo.owner.query(
      `insert into access_request (region_id, id, question_id, owner_id, staff_id, organisation_id, why, asked_at)
       select $1::int, $2::uuid, $3::uuid, me.organisation_id, he.id, he.organisation_id, 'Omdat', $4::timestamptz from staff me, staff he where me.region_id = $1 and me.id = $5 and he.region_id = $1 and he.subject = 'gids-losser'`,
      [region, id, far0.id, now, visitor.staff],
    )
  return id
}

async function visit(route: Route, visitor: Visitor) {
  const hands = /overdracht(en)?\/:id/.test(route.path)
  const needs = hands || route.path.includes(':number') || route.path.includes(':token')
  const question = needs ? await freshQuestion(route.path.includes('groep') ? 'employer' : 'worker') : undefined
  let token = ''
  if (question && route.path.includes(':token')) {
    const kind = route.link === groupLink ? groupLink : followLink
    const made = demo.system.links.make(region, kind, question.id, 1)
    token = { own: made, revoked: made, other: demo.system.links.make(drenthe, kind, question.id, 1), guessed: `${made.slice(0, 20)}${'A'.repeat(made.length - 20)}` }[
      visitor.link ?? 'guessed'
    ]
    if (route.link === firstLink) {
      const subject = '00000000-0000-7000-8000-000000000000'
      const of = (place: number, version: number) => demo.system.links.make(place, firstLink, subject, version)
      token = { own: (await firstToken(database, demo.system.links, demo.clock.now()))!, revoked: of(0, 2), other: of(region, 1), guessed: token }[visitor.link ?? 'guessed']
    }
    if (route.link === partnerLink) {
      const of = (place: number, version: number) => demo.system.links.make(place, partnerLink, organisation('cnv'), version)
      token = { own: of(region, 1), revoked: of(region, 2), other: of(drenthe, 1), guessed: token }[visitor.link ?? 'guessed']
    }
    if (route.link === serviceLink) {
      const of = (place: number, version: number) => demo.system.links.make(place, serviceLink, service, version)
      token = { own: of(region, 1), revoked: of(region, 2), other: of(drenthe, 1), guessed: token }[visitor.link ?? 'guessed']
    }
    if (visitor.link === 'revoked') await demo.owner.query('update question set link_version = 2 where id = $1', [question.id])
  }
  const handover = hands ? await freshHandover(question!, route.path.includes('/partner/') ? 'cnv' : 'uwv') : undefined
  const url = route.path
    .replace('/bijlagen/:file', `/bijlagen/${handover?.file}`)
    .replace(':region', 'twente')
    .replace(':number', question?.number ?? '')
    .replace(':token', token)
    .replace('aanbod/:slug', 'aanbod/scholingscheque')
    .replace(':slug', 'twente')
    .replace(':organisation', 'onbekend')
    .replace(':door', 'uwv')
    .replace(':part', 'inlooppunten')
    .replace(':file', look)
    .replace(':version', '1')
    .replace(':code', 'answering')
    .replace(':staff', visitor.staff ?? guide.id)
    .replace(':id', handover?.id ?? (await idFor(route, visitor, question?.id)))
  const body = route.method === 'POST' ? bodies[route.path] : undefined
  if (route.method === 'POST') expect(body, `a body for ${route.path}`).toBeDefined()
  const streams = route.path.endsWith('/live')
  const cookie = visitor.resident ? await residentCookie(visitor.resident) : visitor.cookie
  // As when the network was last looked at long ago.
  networksOf(demo.system).forget(region)
  const answer = await app.inject({
    method: route.method,
    url,
    headers: {
      host: 'localhost:3999',
      ...(cookie ? { cookie, 'sec-fetch-site': 'same-origin' } : {}),
      ...(body ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
    },
    payload: body && new URLSearchParams(body).toString(),
    payloadAsStream: streams,
  })
  // What goes on for as long as somebody listens has said enough with its beginning.
  if (streams) answer.stream().destroy()
  return answer
}

/** What the table and the policies say together: served, sent to sign in, or no such page. */
function expected(route: Route, visitor: Visitor): 'served' | 'sign-in' | 'not-found' {
  const { holders } = route.right
  if (holders === 'everyone') return 'served'
  if (holders === 'link') return visitor.link === 'own' ? 'served' : 'not-found'
  if (holders === 'guest') return !visitor.guest ? 'sign-in' : visitor.guest === 'own' || !route.path.includes(':id') ? 'served' : 'not-found'
  if (holders === 'resident') {
    if (!visitor.resident) return 'sign-in'
    // What is nobody's, or somebody else's, is not there.
    if (/bevestigen|verzoeken\/naam/.test(route.path)) return 'not-found'
    return visitor.resident === 'own' || !route.path.includes(':id') ? 'served' : 'not-found'
  }
  if (!visitor.role || !visitor.here) return 'sign-in'
  if (route.path.endsWith('/samen/verzoeken/naam')) return 'not-found'
  // A walk-in point is changed by who administers its own organisation too; the list shows each their own.
  if (route.path.includes('/deel/:part')) return visitor.role === 'administrator' && (route.method === 'GET' || !visitor.name.includes('UWV')) ? 'served' : 'not-found'
  // Regions are begun in the nation, by who administers that.
  if (route.right === networkRights.manageNation) return 'not-found'
  // The set-up of the whole region is for who administers its Werkcentrum.
  if (route.right === networkRights.changeSetup) return visitor.role === 'administrator' && visitor.name.includes('Werkcentrum') ? 'served' : 'not-found'
  // A handover has two sides, and those who see the region; its files go by it to the partner only.
  if (/overdrachten\/:id/.test(route.path)) {
    const takesPart = visitor.name.includes('UWV') || (visitor.sees && !route.path.includes('/bijlagen/'))
    return takesPart && (holders as readonly Role[]).includes(visitor.role) ? 'served' : 'not-found'
  }
  // A service is kept by its organisation, here the Werkcentrum's; the words are the region's.
  if (/werk\/aanbod\/(:slug\/(?!versies|waardering|bestanden\/:id$)|woorden|invoer)/.test(route.path))
    return visitor.name.includes('Werkcentrum') && (holders as readonly Role[]).includes(visitor.role) ? 'served' : 'not-found'
  const mayDo = holders === 'staff' || (holders as readonly Role[]).includes(visitor.role)
  return mayDo && (!route.path.includes(':number') || visitor.sees) ? 'served' : 'not-found'
}

test.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))('%s is for whom the table says', async (_name, route) => {
  for (const visitor of visitors) {
    // Signing out ends the session the next tries need.
    if ((route.path.endsWith('/uitloggen') && visitor.role && visitor.here) || (route.path.endsWith('/partner/weg') && visitor.guest)) continue
    const answer = await visit(route, visitor)
    // The form of the first start ends at a sign-in of its own.
    const toSignIn =
      answer.statusCode === 303 && route.right.holders !== 'everyone' && !route.link && /\/inloggen|\/(partner|mijn)\/aanmelden/.test(String(answer.headers.location))
    const signIn = answer.statusCode === 401 || toSignIn
    // A sign-in address of an organisation that is not there, and a form that came to the wrong state, were served all the same.
    const lost = answer.statusCode === 404 && route.path !== '/:region/inloggen/:organisation'
    const got = signIn ? 'sign-in' : lost ? 'not-found' : 'served'
    // Nobody listens here, so that the broker does not answer.
    if (!route.path.endsWith('/mijn/digid')) expect(answer.statusCode, `${visitor.name}: ${answer.statusCode}`).toBeLessThan(500)
    expect([visitor.name, got]).toEqual([visitor.name, expected(route, visitor)])
  }
})

test('the nation’s pages are for its administrators, and for nobody of a region', async () => {
  const national = await demo.cookieOf('landelijk-beheerder')
  const { rows } = await demo.owner.query(
    `insert into staff (region_id, id, organisation_id, name, email, roles, added_at)
     select 0, gen_random_uuid(), id, 'Iemand', 'iemand@voorbeeld.example', '{guide}', now() from organisation where region_id = 0 returning id`,
  )
  const colleague = `werkcentrum=${await database.transaction({ kind: 'task', region: 0 }, 'test', (tx) => sessionsOf(demo.system).begin(tx, 0, rows[0].id))}`
  const who = { '': 'sign-in', [await demo.cookieOf('beheerder-werkcentrum')]: 'sign-in', [colleague]: 'not-found', [national]: 'served' }
  for (const { method, path } of routes.filter((route) => route.right === networkRights.manageNation))
    for (const [cookie, wanted] of Object.entries(who)) {
      const answer = await app.inject({
        method,
        url: path.replace(':region', 'nederland').replace(':slug', 'drenthe'),
        headers: { host: 'localhost:3999', cookie, 'sec-fetch-site': 'same-origin' },
        payload: {},
      })
      const signIn = answer.statusCode === 401 || (answer.statusCode === 303 && String(answer.headers.location).includes('/inloggen'))
      expect([path, signIn ? 'sign-in' : answer.statusCode === 404 ? 'not-found' : answer.statusCode < 500 ? 'served' : answer.statusCode]).toEqual([path, wanted])
    }
  // Nobody asks in the nation, and the nation is no region of its own list.
  expect((await app.inject({ url: '/nederland' })).statusCode).toBe(303)
  expect((await app.inject({ url: '/nederland/werk/regios/nederland', headers: { cookie: national } })).statusCode).toBe(404)
  expect((await app.inject({ method: 'POST', url: '/api/v1/regios/nederland/vragen', payload: { doelgroep: 'werkende', vraag: 'Vraag', contact: {} } })).statusCode).toBe(404)
})

test('every right is used by a route', () => {
  const all = rooms.flatMap((room) => Object.values(room.rights ?? {}))
  expect(all.filter((right) => !routes.some((route) => route.right === right)).map(({ name }) => name)).toEqual([])
})

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
