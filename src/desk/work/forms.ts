import { z } from 'zod'
import { formsIn } from '../../foundation/ui/fields.ts'
import { cleanText, optionalChoice, optionalName, optionalText, requiredText, searchText, severalOf } from '../../foundation/web/forms.ts'
import { contactWordsOfOther, withContact } from '../../people/reach.tsx'
import { choices } from '../choices.ts'
import { unknownFields } from '../knowledge/fill.ts'
import { knowledgeKinds } from '../knowledge/knowledge.ts'
import { postcodeField } from '../public/forms.ts'
import { listSchema } from '../queries.ts'
import { askerGroups, topics, urgentKinds } from '../question.ts'
import { say } from '../words.ts'

const form = formsIn(say)
const day = z.iso.date('absence.day.wrong')

/** What somebody searches in the lists, and how they want them. */
export const listForm = form(listSchema, {
  zoek: { label: 'work.search' },
  volgorde: { label: 'work.filter.order', options: (language) => choices[language].filter.order },
  onderwerp: { label: 'work.filter.topic', options: (language) => choices[language].filter.topics },
  doelgroep: { label: 'work.filter.group', options: (language) => choices[language].filter.groups },
  kanaal: { label: 'work.filter.channel', options: (language) => choices[language].filter.channels },
  stand: { label: 'work.filter.state', options: (language) => choices[language].filter.states },
  gemeente: { label: 'work.filter.municipality' },
})
export const saveForm = form(
  z.object({
    name: requiredText(60, 'saved.name.empty'),
    query: z
      .string()
      .max(500)
      .regex(/^(\?[\w=&.%+-]*)?$/)
      // Not what somebody was searched by: that would be kept when they are erased.
      .transform((query) => query.replace(/([?&])zoek=[^&]*&?/g, '$1').replace(/[?&]$/, '')),
  }),
  { name: { label: 'saved.name' } },
)
/** What was set aside, to be decided about, many at once. */
export const asideForm = form(z.object({ vragen: severalOf(20, 200), besluit: z.enum(['afwijzen', 'terug']) }), { vragen: { label: 'aside.decide' } })

export const accessForm = form(z.object({ zoek: searchText.transform((text) => text ?? ''), why: requiredText(1000, 'access.why.empty') }), {
  why: { label: 'access.why', hint: 'access.why.hint' },
})
export const decideForm = form(z.object({ besluit: z.enum(['ja', 'nee']) }), {})

/** A direct answer: written, looked at as the asker will see it, sent. */
export const answerForm = form(
  z.object({
    text: optionalText(10_000).transform((text) => text ?? ''),
    /** A standard text to begin with; then nothing is sent yet. */
    tekst: optionalText(40),
    told: z.literal('ja').optional(),
    /** `toch`: sent although it tells of what must stay out of sight. */
    stap: z.enum(['bekijken', 'schrijven', 'versturen', 'toch']).catch('bekijken'),
  }),
  { text: { label: 'answer.text', hint: 'answer.text.hint' }, told: { label: 'answer.told' } },
)

export const counterChannels = ['walk-in', 'phone', 'letter'] as const
export const counterForm = form(
  withContact({
    channel: z.enum(counterChannels, { error: 'form.choose' }).default('walk-in'),
    group: z.enum(askerGroups, { error: 'form.choose' }),
    question: requiredText(5000, 'register.question.empty'),
    name: optionalName(120),
    postcode: postcodeField,
    municipality: optionalText(60),
    van: z.string().max(20).optional(),
  }),
  {
    channel: { label: 'register.channel', options: (language) => counterChannels.map((each) => [each, say[language](`channel.${each}`)] as const) },
    group: { label: 'question.group', options: (language) => choices[language].groupsToChoose },
    question: { label: 'register.question' },
    name: { label: 'question.name' },
    ...contactWordsOfOther,
    postcode: { label: 'register.postcode' },
    municipality: { label: 'question.municipality' },
  },
)
export const searchForm = form(z.object({ zoek: searchText, van: z.string().max(20).optional().catch(undefined) }), { zoek: { label: 'counter.search' } })

export const clientForm = form(z.object({ name: requiredText(120, 'clients.name.empty') }), { name: { label: 'clients.name', hint: 'clients.name.hint' } })

const linksField = z
  .string()
  .max(2000, 'knowledge.links.wrong')
  .optional()
  .transform((text, context) => {
    const links = cleanText(text ?? '')
      .split(/\s+/)
      .filter(Boolean)
    if (links.length > 20 || links.some((each) => !z.url({ protocol: /^https?$/ }).safeParse(each).success)) context.addIssue({ code: 'custom', message: 'knowledge.links.wrong' })
    return links
  })
export const knowledgeForm = form(
  z
    .object({
      kind: z.enum(knowledgeKinds),
      topic: optionalChoice(topics).transform((topic) => topic ?? null),
      title: requiredText(120, 'knowledge.title.empty'),
      text: requiredText(10_000, 'question.text.empty'),
      links: linksField,
      review: day,
      version: z.coerce.number().int().min(1).default(1),
      weg: z.literal('ja').optional(),
    })
    .superRefine((given, context) => {
      if (given.kind === 'text' && unknownFields(given.text).length) context.addIssue({ code: 'custom', path: ['text'], message: 'knowledge.field.wrong' })
    }),
  {
    kind: { label: 'knowledge.kind', options: (language) => knowledgeKinds.map((each) => [each, say[language](`knowledge.kind.${each}`)] as const) },
    topic: { label: 'question.topic', options: (language) => [['', say[language]('knowledge.every-topic')], ...choices[language].topics.slice(1)] },
    title: { label: 'knowledge.name' },
    text: { label: 'knowledge.text', hint: 'knowledge.text.hint' },
    links: { label: 'knowledge.links', hint: 'knowledge.links.hint' },
    review: { label: 'knowledge.review', hint: 'knowledge.review.hint' },
  },
)
export const findForm = form(z.object({ zoek: searchText, onderwerp: optionalChoice(topics).catch(undefined) }), {
  zoek: { label: 'knowledge.search' },
  onderwerp: { label: 'question.topic', options: (language) => choices[language].filter.topics },
})
/** What to do and say for a kind of danger. */
export const guidanceForm = form(z.object({ kind: z.enum(urgentKinds), seen: z.iso.datetime().optional().catch(undefined), text: requiredText(4000, 'guidance.text.empty') }), {
  text: { label: 'guidance.text' },
})

export const absenceForm = form(z.object({ staff: z.uuid('form.choose').optional(), standIn: z.uuid('form.choose'), from: day, until: day }), {
  staff: { label: 'absence.who' },
  standIn: { label: 'absence.stand-in', hint: 'absence.stand-in.hint' },
  from: { label: 'absence.from' },
  until: { label: 'absence.until' },
})
/** Many questions of one colleague, given to another. */
export const reassignForm = form(z.object({ vragen: severalOf(20, 500).refine((each) => each.length > 0, 'reassign.empty'), to: z.uuid('form.choose') }), {
  vragen: { label: 'reassign.questions' },
  to: { label: 'question.assign.to' },
})
