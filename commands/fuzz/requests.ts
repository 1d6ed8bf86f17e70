import { z } from 'zod'
import type { Route } from '../../src/foundation/web/route.ts'

/** A source of chance that gives the same again for the same seed: a whole number below `most`. */
export type Chance = (most: number) => number
/** Numbers by chance from a seed (mulberry32). */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0
  return (most) => {
    state = (state + 0x6d2b79f5) >>> 0
    let next = Math.imul(state ^ (state >>> 15), state | 1)
    next = (next + Math.imul(next ^ (next >>> 7), next | 61)) ^ next
    return Math.floor((((next ^ (next >>> 14)) >>> 0) / 4294967296) * most)
  }
}
const oneOf = <Each>(chance: Chance, list: readonly Each[]): Each => list[chance(list.length)]!

/** What an address can name that is there, by the name of its part; and who can come, as cookies. */
export interface Known {
  names: Readonly<Record<string, readonly string[]>>
  cookies: readonly string[]
  /** A token of the kind of link that a route asks. */
  token(route: Route): string
}
export interface Request {
  method: 'GET' | 'POST'
  url: string
  headers: Record<string, string>
  payload?: string
}

/** What a field can be, as the schema of its route says it. */
interface Field {
  type?: string
  enum?: readonly unknown[]
  const?: unknown
  properties?: Readonly<Record<string, Field>>
  items?: Field
  anyOf?: readonly Field[]
}
const shapes = new WeakMap<z.ZodType, Field>()
function shapeOf(schema: z.ZodType | undefined): Field {
  if (!schema) return {}
  const had = shapes.get(schema)
  if (had) return had
  let shape: Field = {}
  try {
    shape = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Field
  } catch {
    // What cannot be said as JSON is tried with fields of any name.
  }
  shapes.set(schema, shape)
  return shape
}

const words = [
  'Ik zoek werk',
  'ja',
  'nee',
  '1',
  '0',
  '-1',
  '2026-12-01',
  '09:00',
  '7511 AB',
  'vrager@voorbeeld.example',
  '06 12345678',
  'enschede',
  'nl',
  'worker',
  '00000000-0000-7000-8000-000000000000',
]
const hostile = [
  '',
  ' ',
  '\u0000',
  '\u202eomgekeerd',
  '\ud800',
  '👩🏽‍🔧',
  '<script>alert(1)</script>',
  `'; drop table question; --`,
  '{count, plural, other {#}}',
  '../../etc/passwd',
  '//elders.example',
  'https://elders.example/',
  '%00%ff',
  '9'.repeat(40),
  '1e999',
  '9999-99-99',
  '0000-01-01',
  '275760-09-13',
  'NaN',
  '[object Object]',
  '__proto__',
  'x'.repeat(300),
  'a,'.repeat(2000),
  'é'.repeat(11_000),
]

function textFor(chance: Chance, field: Field): string {
  const values = field.enum ?? (field.const === undefined ? field.anyOf?.flatMap((each) => each.enum ?? []) : [field.const])
  if (values?.length && chance(4)) return String(oneOf(chance, values))
  return chance(3) ? oneOf(chance, words) : oneOf(chance, hostile)
}
function valueFor(chance: Chance, field: Field, depth = 0): unknown {
  if (depth > 4 || !chance(12)) return oneOf(chance, [null, true, [], {}, 1e308, -0.5, [[]], 'x'])
  if (field.properties) return Object.fromEntries(Object.entries(field.properties).flatMap(([name, each]) => (chance(5) ? [[name, valueFor(chance, each, depth + 1)]] : [])))
  if (field.type === 'array') return Array.from({ length: chance(4) }, () => valueFor(chance, field.items ?? {}, depth + 1))
  if (field.type === 'number' || field.type === 'integer') return oneOf(chance, [0, 1, -1, 2 ** 53, 0.1, 100])
  if (field.type === 'boolean') return chance(2) === 1
  return textFor(chance, field)
}
function fieldsFor(chance: Chance, shape: Field): string {
  const names = Object.keys(shape.properties ?? {})
  const fields = new URLSearchParams()
  for (const name of names) for (let times = oneOf(chance, [0, 1, 1, 1, 1, 1, 1, 2]); times > 0; times -= 1) fields.append(name, textFor(chance, shape.properties![name]!))
  if (!chance(6)) fields.append(oneOf(chance, ['formulier', 'ingevuld', 'concept', 'alarm', 'a[b]', ...hostile.slice(0, 8)]), oneOf(chance, [...words, ...hostile]))
  return fields.toString()
}

/** Requests by chance to all these addresses, made from what each says that it takes; what streams for ever is left out. */
export function requestsTo(routes: readonly Route[], known: () => Known, chance: Chance): () => { route: Route; request: Request } {
  const tried = routes.filter(({ path }) => !path.endsWith('/live'))
  return () => {
    const route = oneOf(chance, tried)
    const { names, cookies, token } = known()
    const path = route.path.replaceAll(/:(\w+)/g, (_, name: string) => {
      const there = name === 'token' ? [token(route)] : (names[name] ?? words)
      return encodeURIComponent((chance(8) ? oneOf(chance, there) : oneOf(chance, hostile)).toWellFormed().slice(0, 100) || '-')
    })
    const query = chance(3) ? '' : `?${fieldsFor(chance, shapeOf(route.query))}`
    const cookie = chance(5) ? oneOf(chance, cookies) : ''
    const browser = chance(2) ? 'werkcentrum-formulier=fuzz' : ''
    const headers: Record<string, string> = { host: 'localhost:3999', 'sec-fetch-site': 'same-origin', cookie: [cookie, browser].filter(Boolean).join('; ') }
    const request: Request = { method: route.method, url: `${route.bare || chance(4) ? '' : '/en'}${path}${query}`, headers }
    if (route.method === 'GET') return { route, request }
    const api = route.path.startsWith('/api/')
    const token_ = /werkcentrum=(\S+)/.exec(cookie)?.[1]
    if (api && token_) headers.authorization = `Bearer ${token_}`
    if (!chance(20))
      return {
        route,
        request: {
          ...request,
          headers: { ...headers, 'content-type': oneOf(chance, ['text/plain', 'multipart/form-data', 'x', 'application/json']) },
          payload: oneOf(chance, hostile),
        },
      }
    headers['content-type'] = api ? 'application/json' : 'application/x-www-form-urlencoded'
    const shape = shapeOf(route.body)
    return { route, request: { ...request, headers, payload: api ? JSON.stringify(valueFor(chance, shape)) : fieldsFor(chance, shape) } }
  }
}

/** What an answer must never have: an error of ours, or what tells of the inside. */
export const isWrong = (status: number, body: string): boolean =>
  status >= 500 || /\n\s+at .+:\d+:\d+|node_modules|PostgresError|syntax error at or near|violates .* constraint/.test(body)
