import { expect, test } from 'vitest'
import type { Route } from '../../src/foundation/web/route.ts'
import type { Person } from '../browser.ts'
import type { PagesVisits, RoomVisits } from '../roomvisits.ts'
import { type PagesGround, startPages } from './ground.ts'

/** Every page of a room is looked at in both languages and at both widths; what differs by a filter or an outcome, in Dutch. */
export async function walkPages(visits: RoomVisits, ...started: Parameters<typeof startPages>) {
  const ground = await startPages(...started)
  await lookAt(ground, visits.room.routes ?? [], visits.pages)
  return ground
}

/** These pages, in both languages and at both widths. */
export async function lookAt(ground: PagesGround, routes: readonly Route[], pages?: RoomVisits['pages']) {
  const { demo, browser, url, questions } = ground
  const { notPages = [], also = {}, names = {}, addresses, visitor, conflicts }: PagesVisits = (await pages?.(ground)) ?? {}

  function addressesOf(route: Route, variants: readonly string[]): readonly string[] {
    const own = addresses?.(route)
    if (own) return own
    const path = Object.entries({ ':region': 'twente', ...names }).reduce((all, [name, value]) => all.replace(name, value), route.path)
    const filled = /:number|:token/.test(path) ? questions.map((each) => path.replace(':number', each.number).replace(':token', each.token)) : [path]
    return filled.flatMap((each) => ['', ...variants].map((query) => each + query))
  }

  /** Each visitor's window stays open: opening one takes longer than a page. */
  const windows = new Map<string, Promise<Person>>()
  function windowOf(who: string): Promise<Person> {
    const open = windows.get(who) ?? arrive(who)
    windows.set(who, open)
    return open
  }
  async function arrive(who: string): Promise<Person> {
    const person = await browser.person(360, { inspector: true })
    const cookie = !who || who.includes('=') ? who : await demo.cookieOf(who)
    const [name = '', value = ''] = cookie.split(';')[0]!.split('=')
    if (value) await person.context.addCookies([{ name, value, url }])
    return person
  }

  const isPage = ({ method, path }: Route) => method === 'GET' && !path.startsWith('/api/') && !path.includes('/bijlagen/') && !notPages.includes(path)
  const looks = routes.filter(isPage).flatMap((route) => ['', ...(route.bare ? [] : ['/en'])].map((prefix) => [`${prefix}${route.path}`, prefix, route] as const))
  test.each(looks)('%s has no accessibility violation and fits, on a phone and on a desk', async (_name, prefix, route) => {
    const { page, check, checkFits } = await windowOf(visitor?.(route) ?? (route.path.includes('/werk') ? 'gids-enschede' : ''))
    for (const address of addressesOf(route, prefix ? [] : (also[route.path] ?? []))) {
      await page.setViewportSize({ width: 360, height: 900 })
      const answer = await page.goto(`${prefix}${address}`)
      expect([200, ...(conflicts?.test(address) ? [409] : [])], address).toContain(answer?.status())
      await check()
      await page.setViewportSize({ width: 1280, height: 900 })
      // What a wide window does to a page, it does in each language; whether the words fit, it does not.
      await (prefix ? checkFits() : check())
    }
  })
}
