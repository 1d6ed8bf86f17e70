import type { Acting } from '../foundation/doing.ts'
import type { Actor } from '../foundation/actor.ts'
import type { Tx } from '../foundation/database/database.ts'
import { newId } from '../foundation/database/id.ts'
import type { Language } from '../foundation/i18n/i18n.ts'
import { type Contact, nameWords, type Reach, reachFrom } from './person.ts'
import { insertPerson, type Person, replaceWords, tryAnew, updatePerson } from './store.ts'

/** Adds the asker of a question, with what they gave of themselves, which may be nothing. `added` ends when they are there: what points to them can travel with them. */
export function addPerson(
  { tx, actor, now }: Acting,
  given: { contact: Contact; name?: string; language: Language; doubtful?: boolean },
): { person: Person; added: Promise<unknown> } {
  const id = newId(now.getTime())
  const { name = null, contact, language, doubtful } = given
  const reach = reachFrom(contact)
  const person: Person = { region_id: actor.region, id, name, ...reach, language, added_at: now, email_trouble: reach.email && doubtful ? 'doubtful' : null, resident_id: null }
  const added = Promise.all([insertPerson(tx, person), name && replaceWords(tx, actor.region, id, nameWords(name), true)])
  // Where it fails, whatever waits for it says so.
  added.catch(() => {})
  return { person, added }
}

/** Changes a person's name or how to reach them; what is left out stays. Another address is tried anew; with the same one there is the same trouble. */
export async function changePerson(tx: Tx, actor: Actor, person: string, changes: { name?: string | null } & Partial<Reach>): Promise<void> {
  if (changes.email !== undefined) await tryAnew(tx, actor.region, person, changes.email)
  await updatePerson(tx, actor.region, person, changes)
  if (changes.name !== undefined) await replaceWords(tx, actor.region, person, nameWords(changes.name ?? ''), false)
}

/** Mail to this person came back. */
export const emailBounced = (tx: Tx, actor: Actor, person: string) => updatePerson(tx, actor.region, person, { email_trouble: 'bounced' })
