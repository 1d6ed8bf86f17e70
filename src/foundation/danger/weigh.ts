import { type Danger, dangers, type HelpLanguage, helpLanguages } from './danger.ts'
import { piecesOf, stretchesOf } from './pieces.ts'

// The weights tell whether there is danger better than of what: so many are thought of.
const mostKinds = 3

/** What a piece weighs for danger (above nought) or against it; in which language, and of which danger where it stands mostly with one. */
interface Weight {
  points: number
  kind?: Danger
  language?: HelpLanguage
}
export type Weights = ReadonlyMap<string, Weight>

/** The heaviest stretch of a text. */
export interface Weighed {
  /** In hundredths: how many more points speak for danger than against it, for the length of what is said. */
  points: number
  /** Of what, the most likely first. */
  kinds: readonly Danger[]
  language: HelpLanguage
  /** The pieces that made it so, the heaviest first. */
  by: readonly (readonly [piece: string, points: number])[]
}

/**
 * Reads a table of weights: `== nl suicide` begins what speaks for that danger in that language, `== nl any` for one or another, `== harmless` against any;
 * then lines of `points piece|piece|…`; `#` begins a remark. @throws Error naming the line
 */
export function readWeights(text: string): Weights {
  const weights = new Map<string, Weight>()
  let of: Omit<Weight, 'points'> = {}
  let sign = 1
  for (const [at, line] of text.split('\n').entries()) {
    if (!line || line.startsWith('#')) continue
    const [, points, pieces] = /^(\d+) (.+)$/.exec(line) ?? []
    if (points) for (const piece of pieces!.split('|')) weights.set(piece, { points: sign * Number(points), ...of })
    else if (line === '== harmless') [sign, of] = [-1, {}]
    else {
      const [, given, what] = /^== (\S+) (\S+)$/.exec(line) ?? []
      const language = helpLanguages.find((each) => each === given)
      const kind = dangers.find((each) => each === what)
      if (!language || !(kind || what === 'any')) throw new Error(`weights:${at + 1}: neither points nor a heading`)
      ;[sign, of] = [1, { language, ...(kind && { kind }) }]
    }
  }
  return weights
}

/** How much a stretch weighs: its pieces together, for the root of how many they are, so that long and short ones can be compared. */
export const weightOf = (points: number, pieces: number): number => points / Math.sqrt(pieces + 20)

/** Of these, from the most to the least often. */
export function ranked<Key>(keys: readonly (Key | undefined)[]): { key: Key; times: number }[] {
  const times = new Map<Key, number>()
  for (const key of keys) if (key !== undefined) times.set(key, (times.get(key) ?? 0) + 1)
  return [...times].map(([key, count]) => ({ key, times: count })).sort((a, b) => b.times - a.times)
}

/** Weighs a text by its heaviest stretch; of fewer words than `fewest` too little can be said. */
export function weigher(weights: Weights) {
  const weighed = (words: readonly string[]) => {
    const pieces = piecesOf(words)
    const found = pieces.flatMap((piece) => (weights.has(piece) ? [{ piece, ...weights.get(piece)! }] : []))
    const sum = found.reduce((total, { points }) => total + points, 0)
    return { points: Math.round(weightOf(sum, pieces.length)), found }
  }
  return (tokens: readonly string[], fewest = 1): Weighed => {
    const stretches = stretchesOf(tokens)
      .filter(({ length }) => length >= fewest)
      .map(weighed)
    const { points, found } = stretches.length ? stretches.reduce((heaviest, each) => (each.points > heaviest.points ? each : heaviest)) : weighed([])
    const kinds = ranked(found.map(({ kind }) => kind))
    return {
      points,
      kinds: kinds.filter(({ times }, nth) => nth < mostKinds && times * 2 > kinds[0]!.times).map(({ key }) => key),
      language: ranked(found.map(({ language }) => language))[0]?.key ?? helpLanguages[0],
      by: found.map(({ piece, points: each }) => [piece, each] as const).sort((a, b) => Math.abs(b[1]) - Math.abs(a[1])),
    }
  }
}
