import { expect, test } from 'vitest'
import type { Role } from '../../src/foundation/actor.ts'
import type { Route } from '../../src/foundation/web/route.ts'
import { followLink } from '../../src/desk/links.ts'
import { networksOf } from '../../src/network/current.ts'
import type { RightsVisits, RoomVisits } from '../roomvisits.ts'
import { hostileBodies } from './bodies.ts'
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

  /** An address as this visitor would come to it: of something that is there, and theirs where they are to be served. */
  async function addressFor(route: Route, visitor: Visitor, wanted: Verdict) {
    const question = isOfQuestion(route) ? await questionFor(route, visitor, wanted) : undefined
    const filled: Record<string, string> = { ':region': 'twente', ':number': question?.number ?? '', ...(await names?.(route, visitor, question, wanted)) }
    if (route.path.includes(':token')) filled[':token'] = await tokenFor(route, visitor, question)
    return route.path.replaceAll(/:\w+/g, (name) => filled[name] ?? expect.fail(`nothing for ${name} of ${route.path}`))
  }
  const formOf = (route: Route) => forms[route.path] ?? expect.fail(`no form for ${route.path}`)

  function send(route: Route, url: string, cookie: string | undefined, form?: Record<string, string>) {
    return app.inject({
      method: route.method,
      url,
      headers: {
        host: 'localhost:3999',
        ...(cookie ? { cookie, 'sec-fetch-site': 'same-origin' } : {}),
        ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      },
      payload: form && new URLSearchParams(form).toString(),
      payloadAsStream: route.path.endsWith('/live'),
    })
  }

  async function visit(route: Route, visitor: Visitor, wanted: Verdict) {
    const url = await addressFor(route, visitor, wanted)
    const cookie = await visitor.cookie?.()
    // As when the network was last looked at long ago.
    if (wanted === 'served') networksOf(system).forget(region)
    const answer = await send(route, url, cookie, route.method === 'POST' ? formOf(route) : undefined)
    // What goes on for as long as somebody listens has said enough with its beginning.
    if (route.path.endsWith('/live')) answer.stream().destroy()
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

  const posts = routes.filter(({ method, path }) => method === 'POST' && !path.startsWith('/api/'))
  const bound = async () => Number((await demo.owner.query<{ count: string }>('select count(*) from submission')).rows[0]!.count)
  test.each(posts.filter(({ redo }) => redo).map((route) => [route.path, route] as const))('what is wrong in %s is shown by a page to come back to (D9)', async (_path, route) => {
    const visitor = visitors.find((each) => verdict(route, each) === 'served' && !skips?.(route, each))
    if (!visitor) return
    const cookie = [await visitor.cookie?.(), 'werkcentrum-formulier=walk'].filter(Boolean).join('; ')
    const names = Object.keys(formOf(route))
    const typed = Object.fromEntries(names.map((name) => [name, `merk-${name} ${'x'.repeat(45_000 / names.length)}`]))
    const { statusCode, headers } = await send(route, await addressFor(route, visitor, 'served'), cookie, typed)
    expect(statusCode, 'nothing is answered directly').not.toBe(422)
    const to = String(headers.location).split('#')[0]!
    if (!to.includes('ingevuld=')) return
    for (let times = 0; times < 2; times += 1) {
      const page = await app.inject({ url: to, headers: { host: 'localhost:3999', cookie } })
      expect([to, page.statusCode, page.statusCode === 303 || /merk-|name="ingevuld"/.test(page.body)]).toEqual([to, expect.toBeOneOf([200, 303, 404]), true])
    }
    const another = await app.inject({ url: to, headers: { host: 'localhost:3999', cookie: cookie.replace('=walk', '=another') } })
    expect(another.body).not.toContain('merk-')
  })

  test.each(posts.map((route) => [route.path, route] as const))('the key of %s is of one visitor, at one address, while it is theirs (D9, I3)', async (_path, route) => {
    const served = visitors.filter((each) => verdict(route, each) === 'served' && !skips?.(route, each))
    const [first, other] = served
    if (!first) return
    const [key, again] = [crypto.randomUUID(), crypto.randomUUID()]
    const handIn = async (visitor: Visitor, url: string, formulier: string) => {
      const browser = `werkcentrum-formulier=${visitor.name.replaceAll(' ', '-')}`
      const { statusCode } = await send(route, url, [await visitor.cookie?.(), browser].filter(Boolean).join('; '), { ...formOf(route), formulier })
      return statusCode
    }
    const before = await bound()
    const [here, there] = [await addressFor(route, first, 'served'), await addressFor(route, first, 'served')]
    await handIn(first, here, key)
    // A form that changes nothing binds no key.
    if ((await bound()) === before) return
    if (here !== there) {
      expect(await handIn(first, there, key), 'at another target').toBe(409)
      const [one, two] = [await addressFor(route, first, 'served'), await addressFor(route, first, 'served')]
      const both = await Promise.all([handIn(first, one, again), handIn(first, two, again)])
      expect(both.filter((each) => each === 409).length, `at two targets at the same moment: ${both}`).toBe(1)
    }
    if (other) expect([404, 409], `by ${other.name}`).toContain(await handIn(other, here, key))
    if (route.link && !links?.get(route.link)?.subject) {
      await demo.owner.query('update question set link_version = link_version + 2 where id = $1', [
        system.links.read(region, route.link, /\/([\w-]{46})(\/|$)/.exec(here)![1]!)!.subject,
      ])
      expect(await handIn(first, here, key), 'after a revocation').toBe(404)
    }
  })

  const takers = routes.filter(({ method }) => method === 'POST')
  test.each(takers.map((route) => [route.path, route] as const))('whatever is sent to %s is taken or refused, and never an error of ours (I3, D9)', async (_path, route) => {
    const served = visitors.find((each) => verdict(route, each) === 'served' && !skips?.(route, each))
    for (const visitor of [served, visitors[0]]) {
      if (!visitor) continue
      const url = await addressFor(route, visitor, verdict(route, visitor))
      const cookie = await visitor.cookie?.()
      for (const [what, type, payload, answers] of hostileBodies(route, formOf(route))) {
        const { statusCode } = await app.inject({
          method: 'POST',
          url,
          headers: { host: 'localhost:3999', ...(cookie && { cookie, 'sec-fetch-site': 'same-origin' }), ...(type && { 'content-type': type }) },
          payload,
        })
        expect([visitor.name, what, answers?.includes(statusCode) ?? (statusCode < 500 || unanswered.includes(route.path)), statusCode]).toEqual([
          visitor.name,
          what,
          true,
          statusCode,
        ])
      }
    }
  })

  test('every form that is tried belongs to an address', () => {
    expect(Object.keys(forms).filter((path) => !routes.some((route) => route.method === 'POST' && route.path === path))).toEqual([])
  })
  return ground
}
