import { answerKinds } from '../../desk/question.ts'
import { uses } from '../conditions.ts'
import { factNames, facts, isNumeric } from '../facts.ts'
import { reaches, type Service, serviceForms } from '../service.ts'
import { sayValue } from '../signpost/reasons.ts'
import type { Choices } from '../choices.ts'
import { say } from '../words.ts'
import { conditionField, lineFields, toldFields, valuesFrom } from '../work/form.ts'

/** A column of the sheet of services: a field of the form, with what can stand in it where that is a choice. */
export interface Column {
  field: string
  head: string
  /** Each choice by its code, with how it is said. */
  choices?: ReadonlyMap<string, string>
  /** More than one may stand in it, divided by semicolons. */
  several: boolean
}

export const keyField = 'key'

/** The columns of the sheet, Dutch as the files of the region are: who keeps lists writes in words, not in codes. */
export function columnsOf({ vocabulary, municipalities, walkInPoints }: Choices): Column[] {
  const t = say.nl
  const named = (list: readonly { code: string; name: { nl: string } }[]) => new Map(list.map(({ code, name }) => [code, name.nl]))
  const topics = named(vocabulary.topics)
  const one = (field: string, head: string, choices?: ReadonlyMap<string, string>): Column => ({ field, head, choices, several: false })
  const many = (field: string, head: string, choices?: ReadonlyMap<string, string>): Column => ({ field, head, choices, several: true })
  const told = (language: 'nl' | 'en') =>
    toldFields.map((name) => one(`${name}-${language}`, language === 'nl' ? t(`edit.${name}`) : t('edit.in-english', { field: t(`edit.${name}`) })))
  const conditions = factNames.flatMap((fact) =>
    uses.flatMap((use): Column[] => {
      const head = `${t(`condition.${use}`)}: ${t(`fact.${fact}`)}`
      if (isNumeric(fact))
        return (['from', 'until'] as const).map((end) => one(conditionField(fact, use, end), `${t(`edit.${end}`, { use: t(`condition.${use}`) })}: ${t(`fact.${fact}`)}`))
      const choices = facts[fact]
        ? new Map(facts[fact].map((each) => [each, sayValue('nl', fact, each)]))
        : fact === 'municipality'
          ? new Map(municipalities.map((each) => [each, each]))
          : undefined
      return [many(conditionField(fact, use), head, choices)]
    }),
  )
  return [
    one(keyField, t('sheet.key')),
    ...told('nl'),
    ...lineFields.map((name) => one(name, t(`edit.${name}`))),
    one('topic', t('edit.topic'), topics),
    many('topics', t('edit.topics'), topics),
    one('destination', t('edit.destination'), named(vocabulary.destinations)),
    many('form', t('edit.form'), new Map(serviceForms.map((each) => [each, t(`form.${each}`)]))),
    one('answer', t('edit.answer'), new Map(answerKinds.map((each) => [each, t(`answer.${each}`)]))),
    one('reach', t('edit.reach'), new Map(reaches.map((each) => [each, t(`reach.${each}`)]))),
    many('municipalities', t('sheet.municipalities'), new Map(municipalities.map((each) => [each, each]))),
    many('walkInPoints', t('sheet.walkInPoints'), walkInPoints),
    many('languages', t('service.languages')),
    many('links', t('service.links')),
    many('asked', t('service.asked')),
    ...conditions,
    ...told('en'),
  ]
}

const divider = '; '
/** How the form divides what the sheet divides by semicolons. */
const formDivider = (field: string) => (field === 'links' || field === 'asked' ? '\n' : field.startsWith('if-') || field === 'languages' ? ',' : undefined)

/** A walk-in point that closed is nowhere any more; whatever else is not known is for who reads it to see. */
export const isThere = ({ field, choices }: Column, code: string): boolean => field !== 'walkInPoints' || choices!.has(code)

/** A service as the cells of its row. */
export function cellsOf(columns: readonly Column[], slug: string, service: Service): string[] {
  const values = { ...valuesFrom(service), [keyField]: slug }
  return columns.map((column) => {
    const { field, choices, several } = column
    const value = values[field as keyof typeof values] ?? ''
    const parts = several
      ? value
          .split(formDivider(field) ?? ',')
          .map((each) => each.trim())
          .filter((each) => each && isThere(column, each))
      : [value]
    return parts.map((each) => choices?.get(each) ?? each).join(divider)
  })
}

const plain = (text: string) => text.trim().toLowerCase()

/** A row's cells as the fields of the form. What is said in words becomes its code; a code may stand there too, and what is neither stays, to be refused at its cell. */
export function fieldsOf(columns: readonly (Column | undefined)[], cells: readonly string[]): Record<string, string | string[]> {
  const fields: Record<string, string | string[]> = {}
  columns.forEach((column, at) => {
    const text = cells[at]?.trim()
    if (!column || !text) return
    const { field, choices, several } = column
    const code = (part: string) => [...(choices ?? [])].find(([each, name]) => plain(each) === plain(part) || plain(name) === plain(part))?.[0] ?? part.trim()
    if (!several) fields[field] = code(text)
    else {
      const parts = text.split(/[;\n]/).map(code).filter(Boolean)
      const by = formDivider(field)
      fields[field] = choices || by === undefined ? parts : parts.join(by)
    }
  })
  return fields
}

/** The values of a form as its fields: what holds several is a list, without what is no longer there. */
export const bodyOf = (columns: readonly Column[], values: Record<string, string>): Record<string, string | string[]> => {
  const lists = new Map(columns.flatMap((each) => (each.several && each.choices ? [[each.field, each] as const] : [])))
  const partsOf = (column: Column, value: string) => value.split(',').filter((each) => each && isThere(column, each))
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, lists.has(name) ? partsOf(lists.get(name)!, value) : value]))
}
