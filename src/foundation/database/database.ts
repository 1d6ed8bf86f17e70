import { createHash } from 'node:crypto'
import type { Socket } from 'node:net'
import { type CompiledQuery, DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, type RawBuilder } from 'kysely'
import pg from 'pg'
import { type Actor, holds } from '../actor.ts'
import { byChance } from './id.ts'
import { sealAlike } from '../identity/seal.ts'
import type { PartsOf } from '../place.ts'
import { remember } from '../remember.ts'

// Days stay days ('2026-11-24'), and counts are numbers: a Date at local midnight or a string count is a mistake waiting.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

/** The database cannot be reached. Nothing was changed; the same request later can succeed. */
export class DatabaseGone extends Error {}

interface Compilable<Row> {
  compile(): CompiledQuery<Row>
}

/** One transaction, as one actor. */
export interface Tx {
  /** For what it was opened; the record says so of all that happens and is seen in it. */
  readonly purpose: string
  /** What all that one request does has in common (W3C trace id, 32 hexadecimal digits). */
  readonly trace: string
  /** Who from outside caused it, as a mark that tells one from another; undefined where our own staff or the program did. */
  readonly stranger?: string
  /** What the rooms of the program put in a place. */
  readonly partsOf: PartsOf
  /** How long this transaction has lasted, in milliseconds. */
  elapsed(): number
  /** The same text encrypted, always in the same way: for ids in a log that goes to others. */
  conceal(text: string): string
  all<Row>(query: Compilable<Row> | CompiledQuery<Row>): Promise<Row[]>
  one<Row>(query: Compilable<Row> | CompiledQuery<Row>): Promise<Row | undefined>
  /** Runs a change; answers how many rows it touched. */
  run(query: Compilable<unknown> | CompiledQuery<unknown>): Promise<number>
  /**
   * Adds rows of the record (events, looks, tasks, mails) that nothing in this transaction reads again: sent together with its commit, in one journey
   * to the server, and failing with it.
   */
  add(query: Compilable<unknown> | CompiledQuery<unknown>): void
  /** The last reads of a transaction: what `ask` asks, before it waits for anything, travels with what was added and with the commit. */
  last<Answers>(ask: () => Promise<Answers>): Promise<Answers>
  /** Done when the work of the transaction is, before its commit; what it adds here itself comes after it. */
  beforeCommit(work: () => Promise<void>): void
  /** Called after the transaction is committed, never when it is rolled back. */
  afterCommit(work: () => void): void
}

/**
 * A query builder over the tables a room names, which are its own. It has no connection: what it builds runs in a
 * transaction only, so a query without an actor does not compile.
 */
export function tables<Schema>(): Kysely<Schema> {
  return new Kysely<Schema>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
}

const anyTables = tables<unknown>()
const compiled = (query: Compilable<unknown> | CompiledQuery<unknown>) => ('sql' in query ? query : query.compile())

/** SQL written out, for what the builder says less clearly. */
export const written = <Row>(query: RawBuilder<Row>): CompiledQuery<Row> => query.compile(anyTables)

/**
 * A query that is built once: `build` is called with a stand-in for each value it takes, and every use has its own values in their places.
 * `build` may pass the stand-ins on as values and do nothing else with them.
 */
export function prepared<Values extends object, Row>(build: (values: Values) => Compilable<Row> | CompiledQuery<Row>): (values: Values) => CompiledQuery<Row> {
  const nameOf = new Map<unknown, keyof Values>()
  const standIns = new Proxy({} as Values, {
    get: (_, name) => {
      const standIn = Symbol(String(name))
      nameOf.set(standIn, name as keyof Values)
      return standIn
    },
  })
  const made = compiled(build(standIns)) as CompiledQuery<Row>
  const names = made.parameters.map((each) => nameOf.get(each))
  return (values) => ({ ...made, parameters: made.parameters.map((own, at) => (names[at] === undefined ? own : values[names[at]])) })
}

