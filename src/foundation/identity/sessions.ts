import { createHash, randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Role, type StaffActor, sightOf } from '../actor.ts'
import type { Clock } from '../clock/clock.ts'
import { type Database, type Tx, tables } from '../database/database.ts'
import type { SessionRow } from '../rows.ts'
import { oneOf } from '../system.ts'
import { cookieIn, siteCookie } from './cookies.ts'

const db = tables<{ session: SessionRow }>()

interface Holder {
  id: string
  name: string
  organisation: string
  organisation_kind: string
  walk_in_point: string | null
  roles: Role[]
  rotated_at: Date
  granted: string[]
  stands_in_for: string[]
}

const cookieName = 'werkcentrum'
const lastsHours = 10
const rotatesAfter = 60 * 60 * 1000

const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url')
const newToken = (region: number) => `${region}.${randomBytes(32).toString('base64url')}`
const regionOf = (token: string) => Number(token.split('.')[0])

/** The session token a browser brings, or undefined. */
export const sessionCookie = (request: FastifyRequest): string | undefined => cookieIn(request, cookieName)

/**
 * Sessions live in the database, which holds a token's hash only. A token is replaced every hour, ends after ten, and stops at once
 * when it is revoked or its holder left: each request asks the database.
 */
export function sessionKeeper(database: Database, clock: Clock, secure: boolean) {
  const setCookie = (reply: FastifyReply, token: string) => reply.header('set-cookie', siteCookie(cookieName, token, secure, lastsHours * 3600))

  async function rotate(holder: Holder, region: number, token: string, reply: FastifyReply) {
    const now = clock.now()
    const next = newToken(region)
    const actor = { kind: 'task', region } as const
    const rotated = await database.transaction(actor, 'session', (tx) =>
      tx.run(
        db
          .updateTable('session')
          .set({ token_hash: hashOf(next), previous_hash: hashOf(token), rotated_at: now })
          .where('region_id', '=', region)
          .where('token_hash', '=', hashOf(token))
          .where('staff_id', '=', holder.id),
      ),
    )
    if (rotated) setCookie(reply, next)
  }

  return {
    /** The member of staff whose session this request brings (cookie, or bearer token for the API), if it is one of this region. */
    async read(request: FastifyRequest, reply: FastifyReply, region: number): Promise<StaffActor | undefined> {
      const cookie = sessionCookie(request)
      const bearer = request.url.startsWith('/api/') ? /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] : undefined
      const token = bearer ?? cookie
      if (!token || regionOf(token) !== region) return undefined
      const now = clock.now()
      const holder = await database.whoHolds<Holder>(region, hashOf(token), now)
      if (!holder) return undefined
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
      }
    },
    /** Begins a session for somebody who just proved who they are; answers its token. */
    async begin(tx: Tx, region: number, staff: string): Promise<string> {
      const now = clock.now()
      const token = newToken(region)
      await tx.run(
        db.insertInto('session').values({
          region_id: region,
          token_hash: hashOf(token),
          previous_hash: null,
          staff_id: staff,
          began_at: now,
          rotated_at: now,
          ends_at: new Date(now.getTime() + lastsHours * 3_600_000),
          revoked_at: null,
        }),
      )
      return token
    },
    cookieFor: (token: string) => siteCookie(cookieName, token, secure, lastsHours * 3600),
    clearCookie: () => siteCookie(cookieName, '', secure, 0),
    /** Ends the session of this token. */
    async end(tx: Tx, region: number, token: string): Promise<void> {
      await tx.run(db.updateTable('session').set({ revoked_at: clock.now() }).where('region_id', '=', region).where('token_hash', '=', hashOf(token)))
    },
  }
}

/** The sessions of this program. */
export const sessionsOf = oneOf(({ database, clock, settings }) => sessionKeeper(database, clock, settings.baseUrl.startsWith('https:')))

/** Ends every session of somebody who left. */
export async function endSessionsOf(tx: Tx, region: number, staff: string, now: Date): Promise<void> {
  await tx.run(db.updateTable('session').set({ revoked_at: now }).where('region_id', '=', region).where('staff_id', '=', staff).where('revoked_at', 'is', null))
}
