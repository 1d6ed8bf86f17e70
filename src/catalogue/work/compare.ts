import type { Language } from '../../foundation/i18n/i18n.ts'
import type { Service } from '../service.ts'
import { sayConditions } from '../signpost/reasons.ts'
import { type Choices, sayWhere } from '../choices.ts'
import { say } from '../words.ts'
import { lineFields, toldFields } from './form.ts'

/** A service as named lines of text, as far as it is filled in; for reading and for comparing. */
function linesOf(language: Language, { vocabulary, walkInPoints }: Choices, service: Service): Map<string, string> {
  const t = say[language]
  const name = (list: readonly { code: string; name: Record<Language, string> }[], code: string) => list.find((each) => each.code === code)?.name[language] ?? code
  const lines: [string, string | undefined][] = [
    ...toldFields.flatMap((field): [string, string | undefined][] => [
      [t(`edit.${field}`), service[field]?.nl],
      [t('edit.in-english', { field: t(`edit.${field}`) }), service[field]?.en],
    ]),
    ...lineFields.map((field): [string, string | undefined] => [t(`edit.${field}`), service[field]]),
    [t('edit.topic'), name(vocabulary.topics, service.topics[0]!)],
    [
      t('edit.topics'),
      service.topics
        .slice(1)
        .map((each) => name(vocabulary.topics, each))
        .sort()
        .join(', '),
    ],
    [t('edit.destination'), name(vocabulary.destinations, service.destination)],
    [t('edit.answer'), service.answer && t(`answer.${service.answer}`)],
    [t('edit.form'), service.form.map((each) => t(`form.${each}`)).join(', ')],
    [
      t('service.who'),
      sayConditions(
        language,
        service.conditions.map((each) => ({ ...each, values: each.values && [...each.values].sort() })),
      )
        .sort()
        .join('\n'),
    ],
    [t('service.where'), sayWhere(language, service.where, walkInPoints)],
    [t('service.languages'), service.languages.join(', ')],
    [t('service.links'), service.links.join('\n')],
    [t('service.asked'), service.asked.join('\n')],
    [t('edit.example'), service.example ? '✓' : undefined],
  ]
  return new Map(lines.filter((line): line is [string, string] => Boolean(line[1])))
}

export interface Difference {
  field: string
  before: string
  after: string
}

/** What differs between two versions, field by field, in words. */
export function differences(language: Language, choices: Choices, before: Service | undefined, after: Service): Difference[] {
  const [was, becomes] = [before ? linesOf(language, choices, before) : new Map<string, string>(), linesOf(language, choices, after)]
  return [...new Set([...becomes.keys(), ...was.keys()])]
    .map((field) => ({ field, before: was.get(field) ?? '', after: becomes.get(field) ?? '' }))
    .filter((each) => each.before !== each.after)
}
