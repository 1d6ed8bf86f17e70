import { z } from 'zod'
import { requiredName, requiredText } from '../../foundation/web/forms.ts'
import { form } from '../fields.ts'

/** Coming in by a code, and who one is. */
export const enterForm = form(
  z.object({
    code: requiredText(20, 'handover.code.empty'),
    name: requiredName(120, 'handover.guest.name.empty'),
    role: requiredText(120, 'handover.guest.role.empty'),
  }),
  {
    code: { label: 'partner.code', hint: 'partner.code.hint' },
    name: { label: 'partner.name', hint: 'partner.name.hint' },
    role: { label: 'partner.role', hint: 'partner.role.hint' },
  },
)
