import type { Ear } from './signpost/reading.ts'
import { stemOf, wordsOf } from './signpost/words.ts'
import type { Vocabulary } from './vocabulary.ts'

/** What somebody searches for, as the database takes it, and what it was taken for where that differs from what was typed. */
export interface Search {
  every: string
  some: string
  alike: string
  takenFor: string[]
}

/** Words that mean the same, by each one's stem. */
export function synonymsOf({ synonyms }: Vocabulary): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  for (const row of synonyms) {
    for (const each of row) {
      const words = wordsOf(each)
      if (words.length === 1) found.set(stemOf(words[0]!.word), [...(found.get(stemOf(words[0]!.word)) ?? []), ...row])
    }
  }
  return found
}

const group = (words: readonly string[], by: ' & ' | ' | ') => (words.length > 1 ? `(${words.join(by)})` : words[0]!)
/** The words of one meaning as they stand in a query: quoted, all of them needed. */
const phrase = (text: string) =>
  group(
    wordsOf(text).map(({ word }) => `'${word.replaceAll("'", '')}'`),
    ' & ',
  )
const mostWords = 12

/**
 * What to look for: each word, or what it was misspelled for, or what it is made of, or what means the same. Undefined where there is no word at all.
 * @example "omscholng lasser" looks for omscholing (and opleiding, cursus …) and lasser
 */
export function searchFor(text: string, ear: Ear, synonyms: ReadonlyMap<string, readonly string[]>): Search | undefined {
  const words = wordsOf(text).slice(0, mostWords)
  if (!words.length) return undefined
  const takenFor: string[] = []
  const meanings = words.map(({ word, clause }) => {
    const { stems } = ear.lexicon.token(word, clause)
    const own = stemOf(word)
    const meant = stems.filter(({ stem }) => stem !== own).map(({ stem }) => ear.lexicon.written(stem))
    if (meant.length) takenFor.push(meant.join(' '))
    const alternatives = [word, ...(meant.length ? [meant.join(' ')] : []), ...stems.flatMap(({ stem }) => synonyms.get(stem) ?? [])]
    return group([...new Set(alternatives.map(phrase))], ' | ')
  })
  return { every: meanings.join(' & '), some: meanings.join(' | '), alike: words.map(({ word }) => word).join(' '), takenFor }
}
