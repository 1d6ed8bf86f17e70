import type { VNode } from 'preact'
import type { Language } from '../../foundation/i18n/i18n.ts'
import { Choice, TextField } from '../../foundation/ui/components.tsx'
import type { FieldProps } from '../../foundation/ui/fields.ts'
import { type Fact, isNumeric } from '../facts.ts'
import { sayValue } from '../signpost/reasons.ts'
import { say } from '../words.ts'

/** The question that asks for one fact. `answers` are what can be chosen of a fact that has no choices of its own. */
export function FactField({
  language,
  fact,
  answers,
  municipalities,
  ...field
}: FieldProps & { language: Language; fact: Fact; answers?: readonly string[]; municipalities: readonly string[] }): VNode {
  if (isNumeric(fact)) return <TextField {...field} inputMode="numeric" />
  if (field.options) return <Choice {...field} />
  const choices = fact === 'municipality' ? municipalities : answers
  if (!choices?.length) return <TextField {...field} />
  const t = say[language]
  return (
    <Choice {...field} options={[['', t('signpost.group.choose')], ...choices.map((each) => [each, sayValue(language, fact, each)] as const), ['anders', t('signpost.other')]]} />
  )
}
