import { type Expression, sql } from 'kysely'
import { inserts, prepared, type Tx, tables, written } from '../foundation/database/database.ts'
import type { Reach } from './person.ts'
import type { PersonRow, PersonWordRow } from './rows.ts'

/** Who asks. */
export type Person = PersonRow
const db = tables<{ person: Person; person_word: PersonWordRow }>()

const persons = inserts((rows: Person[]) => db.insertInto('person').values(rows))
export const insertPerson = (tx: Tx, person: Person) => tx.run(persons(person))

export const updatePerson = (tx: Tx, region: number, id: string, changes: Partial<Pick<Person, 'name' | 'email_trouble'> & Reach>) =>
  tx.run(db.updateTable('person').set(changes).where('region_id', '=', region).where('id', '=', id))

/** Another address has no trouble yet. */
export const tryAnew = (tx: Tx, region: number, id: string, email: string | null) =>
  tx.run(written(sql`update person set email_trouble = null where region_id = ${region} and id = ${id} and email is distinct from ${email}`))

/** One person; still to be asked. The id may be what another query answers. */
export const personWith = (region: number, id: string | Expression<string>) => db.selectFrom('person').selectAll().where('region_id', '=', region).where('id', '=', id)
const byId = prepared(({ region, id }: { region: number; id: string }) => personWith(region, id))
export const personById = (tx: Tx, region: number, id: string) => tx.one(byId({ region, id }))

export const personsById = (tx: Tx, region: number, ids: readonly string[]) =>
  tx.all(written<Person>(sql`select * from person where region_id = ${region} and id = any(${ids}::uuid[])`))

/** Puts these words in the place of a person's earlier ones. */
export async function replaceWords(tx: Tx, region: number, person: string, words: readonly string[], isNew: boolean): Promise<void> {
  if (!isNew) await tx.run(db.deleteFrom('person_word').where('region_id', '=', region).where('person_id', '=', person))
  if (words.length) await tx.run(db.insertInto('person_word').values(words.map((word) => ({ region_id: region, word, person_id: person }))))
}

export const personsByContact = (tx: Tx, region: number, field: 'email' | 'phone', value: string, limit: number) =>
  tx.all(db.selectFrom('person').select('id').where('region_id', '=', region).where(field, '=', value).orderBy('id', 'desc').limit(limit))

/** Persons whose name has a word that begins with the first of these, and one for each of the others; at most `limit`. The order is that of the index backwards, so that reading stops at the limit. */
export const personsByWords = (tx: Tx, region: number, words: readonly string[], limit: number) => {
  const [first = '', ...others] = words
  const begins = (column: string, word: string) => sql`${sql.ref(column)} >= ${word} and ${sql.ref(column)} < ${`${word}\u{10ffff}`}`
  const also = others.map(
    (word, at) =>
      sql`and exists (select 1 from person_word ${sql.ref(`o${at}`)} where ${sql.ref(`o${at}.region_id`)} = ${region} and ${sql.ref(`o${at}.person_id`)} = w.person_id and ${begins(`o${at}.word`, word)})`,
  )
  return tx.all(
    written<{ id: string }>(
      sql`select w.person_id as id from person_word w where w.region_id = ${region} and ${begins('w.word', first)} ${sql.join(also, sql` `)} order by w.word desc, w.person_id desc limit ${limit}`,
    ),
  )
}
