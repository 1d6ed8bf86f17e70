import { Ajv } from 'ajv'
import formats from 'ajv-formats'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { propose, withdraw } from '../src/catalogue/actions.ts'
import schema from '../src/catalogue/hsds/schema.json' with { type: 'json' }
import type { HsdsDocument } from '../src/catalogue/hsds/document.ts'
import { serviceById } from '../src/catalogue/store.ts'
import { startDemo } from './ground.ts'
import { listsOf } from './upload.ts'

const demo = await startDemo()
await demo.tasks.stop()
const { app, region, database } = demo
const cookie = await demo.cookieOf('coordinator-werkcentrum')
const coordinator = await demo.staff('coordinator-werkcentrum')
const { upload, confirm } = listsOf(demo, cookie)

const ajv = new Ajv({ strict: false, allErrors: true })
formats.default(ajv)
const validators = {
  service: ajv.compile(schema),
  organization: ajv.compile({ definitions: schema.definitions, $ref: '#/definitions/organization' }),
  taxonomy: ajv.compile({ definitions: schema.definitions, $ref: '#/definitions/taxonomy' }),
  taxonomy_term: ajv.compile({ definitions: schema.definitions, $ref: '#/definitions/taxonomy_term' }),
}
const wrongs = (kind: keyof typeof validators, document: unknown) =>
  validators[kind](document) ? [] : validators[kind].errors!.map(({ instancePath, message }) => `${instancePath} ${message}`)

const ask = (path: string) => app.inject({ url: `/api/hsds/regios/twente${path}` })
const get = async (path: string) => (await ask(path)).json()
const body = (location: unknown) => app.inject({ url: String(location), headers: { cookie } }).then((answer) => answer.body)
async function bringIn(documents: unknown): Promise<void> {
  const shown = await upload(Buffer.from(JSON.stringify(documents)), 'diensten.json')
  expect(shown.statusCode, shown.body.match(/<tbody>[\s\S]*<\/tbody>/)?.[0]).toBe(303)
  expect((await confirm(String(shown.headers.location))).statusCode).toBe(303)
}
const ours = (id: string) => database.transaction({ kind: 'task', region }, 'catalogue', (tx) => serviceById(tx, region, id))

test('everything that is offered is right by the standard, page by page and all at once', async () => {
  const first = await get('/services?full=true&per_page=40')
  expect(first).toMatchObject({ total_items: 98, total_pages: 3, page_number: 1, size: 40, first_page: true, last_page: false, empty: false })
  const last = await get('/services?full=true&per_page=40&page=3')
  expect(last).toMatchObject({ page_number: 3, size: 18, first_page: false, last_page: true })
  const all: HsdsDocument[] = [...first.contents, ...(await get('/services?full=true&per_page=40&page=2')).contents, ...last.contents]
  expect(new Set(all.map(({ id }) => id)).size).toBe(98)
  for (const each of all) expect(wrongs('service', each), String(each.name)).toEqual([])
  const lines = (await ask('/services?full=true&format=ndjson')).body.trim().split('\n')
  expect(lines.map((each) => JSON.parse(each))).toEqual(all)
  const advice = all.find(({ name }) => String(name).startsWith('Loopbaanadvies'))!
  expect(await get(`/services/${advice.id}`)).toEqual(advice)
  expect(advice).toMatchObject({ status: 'active', organization: { name: 'Werkcentrum Twente' }, service_at_locations: [{ location: { location_type: 'physical' } }, {}, {}] })
  for (const each of (await get('/services')).contents) expect(Object.values(each).some(Array.isArray)).toBe(false)
  for (const [list, kind] of [
    ['organizations', 'organization'],
    ['taxonomies', 'taxonomy'],
    ['taxonomy_terms', 'taxonomy_term'],
  ] as const) {
    const { contents } = await get(`/${list}?per_page=500&full=true`)
    expect(contents.length).toBeGreaterThan(3)
    for (const each of contents) {
      expect(wrongs(kind, each)).toEqual([])
      if (list !== 'organizations') expect(await get(`/${list}/${each.id}`)).toEqual(each)
    }
  }
})

