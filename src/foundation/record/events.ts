import type { z } from 'zod'
import type { Narrowed } from '../database/narrowed.ts'
import type { Language } from '../i18n/i18n.ts'
import { type PartsOf, place } from '../place.ts'
import type { EventRow } from '../rows.ts'

/** Codes, ids, counts and moments only: an event outlives an erasure, so it holds no name and no text of anybody. */
export type EventDetail = Record<string, string | number | boolean | null | undefined>

/** What an event is about, and who reads it: whoever sees that subject (the thread of a question), the organisation that did it, staff of the region, or those who manage it. */
export interface EventSubject {
  readonly name: string
  readonly readers: EventRow['readers']
}

/** An event as it is read again. */
export type RecordedEvent = Narrowed<Pick<EventRow, 'at' | 'actor_kind' | 'staff_id' | 'kind' | 'detail'>, { detail: EventDetail }>

/** An event as somebody reads it: in their language, with the names of colleagues and organisations by their ids. */
export interface Told {
  language: Language
  event: RecordedEvent
  staff(id: unknown): string
  organisation(id: unknown): string
}

/** A kind of event, as a value of the room that records it. */
export interface EventKind<Detail extends EventDetail = EventDetail> {
  readonly kind: string
  readonly about: EventSubject
  readonly detail: z.ZodType<Detail>
  /** Counted over history, by day and by whether it was within the norm. */
  readonly counted?: boolean
  /** Somebody said something: who has it open reads it at once. */
  readonly said?: boolean
  /** In words for colleagues; undefined when they read nothing of it. */
  colleagues?(told: Told): string | undefined
  /** In words for who it is about. */
  asker?(told: Told): string | undefined
}

/** Declares a kind of event; its detail is checked where it is recorded by the compiler, and by a test over all that the demo records. */
export const eventKind = <Detail extends EventDetail>(
  kind: string,
  about: EventSubject,
  detail: z.ZodType<Detail>,
  more: Omit<EventKind<Detail>, 'kind' | 'about' | 'detail'> = {},
): EventKind<Detail> => ({ kind, about, detail, ...more })

/** The kinds of a room. */
export type Events = Readonly<Record<string, EventKind>>
export const eventKinds = place<EventKind>('kinds of events')

/** An event in words for its reader; undefined when there are none for them. */
export function sayEvent(partsOf: PartsOf, reader: 'colleagues' | 'asker', told: Told): string | undefined {
  return partsOf(eventKinds)
    .find(({ kind }) => kind === told.event.kind)
    ?.[reader]?.(told)
}
