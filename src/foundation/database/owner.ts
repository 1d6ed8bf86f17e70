import pg from 'pg'
import { connected } from './client.ts'

/** Who owns a cluster of ours: its own superuser makes databases and owners and does nothing else; the owner of the tables is none. */
interface Roles {
  superuser: string
  owner: string
}

/** What an owner is in a cluster: it makes the restricted role, and no more. */
const rights = 'LOGIN CREATEROLE NOSUPERUSER NOBYPASSRLS NOREPLICATION NOCREATEDB'
const lock = 7239452

const signsIn = (url: string) => connected(url, async () => true).catch(() => false)

/**
 * Makes the owner a role of its own in a cluster whose superuser it was, as it was made before: the superuser is renamed and gets a password of its own, a new role gets the
 * owner's name and password, and what it owned. Each step is whole or not at all and can be done again after a kill; of two that do it at once one waits.
 */
export async function ownerApart(urlOf: (role: string, database: string) => string, passwordOf: (role: string) => string, { superuser, owner }: Roles): Promise<void> {
  const ownerName = pg.escapeIdentifier(owner)
  if (!(await signsIn(urlOf(superuser, 'postgres')))) await rename(urlOf, passwordOf, { superuser, owner })
  await connected(urlOf(superuser, 'postgres'), async (client) => {
    await client.query('select pg_advisory_lock($1)', [lock])
    const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [owner])
    if (!rowCount) await client.query(`CREATE ROLE ${ownerName} ${rights} PASSWORD ${pg.escapeLiteral(passwordOf(owner))}`)
    await client.query(`DROP ROLE IF EXISTS ${pg.escapeIdentifier(`${superuser}_hulp`)}`)
    const { rows } = await client.query<{ name: string }>(
      `select datname as name from pg_database d join pg_roles r on r.oid = datdba where not datistemplate and datname <> 'postgres' and rolname = $1`,
      [superuser],
    )
    for (const each of rows) {
      await connected(urlOf(superuser, each.name), (database) => giveAll(database, ownerName))
      // Last: a database that is still the superuser's is one that was not given yet.
      await client.query(`ALTER DATABASE ${pg.escapeIdentifier(each.name)} OWNER TO ${ownerName}`)
    }
  })
}

/** A role cannot rename itself, so another superuser does, that exists no longer than this. */
async function rename(urlOf: (role: string, database: string) => string, passwordOf: (role: string) => string, { superuser, owner }: Roles): Promise<void> {
  const helper = `${superuser}_hulp`
  await connected(urlOf(owner, 'postgres'), async (client) => {
    await client.query('select pg_advisory_lock($1)', [lock])
    // Another start was first.
    if (await signsIn(urlOf(superuser, 'postgres'))) return
    const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [helper])
    const login = `LOGIN SUPERUSER PASSWORD ${pg.escapeLiteral(passwordOf(helper))}`
    await client.query(`${rowCount ? 'ALTER' : 'CREATE'} ROLE ${pg.escapeIdentifier(helper)} ${login}`)
    await connected(urlOf(helper, 'postgres'), (other) =>
      other.query(
        `BEGIN;
        ALTER ROLE ${pg.escapeIdentifier(owner)} RENAME TO ${pg.escapeIdentifier(superuser)};
        ALTER ROLE ${pg.escapeIdentifier(superuser)} PASSWORD ${pg.escapeLiteral(passwordOf(superuser))};
        CREATE ROLE ${pg.escapeIdentifier(owner)} ${rights} PASSWORD ${pg.escapeLiteral(passwordOf(owner))};
        COMMIT`,
      ),
    )
  })
}

/** Gives what stands in the schema of the program, and belongs to no extension, to its owner. */
async function giveAll(client: pg.Client, owner: string): Promise<void> {
  const notOfExtension = (catalogue: string, oid: string) =>
    `not exists (select 1 from pg_depend d where d.classid = '${catalogue}'::regclass and d.objid = ${oid} and d.deptype in ('e', 'i'))`
  const { rows } = await client.query<{ what: string }>(
    `select case c.relkind when 'S' then 'SEQUENCE' when 'v' then 'VIEW' when 'm' then 'MATERIALIZED VIEW' else 'TABLE' end || ' ' || c.oid::regclass as what
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'S') and ${notOfExtension('pg_class', 'c.oid')}
    union all select case p.prokind when 'p' then 'PROCEDURE' when 'a' then 'AGGREGATE' else 'FUNCTION' end || ' ' || p.oid::regprocedure
      from pg_proc p where p.pronamespace = 'public'::regnamespace and ${notOfExtension('pg_proc', 'p.oid')}
    union all select 'TYPE ' || t.oid::regtype from pg_type t
      where t.typnamespace = 'public'::regnamespace and t.typtype in ('d', 'e', 'r') and ${notOfExtension('pg_type', 't.oid')}`,
  )
  await client.query(`BEGIN;${rows.map(({ what }) => `ALTER ${what} OWNER TO ${owner};`).join('')}COMMIT`)
}
