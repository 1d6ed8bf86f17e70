import { createHmac } from 'node:crypto'
import { isIPv6 } from 'node:net'
import type { FastifyRequest } from 'fastify'
import type { Actor } from '../actor.ts'
import { dayOf } from '../clock/workingdays.ts'
import type { System } from '../system.ts'

/** The network somebody comes from: of IPv6 the first 64 bits, for whoever has one such address has them all. */
export function networkOf(ip: string): string {
  const mapped = /^::ffff:([\d.]+)$/i.exec(ip)?.[1]
  if (mapped || !isIPv6(ip)) return mapped ?? ip
  const [before = '', after] = ip.split('%')[0]!.split('::')
  const groups = before ? before.split(':') : []
  const rest = after ? after.split(':') : []
  const whole = after === undefined ? groups : [...groups, ...Array<string>(Math.max(0, 8 - groups.length - rest.length)).fill('0'), ...rest]
  return whole
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}

/** Who from outside makes a request, as a mark that tells one from another on one day and nothing else; undefined for our own staff, and where requests are not counted. */
export function strangerOf({ secret, settings, clock }: Pick<System, 'secret' | 'settings' | 'clock'>, actor: Actor, request: FastifyRequest): string | undefined {
  if (settings.RATE_LIMIT === 'off' || actor.kind === 'staff' || actor.kind === 'task') return undefined
  const who = actor.kind === 'resident' || actor.kind === 'guest' ? actor.id : networkOf(request.ip)
  return strangerMark(secret, clock.now(), `${actor.kind === 'link' ? 'public' : actor.kind}|${who}`)
}

/** Such a mark, of whatever tells one from another. */
export const strangerMark = (secret: string, now: Date, who: string): string =>
  createHmac('sha256', secret)
    .update(`stranger|${dayOf(now)}|${who}`)
    .digest('base64url')
    .slice(0, 22)
