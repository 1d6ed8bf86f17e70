import fc from 'fast-check'
import { expect, test } from 'vitest'
import { life, type Step } from './life.ts'
import { Conflict } from './web/problem.ts'

const states = ['begun', 'under-way', 'ended'] as const
const people = ['guide', 'asker'] as const
type State = (typeof states)[number]
type Who = (typeof people)[number]
interface Given {
  who: readonly Who[]
  missing: readonly string[]
}

const someOf = <Each>(all: readonly Each[]) => fc.subarray([...all])
const aStep = fc.record({ from: someOf(states), to: fc.constantFrom(...states, 'same' as const), who: someOf(people), needs: someOf(['text', 'ground']) })
const stepOf = ({ needs, ...step }: { from: State[]; to: State | 'same'; who: Who[]; needs: string[] }): Step<State, Who, Given> => ({
  ...step,
  needs: needs.map((each) => ({ says: `a ${each}`, problem: `no-${each}`, holds: ({ missing }) => !missing.includes(each) })),
})

test('a step is taken from its states, by its people, with all it needs, and by nobody else', () => {
  fc.assert(
    fc.property(aStep, fc.constantFrom(...states), someOf(people), someOf(['text', 'ground']), (step, from, who, missing) => {
      const one = life({ go: stepOf(step) }, 'too-late')
      const allowed = step.from.includes(from) && step.who.some((each) => who.includes(each))
      const lacking = step.needs.find((each) => missing.includes(each))
      const problem = allowed ? lacking && `no-${lacking}` : 'too-late'
      const go = () => one.must('go', from, { who, missing })
      if (problem) expect(go).toThrow(new Conflict(problem))
      else expect(go).not.toThrow()
      expect(one.can('go', from, who)).toBe(allowed)
      expect(one.can('go', from)).toBe(step.from.includes(from))
      expect(one.after('go', from)).toBe(step.to === 'same' ? from : step.to)
    }),
  )
})

test('the picture has every step: as an arrow where it leads elsewhere, in the table with who and what it needs', () => {
  fc.assert(
    fc.property(aStep, (step) => {
      const drawn = life({ go: stepOf(step) }, 'too-late').picture()
      for (const from of step.from) if (step.to !== 'same' && from !== step.to) expect(drawn).toContain(`${from.replace('-', '_')} --> ${step.to.replace('-', '_')}: go`)
      expect(drawn).toContain(`| go | ${step.from.join(', ')} | ${step.to} | ${step.who.join(', ')} | ${step.needs.map((each) => `a ${each}`).join('; ')} |`)
    }),
  )
})
