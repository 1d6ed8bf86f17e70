import type { FastifyInstance } from 'fastify'
import pino, { type Logger } from 'pino'
import { type Clock, startClock } from './foundation/clock/clock.ts'
import { type Database, openDatabase } from './foundation/database/database.ts'
import { type EmbeddedServer, openEmbedded } from './foundation/database/embedded.ts'
import { migrate } from './foundation/database/migrate.ts'
import { linkMaker } from './foundation/links/links.ts'
import { planExport } from './foundation/record/export.ts'
import { readSettings, type Settings, StartError } from './foundation/settings.ts'
import { startTasks } from './foundation/tasks/tasks.ts'
import { buildServer } from './foundation/web/server.ts'
import type { System } from './foundation/web/route.ts'
import { begunRegions, furnish } from './rooms.ts'

interface Reached {
  url: string
  ownerUrl: string
  secret: string
  embedded?: EmbeddedServer
}

/** The database of these settings as it is: our own server, or another. */
export async function reach(settings: Settings): Promise<Reached> {
  const embedded = settings.embedded ? await openEmbedded(settings.DATA_DIR) : undefined
  const { url, ownerUrl } = embedded ?? { url: settings.DATABASE_URL!, ownerUrl: settings.DATABASE_OWNER_URL! }
  return { url, ownerUrl, secret: settings.SECRET ?? embedded!.secret, embedded }
}

/** The database of these settings, brought up to date. */
async function connect(settings: Settings): Promise<Reached> {
  const reached = await reach(settings)
  await migrate(reached.ownerUrl, reached.url)
  return reached
}

/** What the demo adds to a program; see demo/. */
export type Extra = (system: System, rooms: ReturnType<typeof furnish>) => { more(app: FastifyInstance): void | Promise<void>; routes: ReturnType<typeof furnish>['routes'] }

/** The program on a database that is ready: its server (not listening yet) and its tasks (started). */
export async function assemble(
  settings: Settings,
  database: Database,
  secret: string,
  { clock = startClock(settings.NOW), log, extra }: { clock?: Clock; log?: Logger; extra?: Extra } = {},
) {
  const system: System = { settings, secret, database, clock, links: linkMaker(secret), log: log ?? pino({ level: settings.LOG_LEVEL }) }
  const rooms = furnish(system)
  const added = extra?.(system, rooms)
  const routes = [...rooms.routes, ...(added?.routes ?? [])]
  const app = await buildServer(system, routes, {
    placeOf: (slug) => rooms.networks.placeOf(slug),
    helpIn: (place) => rooms.networks.helpIn(place),
    sessions: rooms.sessions,
    guestOf: rooms.guestOf,
    residentOf: rooms.residentOf,
    mandateOf: rooms.mandateOf,
    more: added?.more,
  })
  if (settings.OTLP_URL)
    for (const region of await begunRegions(database)) await database.transaction({ kind: 'task', region }, 'start', (tx) => planExport(tx, region, system.clock.now()))
  const tasks = startTasks(database, clock, () => begunRegions(database), rooms.tasks, system.log)
  return { system, rooms, routes, app, tasks }
}

/** Reads the settings of this process and connects; for the commands. @throws StartError */
export async function fromEnvironment() {
  const settings = readSettings(process.env)
  const connected = await connect(settings)
  const database = openDatabase(connected.url, { secret: connected.secret, revive: connected.embedded?.revive })
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
