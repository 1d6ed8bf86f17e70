import type { FastifyInstance } from 'fastify'

/** A browser without a window: it keeps cookies, says where it comes from, and goes where it is sent only when told. */
export function clientOf(app: FastifyInstance, start: Record<string, string> = {}) {
  const cookies = new Map(Object.entries(start))
  async function ask(method: 'GET' | 'POST', url: string, fields?: Record<string, string>, headers: Record<string, string> = {}) {
    const answer = await app.inject({
      method,
      url: url.split('#')[0]!,
      headers: {
        host: 'localhost:3999',
        ...(cookies.size && { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') }),
        ...(method === 'POST' && { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' }),
        ...headers,
      },
      payload: fields && new URLSearchParams(fields).toString(),
    })
    for (const { name, value } of answer.cookies) value ? cookies.set(name, value) : cookies.delete(name)
    const { location } = answer.headers
    return { status: answer.statusCode, body: answer.body, to: location === undefined ? undefined : String(location) }
  }
  return {
    cookies,
    get: (url: string, headers?: Record<string, string>) => ask('GET', url, undefined, headers),
    post: (url: string, fields: Record<string, string>, headers?: Record<string, string>) => ask('POST', url, fields, headers),
  }
}

/** The value of a hidden field on a page. */
export const hidden = (body: string, name: string): string | undefined => new RegExp(`<input type="hidden" name="${name}" value="([^"]*)"`).exec(body)?.[1]
