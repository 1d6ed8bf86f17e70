import { type Danger, dangers, type HelpLanguage, helpLanguages } from './danger.ts'
import { piecesOf } from './pieces.ts'
import { pause, stop, tokensOf } from './tokens.ts'
import { weightOf } from './weigh.ts'

/** A sentence to learn from; `kind` only of one that is in danger. */
export interface Example {
  language: string
  kind: string
  level: string
  words: string
}

/** What is kept under this key, from now on. */
function keep<Key, Value>(all: Map<Key, Value>, key: Key, make: () => Value): Value {
  if (!all.has(key)) all.set(key, make())
  return all.get(key)!
}

const rounds = 40
const step = 0.5
const forget = 0.03
/** What weighs less than this is left out: it changes nothing, and most pieces weigh so little. */
const least = 40
/** A point is a hundredth of the odds that a sentence of one piece is in danger; three evens out what the root of a length takes off. */
const scale = 300

/** The same order each time: what is learned from the same sentences is the same. */
function shuffler(seed: number) {
  let state = seed
  const upTo = (below: number) => {
    state = (state * 1103515245 + 12345) % 2 ** 31
    return Math.floor((state / 2 ** 31) * below)
  }
  return (order: number[]) => {
    for (let at = order.length - 1; at > 0; at -= 1) {
      const other = upTo(at + 1)
      ;[order[at], order[other]] = [order[other]!, order[at]!]
    }
  }
}

/** Logistic regression over the pieces of the sentences, each round in another order: the weight of each piece, and what every sentence begins with. */
function regress(sentences: readonly (readonly number[])[], inDanger: readonly boolean[], pieces: number): Float64Array {
  const weights = new Float64Array(pieces)
  let start = 0
  const order = sentences.map((_, nth) => nth)
  const shuffle = shuffler(1)
  for (let round = 0; round < rounds; round += 1) {
    shuffle(order)
    const rate = step / (1 + round / 10)
    for (const nth of order) {
      const those = sentences[nth]!
      const share = weightOf(scale / 100, those.length)
      const sum = those.reduce((total, piece) => total + weights[piece]!, 0)
      const off = 1 / (1 + Math.exp(-start - sum * share)) - (inDanger[nth] ? 1 : 0)
      start -= rate * off * 0.1
      for (const piece of those) weights[piece] = weights[piece]! - rate * (off * share + forget * weights[piece]!)
    }
  }
  return weights
}

/** How much of its sentences a piece stands in is of each key, for how many sentences there are of each: the most, and its share. */
function mostOf<Key extends string>(keys: readonly Key[], counts: ReadonlyMap<string, number>, totals: ReadonlyMap<string, number>): { key: Key; share: number } {
  const rates = keys.map((key) => ({ key, rate: (counts.get(key) ?? 0) / (totals.get(key) ?? 1) })).sort((a, b) => b.rate - a.rate)
  return { key: rates[0]!.key, share: rates[0]!.rate / rates.reduce((sum, { rate }) => sum + rate, 0) }
}

/** A table of weights, as `readWeights` reads it, learned from these sentences; the same for the same sentences. */
export function learn(examples: readonly Example[]): string {
  const ids = new Map<string, number>()
  const idOf = (piece: string) => keep(ids, piece, () => ids.size)
  const sentences = examples.map(({ words }) => piecesOf(tokensOf(words).filter((token) => token !== stop && token !== pause)).map(idOf))
  const weights = regress(
    sentences,
    examples.map(({ level }) => level !== 'none'),
    ids.size,
  )
  const seen = new Map<number, Map<string, number>>()
  const totals = new Map<string, number>()
  const add = (counts: Map<string, number>, keys: readonly string[]) => {
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  for (const [nth, { level, kind, language }] of examples.entries()) {
    if (level === 'none') continue
    add(totals, [kind, language])
    for (const piece of sentences[nth]!) {
      add(
        keep(seen, piece, () => new Map<string, number>()),
        [kind, language],
      )
    }
  }
  const groups = new Map<string, Map<number, string[]>>()
  for (const [piece, id] of ids) {
    const points = Math.round(weights[id]! * scale)
    if (Math.abs(points) < least) continue
    const counts = seen.get(id) ?? new Map<string, number>()
    const kind = mostOf<Danger>(dangers, counts, totals)
    const heading = points < 0 ? 'harmless' : `${mostOf<HelpLanguage>(helpLanguages, counts, totals).key} ${kind.share >= 0.5 ? kind.key : 'any'}`
    const group = keep(groups, heading, () => new Map<number, string[]>())
    keep(group, Math.abs(points), () => [] as string[]).push(piece)
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([heading, group]) => [`== ${heading}`, ...[...group].sort(([a], [b]) => b - a).map(([points, pieces]) => `${points} ${pieces.sort().join('|')}`)])
    .join('\n')
}
