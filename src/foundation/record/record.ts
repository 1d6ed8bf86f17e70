import { type Expression, type RawBuilder, sql } from 'kysely'
import type { Actor, GuestActor, StaffActor } from '../actor.ts'
import { prepared, type Tx, tables, written } from '../database/database.ts'
import { newId } from '../database/id.ts'

interface RecordTables {
  event: {
    region_id: number
    id: string
    at: Date
    actor_kind: string
    staff_id: string | null
    organisation_id: string | null
    kind: string
    subject_id: string
    purpose: string
    detail: string
  }
  look: {
    region_id: number
    id: string
    at: Date
    staff_id: string | null
    guest_id: string | null
    organisation_id: string
    person_id: string
    question_id: string | null
    purpose: string
  }
}
const db = tables<RecordTables>()

/** Codes, ids, counts and moments only: an event outlives an erasure, so it holds no name and no text of anybody. */
export type EventDetail = Record<string, string | number | boolean | null>

export interface Happened {
  kind: string
  subject: string
  detail?: EventDetail
}

/** Writes what happened, in the transaction that changed it. Append-only: the database grants no change and no removal. */
export function record(tx: Tx, actor: Actor, at: Date, { kind, subject, detail }: Happened): void {
  const staff = actor.kind === 'staff' ? actor : undefined
  tx.add(
    db.insertInto('event').values({
      region_id: actor.region,
      id: newId(at.getTime()),
      at,
      actor_kind: actor.kind,
      staff_id: staff?.id ?? null,
      organisation_id: actor.kind === 'staff' || actor.kind === 'guest' ? actor.organisation : null,
      kind,
      subject_id: subject,
      purpose: tx.purpose,
      detail: JSON.stringify(detail ?? {}),
    }),
  )
}

export interface EventRow {
  at: Date
  actor_kind: Actor['kind']
  staff_id: string | null
  kind: string
  detail: EventDetail
}

/** What happened to one subject, oldest first; still to be asked. The subject may be what another query answers. */
export const eventsAbout = (region: number, subject: string | Expression<string>) =>
  db.selectFrom('event').select(['at', 'actor_kind', 'staff_id', 'kind', 'detail']).where('region_id', '=', region).where('subject_id', '=', subject).orderBy('id')
const ofSubject = prepared(({ region, subject }: { region: number; subject: string }) => eventsAbout(region, subject))
/** What happened to one subject, oldest first. */
export const eventsOf = (tx: Tx, region: number, subject: string) => tx.all(ofSubject({ region, subject })) as unknown as Promise<EventRow[]>

/**
 * Writes that this member of staff, or guest of a partner, read these persons' data, in the transaction of the read: no read without a look.
 * Call it with every person a page shows.
 */
export function recordLooks(tx: Tx, actor: StaffActor | GuestActor, at: Date, seen: readonly { person: string; question?: string }[]): void {
  if (!seen.length) return
  tx.add(
    db.insertInto('look').values(
      seen.map(({ person, question }) => ({
        region_id: actor.region,
        id: newId(at.getTime()),
        at,
        staff_id: actor.kind === 'staff' ? actor.id : null,
        guest_id: actor.kind === 'guest' ? actor.id : null,
        organisation_id: actor.organisation,
        person_id: person,
        question_id: question ?? null,
        purpose: tx.purpose,
      })),
    ),
  )
}

export interface Look {
  region: number
  id: string
  at: Date
  staff: string
  organisation: string
  purpose: string
}

/**
 * The same for the person whom `found` finds (its columns: the person's id, the question's), still to be asked: it travels with the reads that show them.
 * Where it finds nobody, nothing was seen and nothing is written.
 */
export const lookAt = ({ region, id, at, staff, organisation, purpose }: Look, found: RawBuilder<unknown>) =>
  written(
    sql`insert into look (region_id, id, at, staff_id, organisation_id, purpose, person_id, question_id)
      select ${region}::int, ${id}::uuid, ${at}::timestamptz, ${staff}::uuid, ${organisation}::uuid, ${purpose}, found.* from (${found}) as found`,
  )