/** Inserts of a table, of rows that have the same columns: each statement is built once for so many rows of such columns, as `prepared` builds. */
export function inserts<Row extends object>(build: (rows: Row[]) => Compilable<unknown>): (...rows: Row[]) => CompiledQuery<unknown> {
  const known = new Map<string, (values: Record<string, unknown>) => CompiledQuery<unknown>>()
  return (...rows) => {
    const columns = Object.keys(rows[0] ?? {}) as (keyof Row & string)[]
    const make = () => prepared((values: Record<string, unknown>) => build(rows.map((_, at) => Object.fromEntries(columns.map((each) => [each, values[`${at} ${each}`]])) as Row)))
    return remember(known, `${rows.length} ${columns.join()}`, make)(Object.fromEntries(rows.flatMap((row, at) => columns.map((each) => [`${at} ${each}`, row[each]]))))
  }
}

const literal = pg.escapeLiteral

/** The actor as settings that the policies read. Statements, which travel together with the first query. */
function settingsOf(actor: Actor): string {
  const staff = actor.kind === 'staff' ? actor : undefined
  const guest = actor.kind === 'guest' ? actor : undefined
  const resident = actor.kind === 'resident' ? actor : undefined
  const granted = staff?.granted ?? resident?.questions ?? []
  const sight = { public: 'none', link: 'subject', task: 'region', guest: 'none', resident: 'organisation', staff: staff?.sight ?? 'none' }[actor.kind]
  const settings = {
    region: String(actor.region),
    kind: actor.kind,
    sight,
    organisation: staff?.organisation ?? '',
    staff: staff?.id ?? '',
    // A resident is of no organisation, and their questions are granted to them.
    granted: granted.length ? `{${granted.join()}}` : '',
    subject: actor.kind === 'link' ? actor.subject : '',
    partner: guest?.organisation ?? '',
    guest: guest?.id ?? '',
    resident: resident?.id ?? '',
    persons: resident?.persons.length ? `{${resident.persons.join()}}` : '',
    privacy: staff && holds(staff, 'privacy-officer') ? 'on' : '',
    coordinates: staff && holds(staff, 'coordinator') ? 'on' : '',
    covers: staff?.standsInFor.length ? `{${staff.standsInFor.join()}}` : '',
  }
  return Object.entries(settings)
    .filter(([, value]) => value)
    .map(([name, value]) => `SET LOCAL app.${name} = ${literal(value)}`)
    .join(';')
}

const goneCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT', '57P01', '57P02', '57P03', '08006', '08001', '53300', '55000', '57014'])

function asGone(error: unknown): unknown {
  const { code, message } = error as { code?: string; message?: string }
  const gone = (code && goneCodes.has(code)) || /Connection terminated|Query read timeout|timeout exceeded when trying to connect|not queryable/.test(message ?? '')
  return gone ? new DatabaseGone(message, { cause: error }) : error
}

// Statements are prepared once a connection and found again by their text; a list of varying length makes new texts, so there is a bound.
const statementNames = new Map<string, string>()
function statementName(text: string): string | undefined {
  const had = statementNames.get(text)
  if (had || statementNames.size >= 500) return had
  const name = createHash('sha1').update(text).digest('hex').slice(0, 20)
  statementNames.set(text, name)
  return name
}

/**
 * A transaction that begins with its first statement and commits with its last: a journey to the server costs more than most statements do.
 * Statements asked for in one breath (Promise.all) travel together and are answered in their order. Once it has ended it takes no statement more,
 * so that work that was not waited for never lands in the next one's.
 */
