import { stemmer } from '@orama/stemmers/dutch'
import { remember } from '../../foundation/remember.ts'

/** A word as it stands in a text: its forms to compare by with how sure each is, in which sentence, and as it was written. */
export interface Token {
  written: string
  stems: readonly { stem: string; sure: number }[]
  clause: number
}

const stems = new Map<string, string>()
/** What a word is compared by: without its ending, its marks and its doubled letters, the same for words and for what they are compared with. */
export const stemOf = (word: string): string =>
  remember(stems, word, () => {
    if (word.length < 4) return word
    const stem = stemmer(word)
      .replace(/(?<=\w{4})[st]$/, '')
      .replace(/([a-z])\1/g, '$1')
    return stem.replace(/v$/, 'f').replace(/z$/, 's')
  })

const plain = (text: string) =>
  text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/(\p{Script=Latin})\p{M}+/gu, '$1')
    .replace(/[’'`´]/g, '')
    .replace(/ı/g, 'i')

/** The words of a text, in small letters without marks; a new clause after a stop, a comma, or 'but'. */
export function wordsOf(text: string): { word: string; clause: number }[] {
  let clause = 0
  const found: { word: string; clause: number }[] = []
  for (const [piece] of plain(text).matchAll(/[\p{L}\p{N}\p{M}]+(?:&[\p{L}\p{N}]+)*|[.!?;:,\n]+/gu)) {
    if (/^[.!?;:,\n]/.test(piece)) clause++
    else {
      if (['maar', 'but', 'aber', 'ale', 'wel', 'alleen'].includes(piece)) clause++
      found.push({ word: piece, clause })
    }
  }
  return found
}

/** The stems that are known, to find those that were meant: of words that are known, misspelled, or made of several. */
export interface Lexicon {
  /** A word of this stem as it was written where it was first met. */
  written(stem: string): string
  token(word: string, clause: number): Token
}

const deletes = (word: string): string[] => Array.from({ length: word.length }, (_, at) => word.slice(0, at) + word.slice(at + 1))

/** How many letters differ, two swapped neighbours counted as one; stops at more than 2. */
function apart(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > 2) return 3
  let before: number[] = []
  let row = Array.from({ length: other.length + 1 }, (_, at) => at)
  for (let i = 1; i <= one.length; i++) {
    const next = [i]
    for (let j = 1; j <= other.length; j++) {
      const swap = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1] ? before[j - 2]! + 1 : 99
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (one[i - 1] === other[j - 1] ? 0 : 1), swap)
    }
    before = row
    row = next
  }
  return row[other.length]!
}

const shortestGuess = 5
/** What is longer is no word; nothing is guessed of it. */
const longestWord = 40

/** A lexicon of these words. A word that is none of them is taken for two that are one, then for one with a letter or two wrong, then for its known part. */
export function lexiconOf(words: Iterable<string>): Lexicon {
  const all = new Map<string, string>()
  for (const word of words) if (!all.has(stemOf(word))) all.set(stemOf(word), word)
  const near = new Map<string, string[]>()
  for (const stem of all.keys()) {
    if (stem.length < shortestGuess - 1) continue
    for (const each of [stem, ...deletes(stem)]) {
      const had = near.get(each)
      if (had) had.push(stem)
      else near.set(each, [stem])
    }
  }

  function misspelled(stem: string): string | undefined {
    if (stem.length < shortestGuess) return undefined
    const most = stem.length >= 8 ? 2 : 1
    let best: { stem: string; distance: number } | undefined
    for (const each of [stem, ...deletes(stem)])
      for (const candidate of near.get(each) ?? []) {
        if (candidate[0] !== stem[0]) continue
        const distance = apart(stem, candidate)
        if (distance <= most && (!best || distance < best.distance || (distance === best.distance && candidate < best.stem))) best = { stem: candidate, distance }
      }
    return best?.stem
  }

  const asPart = (part: string) => [part, part.replace(/(?:en|s|e)$/, '')].map(stemOf).find((stem) => stem.length >= 3 && all.has(stem))

  function parts(word: string): { both?: [string, string]; one?: string } {
    let one: string | undefined
    for (let at = word.length - 3; at >= 3; at--) {
      const [head, tail] = [asPart(word.slice(0, at)), asPart(word.slice(at))]
      if (head && tail) return { both: [head, tail] }
      if (head && at >= 5) one ??= head
      if (tail && word.length - at >= 5) one ??= tail
    }
    return { one }
  }

  function meant(word: string): Token['stems'] {
    const stem = stemOf(word)
    if (all.has(stem) || word.length > longestWord) return [{ stem, sure: 1 }]
    const compound = word.length >= 7 ? parts(word) : {}
    if (compound.both) return compound.both.map((each) => ({ stem: each, sure: 0.8 }))
    const guess = misspelled(stem)
    if (guess) return [{ stem: guess, sure: 0.7 }]
    return compound.one ? [{ stem: compound.one, sure: 0.5 }] : [{ stem, sure: 1 }]
  }
  const tokens = new Map<string, Token['stems']>()
  return { written: (stem) => all.get(stem) ?? stem, token: (word, clause) => ({ written: word, stems: remember(tokens, word, () => meant(word)), clause }) }
}