test('lists are narrowed by words, term, organisation and moment, and say when they last changed', async () => {
  const { contents: terms } = await get('/taxonomy_terms?search=schulden')
  const about = await get(`/services?full=true&taxonomy_term_id=${terms[0].id}`)
  expect(about.total_items).toBeGreaterThan(0)
  for (const { attributes } of about.contents) expect(attributes.map(({ taxonomy_term }: HsdsDocument) => (taxonomy_term as HsdsDocument).id)).toContain(terms[0].id)
  const { contents: providers } = await get('/organizations?search=UWV')
  const by = await get(`/services?organization_id=${providers[0].id}&per_page=100`)
  expect(by.total_items).toBeGreaterThan(3)
  for (const { organization } of by.contents) expect(organization.id).toBe(providers[0].id)
  const provider = await get(`/organizations/${providers[0].id}?full_service=true`)
  expect(provider.services).toHaveLength(by.total_items)
  const minimal = await get('/services?minimal=true')
  expect(minimal.size).toBe(98)
  expect(Object.keys(minimal.contents[0])).toEqual(['id', 'modified_date', 'last_modified'])
  const moments = minimal.contents.map((each: { last_modified: string }) => each.last_modified).sort()
  const since = await get(`/services?modified_after=${moments[90]}&per_page=100`)
  expect(since.total_items).toBe(moments.filter((each: string) => each >= moments[90]).length)
  expect((await ask('/services')).headers['last-modified']).toBe(new Date(moments.at(-1)).toUTCString())
  expect((await get('/services?search=zzzzqq')).empty).toBe(true)
  for (const [query, field] of [
    ['page=0', 'page'],
    ['per_page=100000', 'per_page'],
    ['format=xml', 'format'],
    ['modified_after=gisteren', 'modified_after'],
    ['organization_id=1', 'organization_id'],
  ]) {
    const refused = await ask(`/services?${query}`)
    expect(refused.statusCode).toBe(400)
    expect(refused.json().fouten[0].veld).toBe(field)
  }
  expect((await ask('/services/1')).statusCode).toBe(400)
  for (const list of ['services', 'organizations', 'taxonomies', 'taxonomy_terms']) expect((await ask(`/${list}/${crypto.randomUUID()}`)).statusCode).toBe(404)
  expect((await app.inject({ url: `/api/hsds/regios/rivierenland/services` })).statusCode).toBe(404)
  const about30 = await get('')
  expect(about30.version).toBe('3.0')
  const description = (await app.inject({ url: new URL(about30.openapi_url).pathname })).json()
  expect(description.components.schemas.service.properties.organization).toEqual({ $ref: '#/components/schemas/organization' })
})

test('what we give and get back changes nothing; what was changed on the way changes that alone', async () => {
  const { contents } = await get('/services?full=true&per_page=100')
  const same = await upload(Buffer.from(JSON.stringify(contents)), 'terug.json')
  expect(same.headers.location).toContain('zelfde=98')
  const [one] = contents
  const before = (await ours(one.id))!
  await bringIn({ ...one, wait_time: 'Ongeveer een week' })
  const after = (await ours(one.id))!
  expect(after.document).toEqual({ ...before.document, waiting: { nl: 'Ongeveer een week' } })
  expect(after.version).toBe(before.version + 1)
})

