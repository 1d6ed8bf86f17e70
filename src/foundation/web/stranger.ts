import { createHmac } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Actor } from '../actor.ts'
import { dayOf } from '../clock/workingdays.ts'
import type { System } from '../system.ts'
import { peerOf } from './ip.ts'

/** Who from outside makes a request (of IPv6 the first 64 bits: whoever has one such address has them all), as a mark that tells one from another on one day and nothing else; undefined for our own staff, and where requests are not counted. */
export function strangerOf({ ownKey, settings, clock }: Pick<System, 'ownKey' | 'settings' | 'clock'>, actor: Actor, request: FastifyRequest): string | undefined {
  if (settings.RATE_LIMIT === 'off' || actor.kind === 'staff' || actor.kind === 'task') return undefined
  const who = actor.kind === 'resident' || actor.kind === 'guest' ? actor.id : peerOf(request.ip)
  return strangerMark(ownKey, clock.now(), `${actor.kind === 'link' ? 'public' : actor.kind}|${who}`)
}

/** Such a mark, of whatever tells one from another. */
export const strangerMark = (secret: string, now: Date, who: string): string =>
  createHmac('sha256', secret)
    .update(`stranger|${dayOf(now)}|${who}`)
    .digest('base64url')
    .slice(0, 22)
