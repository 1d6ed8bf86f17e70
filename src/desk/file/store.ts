import { sql } from 'kysely'
import { type Tx, tables } from '../../foundation/database/database.ts'
import type { Asked } from '../../people/places.ts'
import type { ErasableQuestion } from '../../people/file/file.ts'
import type { Question } from '../question.ts'
import { type AttachmentRow, type MessageRow, questionColumns } from '../rows.ts'

const db = tables<{ question: Question; message: MessageRow; attachment: AttachmentRow }>()
const among = (column: string, ids: readonly string[]) => sql<boolean>`${sql.ref(column)} = any(${ids}::uuid[])`

// Whose a question is in a file: who asked it, also where a guide found since that it is of somebody known.
const asker = sql<string>`coalesce(asked_by, person_id)`
// The same as asking for `asker`, in a way that finds by index.
const askedByThem = (persons: readonly string[]) => sql<boolean>`(asked_by = any(${persons}::uuid[]) or (asked_by is null and person_id = any(${persons}::uuid[])))`

/** The questions of these persons, the newest first, of those the actor may see. */
export const questionsOfPersons = (tx: Tx, region: number, persons: readonly string[]) =>
  tx.all(db.selectFrom('question').select(questionColumns).where('region_id', '=', region).where(askedByThem(persons)).orderBy('asked_at', 'desc').limit(500))

export const messagesOfQuestions = (tx: Tx, region: number, questions: readonly string[]) =>
  tx.all(
    db.selectFrom('message').select(['id', 'question_id', 'at', 'kind', 'staff_id', 'text']).where('region_id', '=', region).where(among('question_id', questions)).orderBy('id'),
  )
export const filesOfQuestions = (tx: Tx, region: number, questions: readonly string[]) =>
  tx.all(
    db.selectFrom('attachment').select(['id', 'question_id', 'at', 'name', 'type', 'size']).where('region_id', '=', region).where(among('question_id', questions)).orderBy('id'),
  )

/** Which questions these persons asked, and from where. */
export const askedBy = (tx: Tx, region: number, persons: readonly string[]): Promise<Asked[]> =>
  tx.all(
    db
      .selectFrom('question')
      .select([asker.as('person_id'), 'id', 'number', 'asked_at', 'postcode'])
      .where('region_id', '=', region)
      .where(askedByThem(persons))
      .orderBy('id', 'desc'),
  )

/** What an organisation holds of these persons; of all organisations when none is named. */
export const erasableOf = (tx: Tx, region: number, persons: readonly string[], organisation?: string): Promise<ErasableQuestion[]> => {
  const held = db
    .selectFrom('question')
    .select(['id', 'number', asker.as('person_id'), 'organisation_id', 'closed_at', 'erase_on'])
    .where('region_id', '=', region)
    .where(askedByThem(persons))
  return tx.all((organisation ? held.where('organisation_id', '=', organisation) : held).orderBy('id'))
}

/** Of these questions those that are closed still, held until they are dealt with: one that was opened again meanwhile stays. */
export const holdClosed = async (tx: Tx, region: number, ids: readonly string[]): Promise<ReadonlySet<string>> => {
  const closed = db.selectFrom('question').select('id').where('region_id', '=', region).where(among('id', ids)).where('closed_at', 'is not', null)
  return new Set((await tx.all(closed.orderBy('id').forUpdate())).map(({ id }) => id))
}

/** A legal duty keeps this question until a day. */
export const keepUntil = (tx: Tx, region: number, id: string, until: string) =>
  tx.run(db.updateTable('question').set({ erase_on: until }).where('region_id', '=', region).where('id', '=', id))
