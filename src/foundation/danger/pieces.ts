import { remember } from '../remember.ts'
import { formOf, pause, stop } from './tokens.ts'

/** At most so many words of a text are weighed together, in whole sentences: what is said in half a sentence does not drown in the rest. */
const together = 25

/** The sentences of a text, by paragraph; one that is longer than is weighed together is cut, each part half in the one before. */
function paragraphsOf(tokens: readonly string[]): string[][][] {
  const paragraphs: string[][][] = [[]]
  let sentence: string[] = []
  const end = () => {
    for (let at = 0; at < sentence.length; at += (together + 1) / 2) {
      paragraphs.at(-1)!.push(sentence.slice(at, at + together))
      if (at + together >= sentence.length) break
    }
    // An empty line, or another field of a form: what comes now is said apart.
    if (!sentence.length && paragraphs.at(-1)!.length) paragraphs.push([])
    sentence = []
  }
  for (const token of tokens)
    if (token === stop) end()
    else if (token !== pause) sentence.push(token)
  end()
  return paragraphs
}

/** The stretches of a text that are weighed together: from each sentence as many as fit, up to the end of its paragraph. */
export const stretchesOf = (tokens: readonly string[]): string[][] =>
  paragraphsOf(tokens).flatMap((sentences) => {
    const stretches: string[][] = []
    for (const [from, first] of sentences.entries()) {
      const stretch = [...first]
      let next = from + 1
      while (next < sentences.length && stretch.length + sentences[next]!.length <= together) stretch.push(...sentences[next++]!)
      stretches.push(stretch)
      if (next === sentences.length) break
    }
    return stretches
  })

// A word is weighed with each stretch it stands in.
const forms = new Map<string, string>()
const form = (word: string) => remember(forms, word, () => formOf(word))

/** What of these words can weigh, each once: how each begins (`begin`), each two together (`begin begin`), and each four letters with the edges of the word (`~_beg`). */
export function piecesOf(words: readonly string[]): string[] {
  const found = new Set<string>()
  let last = ''
  for (const word of words.map(form)) {
    const beginning = word.slice(0, 5)
    found.add(beginning)
    if (last) found.add(`${last} ${beginning}`)
    last = beginning
    const edged = `_${word}_`
    for (let at = 0; at + 4 <= edged.length; at += 1) found.add(`~${edged.slice(at, at + 4)}`)
  }
  return [...found]
}
