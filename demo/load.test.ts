import { expect, test } from 'vitest'
import { startDemo } from '../test/ground.ts'
import { fillNation, firstRegions } from './load.ts'

const demo = await startDemo()
await demo.tasks.stop()

test('invented history comes beside what the demo has, also a second time, in Twente and in a region that had not begun', async () => {
  const regions = firstRegions(2)
  const fill = (each: number) => fillNation(demo.database, demo.ownerUrl, demo.secret, regions, each, demo.clock.now(), () => {})
  const counts = async () => (await demo.owner.query('select region_id, count(*)::int as questions from question group by region_id')).rows
  const wanted = (questions: number) => expect.arrayContaining(regions.map(({ id }) => ({ region_id: id, questions })))
  const had = await demo.owner.query('select id from question')
  await fill(300)
  expect(await counts()).toEqual(wanted(300))
  await fill(400)
  expect(await counts()).toEqual(wanted(400))
  const kept = await demo.owner.query('select count(*)::int as count from question where id = any($1)', [had.rows.map(({ id }) => id)])
  expect(kept.rows[0].count).toBe(had.rows.length)
})
