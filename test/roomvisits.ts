import type { LinkKind } from '../src/foundation/links/links.ts'
import type { Room } from '../src/foundation/room.ts'
import type { Route } from '../src/foundation/web/route.ts'
import type { PagesGround } from './pages/ground.ts'
import type { Asked, RightsGround, Verdict, Visitor } from './rights/ground.ts'

/** What somebody sends with a form, by the names of its fields. */
export type Fields = Readonly<Record<string, string>>

/** What the walk of rights must know of a room that its routes do not say. */
export interface RightsVisits {
  /** A right form for each address that takes one. */
  forms?: Readonly<Record<string, Fields>>
  /** What an address names besides the region and a question, such as ':id'; `asked` where the address is about one. A try that is to be served can change it, and gets its own. */
  names?(route: Route, visitor: Visitor, asked: Asked | undefined, wanted: Verdict): Promise<Fields> | Fields
  /** What the room's own kinds of links lead to, and where; a link to a question needs no line. */
  links?: ReadonlyMap<LinkKind, Leads>
  /** Who is served, where that is not what the right alone says. */
  expected?(route: Route, visitor: Visitor): Verdict | undefined
  /** A try that would end what the next ones need. */
  skips?(route: Route, visitor: Visitor): boolean
  /** Addresses that ask somebody outside, who is not there now. */
  unanswered?: readonly string[]
}
export interface Leads {
  subject: string
  /** Region 0 for a link of the nation. */
  region?: number
}

/** What the walk of pages must know of a room that its routes do not say. */
export interface PagesVisits {
  /** Addresses that no browser comes to as a page. */
  notPages?: readonly string[]
  /** What a page is also looked at with: its filters, doors and outcomes. */
  also?: Readonly<Record<string, readonly string[]>>
  /** What an address names besides the region, a question and its link: `:id` and the like. */
  names?: Fields
  /** The addresses of a page that has more than one, or stands apart. */
  addresses?(route: Route): readonly string[] | undefined
  /** Somebody who may see this page and most of what is on it: of the staff by who they are at the provider, or a cookie. */
  visitor?(route: Route): string | undefined
  /** Pages that answer 409 for a question of which nothing can be asked now. */
  conflicts?: RegExp
}

/** How a room is walked: by its rights, and page by page. A room without a file here is not in the list of rooms (test/house.test.ts). */
export interface RoomVisits {
  room: Room
  rights?(ground: RightsGround): Promise<RightsVisits> | RightsVisits
  pages?(ground: PagesGround): Promise<PagesVisits> | PagesVisits
}
