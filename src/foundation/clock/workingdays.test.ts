import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, addWorkingDays, dayOf, endOfWorkingDay, isWorkingDay, momentAt, workingDaysBetween } from './workingdays.ts'

test('weekends and the Dutch public holidays are no working days', () => {
  expect(['2026-11-28', '2026-11-29', '2026-12-25', '2027-03-29', '2026-04-27', '2026-05-14'].map(isWorkingDay)).toEqual([false, false, false, false, false, false])
  expect(['2026-11-24', '2026-12-24', '2026-04-28'].map(isWorkingDay)).toEqual([true, true, true])
})

test('two working days after a Thursday is Monday, and over Christmas it is later', () => {
  expect(addWorkingDays('2026-11-26', 2)).toBe('2026-11-30')
  expect(addWorkingDays('2026-12-24', 2)).toBe('2026-12-29')
  expect(addWorkingDays('2026-11-28', 0)).toBe('2026-11-30')
})

test('a working day ends at 17.00 uur in winter and in summer', () => {
  expect(endOfWorkingDay('2026-11-24').toISOString()).toBe('2026-11-24T16:00:00.000Z')
  expect(endOfWorkingDay('2026-07-07').toISOString()).toBe('2026-07-07T15:00:00.000Z')
})

const day = fc.integer({ min: 0, max: 4000 }).map((count) => addDays('2024-01-01', count))
test('counting back what was added gives the same number, whatever the day', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: 30 }), (from, count) => {
      const to = addWorkingDays(from, count)
      expect(isWorkingDay(to)).toBe(true)
      if (count > 0) expect(workingDaysBetween(from, to)).toBe(count)
    }),
  )
})

test('the day of a moment in the Netherlands is the day it was made from', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 4, max: 23 }), (each, hour) => {
      expect(dayOf(momentAt(each, hour))).toBe(each)
    }),
  )
})
