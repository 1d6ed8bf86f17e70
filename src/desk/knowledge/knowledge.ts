import { everyOf, type Narrowed } from '../../foundation/database/narrowed.ts'
import type { Topic } from '../question.ts'
import type { KnowledgeRow } from '../rows.ts'

/** What guides know together: a page about a subject, or a standard text to begin an answer with. */
export type Knowledge = Narrowed<KnowledgeRow, { topic: Topic | null }>
export const knowledgeKinds = everyOf<Knowledge['kind']>()(['page', 'text'])
