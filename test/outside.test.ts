import { setTimeout as wait } from 'node:timers/promises'
import pino from 'pino'
import { afterAll, expect, test } from 'vitest'
import { startClock } from '../src/foundation/clock/clock.ts'
import { newId } from '../src/foundation/database/id.ts'
import { mailTransport } from '../src/foundation/mail/transport.ts'
import { type OutsideWork, sendWithin, Trouble } from '../src/foundation/tasks/outside.ts'
import { enqueue, type Kinds } from '../src/foundation/tasks/tasks.ts'
import { startTasks } from '../src/foundation/tasks/work.ts'
import { freshDatabase, tuesday } from './ground.ts'
import { badNeighbour, type Manners } from './neighbours.ts'

const { database, owner } = await freshDatabase()
const regions = [1, 2, 3]
const stops: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const stop of stops) await stop()
})
/** The tasks of one process, of kinds of our own. */
function processWith(kinds: Kinds, clock = startClock(tuesday)) {
  const program = startTasks(database, clock, async () => regions, kinds, pino({ level: 'silent' }))
  stops.push(program.stop)
  return { ...program, clock }
}
const plan = (region: number, kind: string, subject = newId()) =>
  database.transaction({ kind: 'task', region }, 'test', async (tx) => {
    enqueue(tx, region, { kind, subject, due: new Date(tuesday) })
    return subject
  })
const waiting = async (kind: string) => (await owner.query('select * from task where kind = $1 order by id', [kind])).rows
const until = async (holds: () => boolean | Promise<boolean>) => {
  for (let tries = 0; !(await holds()); tries += 1) {
    if (tries > 200) throw new Error('it did not come so far')
    await wait(50)
  }
}
type Given = Partial<Omit<OutsideWork, 'prepare'>> & { send: (region: number, subject: string, signal: AbortSignal) => Promise<unknown>; settled?: (subject: string) => void }
const outside = ({ send, settled, ...more }: Given): OutsideWork => ({
  neighbour: (region) => `neighbour ${region}`,
  says: () => '',
  within: 20,
  width: 3,
  prepare:
    async (_tx, { region, subject }) =>
    async (signal) => {
      await send(region, subject, signal)
      return async () => settled?.(subject)
    },
  ...more,
})
/** Never answers, and ends only when it is told to. */
const never = (signal: AbortSignal) => new Promise((_, fail) => signal.addEventListener('abort', () => fail(signal.reason)))

test.each<[Manners, Trouble['kind']]>([
  ['silent', 'no-answer'],
  ['drips', 'no-answer'],
  ['hangs', 'no-answer'],
  ['cuts', 'cut'],
  ['busy', 'busy'],
  ['refuses', 'refused'],
])('a mail server that %s: the sending ends in time as %s, its connection too, and the server counts as away (D9)', async (manners, kind) => {
  const { port, isLeft } = await badNeighbour(manners)
  const transport = mailTransport(`smtp://127.0.0.1:${port}`, false)
  const mail = { from: 'a@voorbeeld.example', to: 'b@voorbeeld.example', subject: 'x', text: 'x' }
  const send = async (signal: AbortSignal) => {
    await transport(mail, signal)
    return async () => {}
  }
  const trouble = await sendWithin(send, 3, new AbortController().signal).catch((error: Error) => error)
  expect(trouble).toBeInstanceOf(Trouble)
  expect(trouble).toMatchObject({ kind, away: true })
  expect(await isLeft()).toBe(true)
})

test('the bounds of the mail connection itself hold, with nobody above them to end it', async () => {
  const { port, isLeft } = await badNeighbour('silent')
  const mail = { from: 'a@voorbeeld.example', to: 'b@voorbeeld.example', subject: 'x', text: 'x' }
  await expect(mailTransport(`smtp://127.0.0.1:${port}`, false)(mail, new AbortController().signal)).rejects.toMatchObject({ kind: 'no-answer' })
  expect(await isLeft()).toBe(true)
})

test('who hangs in one region or kind delays only what goes to them, and no transaction is open meanwhile (D9)', async () => {
  const sent: string[] = []
  const done: number[] = []
  const program = processWith({
    'lane-out': outside({ send: async (region, subject, signal) => (region === 1 ? never(signal) : sent.push(subject)) }),
    'lane-other': outside({ send: async (_, subject) => sent.push(subject) }),
    'lane-in': async (_tx, { region }) => void done.push(region),
  })
  await Promise.all([1, 1, 1, 1].map((region) => plan(region, 'lane-out')))
  const there = [await plan(2, 'lane-out'), await plan(3, 'lane-out'), await plan(1, 'lane-other')]
  await Promise.all(regions.map((region) => plan(region, 'lane-in')))
  await until(() => there.every((each) => sent.includes(each)) && done.length === 3)
  expect(sent).toHaveLength(3)
  const { rows } = await owner.query(`select count(*)::int as open from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`)
  expect(rows[0].open).toBe(0)
  expect(await waiting('lane-out')).toHaveLength(4)
  // The program ends, whatever hangs; what was being sent is given back as it was.
  await program.stop()
  expect((await waiting('lane-out')).map(({ lease, attempts }) => [lease, attempts])).toEqual([0, 0, 0, 0].map(() => [null, 0]))
  await owner.query(`delete from task`)
})

