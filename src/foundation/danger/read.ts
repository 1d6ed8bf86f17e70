import { type Danger, dangers, type Reading } from './danger.ts'
import { foundIn, type Match } from './find.ts'
import { pause, stop, tokensOf } from './tokens.ts'
import { ranked, readWeights, weigher } from './weigh.ts'
import weights from './words/weights.txt'

const weigh = weigher(readWeights(weights))

// These were chosen on sentences that neither the lists nor the weights had seen; the table in test/danger/README.md says what they do.
/** What a list finds adds to the weight of the words: where it finds nothing, more must speak for danger. */
const adds = { certain: 100, possible: 70 }
/** From here on somebody may be in danger. */
const enough = 72
/** Of fewer words than this, a name or a greeting, only the lists say anything. */
const fewest = 4
/** And certainly, when a list says so and the words around it in its sentence weigh this much, or those in its own clause. */
const sure = { around: 125, clause: 170 }
/** So many words on each side are around. */
const around = 8

// What comes after these is said of something else: "my husband hits me and I am looking for work".
const joining = new Set('en maar want dus and but because so und aber weil also i ale bo wiec і й та але бо и но а потому ve ama cunku لكن'.split(' '))

/** The words around a match, up to the first that ends them. */
function wordsAround(tokens: readonly string[], { from, to }: Match, ends: (token: string) => boolean): string[] {
  const before = tokens.slice(Math.max(0, from - around), from)
  const after = tokens.slice(to + 1, to + 1 + around)
  const ending = after.findIndex(ends)
  return [...before.slice(before.findLastIndex(ends) + 1), ...tokens.slice(from, to + 1), ...(ending < 0 ? after : after.slice(0, ending))]
}

/** What the words around a match weigh, in its sentence and in its clause. */
const weightsAround = (tokens: readonly string[], match: Match) => ({
  near: weigh(wordsAround(tokens, match, (token) => token === stop)).points,
  clause: weigh(wordsAround(tokens, match, (token) => token === stop || token === pause || joining.has(token))).points,
})

/** All that is read in somebody's words: what the lists find, what undoes it, and what the words weigh; for who asks why. */
export function whatIsRead(words: string) {
  const tokens = tokensOf(words)
  return { matches: foundIn(tokens).map((match) => ({ ...match, ...weightsAround(tokens, match) })), whole: weigh(tokens, fewest) }
}

// A text in which the lists find more than this is read for so many: one of them is enough.
const mostMatches = 200

/** What somebody's words say of danger, or undefined: by the lists in `words/` and by what the words weigh, the same for the same words. */
export function readDanger(words: string): Reading | undefined {
  const tokens = tokensOf(words)
  const whole = weigh(tokens, fewest)
  const valid = foundIn(tokens).filter(({ undoneBy }) => !undoneBy)
  const said = valid.filter(({ is }) => is.certain)
  const weights = (said.length ? said : valid).slice(0, mostMatches).map((match) => weightsAround(tokens, match))
  const certain = said.length > 0 && weights.some(({ near, clause }) => near >= sure.around || clause >= sure.clause)
  const points = Math.max(whole.points, ...weights.map(({ near }) => near)) + (said.length ? adds.certain : valid.length ? adds.possible : 0)
  if (points < enough && !certain) return undefined
  if (!valid.length) return { certain: false, kinds: whole.kinds.length ? whole.kinds : dangers, language: whole.language }
  const kindsOf = (those: readonly Match[]): Danger[] => dangers.filter((kind) => those.some(({ is }) => is.kind === kind))
  const language = ranked((said.length ? said : valid).map(({ is }) => is.language))[0]!.key
  return { certain, kinds: [...new Set([...kindsOf(said), ...kindsOf(valid)])], language }
}
