import { z } from 'zod'
import { formsIn } from '../../foundation/ui/fields.ts'
import { requiredText } from '../../foundation/web/forms.ts'
import { say } from '../words.ts'

const form = formsIn(say)
/** For what somebody shows that they asked: where they go on after it. */
const proofFor = ['contact', 'bewaren'] as const
export type ProofFor = (typeof proofFor)[number]
export const proofForField = z.enum(proofFor).catch('contact')
/** Where what was typed before waits, to go on with it. */
export const typedField = z.uuid().optional().catch(undefined)

/** A code that was mailed or told, or that of a slip. */
export const proofForm = form(
  z.object({
    naar: proofForField,
    getypt: typedField,
    code: requiredText(40, 'proof.code.empty', 'proof.code.wrong').transform((code) => code.toUpperCase().replace(/[^A-Z0-9]/g, '')),
  }),
  { code: { label: 'proof.code' } },
)
/** Asking for such a code. */
export const proofCodeForm = form(z.object({ naar: proofForField, getypt: typedField }), {})
/** Taking back what was changed. */
export const takeBackForm = form(z.object({}), {})
