import { helpLanguages, type HelpLanguage } from './danger.ts'
import { remember } from '../remember.ts'
import { type DangerExpression, type Expression, type List, type WordSlot, readList, type Words } from './lists.ts'
import { formsOf, pause, stop } from './tokens.ts'
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

export type Match = Found<DangerExpression> & { undoneBy?: string }

/** A word of a text: the ways it may be meant, and at which places of expressions it can stand. */
interface Word {
  forms: readonly string[]
  fits: ReadonlySet<Words>
  /** Places at which it may begin several words. */
  begins: ReadonlySet<Words>
}
type Text = readonly Word[]

const isMeant = (word: string, forms: readonly string[]) => forms.some((form) => (word.endsWith('*') ? form.startsWith(word.slice(0, -1)) : form === word))

/** How many words of the text stand at this place from here on: one, as many as a phrase has, or none. */
function lengthsOf(words: Words, at: number, text: Text): number[] {
  const one = text[at]!.fits.has(words) ? [1] : []
  if (!text[at]!.begins.has(words)) return one
  return [...one, ...words.phrases.filter((phrase) => phrase.every((word, nth) => text[at + nth] && isMeant(word, text[at + nth]!.forms))).map(({ length }) => length)]
}

const isStop = (word: Word | undefined) => word === undefined || word.forms[0] === stop

/** The words that the places from `at` on take up, from this word on; undefined when they do not fit. */
function follow(slots: readonly WordSlot[], at: number, word: number, text: Text, gap = 0): number[] | undefined {
  const slot = slots[at]
  if (!slot) return []
  const most = Math.max(gap, slot.gap)
  for (let skipped = 0; skipped <= most && !isStop(text[word + skipped]); skipped += 1)
    for (const length of lengthsOf(slot.words, word + skipped, text)) {
      const rest = follow(slots, at + 1, word + skipped + length, text)
      if (rest) return [...Array.from({ length }, (_, nth) => word + skipped + nth), ...rest]
    }
  return slot.optional ? follow(slots, at + 1, word, text, most) : undefined
}

/** Finds expressions, from each word only those that can begin with it. */
function finder<Of extends Expression>(expressions: readonly Of[]) {
  const byFirst = new Map<Words, Of[]>()
  for (const each of expressions) {
    const { words } = each.slots[0]!
    byFirst.set(words, [...(byFirst.get(words) ?? []), each])
  }
  return (text: Text): Found<Of>[] => {
    // The same word begins the same expressions wherever it stands.
    const begun = new Map<Word, readonly Of[]>()
    const begunBy = (word: Word) => remember(begun, word, () => [...new Set([...word.fits, ...word.begins])].flatMap((first) => byFirst.get(first) ?? []))
    return text.flatMap((word, from) =>
      begunBy(word).flatMap((is) => {
        const words = follow(is.slots, 0, from, text)
        return words ? [{ is, from, to: words.at(-1)!, words: new Set(words) }] : []
      }),
    )
  }
}

/** At which places words can stand, found by the words themselves and by how they begin. */
function placer(all: readonly Words[]) {
  const gather = (keys: (words: Words) => Iterable<string>) => {
    const found = new Map<string, Words[]>()
    for (const words of all) for (const key of new Set(keys(words))) found.set(key, [...(found.get(key) ?? []), words])
    return found
  }
  const exact = gather((words) => words.exact)
  const starts = gather((words) => words.starts)
  const within = all.filter(({ ends, holds }) => ends.length || holds.length)
  const phrase = gather((words) => words.phrases.map(([first]) => first!))
  const beginnings = (form: string) => Array.from(form, (_, at) => form.slice(0, at + 1))
  return (forms: readonly string[]): Word => ({
    forms,
    fits: new Set(
      forms.flatMap((form) => [
        ...(exact.get(form) ?? []),
        ...beginnings(form).flatMap((start) => starts.get(start) ?? []),
        ...within.filter(({ ends, holds }) => ends.some((each) => form.endsWith(each)) || holds.some((each) => form.includes(each))),
      ]),
    ),
    begins: new Set(forms.flatMap((form) => [...(phrase.get(form) ?? []), ...beginnings(form).flatMap((start) => phrase.get(`${start}*`) ?? [])])),
  })
}

