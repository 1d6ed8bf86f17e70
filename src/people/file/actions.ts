import { peopleLetters } from '../letters.ts'
import type { Doing } from '../../network/doing.ts'
import type { Acting } from '../../foundation/doing.ts'
import { allAskedBy, allHeldOf } from '../places.ts'
import { eraseAll } from './erase.ts'
import type { Actor, ResidentActor, StaffActor } from '../../foundation/actor.ts'
import { addDays, dayOf } from '../../foundation/clock/workingdays.ts'
import { isDuplicate, type Tx } from '../../foundation/database/database.ts'
import { newId } from '../../foundation/database/id.ts'
import type { Language } from '../../foundation/i18n/i18n.ts'
import { queueForStranger, queueMail } from '../../foundation/mail/mail.ts'
import { record } from '../../foundation/record/record.ts'
import { Conflict, FormProblem, NotFound } from '../../foundation/web/problem.ts'
import { type Network, worksHere } from '../../network/current.ts'
import { areaOf, readPostcode } from '../../network/geography.ts'
import { mailableAt } from '../person.ts'
import { findPersons } from '../queries.ts'
import { dealtWithinDays, type Decision, type How, type Mandate, type RequestKind, type Resident, sameName, wayOf } from './file.ts'
import {
  claimPerson,
  endMandate,
  endMandatesOf,
  lockRequest,
  loosenPerson,
  insertMandate,
  insertRequest,
  insertResident,
  mandateById,
  mandatesAt,
  residentById,
  residentOfBroker,
  residentsAt,
  takeOver,
  unclaimedAt,
  updateRequest,
  updateResident,
} from './store.ts'
import { dutyOf } from '../privacy/register.ts'
import { erasureOf } from './file.ts'
import { peopleEvents } from '../events.ts'

// All of it runs in the program's own transaction; `actor` is who acts.

async function newResident(doing: Acting, given: Pick<Resident, 'name' | 'email' | 'subject_hash' | 'language'>): Promise<string> {
  const { tx, actor, now } = doing
  const id = newId(now.getTime())
  await insertResident(tx, { ...given, region_id: actor.region, id, mail_opens: true, made_at: now, came_at: now })
  record(doing, peopleEvents.residentMade, id, { broker: given.subject_hash !== null })
  return id
}

async function came(doing: Acting, id: string, language: Language, detail?: { broker: true }): Promise<string> {
  const { tx, actor, now } = doing
  await updateResident(tx, actor.region, id, { came_at: now, language })
  record(doing, peopleEvents.residentCame, id, detail)
  return id
}

/** The file of this name at this address, held. */
const fileAt = async (tx: Tx, region: number, email: string, name: string) => (await residentsAt(tx, region, email)).find((each) => each.name && sameName(each.name, name))

/** Whether what this name has at this address opens by the broker alone. */
export async function byBrokerAlone(tx: Tx, region: number, email: string, name: string): Promise<boolean> {
  const found = await fileAt(tx, region, email, name)
  return found !== undefined && wayOf(found) === 'broker'
}

/** Whoever reads mail at this address comes by their own name: each name at an address has a file of its own. Answers whose it is. */
export async function comeByMail(doing: Acting, email: string, name: string, language: Language): Promise<string> {
  const before = await fileAt(doing.tx, doing.actor.region, email, name)
  return came(doing, before?.id ?? (await newResident(doing, { name, email, subject_hash: null, language })), language)
}

/** They come by this name from now on. @throws FormProblem at `name` when somebody else at their address has it */
export async function rename(tx: Tx, actor: Actor, resident: string, name: string): Promise<void> {
  const self = await residentById(tx, actor.region, resident)
  const others = self?.email ? await residentsAt(tx, actor.region, self.email) : []
  if (others.some((each) => each.id !== resident && each.name && sameName(each.name, name))) throw new FormProblem({ name: { key: 'file.name.taken' } })
  await updateResident(tx, actor.region, resident, { name })
}

/** By which mandates this resident acts for somebody: those given to their address and their name. */
export const mandatesFor = async (tx: Tx, self: Resident, now: Date): Promise<Mandate[]> =>
  self.email && self.name ? (await mandatesAt(tx, self.region_id, self.email, dayOf(now))).filter((each) => sameName(each.name, self.name!)) : []

/** A broker vouched for somebody; of who it says it is only the keyed hash is known here. */
export async function comeByBroker(doing: Acting, hash: string, language: Language): Promise<string> {
  const { tx, actor } = doing
  const id = (await residentOfBroker(tx, actor.region, hash))?.id ?? (await newResident(doing, { name: null, email: null, subject_hash: hash, language }))
  return came(doing, id, language, { broker: true })
}

/** What was given while a mailed code opened the file may be somebody else's doing: its owner gives it anew. */
async function endGiven(doing: Acting, resident: string): Promise<void> {
  for (const id of await endMandatesOf(doing.tx, doing.actor.region, resident, doing.now)) record(doing, peopleEvents.mandateEnded, id)
}

