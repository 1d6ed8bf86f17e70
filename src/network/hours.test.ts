import fc from 'fast-check'
import { expect, test } from 'vitest'
import { afterOpen, type Closed, type Hours, isOpen } from './hours.ts'

const moment = fc.date({ min: new Date('2026-01-01T00:00:00Z'), max: new Date('2027-12-31T00:00:00Z'), noInvalidDate: true })
const hours: fc.Arbitrary<Hours> = fc.dictionary(
  fc.constantFrom('1', '2', '3', '4', '5', '6', '7'),
  fc.constantFrom<[string, string][]>(
    [['09:00', '12:30']],
    [
      ['09:00', '12:00'],
      ['13:00', '17:00'],
    ],
    [['18:30', '21:00']],
    [],
  ),
) as fc.Arbitrary<Hours>
const point = fc.record({ hours, closed: fc.constantFrom<Closed[]>([], [{ from: '2026-07-01', until: '2026-08-31' }]) })

/** How many minutes it is open between two moments, counted one by one. */
const counted = (where: { hours: Hours; closed: Closed[] }, from: Date, until: Date) => {
  let open = 0
  for (let at = from.getTime(); at < until.getTime(); at += 60_000) if (isOpen(where, new Date(at))) open += 1
  return open
}

test('an hour in which people can walk in ends when it was open for sixty minutes, never before (D1)', () => {
  fc.assert(
    fc.property(point, moment, fc.integer({ min: 1, max: 90 }), (where, at, minutes) => {
      const from = new Date(Math.floor(at.getTime() / 60_000) * 60_000)
      const due = afterOpen(where, from, minutes)
      expect(due.getTime()).toBeGreaterThan(from.getTime())
      if (Object.values(where.hours).some((day) => day?.length)) expect(counted(where, from, due)).toBe(minutes)
    }),
    { numRuns: 60 },
  )
})

test('at night, on a Sunday and on a public holiday it is the first hour after; without hours those of a working day count', () => {
  const weekdays = { hours: Object.fromEntries([1, 2, 3, 4, 5].map((day) => [day, [['09:00', '12:30']]])) as Hours, closed: [{ from: '2026-11-25' }] }
  const due = (at: string, where: Parameters<typeof afterOpen>[0] = weekdays) => afterOpen(where, new Date(at), 60).toISOString()
  expect(due('2026-11-24T09:15:00Z')).toBe('2026-11-24T10:15:00.000Z')
  // Half past twelve it closes: half an hour today, half an hour on the next day that is not closed.
  expect(due('2026-11-24T11:00:00Z')).toBe('2026-11-26T08:30:00.000Z')
  expect(due('2026-11-28T23:00:00Z')).toBe('2026-11-30T09:00:00.000Z')
  expect(due('2026-12-24T22:00:00Z')).toBe('2026-12-28T09:00:00.000Z')
  for (const where of [undefined, { hours: {}, closed: [] }]) expect(afterOpen(where, new Date('2026-11-24T22:00:00Z'), 60).toISOString()).toBe('2026-11-25T09:00:00.000Z')
  expect(isOpen(weekdays, new Date('2026-11-25T09:00:00Z'))).toBe(false)
})
