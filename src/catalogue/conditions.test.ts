import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aCondition, aKnown } from '../../test/conditions.ts'
import { conditionSchema, excludeEverybody, holds, judge, ruledOut } from './conditions.ts'

test('what can be made of a condition is taken as it is, and what contradicts itself is refused with why', () => {
  fc.assert(
    fc.property(aCondition, (condition) => {
      expect(conditionSchema.safeParse(condition).data).toEqual(condition)
    }),
  )
  const problem = (condition: object) => conditionSchema.safeParse(condition).error?.issues[0]?.message
  expect(problem({ fact: 'age', use: 'required', from: 30, until: 20 })).toBe('condition.backwards')
  expect(problem({ fact: 'age', use: 'required' })).toBe('condition.number')
  expect(problem({ fact: 'age', use: 'required', from: 5 })).toBe('condition.bounds')
  expect(problem({ fact: 'situation', use: 'required', values: ['rijk'] })).toBe('condition.choice')
  expect(problem({ fact: 'situation', use: 'required', from: 3 })).toBe('condition.values')
})

test('unknown is not no: without a fact a condition neither holds nor fails, and rules nobody out', () => {
  fc.assert(
    fc.property(aCondition, (condition) => {
      expect(holds(condition, {})).toBeUndefined()
      expect(ruledOut([condition], {})).toBe(false)
      expect(judge([condition], {}).unknown).toEqual([condition])
    }),
  )
})

test('one more fact never brings back what was ruled out', () => {
  fc.assert(
    fc.property(fc.array(aCondition, { maxLength: 8 }), aKnown, aKnown, (conditions, known, more) => {
      if (ruledOut(conditions, known)) expect(ruledOut(conditions, { ...more, ...known })).toBe(true)
      expect(judge(conditions, known).out).toBe(ruledOut(conditions, known))
    }),
  )
})

test('conditions that leave nobody are named by their fact, and no others', () => {
  expect(excludeEverybody([{ fact: 'language', use: 'excluded', values: ['onvoldoende', 'voldoende'] }])).toEqual(['language'])
  expect(
    excludeEverybody([
      { fact: 'age', use: 'required', from: 18, until: 30 },
      { fact: 'age', use: 'excluded', from: 16, until: 40 },
    ]),
  ).toEqual(['age'])
  expect(
    excludeEverybody([
      { fact: 'age', use: 'required', from: 18, until: 30 },
      { fact: 'age', use: 'excluded', from: 20, until: 40 },
    ]),
  ).toEqual([])
  expect(
    excludeEverybody([
      { fact: 'municipality', use: 'required', values: ['Almelo'] },
      { fact: 'municipality', use: 'excluded', values: ['Almelo'] },
    ]),
  ).toEqual(['municipality'])
  expect(excludeEverybody([{ fact: 'municipality', use: 'excluded', values: ['Almelo'] }])).toEqual([])
  fc.assert(
    fc.property(fc.array(aCondition, { maxLength: 6 }), aKnown, (conditions, known) => {
      // Whoever is not ruled out shows that their facts leave somebody.
      if (!ruledOut(conditions, known)) for (const fact of excludeEverybody(conditions)) expect(known[fact]).toBeUndefined()
    }),
  )
})
