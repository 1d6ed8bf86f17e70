import pg from 'pg'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { ask } from '../src/desk/public/actions.ts'
import { breaches } from '../src/desk/promises.ts'
import { clarify, take } from '../src/desk/work/actions.ts'
import { momentAt } from '../src/foundation/clock/workingdays.ts'
import { kindsOf } from '../src/foundation/tasks/kinds.ts'
import { planNight } from '../src/foundation/tasks/tasks.ts'
import { startTasks } from '../src/foundation/tasks/work.ts'
import { breachesOfHandovers } from '../src/handover/figures.ts'
import { startDemo } from './ground.ts'

/*
 * The connection to the database dies just before a statement the first time that it comes after that other, which is just after that other was done; and of a COMMIT also, the second time, just after it
 * was done, its answer lost. Whoever did it does the same again, until nothing dies any more.
 */
const met = new Map<string, number>()
let killing = false
let killed = 0
let deadly = true
interface Connected {
  user: string
  connection: { stream: { destroy(): void } }
  before?: string
  /** It dies; what is sent in the same breath is lost with it. */
  dies?: boolean
}
type Query = (this: Connected, ...given: unknown[]) => Promise<unknown>
const prototype = pg.Client.prototype as unknown as { query: Query }
const { query } = prototype
prototype.query = function (...given) {
  const text = typeof given[0] === 'string' ? given[0] : (given[0] as { text: string }).text
  if (!killing || this.dies || this.user !== 'werkcentrum' || text === 'ROLLBACK') return query.apply(this, given)
  // Who asks stands in the first.
  const after = `${this.before} ${text.replace(/'[^']*'/g, '')}`
  this.before = text.replace(/'[^']*'/g, '')
  const times = (met.get(after) ?? 0) + 1
  met.set(after, times)
  if (times > (text === 'COMMIT' ? 2 : 1)) return query.apply(this, given)
  killed += 1
  this.dies = true
  const lose = () => this.connection.stream.destroy()
  if (times === 1) lose()
  const answered = query.apply(this, given)
  if (times === 1) return answered
  return answered.then(() => {
    lose()
    throw new Error('Connection terminated unexpectedly')
  })
}
afterAll(() => {
  prototype.query = query
})
beforeEach(() => {
  met.clear()
  killed = 0
})

const demo = await startDemo()
await demo.tasks.stop()
const { database, region, clock, owner, app } = demo
const network = await demo.network()
const task = { kind: 'task', region } as const
const guide = await demo.staff('gids-enschede')

/** Does it again until nothing dies; answers what came of the last time. */
async function again<Made>(once: () => Promise<Made>): Promise<Made> {
  for (let had = -1; ; ) {
    had = killed
    killing = deadly
    const made = await once().finally(() => {
      killing = false
    })
    if (killed === had) return made
  }
}
/** Hands a form in, with the same key each time: what died was not our mistake, and says to come again. */
async function handIn(url: string, fields: Record<string, string>, cookie = '') {
  const formulier = crypto.randomUUID()
  const answers: number[] = []
  const last = await again(async () => {
    const answer = await app.inject({
      method: 'POST',
      url,
      headers: { host: 'localhost:3999', origin: 'http://localhost:3999', 'content-type': 'application/x-www-form-urlencoded', cookie: `werkcentrum-formulier=kills; ${cookie}` },
      payload: new URLSearchParams({ ...fields, formulier }).toString(),
    })
    answers.push(answer.statusCode)
    return answer
  })
  expect(answers.filter((status) => status !== 503 && status !== 303)).toEqual([])
  expect(last.statusCode).toBe(303)
  return String(last.headers.location)
}

const rows = async (sql: string, ...values: unknown[]) => (await owner.query(sql, values)).rows
/** All that there is of somebody's question, by kind and how many: what happened, who is told, what is mailed and what is planned. */
const allOf = async (email: string) =>
  rows(
    `with question_ as (select q.* from question q join person p on p.id = q.person_id where p.email = $1), handover_ as (select * from handover where question_id in (select id from question_)),
      about as (select id from question_ union all select id from handover_),
      mail_ as (select * from mail where recipient = $1 or subject_id in (select id from about))
    select 'person' as what, '' as kind, count(*)::int as times from person where email = $1
    union all select 'question', state, count(*)::int from question_ group by 2
    union all select 'message', kind, count(*)::int from message where question_id in (select id from question_) group by 2
    union all select 'answer', text, count(*)::int from answer a join message m on m.id = a.message_id where a.question_id in (select id from question_) group by 2
    union all select 'handover', state, count(*)::int from handover_ group by 2
    union all select 'event', kind, count(*)::int from event where subject_id in (select id from about) group by 2
    union all select 'notice', kind, count(*)::int from notice where question_id in (select id from question_) group by 2
    union all select 'mail', kind, count(*)::int from mail_ group by 2
    union all select 'task', kind, count(*)::int from task where subject_id in (select id from about union all select id from mail_) group by 2
    order by 1, 2`,
    email,
  )
const promisesBroken = () =>
  database.transaction(task, 'test', async (tx) => [...(await breaches(tx, region, clock.now())), ...(await breachesOfHandovers(tx, region, clock.now()))])
