import { z } from 'zod'
import { formsIn } from '../../foundation/ui/fields.ts'
import { uploadField } from '../../foundation/web/files.ts'
import { optionalName, optionalText, readable, requiredText } from '../../foundation/web/forms.ts'
import { readPostcode } from '../../network/geography.ts'
import { contactWords, reachWords, withContact, withReach } from '../../people/reach.tsx'
import { choices } from '../choices.ts'
import { askerGroups, type Facts, factsSchema } from '../question.ts'
import { say } from '../words.ts'

const form = formsIn(say)

/** A postcode as '7511' or '7511 AB'; empty is fine. */
export const postcodeField = readable(readPostcode, 40, 'ask.postcode.wrong')

/** What somebody told the signpost of themselves; when anything in it is no fact, it counts as nothing told. */
const toldFacts = z
  .string()
  .max(2000)
  .transform((text): Facts | undefined => {
    try {
      return factsSchema.safeParse(JSON.parse(text)).data
    } catch {
      return undefined
    }
  })
  .optional()
  .catch(undefined)

/** Asking a question: at most four fields; a fifth only when the postcode leaves the municipality open. */
export const askForm = form(
  withContact({
    question: requiredText(5000, 'ask.question.empty'),
    group: z.enum(askerGroups, { error: 'ask.group.empty' }),
    postcode: postcodeField,
    municipality: optionalText(60),
    kanaal: z.literal('chat').optional().catch(undefined),
    /** It is meant as another question, although it has the same words. */
    toch: z.literal('ja').optional().catch(undefined),
    facts: toldFacts,
    wish: z
      .string()
      .regex(/^[a-z0-9-]{2,40}$/)
      .optional()
      .catch(undefined),
  }),
  {
    question: { label: 'ask.question', hint: 'ask.question.hint' },
    group: { label: 'ask.group', options: (language) => choices[language].groupsToChoose },
    ...contactWords,
    postcode: { label: 'ask.postcode', hint: 'ask.postcode.hint' },
    municipality: { label: 'ask.municipality', hint: 'ask.municipality.hint' },
  },
)

/** From paper to the page: the number and the code on a slip. */
export const codeForm = form(
  z.object({
    number: requiredText(20, 'code.number.empty', 'code.number.wrong'),
    code: requiredText(40, 'code.code.empty', 'code.wrong').transform((code) => code.toUpperCase().replace(/[^A-Z0-9]/g, '')),
  }),
  { number: { label: 'code.number', hint: 'code.number.hint' }, code: { label: 'code.code', hint: 'code.code.hint' } },
)

const saying = z.object({ text: requiredText(5000, 'follow.text.empty'), file: uploadField })
const nothing = form(z.object({}), {})

/** The forms of the asker's own page, by the last word of their address. */
export const followForms = {
  toevoegen: form(saying, { text: { label: 'follow.add.text' }, file: { label: 'follow.file', hint: 'follow.file.hint' } }),
  'helpt-niet': form(saying, { text: { label: 'follow.not-helped.text' } }),
  contact: form(withReach({ name: optionalName(120) }), { name: { label: 'follow.contact.name' }, ...reachWords }),
  gemeente: form(z.object({ municipality: requiredText(60, 'ask.municipality.empty') }), { municipality: { label: 'ask.municipality' } }),
  intrekken: nothing,
  'nieuwe-link': nothing,
  /** Whether somebody is in danger. */
  nood: form(z.object({ antwoord: z.enum(['ja', 'nee']) }), {}),
} as const
export type FollowForm = keyof typeof followForms
