import { expect, test } from 'vitest'
import { remember } from './remember.ts'

test('what is remembered stays small, however many different things and however long ones strangers write (D9)', () => {
  const memory = new Map<string, string>()
  let made = 0
  const make = () => {
    made += 1
    return String(made)
  }
  const ask = (key: string) => remember(memory, key, make)
  expect([ask('woord'), ask('woord')]).toEqual(['1', '1'])
  for (let at = 0; at < 12_000; at += 1) ask(`${at}`.padStart(at % 2 ? 5 : 20_000, 'x'))
  const kept = [...memory.keys()]
  expect([kept.length <= 5000, kept.join('').length <= 5_000_000]).toEqual([true, true])
  expect(kept.length).toBeGreaterThan(0)
})
