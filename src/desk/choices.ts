import type { Language } from '../foundation/i18n/i18n.ts'
import { remember } from '../foundation/remember.ts'
import { regionOfId } from '../network/geography.ts'
import { askerGroups, channels, closedStates, dismissals, type Fact, factNames, facts, openStates, topics, urgentEnds, urgentKinds } from './question.ts'
import { say } from './words.ts'

type Option = readonly [string, string]
type Options = readonly Option[]

/** A fact's value as people say it. */
export const sayFact = (language: Language, fact: Fact, value: string) =>
  (facts[fact] as readonly string[] | undefined)?.includes(value) ? say[language](`value.${value}` as 'value.ww') : value

function choicesIn(language: Language) {
  const t = say[language]
  const [unknown, choose, any] = [t('question.unknown'), t('ask.group.choose'), t('work.filter.any')].map((label) => ['', label] as const) as [Option, Option, Option]
  const groups = askerGroups.map((each) => [each, t(`group.${each}`)] as const)
  const subjects = topics.map((each) => [each, t(`topic.${each}`)] as const)
  const municipalities = new Map<string, Options>()
  const municipalitiesAfter = (first: Option) => (region: number) =>
    remember(municipalities, `${first[1]}|${region}`, () => [first, ...regionOfId(region).municipalities.map((each) => [each, each] as const)])
  return {
    groups,
    groupsToChoose: [choose, ...groups],
    topics: [unknown, ...subjects],
    municipalities: municipalitiesAfter(unknown),
    filter: {
      order: (['due', 'newest', 'oldest'] as const).map((each) => [each, t(`order.${each}`)] as const),
      topics: [any, ...subjects],
      groups: [any, ...groups],
      channels: [any, ...channels.map((each) => [each, t(`channel.${each}`)] as const)],
      closedStates: [any, ...closedStates.map((each) => [each, t(`state.${each}`)] as const)],
      states: [any, ...openStates.map((each) => [each, t(`state.${each}`)] as const)],
      municipalities: municipalitiesAfter(any),
    },
    /** Each fact with its label, and what can be chosen of it; a free one has no options. */
    facts: factNames.map((fact) => ({
      fact,
      label: t(`fact.${fact}`),
      options: facts[fact] && ([unknown, ...facts[fact].map((each) => [each, sayFact(language, fact, each)] as const)] as Options),
    })),
    urgentKinds: [choose, ...urgentKinds.map((each) => [each, t(`urgent.kind.${each}`)] as const)],
    urgentEnds: [choose, ...urgentEnds.map((each) => [each, t(`urgent.off.${each}`)] as const)],
    dismissals: [['', t('ask.group.choose')] as const, ...dismissals.map((each) => [each, t(`aside.${each}`)] as const)],
    waits: [
      ['nee', t('question.write.waits.no')],
      ['ja', t('question.write.waits.yes')],
    ] as const,
  }
}

/** What can be chosen in the desk's forms, in each language: the same lists each time, so that each is drawn once. */
export const choices = { nl: choicesIn('nl'), en: choicesIn('en') }
