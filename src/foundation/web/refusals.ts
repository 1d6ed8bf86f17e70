import { isIPv6 } from 'node:net'
import type { FastifyRequest } from 'fastify'
import type { RegionSite } from './route.ts'

// Counted by the server when the request is done.
const refused = new WeakSet<FastifyRequest>()
export const isRefused = (request: FastifyRequest): boolean => refused.has(request)

/** The network of an address, for in the log: enough to see an attack, too little to say who it was. */
export function networkOf(ip: string): string {
  const plain = ip.replace(/^::ffff:(?=\d+\.)/i, '')
  if (!isIPv6(plain)) return plain.replace(/\.\d+$/, '.0/24')
  const [head = '', tail] = plain.toLowerCase().split('%')[0]!.split('::') as [string, string?]
  const groups = head ? head.split(':') : []
  // What `::` leaves out are zeros; only the first three groups are told.
  const all = tail === undefined ? groups : [...groups, ...Array<string>(8).fill('0')]
  return `${all.slice(0, 3).join(':')}::/48`
}

/** Somebody was refused a code, a sign-in or the like: a line in the log that says why and from which network, and one more refusal of where it comes from. */
export function refuse({ request, region }: { request: FastifyRequest; region: Pick<RegionSite, 'id'> }, why: string): void {
  refused.add(request)
  request.log.warn({ request: request.id, route: request.routeOptions.url, region: region.id, why, from: networkOf(request.ip) }, 'refused')
}
