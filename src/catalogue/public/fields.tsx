import type { VNode } from 'preact'
import type { Language } from '../../foundation/i18n/i18n.ts'
import { Choice, type FieldProps, TextField } from '../../foundation/ui/components.tsx'
import { type Fact, facts, isNumeric } from '../facts.ts'
import { sayValue } from '../signpost/reasons.ts'
import { type CatalogueKey, say } from '../words.ts'

const withHint = ['age', 'employees', 'diploma']

/** The question that asks for one fact; leaving it open is always possible. `answers` are what can be chosen of a fact that has no choices of its own. */
export function FactField({
  language,
  fact,
  answers,
  municipalities,
  ...field
}: Omit<FieldProps, 'label' | 'hint'> & { language: Language; fact: Fact; answers?: readonly string[]; municipalities: readonly string[] }): VNode {
  const t = say[language]
  const asked = { ...field, label: t(`ask.${fact}`), hint: withHint.includes(fact) ? t(`ask.hint.${fact}` as CatalogueKey) : undefined }
  if (isNumeric(fact)) return <TextField {...asked} inputMode="numeric" />
  const choices = facts[fact] ?? (fact === 'municipality' ? municipalities : answers)
  if (!choices?.length) return <TextField {...asked} />
  const options = choices.map((each) => [each, sayValue(language, fact, each)] as const)
  return <Choice {...asked} options={[['', t('signpost.group.choose')], ...options, ...(facts[fact] ? [] : [['anders', t('signpost.other')] as const])]} />
}
