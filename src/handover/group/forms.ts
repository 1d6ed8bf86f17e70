import { z } from 'zod'
import { optionalName, optionalText, requiredText } from '../../foundation/web/forms.ts'
import { contactWords, withContact } from '../../people/reach.tsx'
import { form } from '../fields.ts'

/** What staff do with a group, by the last word of its address. */
export const groupForms = {
  mensen: form(z.object({ people: requiredText(40_000, 'handover.group.empty'), text: requiredText(5000, 'handover.group.text.empty') }), {
    people: { label: 'group.people', hint: 'group.people.hint' },
    text: { label: 'group.text', hint: 'group.text.hint' },
  }),
  overdragen: form(z.object({ to: z.uuid('form.choose'), why: requiredText(2000, 'handover.why.empty'), hope: optionalText(1000) }), {
    to: { label: 'propose.to' },
    why: { label: 'propose.why', hint: 'propose.why.hint' },
  }),
} as const
export type GroupFormName = keyof typeof groupForms

/** Joining a group: what somebody hopes for, and how to reach them. */
export const joinForm = form(withContact({ text: requiredText(5000, 'handover.group.text.empty'), name: optionalName(120) }), {
  text: { label: 'group.join.text' },
  name: { label: 'item.name', hint: 'group.join.optional' },
  ...contactWords,
})
