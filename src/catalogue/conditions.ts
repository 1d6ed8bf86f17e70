import { z } from 'zod'
import { type Fact, factNames, facts, isNumeric, type Known, numericFacts, type NumericFact } from './facts.ts'

export const uses = ['required', 'preferred', 'excluded'] as const
/** How a condition counts: without it the service is not for somebody; with it it fits better; with it it is not for them. */
export type Use = (typeof uses)[number]

/** For whom a service is, one condition on one fact: one of these values, or a number from and until, both included. */
export interface Condition {
  fact: Fact
  use: Use
  values?: string[]
  from?: number
  until?: number
}

const word = z.string().trim().min(1).max(60)
/** A condition as it is written down; the messages are keys of this room's words. */
export const conditionSchema: z.ZodType<Condition> = z
  .strictObject({ fact: z.enum(factNames), use: z.enum(uses), values: z.array(word).min(1).max(60).optional(), from: z.int().optional(), until: z.int().optional() })
  .superRefine((condition, context) => {
    const { fact, values, from, until } = condition
    const wrong = (message: string) => context.addIssue({ code: 'custom', path: [fact], message })
    if (isNumeric(fact)) {
      const { least, most } = numericFacts[fact]
      if (values || (from === undefined && until === undefined)) wrong('condition.number')
      else if ((from ?? least) < least || (until ?? most) > most || (from ?? 0) > most || (until ?? most) < least) wrong('condition.bounds')
      else if ((from ?? least) > (until ?? most)) wrong('condition.backwards')
    } else {
      const choices: readonly string[] | undefined = facts[fact]
      if (!values || from !== undefined || until !== undefined) wrong('condition.values')
      else if (choices && values.some((each) => !choices.includes(each))) wrong('condition.choice')
    }
  })

const same = (one: string, other: string) => one.localeCompare(other, 'nl', { sensitivity: 'base' }) === 0

/** Whether what is known is as the condition says: undefined when the fact is unknown. */
export function holds(condition: Condition, known: Known): boolean | undefined {
  const value = known[condition.fact]
  if (value === undefined) return undefined
  if (condition.values) return condition.values.includes(value) || (!facts[condition.fact] && condition.values.some((each) => same(each, value)))
  const number = Number(value)
  return number >= (condition.from ?? Number.NEGATIVE_INFINITY) && number <= (condition.until ?? Number.POSITIVE_INFINITY)
}

/** Whether known facts rule out what has these conditions: never by what is unknown, so one more fact can only rule out more. */
export const ruledOut = (conditions: readonly Condition[], known: Known): boolean =>
  conditions.some((condition) => condition.use !== 'preferred' && holds(condition, known) === (condition.use === 'excluded'))

/** What speaks for, what against, and what is not known yet; `out` when a known fact rules it out. */
export interface Judgement {
  out: boolean
  for: Condition[]
  against: Condition[]
  unknown: Condition[]
}

export function judge(conditions: readonly Condition[], known: Known): Judgement {
  const judgement: Judgement = { out: false, for: [], against: [], unknown: [] }
  for (const condition of conditions) {
    const held = holds(condition, known)
    if (held === undefined) judgement.unknown.push(condition)
    else if (held === (condition.use === 'excluded')) {
      judgement.against.push(condition)
      judgement.out ||= condition.use !== 'preferred'
    } else if (condition.use !== 'excluded') judgement.for.push(condition)
  }
  return judgement
}

/** The numbers that required and excluded ranges leave; none when nothing does. */
function leavesNumber(fact: NumericFact, conditions: readonly Condition[]): boolean {
  const { least, most } = numericFacts[fact]
  // Only where a range begins or just after one ends can a first allowed number be.
  const tries = [least, ...conditions.flatMap(({ from = least, until = most }) => [from, until + 1])].filter((each) => each >= least && each <= most)
  return tries.some((each) => !ruledOut(conditions, { [fact]: String(each) }))
}

/** The facts on which these conditions together leave nobody, whatever is known. */
export function excludeEverybody(conditions: readonly Condition[]): Fact[] {
  const strict = conditions.filter(({ use }) => use !== 'preferred')
  return [...new Set(strict.map(({ fact }) => fact))].filter((fact) => {
    const own = strict.filter((each) => each.fact === fact)
    if (isNumeric(fact)) return !leavesNumber(fact, own)
    const required = own.filter(({ use }) => use === 'required')
    // A free word can always be one that is not excluded, unless some are required.
    const choices: readonly string[] | undefined = facts[fact] ?? required[0]?.values
    return (choices ?? [undefined]).every((value) => ruledOut(own, { [fact]: value }))
  })
}
