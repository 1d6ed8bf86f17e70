import type { Tx } from '../foundation/database/database.ts'
import { nameWords, readEmail, readPhone } from './person.ts'
import { type Person, personById, personsByContact, personsById, personsByWords } from './store.ts'

export { personsOf, residentById } from './file/store.ts'

export { type Person, personWith } from './store.ts'

/** One person, when the actor may see them. Whoever shows it to staff records the look. */
export const findPerson = (tx: Tx, region: number, id: string): Promise<Person | undefined> => personById(tx, region, id)
export const findPersons = (tx: Tx, region: number, ids: readonly string[]): Promise<Person[]> => personsById(tx, region, ids)

/** The persons whom these words find: an exact address or phone number, or the beginnings of words of a name. At most `limit`, those the actor may see. */
export async function searchPersons(tx: Tx, region: number, text: string, limit: number): Promise<string[]> {
  const email = readEmail(text)
  const phone = email ? undefined : readPhone(text)
  const words = nameWords(text)
  if (!email && !phone && !words.length) return []
  const found = email
    ? await personsByContact(tx, region, 'email', email, limit)
    : phone
      ? await personsByContact(tx, region, 'phone', phone, limit)
      : await personsByWords(tx, region, words, limit)
  return [...new Set(found.map((each) => each.id))]
}
