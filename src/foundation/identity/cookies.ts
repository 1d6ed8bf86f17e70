import { parseCookie, stringifySetCookie } from 'cookie'
import type { FastifyRequest } from 'fastify'

declare module 'fastify' {
  interface FastifyInstance {
    /** Whether people reach this site over https. */
    overHttps: boolean
  }
}

// By this prefix a browser takes the cookie from this very host only, over https, for the whole site: no neighbour under the same domain can set it.
const nameOf = (name: string, secure: boolean) => (secure ? `__Host-${name}` : name)

/** What this site's cookie of this name holds in the browser that asks. */
export const cookieIn = ({ headers, server }: Pick<FastifyRequest, 'headers' | 'server'>, name: string): string | undefined =>
  parseCookie(headers.cookie ?? '')[nameOf(name, server.overHttps)] || undefined

/** A cookie that only this site gets, on this site's requests; over https only where the site is. Without an age it goes when the browser closes. */
export const siteCookie = (name: string, value: string, secure: boolean, maxAge?: number): string =>
  stringifySetCookie({ name: nameOf(name, secure), value, httpOnly: true, sameSite: 'lax', secure, path: '/', maxAge })
