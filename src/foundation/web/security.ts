import type { FastifyRequest } from 'fastify'

/** Sent with every answer. No script and no style but our own files, no frame, no referrer to elsewhere. */
export const securityHeaders: Record<string, string> = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; object-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // Not no-referrer: with that a browser sends 'Origin: null' with its own forms, and forgery could not be told from a form of ours.
  'referrer-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), interest-cohort=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

/** What is given as a file or a picture by itself: nothing in it runs, asks or is framed. */
export const sandbox = "default-src 'none'; style-src 'unsafe-inline'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox"

/**
 * Whether a change was asked by another site's page. Browsers say where a request comes from in Sec-Fetch-Site, older ones in Origin;
 * what says neither is no browser, and is only let through when it brings no session that it could misuse.
 */
export function isForged(request: FastifyRequest, hasSession: boolean): boolean {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) return site !== 'same-origin'
  const { origin } = request.headers
  if (origin === undefined) return hasSession
  try {
    return new URL(origin).host !== request.host
  } catch {
    return true
  }
}
