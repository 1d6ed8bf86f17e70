import type { Language } from '../foundation/i18n/i18n.ts'
import { regionOfId } from '../network/geography.ts'
import { askerGroups, type Fact, factNames, facts, topics } from './question.ts'
import { say } from './words.ts'

type Options = readonly (readonly [string, string])[]

/** A fact's value as people say it. */
export const sayFact = (language: Language, fact: Fact, value: string) =>
  (facts[fact] as readonly string[] | undefined)?.includes(value) ? say[language](`value.${value}` as 'value.ww') : value

function choicesIn(language: Language) {
  const t = say[language]
  const unknown = ['', t('question.unknown')] as const
  const municipalities = new Map<number, Options>()
  return {
    groups: askerGroups.map((each) => [each, t(`group.${each}`)] as const),
    topics: [unknown, ...topics.map((each) => [each, t(`topic.${each}`)] as const)],
    /** Each fact with its label, and what can be chosen of it; a free one has no options. */
    facts: factNames.map((fact) => ({
      fact,
      label: t(`fact.${fact}`),
      options: facts[fact] && ([unknown, ...facts[fact].map((each) => [each, sayFact(language, fact, each)] as const)] as Options),
    })),
    waits: [
      ['nee', t('question.write.waits.no')],
      ['ja', t('question.write.waits.yes')],
    ] as const,
    municipalities: (region: number): Options => {
      const had = municipalities.get(region) ?? [unknown, ...regionOfId(region).municipalities.map((each) => [each, each] as const)]
      municipalities.set(region, had)
      return had
    },
  }
}

/** What can be chosen in the desk's forms, in each language: the same lists each time, so that each is drawn once. */
export const choices = { nl: choicesIn('nl'), en: choicesIn('en') }
