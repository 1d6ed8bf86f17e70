import { type Danger, dangers, helpLanguages, type HelpLanguage, type Reading } from './danger.ts'
import { type DangerExpression, type Expression, type List, type Place, readList } from './lists.ts'
import { formsOf, pause, stop, tokensOf } from './tokens.ts'
import { slips } from './typing.ts'
import ar from './words/ar.txt'
import de from './words/de.txt'
import en from './words/en.txt'
import nl from './words/nl.txt'
import other from './words/other.txt'
import pl from './words/pl.txt'
import ru from './words/ru.txt'
import tr from './words/tr.txt'
import uk from './words/uk.txt'

/** Where an expression stands in a text: its first and last word, and which words it is made of. */
interface Found<Of> {
  is: Of
  from: number
  to: number
  words: ReadonlySet<number>
}

const fits = ({ exact, starts, ends, holds }: Place, forms: readonly string[]): boolean =>
  forms.some((form) => exact.has(form) || starts.some((each) => form.startsWith(each)) || ends.some((each) => form.endsWith(each)) || holds.some((each) => form.includes(each)))

const isWord = (word: string, forms: readonly string[] | undefined) => forms?.some((form) => (word.endsWith('*') ? form.startsWith(word.slice(0, -1)) : form === word)) ?? false
/** How many words of the text this place takes up from here on: one, as many as a phrase of it has, or none. */
const lengthsOf = (place: Place, at: number, text: readonly (readonly string[])[]): number[] => [
  ...(fits(place, text[at]!) ? [1] : []),
  ...place.phrases.filter((phrase) => phrase.every((word, nth) => isWord(word, text[at + nth]))).map(({ length }) => length),
]

/** The words that the places from `at` on take up, from this word on; undefined when they do not fit. */
function follow(places: readonly Place[], at: number, word: number, text: readonly (readonly string[])[], gap = 0): number[] | undefined {
  const place = places[at]
  if (!place) return []
  const most = Math.max(gap, place.gap)
  for (let skipped = 0; skipped <= most; skipped += 1) {
    const here = text[word + skipped]
    if (!here || here[0] === stop) break
    for (const length of lengthsOf(place, word + skipped, text)) {
      const rest = follow(places, at + 1, word + skipped + length, text)
      if (rest) return [...Array.from({ length }, (_, nth) => word + skipped + nth), ...rest]
    }
  }
  return place.optional ? follow(places, at + 1, word, text, most) : undefined
}

// Expressions by how their first word begins: as short as any, so that one step finds all that may begin with a word.
const startLength = 2
function finder<Of extends Expression>(expressions: readonly Of[]) {
  const byStart = new Map<string, Of[]>()
  for (const each of expressions) {
    const { exact, starts, phrases } = each.places[0]!
    for (const start of new Set([...exact, ...starts, ...phrases.map(([word]) => word!)].map((word) => word.slice(0, startLength)))) byStart.set(start, [...(byStart.get(start) ?? []), each])
  }
  return (text: readonly (readonly string[])[]): Found<Of>[] =>
    text.flatMap((forms, from) => {
      const tried = new Set(forms.flatMap((form) => byStart.get(form.slice(0, startLength)) ?? []))
      return [...tried].flatMap((is) => {
        const words = follow(is.places, 0, from, text)
        return words ? [{ is, from, to: words.at(-1)!, words: new Set(words) }] : []
      })
    })
}

/** Whether no end of a sentence (nor, for `within` a clause, a pause) stands between two words. */
const together = (text: readonly (readonly string[])[], a: number, b: number, within: 'sentence' | 'clause'): boolean => {
  for (let at = Math.min(a, b); at <= Math.max(a, b); at += 1) if (text[at]?.[0] === stop || (within === 'clause' && text[at]?.[0] === pause)) return false
  return true
}

// How near "not" must stand: so many words before an expression, and after it.
const before = 2
const after = 1

const shares = (a: Found<unknown>, b: Found<unknown>) => [...a.words].some((word) => b.words.has(word))

/** One language's rules over a text. */
function reader({ dangers: expressions, harmless, denials, past, topics }: List) {
  const find = { dangers: finder(expressions), harmless: finder(harmless), denials: finder(denials), past: finder(past), topics: finder(topics) }
  return (text: readonly (readonly string[])[]): Found<DangerExpression>[] => {
    const found = find.dangers(text)
    if (!found.length) return []
    const idle = find.harmless(text)
    const [nots, longAgo, about] = [find.denials(text), find.past(text), find.topics(text)]
    const denied = (each: Found<DangerExpression>) =>
      nots.some((not) => !shares(not, each) && not.from >= each.from - before - (not.to - not.from) && not.to <= each.to + after + (not.to - not.from) && together(text, not.from, each.from, 'clause'))
    const inSentence = (others: readonly Found<Expression>[], each: Found<DangerExpression>) => others.some((other) => together(text, other.from, each.from, 'sentence'))
    return found
      .filter((each) => !idle.some((other) => shares(other, each)))
      .filter((each) => each.is.firm || !denied(each))
      .filter((each) => !(each.is.weak && inSentence(about, each)))
      .map((each) => (each.is.certain && inSentence(longAgo, each) ? { ...each, is: { ...each.is, certain: false } } : each))
  }
}

const sources: Record<HelpLanguage, string> = { nl, en, de, pl, uk, ru, tr, ar }
// What is written in a language in which nothing is told here is answered in English.
const lists = [...helpLanguages.map((language) => readList(language, language, sources[language])), readList('en', 'other', other)]
const readers = lists.map(reader)
const meantBy = slips(lists.flatMap((each) => [...each.dangers, ...each.harmless]))

/** All that was found in these words, with the line of the list it was found by; for the tests of the lists, and for who asks why. */
export function foundIn(words: string): Found<DangerExpression>[] {
  const meant = new Map<string, string[]>()
  const text = tokensOf(words).map((token) => {
    const had = meant.get(token)
    if (had) return had
    const forms = formsOf(token)
    const all = [...new Set([...forms, ...forms.flatMap(meantBy)])]
    meant.set(token, all)
    return all
  })
  return readers.flatMap((read) => read(text))
}

/** What somebody's words say of danger, or undefined: by the lists in `words/` alone, the same for the same words. */
export function readDanger(words: string): Reading | undefined {
  const found = foundIn(words).map(({ is }) => is)
  if (!found.length) return undefined
  const certain = found.some((each) => each.certain)
  const kindsOf = (those: readonly DangerExpression[]): Danger[] => dangers.filter((kind) => those.some((each) => each.kind === kind))
  const said = new Map<HelpLanguage, number>()
  for (const { language } of found.filter((each) => each.certain === certain)) said.set(language, (said.get(language) ?? 0) + 1)
  const [language] = [...said].sort((a, b) => b[1] - a[1])[0]!
  return { certain, kinds: [...new Set([...kindsOf(found.filter((each) => each.certain)), ...kindsOf(found)])], language }
}
