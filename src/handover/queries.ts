import { coordinates, type List, type ListChoice, pageSize, type Reader, seesRegion } from './lists.ts'
import type { Doing } from '../network/doing.ts'
import { sql } from 'kysely'
import type { GuestActor, StaffActor } from '../foundation/actor.ts'
import { prepared, type Tx, written } from '../foundation/database/database.ts'
import { recordLooks } from '../foundation/record/record.ts'
import { NotFound } from '../foundation/web/problem.ts'
import { attachmentsOf, questionById } from '../desk/queries.ts'
import type { Question } from '../desk/question.ts'
import { findPerson } from '../people/queries.ts'
import { meetingById } from '../appointments/queries.ts'
import type { Meeting } from '../appointments/meeting.ts'
import { type Handover, inOrder, type Item, itemsOf, type Party } from './handover.ts'
import { partiesOf } from './parties.ts'
import { planOf } from './plan/store.ts'
import { type Condition, guestsById, handoverById, handoversOf, type ListedHandover, listHandovers, personShownTo, shownTo } from './store.ts'

/** A handover as a page shows it. */
export interface SeenHandover {
  handover: Handover
  as: readonly Party[]
  /** What goes along: for the partner what it sees now, for who hands over all that was chosen. */
  items: readonly (readonly [Item, string])[]
  meeting: Meeting | undefined
  guests: ReadonlyMap<string, { name: string; role: string }>
  /** The question, for who hands over. */
  question: Question | undefined
  /** The plan that several partners work by, for who takes part in it. */
  plan: Awaited<ReturnType<typeof planOf>>
  /** The other handovers of the question, for who hands over. */
  others: readonly Handover[]
}

/** A handover for whoever has a part in it, with the look at the person. @throws NotFound */
export async function seeHandover(doing: Doing<StaffActor | GuestActor>, id: string): Promise<SeenHandover> {
  const { tx, actor, now, network } = doing
  const handover = await handoverById(tx, actor.region, id)
  const as = handover ? partiesOf(actor, handover, network, now) : []
  if (!handover || !as.length) throw new NotFound()
  const meeting = handover.meeting_id ? await meetingById(tx, actor.region, handover.meeting_id) : undefined
  const hands = as.includes('handing')
  const question = hands ? await questionById(tx, actor.region, handover.question_id) : undefined
  const all = question ? await itemsOfQuestion(tx, question) : inOrder(await shownTo(tx, id))
  const person = question?.person_id ?? (await personShownTo(tx, id))
  if (person) recordLooks(doing, [{ person, question: handover.question_id }])
  const others = question ? (await handoversOf(tx, actor.region, question.id)).filter((each) => each.id !== id) : []
  const plan = handover.purpose === 'plan' ? await planOf(tx, actor.region, handover.question_id) : undefined
  return { handover, as, plan, items: all.filter(([item]) => handover.shares[item]), meeting, guests: await guestNames(tx, [handover, ...others]), question, others }
}

/** The names of guests who took these on. */
export async function guestNames(tx: Tx, handovers: readonly Handover[]) {
  const ids = handovers.flatMap((each) => each.partner_guest_id ?? [])
  return new Map((ids.length ? await guestsById(tx, handovers[0]!.region_id, ids) : []).map((each) => [each.id, each]))
}

/** What a question's file holds that can go along. */
export async function itemsOfQuestion(tx: Tx, question: Question): Promise<[Item, string][]> {
  const person = (await findPerson(tx, question.region_id, question.person_id))!
  return itemsOf(question, person, question.files ? await attachmentsOf(tx, question.region_id, question.id) : [])
}

/** Of which lists the conditions are, by what they ask of who looks. */
interface Sight {
  organisation: string
  region: boolean
  coordinates: boolean
}
const sightOf = (actor: Reader): Sight => ({ organisation: actor.organisation, region: seesRegion(actor), coordinates: coordinates(actor) })

function conditionOf({ organisation, region, coordinates }: Sight, list: List): Condition {
  const toUs = sql`(h.to_id = ${organisation}::uuid and h.shown <> 'none')`
  const fromUs = sql`h.from_id = ${organisation}::uuid`
  const waits = sql`((${toUs} and h.waits_for = 'partner') or (${fromUs} and h.waits_for = 'handing') ${coordinates ? sql`or h.waits_for = 'coordinator'` : sql``})`
  return {
    waits: sql`(h.ended_at is null and ${waits})`,
    in: sql`(h.ended_at is null and ${toUs})`,
    out: sql`(h.ended_at is null and ${region ? sql`true` : fromUs})`,
    stuck: sql`(h.ended_at is null and h.stuck is not null)`,
    ended: sql`(h.ended_at is not null and ${region ? sql`true` : sql`(${toUs} or ${fromUs})`})`,
  }[list]
}

const waiting = prepared(({ coordinates }: { coordinates: boolean }) => written<{ count: number }>(sql`select handovers_waiting(${coordinates}::boolean) as count`))
/** How many handovers wait for this organisation, or for the coordinator who looks: what the list of what waits holds. */
export const countWaiting = async (tx: Tx, actor: Reader): Promise<number> => (await tx.one(waiting({ coordinates: coordinates(actor) })))!.count

/** One page of a list, what is due first, and whether more follows. */
export async function handoversFor(tx: Tx, actor: Reader, { lijst, met, zoek, pagina }: ListChoice, most = pageSize): Promise<{ handovers: ListedHandover[]; more: boolean }> {
  const conditions = [conditionOf(sightOf(actor), lijst)]
  if (met) conditions.push(sql`${met}::uuid in (h.from_id, h.to_id)`)
  if (zoek) conditions.push(sql`starts_with(replace(h.reference, '-', ''), ${zoek.toUpperCase().replace(/[^A-Z0-9]/g, '')})`)
  const rows = await listHandovers(tx, actor.region, conditions, lijst === 'ended' ? sql`h.ended_at desc` : sql`h.due_at`, most + 1, (pagina - 1) * most)
  return { handovers: rows.slice(0, most), more: rows.length > most }
}
