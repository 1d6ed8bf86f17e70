import type { z } from 'zod'
import type { Language, Say, Values } from '../i18n/i18n.ts'
import { emptyForm, type Filled } from '../web/forms.ts'
import type { FieldProblem } from '../web/problem.ts'
import { explainerOf } from './layout.tsx'

declare const ofSchema: unique symbol
/** The name of a field that a schema has. */
export type FieldName = string & { readonly [ofSchema]: true }
/** The names that a schema takes. */
export type NameIn<Schema extends z.ZodType> = keyof z.input<Schema> & string

/** Values that can be chosen, each with its words. */
export type Options = readonly (readonly [string, string])[]

/** What a form says of a field, in keys of its room's messages. */
export interface FieldWords<Key extends string> {
  label: Key
  hint?: Key
  /** What can be chosen, where that is the same for everybody. */
  options?: (language: Language) => Options
}

/** What another room says of a field that it lends to a form. */
export interface LentWords {
  readonly lent: Record<Language, Say<string>>
  readonly label: string
  readonly hint?: string
  readonly options?: (language: Language) => Options
}
/** Lends fields with a room's own words, to be spread among those of another room's form. */
export const lentBy =
  <Key extends string>(say: Record<Language, Say<Key>>) =>
  <const Name extends string>(words: Readonly<Record<Name, FieldWords<Key>>>): Readonly<Record<Name, LentWords>> =>
    Object.fromEntries(Object.entries<FieldWords<Key>>(words).map(([name, each]) => [name, { ...each, lent: say }])) as unknown as Record<Name, LentWords>

/** A field of a form as it is shown to somebody: what each kind of field is drawn from. */
export interface FieldProps {
  name: FieldName
  label: string
  hint?: string
  options?: Options
  form: Filled
  explain: (problem: FieldProblem) => string
  prefix?: string
  /** The value when the form was not handed in yet. */
  start?: string
  /** Where somebody begins to type on this page. */
  focus?: boolean
}

/** The fields of one form on one page. */
export interface Fields<Name extends string = never> {
  (name: Name): FieldProps
  /** A field with its value, for a button or for what is not seen. */
  valued(name: Name, value: string): { name: FieldName; value: string }
  readonly language: Language
  readonly form: Filled
  readonly prefix?: string
  readonly labels: Readonly<Record<string, string | undefined>>
  /** What is wrong, in the words of the form, or of who lent it this field. */
  explain(problem: FieldProblem, name?: string): string
}

/** A form: what it takes, and what it says of each field. */
export interface FormOf<Schema extends z.ZodType> {
  readonly schema: Schema
  /** Its fields in a language, as they were filled in; `prefix` where a page has several forms with fields of the same name, `values` what its words name. */
  in(language: Language, form?: Filled, beside?: { prefix?: string; values?: Values }): Fields<NameIn<Schema>>
}

/** Declares the forms of a room, in its words; `explain` where what is wrong can also be in another room's. */
export const formsIn =
  <Key extends string>(say: Record<Language, Say<Key>>, explain: ReturnType<typeof explainerOf> = explainerOf(say)) =>
  <Schema extends z.ZodType>(schema: Schema, words: { readonly [Name in NameIn<Schema>]?: FieldWords<Key> | LentWords }): FormOf<Schema> => {
    const said: Readonly<Record<string, FieldWords<Key> | LentWords | undefined>> = words
    const lenderOf = (name: string) => {
      const each = said[name]
      return each && 'lent' in each ? each.lent : undefined
    }
    return {
      schema,
      in(language, form = emptyForm, { prefix, values } = {}) {
        const labels: Record<string, string | undefined> = {}
        const wordsFor = (name: string) => (lenderOf(name) ?? say)[language] as Say<string>
        for (const [name, each] of Object.entries(said)) if (each) labels[name] = wordsFor(name)(each.label, values)
        const explained = (problem: FieldProblem, name = '') => {
          const lender = lenderOf(name)
          return (lender ? explainerOf(lender) : explain)({ language })({ ...problem, values: { ...values, ...problem.values } as FieldProblem['values'] })
        }
        const field = (name: string): FieldProps => {
          const { hint, options } = said[name] ?? {}
          return {
            name: name as FieldName,
            label: labels[name] ?? '',
            hint: hint && wordsFor(name)(hint, values),
            options: options?.(language),
            form,
            explain: (problem) => explained(problem, name),
            prefix,
          }
        }
        return Object.assign(field, { language, form, prefix, labels, explain: explained, valued: (name: string, value: string) => ({ name: name as FieldName, value }) })
      },
    }
  }

/** What stands in the forms of a page: what was handed in of one of them and comes back, and what who looks was writing in others. */
export interface Stands<Which extends string = string> {
  readonly filled?: { readonly which: Which; readonly form: Filled }
  readonly drafts?: ReadonlyMap<string, Filled>
}
/** What stands in one of them; undefined where nothing does. */
export const standsIn = <Which extends string>({ filled, drafts }: Stands<Which>, which: Which): Filled | undefined => (filled?.which === which ? filled.form : drafts?.get(which))

/** The fields of one of a page's forms, with what stands in it. Their ids begin with its name. */
export const fieldsOn = <Forms extends Readonly<Record<string, FormOf<z.ZodType>>>, Which extends keyof Forms & string>(
  forms: Forms,
  which: Which,
  language: Language,
  stands: Stands,
) =>
  // Of a name that is not known before, the compiler does not pair form and fields.
  forms[which]!.in(language, standsIn(stands, which), { prefix: `${which}-` }) as ReturnType<Forms[Which]['in']>
