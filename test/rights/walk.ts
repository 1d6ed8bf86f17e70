import { expect, test } from 'vitest'
import type { Role } from '../../src/foundation/actor.ts'
import type { Route } from '../../src/foundation/web/route.ts'
import { followLink } from '../../src/desk/links.ts'
import { networksOf } from '../../src/network/current.ts'
import type { RightsVisits, RoomVisits } from '../roomvisits.ts'
import { type Asked, startRights, type Verdict, type Visitor } from './ground.ts'

/** Every address of a room is tried by everybody, and is for whom the right, the policies and the room's own line say. */
export async function walkRights({ room, rights }: RoomVisits, ...started: Parameters<typeof startRights>) {
  const ground = await startRights(...started)
  const { demo, visitors, elsewhere, freshQuestion } = ground
  const { system, region, app } = demo
  const { forms = {}, names, links, expected, skips, unanswered = [] }: RightsVisits = (await rights?.(ground)) ?? {}
  const routes = room.routes ?? []
  const isOfQuestion = (route: Route) => /:number|:token/.test(route.path) && !(route.link && links?.get(route.link)?.subject)

  /** What the right and the policies say together. */
  function verdict(route: Route, visitor: Visitor): Verdict {
    const own = expected?.(route, visitor)
    if (own) return own
    const { holders } = route.right
    if (holders === 'everyone') return 'served'
    if (holders === 'link') return visitor.link === 'own' ? 'served' : 'not-found'
    // What is of one guest or resident is not there for another.
    if (holders === 'guest' || holders === 'resident') {
      const which = visitor[holders]
      return !which ? 'sign-in' : which === 'own' || !route.path.includes(':id') ? 'served' : 'not-found'
    }
    if (!visitor.role || !visitor.here) return 'sign-in'
    const mayDo = holders === 'staff' || (holders as readonly Role[]).includes(visitor.role)
    return mayDo && (!route.path.includes(':number') || visitor.sees) ? 'served' : 'not-found'
  }

  /** A question for one try; those who are not served change nothing, and may all try the same. */
  const shared = new Map<string, Promise<Asked>>()
  function questionFor(route: Route, visitor: Visitor, wanted: Verdict): Promise<Asked> {
    const group = route.path.includes('groep') ? 'employer' : 'worker'
    if (wanted === 'served' || visitor.link) return freshQuestion(group)
    const given = shared.get(group) ?? freshQuestion(group)
    shared.set(group, given)
    return given
  }

  /** A link as this visitor holds it. */
  async function tokenFor({ link }: Route, { link: holds = 'guessed' }: Visitor, question: Asked | undefined): Promise<string> {
    const kind = link ?? followLink
    const leads = links?.get(kind)
    const subject = leads?.subject ?? question!.id
    const at = leads?.region ?? region
    const own = system.links.make(at, kind, subject, 1)
    if (holds === 'own') return own
    if (holds === 'guessed') return `${own.slice(0, 20)}${'A'.repeat(own.length - 20)}`
    if (holds === 'other') return system.links.make(at === region ? elsewhere : region, kind, subject, 1)
    if (leads) return system.links.make(at, kind, subject, 2)
    await demo.owner.query('update question set link_version = 2 where id = $1', [subject])
    return own
  }

  async function visit(route: Route, visitor: Visitor, wanted: Verdict) {
    const question = isOfQuestion(route) ? await questionFor(route, visitor, wanted) : undefined
    const filled: Record<string, string> = { ':region': 'twente', ':number': question?.number ?? '', ...(await names?.(route, visitor, question, wanted)) }
    if (route.path.includes(':token')) filled[':token'] = await tokenFor(route, visitor, question)
    const url = route.path.replaceAll(/:\w+/g, (name) => filled[name] ?? expect.fail(`nothing for ${name} of ${route.path}`))
    const form = route.method === 'POST' ? (forms[route.path] ?? expect.fail(`no form for ${route.path}`)) : undefined
    const streams = route.path.endsWith('/live')
    const cookie = await visitor.cookie?.()
    // As when the network was last looked at long ago.
    if (wanted === 'served') networksOf(system).forget(region)
    const answer = await app.inject({
      method: route.method,
      url,
      headers: {
        host: 'localhost:3999',
        ...(cookie ? { cookie, 'sec-fetch-site': 'same-origin' } : {}),
        ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      },
      payload: form && new URLSearchParams(form).toString(),
      payloadAsStream: streams,
    })
    // What goes on for as long as somebody listens has said enough with its beginning.
    if (streams) answer.stream().destroy()
    return answer
  }

  test.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))('%s is for whom its right says', async (_name, route) => {
    for (const visitor of visitors) {
      if (skips?.(route, visitor)) continue
      const wanted = verdict(route, visitor)
      const { statusCode, headers } = await visit(route, visitor, wanted)
      // Who must sign in is sent there; the form of the first start ends at a sign-in of its own.
      const toSignIn = statusCode === 303 && route.right.holders !== 'everyone' && !route.link && /\/inloggen|\/(partner|mijn)\/aanmelden/.test(String(headers.location))
      const got = statusCode === 401 || toSignIn ? 'sign-in' : statusCode === 404 ? 'not-found' : statusCode < 500 || unanswered.includes(route.path) ? 'served' : statusCode
      expect([visitor.name, got]).toEqual([visitor.name, wanted])
    }
  })

  test('every form that is tried belongs to an address', () => {
    expect(Object.keys(forms).filter((path) => !routes.some((route) => route.method === 'POST' && route.path === path))).toEqual([])
  })
  return ground
}
