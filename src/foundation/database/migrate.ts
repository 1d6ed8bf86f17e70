import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { projectRoot } from '../root.ts'
import { StartError } from '../settings.ts'

const folder = join(projectRoot, 'migrations')
const lock = 7239451

async function ensureRole(client: pg.Client, role: string, password: string) {
  const { rows } = await client.query<{ rolsuper: boolean; rolbypassrls: boolean; owns: boolean }>(
    `select rolsuper, rolbypassrls, exists (select 1 from pg_class where relowner = pg_roles.oid) as owns from pg_roles where rolname = $1`,
    [role],
  )
  const found = rows[0]
  if (!found) {
    await client.query(`CREATE ROLE ${pg.escapeIdentifier(role)} LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD ${pg.escapeLiteral(password)}`)
  } else if (found.rolsuper || found.rolbypassrls || found.owns) {
    throw new StartError(`De rol ${role} van DATABASE_URL is eigenaar of superuser; geef een beperkte rol, die de eigenaar mag aanmaken.`)
  }
}

/** The restricted role of an address, as a migration names it. */
export const migrationRole = (appUrl: string): string => pg.escapeIdentifier(decodeURIComponent(new URL(appUrl).username))

/** The migrations of this program, in their order. */
export const migrationNames = (): string[] =>
  readdirSync(folder)
    .filter((each) => each.endsWith('.sql'))
    .sort()

/**
 * Brings the database up to date as its owner, each numbered file once and in one transaction, and makes the restricted role of `appUrl`.
 * `only` stops where a backup did. Several processes may do this at once: one works, the others wait.
 * @throws StartError when the server refuses or the restricted role could bypass the policies
 */
export async function migrate(ownerUrl: string, appUrl: string, only: readonly string[] = migrationNames()): Promise<void> {
  const app = new URL(appUrl)
  const role = decodeURIComponent(app.username)
  if (role === decodeURIComponent(new URL(ownerUrl).username)) {
    throw new StartError('DATABASE_URL en DATABASE_OWNER_URL noemen dezelfde rol; het programma draait niet als eigenaar.')
  }
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 10_000 })
  await client.connect().catch((error: Error) => {
    throw new StartError(`De database antwoordt niet: ${error.message}.`)
  })
  try {
    await client.query('select pg_advisory_lock($1)', [lock])
    await ensureRole(client, role, decodeURIComponent(app.password))
    await client.query('create table if not exists migration (name text primary key, applied_at timestamptz not null default now())')
    const { rows } = await client.query<{ name: string }>('select name from migration')
    const applied = new Set(rows.map((row) => row.name))
    for (const name of only) {
      if (applied.has(name)) continue
      const statements = readFileSync(join(folder, name), 'utf8').replaceAll('{{app}}', migrationRole(appUrl))
      await client.query(`BEGIN;${statements};INSERT INTO migration (name) VALUES (${pg.escapeLiteral(name)});COMMIT`).catch((error: Error) => {
        throw new Error(`${name}: ${error.message}`, { cause: error })
      })
    }
  } finally {
    await client.end()
  }
}
