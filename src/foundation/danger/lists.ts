import { type Danger, dangers, type HelpLanguage } from './danger.ts'
import { normal } from './tokens.ts'

/** The words of which one must stand at a place. */
export interface Words {
  exact: ReadonlySet<string>
  starts: readonly string[]
  ends: readonly string[]
  holds: readonly string[]
  /** Words that stand here one after the other, each whole or as a beginning. */
  phrases: readonly (readonly string[])[]
}
/** One place of an expression: which words, and how many others may stand before them. */
export interface WordSlot {
  words: Words
  optional: boolean
  gap: number
}
export interface Expression {
  slots: readonly WordSlot[]
  /** Where it stands, for who looks for why something was read. */
  from: string
}
export interface DangerExpression extends Expression {
  kind: Danger
  certain: boolean
  language: HelpLanguage
  /** A word that people also use of their work or study: near such words it says nothing. */
  weak: boolean
  /** What undoes by saying not does not undo this. */
  firm: boolean
}
/** The expressions of one language. */
export interface List {
  dangers: DangerExpression[]
  /** What sounds like danger and is none: whatever shares a word with it is not read. */
  harmless: Expression[]
  /** Says that it is not so, right before or after. */
  denials: Expression[]
  /** Says that it is long over: what would be certain is possible. */
  past: Expression[]
  /** Says that it is about work or study. */
  topics: Expression[]
}

const plainGap = 3
const wideGap = 7

// Many places ask for the same words: they are one, so that a word is held against them once.
const read = new Map<string, Words>()
function wordsFrom(inside: string, from: string): Words {
  const had = read.get(inside)
  if (had) return had
  const given = inside.split('|').map((each) => normal(each).split(/[\s-]+/))
  const words = given.filter(({ length }) => length === 1).map(([word]) => word!)
  const phrases = given.filter(({ length }) => length > 1)
  if (!words.every((each) => /^\*?[\p{L}\p{N}]+\*?$/u.test(each)) || !phrases.flat().every((each) => /^[\p{L}\p{N}]+\*?$/u.test(each)))
    throw new Error(`${from}: ${inside} is no place of an expression`)
  const bare = (each: string) => each.replaceAll('*', '')
  const made = {
    exact: new Set(words.filter((each) => !each.includes('*'))),
    starts: words.filter((each) => each.endsWith('*') && !each.startsWith('*')).map(bare),
    ends: words.filter((each) => each.startsWith('*') && !each.endsWith('*')).map(bare),
    holds: words.filter((each) => each.startsWith('*') && each.endsWith('*')).map(bare),
    phrases,
  }
  read.set(inside, made)
  return made
}

function expressionFrom(line: string, from: string): Expression {
  const slots: WordSlot[] = []
  let gap = 0
  for (const part of line.match(/[[(][^\])]*[\])]|\S+/g) ?? []) {
    if (part === '..') gap = plainGap
    else if (part === '...') gap = wideGap
    else {
      slots.push({ words: wordsFrom(/^[[(]/.test(part) ? part.slice(1, -1) : part, from), optional: part.startsWith('['), gap })
      gap = 0
    }
  }
  const [first] = slots
  if (!first || first.optional || first.words.ends.length || first.words.holds.length || gap) throw new Error(`${from}: an expression begins and ends with words`)
  return { slots, from }
}

const undoing = { harmless: 'harmless', denial: 'denials', past: 'past', topic: 'topics' } as const

/**
 * Reads a list: `== suicide certain` begins the expressions of a danger, `== harmless`, `== denial`, `== past` and `== topic` what undoes; `#` begins a remark.
 * In an expression stands `word`, `beginn*`, `*ending`, `*part*`, `(one|of these|begin*)`, `[perhaps]`, `..` for at most three words and `...` for at most seven;
 * `@name = one|of these` names words, which `(@name|others)` then stands for; `~` before it says that people also use it of work or study, `!` that "not" beside it does not undo it. @throws Error naming the line
 */
export function readList(language: HelpLanguage, name: string, text: string): List {
  const list: List = { dangers: [], harmless: [], denials: [], past: [], topics: [] }
  let heading: string[] = []
  const named = new Map<string, string>()
  const spelled = (line: string): string =>
    line.replace(/@([a-z]+)/g, (_, each: string) => {
      const words = named.get(each)
      if (!words) throw new Error(`${name}: nothing is named @${each}`)
      return words
    })
  for (const [at, raw] of text.split('\n').entries()) {
    const line = raw.replace(/(^|\s)#.*/, '').trim()
    const from = `${name}:${at + 1}`
    if (!line) continue
    const naming = /^@([a-z]+) = (.+)$/.exec(line)
    if (naming) {
      named.set(naming[1]!, spelled(naming[2]!))
      continue
    }
    if (line.startsWith('==')) {
      heading = line.slice(2).trim().split(/\s+/)
      continue
    }
    const marks = /^[~!]*/.exec(line)![0]
    const expression = expressionFrom(spelled(line.slice(marks.length).trim()), from)
    const [what = '', level = ''] = heading
    if (what in undoing) list[undoing[what as keyof typeof undoing]].push(expression)
    else if ((dangers as readonly string[]).includes(what) && /^(certain|possible)$/.test(level))
      list.dangers.push({ ...expression, kind: what as Danger, certain: level === 'certain', language, weak: marks.includes('~'), firm: marks.includes('!') })
    else throw new Error(`${from}: no heading says what this is`)
  }
  return list
}
