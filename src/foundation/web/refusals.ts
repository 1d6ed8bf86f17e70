import type { FastifyRequest } from 'fastify'
import { whoActs } from '../identity/acting.ts'
import { networkOf } from './ip.ts'
import type { RegionSite } from './route.ts'

// Counted by the server when the request is done.
const refused = new WeakSet<FastifyRequest>()
export const isRefused = (request: FastifyRequest): boolean => refused.has(request)

/** Who makes a request and from which network: enough to see what one of them did, too little to say which house it is. */
export const whoAsks = (request: FastifyRequest) => ({ by: whoActs(request), from: networkOf(request.ip, { numbers: 3, groups: 3 }) })

/** Somebody was refused a code, a sign-in or the like: a line in the log that says why and from which network, and one more refusal of where it comes from. */
export function refuse({ request, region }: { request: FastifyRequest; region: Pick<RegionSite, 'id'> }, why: string): void {
  refused.add(request)
  request.log.warn({ request: request.id, route: request.routeOptions.url, region: region.id, why, ...whoAsks(request) }, 'refused')
}
