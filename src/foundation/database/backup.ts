import { createHmac } from 'node:crypto'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import pg from 'pg'
import { connected } from './client.ts'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { z } from 'zod'
import { everyKey, type Keys, keyOfNow } from '../identity/seal.ts'
import { StartError } from '../settings.ts'
import { migrate, migrationNames } from './migrate.ts'

// One compressed text: a line that says what it is, per table a line with its columns and its rows as COPY writes them up to '\.', and a last line with the count.
const headSchema = z.object({ werkcentrum: z.literal(1), madeAt: z.string(), migrations: z.array(z.string()).min(1), secret: z.string() })
const tableSchema = z.object({ table: z.string(), columns: z.array(z.string()) })
const endSchema = z.object({ end: z.literal(true), tables: z.number() })

/** Tells one installation's secret from another's without telling it. */
const fingerprint = (key: string) => createHmac('sha256', key).update('backup').digest('base64url').slice(0, 16)

interface Table {
  name: string
  columns: string[]
}

// What was typed in a form that is still to be sent is nobody's to keep longer than that.
const notIn = ['migration', 'kept_form']

/** Every table but these, with the columns that are written. */
async function tablesOf(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `select c.relname as name,
      (select array_agg(a.attname::text order by a.attnum) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> all($1) order by c.relname`,
    [notIn],
  )
  return rows
}

/** Takes away what makes one table's rows need another's, and answers how to put it back: rows then come in any order, and are checked at the end. */
async function withoutReferences(client: pg.Client): Promise<() => Promise<void>> {
  const { rows } = await client.query<{ owner: string; name: string; definition: string }>(
    `select conrelid::regclass::text as owner, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`,
  )
  for (const { owner, name } of rows) await client.query(`alter table ${owner} drop constraint ${name}`)
  return async () => {
    for (const { owner, name, definition } of rows) await client.query(`alter table ${owner} add constraint ${name} ${definition}`)
  }
}

const listed = (columns: readonly string[]) => columns.map((each) => pg.escapeIdentifier(each)).join()

/** The text of a backup, piece by piece. */
async function* written(client: pg.Client, secret: Keys, tables: readonly Table[]): AsyncGenerator<string | Buffer> {
  const line = (value: object) => `${JSON.stringify(value)}\n`
  const { rows } = await client.query<{ name: string }>('select name from migration order by name')
  yield line({ werkcentrum: 1, madeAt: new Date().toISOString(), migrations: rows.map(({ name }) => name), secret: fingerprint(keyOfNow(secret)) })
  for (const { name, columns } of tables) {
    yield line({ table: name, columns })
    yield* client.query(copyTo(`copy ${pg.escapeIdentifier(name)} (${listed(columns)}) to stdout`)) as AsyncIterable<Buffer>
    yield '\\.\n'
  }
  yield line({ end: true, tables: tables.length })
}

/** Writes all there is at one moment, while the program goes on; the secret itself is not in it. Answers how many tables. */
export const backup = (ownerUrl: string, secret: Keys, to: Writable): Promise<number> =>
  connected(ownerUrl, async (client) => {
    await client.query('begin isolation level repeatable read read only')
    const tables = await tablesOf(client)
    await pipeline(Readable.from(written(client, secret, tables)), createGzip(), to)
    return tables.length
  })

/** The lines of a compressed text. Only '\n' ends one: other signs that some take for an end stand in what people wrote. */
async function* linesOf(source: Readable): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0)
  const text = source.pipe(createGunzip())
  source.on('error', (error) => text.destroy(error))
  for await (const chunk of text as AsyncIterable<Buffer>) {
    const bytes = rest.length ? Buffer.concat([rest, chunk]) : chunk
    let start = 0
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, start)) {
      yield bytes.subarray(start, at + 1)
      start = at + 1
    }
    rest = bytes.subarray(start)
  }
  if (rest.length) yield rest
}

const broken = (why: string) => new StartError(`Deze reservekopie is niet te gebruiken: ${why}. Er is niets teruggezet.`)

/** What a line says as JSON; undefined for what is none. */
function said(line: Buffer | undefined): unknown {
  try {
    return JSON.parse(String(line))
  } catch {
    return undefined
  }
}

function parsed<Value>(schema: z.ZodType<Value>, line: Buffer | undefined): Value {
  const read = schema.safeParse(said(line))
  if (!read.success) throw broken('zij is beschadigd of afgebroken')
  return read.data
}

/**
 * Puts a backup back in an empty database, whole or not at all, and brings it up to date.
 * @throws StartError when the database is not empty, the backup is broken, newer than this program, or of an installation with another secret
 */
export async function restore(ownerUrl: string, appUrl: string, secret: Keys, from: Readable): Promise<{ madeAt: string; tables: number }> {
  const lines = linesOf(from)
  const next = async () =>
    (await lines.next().catch(() => {
      throw broken('zij is beschadigd of afgebroken')
    })) as IteratorResult<Buffer, undefined>
  const head = parsed(headSchema, (await next()).value)
  if (!everyKey(secret).map(fingerprint).includes(head.secret)) throw broken('zij hoort bij een ander SECRET; zet dat geheim terug, of zet het in SECRET_BEFORE')
  const newer = head.migrations.filter((each) => !migrationNames().includes(each))
  if (newer.length) throw broken('zij is van een nieuwere versie van dit programma')
  await migrate(ownerUrl, appUrl, head.migrations)
  const tables = await connected(ownerUrl, async (client) => {
    await client.query('begin')
    const { rows: applied } = await client.query<{ name: string }>('select name from migration')
    const { rowCount } = await client.query('select 1 from installation')
    if (rowCount || applied.some(({ name }) => !head.migrations.includes(name)))
      throw new StartError('Deze database is al in gebruik; zet een reservekopie terug in een lege (DATA_DIR of DATABASE_URL).')
    const here = await tablesOf(client)
    const putReferencesBack = await withoutReferences(client)
    // What the migrations themselves put in is in the backup too.
    await client.query(`truncate ${here.map(({ name }) => pg.escapeIdentifier(name)).join()}`)
    for (let count = 0; ; count += 1) {
      const line = (await next()).value
      const end = endSchema.safeParse(said(line))
      if (end.success) {
        if (end.data.tables !== count) throw broken('zij is beschadigd of afgebroken')
        await putReferencesBack()
        await client.query('commit')
        return count
      }
      const { table, columns } = parsed(tableSchema, line)
      if (!here.some(({ name, columns: own }) => name === table && columns.every((each) => own.includes(each)))) throw broken(`de tabel ${table} past niet`)
      const rows = async function* () {
        for (;;) {
          const { value, done } = await next()
          if (done || !value) throw broken('zij is beschadigd of afgebroken')
          if (value.equals(Buffer.from('\\.\n'))) return
          yield value
        }
      }
      await pipeline(Readable.from(rows(), { objectMode: true }), client.query(copyFrom(`copy ${pg.escapeIdentifier(table)} (${listed(columns)}) from stdin`)))
    }
  })
  await migrate(ownerUrl, appUrl)
  return { madeAt: head.madeAt, tables }
}