/** What is done to a question without any death, and to another at each statement of it: the same is there of both, and what was promised holds. */
async function sameThroughAll(act: (email: string, hand: typeof handIn) => Promise<unknown>): Promise<Record<string, number>> {
  const [spared, struck] = ['gespaard', 'getroffen'].map((name) => `${name}-${crypto.randomUUID()}@voorbeeld.example`) as [string, string]
  const broken = await promisesBroken()
  deadly = false
  await act(spared, handIn)
  deadly = true
  await act(struck, async (...given) => {
    killed = 0
    met.clear()
    const led = await handIn(...given)
    expect(killed).toBeGreaterThan(10)
    return led
  })
  const there = await allOf(struck)
  expect(there).toEqual(await allOf(spared))
  expect(await promisesBroken()).toEqual(broken)
  return Object.fromEntries(there.map(({ what, kind, times }) => [`${what} ${kind}`, times]))
}

/** A question that a guide has in hand. */
async function inHand(email: string): Promise<{ id: string; number: string }> {
  const now = clock.now()
  const given = { channel: 'web', askerGroup: 'worker', language: 'nl', text: 'Vraag', municipality: 'Enschede', contact: { email } } as const
  const question = await database.transaction(task, 'test', (tx) => ask({ tx, actor: task, now, network }, given))
  await database.transaction(guide, 'test', async (tx) => {
    await take({ tx, actor: guide, now, network }, question.id)
    await clarify({ tx, actor: guide, now }, question.id, { sharpened: 'In één zin', askerGroup: 'worker', facts: {}, name: 'Vrager', municipality: 'Enschede' })
  })
  return question
}

test('whatever statement of asking the connection dies at, the same form again makes one question, with one mail (I4, D9)', async () => {
  const there = await sameThroughAll((email, hand) => hand('/twente/vraag', { question: `Ik wil leren lassen, ${email}`, group: 'worker', contact: email, postcode: '7511 AB' }))
  expect(there).toMatchObject({ 'person ': 1, 'question received': 1, 'mail question-received': 1, 'task mail': 1 })
})

test('whatever statement of answering it dies at, the same form again is one answer, with one mail (I4, D9)', async () => {
  const cookie = await demo.cookieOf('gids-enschede')
  const there = await sameThroughAll(async (email, hand) =>
    hand(`/twente/werk/vragen/${(await inHand(email)).number}/antwoord`, { text: 'Zo gaat dat.', stap: 'versturen' }, cookie),
  )
  expect(there).toMatchObject({ 'question answered': 1, 'answer Zo gaat dat.': 1, 'mail question-answered': 1 })
})

test('whatever statement of handing over it dies at, and of accepting it, the same form again is one handover, accepted once, and each is told once (I4, D9)', async () => {
  const to = [...network.organisations.values()].find(({ slug }) => slug === 'uwv')!.id
  const given = { to, why: 'Zij kennen dit', 'deel-group': 'offer', how: 'phone', day: '2026-11-24', hour: '09:00', stap: 'versturen' }
  const cookies = await Promise.all(['gids-enschede', 'gids-uwv'].map(demo.cookieOf))
  const there = await sameThroughAll(async (email, hand) => {
    const made = await hand(`/twente/werk/vragen/${(await inHand(email)).number}/overdracht`, given, cookies[0])
    await hand(`${made.split('?')[0]}/aannemen`, {}, cookies[1])
  })
  expect(there).toMatchObject({ 'question handover': 1, 'handover accepted': 1 })
})

test('whatever statement of a night and its morning it dies at, all of it is done the next time and none of it twice: what has passed its period goes, the next night is planned, a reminder is one mail (I4, D9)', async () => {
  const { begun } = { begun: async () => [region] }
  const night = momentAt('2026-11-25', 0)
  const morning = momentAt('2026-11-25', 8)
  await owner.query(`delete from task where kind in ('nightly', 'mail')`)
  await database.transaction(task, 'test', async (tx) => planNight(tx, region, clock.now()))
  await owner.query(`insert into submission (region_id, key, fingerprint, at) values ($1, 'oud', 'oud', '2020-01-01')`, [region])
  const work = async (now: Date) => {
    clock.moveTo(now)
    await again(async () => {
      const tasks = startTasks(database, clock, begun, kindsOf(demo.system), demo.system.log)
      await tasks.run().catch(() => {})
      killing = false
      await tasks.stop()
    })
  }
  await work(new Date(night.getTime() + 3_600_000))
  await work(morning)
  expect(killed).toBeGreaterThan(100)
  expect(await rows('select kind, attempts, failure from task where region_id = $1 and due_at <= $2', region, morning)).toEqual([])
  expect(await rows(`select due_at from task where region_id = $1 and kind = 'nightly'`, region)).toEqual([{ due_at: new Date(momentAt('2026-11-26', 0).getTime() + 600_000) }])
  expect(await rows(`select at from submission where key = 'oud'`)).toEqual([])
  expect(await rows(`select count(*)::int as ran from event where region_id = $1 and kind = 'retention.ran' and at > $2`, region, night)).toEqual([{ ran: 1 }])
  const mailed = await rows(
    `select kind, count(*)::int as all, count(distinct (subject_id, recipient))::int as each from mail where region_id = $1 and queued_at > $2 group by 1`,
    region,
    night,
  )
  expect(mailed.find(({ kind }) => kind === 'morning')?.all).toBeGreaterThan(0)
  for (const { all, each } of mailed) expect(all).toBe(each)
  expect(await rows('select kind, staff_id, question_id from notice where at > $1 group by 1, 2, 3 having count(*) > 1', night)).toEqual([])
  expect(await promisesBroken()).toEqual([])
})