function transactionOn(client: pg.PoolClient, begin: string, query_timeout: number, named: Pick<Tx, 'purpose' | 'trace' | 'stranger' | 'conceal' | 'partsOf'>) {
  const began = performance.now()
  // Its socket, which the types of pg leave out: statements asked for in one breath go in one packet.
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection
  const before: (() => Promise<void>)[] = []
  const afterwards: (() => void)[] = []
  const added: CompiledQuery<unknown>[] = []
  let state: 'new' | 'begun' | 'ended' = 'new'
  // The types of pg leave out what it takes with a statement.
  const config = (text: string, values?: unknown[], name?: string) => ({ text, values, name, query_timeout }) as pg.QueryConfig
  function submit(...statements: (string | CompiledQuery<unknown>)[]): Promise<pg.QueryResult[]> {
    if (state === 'ended') throw new Error('this transaction has ended')
    stream.cork()
    process.nextTick(() => stream.uncork())
    const all = state === 'begun' ? statements : [begin, ...statements]
    state = 'begun'
    return Promise.all(all.map((each) => client.query(typeof each === 'string' ? config(each) : config(each.sql, each.parameters as unknown[], statementName(each.sql)))))
  }
  const send = async (query: Compilable<unknown> | CompiledQuery<unknown>) => (await submit(compiled(query))).at(-1)!
  // Where one of the last statements fails, the server makes a rollback of the commit, and its failure is ours.
  async function commit(): Promise<void> {
    for (let next = before.shift(); next; next = before.shift()) await next()
    const written = state === 'begun' || added.length ? submit(...added, 'COMMIT') : undefined
    state = 'ended'
    await written
  }
  const tx: Tx = {
    ...named,
    elapsed: () => performance.now() - began,
    add: (query) => {
      if (state === 'ended') throw new Error('this transaction has ended')
      added.push(compiled(query))
    },
    last: async (ask) => (await Promise.all([ask(), commit()]))[0],
    all: async <Row>(query: Compilable<Row> | CompiledQuery<Row>) => (await send(query)).rows as Row[],
    one: async <Row>(query: Compilable<Row> | CompiledQuery<Row>) => (await send(query)).rows[0] as Row | undefined,
    run: async (query) => (await send(query)).rowCount ?? 0,
    beforeCommit: (work) => before.push(work),
    afterCommit: (work) => afterwards.push(work),
  }
  return {
    tx,
    afterwards,
    commit: async () => (state === 'ended' ? undefined : commit()),
    end: () => {
      state = 'ended'
    },
  }
}

export interface DatabaseOptions {
  connections?: number
  /** By which ids are concealed. */
  ownKey: string
  /** What the rooms put in a place, for what happens in its transactions. */
  partsOf: PartsOf
  /** Called when the server does not answer, to start it again where it is our own. */
  revive?: () => Promise<void>
}

/**
 * So long a statement may take, in milliseconds: somebody waits for the page. What is done by itself, at night or after something happened, may take longer.
 * The server ends it, and the connection is used again; a server that does not even do that hangs, and the connection is let go.
 */
const statement = { waitedFor: 6000, byItself: 15 * 60_000 }
const hangsAfter = (most: number) => most + 2000
const longestOf = (actor: Actor, purpose: string) => (actor.kind === 'task' && purpose === 'task' ? statement.byItself : statement.waitedFor)
// So long nobody waits again for a server that hung, in milliseconds: not the page that says so either.
const believed = 2000

// So long a server that hangs is waited for by who asks whether anything can be written, in milliseconds.
const patience = 3000
// A row that is committed, and a sort that finds no room in memory and asks for it on the disk: on a full one either fails. In one text, so that it holds the row for nobody who hangs.
const trial = `BEGIN; SET LOCAL lock_timeout = '2s'; SET LOCAL work_mem = '64kB';
  SELECT count(*) FROM (SELECT md5(n::text) AS line FROM generate_series(1, 4000) n ORDER BY line OFFSET 0) sorted;
  UPDATE installation SET written_at = now(); COMMIT`