/**
 * Who came in by mail comes by a broker from now on, and by mail no more until they choose so. What they had by that broker before becomes part of this file: it is one person's, who has proved to be both.
 * Done twice it is done once. @throws Conflict when this file has somebody else's sign-in
 */
export async function linkBroker(doing: Acting, resident: string, hash: string): Promise<void> {
  const { tx, actor } = doing
  const self = await residentById(tx, actor.region, resident)
  if (self?.subject_hash === hash) return
  if (!self || self.subject_hash) throw new Conflict('file.linked-elsewhere')
  await endGiven(doing, resident)
  const other = await residentOfBroker(tx, actor.region, hash)
  if (other) await takeOver(tx, actor.region, other.id, resident)
  await updateResident(tx, actor.region, resident, { subject_hash: hash, mail_opens: false })
  record(doing, peopleEvents.residentLinked, resident, { joined: other !== undefined })
}

/** Whether a mailed code opens their file too, beside the broker. Done twice it is done once. @throws NotFound where nothing is to be chosen */
export async function letMailOpen(doing: Acting, resident: string, opens: boolean): Promise<void> {
  const { tx, actor } = doing
  const self = await residentById(tx, actor.region, resident)
  const way = self && wayOf(self)
  if (way !== 'both' && way !== 'broker') throw new NotFound()
  if (opens === (way === 'both')) return
  if (!opens) await endGiven(doing, resident)
  await updateResident(tx, actor.region, resident, { mail_opens: opens })
  record(doing, peopleEvents.residentMail, resident, { opens })
}

/** This person is this resident's: nobody else's from now on. Done twice it is done once. @throws Conflict when it is somebody else's */
export async function addToFile(doing: Acting, resident: string, person: string): Promise<void> {
  const { tx, actor } = doing
  if (await claimPerson(tx, actor.region, person, resident)) return record(doing, peopleEvents.personKept, person, { resident })
  if ((await findPersons(tx, actor.region, [person]))[0]?.resident_id !== resident) throw new Conflict('file.kept-elsewhere')
}

/** This person is this resident's no more, and nobody's. */
export async function takeFromFile(doing: Acting, resident: string, person: string): Promise<void> {
  const { tx, actor } = doing
  if (await loosenPerson(tx, actor.region, person, resident)) record(doing, peopleEvents.personLoosened, person, { resident })
}

/**
 * Somebody says that a question from their address is theirs: they know the name or the postcode that was given with it. Their own name counts when it is that name.
 * @throws FormProblem at `proof`
 */
export async function confirm(doing: Acting<ResidentActor>, person: string, proof: string): Promise<void> {
  const { tx, actor } = doing
  const resident = await residentById(tx, actor.region, actor.id)
  const found = resident?.email && !actor.mandate ? (await unclaimedAt(tx, actor.region, resident.email)).find((each) => each.id === person) : undefined
  if (!found) throw new NotFound()
  const postcode = readPostcode(proof)
  const given = (await allAskedBy(tx, actor.region, [person])).flatMap((each) => each.postcode ?? [])
  const byPostcode = postcode && given.some((each) => each.slice(0, 4) === postcode.slice(0, 4)) && areaOf(postcode) !== undefined
  const byName = found.name !== null && (sameName(found.name, proof) || (!proof && resident?.name && sameName(found.name, resident.name)))
  if (!byPostcode && !byName) throw new FormProblem({ proof: { key: proof ? 'file.proof.wrong' : 'file.proof.empty' } })
  await addToFile(doing, actor.id, person)
}

/** The file of this person, made when they have none: for what a guide does with somebody who has no address to come in by. */
export async function residentFor(doing: Acting<StaffActor>, person: string): Promise<string> {
  const { tx, actor } = doing
  const found = (await findPersons(tx, actor.region, [person]))[0]
  if (!found) throw new NotFound()
  if (found.resident_id) return found.resident_id
  const id = await newResident(doing, { name: found.name, email: null, subject_hash: null, language: found.language })
  await addToFile(doing, id, person)
  return id
}

interface NewMandate extends Pick<Mandate, 'name' | 'email' | 'relation' | 'ends_on'> {
  how: How
}
/** Somebody may act for this resident until a day, two years away at most. They are told by mail, unless too many were caused: answers that. @throws FormProblem at `ends` */
export async function giveMandate(doing: Acting, resident: string, { how, ...given }: NewMandate): Promise<'queued' | 'held'> {
  const { tx, actor, now } = doing
  if (given.ends_on < dayOf(now) || given.ends_on > addDays(dayOf(now), 731)) throw new FormProblem({ ends: { key: 'mandate.ends.wrong' } })
  const id = newId(now.getTime())
  const staff = actor.kind === 'staff' ? actor.id : null
  await insertMandate(tx, { ...given, region_id: actor.region, id, resident_id: resident, given_at: now, given_how: how, given_with: staff, ended_at: null })
  record(doing, peopleEvents.mandateGiven, id, { relation: given.relation, how })
  return queueForStranger(tx, actor.region, now, {
    kind: peopleLetters.mandate,
    subject: id,
    recipient: given.email,
    language: (await residentById(tx, actor.region, resident))!.language,
  })
}

