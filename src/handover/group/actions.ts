import type { Doing } from '../../network/doing.ts'
import type { StaffActor } from '../../foundation/actor.ts'
import type { Acting } from '../../foundation/doing.ts'
import { Conflict, FormProblem, NotFound } from '../../foundation/web/problem.ts'
import { lock, type NewQuestion, open } from '../../desk/actions.ts'
import { questionById, questionsOfGroup } from '../../desk/queries.ts'
import { questionLife, isClosed, type Question } from '../../desk/question.ts'
import { worksHere } from '../../network/current.ts'
import { type Contact, readContact } from '../../people/person.ts'
import { propose } from '../work/actions.ts'

/** The most people that are added in one go. */
export const mostPeople = 200

/** One of the people of a group: how they are called, and how they are reached. */
export interface GroupPerson {
  name?: string
  contact: Contact
}

/**
 * Reads a list of people, a line each: a name, then an address or a phone number after a semicolon, comma or tab; either may be left out. Empty lines count for nothing.
 * @throws FormProblem at `people` naming the first line that cannot be read, or for more than can be added in one go
 */
export function readPeople(text: string): GroupPerson[] {
  const lines = text.split('\n').map((line) => line.trim())
  if (lines.filter(Boolean).length > mostPeople) throw new FormProblem({ people: { key: 'handover.group.many', values: { most: mostPeople } } })
  return lines.flatMap((line, at): GroupPerson[] => {
    if (!line) return []
    const parts = line.split(/[;,\t]/).map((part) => part.trim())
    const [first = '', second = ''] = parts
    const alone = second ? undefined : readContact(first)
    const contact = second ? readContact(second) : (alone ?? {})
    const name = alone ? undefined : first
    if (!contact || parts.length > 2 || (name?.length ?? 0) > 120) throw new FormProblem({ people: { key: 'handover.group.line', values: { line: at + 1 } } })
    return [{ name, contact }]
  })
}

/** The employer's question that a group belongs to, locked. @throws NotFound where it is no employer's, or a part of a group itself */
async function lockGroup(doing: Acting, id: string): Promise<Question> {
  const group = await lock(doing, id)
  if (group.asker_group !== 'employer' || group.group_id) throw new NotFound()
  return group
}

const same = (one: GroupPerson['contact'], other: { email: string | null; phone: string | null }) =>
  (one.email !== undefined && one.email === other.email) || (one.phone !== undefined && one.phone === other.phone)

/** Opens the question of somebody of a group: where the group's own is, in the same municipality. */
const openIn = (doing: Doing, group: Question, given: Pick<NewQuestion, 'channel' | 'language' | 'text' | 'name' | 'contact'>, staff: string | null) =>
  open(
    doing,
    { ...given, askerGroup: 'worker', group: group.id, municipality: group.municipality ?? undefined, postcode: group.postcode ?? undefined },
    { organisation: group.organisation_id, point: group.walk_in_point_id, staff },
  )

/** Adds people to a group, each with a question of their own, which whoever adds them has in hand. Who is in it already by the same address or number is not added again. Answers how many are new. */
export async function addPeople(doing: Doing<StaffActor>, id: string, people: readonly GroupPerson[], text: string): Promise<number> {
  const { tx, actor } = doing
  const group = await lockGroup(doing, id)
  if (isClosed(group.state)) throw new Conflict('handover.group.closed')
  // A coordinator of the region adds people for who has the case.
  const staff = actor.organisation === group.organisation_id ? actor.id : group.staff_id
  const there: { email: string | null; phone: string | null }[] = await questionsOfGroup(tx, actor.region, id)
  let added = 0
  for (const { name, contact } of people) {
    if (there.some((each) => same(contact, each))) continue
    there.push({ email: contact.email ?? null, phone: contact.phone ?? null })
    await openIn(doing, group, { channel: 'partner', language: 'nl', text, name, contact }, staff)
    added += 1
  }
  return added
}

/** Somebody joins a group by its link, with a question of their own at the organisation that has the group's. @throws Conflict once the group is closed */
export async function joinGroup(doing: Doing, id: string, { name, contact, text }: GroupPerson & { text: string }, language: 'nl' | 'en'): Promise<Question> {
  const { tx, actor, now, network } = doing
  const group = await questionById(tx, actor.region, id)
  if (group?.asker_group !== 'employer') throw new NotFound()
  if (isClosed(group.state)) throw new Conflict('handover.group.closed')
  // Whoever has the employer's case has its people.
  const guide = group.staff_id ? network.staff.get(group.staff_id) : undefined
  return openIn(doing, group, { channel: 'web', language, text, name, contact }, guide && worksHere(guide, now) ? guide.id : null)
}

/**
 * Proposes to hand over everybody of a group whose question is in hand and was not proposed yet: each is asked on their own, and each says yes or no for themselves. What says who they are goes along from acceptance on.
 * Answers how many were proposed. @throws FormProblem as propose does
 */
export async function proposeAll(doing: Doing<StaffActor>, id: string, { to, why, hope }: { to: string; why: string; hope?: string }): Promise<number> {
  const { tx, actor } = doing
  await lockGroup(doing, id)
  let proposed = 0
  for (const { id: each, state, staff_id } of await questionsOfGroup(tx, actor.region, id)) {
    if (!questionLife.can('handOver', state) || !staff_id) continue
    await propose(doing, each, { to, why, hope })
    proposed += 1
  }
  return proposed
}
