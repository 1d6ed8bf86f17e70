import { randomUUID } from 'node:crypto'
import { type Role, roles } from '../../src/foundation/actor.ts'
import { passKeeper } from '../../src/foundation/identity/passes.ts'
import { sessionsOf } from '../../src/foundation/identity/sessions.ts'
import type { Room } from '../../src/foundation/room.ts'
import { ask } from '../../src/desk/public/actions.ts'
import { take } from '../../src/desk/work/actions.ts'
import { openRegion } from '../../src/network/actions.ts'
import { networksOf } from '../../src/network/current.ts'
import { regionOfSlug } from '../../src/network/geography.ts'
import { setupSchema } from '../../src/network/network.ts'
import { startDemo } from '../ground.ts'

export type Verdict = 'served' | 'sign-in' | 'not-found'

/** Somebody who tries an address. */
export interface Visitor {
  name: string
  /** Who they are, sent with each try. */
  cookie?(): string | Promise<string>
  role?: Role
  staff?: string
  /** Whether the policies let this visitor see the question of Enschede. */
  sees: boolean
  here: boolean
  link?: 'own' | 'revoked' | 'other' | 'guessed'
  guest?: 'own' | 'other'
  resident?: 'own' | 'other'
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

/** The demo, a second region so that there is an elsewhere, and everybody who may come. */
export async function startRights(rooms?: readonly Room[], prepare?: (demo: Demo) => Promise<unknown>) {
  // With one connection, a route that opens a transaction inside another waits for itself and fails.
  const demo = await startDemo({ connections: 1, rooms })
  await prepare?.(demo)
  const { database, region, secret, owner, clock } = demo
  const network = await demo.network()
  const elsewhere = regionOfSlug('drenthe')!.id
  const task = { kind: 'task', region } as const
  const begun = setupSchema.parse({
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
  await database.transaction({ kind: 'task', region: elsewhere }, 'test', (tx) => openRegion({ tx, now: clock.now() }, secret, begun))
  const far = (await networksOf(demo.system).of(elsewhere))!

  const guide = await demo.staff('gids-enschede')
  /** The id of an organisation of Twente. */
  const organisation = (slug: string) => [...network.organisations.values()].find((each) => each.slug === slug)!.id
  /** A question of Enschede, in hand. */
  const freshQuestion = (askerGroup: 'worker' | 'employer' = 'worker') =>
    database.transaction(guide, 'test', async (tx) => {
      const doing = { tx, actor: guide, now: clock.now(), network }
      const question = await ask(doing, { channel: 'web', askerGroup, language: 'nl', text: 'Vraag', municipality: 'Enschede', contact: {} })
      await take(doing, question.id)
      return question
    })
  // A question that is nobody's of these visitors, so that each may ask to see it.
  const nobody = { kind: 'public', region } as const
  const ofBorne = await database.transaction(nobody, 'test', (tx) =>
    ask({ tx, actor: nobody, now: clock.now(), network }, { channel: 'web', askerGroup: 'worker', language: 'nl', text: 'Vraag', municipality: 'Borne', contact: {} }),
  )

  // Two partners without a sign-in, each with somebody who came in by a code; and two residents who did.
  const passes = passKeeper(secret, false)
  const passOf = async (kind: 'partner' | 'resident', id: string) =>
    (await database.transaction(task, 'test', (tx) => passes.begin(tx, region, kind, id, clock.now()))).cookie.split(';')[0]!
  async function guestOf(slug: string) {
    const id = randomUUID()
    await owner.query(`insert into guest values ($1, $2, $3, 'Iemand', 'Adviseur', $4)`, [region, id, organisation(slug), clock.now()])
    const cookie = await passOf('partner', id)
    return () => cookie
  }
  const residents = { own: randomUUID(), other: randomUUID() }
  for (const id of Object.values(residents))
    await owner.query(`insert into resident (region_id, id, name, email, language, made_at, came_at) values ($1, $2, 'Iemand', 'iemand@voorbeeld.example', 'nl', $3, $3)`, [
      region,
      id,
      clock.now(),
    ])

  const visitors: Visitor[] = [{ name: 'the public', sees: false, here: true }]
  for (const role of roles) {
    const staffOf = async (of: string, from: string, sees: boolean): Promise<Visitor> => {
      const cookie = await demo.cookieOf(`${prefix[role]}-${from}`)
      return { name: `${role} of ${of}`, cookie: () => cookie, staff: (await demo.staff(`${prefix[role]}-${from}`)).id, role, sees, here: true }
    }
    visitors.push(await staffOf('the owner', 'enschede', true))
    visitors.push(await staffOf('the Werkcentrum', 'werkcentrum', role === 'coordinator' || role === 'manager'))
    visitors.push(await staffOf('UWV', 'uwv', false))
    const { id } = [...far.staff.values()].find((each) => each.roles.includes(role))!
    const token = await database.transaction({ kind: 'task', region: elsewhere }, 'test', (tx) => sessionsOf(demo.system).begin(tx, elsewhere, id))
    visitors.push({ name: `${role} of another region`, cookie: () => `werkcentrum=${token}`, role, sees: false, here: false })
  }
  for (const link of ['own', 'revoked', 'other', 'guessed'] as const) visitors.push({ name: `the holder of ${link} link`, sees: link === 'own', here: true, link })
  visitors.push({ name: 'a guest of the partner', cookie: await guestOf('cnv'), sees: false, here: true, guest: 'own' })
  visitors.push({ name: 'a guest of another partner', cookie: await guestOf('mkb-twente'), sees: false, here: true, guest: 'other' })
  // Somebody in their own file comes in anew for each try, because a try can end that.
  for (const [resident, name] of [['own', 'a resident'] as const, ['other', 'another resident'] as const])
    visitors.push({ name, cookie: () => passOf('resident', residents[resident]), sees: false, here: true, resident })

  return { demo, visitors, guide, elsewhere, organisation, freshQuestion, ofBorne, residents, task }
}

type Demo = Awaited<ReturnType<typeof startDemo>>
export type RightsGround = Awaited<ReturnType<typeof startRights>>
export type Asked = Awaited<ReturnType<RightsGround['freshQuestion']>>
