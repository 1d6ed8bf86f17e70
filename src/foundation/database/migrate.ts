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

/** The owner is no superuser: what runs with its rights (functions of the policies) can then do no more than the tables are worth. @throws StartError */
async function ensureOwner(client: pg.Client) {
  const { rows } = await client.query<{ rolsuper: boolean; rolname: string }>('select rolsuper, rolname from pg_roles where rolname = current_user')
  if (rows[0]?.rolsuper) throw new StartError(`De rol ${rows[0].rolname} van DATABASE_OWNER_URL is superuser; geef een eigenaar die alleen rollen mag maken (CREATEROLE).`)
}

/** Nobody but the owner makes tables, also no temporary ones, by which a name could come to mean something else. @throws StartError where another owns the database */
async function ensureNoTables(client: pg.Client, role: string) {
  const { rows } = await client.query<{ name: string }>('select current_database() as name')
  const [database, app] = [pg.escapeIdentifier(rows[0]!.name), pg.escapeIdentifier(role)]
  await client.query(`revoke temporary, create on database ${database} from public, ${app}; revoke create on schema public from public, ${app}`)
  const { rows: left } = await client.query<{ may: boolean }>(
    `select has_database_privilege($1, current_database(), 'TEMPORARY, CREATE') or has_schema_privilege($1, 'public', 'CREATE') as may`,
    [role],
  )
  if (left[0]?.may)
    throw new StartError(`De rol ${role} van DATABASE_URL mag tabellen maken in ${rows[0]!.name}; maak de eigenaar van DATABASE_OWNER_URL eigenaar van die database.`)
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
    await ensureOwner(client)
    await ensureRole(client, role, decodeURIComponent(app.password))
    await ensureNoTables(client, role)
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
