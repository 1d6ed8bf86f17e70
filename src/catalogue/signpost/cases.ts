import { apiGroups } from '../../desk/question.ts'
import { ruledOut } from '../conditions.ts'
import { apiFacts, type Fact, type Known, readFact } from '../facts.ts'
import { nextQuestion } from './ask.ts'
import type { Signpost } from './signpost.ts'
import { suggest, type Suggestion, understand } from './weigh.ts'

/** A question as somebody asked it, what is known of who asked, and where a good guide would send them: each of these is right. */
export interface Case {
  id: string
  question: string
  known: Known
  destinations: string[]
  /** Facts that are none of ours. */
  unread: string[]
}

/** Reads cases as `id; question; asker; facts; destinations; kind`, a line each below the names of the columns. */
export function readCases(text: string): Case[] {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/)
  return lines.slice(1).flatMap((line): Case[] => {
    const cells = line.split(';').map((each) => each.trim().replace(/^"(.*)"$/, '$1'))
    if (cells.length < 5) return []
    const id = cells[0]!
    // A question can hold a semicolon; what comes after it cannot.
    const [asker, facts, destinations] = cells.slice(-4) as [string, string, string]
    const known: Known = {}
    const unread: string[] = []
    for (const each of [`doelgroep=${asker}`, ...facts.split(/\s(?=\w+=)/).flatMap((said) => said.trim() || [])]) {
      const [word = '', value = ''] = each.split('=')
      const fact = (apiFacts as Record<string, Fact>)[word]
      const read = fact && readFact(fact, fact === 'asker' ? ((apiGroups as Record<string, string>)[value] ?? '') : value)
      if (read) known[fact] = read
      else if (value) unread.push(each)
    }
    return [{ id, question: cells.slice(1, -4).join('; '), known, destinations: destinations.split('|').map((each) => each.trim()), unread }]
  })
}

/** What the signpost makes of one case. */
export interface Tried {
  case: Case
  suggestions: Suggestion[]
  first: boolean
  inThree: boolean
  /** Of what is suggested, what a known fact rules out: must be none. */
  ruledOut: string[]
  /** Questions asked when the case's facts are known, each skipped. */
  asked: number
  /** Questions asked of somebody who only tells who they are and answers by the case's facts, and whether the first suggestion is right then. */
  fromWords: { asked: number; first: boolean }
}

/** Asks until there is nothing more to ask: what is known of the answers is answered, the rest skipped. */
function askAll(signpost: Signpost, question: string, start: Known, answers: Known): { asked: number; known: Known } {
  let known = start
  const skipped: Fact[] = []
  for (let asked = 0; ; asked++) {
    const next = nextQuestion(understand(signpost, question, known), known, skipped)
    if (!next) return { asked, known }
    const answer = answers[next.fact]
    if (answer === undefined) skipped.push(next.fact)
    else known = { ...known, [next.fact]: answer }
  }
}

export function tryCase(signpost: Signpost, given: Case): Tried {
  const { question, known, destinations } = given
  const suggestions = suggest(understand(signpost, question, known), known)
  const right = (suggestion: Suggestion | undefined) => suggestion !== undefined && destinations.includes(suggestion.destination.code)
  const words = askAll(signpost, question, known.asker ? { asker: known.asker } : {}, known)
  return {
    case: given,
    suggestions,
    first: right(suggestions[0]),
    inThree: suggestions.slice(0, 3).some(right),
    ruledOut: suggestions.filter(({ entry, destination }) => ruledOut([...entry.service.conditions, ...destination.conditions], known)).map(({ destination }) => destination.code),
    asked: askAll(signpost, question, known, {}).asked,
    fromWords: { asked: words.asked, first: right(suggest(understand(signpost, question, words.known), words.known)[0]) },
  }
}

/** The shares over a list of cases. */
export function shares(tried: readonly Tried[]) {
  const share = (count: number) => (tried.length ? count / tried.length : 0)
  const sum = (of: (each: Tried) => number) => tried.reduce((total, each) => total + of(each), 0)
  return {
    cases: tried.length,
    first: share(tried.filter((each) => each.first).length),
    inThree: share(tried.filter((each) => each.inThree).length),
    ruledOut: sum((each) => each.ruledOut.length),
    asked: share(sum((each) => each.asked)),
    askedFromWords: share(sum((each) => each.fromWords.asked)),
    firstFromWords: share(tried.filter((each) => each.fromWords.first).length),
  }
}
