import type { Language } from '../../foundation/i18n/i18n.ts'
import { sayFact } from '../../desk/choices.ts'
import type { Fact as DeskFact } from '../../desk/question.ts'
import { say as sayDesk } from '../../desk/words.ts'
import { type Condition, type Judgement, uses } from '../conditions.ts'
import { type Fact, facts, type Known } from '../facts.ts'
import type { Vocabulary } from '../vocabulary.ts'
import { type CatalogueKey, say } from '../words.ts'
import type { Suggestion } from './weigh.ts'

const hasChoice = (fact: Fact, value: string) => (facts[fact] as readonly string[] | undefined)?.includes(value)

/** A fact's value as people say it: 'WW-uitkering', 'werkgever', '35'. */
export function sayValue(language: Language, fact: Fact, value: string): string {
  if (fact === 'asker') return sayDesk[language](`group.${value}` as 'group.worker')
  return hasChoice(fact, value) ? sayFact(language, fact as DeskFact, value) : value
}

/** 'u een WW-uitkering hebt', to come after 'omdat'. */
export const sayBecause = (language: Language, fact: Fact, value: string): string =>
  hasChoice(fact, value)
    ? say[language](`because.${fact}.${value}` as CatalogueKey)
    : say[language](`because.${fact}` as CatalogueKey, { value: fact === 'employees' ? Number(value) : value })

/** 'een, twee of drie', 'a, b and c'. */
export function listed(language: Language, parts: readonly string[], word: 'and' | 'or'): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} ${say[language](word)} ${parts.at(-1)}`
}

/** Whom a condition is about, in words that follow 'alleen', 'vooral' or 'niet'. */
export function sayCondition(language: Language, { fact, values, from, until }: Condition): string {
  if (fact === 'age' || fact === 'employees') return say[language](`for.${fact}`, { from, until, open: until === undefined ? 'from' : from === undefined ? 'until' : 'both' })
  // A choice is said as what somebody does, a free word as it stands.
  const said = (values ?? []).map((each) => (hasChoice(fact, each) ? say[language](`who.${fact}.${each}` as CatalogueKey) : each))
  return say[language](facts[fact] ? 'for.who' : (`for.${fact}` as CatalogueKey), { values: listed(language, said, 'or') })
}

/** Conditions in words, those that are required first. */
export const sayConditions = (language: Language, conditions: readonly Condition[]): string[] =>
  uses.flatMap((use) => conditions.filter((each) => each.use === use).map((each) => `${say[language](`condition.${use}`)} ${sayCondition(language, each)}`))

/** What is known and as a service asks, each fact once; who somebody is follows from their situation. */
export function sayMet(language: Language, judgement: Judgement, known: Known): string[] {
  const met = new Set(judgement.for.map(({ fact }) => fact))
  return [...met].filter((fact) => fact !== 'asker' || !met.has('situation')).map((fact) => sayBecause(language, fact, known[fact]!))
}

/** What a suggestion says of itself: why it is made, what speaks against it, and what is not known yet. */
export interface Said {
  /** Each to come after 'omdat'. */
  because: string[]
  against: string[]
  unknown: string[]
}

/** The reasons of a suggestion, in sentences for who asked. The same suggestion always has the same. */
export function sayReasons(language: Language, vocabulary: Vocabulary, suggestion: Suggestion, known: Known): Said {
  const t = say[language]
  const { about, judgement, named, destination } = suggestion
  const topicName = (code: string) => vocabulary.topics.find((each) => each.code === code)?.name[language] ?? code
  const topics = about.filter(({ words }) => words).map(({ topic }) => topicName(topic))
  const because = [
    ...(named === 'wanted' ? [t('because.named', { destination: destination.name[language] })] : []),
    ...(topics.length === 0 && suggestion.alike ? [t('because.alike', { question: suggestion.alike })] : []),
    ...(topics.length ? [t('because.topic', { topic: listed(language, topics, 'and') })] : []),
    ...sayMet(language, judgement, known),
  ]
  return {
    because: because.length ? because : [t('because.floor')],
    against: [...(named === 'unwanted' ? [t('against.unwanted')] : []), ...judgement.against.map((each) => t('against', { condition: sayCondition(language, each) }))],
    unknown: [...new Set(judgement.unknown.map(({ fact }) => fact))].map((fact) => t(`about.${fact}`)),
  }
}
