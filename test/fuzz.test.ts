import { expect, test } from 'vitest'
import { chanceFrom } from '../commands/fuzz/requests.ts'
import { fuzz } from '../commands/fuzz/run.ts'
import { startDemo } from './ground.ts'

const demo = await startDemo()

test('two thousand requests by chance to every address, as everybody: no error of ours, and nothing of the inside (I3, D9)', async () => {
  const seed = Math.floor(Math.random() * 1_000_000)
  expect([seed, await fuzz(demo, demo.owner, 2000, chanceFrom(seed))]).toEqual([seed, []])
})
