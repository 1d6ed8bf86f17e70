import { z } from 'zod'
import { topics } from '../../desk/question.ts'
import { formsIn } from '../../foundation/ui/fields.ts'
import { uploadField } from '../../foundation/web/files.ts'
import { optionalChoice, optionalText, severalOf } from '../../foundation/web/forms.ts'
import { sheetForm } from '../../foundation/web/sheet.ts'
import { type Fact, factNames } from '../facts.ts'
import { factWords } from '../public/forms.ts'
import { say } from '../words.ts'
import { workChoiceSchema } from './lists.ts'

const form = formsIn(say)

/** The list of services, in its address. */
export const listForm = form(workChoiceSchema.extend({ vorm: sheetForm }), { zoek: { label: 'work.search' }, lijst: { label: 'work.list' } })

/** What a coordinator decides of a version that is offered. */
export const decideForm = form(
  z
    .object({ version: z.coerce.number().int().min(1), publish: z.enum(['ja', 'nee']), note: optionalText(1000) })
    .refine(({ publish, note }) => publish === 'ja' || note, { path: ['note'], message: 'edit.empty' }),
  { note: { label: 'work.review.note' } },
)

/** What a colleague thinks of a service. */
export const rateForm = form(
  z.object({ stars: z.coerce.number({ error: 'edit.choose' }).int('edit.choose').min(1, 'edit.choose').max(5, 'edit.choose'), remark: optionalText(500) }),
  {
    stars: {
      label: 'rating.yours',
      options: (language) => [['', say[language]('edit.none')], ...[5, 4, 3, 2, 1].map((count) => [String(count), say[language]('rating.stars', { count })] as const)],
    },
    remark: { label: 'rating.remark' },
  },
)

/** A file with a service. */
export const fileForm = form(z.object({ file: uploadField, staff: z.literal('ja').optional().catch(undefined) }), {
  file: { label: 'files.file', hint: 'files.hint' },
  staff: { label: 'files.staff' },
})

/** A whole list of services, given back. */
export const sheetOfServicesForm = form(z.object({ file: uploadField }), { file: { label: 'sheet.file' } })

const longText = z.string().max(60_000, 'words.words.wrong')
/** The words by which questions are understood, and a place to try them. */
export const synonymsForm = form(z.object({ synonyms: longText }), { synonyms: { label: 'words.synonyms', hint: 'words.synonyms.hint' } })
export const topicForm = form(z.object({ topic: z.string().max(40), words: longText }), { words: { label: 'words.topic.words', hint: 'words.topic.hint' } })
export const tryForm = form(z.object({ question: optionalText(5000) }), { question: { label: 'words.try', hint: 'words.try.hint' } })

const fact = z.enum(factNames)
export const takeSchema = z.object({
  said: severalOf(100, 20),
  topic: optionalChoice(topics).catch(undefined),
  asked: fact.optional().catch(undefined),
  answer: z.string().max(60).default('').catch(''),
})
/** What of a question's asker is taken over, and the answer to this fact where that is asked. */
export const takeForm = (asked: Fact | undefined) => form(takeSchema, asked ? { answer: factWords(asked) } : {})
