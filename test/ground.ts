import { randomBytes } from 'node:crypto'
import pg from 'pg'
import pino, { type Logger } from 'pino'
import { afterAll, inject } from 'vitest'
import { demo, fillDemo } from '../demo/demo.tsx'
import { markAs } from '../src/foundation/database/marked.ts'
import { partsOfRooms, type Room } from '../src/foundation/room.ts'
import { sessionsOf } from '../src/foundation/identity/sessions.ts'
import { actorFor } from '../src/network/demo.ts'
import { networksOf } from '../src/network/current.ts'
import { rooms as all } from '../src/rooms.ts'
import { startClock } from '../src/foundation/clock/clock.ts'
import { openDatabase } from '../src/foundation/database/database.ts'
import { readSettings } from '../src/foundation/settings.ts'
import { regionOfSlug, theNation } from '../src/network/geography.ts'
import { assemble } from '../src/program.ts'

/** A Tuesday morning, so that working days are easy to count. */
export const tuesday = '2026-11-24T09:00:00Z'

const named = (url: string, database: string) => url.replace(/\/[^/?]+\?/, `/${database}?`)

/** Makes and drops databases. */
async function asAdmin(work: (client: pg.Client) => Promise<unknown>) {
  const client = new pg.Client({ connectionString: named(inject('template').adminUrl, 'postgres') })
  await client.connect()
  await work(client).finally(() => client.end())
}

const opened = (name: string, connections?: number, rooms: readonly Room[] = all) => {
  const { url, ownerUrl, secret } = inject('template')
  return {
    url: named(url, name),
    ownerUrl: named(ownerUrl, name),
    secret,
    ownKey: secret,
    database: openDatabase(named(url, name), { connections, ownKey: secret, partsOf: partsOfRooms(rooms) }),
  }
}

/** Fills the demo as it is on Tuesday, in the first test file that wants it; the others wait for it. What it plans stays planned, for the program of the test that copies it. */
async function fillTemplate(client: pg.Client) {
  await client.query('select pg_advisory_lock(1)')
  const { rowCount } = await client.query(`select from pg_database where datname = 'template_demo'`)
  if (rowCount) return
  await client.query('create database filling template template_werkcentrum owner werkcentrum_owner')
  const { database, ownerUrl, secret } = opened('filling')
  await markAs(ownerUrl, true)
  const program = await assemble(readSettings({ DEMO: '1' }), database, { secret, ownKey: secret }, { log: pino({ level: 'silent' }) })
  await program.tasks.stop()
  await fillDemo({ ...program.system, clock: startClock(tuesday) })
  await program.app.close()
  await database.close()
  await client.query('alter database filling rename to template_demo')
}

/** A database of this test file's own: migrated, or with the demo in it, or quite empty; gone when the file ends. */
export async function freshDatabase({ connections, empty, filled, rooms }: { connections?: number; empty?: boolean; filled?: boolean; rooms?: readonly Room[] } = {}) {
  const name = `test_${randomBytes(6).toString('hex')}`
  await asAdmin(async (client) => {
    if (filled) await fillTemplate(client)
    await client.query(`create database ${name} template ${empty ? 'template0' : filled ? 'template_demo' : 'template_werkcentrum'} owner werkcentrum_owner`)
    // Who may do what in a database is not copied with it.
    await client.query(`revoke temporary, create on database ${name} from public`)
  })
  const ground = opened(name, connections, rooms)
  const owner = new pg.Pool({ connectionString: ground.ownerUrl, max: 2 })
  owner.on('error', () => {})
  owner.on('connect', (client) => client.on('error', () => {}))
  // Who may see and end what others have open: the owner may not.
  const admin = new pg.Pool({ connectionString: named(inject('template').adminUrl, name), max: 1 })
  admin.on('error', () => {})
  admin.on('connect', (client) => client.on('error', () => {}))
  afterAll(async () => {
    await ground.database.close()
    await admin.end()
    await owner.end()
    await asAdmin((client) => client.query(`drop database ${name} with (force)`))
  })
  return { ...ground, owner, admin }
}

interface DemoChoice {
  now?: string
  port?: number
  environment?: Record<string, string>
  filled?: boolean
  log?: Logger
  connections?: number
  /** Other rooms than those of the program. */
  rooms?: readonly Room[]
}

/** The whole program on a database of its own, with Twente in it; its clock begins at `now` and is yours to move. */
export async function startDemo({ now = tuesday, port, environment = {}, filled = true, log = pino({ level: 'silent' }), connections, rooms }: DemoChoice = {}) {
  // Nothing of the environment changes what is filled.
  const copied = filled && now === tuesday
  const ground = await freshDatabase({ connections, filled: copied, rooms })
  const settings = readSettings({ DEMO: '1', PORT: String(port ?? 3999), RATE_LIMIT: 'off', ...environment })
  const clock = startClock(now)
  await markAs(ground.ownerUrl, true)
  const program = await assemble(settings, ground.database, ground, { clock, log, extra: demo, rooms })
  // As after a fill, what is due is done at once, beside the test.
  if (copied) program.tasks.run().catch(() => {})
  else if (filled) await fillDemo(program.system, rooms)
  // Stopped before the database goes (hooks after all tests run in the reverse order).
  afterAll(async () => {
    await program.tasks.stop()
    await program.app.close()
  })
  const region = regionOfSlug('twente')!
  return {
    ...ground,
    ...program,
    clock,
    region: region.id,
    network: () => networksOf(program.system).of(region.id),
    /** A member of the demo's staff, by who they are at the provider. */
    staff: async (subject: string) => actorFor(await networksOf(program.system).of(region.id), subject),
    /** A session's cookie for somebody of Twente or the nation, as if they had signed in. */
    async cookieOf(subject: string): Promise<string> {
      for (const place of [region.id, theNation.id]) {
        const found = [...((await networksOf(program.system).find(place))?.staff.values() ?? [])].find((each) => each.subject === subject)
        if (found) return `werkcentrum=${await ground.database.transaction({ kind: 'task', region: place }, 'test', (tx) => sessionsOf(program.system).begin(tx, place, found.id))}`
      }
      throw new Error(`nobody is ${subject}`)
    },
  }
}
