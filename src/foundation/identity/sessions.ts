import type { FastifyReply, FastifyRequest } from 'fastify'
import { type ExpressionBuilder, sql } from 'kysely'
import { type Role, type StaffActor, sightOf } from '../actor.ts'
import type { Clock } from '../clock/clock.ts'
import { type Database, type Tx, tables, written } from '../database/database.ts'
import { newId } from '../database/id.ts'
import type { SessionRow } from '../rows.ts'
import { oneOf } from '../system.ts'
import { cookieIn, siteCookie } from './cookies.ts'
import { hashOfToken, newToken, regionOfToken } from './tokens.ts'
import { isNewUse } from './use.ts'

const db = tables<{ session: SessionRow }>()

interface Holder {
  id: string
  name: string
  organisation: string
  organisation_kind: string
  walk_in_point: string | null
  roles: Role[]
  proved_at: Date | null
  rotated_at: Date
  used_at: Date
  granted: string[]
  stands_in_for: string[]
}

interface Beginning {
  hours?: number | null
  browser?: string
  provedAt?: Date | null
}

const cookieName = 'werkcentrum'
/** How long a session lasts where its organisation does not say; and at most. */
const lastsHours = 10
const mostHours = 12
const rotatesAfter = 60 * 60 * 1000

/** The session token a browser brings, or undefined. */
export const sessionCookie = (request: FastifyRequest): string | undefined => cookieIn(request, cookieName)

/**
 * Sessions live in the database, which holds a token's hash only. A token is replaced every hour, ends when it was not used for a while and after some hours in any case (how long, its
 * holder's organisation says), and stops at once when it is revoked or its holder left: each request asks the database.
 */
export function sessionKeeper(database: Database, clock: Clock, secure: boolean) {
  const cookieFor = (token: string) => siteCookie(cookieName, token, secure, mostHours * 3600)
  const thisOne = (token: string) => (eb: ExpressionBuilder<{ session: SessionRow }, 'session'>) =>
    eb.or([eb('token_hash', '=', hashOfToken(token)), eb('previous_hash', '=', hashOfToken(token))])

  async function rotate(holder: Holder, region: number, token: string, reply: FastifyReply) {
    const now = clock.now()
    const next = newToken(region)
    const actor = { kind: 'task', region } as const
    const rotated = await database.transaction(actor, 'session', (tx) =>
      tx.run(
        db
          .updateTable('session')
          .set({ token_hash: hashOfToken(next), previous_hash: hashOfToken(token), rotated_at: now })
          .where('region_id', '=', region)
          .where('token_hash', '=', hashOfToken(token))
          .where('staff_id', '=', holder.id),
      ),
    )
    if (rotated) reply.header('set-cookie', cookieFor(next))
  }

  /** Writes that it is used now, for who uses it. */
  const use = (region: number, token: string, now: Date) =>
    database.transaction({ kind: 'task', region }, 'session', (tx) =>
      tx.run(db.updateTable('session').set({ used_at: now }).where('region_id', '=', region).where(thisOne(token)).where('used_at', '<', now)),
    )

  /** Ends the session of this token, also where it was just replaced by another. */
  const end = (tx: Tx, region: number, token: string) =>
    tx.run(db.updateTable('session').set({ revoked_at: clock.now() }).where('region_id', '=', region).where(thisOne(token)).where('revoked_at', 'is', null))

  return {
    /** The member of staff whose session this request brings (cookie, or bearer token for the API), if it is one of this region. */
    async read(request: FastifyRequest, reply: FastifyReply, region: number): Promise<StaffActor | undefined> {
      const cookie = sessionCookie(request)
      const bearer = request.url.startsWith('/api/') ? /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] : undefined
      const token = bearer ?? cookie
      if (!token || regionOfToken(token) !== region) return undefined
      const now = clock.now()
      const holder = await database.whoHolds<Holder>(region, hashOfToken(token), now)
      if (!holder) return undefined
      if (isNewUse(request, holder.used_at, now)) await use(region, token, now)
      if (!bearer && request.method === 'GET' && now.getTime() - holder.rotated_at.getTime() > rotatesAfter) await rotate(holder, region, token, reply)
      const { id, name, organisation, walk_in_point: walkInPoint, roles } = holder
      return {
        kind: 'staff',
        region,
        id,
        name,
        organisation,
        walkInPoint,
        roles,
        sight: sightOf(roles, holder.organisation_kind),
        granted: holder.granted,
        standsInFor: holder.stands_in_for,
        provedAt: holder.proved_at ?? undefined,
      }
    },
    /** Begins a session, of so many hours at most, for somebody who proved who they are: just now, or when that is known to have been. Answers its token. */
    async begin(tx: Tx, region: number, staff: string, { hours, browser, provedAt }: Beginning = {}): Promise<string> {
      const now = clock.now()
      const token = newToken(region)
      await tx.run(
        db.insertInto('session').values({
          region_id: region,
          id: newId(now.getTime()),
          token_hash: hashOfToken(token),
          previous_hash: null,
          staff_id: staff,
          began_at: now,
          proved_at: provedAt === undefined ? now : provedAt,
          rotated_at: now,
          used_at: now,
          browser: browser ?? null,
          ends_at: new Date(now.getTime() + (hours ?? lastsHours) * 3_600_000),
          revoked_at: null,
        }),
      )
      return token
    },
    /** Gives the browser that asks a session that just began, in place of the one that it brings, of whichever region: that one ends. Outside a transaction; answers its cookie. */
    async carry(request: FastifyRequest, token: string): Promise<string> {
      const brought = sessionCookie(request)
      const region = regionOfToken(brought)
      if (region !== undefined && brought) await database.transaction({ kind: 'task', region }, 'session', (tx) => end(tx, region, brought))
      return cookieFor(token)
    },
    clearCookie: () => siteCookie(cookieName, '', secure, 0),
    end,
  }
}

/** The sessions of this program. */
export const sessionsOf = oneOf(({ database, clock, settings }) => sessionKeeper(database, clock, settings.overHttps))

/** One place where somebody is signed in. */
export interface SignedIn {
  id: string
  began_at: Date
  used_at: Date
  browser: string | null
}
/** Where somebody is signed in now, the one used last first; `here` is the session of the request. As themselves. */
export async function sessionsHeld(tx: Tx, request: FastifyRequest, staff: string, now: Date): Promise<(SignedIn & { here: boolean })[]> {
  const hash = hashOfToken(sessionCookie(request) ?? '')
  const open = await tx.all(written<SignedIn & { token_hash: string; previous_hash: string | null }>(sql`select * from open_sessions(${staff}, ${now})`))
  return open.map(({ token_hash, previous_hash, ...each }) => ({ ...each, here: token_hash === hash || previous_hash === hash }))
}

/** Which end: all but that of a request, or one. */
export interface Which {
  but?: FastifyRequest
  only?: string
}
/** Ends sessions of somebody: all, all but that of a request, or one. */
export async function endSessionsOf(tx: Tx, region: number, staff: string, now: Date, { but, only }: Which = {}): Promise<void> {
  let theirs = db.updateTable('session').set({ revoked_at: now }).where('region_id', '=', region).where('staff_id', '=', staff).where('revoked_at', 'is', null)
  if (only) theirs = theirs.where('id', '=', only)
  if (but) {
    const hash = hashOfToken(sessionCookie(but) ?? '')
    theirs = theirs.where('token_hash', '<>', hash).where(({ eb }) => eb.or([eb('previous_hash', 'is', null), eb('previous_hash', '<>', hash)]))
  }
  await tx.run(theirs)
}
