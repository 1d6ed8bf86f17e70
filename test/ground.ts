import { randomBytes } from 'node:crypto'
import pg from 'pg'
import pino, { type Logger } from 'pino'
import { afterAll, inject } from 'vitest'
import { actorFor, demo, fillDemo, markAs } from '../demo/demo.tsx'
import { partsOfRooms, type Room } from '../src/foundation/room.ts'
import { sessionsOf } from '../src/foundation/identity/sessions.ts'
import { networksOf } from '../src/network/known.ts'
import { rooms as all } from '../src/rooms.ts'
import { startClock } from '../src/foundation/clock/clock.ts'
import { openDatabase } from '../src/foundation/database/database.ts'
import { readSettings } from '../src/foundation/settings.ts'
import { regionOfSlug, theNation } from '../src/network/geography.ts'
import { assemble } from '../src/program.ts'

/** A Tuesday morning, so that working days are easy to count. */
export const tuesday = '2026-11-24T09:00:00Z'

const named = (url: string, database: string) => url.replace(/\/[^/?]+\?/, `/${database}?`)

/** A database of this test file's own, copied from the template or quite empty; gone when the file ends. */
export async function freshDatabase({ connections, empty, rooms = all }: { connections?: number; empty?: boolean; rooms?: readonly Room[] } = {}) {
  const template = inject('template')
  const name = `test_${randomBytes(6).toString('hex')}`
  const admin = async (statement: string) => {
    const client = new pg.Client({ connectionString: named(template.ownerUrl, 'postgres') })
    await client.connect()
    await client.query(statement).finally(() => client.end())
  }
  await admin(`create database ${name} template ${empty ? 'template0' : 'template_werkcentrum'}`)
  const url = named(template.url, name)
  const ownerUrl = named(template.ownerUrl, name)
  const database = openDatabase(url, { connections, secret: template.secret, partsOf: partsOfRooms(rooms) })
  const owner = new pg.Pool({ connectionString: ownerUrl, max: 2 })
  owner.on('error', () => {})
  owner.on('connect', (client) => client.on('error', () => {}))
  afterAll(async () => {
    await database.close()
    await owner.end()
    await admin(`drop database ${name} with (force)`)
  })
  return { database, owner, url, ownerUrl, secret: template.secret }
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
  const ground = await freshDatabase({ connections, rooms })
  const settings = readSettings({ DEMO: '1', PORT: String(port ?? 3999), RATE_LIMIT: 'off', ...environment })
  const clock = startClock(now)
  await markAs(ground.ownerUrl, true)
  const program = await assemble(settings, ground.database, ground.secret, { clock, log, extra: demo, rooms })
  if (filled) await fillDemo(program.system)
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
