import { z } from 'zod'
import { formsIn } from '../../foundation/ui/fields.ts'
import { optionalText } from '../../foundation/web/forms.ts'
import { sheetForm } from '../../foundation/web/sheet.ts'
import { say } from '../words.ts'
import { registerSchema } from './register.ts'

const form = formsIn(say)

/** What is decided of a request, by its two buttons. */
export const decideForm = form(
  z.object({ decision: z.enum(['done', 'refused'], { error: 'form.choose' }), answer: optionalText(2000), sure: z.literal('ja').optional().catch(undefined) }),
  {
    answer: { label: 'privacy.answer' },
    sure: { label: 'privacy.sure' },
  },
)

export const registerForm = form(registerSchema, {
  purpose: { label: 'register.purpose' },
  ground: { label: 'register.ground' },
  data: { label: 'register.data' },
  recipients: { label: 'register.recipients' },
  kept: { label: 'register.kept' },
  duty: { label: 'register.duty', hint: 'register.duty.hint' },
  years: { label: 'register.years' },
})

/** Whose register of processing is shown. */
export const registerOfForm = form(z.object({ organisatie: z.string().max(80).optional().catch(undefined) }), { organisatie: { label: 'privacy.organisation' } })

/** Which looks are shown: from when, until when, by whom, of which organisation. */
export const looksForm = form(
  z.object({
    van: z.iso.date().optional().catch(undefined),
    tot: z.iso.date().optional().catch(undefined),
    collega: z.uuid().optional().catch(undefined),
    organisatie: z.uuid().optional().catch(undefined),
    pagina: z.coerce.number().int().min(1).max(500).catch(1).default(1),
    vorm: sheetForm,
  }),
  { van: { label: 'privacy.from' }, tot: { label: 'privacy.until' }, collega: { label: 'privacy.colleague' }, organisatie: { label: 'privacy.organisation' } },
)
