import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '../actor.ts'
import { actsAs } from '../identity/acting.ts'
import { may } from '../identity/rights.ts'
import { sessionCookie } from '../identity/sessions.ts'
import type { System } from '../system.ts'
import { NotFound, SignInFirst } from './problem.ts'
import { refuse } from './refusals.ts'
import type { RegionSite, Route } from './route.ts'
import { isForged } from './security.ts'
import { type Arrival, arrivalOf } from './visit.ts'
import { mandated, type Visitors, visitorsFor } from './visitors.ts'

/** Who comes, as those who hold the right that is asked: by a session's cookie or bearer token, by a code's pass, or nobody in particular. A session of another region is nobody here. */
const actorOf = async (system: System, { read }: Visitors, request: FastifyRequest, reply: FastifyReply, region: RegionSite): Promise<Actor> =>
  (await read(system, request, reply, region.id)) ?? { kind: 'public', region: region.id }

/** Whether an address holds a sign that nothing here has in its name, and that the database takes none of. */
export const hasForbiddenSign = (given: unknown) =>
  Object.values(given as Record<string, string | string[]>).some((each) => (typeof each === 'string' ? each : each.join()).includes('\u0000'))

interface Comer {
  arrival: Arrival
  actor: Actor
}
async function find(system: System, route: Route, request: FastifyRequest, reply: FastifyReply): Promise<Comer> {
  const arrival = await arrivalOf(system, request)
  const { id: region, slug } = arrival.region
  if (route.path.includes(':region') && !slug) throw new NotFound()
  if (hasForbiddenSign(request.params)) throw new NotFound()
  const { token } = request.params as { token?: string }
  const visitors = visitorsFor(system, route.right)
  let actor: Actor = visitors && !route.link ? await actorOf(system, visitors, request, reply, arrival.region) : { kind: 'public', region }
  if (route.link) {
    const link = system.links.read(region, route.link, token ?? '')
    if (!link) throw new NotFound()
    actor = { kind: 'link', region, subject: link.subject }
    const may = route.method === 'POST' ? system.partsOf(mandated).find((each) => each.link === route.link) : undefined
    actor.mandate = await may?.mandateOf(system, request, region, link.subject)
  }
  if (actor.kind !== 'public') actsAs(request, actor)
  const refused = (why: string) => {
    refuse({ request, region: arrival.region }, why)
    return new NotFound()
  }
  if (route.method === 'POST' && isForged(request, actor.kind === 'guest' || actor.kind === 'resident' || sessionCookie(request) !== undefined)) throw refused('forged')
  if (!may(actor, route.right)) throw visitors && actor.kind === 'public' ? new SignInFirst(visitors.door) : refused(`no right: ${route.right.name}`)
  return { arrival, actor }
}

const asked = new WeakMap<FastifyRequest, Promise<Comer>>()
/** Who makes a request, where; found once, also before what they bring is read. @throws NotFound or SignInFirst for who may not come there */
export function comerOf(system: System, route: Route, request: FastifyRequest, reply: FastifyReply): Promise<Comer> {
  // Only where something is brought is it asked twice.
  if (request.method !== 'POST') return find(system, route, request, reply)
  const had = asked.get(request) ?? find(system, route, request, reply)
  asked.set(request, had)
  return had
}