/** Opens a pool on `url`, which must be the restricted role's. */
export function openDatabase(url: string, { connections = 8, ownKey, partsOf, revive }: DatabaseOptions) {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 5000,
    query_timeout: hangsAfter(statement.waitedFor),
    pipeline: true,
  } as pg.PoolConfig)
  // A connection that dies while idle is replaced at the next request, which then says so if it cannot.
  pool.on('error', () => {})
  // One that dies between two statements of a transaction says so at the next; without this it would end the program.
  pool.on('connect', (client) => client.on('error', () => {}))

  let hung = Number.NEGATIVE_INFINITY
  /** What went wrong, as the program says it; that the server hung is remembered. */
  function failed(error: unknown): unknown {
    if ((error as Error).message === 'Query read timeout') hung = performance.now()
    return asGone(error)
  }

  async function connect(): Promise<pg.PoolClient> {
    if (performance.now() - hung < believed) throw new DatabaseGone('the server hung just now')
    try {
      return await pool.connect()
    } catch (error) {
      // A server that is there and does not answer is not started again.
      if (!revive || /timeout/.test((error as Error).message)) throw asGone(error)
      await revive()
      return pool.connect().catch((again: unknown) => {
        throw asGone(again)
      })
    }
  }

  // A person's id is concealed with each look at them.
  const concealed = new Map<string, string>()
  const conceal = (text: string) => remember(concealed, text, () => sealAlike(ownKey, text))

  /**
   * The only way in: one transaction as this actor for this purpose; never inside another, which would wait for a connection while it holds one. Committed when `work` ends, rolled back whole when it throws.
   * What belongs to one request has its `trace`; what somebody from outside asked has their mark.
   * @throws DatabaseGone when there is no server to ask
   */
  async function transaction<Result>(actor: Actor, purpose: string, work: (tx: Tx) => Promise<Result>, trace = byChance(), stranger?: string): Promise<Result> {
    const client = await connect()
    const longest = longestOf(actor, purpose)
    const transaction = transactionOn(client, `BEGIN;SET LOCAL statement_timeout=${longest};${settingsOf(actor)}`, hangsAfter(longest), {
      purpose,
      trace,
      stranger,
      conceal,
      partsOf,
    })
    let broken: Error | undefined
    let result: Result
    try {
      result = await work(transaction.tx)
      await transaction.commit()
    } catch (error) {
      transaction.end()
      await client.query('ROLLBACK').catch((lost: Error) => {
        broken = lost
      })
      throw failed(error)
    } finally {
      client.release(broken)
    }
    for (const each of transaction.afterwards) each()
    return result
  }

  let trying: Promise<boolean> | undefined
  let wrote = 0
  async function tries(): Promise<boolean> {
    let giveUp = () => {}
    const tooLate = new Promise<false>((say) => {
      giveUp = () => say(false)
    })
    const timer = setTimeout(() => giveUp(), patience)
    const tried = connect().then(async (client) => {
      const query = client.query(trial).then(
        () => true,
        () => false,
      )
      const could = await Promise.race([query, tooLate])
      // A connection that hangs, or in which the trial stands half done, is not used again.
      client.release(could ? undefined : new Error('nothing can be written'))
      return could
    })
    const could = await Promise.race([tried.catch(() => false), tooLate])
    clearTimeout(timer)
    if (could) wrote = Date.now()
    return could
  }

  return {
    transaction,
    /** The session's person, before there is an actor: one function of the database that takes a token's hash. */
    async whoHolds<Row>(region: number, tokenHash: string, now: Date): Promise<Row | undefined> {
      const client = await connect()
      try {
        const { rows } = await client.query({ name: 'session_holder', text: 'select * from session_holder($1, $2, $3)', values: [region, tokenHash, now] })
        client.release()
        return rows[0] as Row | undefined
      } catch (error) {
        client.release(error as Error)
        throw failed(error)
      }
    },
    /** Whether anything can be written, soon: false where the server is away, hangs, or takes nothing more (read only, a full disk). Asked by many at once it is tried once, and what could be written counts for a second. */
    writes(): Promise<boolean> {
      trying ??= tries().finally(() => {
        trying = undefined
      })
      return Date.now() - wrote < 1000 ? Promise.resolve(true) : trying
    },
    close: () => pool.end(),
  }
}

export type Database = ReturnType<typeof openDatabase>

/** True for a row that exists already: two did the same at once. */
export const isDuplicate = (error: unknown) => (error as { code?: string }).code === '23505'
