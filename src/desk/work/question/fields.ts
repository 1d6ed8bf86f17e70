import { z } from 'zod'
import { type FieldWords, formsIn } from '../../../foundation/ui/fields.ts'
import { requiredText } from '../../../foundation/web/forms.ts'
import { choices } from '../../choices.ts'
import { reachWordsOfOther, withReach } from '../../../people/reach.tsx'
import { dismissals, type Fact, factNames, urgentEnds, urgentKinds } from '../../question.ts'
import { type DeskKey, say } from '../../words.ts'
import { clarifyBody } from './clarification.ts'

const form = formsIn(say)
const textOf = (most: number) => z.object({ text: requiredText(most, 'question.text.empty') })
const nothing = form(z.object({}), {})
/** The number of another question. */
const other = form(z.object({ met: z.string().max(20) }), {})

const factWords = Object.fromEntries(factNames.map((fact) => [fact, { label: `fact.${fact}` }])) as Record<Fact, FieldWords<DeskKey>>

/** The forms of a question's page, by the last word of their address. */
export const questionForms = {
  bericht: form(textOf(5000).extend({ waits: z.enum(['ja', 'nee']).catch('nee'), toch: z.literal('ja').optional().catch(undefined) }), {
    text: { label: 'question.write.text' },
    waits: { label: 'question.write.waits', options: (language) => choices[language].waits },
  }),
  gesprek: form(textOf(5000), { text: { label: 'question.spoken.text' } }),
  notitie: form(textOf(5000), { text: { label: 'question.note.text' } }),
  verhelderen: form(clarifyBody, {
    ...factWords,
    sharpened: { label: 'question.sharpened', hint: 'question.sharpened.hint' },
    topic: { label: 'question.topic', options: (language) => choices[language].topics },
    group: { label: 'question.group', options: (language) => choices[language].groups },
    municipality: { label: 'question.municipality' },
    name: { label: 'question.name' },
  }),
  toewijzen: form(z.object({ colleague: z.uuid('form.choose') }), { colleague: { label: 'question.assign.to' } }),
  teruggeven: form(textOf(2000), { text: { label: 'question.return.reason' } }),
  link: nothing,
  oppakken: nothing,
  doorgaan: nothing,
  'niet-bereikt': nothing,
  verteld: nothing,
  spoed: form(z.object({ why: z.enum(urgentKinds, { error: 'form.choose' }) }), {
    why: { label: 'question.urgent.why', options: (language) => choices[language].urgentKinds },
  }),
  'spoed-weg': form(textOf(2000).extend({ why: z.enum(urgentEnds, { error: 'form.choose' }), seen: z.string().max(40).optional() }), {
    why: { label: 'urgent.off.why', options: (language) => choices[language].urgentEnds },
    text: { label: 'urgent.off.reason' },
  }),
  sluiten: nothing,
  'zelfde-persoon': other,
  'ander-persoon': nothing,
  samenvoegen: other,
  losmaken: nothing,
  terzijde: form(z.object({ why: z.enum(dismissals, { error: 'form.choose' }) }), { why: { label: 'aside.why', options: (language) => choices[language].dismissals } }),
  contact: form(withReach({}), reachWordsOfOther),
  overleg: form(textOf(5000), { text: { label: 'consult.text' } }),
  advies: form(textOf(5000), { text: { label: 'advise.text' } }),
} as const
export type QuestionForm = keyof typeof questionForms
