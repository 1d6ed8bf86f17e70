import { z } from 'zod'
import { urgentFields } from '../danger/api.ts'
import { isForStaff } from '../identity/rights.ts'
import { place } from '../place.ts'
import type { Route, RouteWords } from './route.ts'

/** The full version of the API, as its description and its answers say it. */
export const apiVersion = '1.0.0'

/** What of the description belongs to a room and not to one of its routes, in words by name. */
export interface ApiWords {
  /** What its routes are about. */
  tags?: Readonly<Record<string, string>>
  /** The bearer tokens that it knows. */
  tokens?: Readonly<Record<string, string>>
}

/** A room as the description has it. */
export interface DescribedRoom extends ApiWords {
  routes: readonly Route[]
}
export const described = place<DescribedRoom>('the description of the API')

/** What every refusal of the API looks like. */
const problemSchema = z
  .object({
    type: z.string().optional(),
    status: z.int(),
    title: z.string(),
    detail: z.string(),
    ...urgentFields,
    fouten: z.array(z.object({ veld: z.string(), melding: z.string() })).optional(),
  })
  .meta({ id: 'Probleem' })

type Json = Record<string, unknown>
type Override = NonNullable<NonNullable<Parameters<typeof z.toJSONSchema>[1]>['override']>

/** Leaves out what says nothing more to who reads: a format's pattern, the bounds of every whole number, and null as a schema of its own. */
const plainly: Override = ({ jsonSchema: json }) => {
  const [given, none] = json.anyOf ?? []
  if (given && none?.type === 'null' && given.format) {
    Object.assign(json, { ...given, ...json, type: [given.type, 'null'] })
    delete json.anyOf
  }
  if (json.format) delete json.pattern
  if (json.minimum === Number.MIN_SAFE_INTEGER) delete json.minimum
  if (json.maximum === Number.MAX_SAFE_INTEGER) delete json.maximum
}

/**
 * Writes schemas as JSON Schema; those with a name (`meta({ id })`) go into `named`, and are referred to. All are written as input, answers too: nothing is made of those
 * on their way out, and that they have these fields does not promise that they never get another.
 */
const writer =
  (named: Json) =>
  (schema: z.ZodType): Json => {
    // As an item of a list, because a schema is referred to from another only.
    const { $defs, items } = z.toJSONSchema(z.array(schema), { io: 'input', override: plainly })
    for (const [name, each] of Object.entries($defs ?? {})) {
      if (named[name] && JSON.stringify(named[name]) !== JSON.stringify(each)) throw new Error(`two schemas are called ${name}`)
      named[name] = each
    }
    return items as Json
  }
type Write = ReturnType<typeof writer>
type Fields = { properties?: Record<string, Json>; required?: string[] }

/** The fields of a schema as parameters; what describes a field stands with the parameter, which can be `called` something else than the field. */
function parametersIn(where: 'path' | 'query' | 'header', schema: z.ZodType | undefined, write: Write): Json[] {
  const { properties = {}, required = [] }: Fields = schema ? write(schema) : {}
  return Object.entries(properties).map(([field, { called: name = field, description, ...rest }]) => ({
    name,
    in: where,
    required: required.includes(field),
    description,
    schema: rest,
  }))
}

/** The address of a route below the API's, with its parameters in braces. */
function pathOf({ path, params }: Route, base: string, write: Write): string {
  const { properties = {} }: Fields = params ? write(params) : {}
  return path.slice(base.length).replace(/:(\w+)/g, (_, field: string) => `{${properties[field]?.called ?? field}}`)
}

function operationOf({ right, params, query, body }: Route, words: RouteWords, write: Write): Json {
  const { tag, tokens, headers, answer, problems, ...said } = words
  const parameters = [...parametersIn('path', params, write), ...parametersIn('query', query, write), ...parametersIn('header', headers, write)]
  const response = (description: string, type: string, schema: z.ZodType) => ({
    description,
    headers: { 'API-Version': { description: 'De volledige versie van de API.', schema: { type: 'string', example: apiVersion } } },
    content: { [type]: { schema: write(schema) } },
  })
  return {
    ...said,
    tags: [tag],
    security: tokens && [...(isForStaff(right) ? [] : [{}]), ...tokens.map((each) => ({ [each]: [] }))],
    parameters: parameters.length ? parameters : undefined,
    requestBody: body && { required: true, content: { 'application/json': { schema: write(body) } } },
    responses: {
      [answer.status ?? 200]: response(answer.description, 'application/json', answer.schema),
      ...Object.fromEntries(Object.entries(problems).map(([status, why]) => [status, response(why, 'application/problem+json', problemSchema)])),
    },
  }
}

/** What the description says of the API as a whole. */
export interface AboutApi {
  info: Readonly<Json>
  /** Where it is served; every path is below it. */
  server: { url: string; description: string }
  /** What the addresses of its routes begin with. */
  base: string
}

/** The description of the API of these rooms (OpenAPI 3.1), made from their routes. */
export function describeApi(rooms: readonly DescribedRoom[], { info, server, base }: AboutApi) {
  const schemas: Json = {}
  const write = writer(schemas)
  const paths: Record<string, Json> = {}
  for (const route of rooms.flatMap(({ routes }) => routes)) {
    if (!route.api) continue
    const path = pathOf(route, base, write)
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route, route.api, write) }
  }
  const wordsOf = (kind: 'tags' | 'tokens') => rooms.flatMap((room) => Object.entries(room[kind] ?? {}))
  const document = {
    openapi: '3.1.0',
    info: { version: apiVersion, ...info },
    servers: [server],
    tags: wordsOf('tags').map(([name, description]) => ({ name, description })),
    paths,
    components: { securitySchemes: Object.fromEntries(wordsOf('tokens').map(([name, description]) => [name, { type: 'http', scheme: 'bearer', description }])), schemas },
  }
  return JSON.parse(JSON.stringify(document).replaceAll('"#/$defs/', '"#/components/schemas/')) as typeof document
}
