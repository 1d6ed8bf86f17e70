import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '../actor.ts'
import type { HelpContact } from '../danger/danger.ts'
import type { Right } from '../identity/rights.ts'
import type { LinkKind } from '../links/links.ts'
import { place } from '../place.ts'
import type { System } from '../system.ts'
import type { RegionSite, Visit } from './route.ts'

/** A kind of visitor who signs in: where, and who it is that brings a request. */
export interface Visitors {
  holders: 'staff' | 'guest' | 'resident'
  /** The address, below the region's, where they come in. */
  door: string
  /** The address, below the region's, where they prove once more who they are and then go on to another; nobody else is asked to. */
  again?(visit: Visit, to: string): Promise<string> | string
  read(system: System, request: FastifyRequest, reply: FastifyReply, region: number): Promise<Actor | undefined>
}
export const visitors = place<Visitors>('visitors who sign in')

/** Who must sign in for a right, and how; nobody for what is for everyone, or goes by a secret link. */
export function visitorsFor({ partsOf }: System, { holders }: Right): Visitors | undefined {
  const kind = typeof holders === 'object' ? 'staff' : holders
  return partsOf(visitors).find((each) => each.holders === kind)
}

/** By which mandate who brings a request acts for the one whom the subject of a link of this kind is about, when they do. */
export interface Mandated {
  link: LinkKind
  mandateOf(system: System, request: FastifyRequest, region: number, subject: string): Promise<string | undefined>
}
export const mandated = place<Mandated>('links that somebody may use for another')

/** What the program knows of regions; `find` and `helpIn` also while the database is away, then as everywhere. */
export interface Regions {
  /** The region of an address, as it names and shows itself now. */
  find(slug: string): Promise<RegionSite | undefined>
  /** Those in which the program has work. */
  begun(): Promise<number[]>
  /** Whom to call in danger there, now. */
  helpIn(region: RegionSite): Promise<readonly HelpContact[]>
}
export const regionsKnown = place<(system: System) => Regions>('regions')
export const regionsOf = (system: System): Regions => system.partsOf(regionsKnown)[0]!(system)
