import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { draw } from './answer.ts'
import type { Visit } from './route.ts'
import { bytesOf, keySlot, sharedPage } from './sharedpage.ts'
import type { SharedPage } from './answer.ts'

let times = 0
const textPage = sharedPage(
  (where, { text, withForm }: { text: string; withForm: boolean }, network: { name: string }) => {
    times += 1
    return (
      <p lang={where.language} title={where.elsewhere}>
        {where.region.name} {where.path()} {text} {network.name} {where.alarm?.token}
        {withForm && <input value={keySlot} />}
      </p>
    )
  },
  () => '/tekst',
)
// All of a system that a shared page is given.
const system = { settings: { baseUrl: 'http://localhost' }, partsOf: () => [] } as unknown as Visit['system']
const visit = { system, region: { id: 5, slug: 'twente', name: 'Twente' }, language: 'nl' } as const
const of = (answer: ReturnType<typeof textPage>): SharedPage => (answer.kind === 'shared' ? answer.page : expect.unreachable())
const shown = (answer: ReturnType<typeof textPage>) => bytesOf(of(answer), false).body.toString()

const network = { name: 'Een' }
const text = fc.string({ unit: 'grapheme', maxLength: 3000 })

test('a shared page unzips to itself with a key of its own in the slot, whatever its text', () => {
  fc.assert(
    fc.property(text, fc.boolean(), (text, withForm) => {
      const page = of(textPage(visit, { text, withForm }, network))
      const plain = bytesOf(page, false)
      const zipped = bytesOf(page, true)
      const unzipped = gunzipSync(zipped.body).toString()
      const key = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/
      if (withForm) {
        expect(unzipped).toMatch(key)
        expect(unzipped.replace(key, keySlot)).toBe(plain.body.toString().replace(key, keySlot))
        expect(unzipped).not.toBe(plain.body.toString())
      } else expect(unzipped).toBe(plain.body.toString())
      expect(plain.etag === undefined).toBe(withForm)
    }),
  )
})

test('whoever comes after whomever, each sees what drawing the page for them would show', () => {
  const region = fc.record({
    id: fc.constantFrom(5, 6),
    slug: fc.constantFrom('twente', ''),
    name: fc.constantFrom('Twente', 'Anders'),
    look: fc.constantFrom(undefined, { css: '/a' }),
  })
  const visits = fc.record({
    region,
    language: fc.constantFrom('nl' as const, 'en' as const),
    text: fc.constantFrom('Kort', 'kort', '<'),
    network: fc.constantFrom(network, { name: 'Ander' }),
  })
  fc.assert(
    fc.property(fc.array(visits, { maxLength: 20 }), (came) => {
      for (const { text, network, ...place } of came) {
        const answer = textPage({ system, ...place }, { text, withForm: false }, network)
        expect(shown(answer)).toBe(draw(of(answer).draw()))
      }
    }),
  )
})

test('the same page is drawn once, and again when anything it is drawn from is another', () => {
  const deps = { text: 'Vraag', withForm: false }
  const drawings = (...pages: ReturnType<typeof textPage>[]) => {
    times = 0
    pages.forEach(shown)
    return times
  }
  expect(drawings(textPage(visit, deps, network), textPage({ ...visit }, { ...deps }, network))).toBe(1)
  expect(drawings(textPage({ ...visit, language: 'en' }, deps, network))).toBe(1)
  expect(drawings(textPage({ ...visit, region: { ...visit.region, look: { logo: '/b' } } }, deps, network))).toBe(1)
  expect(drawings(textPage(visit, deps, { ...network }))).toBe(1)
  expect(drawings(textPage({ ...visit, system: { ...system } }, deps, network))).toBe(1)
})

test('nothing of who comes or what they ask reaches a shared page, and what is drawn for one alone goes to nobody else', () => {
  const seen: object[] = []
  const page = sharedPage(
    (where) => {
      seen.push(where)
      return <p>{where.alarm?.token}</p>
    },
    () => '',
  )
  // A visit with what it must not be drawn from, and without the rest.
  const whole = { ...visit, actor: { kind: 'link' }, request: { url: '/twente?wie=ik' }, elsewhere: '/en/twente?wie=ik', alarm: { token: 'van een ander' } } as unknown as Visit
  const answer = page(whole, {})
  expect(draw(of(answer).draw({ alarm: { token: 'eigen' } as Visit['alarm'], elsewhere: '/en/twente?wie=ik' }))).toContain('eigen')
  expect(shown(answer)).toBe('<!doctype html><p></p>')
  expect(Object.keys(seen[1]!).sort()).toEqual(['elsewhere', 'language', 'path', 'region', 'system'])
  expect(seen[1]).toMatchObject({ elsewhere: '/en/twente' })
  sharedPage(
    // @ts-expect-error: who comes
    (where) => <p>{where.actor.kind}</p>,
    () => '',
  )
  sharedPage(
    // @ts-expect-error: what they ask
    (where) => <p>{where.request.url}</p>,
    () => '',
  )
  sharedPage(
    // @ts-expect-error: the database
    (where) => <p>{where.system.database}</p>,
    () => '',
  )
})
