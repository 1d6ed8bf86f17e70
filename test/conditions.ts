import fc from 'fast-check'
import { type Condition, uses } from '../src/catalogue/conditions.ts'
import { factNames, facts, isNumeric, type Known, numericFacts } from '../src/catalogue/facts.ts'

// Conditions and facts of every kind, for properties.
const aFact = fc.constantFrom(...factNames)
const free = ['zorg', 'techniek', 'bouw', 'Enschede', 'Almelo']
const aValue = (fact: (typeof factNames)[number]) =>
  isNumeric(fact) ? fc.integer({ min: numericFacts[fact].least, max: 100 }).map(String) : fc.constantFrom(...((facts[fact] as readonly string[] | undefined) ?? free))

export const aCondition: fc.Arbitrary<Condition> = fc
  .tuple(aFact, fc.constantFrom(...uses))
  .chain(([fact, use]) =>
    isNumeric(fact)
      ? fc
          .tuple(fc.integer({ min: 12, max: 100 }), fc.integer({ min: 12, max: 100 }))
          .map(([one, other]): Condition => ({ fact, use, from: Math.min(one, other), until: Math.max(one, other) }))
      : fc.uniqueArray(aValue(fact), { minLength: 1, maxLength: 4 }).map((values): Condition => ({ fact, use, values })),
  )
export const aKnown: fc.Arbitrary<Known> = fc
  .uniqueArray(aFact)
  .chain((names) => fc.tuple(...names.map((fact) => aValue(fact).map((value) => [fact, value] as const))).map((pairs) => Object.fromEntries(pairs)))
