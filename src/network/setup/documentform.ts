import { z } from 'zod'
import { formsIn } from '../../foundation/ui/fields.ts'
import { say } from '../words.ts'

const form = formsIn(say)

/** The whole set-up as a text or a file: looked at, changed again, or brought in. */
export const documentForm = form(
  z.object({
    document: z.string().optional(),
    bestand: z.instanceof(Buffer).optional().catch(undefined),
    stap: z.enum(['bekijken', 'wijzigen', 'invoeren']).catch('bekijken'),
    gezien: z.coerce.number().int().catch(0),
  }),
  { document: { label: 'setup.document', hint: 'setup.document.hint' }, bestand: { label: 'setup.file.choose' } },
)
/** Opens a region to everybody, or closes it. */
export const openForm = form(z.object({ open: z.enum(['ja', 'nee']) }), {})