/** They may no longer. */
export async function takeMandate(doing: Acting, resident: string, id: string): Promise<void> {
  const { tx, actor, now } = doing
  if ((await mandateById(tx, actor.region, id))?.resident_id !== resident) throw new NotFound()
  if (await endMandate(tx, actor.region, id, resident, now)) record(doing, peopleEvents.mandateEnded, id)
}

const officersOf = (network: Network, organisation: string, now: Date) =>
  [...network.staff.values()].filter((each) => each.organisation_id === organisation && each.roles.includes('privacy-officer') && worksHere(each, now))

interface NewRequest {
  kind: RequestKind
  resident: string | null
  persons: readonly string[]
  organisation: string
  look?: string
  text?: string
  how: How
}
/** Asks something of who holds the data: its privacy officer, or the Werkcentrum's where it has none, must answer within the month. @throws Conflict when the same is asked already */
export async function askRequest(doing: Doing, { kind, resident, persons, organisation, look, text, how }: NewRequest): Promise<string> {
  const { tx, actor, now, network } = doing
  const werkcentrum = [...network.organisations.values()].find((each) => each.kind === 'werkcentrum')
  const handler = officersOf(network, organisation, now).length || !werkcentrum ? organisation : werkcentrum.id
  const id = newId(now.getTime())
  const due = addDays(dayOf(now), dealtWithinDays)
  try {
    await insertRequest(tx, {
      region_id: actor.region,
      id,
      kind,
      resident_id: resident,
      persons: [...persons].sort(),
      organisation_id: organisation,
      handler_id: handler,
      look_id: look ?? null,
      text: text ?? null,
      asked_at: now,
      asked_how: how,
      asked_with: actor.kind === 'staff' ? actor.id : null,
      mandate_id: actor.kind === 'resident' ? (actor.mandate?.id ?? null) : null,
      due_on: due,
      decided_at: null,
      decided_by: null,
      decision: null,
      answer: null,
      remains: [],
    })
  } catch (error) {
    if (isDuplicate(error)) throw new Conflict('request.already')
    throw error
  }
  record(doing, peopleEvents.dataAsked, id, { kind, organisation })
  for (const officer of officersOf(network, handler, now)) queueMail(tx, actor.region, now, { kind: peopleLetters.request, subject: id, recipient: officer.email, language: 'nl' })
  return id
}

/**
 * The privacy officer decides. An erasure that is granted is done here and now, after the check of what must stay. Who asked is told by mail where they can be.
 * @throws Conflict when it was decided already; FormProblem at `answer` for a refusal without its reason, at `sure` for an erasure that is not confirmed
 */
export async function decideRequest(
  doing: Acting<StaffActor>,
  id: string,
  { decision, answer, sure }: { decision: Exclude<Decision, 'partly'>; answer?: string; sure?: boolean },
): Promise<void> {
  const { tx, actor, now } = doing
  const request = await lockRequest(tx, actor.region, id)
  if (request?.handler_id !== actor.organisation) throw new NotFound()
  if (request.decided_at) throw new Conflict('request.decided')
  if (!answer && (decision === 'refused' || (request.kind !== 'erase' && request.kind !== 'name'))) throw new FormProblem({ answer: { key: 'request.answer.empty' } })
  if (request.kind === 'erase' && decision === 'done' && !sure) throw new FormProblem({ sure: { key: 'privacy.sure.empty' } })
  const persons = await findPersons(tx, actor.region, request.persons)
  const resident = request.resident_id ? await residentById(tx, actor.region, request.resident_id) : undefined
  // Where they are told, while it is still known.
  const to = resident?.email ?? persons.flatMap((each) => mailableAt(each) ?? [])[0]
  const language = resident?.language ?? persons[0]?.language ?? 'nl'
  let settled: Decision = decision
  let remains = request.remains
  if (request.kind === 'erase' && decision === 'done') {
    const questions = await allHeldOf(tx, actor.region, request.persons, request.organisation_id)
    const erasure = erasureOf(questions, await dutyOf(tx, actor.region, request.organisation_id), dayOf(now))
    remains = erasure.remains
    if (remains.length) settled = 'partly'
    await eraseAll(tx, actor, now, erasure.gone, erasure.kept)
    record(doing, peopleEvents.dataErased, id, { gone: erasure.gone.length, kept: erasure.kept.length, open: remains.length - erasure.kept.length })
  }
  await updateRequest(tx, request, { decided_at: now, decided_by: actor.id, decision: settled, answer: answer ?? null, remains })
  record(doing, peopleEvents.dataDecided, id, { kind: request.kind, decision: settled, late: dayOf(now) > request.due_on })
  const kind = request.kind === 'erase' && decision === 'done' ? peopleLetters.erased : peopleLetters.decided
  if (to) queueMail(tx, actor.region, now, { kind, subject: id, recipient: to, language })
}
