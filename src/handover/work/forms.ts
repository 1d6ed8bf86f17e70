import { z } from 'zod'
import { optionalText, requiredText } from '../../foundation/web/forms.ts'
import { form, said, saidWords } from '../fields.ts'
import { type Item, sharesSchema } from '../handover.ts'
import { listSchema } from '../lists.ts'

/** The filter of the inbox. */
export const listForm = form(listSchema, { zoek: { label: 'inbox.search' }, met: { label: 'inbox.with' } })

/** The field of an item's moment. */
export const shareField = (item: Item) => `deel-${item}` as const

const fields = {
  to: z.uuid('form.choose'),
  why: requiredText(2000, 'handover.why.empty'),
  hope: optionalText(1000),
  samen: z.literal('ja').optional(),
  goal: optionalText(300),
  ...said,
  stap: z.enum(['bekijken', 'schrijven', 'versturen']).catch('bekijken'),
}
const proposal = z.looseObject(fields).transform((body) => {
  const chosen = Object.entries(body).flatMap(([name, value]) => (name.startsWith('deel-') && value ? [[name.slice(5), value]] : []))
  const shares = sharesSchema.safeParse(Object.fromEntries(chosen))
  return { ...body, shares: shares.success ? shares.data : {} }
})
// Each item that can go along has a field of its own; `shares` is where they are together.
type Names = keyof typeof fields | 'shares' | ReturnType<typeof shareField>

/** Proposing a handover; `stap` says whether it is looked at, written on or sent. */
export const proposeForm = form(proposal as z.ZodType<z.output<typeof proposal>, Partial<Record<Names, unknown>>>, {
  to: { label: 'propose.to', hint: 'propose.to.hint' },
  why: { label: 'propose.why', hint: 'propose.why.hint' },
  hope: { label: 'propose.hope', hint: 'propose.hope.hint' },
  goal: { label: 'propose.goal', hint: 'propose.goal.hint' },
  shares: { label: 'propose.shares' },
  ...saidWords,
})
