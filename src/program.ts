import type { FastifyInstance } from 'fastify'
import pino, { type Logger } from 'pino'
import { beforeEnd } from './ending.ts'
import { type Clock, startClock } from './foundation/clock/clock.ts'
import { type Database, openDatabase } from './foundation/database/database.ts'
import { type EmbeddedServer, openEmbedded } from './foundation/database/embedded.ts'
import { migrate } from './foundation/database/migrate.ts'
import { ownKeyOf } from './foundation/database/ownkey.ts'
import type { Keys } from './foundation/identity/seal.ts'
import { linkMaker } from './foundation/links/links.ts'
import { planExport } from './foundation/record/export.ts'
import { partsOfRooms, type Room } from './foundation/room.ts'
import { readSettings, type Settings, StartError } from './foundation/settings.ts'
import type { System } from './foundation/system.ts'
import { kindsOf } from './foundation/tasks/kinds.ts'
import { startTasks } from './foundation/tasks/work.ts'
import type { Route } from './foundation/web/route.ts'
import { buildServer } from './foundation/web/server.ts'
import { regionsOf } from './foundation/web/visitors.ts'
import { rooms as allRooms } from './rooms.ts'

interface Reached {
  url: string
  ownerUrl: string
  secret: Keys
  embedded?: EmbeddedServer
}

/** The database of these settings as it is: our own server, or another. */
export async function reach(settings: Settings): Promise<Reached> {
  let embedded: EmbeddedServer | undefined
  let endStarted: (() => void) | undefined
  if (settings.embedded) {
    // Also when the end is asked for while it starts.
    beforeEnd(() => (embedded ? embedded.stop() : endStarted?.()))
    embedded = await openEmbedded(settings.DATA_DIR, {
      launched: (end) => {
        endStarted = end
      },
    })
  }
  const { url, ownerUrl } = embedded ?? { url: settings.DATABASE_URL!, ownerUrl: settings.DATABASE_OWNER_URL! }
  const now = settings.SECRET ?? embedded!.secret
  return { url, ownerUrl, secret: settings.SECRET_BEFORE ? [now, settings.SECRET_BEFORE] : now, embedded }
}

/** The database of these settings, brought up to date, with the key of what is in it. */
async function connect(settings: Settings): Promise<Reached & Pick<System, 'ownKey'>> {
  const reached = await reach(settings)
  try {
    await migrate(reached.ownerUrl, reached.url)
    return { ...reached, ownKey: await ownKeyOf(reached.ownerUrl, reached.secret) }
  } catch (error) {
    await reached.embedded?.stop()
    throw error
  }
}

/** What the demo adds to a program; see demo/. */
export type Extra = (system: System) => { more(app: FastifyInstance): void | Promise<void>; routes: readonly Route[] }

interface Chosen {
  clock?: Clock
  log?: Logger
  extra?: Extra
  /** The rooms it is made of; `database` was opened with what they fill. */
  rooms?: readonly Room[]
}

/** The program on a database that is ready: its server (not listening yet) and its tasks (started). */
export async function assemble(
  settings: Settings,
  database: Database,
  { secret, ownKey }: Pick<System, 'secret' | 'ownKey'>,
  { clock = startClock(settings.NOW), log, extra, rooms = allRooms }: Chosen = {},
) {
  const system: System = { settings, secret, ownKey, database, clock, links: linkMaker(secret), log: log ?? pino({ level: settings.LOG_LEVEL }), partsOf: partsOfRooms(rooms) }
  const added = extra?.(system)
  const routes = [...rooms.flatMap((room) => room.routes ?? []), ...(added?.routes ?? [])]
  const app = await buildServer(system, routes, added?.more)
  const { begun } = regionsOf(system)
  if (settings.OTLP_URL) for (const region of await begun()) await database.transaction({ kind: 'task', region }, 'start', (tx) => planExport(tx, region, system.clock.now()))
  return { system, routes, app, tasks: startTasks(database, clock, begun, kindsOf(system), system.log) }
}

/** Reads the settings of this process and connects; for the commands. @throws StartError */
export async function fromEnvironment() {
  const settings = readSettings(process.env)
  const connected = await connect(settings)
  const database = openDatabase(connected.url, { ownKey: connected.ownKey, partsOf: partsOfRooms(allRooms), revive: connected.embedded?.revive })
  return { settings, ...connected, database, close: () => database.close().then(() => connected.embedded?.stop()) }
}

/** Runs a command's work; a reason not to start is one line and exit code 1. */
export async function orSayWhy(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
}
