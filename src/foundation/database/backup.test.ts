import { PassThrough, Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { gunzipSync, gzipSync } from 'node:zlib'
import type pg from 'pg'
import { expect, test } from 'vitest'
import { freshDatabase, startDemo } from '../../../test/ground.ts'
import { assemble } from '../../program.ts'
import { backup, restore } from './backup.ts'
import { migrate, migrationNames } from './migrate.ts'
import { followLink } from '../../desk/links.ts'

const demo = await startDemo()
// What is compared must stand still.
await demo.tasks.stop()

// What is hard to write down: every kind of line end and escape, in every text of people.
const hard = 'een\\nregel\n\\.\n\r\u2028\t"\'\\ einde \u{1F600}'
await demo.owner.query(`update message set text = $1 where id = (select id from message order by at limit 1)`, [hard])

async function made(ownerUrl = demo.ownerUrl): Promise<Buffer> {
  const out = new PassThrough()
  const [bytes] = await Promise.all([buffer(out), backup(ownerUrl, demo.secret, out)])
  return bytes
}
const put = (database: { ownerUrl: string; url: string }, bytes: Buffer, secret = demo.secret) =>
  restore(database.ownerUrl, database.url, secret, Readable.from([bytes])).then(
    () => 'done',
    (error: Error) => error.message,
  )

/** Every row of every table, as text. */
async function content(owner: pg.Pool): Promise<Record<string, string[]>> {
  const { rows } = await owner.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'migration'`,
  )
  const tables = await Promise.all(
    rows.map(async ({ name }) => [name, (await owner.query(`select t::text as row from ${name} t order by 1`)).rows.map((each) => each.row)] as const),
  )
  return Object.fromEntries(tables)
}

test('what was put back is all there was, and the program goes on with it', async () => {
  const bytes = await made()
  const there = await freshDatabase({ empty: true })
  expect(await put(there, bytes)).toBe('done')
  const [before, after] = [await content(demo.owner), await content(there.owner)]
  expect(Object.keys(after).sort()).toEqual(Object.keys(before).sort())
  expect(after).toEqual(before)
  expect(before.message!.length).toBeGreaterThan(5)

  const program = await assemble(demo.system.settings, there.database, demo, { clock: demo.clock, log: demo.system.log })
  try {
    const { rows } = await there.owner.query(`select id from question where region_id = $1 limit 1`, [demo.region])
    const link = demo.system.links.make(demo.region, followLink, rows[0].id, 1)
    expect((await program.app.inject({ url: `/twente/volg/${link}` })).statusCode).toBe(200)
    const asked = await program.app.inject({ method: 'POST', url: '/api/v1/regios/twente/vragen', payload: { doelgroep: 'werkende', vraag: 'Na het terugzetten', contact: {} } })
    expect(asked.statusCode).toBe(201)
  } finally {
    await program.tasks.stop()
    await program.app.close()
  }
})

test('a backup that is broken, of another secret, of a newer program, or for a database in use, changes nothing', async () => {
  const bytes = await made()
  const there = await freshDatabase({ empty: true })
  const lines = gunzipSync(bytes).toString('binary').split('\n')
  const packed = (changed: string[]) => gzipSync(Buffer.from(changed.join('\n'), 'binary'))
  const [head = '', ...rest] = lines
  expect(await put(there, bytes, 'een ander geheim dat ook lang genoeg is')).toContain('ander SECRET')
  expect(await put(there, packed([JSON.stringify({ ...JSON.parse(head), migrations: [...migrationNames(), '9999_later.sql'] }), ...rest]))).toContain('nieuwere versie')
  expect(await put(there, Buffer.from('geen kopie'))).toContain('beschadigd')
  for (const broken of [bytes.subarray(0, bytes.length / 2), packed(lines.slice(0, -2)), packed(lines.slice(0, 40)), packed(lines.filter((line) => line !== '\\.'))]) {
    expect(await put(there, broken)).not.toBe('done')
    expect((await there.owner.query('select count(*)::int as n from installation')).rows[0].n).toBe(0)
  }
  expect(await put(there, bytes)).toBe('done')
  expect(await put(there, bytes)).toContain('al in gebruik')
})

test('a backup of an earlier version is put back and then brought up to date', async () => {
  const old = await freshDatabase({ empty: true })
  await migrate(old.ownerUrl, old.url, migrationNames().slice(0, 11))
  await old.owner.query('insert into installation (demo) values (true)')
  await old.owner.query(`insert into region_setup (region_id, opened_at, phone, email) values (5, now(), '053', 'a@b.example')`)
  const there = await freshDatabase({ empty: true })
  expect(await put(there, await made(old.ownerUrl))).toBe('done')
  const { rows } = await there.owner.query('select phone, style from region_setup')
  expect(rows).toEqual([{ phone: '053', style: { colours: {} } }])
  expect((await there.owner.query('select name from migration order by name')).rows.map(({ name }) => name)).toEqual(migrationNames())
})
