import type { VNode } from 'preact'
import { z } from 'zod'
import type { Language } from '../../foundation/i18n/i18n.ts'
import { Check, Choice, FileField, P, Several, TextArea, TextField } from '../../foundation/ui/components.tsx'
import { type Fields, formsIn } from '../../foundation/ui/fields.ts'
import { explainerOf } from '../../foundation/ui/layout.tsx'
import type { Filled } from '../../foundation/web/forms.ts'
import type { Setup } from '../network.ts'
import nl from '../nl.json'
import { type Colour, colours, largestLogo } from '../style.ts'
import { say } from '../words.ts'
import { type Field, fieldNames, type Item } from './fields.ts'
import type { Section } from './sections.ts'

const spareRows = 1
type Key = 'part.none'

/** What a field is called: its own name on this form, else the one it has on all. Names of rows are without their number. */
function keyOf(section: Section, name: string, end = ''): Key | undefined {
  const plain = name.replace(/\.\d+/g, '')
  return [`part.${section.name}.${plain}${end}`, `part.${plain}${end}`].find((each) => each in nl) as Key | undefined
}
/** What a field is called on its form, a row with its number. */
export const labelOf = (language: Language, section: Section, name: string) => {
  const day = /^hours\.(\d)$/.exec(name)?.[1]
  if (day) return new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2024, 0, Number(day))))
  const said = section.fields.find((each) => each.name === name)?.says
  if (said) return said.label(language)
  const key = keyOf(section, name)
  const row = /\.(\d+)\./.exec(name)?.[1]
  return `${key ? say[language](key) : name}${row ? ` ${Number(row) + 1}` : ''}`
}
/** What is said at a field that is wrong. */
export const wrongAt = (section: Section, name: string): string => keyOf(section, name, '.wrong') ?? (/^hours\.\d$/.test(name) ? 'part.hours.wrong' : 'part.wrong')

/** A section as it is handed in: which item, how that was when the form was opened, and the fields that the section lists. */
export const sectionSchema = z.looseObject({ welke: z.string().max(60).optional(), gezien: z.string().max(40).catch('') })
/** The form of a section; on top of it each field that is wrong by the name it has on the form. */
export const sectionFields = (language: Language, section: Section, form: Filled) =>
  formsIn<string>({ nl: (name) => labelOf('nl', section, name), en: (name) => labelOf('en', section, name) }, explainerOf(say))(
    sectionSchema,
    Object.fromEntries(Object.keys(form.errors).map((name) => [name, { label: name }])),
  ).in(language, form)
/** Takes an item out of a section. */
export const removeForm = formsIn(say)(z.object({ welke: z.string().max(60) }), {})

interface Drawn {
  section: Section
  item: Item
  named: Fields<string>
}

const types = { text: 'text', email: 'email', tel: 'tel', url: 'url', date: 'date', number: 'text', secret: 'password', postcode: 'text', hours: 'text' } as const

/** One field, or the group of fields it stands for, as it is now. */
export function One({ field, prefix = '', ...drawn }: Drawn & { field: Field; prefix?: string }): VNode {
  const { section, item, named } = drawn
  const { language, form } = named
  const t = say[language]
  const name = prefix + field.name
  const hint = keyOf(section, name, '.hint')
  const props = { ...named(name), label: labelOf(language, section, name), hint: field.says?.hint(language) ?? (hint && t(hint, { kb: largestLogo / 1000 })) }
  switch (field.sort) {
    case 'area':
      return <TextArea {...props} rows={3} />
    case 'choice':
      return <Choice {...props} options={field.options} />
    case 'several':
      return <Several {...props} options={field.options} />
    case 'hours':
      return (
        <fieldset class="wc-group">
          <legend>{props.label}</legend>
          <P soft>{props.hint}</P>
          <div class="wc-pair">
            {[1, 2, 3, 4, 5, 6, 7].map((day) => (
              <TextField key={day} {...named(`${name}.${day}`)} label={labelOf(language, section, `${name}.${day}`)} />
            ))}
          </div>
        </fieldset>
      )
    case 'rows': {
      const had = new Set(Object.keys(form.values).map((each) => (each.startsWith(`${name}.`) ? each.split('.')[1] : undefined)))
      had.delete(undefined)
      return (
        <fieldset class="wc-group">
          <legend>{props.label}</legend>
          {props.hint && <P soft>{props.hint}</P>}
          {Array.from({ length: had.size + spareRows }, (_, row) => (
            <div class="wc-row" key={`${name}.${row}`}>
              {field.fields.map((each) => (
                <One key={each.name} {...drawn} field={each} prefix={`${name}.${row}.`} />
              ))}
            </div>
          ))}
        </fieldset>
      )
    }
    case 'image': {
      // Only the section of the look and feel has a picture; its item is the set-up itself.
      const had = item.style && (item as unknown as Setup).style.logo
      return (
        <>
          <FileField {...props} language={language} accept=".svg,.png,.webp,.jpg,.jpeg" />
          {had && <Check {...named(`${name}.weg`)} label={t('part.style.logo.remove')} />}
        </>
      )
    }
    case 'colour':
      return <TextField {...props} type="color" start={colours[field.name.split('.').at(-1) as Colour].own} />
    default:
      return <TextField {...props} type={types[field.sort]} inputMode={field.sort === 'number' ? 'numeric' : undefined} />
  }
}

/** At which of a form's fields a mistake belongs that the document has at this place. */
export function fieldAt(section: Section, item: Item, path: readonly PropertyKey[]): string | undefined {
  const names = fieldNames(section.fields, item)
  for (let length = path.length; length > 0; length -= 1) {
    const name = path.slice(0, length).map(String).join('.')
    if (names.includes(name)) return name
    const within = names.find((each) => each.startsWith(`${name}.`))
    if (within) return within
  }
  return undefined
}
