import { actingOf } from '../../foundation/doing.ts'
import { catalogueHere, cataloguesOf } from '../current.ts'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { workplace } from '../../foundation/ui/frame.tsx'
import { type Answer, seeOther } from '../../foundation/web/answer.ts'
import { cleanText, emptyForm, type Filled, optionalText } from '../../foundation/web/forms.ts'
import { FormProblem, NotFound } from '../../foundation/web/problem.ts'
import { type Route, route, type StaffVisit } from '../../foundation/web/route.ts'
import { changeVocabulary, ofRegion } from '../actions.ts'
import { read } from '../signpost/reading.ts'
import { catalogueOf } from '../store.ts'
import { ownVocabularySchema, vocabularyOf, vocabularySchema } from '../vocabulary.ts'
import { say } from '../words.ts'
import { WordsPage } from './words.tsx'
import { catalogueRights } from '../rights.ts'

const lines = (text: string) =>
  cleanText(text)
    .split('\n')
    .map((each) => each.trim())
    .filter(Boolean)
const longText = z.string().max(60_000, 'words.words.wrong')

const synonymsBody = z.object({ synonyms: longText })
const wordsBody = z.object({ topic: z.string().max(40), words: longText })
const tryBody = z.object({ question: optionalText(5000) })

async function showWords(visit: StaffVisit, { form = emptyForm, which, tried, saved }: { form?: Filled; which?: string; tried?: string; saved?: boolean } = {}): Promise<Answer> {
  const { vocabulary, signpost } = await catalogueHere(visit)
  return workplace(visit, { purpose: 'catalogue', current: 'catalogue', read: (tx) => catalogueOf(tx, visit.region.id) }, (row) => {
    const own = ownVocabularySchema.parse(row?.vocabulary ?? {})
    const heard = tried === undefined ? undefined : read(signpost.ear, tried)
    return {
      title: say[visit.language]('words.title'),
      status: Object.keys(form.errors).length ? 422 : 200,
      quiet: true,
      content: <WordsPage visit={visit} seen={{ vocabulary, own: Object.keys(own.topics), form, which, tried, heard, saved, formKey: randomUUID() }} />,
    }
  })
}

/** A list of words as it may be kept. @throws FormProblem at `field` */
function checked<Value>(schema: z.ZodType<Value>, value: unknown, field: string, message: string): Value {
  const read = schema.safeParse(value)
  if (!read.success) throw new FormProblem({ [field]: { key: message } })
  return read.data
}

/** The words by which questions are understood and services found, kept by the coordinators of the region. */
export function wordRoutes(): Route[] {
  const saved = (visit: StaffVisit, at = '') => {
    cataloguesOf(visit.system).forget(visit.region.id)
    return seeOther(visit.path(`/werk/aanbod/woorden?gedaan=ja${at}`))
  }
  return [
    route({
      method: 'GET',
      path: '/:region/werk/aanbod/woorden',
      right: catalogueRights.decide,
      query: z.object({ welke: z.string().max(40).optional(), gedaan: z.literal('ja').optional().catch(undefined) }),
      handle: (visit) => {
        ofRegion(visit.actor)
        return showWords(visit, { which: visit.query.welke, saved: visit.query.gedaan === 'ja' })
      },
    }),
    route({
      method: 'POST',
      path: '/:region/werk/aanbod/woorden/synoniemen',
      right: catalogueRights.decide,
      body: synonymsBody,
      handle: async (visit) => {
        ofRegion(visit.actor)
        const rows = lines(visit.body.synonyms).map((line) =>
          line
            .split(',')
            .map((each) => each.trim())
            .filter(Boolean),
        )
        const synonyms = checked(vocabularySchema.shape.synonyms, rows, 'synonyms', 'words.wrong')
        await visit.change('catalogue', (tx) => changeVocabulary(actingOf(visit, tx), (own) => ({ ...own, synonyms })))
        return saved(visit)
      },
      redo: (visit, form) => showWords(visit as StaffVisit, { form }),
    }),
    route({
      method: 'POST',
      path: '/:region/werk/aanbod/woorden/onderwerp',
      right: catalogueRights.decide,
      body: wordsBody,
      handle: async (visit) => {
        ofRegion(visit.actor)
        const words = lines(visit.body.words)
        const change = (own: z.infer<typeof ownVocabularySchema>) => {
          const topic = vocabularyOf(own).topics.find(({ code }) => code === visit.body.topic)
          if (!topic) throw new NotFound()
          return {
            ...own,
            topics: { ...own.topics, [topic.code]: { ...topic, words: checked(vocabularySchema.shape.topics.element.shape.words, words, 'words', 'words.words.wrong') } },
          }
        }
        await visit.change('catalogue', (tx) => changeVocabulary(actingOf(visit, tx), change))
        return saved(visit, `&welke=${visit.body.topic}`)
      },
      redo: (visit, form) => showWords(visit as StaffVisit, { form, which: form.values.topic }),
    }),
    route({
      method: 'POST',
      path: '/:region/werk/aanbod/woorden/proef',
      right: catalogueRights.decide,
      body: tryBody,
      handle: (visit) => {
        ofRegion(visit.actor)
        return showWords(visit, { tried: visit.body.question ?? '' })
      },
      redo: (visit, form) => showWords(visit as StaffVisit, { form }),
    }),
  ]
}
