import { hsdsKinds } from './document.ts'
import schema from './schema.json' with { type: 'json' }

const parts = schema.definitions as Record<string, object>
/** The standard's schema with its parts where OpenAPI has them. */
const moved = (value: unknown) => JSON.parse(JSON.stringify(value).replaceAll('#/definitions/', '#/components/schemas/'))

const lists = { services: 'service', organizations: 'organization', taxonomies: 'taxonomy', taxonomy_terms: 'taxonomy_term' } as const
/** Which of the questions a list answers. */
const asks: Record<keyof typeof lists, string[]> = {
  services: ['search', 'taxonomy_term_id', 'taxonomy_id', 'organization_id', 'modified_after', 'minimal', 'full'],
  organizations: ['search', 'full'],
  taxonomies: ['search'],
  taxonomy_terms: ['search', 'taxonomy_id'],
}

const answer = (description: string, content: object) => ({ description, content: { 'application/json': { schema: content } } })
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })

/**
 * The description of the catalogue in HSDS (OpenAPI 3.1).
 * @param address where it is
 * @param query the schema of each question that a list can be asked
 */
export function hsdsOpenapi(address: string, query: Record<string, unknown>) {
  const parameter = (name: string) => ({ name, in: 'query', required: false, schema: query[name] })
  const paths = Object.entries(lists).flatMap(([list, kind]) => [
    [
      `/${list}`,
      {
        get: {
          operationId: `list_${list}`,
          summary: `A page of ${list}`,
          parameters: [...asks[list as keyof typeof lists], 'page', 'per_page', 'format'].map(parameter),
          responses: {
            200: answer('A page.', { allOf: [ref('page'), { properties: { contents: { type: 'array', items: ref(kind) } } }] }),
            400: { description: 'A question that cannot be answered.' },
          },
        },
      },
    ],
    [
      `/${list}/{id}`,
      {
        get: {
          operationId: `get_${kind}`,
          summary: `One ${kind}`,
          parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }, ...(kind === 'organization' ? [parameter('full_service')] : [])],
          responses: { 200: answer('All of it.', ref(kind)), 404: { description: 'There is none.' } },
        },
      },
    ],
  ])
  const { definitions: _, ...service } = schema
  const counted = { type: 'integer' }
  const yes = { type: 'boolean' }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Werkcentrum, HSDS',
      version: '3.0.0',
      summary: `Everything the network offers, in Open Referral HSDS 3.0: ${hsdsKinds.join(', ')}.`,
      license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
    },
    servers: [{ url: address }],
    paths: Object.fromEntries(paths),
    components: {
      schemas: {
        ...moved(parts),
        service: moved(service),
        page: {
          type: 'object',
          properties: { total_items: counted, total_pages: counted, page_number: counted, size: counted, first_page: yes, last_page: yes, empty: yes },
        },
      },
    },
  }
}
