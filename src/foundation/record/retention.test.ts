import { sql } from 'kysely'
import { expect, test, vi } from 'vitest'
import { startDemo } from '../../../test/ground.ts'
import { ask, withdraw } from '../../desk/public/actions.ts'
import { written } from '../database/database.ts'
import { newId } from '../database/id.ts'
import { removeExpired } from './retention.ts'

const demo = await startDemo({ filled: true })
const { database, region, clock, owner, admin } = demo
const network = await demo.network()
const task = { kind: 'task', region } as const

const count = async (table: string, id: string, column = 'id') => (await owner.query(`select count(*)::int as n from ${table} where ${column} = $1`, [id])).rows[0].n

test('a sweep and a task under way wait for each other, and both end', async () => {
  await owner.query(`insert into task (region_id, id, kind, subject_id, due_at, failed_at) select region_id, id, 'mail', id, '2028-01-01', '2028-01-01' from mail limit 1`)
  let sweep: Promise<Record<string, number>> | undefined
  await database.transaction(task, 'test', async (tx) => {
    const [mail] = await tx.all(written<{ id: string }>(sql`select id from task where due_at = '2028-01-01' for update`))
    sweep = database.transaction(task, 'test', (other) => removeExpired(other, region, new Date('2028-11-26T09:00:00Z')))
    const waits = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    await vi.waitUntil(async () => (await admin.query(waits)).rowCount, { timeout: 10_000 })
    await tx.run(written(sql`update mail set sent_at = ${clock.now()} where id = ${mail!.id}`))
  })
  expect((await sweep)?.mail).toBeGreaterThan(0)
})

test('two years after a question closed, it, its messages and its asker are gone; what happened stays as codes', async () => {
  const question = await database.transaction(task, 'test', (tx) =>
    ask(
      { tx, actor: task, now: clock.now(), network },
      {
        channel: 'web',
        askerGroup: 'worker',
        language: 'nl',
        text: 'Vergeet mij',
        name: 'Vergeet Mij',
        municipality: 'Enschede',
        contact: { email: 'vergeet@voorbeeld.example' },
      },
    ),
  )
  await database.transaction(task, 'test', (tx) => withdraw({ tx, actor: task, now: clock.now() }, question.id))
  const sweep = (at: string) => database.transaction(task, 'test', (tx) => removeExpired(tx, region, new Date(at)))
  await sweep('2028-11-23T09:00:00Z')
  expect([await count('question', question.id), await count('person', question.person_id), await count('person_word', question.person_id, 'person_id')]).toEqual([1, 1, 2])
  await sweep('2028-11-26T09:00:00Z')
  expect([await count('question', question.id), await count('person', question.person_id), await count('person_word', question.person_id, 'person_id')]).toEqual([0, 0, 0])
  expect(await count('mail', question.id, 'subject_id')).toBe(0)
  const { rows } = await owner.query('select row_to_json(event)::text as row from event where subject_id = $1', [question.id])
  expect(rows.length).toBe(2)
  for (const { row } of rows) expect(row).not.toMatch(/[Vv]ergeet/)
})

test('a task that was due long ago is still to be done, and is not removed', async () => {
  const id = newId()
  await owner.query(`insert into task (region_id, id, kind, subject_id, due_at) values ($1, $2, 'question-due', $2, '2027-07-26')`, [region, id])
  await database.transaction(task, 'test', (tx) => removeExpired(tx, region, new Date('2027-12-29T04:00:00Z')))
  expect(await count('task', id)).toBe(1)
})

test('an open question is never removed by its age', async () => {
  const { rows } = await owner.query('select count(*)::int as n from question where closed_at is null')
  await database.transaction(task, 'test', (tx) => removeExpired(tx, region, new Date('2060-01-01T00:00:00Z')))
  expect((await owner.query('select count(*)::int as n from question where closed_at is null')).rows).toEqual(rows)
})
