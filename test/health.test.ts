import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { setTimeout as wait } from 'node:timers/promises'
import { readinessOf } from '../src/foundation/web/health.ts'
import { startDemo } from './ground.ts'

const demo = await startDemo({ filled: false })
const { app, owner, admin } = demo
await demo.tasks.stop()
const said = async (url: string) => {
  const answer = await app.inject(url)
  return [answer.statusCode, answer.json()]
}
const name = new URL(demo.ownerUrl).pathname.slice(1)
const restart = () => admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and usename = 'werkcentrum'`, [name])

test('it is not ready before it says so, and not once it ends; that it can write is said beside that (D9)', async () => {
  expect(await said('/health')).toEqual([200, { status: 'ok' }])
  expect(await said('/health/ready')).toEqual([503, { status: 'starting' }])
  const readiness = readinessOf(demo.system)
  readiness.is = 'ready'
  expect(await said('/health/ready')).toEqual([200, { status: 'ready' }])
  readiness.is = 'stopping'
  expect(await said('/health/ready')).toEqual([503, { status: 'stopping' }])
  expect(await said('/health')).toEqual([200, { status: 'ok' }])
  readiness.is = 'ready'
})

test('a database that can be read only is not well, and who sends requests here is told so (D9)', async () => {
  await wait(1100)
  await owner.query(`alter database ${name} set default_transaction_read_only = on`)
  await restart()
  expect(await said('/health')).toEqual([503, { status: 'unavailable' }])
  expect(await said('/health/ready')).toEqual([503, { status: 'unavailable' }])
  await owner.query(`set default_transaction_read_only = off`)
  await owner.query(`alter database ${name} reset default_transaction_read_only`)
  await restart()
  expect(await said('/health')).toEqual([200, { status: 'ok' }])
})

test('a disk that takes nothing more is not well (D9)', async () => {
  await wait(1100)
  // The files of its connections may grow no more: what a full disk says too.
  const { rows } = await admin.query(`select pid from pg_stat_activity where datname = $1 and usename = 'werkcentrum'`, [name])
  expect(rows.length).toBeGreaterThan(0)
  for (const { pid } of rows) execFileSync('prlimit', ['--pid', String(pid), '--fsize=4096:unlimited'])
  expect(await said('/health')).toEqual([503, { status: 'unavailable' }])
  await restart()
  expect(await said('/health')).toEqual([200, { status: 'ok' }])
})

test('however many ask how it is, it is tried once at a time', async () => {
  await wait(1100)
  const written = async () => (await owner.query('select n_tup_upd::int as times from pg_stat_user_tables where relname = $1', ['installation'])).rows[0].times
  await owner.query('select pg_stat_force_next_flush()')
  const before = await written()
  const all = await Promise.all(Array.from({ length: 200 }, () => said('/health')))
  expect(all.every(([status]) => status === 200)).toBe(true)
  await wait(1500)
  expect((await written()) - before).toBeLessThan(5)
})
