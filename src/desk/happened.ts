import type { Actor } from '../foundation/actor.ts'
import type { Tx } from '../foundation/database/database.ts'
import { type EventDetail, record } from '../foundation/record/record.ts'
import type { Question } from './question.ts'

/** Records what happened to a question. */
export const happened = (tx: Tx, actor: Actor, now: Date, question: Pick<Question, 'id'>, kind: string, detail?: EventDetail) =>
  record(tx, actor, now, { kind: `question.${kind}`, subject: question.id, detail })
