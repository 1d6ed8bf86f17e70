import type { Acting } from '../foundation/doing.ts'
import type { Actor } from '../foundation/actor.ts'
import type { Tx } from '../foundation/database/database.ts'
import { newId } from '../foundation/database/id.ts'
import type { Language } from '../foundation/i18n/i18n.ts'
import { type Contact, nameWords } from './person.ts'
import { insertPerson, replaceWords, updatePerson } from './store.ts'

/** Adds the asker of a question, with what they gave of themselves, which may be nothing. Answers the id. */
export async function addPerson({ tx, actor, now }: Acting, given: Contact & { name?: string; language: Language; doubtful?: boolean }): Promise<string> {
  const id = newId(now.getTime())
  const { name = null, email = null, phone = null, language, doubtful } = given
  await insertPerson(tx, { region_id: actor.region, id, name, email, phone, language, added_at: now, email_trouble: email && doubtful ? 'doubtful' : null, resident_id: null })
  if (name) await replaceWords(tx, actor.region, id, nameWords(name), true)
  return id
}

/** Changes a person's name or how to reach them; what is left out stays. An address that is given anew is tried anew. */
export async function changePerson(tx: Tx, actor: Actor, person: string, changes: { name?: string | null; email?: string | null; phone?: string | null }): Promise<void> {
  await updatePerson(tx, actor.region, person, changes.email === undefined ? changes : { ...changes, email_trouble: null })
  if (changes.name !== undefined) await replaceWords(tx, actor.region, person, nameWords(changes.name ?? ''), false)
}

/** Mail to this person came back. */
export const emailBounced = (tx: Tx, actor: Actor, person: string) => updatePerson(tx, actor.region, person, { email_trouble: 'bounced' })
