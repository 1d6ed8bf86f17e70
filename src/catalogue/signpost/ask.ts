import { facts, factNames, type Fact, implied, isNumeric, type Known } from '../facts.ts'
import { bestOf, suggest, type Suggestion, type Understood } from './weigh.ts'

/** Nobody is asked more than this. */
export const mostQuestions = 5

/** A fact that is worth asking, and what can be answered: values that make a difference. */
export interface NextQuestion {
  fact: Fact
  answers: string[]
}

/** How many of the best a question can decide between. */
const contenders = 8
const perDestination = 2
const leastTold = 0.02
const spread = 0.6

/** How likely each destination is the right one, as far as the scores say. */
function likely(suggestions: readonly Suggestion[]): Map<string, number> {
  const best = suggestions[0]?.score ?? 0
  const weights = suggestions.map(({ destination, score }) => [destination.code, Math.exp((score - best) / spread)] as const)
  const sum = weights.reduce((total, [, weight]) => total + weight, 0)
  return new Map(weights.map(([code, weight]) => [code, weight / sum]))
}
const uncertainty = (shares: Iterable<number>): number => [...shares].reduce((sum, share) => (share > 0 ? sum - share * Math.log2(share) : sum), 0)

/** The values of a fact between which the conditions of these services differ. */
function answersOf(fact: Fact, understood: Understood['heard']): string[] {
  const choices: readonly string[] | undefined = facts[fact]
  if (choices) return [...choices]
  const conditions = understood.flatMap(({ weighed }) => weighed.conditions.filter((each) => each.fact === fact))
  if (!isNumeric(fact)) return [...new Set(conditions.flatMap(({ values = [] }) => values))].sort()
  // Of each stretch between two limits one number, so that the answers are as few as make a difference.
  const limits = [...new Set(conditions.flatMap(({ from, until }) => [...(from === undefined ? [] : [from]), ...(until === undefined ? [] : [until + 1])]))].sort(
    (one, other) => one - other,
  )
  const first = fact === 'age' ? 16 : 1
  return [...new Set([Math.min(first, (limits[0] ?? first) - 1), ...limits])].filter((each) => each >= (fact === 'age' ? 12 : 0)).map(String)
}

const sameOrder = (one: readonly Suggestion[], other: readonly Suggestion[]) => [0, 1, 2].every((at) => one[at]?.destination.code === other[at]?.destination.code)

/**
 * The one fact that is unknown, not skipped, and whose answer is expected to tell most between the best suggestions; none when no answer would change
 * which three come first, or when five facts are known or skipped already.
 */
export function nextQuestion(understood: Understood, given: Known, skipped: readonly Fact[]): NextQuestion | undefined {
  const known = implied(given)
  if (Object.keys(given).length + skipped.length >= mostQuestions) return undefined
  const pool = understood.supposed ?? understood.heard
  const now = suggest(understood, given)
  const inRace = new Set(
    bestOf(pool, understood.reading, known)
      .slice(0, contenders)
      .map(({ destination }) => destination.code),
  )
  const taken = new Map<string, number>()
  const race = [...pool]
    .sort((one, other) => other.score - one.score)
    .filter(({ weighed: { destination } }) => {
      const nth = taken.get(destination.code) ?? 0
      taken.set(destination.code, nth + 1)
      return inRace.has(destination.code) && nth < perDestination
    })
  let best: (NextQuestion & { told: number }) | undefined
  for (const fact of factNames) {
    if (known[fact] !== undefined || skipped.includes(fact)) continue
    if (!race.some(({ weighed }) => weighed.conditions.some((each) => each.fact === fact))) continue
    const answers = answersOf(fact, race)
    const outcomes = answers.map((value) => bestOf(race, understood.reading, implied({ ...known, [fact]: value })))
    if (outcomes.every((outcome) => sameOrder(outcome, now))) continue
    const shares = outcomes.map(likely)
    const codes = new Set(shares.flatMap((each) => [...each.keys()]))
    const before = uncertainty([...codes].map((code) => shares.reduce((sum, each) => sum + (each.get(code) ?? 0), 0) / shares.length))
    const told = before - shares.reduce((sum, each) => sum + uncertainty(each.values()), 0) / shares.length
    if (told > Math.max(leastTold, best?.told ?? 0)) best = { fact, answers, told }
  }
  return best && { fact: best.fact, answers: best.answers }
}
