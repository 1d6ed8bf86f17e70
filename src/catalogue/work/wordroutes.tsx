import { type Acting, actingOf } from '../../foundation/doing.ts'
import { catalogueHere, cataloguesOf } from '../current.ts'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { StaffActor } from '../../foundation/actor.ts'
import { workplace } from '../../foundation/ui/frame.tsx'
import { actOn, formRoutes } from '../../foundation/web/acts.ts'
import { again, type Answer, seeOther } from '../../foundation/web/answer.ts'
import { cleanText } from '../../foundation/web/forms.ts'
import { FormProblem, NotFound } from '../../foundation/web/problem.ts'
import { type Route, route, type StaffVisit } from '../../foundation/web/route.ts'
import { changeVocabulary, ofRegion } from '../actions.ts'
import { read } from '../signpost/reading.ts'
import { catalogueOf } from '../store.ts'
import { ownVocabularySchema, vocabularyOf, vocabularySchema } from '../vocabulary.ts'
import { say } from '../words.ts'
import { synonymsForm, topicForm, tryForm } from './forms.ts'
import { type Words, type WordsAct, WordsPage } from './words.tsx'
import { catalogueRights } from '../rights.ts'

const lines = (text: string) =>
  cleanText(text)
    .split('\n')
    .map((each) => each.trim())
    .filter(Boolean)

async function showWords(visit: StaffVisit, { filled, which, saved }: Pick<Words, 'filled' | 'which' | 'saved'> = {}): Promise<Answer> {
  ofRegion(visit.actor)
  const { vocabulary, signpost } = await catalogueHere(visit)
  return workplace(visit, { purpose: 'catalogue', current: 'catalogue', read: (tx) => catalogueOf(tx, visit.region.id) }, (row) => {
    const own = ownVocabularySchema.parse(row?.vocabulary ?? {})
    const tried = filled?.which === 'proef' && tryForm.schema.safeParse(filled.form.values).data
    const heard = tried ? read(signpost.ear, tried.question ?? '') : undefined
    return {
      title: say[visit.language]('words.title'),
      quiet: true,
      content: <WordsPage visit={visit} seen={{ vocabulary, own: Object.keys(own.topics), filled, which, heard, saved, formKey: randomUUID() }} />,
    }
  })
}

/** A list of words as it may be kept. @throws FormProblem at `field` */
function checked<Value>(schema: z.ZodType<Value>, value: unknown, field: string, message: string): Value {
  const read = schema.safeParse(value)
  if (!read.success) throw new FormProblem({ [field]: { key: message } })
  return read.data
}

const act = actOn<{ doing: Acting<StaffActor> }>()
const acts = {
  synoniemen: act({
    body: synonymsForm.schema,
    work: ({ doing }, given) => {
      const rows = lines(given.synonyms).map((line) =>
        line
          .split(',')
          .map((each) => each.trim())
          .filter(Boolean),
      )
      const synonyms = checked(vocabularySchema.shape.synonyms, rows, 'synonyms', 'words.wrong')
      return changeVocabulary(doing, (own) => ({ ...own, synonyms }))
    },
    done: 'ja',
  }),
  onderwerp: act({
    body: topicForm.schema,
    work: ({ doing }, given) =>
      changeVocabulary(doing, (own) => {
        const topic = vocabularyOf(own).topics.find(({ code }) => code === given.topic)
        if (!topic) throw new NotFound()
        const words = checked(vocabularySchema.shape.topics.element.shape.words, lines(given.words), 'words', 'words.words.wrong')
        return { ...own, topics: { ...own.topics, [topic.code]: { ...topic, words } } }
      }),
    done: 'ja',
  }),
} satisfies Record<WordsAct, unknown>

const path = '/:region/werk/aanbod/woorden'
/** The words by which questions are understood and services found, kept by the coordinators of the region. */
export const wordRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path,
    right: catalogueRights.decide,
    query: z.object({ welke: z.string().max(40).optional(), gedaan: z.literal('ja').optional().catch(undefined) }),
    handle: (visit) => showWords(visit, { which: visit.query.welke, saved: visit.query.gedaan === 'ja' }),
  }),
  ...formRoutes(
    {
      path,
      right: catalogueRights.decide,
      purpose: 'catalogue',
      on: async (visit: StaffVisit) => {
        ofRegion(visit.actor)
        return (tx) => ({ doing: actingOf(visit, tx) })
      },
      done: (visit, _done, which) => {
        cataloguesOf(visit.system).forget(visit.region.id)
        return seeOther(visit.path(`/werk/aanbod/woorden?gedaan=ja${which === 'onderwerp' ? `&welke=${visit.typed.values.topic}` : ''}`))
      },
      show: (visit, filled) => showWords(visit, { filled, which: filled.form.values.topic }),
    },
    acts,
  ),
  route({
    method: 'POST',
    path: `${path}/proef`,
    right: catalogueRights.decide,
    body: tryForm.schema,
    handle: (visit) => again(visit.typed),
    redo: (visit, form) => showWords(visit, { filled: { which: 'proef', form } }),
  }),
]
