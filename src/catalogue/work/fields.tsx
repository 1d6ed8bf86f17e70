import type { VNode } from 'preact'
import type { Language } from '../../foundation/i18n/i18n.ts'
import { More, TextField } from '../../foundation/ui/components.tsx'
import type { Filled } from '../../foundation/web/forms.ts'
import type { FieldProblem } from '../../foundation/web/problem.ts'
import { uses } from '../conditions.ts'
import { type Fact, factNames, facts, isNumeric } from '../facts.ts'
import { sayValue } from '../signpost/reasons.ts'
import { say } from '../words.ts'
import { conditionField } from './form.ts'

interface Props {
  language: Language
  form: Filled
  start: Record<string, string>
  explain: (problem: FieldProblem) => string
  municipalities: readonly string[]
}

/** What may be ticked of one fact, a row per value and a column per way in which it counts. */
function ChoiceTable({ language, form, start, explain, fact, choices }: Props & { fact: Fact; choices: readonly string[] }): VNode {
  const t = say[language]
  const chosen = Object.fromEntries(uses.map((use) => [use, new Set((form.values[conditionField(fact, use)] ?? start[conditionField(fact, use)] ?? '').split(','))]))
  const problem = uses.map((use) => form.errors[conditionField(fact, use)]).find((each) => each)
  return (
    <>
      {problem && <div class="utrecht-form-field-error-message">{explain(problem)}</div>}
      <table class="utrecht-table wc-ticks" id={`veld-${conditionField(fact, 'required')}`}>
        <thead>
          <tr>
            <th scope="col">{t(`fact.${fact}`)}</th>
            {uses.map((use) => (
              <th scope="col" key={use}>
                {t(`condition.${use}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {choices.map((value) => (
            <tr key={value}>
              <th scope="row">{sayValue(language, fact, value)}</th>
              {uses.map((use) => (
                <td key={use}>
                  <input
                    type="checkbox"
                    name={conditionField(fact, use)}
                    value={value}
                    checked={chosen[use]!.has(value)}
                    aria-label={`${t(`condition.${use}`)}: ${sayValue(language, fact, value)}`}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

/** One fact's conditions: ranges of a number, ticks of choices, or free words. */
function FactConditions(props: Props & { fact: Fact }): VNode {
  const { language, form, start, explain, fact, municipalities } = props
  const t = say[language]
  const choices = facts[fact] ?? (fact === 'municipality' ? municipalities : undefined)
  if (choices) return <ChoiceTable {...props} choices={choices} />
  const field = (name: string, label: string) => (
    <TextField key={name} form={form} explain={explain} name={name} label={label} start={start[name]} inputMode={isNumeric(fact) ? 'numeric' : undefined} />
  )
  if (!isNumeric(fact)) return <>{uses.map((use) => field(conditionField(fact, use), t('edit.words', { use: t(`condition.${use}`) })))}</>
  return (
    <>
      {uses.map((use) => (
        <div class="wc-pair" key={use}>
          {field(conditionField(fact, use, 'from'), t('edit.from', { use: t(`condition.${use}`) }))}
          {field(conditionField(fact, use, 'until'), t('edit.until', { use: t(`condition.${use}`) }))}
        </div>
      ))}
    </>
  )
}

/** For whom a service is, fact by fact; a part with something in it is open. */
export function ConditionFields(props: Props): VNode {
  const t = say[props.language]
  const filled = (fact: Fact) =>
    Object.entries({ ...props.start, ...props.form.values }).some(([name, value]) => name.startsWith(`if-${fact}-`) && value) ||
    Object.keys(props.form.errors).some((name) => name.startsWith(`if-${fact}-`))
  return (
    <>
      {factNames.map((fact) => (
        <More key={fact} title={t(`fact.${fact}`)} open={filled(fact)}>
          <FactConditions {...props} fact={fact} />
        </More>
      ))}
    </>
  )
}
