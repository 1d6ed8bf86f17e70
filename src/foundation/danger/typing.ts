import type { Words } from './lists.ts'

// A word must be this long before a letter too many, too few or another is taken for a slip of the hand: shorter ones are too much alike.
const shortest = 6

const without = (word: string): string[] => [word, ...Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1))]

/** Whether one slip makes one of the other: a letter too many, too few, another, or two that changed places; the first is right. */
function isSlip(a: string, b: string): boolean {
  if (a[0] !== b[0] || Math.abs(a.length - b.length) > 1) return false
  let at = 0
  while (at < a.length && a[at] === b[at]) at += 1
  const [restA, restB] = [a.slice(at), b.slice(at)]
  return (
    restA.slice(1) === restB.slice(1) ||
    restA.slice(1) === restB ||
    restA === restB.slice(1) ||
    (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
  )
}

const index = (words: Iterable<string>) => {
  const found = new Map<string, string[]>()
  for (const word of words) for (const each of without(word)) found.set(each, [...(found.get(each) ?? []), word])
  return found
}

/** What a mistyped word may have been meant as, of these words: none for a word that is one itself. */
export function slips(words: readonly Words[]) {
  const exact = new Set(words.flatMap((each) => [...each.exact, ...each.phrases.flat().filter((word) => !word.endsWith('*'))]))
  const starts = new Set(words.flatMap((each) => each.starts))
  const long = (words: Set<string>) => [...words].filter((each) => each.length >= shortest)
  const byExact = index(long(exact))
  const byStart = index(long(starts))
  const lengths = [...new Set(long(starts).map((each) => each.length))].sort((a, b) => a - b)
  const isWord = (word: string) => exact.has(word) || lengths.some((length) => starts.has(word.slice(0, length)))
  return (word: string): string[] => {
    if (word.length < shortest - 1 || isWord(word)) return []
    const meant = new Set<string>()
    for (const each of without(word)) for (const found of byExact.get(each) ?? []) if (isSlip(word, found)) meant.add(found)
    const tried = new Set(lengths.flatMap((length) => [length - 1, length, length + 1]).filter((length) => length <= word.length))
    for (const length of tried) {
      const start = word.slice(0, length)
      for (const each of without(start)) for (const found of byStart.get(each) ?? []) if (isSlip(start, found)) meant.add(found)
    }
    return [...meant]
  }
}
