import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { freshDatabase } from '../../../test/ground.ts'
import { DatabaseGone, type Tx, written } from './database.ts'

const { database } = await freshDatabase()
const actor = { kind: 'task', region: 5 } as const
const regionNow = (tx: Tx) => tx.one(written<{ region: number }>(sql`select app_region() as region`))

test('a transaction that has ended takes nothing more, so that what was not waited for lands in nobody else’s', async () => {
  let kept: Tx | undefined
  await database.transaction(actor, 'test', async (tx) => {
    kept = tx
    expect(await regionNow(tx)).toEqual({ region: 5 })
  })
  await expect(regionNow(kept!)).rejects.toThrow('has ended')
  await database.transaction(actor, 'test', (tx) => Promise.all([regionNow(tx), Promise.reject(new Error('no'))])).catch(() => {})
  let late: Promise<unknown> | undefined
  await database
    .transaction(actor, 'test', async (tx) => {
      late = new Promise((resolve) => setTimeout(resolve, 20)).then(() => regionNow(tx))
      late.catch(() => {})
      throw new Error('no')
    })
    .catch(() => {})
  await expect(late).rejects.toThrow('has ended')
})

test('the last reads are answered, and what was added with them is committed, or nothing is', async () => {
  const add = (tx: Tx, id: string) => tx.add(written(sql`insert into task (region_id, id, kind, subject_id, due_at) values (5, ${id}, 'test', ${id}, now())`))
  const count = async () => (await database.transaction(actor, 'test', (tx) => tx.one(written<{ n: number }>(sql`select count(*)::int as n from task where kind = 'test'`))))!.n
  const last = (id: string) =>
    database.transaction(actor, 'test', (tx) => {
      add(tx, id)
      return tx.last(() => Promise.all([regionNow(tx), regionNow(tx)]))
    })
  const id = '01900000-0000-7000-8000-000000000001'
  expect(await last(id)).toEqual([{ region: 5 }, { region: 5 }])
  expect(await count()).toBe(1)
  await expect(last(id)).rejects.toThrow('duplicate key')
  expect(await count()).toBe(1)
})

test('a statement that takes too long is ended, said to be for later, and its connection does the next (D9)', async () => {
  const sleep = (tx: Tx) => tx.run(written(sql`select pg_sleep(60)`))
  await expect(database.transaction(actor, 'test', sleep)).rejects.toBeInstanceOf(DatabaseGone)
  const next = await Promise.all(Array.from({ length: 20 }, () => database.transaction(actor, 'test', regionNow)))
  expect(next).toEqual(Array(20).fill({ region: 5 }))
})
