import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Actor, GuestActor, ResidentActor, StaffActor } from '../actor.ts'
import type { Alarm } from '../danger/danger.ts'
import type { Tx } from '../database/database.ts'
import type { Language } from '../i18n/i18n.ts'
import type { Holders, Right } from '../identity/rights.ts'
import type { LinkKind } from '../links/links.ts'
import type { System } from '../system.ts'
import type { Answer } from './answer.ts'
import type { DraftOf, Filled } from './forms.ts'
import type { Conflict } from './problem.ts'

/** A region as an address names it; region 0 is the nation. */
export interface RegionSite {
  id: number
  slug: string
  name: string
  /** Its own style sheet and logo, by their addresses, where it has them. */
  look?: { css?: string; logo?: string }
  /** Where somebody calls who gets no further, where it is known. */
  phone?: string
}
export const nation: RegionSite = { id: 0, slug: '', name: 'Nederland' }

/** The addresses of a region in a language: '' is the region's own page. */
export const pathIn =
  ({ slug }: Pick<RegionSite, 'slug'>, language: Language) =>
  (rest = ''): string =>
    `${language === 'en' ? '/en' : ''}${slug && `/${slug}`}${rest}` || '/'

/** An address of ours as it is in Dutch. */
export const inDutch = (url: string): string => url.replace(/^\/en(?=\/|\?|$)/, '')

/** One request, parsed and allowed: who comes, where, in which language, with what. */
export interface Visit<Params = unknown, Query = unknown, Body = unknown> {
  system: System
  actor: Actor
  region: RegionSite
  language: Language
  params: Params
  query: Query
  body: Body
  now: Date
  /** The address in this language and region: '' is the region's own page. */
  path(rest?: string): string
  /** This same address, without what only says where something typed waits. */
  here: string
  /** This same address in the other language. */
  elsewhere: string
  /** Reads, in one transaction as the actor. */
  transaction<Result>(purpose: string, work: (tx: Tx) => Promise<Result>): Promise<Result>
  /** What was handed in, as it was typed. */
  typed: Filled
  /** Where what was typed before waits, or is said to wait. */
  kept?: string
  /** What the form that is handed in is a draft of, where its words are kept while they are typed. */
  draft?: DraftOf
  /** Changes something, once per form key of this visitor at this address; answers the id it made, also to the second of two that were sent. What only the program may change is changed by it, as `by`. */
  change(purpose: string, work: (tx: Tx) => Promise<unknown>, by?: Actor): Promise<string | undefined>
  /** Set when what was just written here says that somebody is in danger, or may be: every public page then shows whom to call. */
  alarm?: Alarm
  request: FastifyRequest
  reply: FastifyReply
}

/** Where a page stands: what it may know of a visit when it is for everybody. Who comes and what they ask is not in it. */
export interface Where extends Pick<Visit, 'region' | 'language' | 'path' | 'elsewhere' | 'alarm'> {
  system: Pick<System, 'partsOf'> & { settings: Pick<System['settings'], 'baseUrl'> }
}

/** The program itself, in the region of this visit: for what only it may read or change. */
export const programOf = ({ region }: Pick<Visit, 'region'>): Extract<Actor, { kind: 'task' }> => ({ kind: 'task', region: region.id })

export type StaffVisit<P = unknown, Q = unknown, B = unknown> = Visit<P, Q, B> & { actor: StaffActor }

/** What the description of the API says of a route, beside what its address, its right and its schemas say. A route without it is not described. */
export interface RouteWords {
  operationId: string
  /** One of a room's tags. */
  tag: string
  summary: string
  description?: string
  /** What it reads of the request's headers. */
  headers?: z.ZodType
  /** Whose tokens it takes, by the names that a room gives them; its right says whether it can do without. */
  tokens?: readonly string[]
  /** What it answers when all is well: with 200, unless it says otherwise. */
  answer: { status?: number; description: string; schema: z.ZodType }
  /** Why it refuses, by status; always as a problem (RFC 9457). */
  problems: Readonly<Record<number, string>>
}

/** Where something is grave: always, or for what this says. A method, so that the list of routes can know them in general. */
export type Grave<Of> = true | { when(of: Of): boolean }['when']

interface Shape<P, Q, B> {
  method: 'GET' | 'POST'
  /** Begins with /:region for a region's page; then it is served under /en too, as is / itself. `bare` pages have one address only. */
  path: string
  bare?: boolean
  right: Right
  /** The kind of secret link whose token is in :token. */
  link?: LinkKind
  params?: z.ZodType<P>
  query?: z.ZodType<Q>
  body?: z.ZodType<B>
  /** The most bytes it takes, where that is more than a form of words. */
  largest?: number
  /**
   * Whether what is written here is read for danger before anything else; what residents, employers and guests write is, what staff write is not, unless this says otherwise.
   */
  heeds?: boolean
  /** The page asks it by itself while it is open: nobody does anything by it, so that it keeps no session going. */
  byItself?: boolean
  /**
   * At most so many requests from one network (an IPv4 address, a /64 of IPv6) in so many minutes, in both languages together. Of `refusals` only what was
   * refused counts, so that the many people behind the one address of a library are not kept out by each other's right codes.
   */
  limit?: { most: number; minutes: number; of?: 'refusals' }
  /** Whether it is grave, so that staff and residents must have proved just now who they are (`fresh.tsx`). What needs no field names the page it is on, if that is not the one above. */
  fresh?: Grave<Visit<P, Q, B>>
  /** What the description of the API says of it, where it belongs to that. */
  api?: RouteWords
  /** The path of the page that its form is on, where that is not the one above its own. */
  onPage?: string
  /** Throws when what the address names is not, or not any more, for who comes. Asked in the transaction of a change, also when the same form comes again. */
  holds?(visit: Visit, tx: Tx): Promise<unknown>
}

export interface Route extends Shape<unknown, unknown, unknown> {
  /** The work of the route; `staff` ones are called with a StaffActor only. */
  handle(visit: Visit): Promise<Answer> | Answer
  /** Shows the form again with what was typed and what is wrong with it: as a page to come back to, so that it has nothing of the visit that handed it in. */
  redo?(visit: Visit, form: Filled): Promise<Answer> | Answer
  /** Says what came between. */
  conflict?(visit: Visit, error: Conflict): Promise<Answer> | Answer
}

export type GuestVisit<P = unknown, Q = unknown, B = unknown> = Visit<P, Q, B> & { actor: GuestActor }

export type ResidentVisit<P = unknown, Q = unknown, B = unknown> = Visit<P, Q, B> & { actor: ResidentActor }

/** Who comes, by who holds the right that is asked. */
type VisitFor<By extends Holders, P, Q, B> = By extends 'guest'
  ? GuestVisit<P, Q, B>
  : By extends 'resident'
    ? ResidentVisit<P, Q, B>
    : By extends 'everyone' | 'link'
      ? Visit<P, Q, B>
      : StaffVisit<P, Q, B>

/** Declares a route: parsed input, the right it needs, and what it does. */
export function route<By extends Holders, P = unknown, Q = unknown, B = unknown>(
  shape: Omit<Shape<P, Q, B>, 'right'> & {
    right: Right<By>
    handle(visit: VisitFor<By, P, Q, B>): Promise<Answer> | Answer
    redo?(visit: VisitFor<By, P, Q, unknown>, form: Filled): Promise<Answer> | Answer
    conflict?(visit: VisitFor<By, P, Q, B>, error: Conflict): Promise<Answer> | Answer
  },
): Route {
  // The server calls it with exactly the visitor that its right lets through; the list of routes knows visitors only in general.
  return shape as unknown as Route
}
