import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { underWay } from '../underway.ts'
import { peerOf } from './ip.ts'
import { isRefused } from './refusals.ts'
import type { Route } from './route.ts'

export const tooMany = () => Object.assign(new Error('too many'), { statusCode: 429 })

/** How often a route may be asked by one network, or how often refuse it: one count for all the addresses of the route. */
export function limitOn(app: FastifyInstance, { most, minutes, of }: NonNullable<Route['limit']>) {
  const count = app.createRateLimit({ max: most, timeWindow: minutes * 60_000 })
  const ofRefusals = of === 'refusals'
  // Whoever is being answered may be refused yet: until then it counts as if it were.
  const answering = underWay()
  return {
    ofRefusals,
    /** Somebody asks. @throws 429 when it was often enough */
    async asks(request: FastifyRequest, reply: FastifyReply): Promise<void> {
      const counted = await count(request, { increment: !ofRefusals })
      const network = peerOf(request.ip)
      if (!counted.isAllowed && (ofRefusals ? counted.remaining <= answering.of(network) : counted.isExceeded)) {
        reply.header('retry-after', counted.ttlInSeconds)
        throw tooMany()
      }
      if (ofRefusals) answering.untilAnswered(reply.raw, network)
    },
    /** They are answered: a refusal is one more. */
    async answered(request: FastifyRequest): Promise<void> {
      if (ofRefusals && isRefused(request)) await count(request)
    },
  }
}