/** The parts of a text between its `ends`, each word with the number of its part. */
function partsOf(text: Text, ends: readonly string[]): number[] {
  let part = 0
  return text.map(({ forms: [word] }) => (ends.includes(word!) ? ++part : part))
}

// How near "not" must stand: so many words before an expression, and after it.
const before = 2
const after = 1

const sources: Record<HelpLanguage, string> = { nl, en, de, pl, uk, ru, tr, ar }
// What is written in a language in which nothing is told here is answered in English.
const lists = [...helpLanguages.map((language) => readList(language, language, sources[language])), readList('en', 'other', other)]
/** All lists together: who mixes languages says "not" in either. */
const all = <Kind extends keyof List>(kind: Kind): List[Kind] => lists.flatMap((each) => each[kind] as Expression[]) as List[Kind]
const find = { dangers: finder(all('dangers')), harmless: finder(all('harmless')), denials: finder(all('denials')), past: finder(all('past')), topics: finder(all('topics')) }
const wordsOf = (expressions: readonly Expression[]) => [...new Set(expressions.flatMap(({ slots }) => slots.map(({ words }) => words)))]
// A slip in one language is a word of another: only the languages in which help is told are taken for meant.
const meantBy = slips(wordsOf(lists.slice(0, helpLanguages.length).flatMap(({ dangers: expressions, harmless }) => [...expressions, ...harmless])))
const placeOf = placer(wordsOf([...all('dangers'), ...all('harmless'), ...all('denials'), ...all('past'), ...all('topics')]))

/** What is found in these words, and for each by which line it is undone. */
function read(text: Text): Match[] {
  const found = find.dangers(text)
  if (!found.length) return []
  const [sentences, clauses] = [partsOf(text, [stop]), partsOf(text, [stop, pause])]
  // A way of saying does not go across a pause: what comes after it is said of something else.
  const idle = new Map(find.harmless(text).flatMap(({ is, from, to, words }) => (clauses[from] === clauses[to] ? [...words].map((word) => [word, is.from] as const) : [])))
  const inSentence = (others: readonly Found<Expression>[]) => {
    const those = new Map(others.map(({ is, from }) => [sentences[from], is.from]))
    return ({ from }: Found<Expression>) => those.get(sentences[from])
  }
  const [longAgo, about] = [inSentence(find.past(text)), inSentence(find.topics(text))]
  const nots = new Map<number, Found<Expression>[]>()
  let longestNot = 0
  for (const not of find.denials(text)) {
    const those = nots.get(not.from)
    if (those) those.push(not)
    else nots.set(not.from, [not])
    longestNot = Math.max(longestNot, not.to - not.from)
  }
  /** Those that begin near enough, in its clause: however many there are elsewhere. */
  function* notsNear({ from, to }: Found<DangerExpression>) {
    for (let at = from - before - longestNot; at <= to + after + longestNot; at += 1) if (clauses[at] === clauses[from]) yield* nots.get(at) ?? []
  }
  // Not a "not" that is a word of the expression itself.
  const denied = (each: Found<DangerExpression>) =>
    [...notsNear(each)].find((not) => {
      const more = not.to - not.from
      return not.from >= each.from - before - more && not.to <= each.to + after + more && ![...not.words].some((word) => each.words.has(word))
    })?.is.from
  const undone = (each: Found<DangerExpression>) =>
    [...each.words].map((word) => idle.get(word)).find((line) => line) ?? (each.is.firm ? undefined : denied(each)) ?? (each.is.weak ? about(each) : undefined)
  return found.map((each) => ({ ...each, is: each.is.certain && longAgo(each) ? { ...each.is, certain: false } : each.is, undoneBy: undone(each) }))
}

/** All that the lists find in these words, each with the line it is found by and the one that undoes it. */
export function foundIn(tokens: readonly string[]): Match[] {
  const words = new Map<string, Word>()
  return read(
    tokens.map((token) =>
      remember(words, token, () => {
        const forms = formsOf(token)
        return placeOf([...new Set([...forms, ...forms.flatMap(meantBy)])])
      }),
    ),
  )
}
