import type { Known } from '../facts.ts'
import type { Vocabulary } from '../vocabulary.ts'
import { type Lexicon, lexiconOf, stemOf, type Token, wordsOf } from './words.ts'

/** What is understood of somebody's own words. */
export interface Reading {
  /** What it is about: how sure (about 1), and in which of their words. */
  topics: ReadonlyMap<string, { strength: number; words: string }>
  /** What they say of themselves; a hint, never a fact. */
  said: Known
  /** The destinations they name, and whether they want them. */
  named: ReadonlyMap<string, 'wanted' | 'unwanted'>
  stems: readonly string[]
}

type Meaning = { kind: 'topic' | 'destination'; code: string } | { kind: 'said'; code: string; value: string }
interface Phrase {
  stems: readonly string[]
  weak: boolean
  meaning: Meaning
}

interface Heard {
  meaning: Meaning
  positions: readonly number[]
  sure: number
  negated: boolean
}

/** The vocabulary made ready for reading: the phrases by each one's first word, and all words that are known. */
export interface Ear {
  lexicon: Lexicon
  phrases: ReadonlyMap<string, readonly Phrase[]>
  negations: ReadonlySet<string>
}

/** @param moreWords what else is known, so that it is not taken for a misspelling */
export function earOf(vocabulary: Vocabulary, moreWords: Iterable<string> = []): Ear {
  const phrases = new Map<string, Phrase[]>()
  const known = new Set(moreWords)
  const add = (meaning: Meaning, words: readonly string[]) => {
    for (const each of words) {
      const written = wordsOf(each).map(({ word }) => word)
      for (const word of written) known.add(word)
      const stems = written.map(stemOf)
      const first = stems[0]
      if (!first) continue
      const phrase = { stems, meaning, weak: each.startsWith('~') }
      const had = phrases.get(first)
      if (had) had.push(phrase)
      else phrases.set(first, [phrase])
    }
  }
  for (const { code, words } of vocabulary.topics) add({ kind: 'topic', code }, words)
  for (const { code, words } of vocabulary.destinations) add({ kind: 'destination', code }, words)
  for (const { fact, value, words } of vocabulary.said) add({ kind: 'said', code: fact, value }, words)
  for (const each of vocabulary.negations) known.add(each)
  const negations = new Set(vocabulary.negations.map(stemOf))
  return { lexicon: lexiconOf(known), phrases, negations }
}

/** Words of a phrase in another order mean it a little less surely. */
const turned = 0.85

const sureOf = (token: Token, stem: string): number => token.stems.find((each) => each.stem === stem)?.sure ?? 0

/** Where the words of a phrase stand near this one, and how sure that they are meant. */
function match(tokens: readonly Token[], phrase: Phrase, at: number): Pick<Heard, 'positions' | 'sure'> | undefined {
  const positions = [at]
  let sure = sureOf(tokens[at]!, phrase.stems[0]!)
  for (const stem of phrase.stems.slice(1)) {
    const near = [...Array(phrase.stems.length + 5).keys()].map((each) => at - 3 + each).sort((one, other) => Math.abs(one - at - 1) - Math.abs(other - at - 1))
    const found = near.find((each) => tokens[each] && (each === at ? tokens[at]!.stems.length > 1 : !positions.includes(each)) && sureOf(tokens[each], stem))
    if (found === undefined) return undefined
    positions.push(found)
    sure = Math.min(sure, sureOf(tokens[found]!, stem))
  }
  // Dutch turns a verb and what goes with it around; more words stand in their own order.
  const inOrder = positions.every((each, nth) => nth === 0 || each > positions[nth - 1]!)
  if (!inOrder && positions.length > 2) return undefined
  return { positions: positions.sort((one, other) => one - other), sure: sure * (inOrder ? 1 : turned) * (phrase.weak ? 0.5 : 1) }
}

const negationReaches = 4

/** All phrases in these words; of two where one stands within the other, the longer. */
function heardIn(ear: Ear, tokens: readonly Token[]): Heard[] {
  const heard: Heard[] = []
  tokens.forEach((token, at) => {
    for (const { stem } of token.stems)
      for (const phrase of ear.phrases.get(stem) ?? []) {
        const found = match(tokens, phrase, at)
        if (!found) continue
        const start = found.positions[0]!
        const isNegation = (position: number) => tokens[position]!.clause === tokens[start]!.clause && tokens[position]!.stems.some((each) => ear.negations.has(each.stem))
        const before = [...Array(negationReaches).keys()].map((each) => start - 1 - each).filter((each) => each >= 0)
        heard.push({ ...found, meaning: phrase.meaning, negated: before.some(isNegation) })
      }
  })
  const within = (one: Heard, other: Heard) => one.positions.length < other.positions.length && one.positions.every((each) => other.positions.includes(each))
  // What is part of a longer phrase about something else was meant as that.
  return heard.filter((each) => !heard.some((other) => within(each, other) && other.meaning.kind === each.meaning.kind && other.meaning.code !== each.meaning.code))
}

const several = 1.25
const eachMore = 0.3

/** Reads somebody's words: the same words are always read the same. */
export function read(ear: Ear, text: string): Reading {
  const tokens = wordsOf(text.slice(0, 5000)).map(({ word, clause }) => ear.lexicon.token(word, clause))
  const heard = heardIn(ear, tokens)
  const topics = new Map<string, { strength: number; words: string; seen: Set<string> }>()
  const said: Known = {}
  const named = new Map<string, 'wanted' | 'unwanted'>()
  for (const { meaning, positions, sure, negated } of heard) {
    const words = positions.map((each) => tokens[each]!.written).join(' ')
    if (meaning.kind === 'destination') {
      if (named.get(meaning.code) !== 'unwanted') named.set(meaning.code, negated ? 'unwanted' : 'wanted')
    } else if (negated) continue
    else if (meaning.kind === 'said') said[meaning.code as keyof Known] ??= meaning.value
    else {
      const strength = sure * (positions.length > 1 ? several : 1)
      const had = topics.get(meaning.code)
      if (!had) topics.set(meaning.code, { strength, words, seen: new Set([words]) })
      else if (!had.seen.has(words)) {
        const more = Math.max(had.strength, strength) + eachMore * Math.min(had.strength, strength)
        topics.set(meaning.code, { strength: Math.min(more, 2), words: strength > had.strength ? words : had.words, seen: had.seen.add(words) })
      }
    }
  }
  return {
    topics: new Map([...topics].map(([code, { strength, words }]) => [code, { strength, words }])),
    said,
    named,
    stems: [...new Set(tokens.flatMap((each) => each.stems.map(({ stem }) => stem)))],
  }
}
