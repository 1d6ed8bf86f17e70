import { sql } from 'kysely'
import { type Tx, tables, written } from '../../foundation/database/database.ts'
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
    .select(['id', 'number', asker.as('person_id'), 'organisation_id', 'closed_at'])
    .where('region_id', '=', region)
    .where(askedByThem(persons))
  return tx.all((organisation ? held.where('organisation_id', '=', organisation) : held).orderBy('id'))
}

/** Those of these persons who have no question beside these but ones that only a duty keeps: nobody needs to reach them any more. */
export const personsWithNothingElse = async (tx: Tx, region: number, persons: readonly string[], gone: readonly string[]): Promise<string[]> => {
  const needed = await tx.all(
    written<{ person_id: string }>(
      sql`select distinct ${asker} as person_id from question where region_id = ${region} and ${askedByThem(persons)} and erase_on is null and id <> all(${gone}::uuid[])`,
    ),
  )
  return persons.filter((each) => !needed.some((one) => one.person_id === each))
}

/** Removes questions with all that belongs to them; one that was opened again meanwhile stays. */
export const removeQuestions = (tx: Tx, region: number, ids: readonly string[]) =>
  tx.run(db.deleteFrom('question').where('region_id', '=', region).where(among('id', ids)).where('closed_at', 'is not', null))

/** Leaves of a closed question what a legal duty asks for until a day: what was asked and answered, and nothing else of it or of its asker. */
export async function stripQuestion(tx: Tx, region: number, id: string, until: string): Promise<void> {
  const bare = { facts: '{}' as never, postcode: null, municipality: null, files: 0, erase_on: until }
  if (!(await tx.run(db.updateTable('question').set(bare).where('region_id', '=', region).where('id', '=', id).where('closed_at', 'is not', null)))) return
  await tx.run(written(sql`update question_code set question_id = null where region_id = ${region} and question_id = ${id}`))
  await tx.run(db.deleteFrom('attachment').where('region_id', '=', region).where('question_id', '=', id))
  await tx.run(written(sql`delete from message where region_id = ${region} and question_id = ${id} and kind not in ('addition', 'message', 'answer')`))
}
