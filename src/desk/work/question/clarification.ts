import { z } from 'zod'
import { optionalChoice, optionalName, optionalText, requiredText } from '../../../foundation/web/forms.ts'
import { askerGroups, factNames, type Facts, facts, topics } from '../../question.ts'

const wholeNumber = z
  .string()
  .optional()
  .transform((text, context) => {
    const value = text?.trim() || undefined
    if (value && !/^\d{1,6}$/.test(value)) context.addIssue({ code: 'custom', message: 'fact.wrong-number' })
    return value
  })
// Object.fromEntries forgets the names: the type says them again where the fields are used.
const factFields = Object.fromEntries(
  factNames.map((fact) => [
    fact,
    fact === 'age' || fact === 'employees' ? wholeNumber : facts[fact] ? optionalChoice(facts[fact] as readonly string[] as readonly [string, ...string[]]) : optionalText(60),
  ]),
)
/** What the form of the clarification hands in. */
export const clarifyBody = z.object({
  sharpened: requiredText(300, 'question.sharpened.empty').pipe(z.string().transform((text) => text.replace(/\s+/g, ' '))),
  group: z.enum(askerGroups, { error: 'form.choose' }),
  topic: optionalChoice(topics),
  municipality: optionalText(60),
  name: optionalName(120),
  seen: z.string().max(40).optional(),
  ...(factFields as unknown as Record<(typeof factNames)[number], z.ZodType<string | undefined>>),
})
type ClarifyBody = z.infer<typeof clarifyBody>

/** The facts among it, without those that are not known. */
export const factsFrom = (body: ClarifyBody): Facts => Object.fromEntries(factNames.map((fact) => [fact, body[fact]]).filter(([, value]) => value))
