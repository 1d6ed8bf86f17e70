import { z } from 'zod'
import type { Language } from '../foundation/i18n/i18n.ts'
import { formsIn, type Options } from '../foundation/ui/fields.ts'
import { explainerOf } from '../foundation/ui/layout.tsx'
import { optionalChoice, optionalText, requiredText } from '../foundation/web/forms.ts'
import { say as sayDesk } from '../desk/words.ts'
import { timesForm } from '../appointments/fields.ts'
import { decisions, declineReasons, outcomes, saidHows } from './handover.ts'
import { type HandoverKey, say } from './words.ts'

/** Declares a form in this room's words; what is wrong with it can be in those of the desk. */
export const form = formsIn(say, (visit) => {
  const [own, desk] = [explainerOf(say)(visit), explainerOf(sayDesk)(visit)]
  return (problem) => (problem.key.startsWith('handover.') ? own(problem) : desk(problem))
})

export const chooseIn = (language: Language) => ['', sayDesk[language]('ask.group.choose')] as const
/** One of these, after nothing yet. */
const toChoose =
  <Each extends string>(values: readonly Each[], key: (each: Each) => HandoverKey) =>
  (language: Language): Options => [chooseIn(language), ...values.map((each) => [each, say[language](key(each))] as const)]

/** How and when a yes was said. */
export const said = { how: optionalChoice(saidHows), day: optionalText(10), hour: optionalText(5) }
export const saidWords = { how: { label: 'yes.how' }, day: { label: 'yes.day' }, hour: { label: 'yes.hour' } } as const

const dayField = z
  .string()
  .optional()
  .transform((text) => text?.trim() || undefined)
  .pipe(z.iso.date('handover.day.wrong').optional())
const organisationField = z.preprocess((value) => value || undefined, z.uuid('form.choose').optional())

const nothing = form(z.object({}), {})
const saidForm = form(z.object(said), saidWords)

/** The form of everything that is done to a handover, by the last word of its address. */
export const actForms = {
  ja: saidForm,
  nee: nothing,
  aanbieden: nothing,
  aannemen: nothing,
  afwijzen: form(z.object({ reason: z.enum(declineReasons, { error: 'form.choose' }), text: optionalText(2000), next: organisationField }), {
    reason: { label: 'decline.reason', options: toChoose(declineReasons, (each) => `declined.${each}`) },
    next: { label: 'decline.next', hint: 'decline.next.hint' },
    text: { label: 'decline.text', hint: 'decline.text.hint' },
  }),
  tijden: timesForm,
  kiezen: form(z.object({ moment: z.iso.datetime() }), {}),
  afzeggen: nothing,
  gesproken: form(z.object({ day: dayField }), { day: { label: 'met.day' } }),
  'niet-gekomen': nothing,
  uitkomst: form(z.object({ outcome: z.enum(outcomes, { error: 'form.choose' }), text: optionalText(2000), next: organisationField }), {
    outcome: { label: 'report.outcome', options: toChoose(outcomes, (each) => `outcome.${each}`) },
    next: { label: 'report.next', hint: 'report.next.hint' },
    text: { label: 'report.text', hint: 'report.text.hint' },
  }),
  gelezen: nothing,
  stoppen: nothing,
  'niet-nodig': nothing,
  // The plan of several partners: each adds what somebody does, and says when it is done.
  stap: form(z.object({ what: requiredText(300, 'handover.plan.what.empty'), who: organisationField, due: z.iso.date('handover.day.wrong') }), {
    what: { label: 'plan.what' },
    who: { label: 'plan.who' },
    due: { label: 'plan.by' },
  }),
  klaar: form(z.object({ step: z.uuid(), note: optionalText(1000) }), {}),
  'stap-weg': form(z.object({ step: z.uuid() }), {}),
  'plan-ja': saidForm,
  besluit: form(z.object({ decision: z.enum(decisions, { error: 'form.choose' }), to: organisationField, text: requiredText(2000, 'handover.decision.text.empty') }), {
    decision: { label: 'decide.decision' },
    to: { label: 'decide.to', hint: 'decide.to.hint' },
    text: { label: 'decide.text', hint: 'decide.text.hint' },
  }),
} as const
export type ActName = keyof typeof actForms