// Documents of every kind that the standard allows, made of its own rules. TypeScript knows the rules as the very texts they are, and not as rules.
type Rule = { type?: string; format?: string; enum?: string[]; $ref?: string; items?: Rule; properties?: Record<string, Rule>; required?: string[] }
const definitions = schema.definitions as unknown as Record<string, Rule>
const words = fc.stringMatching(/^[A-Za-z][\p{L}0-9 "'<>&\\/{}-]{0,40}[a-z]$/u)
const formatted: Record<string, fc.Arbitrary<string>> = {
  uuid: fc.uuid(),
  uri: fc.webUrl({ validSchemes: ['http', 'https', 'ftp'] }),
  email: fc.nat(999).map((at) => `post${at}@voorbeeld.example`),
  'date-time': fc.date({ min: new Date(0), max: new Date('2030-01-01'), noInvalidDate: true }).map((each) => each.toISOString()),
}
function anything(rule: Rule, left: number): fc.Arbitrary<unknown> {
  const { $ref, enum: choices, type, format, items, properties = {}, required = [] } = rule
  if ($ref) return anything(definitions[$ref.split('/').at(-1)!]!, left)
  if (choices) return fc.constantFrom(...choices)
  if (type === 'string') return (format && formatted[format]) || words
  if (type === 'number')
    return fc.oneof(
      fc.integer({ min: -5, max: 200 }),
      fc.double({ noDefaultInfinity: true, noNaN: true }).map((each) => each + 0),
    )
  if (type === 'array') return fc.array(anything(items!, left - 1), { maxLength: left > 1 ? 2 : 1 })
  const parts = Object.entries(properties).filter(([name, each]) => required.includes(name) || left > 0 || (each.type !== 'array' && !each.$ref))
  return fc.record(Object.fromEntries(parts.map(([name, each]) => [name, anything(each, left - 1)])), { requiredKeys: required })
}
const active = { ...schema, properties: { ...schema.properties, status: { enum: ['active'] } } } as unknown as Rule
const unlike = (documents: unknown[]) => new Set(documents.map((each) => (each as HsdsDocument).id.toLowerCase())).size === documents.length

test('whatever comes in comes back out the same', async () => {
  const services = fc.array(
    anything(active, 3).map((each) => ({ ...(each as HsdsDocument), onbekend: { van: 'elders' } })),
    { minLength: 5, maxLength: 12 },
  )
  const organisations = fc.array(anything({ $ref: '#/definitions/organization' }, 3), { maxLength: 4 })
  const terms = fc.array(
    anything({ $ref: '#/definitions/taxonomy_term' }, 2).map((each) => ({ ...(each as HsdsDocument), taxonomy: 'elders' })),
    { maxLength: 4 },
  )
  await fc.assert(
    fc.asyncProperty(services.filter(unlike), organisations.filter(unlike), terms.filter(unlike), async (offered, organised, named) => {
      for (const each of offered) expect(wrongs('service', each)).toEqual([])
      // Each organisation offers something: who offers nothing is not given on.
      const full = (organised as HsdsDocument[]).map((each, at) => ({
        ...each,
        name: `${each.name} ${at} ${each.id}`,
        services: [counselling({ id: crypto.randomUUID(), organization: undefined })],
      }))
      await bringIn({ contents: [...full, ...offered, ...named] })
      for (const each of offered) expect(await get(`/services/${each.id}`)).toEqual(each)
      for (const each of full) {
        const given = await get(`/organizations/${each.id}?full_service=true`)
        expect(given).toEqual(JSON.parse(JSON.stringify(each)))
        // With its service it is gone.
        const { slug } = (await ours(each.services[0]!.id))!
        await database.transaction(coordinator, 'catalogue', (tx) => withdraw({ tx, actor: coordinator, now: demo.clock.now() }, slug, false))
      }
      demo.clock.moveTo(new Date(demo.clock.now().getTime() + 6000))
      for (const each of full) expect((await ask(`/organizations/${each.id}`)).statusCode).toBe(404)
      for (const each of named) expect(await get(`/taxonomy_terms/${each.id}`)).toEqual(each)
    }),
    { numRuns: 12 },
  )
})

const counselling = (more: Record<string, unknown> = {}) => ({
  id: '0b6c2a3e-2f6c-4a50-9a55-6c2a3e2f6c4a',
  name: 'Hulp bij schulden van elders',
  description: 'Een vrijwilliger helpt u uw schulden op een rij te zetten.',
  status: 'active',
  last_modified: '2026-03-15T10:30:45.123Z',
  accreditations: 'Getoetst',
  minimum_age: 18,
  phones: [{ id: '1554f2e2-a373-45db-a3fa-9fc48a61c15e', number: '"053 123 45 67"', extension: 100 }],
  organization: { id: 'd9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610', name: 'Stichting Elders', description: 'Elders', year_incorporated: 2011 },
  attributes: [{ id: 'ae58cc39-8b70-4ab1-8aea-786882e5ac8e', value: 'iets' }],
  ...more,
})

test('what a coordinator changes of a service from elsewhere stays when its source says nothing new, and the source’s own news comes through', async () => {
  const { id } = counselling()
  await bringIn([counselling()])
  const made = (await ours(id))!
  expect(made.document).toMatchObject({ topics: ['debts'], provider: 'Stichting Elders', phone: '053 123 45 67', conditions: [{ fact: 'age', use: 'required', from: 18 }] })
  const change = { ...made.document!, waiting: { nl: 'Twee weken' }, form: ['conversation' as const], staffContact: 'Bel de coördinator' }
  await database.transaction(coordinator, 'catalogue', (tx) =>
    propose({ tx, actor: coordinator, now: demo.clock.now() }, made.slug, { document: change, ready: 'published', seen: 1 }),
  )
  const given = await get(`/services/${id}`)
  expect(given).toMatchObject({ wait_time: 'Twee weken', accreditations: 'Getoetst', phones: counselling().phones, organization: counselling().organization })
  expect(given.attributes[0]).toEqual(counselling().attributes[0])
  expect(JSON.stringify(given)).not.toContain('Bel de coördinator')
  await bringIn([counselling({ email: 'hulp@elders.example', phones: undefined })])
  const { document } = (await ours(id))!
  expect(document).toMatchObject({ waiting: { nl: 'Twee weken' }, form: ['conversation'], staffContact: 'Bel de coördinator', email: 'hulp@elders.example' })
  expect(document!.phone).toBeUndefined()
  // As a list says it, without what there are several of, nothing of that is lost.
  const { phones: _, attributes: __, ...short } = counselling({ email: 'hulp@elders.example', alert: 'Deze week dicht' })
  await bringIn({ total_items: 1, contents: [short] })
  expect(await get(`/services/${id}`)).toMatchObject({ alert: 'Deze week dicht', wait_time: 'Twee weken', attributes: expect.arrayContaining(counselling().attributes) })
})

test('a list after the whole, and the whole again, add nothing and lose nothing', async () => {
  const phone = { id: '2554f2e2-a373-45db-a3fa-9fc48a61c15e', number: '053 765 43 21' }
  const whole = counselling({
    id: '7b6c2a3e-2f6c-4a50-9a55-6c2a3e2f6c4a',
    organization: { id: '8b6c2a3e-2f6c-4a50-9a55-6c2a3e2f6c4a', name: 'Elders', description: 'Elders', phones: [phone] },
  })
  await bringIn([whole])
  const read = (await ours(whole.id))!.document
  const { phones: _, attributes: __, ...more } = whole
  const short = { ...more, alert: 'Deze week dicht', organization: { id: whole.organization.id, name: 'Elders', description: 'Elders' } }
  await bringIn({ total_items: 1, contents: [short] })
  expect(await get(`/services/${whole.id}`)).toEqual({ ...whole, alert: 'Deze week dicht' })
  await bringIn([whole])
  expect(await get(`/services/${whole.id}`)).toEqual(whole)
  expect((await ours(whole.id))!.document).toEqual(read)
})

test('what its source no longer offers leaves the site, and what was never here stays away', async () => {
  const { id } = counselling()
  const shown = await upload(Buffer.from(JSON.stringify([counselling({ status: 'inactive' }), counselling({ id: crypto.randomUUID(), status: 'defunct' })])), 'weg.json')
  expect(await body(shown.headers.location)).toContain('Eén dienst is er nu niet en blijft weg')
  await confirm(String(shown.headers.location))
  expect((await ours(id))!.state).toBe('withdrawn')
  expect((await ask(`/services/${id}`)).statusCode).toBe(404)
  await bringIn([counselling({ email: 'weer@elders.example' })])
  expect((await ours(id))!.state).toBe('published')
  await database.transaction(coordinator, 'catalogue', async (tx) => withdraw({ tx, actor: coordinator, now: demo.clock.now() }, (await serviceById(tx, region, id))!.slug, false))
  expect((await ask(`/services/${id}`)).statusCode).toBe(404)
})

test('what is wrong is said by document and place, and nothing is brought in', async () => {
  const deep = `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`
  const wrong = await upload(
    Buffer.from(
      JSON.stringify([
        counselling({ id: crypto.randomUUID(), phones: [{ id: 'x' }] }),
        { status: 'active', id: crypto.randomUUID() },
        7,
        counselling(),
        counselling(),
        counselling({ id: crypto.randomUUID(), name: 'Nul \u0000' }),
        counselling({ id: crypto.randomUUID(), alert: 'diep' }),
      ]).replace('"diep"', deep),
    ),
    'fout.json',
  )
  expect(wrong.statusCode).toBe(422)
  const cells = [...wrong.body.matchAll(/<tr[^>]*>([\s\S]*?)<\/tr>/g)].map(([, row]) =>
    [...row!.matchAll(/<td[^>]*>([\s\S]*?)<\/td>/g)].map(([, cell]) => cell!.replace(/<[^>]+>/g, '')),
  )
  expect(cells.filter(({ length }) => length)).toEqual([
    ['1', 'phones/0/number', 'Vul dit in.'],
    ['1', 'phones/0/id', 'Dit kan niet kloppen. Kijk het na.'],
    ['2', 'name', 'Vul dit in.'],
    ['3', '', 'Hier hoort een dienst, organisatie of term te staan.'],
    ['5', 'id', expect.stringContaining('4')],
    ['6', '', 'Hier hoort een dienst, organisatie of term te staan.'],
    ['7', '', 'Hier hoort een dienst, organisatie of term te staan.'],
  ])
  for (const text of ['{"id":', '[', '[]', '{"contents":[]}']) expect((await upload(Buffer.from(text), 'leeg.json')).statusCode).toBe(422)
})
