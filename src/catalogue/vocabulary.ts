import { z } from 'zod'
import { answerKinds, topics as deskTopics } from '../desk/question.ts'
import { conditionSchema } from './conditions.ts'
import { factNames } from './facts.ts'
import base from './data/vocabulary.json' with { type: 'json' }

const code = z.string().regex(/^[a-z0-9-]{2,40}$/)
const phrase = z.string().trim().min(1).max(80)
/** With a ~ before it, hearing it says half as much. */
const phrases = z.array(phrase).max(600)
const named = z.object({ nl: z.string().trim().min(1).max(80), en: z.string().trim().min(1).max(80) })

/** What somebody can come for, in the words people use for it: a phrase counts when its words stand near each other. */
const topicSchema = z.object({
  code,
  name: named,
  /** How much it says when it is heard: a general one little, one that leaves no doubt much. */
  weight: z.number().min(0.2).max(5),
  /** What the desk calls a question about it. */
  desk: z.enum(deskTopics),
  words: phrases,
})
/** Where a question can end up: who takes it, for whom at all, and by which names it is asked for. */
const destinationSchema = z.object({
  code,
  name: named,
  /** Where nothing else fits, this does, so far. */
  floor: z.number().min(0).max(5).default(0),
  answer: z.enum(answerKinds),
  conditions: z.array(conditionSchema).max(20),
  words: phrases,
})
/** What somebody says of themselves, without being asked. */
const saidSchema = z.object({ fact: z.enum(factNames), value: z.string().max(60), words: phrases })

export const vocabularySchema = z.object({
  topics: z.array(topicSchema),
  destinations: z.array(destinationSchema),
  said: z.array(saidSchema),
  /** Words that mean the same where somebody searches. */
  synonyms: z.array(z.array(phrase).min(2).max(30)),
  /** What makes no of what follows. */
  negations: phrases,
})
export type Vocabulary = z.infer<typeof vocabularySchema>

export type Destination = z.infer<typeof destinationSchema>

/** The vocabulary that every region begins with. */
export const baseVocabulary: Vocabulary = vocabularySchema.parse(base)

/** What a region changed of it: whole topics, destinations and lists, each in the place of the one it begins with. */
export const ownVocabularySchema = z.object({
  topics: z.record(code, topicSchema).default({}),
  destinations: z.record(code, destinationSchema).default({}),
  synonyms: vocabularySchema.shape.synonyms.optional(),
})

export type OwnVocabulary = z.infer<typeof ownVocabularySchema>

/** The vocabulary of a region: the one that all begin with, with what it changed and added. */
export function vocabularyOf(own: unknown = {}): Vocabulary {
  const changed = ownVocabularySchema.parse(own)
  const merged = <Each extends { code: string }>(base: Each[], mine: Record<string, Each>) => [
    ...base.map((each) => mine[each.code] ?? each),
    ...Object.values(mine).filter(({ code: added }) => !base.some((each) => each.code === added)),
  ]
  return {
    ...baseVocabulary,
    topics: merged(baseVocabulary.topics, changed.topics),
    destinations: merged(baseVocabulary.destinations, changed.destinations),
    synonyms: changed.synonyms ?? baseVocabulary.synonyms,
  }
}
