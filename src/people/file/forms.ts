import { z } from 'zod'
import type { Language } from '../../foundation/i18n/i18n.ts'
import { formsIn } from '../../foundation/ui/fields.ts'
import { optionalText, readable, requiredName, requiredText } from '../../foundation/web/forms.ts'
import { readEmail } from '../person.ts'
import { say } from '../words.ts'
import { relations, saidHows } from './file.ts'

const form = formsIn(say)

/** Where to go on to, as a form or address carries it. */
export const toField = z.string().max(300).optional().catch(undefined)
const emailField = readable(readEmail, 254, 'enter.email.wrong').refine((value) => value !== undefined, 'enter.email.empty')
const ownName = requiredName(120, 'enter.name.empty')

/** Coming in: where a code is mailed to. */
export const enterForm = form(z.object({ naar: toField, email: emailField }), { email: { label: 'enter.email', hint: 'enter.email.hint' } })

/** The code that came, and the name: each name at an address has its own file. `voor` is the address it was mailed to. */
export const codeForm = form(z.object({ voor: z.string().max(1000).catch(''), naar: toField, code: requiredText(20, 'enter.code.empty'), name: ownName }), {
  code: { label: 'enter.code', hint: 'enter.code.hint' },
  name: { label: 'enter.name', hint: 'enter.name.hint' },
})

export const confirmForm = form(z.object({ person: z.uuid('form.choose'), proof: optionalText(120) }), { proof: { label: 'unclaimed.proof', hint: 'unclaimed.proof.hint' } })

export const ownNameForm = form(z.object({ name: ownName }), { name: { label: 'enter.name' } })

/** Whether a mailed code opens the file too. */
export const wayForm = form(z.object({ mail: z.enum(['yes', 'no']) }), {})

/** For whom somebody acts from now on: for themselves where it names no mandate. */
export const actsForm = form(z.object({ mandate: z.uuid().optional().catch(undefined) }), {})

// The same from the person themselves and from a guide who sits with them, who writes down how it was said.
const howField = z.enum(saidHows).optional().catch(undefined)
const hows = (language: Language) => saidHows.map((each) => [each, say[language](`how.${each}`)] as const)

export const requestForm = form(
  z.object({
    kind: z.enum(['correct', 'access', 'object', 'erase'], { error: 'form.choose' }),
    organisation: z.uuid('form.choose'),
    text: optionalText(2000),
    how: howField,
  }),
  {
    kind: { label: 'request.kind', options: (language) => (['correct', 'access', 'object', 'erase'] as const).map((each) => [each, say[language](`request.${each}`)]) },
    organisation: { label: 'request.organisation' },
    text: { label: 'request.text', hint: 'request.text.hint' },
    how: { label: 'how', options: hows },
  },
)

/** Whose look it was. */
export const lookForm = form(z.object({ look: z.uuid('form.choose'), how: howField }), {})

export const mandateForm = form(
  z.object({
    name: ownName,
    email: emailField,
    relation: z.enum(relations, { error: 'form.choose' }),
    ends: z.iso.date('mandate.ends.wrong'),
    how: howField,
  }),
  {
    name: { label: 'mandate.name' },
    email: { label: 'mandate.email' },
    relation: { label: 'mandate.relation', options: (language) => relations.map((each) => [each, say[language](`relation.${each}`)]) },
    ends: { label: 'mandate.ends' },
    how: { label: 'how', options: hows },
  },
)