test('a task that fails stops no other, of its region or another, also when what it says cannot be written or the regions cannot be asked in turn', async () => {
  const done: string[] = []
  const program = processWith({
    'fails-in': async (_tx, { subject, region }) => {
      if (region === 1) throw new Error('no\u0000\ud800 good')
      done.push(subject)
    },
    'fails-out': outside({
      send: async (region, subject) => {
        if (region === 1) throw new Error('\u0000')
        done.push(subject)
      },
    }),
  })
  await owner.query(`create function refuse() returns trigger language plpgsql as $$ begin raise exception 'nothing can be written here'; end $$;
    create trigger refuse before update on task for each row when (new.region_id = 1 and new.kind = 'fails-in') execute function refuse()`)
  await plan(1, 'fails-in')
  await plan(1, 'fails-out')
  const there = [await plan(2, 'fails-in'), await plan(3, 'fails-in'), await plan(3, 'fails-out')]
  const good = newId()
  await owner.query(`insert into task (region_id, id, kind, subject_id, due_at) values (2, gen_random_uuid(), 'fails-in', $1, $2)`, [good, tuesday])
  await program.run()
  expect(done.sort()).toEqual([...there, good].sort())
  expect((await waiting('fails-out')).map(({ attempts, trouble }) => [attempts, trouble])).toEqual([[1, 'error']])
  expect(await waiting('fails-in')).toHaveLength(1)
  await program.stop()
  await owner.query('drop trigger refuse on task; drop function refuse; delete from task')
})

test('two processes on one database send each once; who comes back after its lease has ended changes nothing of what the other did', async () => {
  const sent: string[] = []
  const settled: string[] = []
  let slow = false
  const held: (() => void)[] = []
  const kind = (who: string) =>
    outside({
      send: async (_, subject) => {
        sent.push(`${who} ${subject}`)
        if (slow) await new Promise<void>((go) => held.push(go))
      },
      settled: (subject) => settled.push(`${who} ${subject}`),
    })
  const a = processWith({ 'two-out': kind('a') })
  const b = processWith({ 'two-out': kind('b') })
  const all = await Promise.all(Array.from({ length: 40 }, (_, at) => plan(regions[at % 3]!, 'two-out')))
  await Promise.all([a.run(), b.run()])
  await until(async () => (await waiting('two-out')).length === 0)
  expect(sent.map((each) => each.slice(2)).sort()).toEqual([...all].sort())
  expect(settled).toHaveLength(40)

  slow = true
  await b.stop()
  const late = await plan(1, 'two-out')
  await until(() => held.length === 1)
  // Its lease ends while it is being sent: another process takes it over.
  await owner.query(`update task set leased_until = now() - interval '1 second' where subject_id = $1`, [late])
  slow = false
  const c = processWith({ 'two-out': kind('c') })
  await c.run()
  expect(settled.at(-1)).toBe(`c ${late}`)
  const again = await plan(1, 'two-out')
  await until(() => settled.length === 42)
  held[0]!()
  await a.run()
  expect(settled.filter((each) => each.endsWith(late))).toEqual([`c ${late}`])
  expect(settled.filter((each) => each.endsWith(again))).toHaveLength(1)
  await Promise.all([a.stop(), c.stop()])
})

test('a neighbour who is away is left alone for a while, whatever waits, and then gets all of it (D9)', async () => {
  let away = true
  let asked = 0
  const sent: string[] = []
  const program = processWith({
    'away-out': outside({
      neighbour: () => 'one for all',
      send: async (_, subject) => {
        asked += 1
        await wait(20)
        if (away) throw new Trouble('unreachable', true, 'nobody there')
        sent.push(subject)
      },
    }),
  })
  const all = await Promise.all(Array.from({ length: 60 }, (_, at) => plan(regions[at % 3]!, 'away-out')))
  await program.run()
  expect(asked).toBeLessThanOrEqual(9)
  const had = asked
  await program.run()
  expect(asked).toBe(had)
  program.clock.moveTo(new Date(program.clock.now().getTime() + 11_000))
  await program.run()
  expect(asked).toBe(had + 1)
  away = false
  program.clock.moveTo(new Date(program.clock.now().getTime() + 3_600_000))
  await program.run()
  await program.run()
  expect(sent.sort()).toEqual([...all].sort())
  expect((await waiting('away-out')).length).toBe(0)
  await program.stop()
})

test('work that does not heed its signal ends all the same', async () => {
  await expect(sendWithin(() => new Promise(() => {}), 0.2, new AbortController().signal)).rejects.toMatchObject({ kind: 'no-answer', away: true })
})
