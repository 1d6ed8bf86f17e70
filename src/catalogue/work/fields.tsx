import type { VNode } from 'preact'
import { fieldId, More, TextField } from '../../foundation/ui/components.tsx'
import { type Use, uses } from '../conditions.ts'
import { type Fact, factNames, facts, isNumeric } from '../facts.ts'
import { sayValue } from '../signpost/reasons.ts'
import { say } from '../words.ts'
import { conditionField, type EditFields } from './form.ts'

interface Props {
  field: EditFields
  municipalities: readonly string[]
}

/** What may be ticked of one fact, a row per value and a column per way in which it counts. */
function ChoiceTable({ field, fact, choices }: Props & { fact: Fact; choices: readonly string[] }): VNode {
  const { language, form, explain } = field
  const t = say[language]
  const chosen = Object.fromEntries(uses.map((use) => [use, new Set((form.values[conditionField(fact, use)] ?? '').split(','))]))
  const problem = uses.map((use) => form.errors[conditionField(fact, use)]).find((each) => each)
  return (
    <>
      {problem && <div class="utrecht-form-field-error-message">{explain(problem)}</div>}
      <table class="utrecht-table wc-ticks" id={fieldId(conditionField(fact, 'required'))}>
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
                    name={field(conditionField(fact, use)).name}
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
  const { field, fact, municipalities } = props
  const t = say[field.language]
  const choices = facts[fact] ?? (fact === 'municipality' ? municipalities : undefined)
  if (choices) return <ChoiceTable {...props} choices={choices} />
  const text = (use: Use, label: 'edit.words' | 'edit.from' | 'edit.until', end?: 'from' | 'until') => (
    <TextField key={use} {...field(conditionField(fact, use, end))} label={t(label, { use: t(`condition.${use}`) })} inputMode={end && 'numeric'} />
  )
  if (!isNumeric(fact)) return <>{uses.map((use) => text(use, 'edit.words'))}</>
  return (
    <>
      {uses.map((use) => (
        <div class="wc-pair" key={use}>
          {text(use, 'edit.from', 'from')}
          {text(use, 'edit.until', 'until')}
        </div>
      ))}
    </>
  )
}

/** For whom a service is, fact by fact; a part with something in it is open. */
export function ConditionFields(props: Props): VNode {
  const { language, form } = props.field
  const filled = (fact: Fact) => [...Object.entries(form.values), ...Object.entries(form.errors)].some(([name, value]) => name.startsWith(`if-${fact}-`) && value)
  return (
    <>
      {factNames.map((fact) => (
        <More key={fact} title={say[language](`fact.${fact}`)} open={filled(fact)}>
          <FactConditions {...props} fact={fact} />
        </More>
      ))}
    </>
  )
}
