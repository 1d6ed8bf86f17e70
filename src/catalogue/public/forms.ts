import { z } from 'zod'
import { choices } from '../../desk/choices.ts'
import { lifeEventNames } from '../../desk/public/ask.tsx'
import { askerGroups } from '../../desk/question.ts'
import { say as sayDesk } from '../../desk/words.ts'
import type { Language } from '../../foundation/i18n/i18n.ts'
import { type FieldWords, formsIn } from '../../foundation/ui/fields.ts'
import { optionalChoice, readable, requiredText } from '../../foundation/web/forms.ts'
import { type Fact, factNames, facts, type Known, readFact } from '../facts.ts'
import { serviceForms } from '../service.ts'
import { sayValue } from '../signpost/reasons.ts'
import { type CatalogueKey, say } from '../words.ts'
import { browseSchema } from './browse.ts'

const form = formsIn(say)
/** Fields of one kind, one for each of these names. */
export const fieldsFor = <Name extends string, Value>(names: readonly Name[], value: (name: Name) => Value) =>
  Object.fromEntries(names.map((name) => [name, value(name)])) as Record<Name, Value>

const withHint: readonly Fact[] = ['age', 'employees', 'diploma']
/** How one fact is asked; leaving it open is always possible. */
export function factWords(fact: Fact): FieldWords<CatalogueKey> {
  const values = facts[fact]
  const options = (language: Language) => [['', say[language]('signpost.group.choose')] as const, ...values!.map((each) => [each, sayValue(language, fact, each)] as const)]
  return { label: `ask.${fact}`, hint: withHint.includes(fact) ? (`ask.hint.${fact}` as CatalogueKey) : undefined, options: values && options }
}

/** What there is, searched and filtered: in the address of the list. */
export const browseForm = form(browseSchema, {
  zoek: { label: 'offer.search', hint: 'offer.search.hint' },
  voor: { label: 'offer.for', options: (language) => [['', say[language]('offer.everybody')], ...choices[language].groups] },
  situatie: { label: 'offer.event', options: (language) => [anything(language), ...lifeEventNames.map((each) => [each, sayDesk[language](`life.${each}`)] as const)] },
  vorm: { label: 'offer.form', options: (language) => [anything(language), ...serviceForms.map((each) => [each, say[language](`form.${each}`)] as const)] },
  gemeente: { label: 'offer.municipality' },
})
/** The choice of what is not filtered. */
export const anything = (language: Language) => ['', say[language]('offer.all')] as const

/** Whether a service is for somebody: a field for each fact that it can ask. */
export const fitForm = form(
  z
    .object(fieldsFor(factNames, (fact) => readable((text) => readFact(fact, text), 60, 'fact.wrong')))
    .transform((given): Known => Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))),
  fieldsFor(factNames, factWords),
)

const fact = z.enum(factNames)
const toldName = (name: Fact) => `feit-${name}` as const
/** The door somebody came in by, as its address names it. */
export const doorField = z
  .string()
  .regex(/^[a-z0-9-]{2,60}$/)
  .optional()
  .catch(undefined)
/** What travels in the signpost's form, and never in the address: the question, what is known by now, and the answer to the question that was asked. */
const signpostSchema = z.object({
  question: requiredText(5000, 'signpost.empty'),
  group: optionalChoice(askerGroups).catch(undefined),
  ...fieldsFor(factNames.map(toldName), () => z.string().max(60).optional().catch(undefined)),
  skipped: z
    .string()
    .max(300)
    .catch('')
    .transform((text) => text.split(',').filter((each): each is Fact => fact.safeParse(each).success)),
  asked: fact.optional().catch(undefined),
  answer: z.string().max(60).default('').catch(''),
  remove: fact.optional().catch(undefined),
  skip: z.literal('ja').optional().catch(undefined),
  /** They are in no danger. */
  nee: z.literal('ja').optional().catch(undefined),
  deur: doorField,
  bestemming: z.string().max(60).default('').catch(''),
})
export const signpostForm = form(signpostSchema, {
  question: { label: 'signpost.question', hint: 'signpost.question.hint' },
  group: { label: 'signpost.group', options: (language) => [['', say[language]('signpost.group.choose')], ...choices[language].groups] },
})
/** The same form where it asks this fact. */
export const answerForm = (asked: Fact) => form(signpostSchema, { answer: factWords(asked) })

/** Where somebody is in the signpost. */
export interface SignpostState {
  question: string
  known: Known
  skipped: readonly Fact[]
  door?: string
  /** The fact of which what was answered cannot be. */
  wrong?: Fact
}

/** What somebody told by now, by field. */
export const toldIn = ({ question, known, skipped, door }: SignpostState) =>
  ({ question, ...fieldsFor(factNames.map(toldName), (name) => known[name.slice(5) as Fact]), skipped: skipped.join(), deur: door }) as const

/** The state after what was handed in: an answer added, a question skipped, or a fact taken away; what cannot be a fact is left out. */
export function stateFrom({ question, group, skipped, asked, answer, remove, skip, deur: door, ...told }: z.output<typeof signpostSchema>): SignpostState {
  const known: Known = {}
  for (const name of factNames) {
    const value = readFact(name, told[toldName(name)] ?? '')
    if (value && name !== remove) known[name] = value
  }
  if (group && remove !== 'asker') known.asker ??= group
  if (!asked || remove) return { question, known, skipped, door }
  if (skip || !answer.trim()) return { question, known, skipped: [...new Set([...skipped, asked])], door }
  const read = readFact(asked, answer)
  return read ? { question, known: { ...known, [asked]: read }, skipped, door } : { question, known, skipped, door, wrong: asked }
}
