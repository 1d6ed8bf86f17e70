import type { Expression, Insertable } from 'kysely'
import type { GuestActor, StaffActor } from '../actor.ts'
import { inserts, prepared, type Tx, tables } from '../database/database.ts'
import { newId } from '../database/id.ts'
import type { Acting } from '../doing.ts'
import { place } from '../place.ts'
import type { EventRow, LookRow, ProcessingLogRow } from '../rows.ts'
import { activityOf } from './activities.ts'
import { type EventDetail, type EventKind, eventKinds, type RecordedEvent } from './events.ts'

const db = tables<{ event: EventRow; look: LookRow; processing_log: ProcessingLogRow }>()
const events = inserts((rows: Insertable<EventRow>[]) => db.insertInto('event').values(rows))
const looks = inserts((rows: Insertable<LookRow>[]) => db.insertInto('look').values(rows))
const logLines = inserts((rows: Insertable<ProcessingLogRow>[]) => db.insertInto('processing_log').values(rows))

/** An event as it was recorded. */
export interface Happened {
  kind: string
  subject: string
  detail: EventDetail
}

/** What follows an event: done after the writes of the action that recorded it and before their commit, in the order of the rooms; what it cannot do undoes all. */
export type Follows = (doing: Acting, event: Happened) => unknown
/** What a room does after events, by kind. */
export type Subscriptions = Readonly<Record<string, Follows>>
export const subscriptions = place<Subscriptions>('what follows an event')

/** Writes what happened, in the transaction that changed it, and lets follow what follows. Append-only: the database grants no change and no removal. */
export function record<Detail extends EventDetail>(
  doing: Acting,
  { kind, about }: EventKind<Detail>,
  subject: string,
  ...[given]: Record<string, never> extends Detail ? [detail?: Detail] : [detail: Detail]
): void {
  const { tx, actor, now } = doing
  if (!tx.partsOf(eventKinds).some((each) => each.kind === kind)) throw new Error(`${kind} is in no room's list of events`)
  const detail: EventDetail = given ?? {}
  const staff = actor.kind === 'staff' ? actor : undefined
  const mandate = actor.kind === 'link' ? actor.mandate : actor.kind === 'resident' ? actor.mandate?.id : undefined
  tx.add(
    events({
      region_id: actor.region,
      id: newId(now.getTime()),
      at: now,
      actor_kind: actor.kind,
      staff_id: staff?.id ?? null,
      organisation_id: actor.kind === 'staff' || actor.kind === 'guest' ? actor.organisation : null,
      kind,
      subject_kind: about.name,
      readers: about.readers,
      subject_id: subject,
      purpose: tx.purpose,
      detail: JSON.stringify(mandate ? { ...detail, mandate } : detail),
    }),
  )
  const following = tx.partsOf(subscriptions).flatMap((each) => each[kind] ?? [])
  if (following.length)
    tx.beforeCommit(async () => {
      for (const each of following) await each(doing, { kind, subject, detail })
    })
}

/** What happened to one subject, oldest first; still to be asked. The subject may be what another query answers. */
export const eventsAbout = (region: number, subject: string | Expression<string>) =>
  db
    .selectFrom('event')
    .select(['at', 'actor_kind', 'staff_id', 'kind', 'detail'])
    .where('region_id', '=', region)
    .where('subject_id', '=', subject)
    .orderBy('id')
    .$castTo<RecordedEvent>()
const ofSubject = prepared(({ region, subject }: { region: number; subject: string }) => eventsAbout(region, subject))
/** What happened to one subject, oldest first. */
export const eventsOf = (tx: Tx, region: number, subject: string) => tx.all(ofSubject({ region, subject }))

/** What of one kind happened last in a region, the newest first. */
export const eventsOfKind = (tx: Tx, region: number, kind: string, most: number) =>
  tx.all(
    db
      .selectFrom('event')
      .select(['at', 'actor_kind', 'staff_id', 'kind', 'detail'])
      .where('region_id', '=', region)
      .where('kind', '=', kind)
      .orderBy('at', 'desc')
      .limit(most)
      .$castTo<RecordedEvent>(),
  )

/**
 * Writes that this member of staff, or guest of a partner, read these persons' data, in the transaction of the read: no read without a look, and no look without its
 * line in the log of data processing, which says what was done for which activity and with whose data (encrypted); the look says who did it.
 * Call it with every person a page shows.
 */
export function recordLooks({ tx, actor, now: at }: Acting<StaffActor | GuestActor>, seen: readonly { person: string; question?: string }[]): void {
  if (!seen.length) return
  const ends = new Date(at.getTime() + tx.elapsed())
  const own = seen.map((each) => ({ ...each, id: newId(at.getTime()) }))
  const shared = { region_id: actor.region, organisation_id: actor.organisation }
  const { code } = activityOf(tx.partsOf, tx.purpose)
  tx.add(
    logLines(
      ...own.map(({ id, person }) => ({
        ...shared,
        id,
        trace_id: tx.trace,
        status_code: 'OK' as const,
        name: tx.purpose,
        starts_at: at,
        ends_at: ends,
        processing_activity: code,
        data_subject_id: tx.conceal(person),
      })),
    ),
  )
  tx.add(
    looks(
      ...own.map(({ id, person, question }) => ({
        ...shared,
        id,
        at,
        staff_id: actor.kind === 'staff' ? actor.id : null,
        guest_id: actor.kind === 'guest' ? actor.id : null,
        person_id: person,
        question_id: question ?? null,
        purpose: tx.purpose,
        role: actor.kind === 'staff' ? actor.roles.join() : null,
      })),
    ),
  )
}
