import pg from 'pg'
import { expect, test } from 'vitest'
import { freshDatabase } from './ground.ts'

const { owner, database, url } = await freshDatabase()
const role = decodeURIComponent(new URL(url).username)

/** Reference data that all regions share, and what the migrations keep for themselves. */
const shared = ['region', 'municipality', 'retention', 'installation', 'installation_key', 'migration', 'national_help']

const own = async () =>
  (await owner.query<{ name: string }>(`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1`)).rows
    .map((row) => row.name)
    .filter((name) => !shared.includes(name))

test('every table has region_id, not null, in its primary key, its unique and its foreign keys', async () => {
  const tables = await own()
  expect(tables.length).toBeGreaterThan(10)
  const { rows } = await owner.query<{ table: string; name: string; has: boolean }>(`
    select c.relname as "table", k.conname as name,
      exists (select 1 from unnest(k.conkey) n join pg_attribute a on a.attrelid = k.conrelid and a.attnum = n where a.attname = 'region_id' and a.attnotnull) as has
    from pg_constraint k join pg_class c on c.oid = k.conrelid
    where c.relnamespace = 'public'::regnamespace and k.contype in ('p', 'u')
      or c.relnamespace = 'public'::regnamespace and k.contype = 'f' and k.confrelid not in ('region'::regclass, 'municipality'::regclass)`)
  expect(rows.filter((row) => tables.includes(row.table) && !row.has)).toEqual([])
  expect(tables.filter((table) => !rows.some((row) => row.table === table))).toEqual([])
  const { rows: indexes } = await owner.query<{ name: string }>(
    `
    select i.indexrelid::regclass::text as name from pg_index i join pg_class c on c.oid = i.indrelid
    where c.relnamespace = 'public'::regnamespace and i.indisunique and c.relname = any($1)
      and not exists (select 1 from unnest(i.indkey) n join pg_attribute a on a.attrelid = i.indrelid and a.attnum = n where a.attname = 'region_id')`,
    [tables],
  )
  expect(indexes).toEqual([])
})

test('every table is behind the wall, has policies for what its role may do, and a retention period', async () => {
  for (const table of await own()) {
    const { rows } = await owner.query(`select polname as name, polpermissive as permissive from pg_policy where polrelid = $1::regclass`, [table])
    expect(
      rows.filter((row) => !row.permissive).map((row) => row.name),
      table,
    ).toEqual(['region_wall'])
    expect(
      rows.map((row) => row.name),
      table,
    ).toEqual(expect.arrayContaining(['sees', 'adds']))
    expect((await owner.query('select relrowsecurity from pg_class where oid = $1::regclass', [table])).rows[0].relrowsecurity, table).toBe(true)
    expect((await owner.query('select 1 from retention where table_name = $1', [table])).rowCount, table).toBe(1)
  }
})

test('the restricted role owns nothing, bypasses nothing, and cannot rewrite the record', async () => {
  const { rows } = await owner.query(
    `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, exists (select 1 from pg_class where relowner = r.oid) as owns from pg_roles r where rolname = $1`,
    [role],
  )
  expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, owns: false }])
  for (const right of ['UPDATE', 'DELETE', 'TRUNCATE']) {
    expect((await owner.query('select has_table_privilege($1, $2, $3) as may', [role, 'event', right])).rows[0].may, right).toBe(false)
  }
  expect((await owner.query(`select has_table_privilege($1, 'look', 'UPDATE') as may`, [role])).rows[0].may).toBe(false)
})

test('the 35 regions and their 342 municipalities are there', async () => {
  const { rows } = await owner.query('select (select count(*)::int from region where id > 0) as regions, (select count(*)::int from municipality) as municipalities')
  expect(rows).toEqual([{ regions: 35, municipalities: 342 }])
})

test('without an actor a query answers nothing at all', async () => {
  const bare = new pg.Client({ connectionString: url })
  await bare.connect()
  await expect(bare.query('select * from question').finally(() => bare.end())).rejects.toThrow(/unrecognized configuration parameter "app\./)
  expect(await database.writes()).toBe(true)
})
