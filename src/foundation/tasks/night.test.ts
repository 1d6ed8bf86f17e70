import { expect, test } from 'vitest'
import { startDemo } from '../../../test/ground.ts'
import { rooms } from '../../rooms.ts'

const failing = {
  name: 'failing',
  nightly: () => {
    throw new Error('this room fails at night')
  },
}
const demo = await startDemo({ rooms: [failing, ...rooms] })
const { owner, region, clock } = demo

test('a room that fails at night is tried again, and holds up neither the other rooms, nor what is removed after its period, nor the next night', async () => {
  await demo.tasks.run()
  const ran = async () => (await owner.query(`select count(*)::int as count from event where kind = 'retention.ran' and region_id = $1`, [region])).rows[0].count
  const before = await ran()
  clock.moveTo(new Date('2026-11-25T03:00:00Z'))
  await demo.tasks.run()
  expect(await ran()).toBe(before + 1)
  expect((await owner.query('select count(*)::int as count from daily_total where region_id = $1 and day = $2', [region, '2026-11-24'])).rows[0].count).toBeGreaterThan(0)
  const { rows } = await owner.query(`select kind, detail, failure, attempts from task where region_id = $1 and kind in ('nightly', 'nightly-room', 'retention') order by kind`, [
    region,
  ])
  expect(rows).toEqual([
    { kind: 'nightly', detail: {}, failure: null, attempts: 0 },
    { kind: 'nightly-room', detail: { room: 'failing' }, failure: 'this room fails at night', attempts: 1 },
  ])
})
