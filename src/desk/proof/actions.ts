import { z } from 'zod'
import type { Acting } from '../../foundation/doing.ts'
import { newId } from '../../foundation/database/id.ts'
import { seal, unsealAs } from '../../foundation/identity/seal.ts'
import { queueForStranger, queueMail, tellForStranger } from '../../foundation/mail/mail.ts'
import { record } from '../../foundation/record/record.ts'
import { Conflict, FormProblem } from '../../foundation/web/problem.ts'
import type { Doing } from '../../network/doing.ts'
import { changePerson } from '../../people/actions.ts'
import { addToFile, takeFromFile } from '../../people/file/actions.ts'
import { mailableAt, preferredWays, type Reach, reachFrom } from '../../people/person.ts'
import { wayOf } from '../../people/file/file.ts'
import { findPerson, type Person, residentById } from '../../people/queries.ts'
import { changeReach, handed, lock, renewLink } from '../actions.ts'
import { deskEvents } from '../events.ts'
import { deskLetters } from '../letters.ts'
import type { Question } from '../question.ts'
import { heed } from '../urgent/actions.ts'
import { backSince, changesOf, insertChange, lockChange, type ReachChange, takenBack } from './store.ts'

// What only the asker may do, and not whoever holds the link: how that can be taken back. All of it runs in the program's own transaction; `actor` is who acts.

const keptSchema = z.object({ person: z.uuid(), resident: z.uuid() })
const contactSchema = z.object({
  person: z.uuid(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  way: z.enum(preferredWays).nullable(),
})

/** Writes down what was before, and tells who was reached there by a mail with a link that takes it back; who has no mail was called, or had their slip. Where another may read along, nothing is mailed. @throws FormProblem at `email` where strangers had too many sent */
async function remember(doing: Acting, secret: string, question: Question, before: Person, kind: ReachChange['kind'], what: object): Promise<void> {
  const { tx, actor, now } = doing
  const id = newId(now.getTime())
  await insertChange(tx, { region_id: actor.region, id, question_id: question.id, kind, before: seal(secret, JSON.stringify(what)), at: now, taken_back_at: null })
  const recipient = question.discreet ? undefined : mailableAt(before)
  const told = !recipient || (await tellForStranger(tx, actor.region, now, { kind: deskLetters.changed, subject: id, recipient, language: question.language }))
  // Nobody changes what its owner cannot be told of.
  if (!told) throw new FormProblem({ email: { key: 'proof.changed-often' } })
}

/** The asker changes how to be reached, having shown that they are who asked; leaving all of it empty is allowed, the answer then waits on their page. */
export async function changeContact(doing: Doing, secret: string, id: string, contact: { name: string | null } & Partial<Reach>): Promise<void> {
  const { tx, actor } = doing
  const question = await heed(doing, await lock(doing, id), contact.name ?? '')
  const before = (await findPerson(tx, actor.region, question.person_id))!
  await changeReach(doing, question, contact)
  record(doing, deskEvents.contactChanged, question.id, handed(question))
  const { name } = before
  const after = await findPerson(tx, actor.region, question.person_id)
  const to = after && mailableAt(after)
  // Where it is wrong, they notice now and not when they wait for an answer.
  if (to && to !== before.email) await queueForStranger(tx, actor.region, doing.now, { kind: deskLetters.moved, subject: question.id, recipient: to, language: question.language })
  if (actor.kind !== 'staff') await remember(doing, secret, question, before, 'contact', { person: before.id, name, ...reachFrom(before) })
}

/** The question comes into this resident's file. Done twice it is done once. @throws Conflict when it is in somebody else's */
export async function keepInFile(doing: Acting, secret: string, question: Question, resident: string): Promise<void> {
  const { tx, actor } = doing
  const person = question.asked_by ?? question.person_id
  const before = (await findPerson(tx, actor.region, person))!
  await addToFile(doing, resident, person)
  if (before.resident_id) return
  record(doing, deskEvents.kept, question.id)
  await remember(doing, secret, question, before, 'kept', { person, resident })
}

/** Whether it was kept in a file of the same address that opens by a broker alone: who reads the mail there takes nothing out of it, a guide does. */
async function isTheirOwn({ tx, actor }: Acting, { person, resident }: z.infer<typeof keptSchema>): Promise<boolean> {
  const file = await residentById(tx, actor.region, resident)
  return file !== undefined && wayOf(file) === 'broker' && file.email === (await findPerson(tx, actor.region, person))?.email
}

/**
 * What was changed is as it was before, what was changed after it too (whoever changed the address may have kept the question since), and all links there were work no more: the new one goes to who was reached there.
 * @throws Conflict when it was taken back already, too long ago, or is a guide's to take back
 */
export async function takeBack(doing: Acting, secret: string, id: string): Promise<void> {
  const { tx, actor, now } = doing
  const change = await lockChange(tx, actor.region, id)
  if (!change || change.taken_back_at || change.at < backSince(now)) throw new Conflict('proof.back.late')
  const question = await lock(doing, change.question_id)
  const reachedAt = async () => mailableAt((await findPerson(tx, actor.region, question.person_id))!)
  const until = await reachedAt()
  for (const each of await changesOf(tx, actor.region, question.id, backSince(now))) {
    if (each.id < change.id) continue
    const kept = each.kind === 'kept' ? unsealAs(secret, each.before, keptSchema) : undefined
    if (kept && actor.kind !== 'staff' && (await isTheirOwn(doing, kept))) throw new Conflict('proof.back.late')
    if (kept) await takeFromFile(doing, kept.resident, kept.person)
    const before = each.kind === 'contact' ? unsealAs(secret, each.before, contactSchema) : undefined
    if (before) await changePerson(tx, actor, before.person, { name: before.name, ...reachFrom(before) })
  }
  await takenBack(tx, change, now)
  record(doing, deskEvents.tookBack, question.id)
  // It may be their own question, taken back by who reads mail at an address of before.
  if (until && !question.discreet && until !== (await reachedAt()))
    queueMail(tx, actor.region, now, { kind: deskLetters.undone, subject: question.id, recipient: until, language: question.language })
  await renewLink(doing, question.id)
}
