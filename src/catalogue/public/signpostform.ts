import { z } from 'zod'
import { askerGroups } from '../../desk/question.ts'
import { optionalChoice, requiredText } from '../../foundation/web/forms.ts'
import type { FieldProblem } from '../../foundation/web/problem.ts'
import { type Fact, factNames, type Known, readFact } from '../facts.ts'

const fact = z.enum(factNames)
/** The door somebody came in by, as its address names it. */
export const doorField = z
  .string()
  .regex(/^[a-z0-9-]{2,60}$/)
  .optional()
  .catch(undefined)
/** What travels in the signpost's form, and never in the address: the question, what is known by now, and the answer to the question that was asked. */
export const signpostSchema = z.object({
  question: requiredText(5000, 'signpost.empty'),
  group: optionalChoice(askerGroups).catch(undefined),
  known: z.record(z.string(), z.string().max(60)).catch({}),
  skipped: z
    .string()
    .max(300)
    .catch('')
    .transform((text) => text.split(',').filter((each): each is Fact => fact.safeParse(each).success)),
  asked: fact.optional().catch(undefined),
  answer: z.string().max(60).default('').catch(''),
  remove: fact.optional().catch(undefined),
  skip: z.literal('ja').optional().catch(undefined),
  deur: doorField,
})
/** The fields of the form as the schema takes them: each fact that is known in a field of its own. */
export const signpostBody = z.preprocess((body) => {
  if (typeof body !== 'object' || body === null) return body
  const fields = Object.entries(body)
  return { ...body, known: Object.fromEntries(fields.filter(([name]) => name.startsWith('feit-')).map(([name, value]) => [name.slice(5), value])) }
}, signpostSchema)
export type SignpostGiven = z.output<typeof signpostSchema>

/** Where somebody is in the signpost. */
export interface SignpostState {
  question: string
  known: Known
  skipped: readonly Fact[]
  door?: string
  /** What was answered and cannot be, with what is wrong with it. */
  wrong?: { fact: Fact; answer: string; problem: FieldProblem }
}

/** The state after what was handed in: an answer added, a question skipped, or a fact taken away; what cannot be a fact is left out. */
export function stateFrom({ question, group, known: fields, skipped, asked, answer, remove, skip, deur: door }: SignpostGiven): SignpostState {
  const known: Known = {}
  for (const name of factNames) {
    const value = fields[name] === undefined ? undefined : readFact(name, fields[name])
    if (value && name !== remove) known[name] = value
  }
  if (group && remove !== 'asker') known.asker ??= group
  if (!asked || remove) return { question, known, skipped, door }
  if (skip || !answer.trim()) return { question, known, skipped: [...new Set([...skipped, asked])], door }
  const read = readFact(asked, answer)
  return read ? { question, known: { ...known, [asked]: read }, skipped, door } : { question, known, skipped, door, wrong: { fact: asked, answer, problem: { key: 'fact.wrong' } } }
}
