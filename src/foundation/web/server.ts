import { randomUUID } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import rateLimit from '@fastify/rate-limit'
import Fastify, { LogController, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { urgentIn } from '../danger/api.ts'
import { DatabaseGone } from '../database/database.ts'
import { visitSite } from '../identity/rights.ts'
import { endStreamsOf } from '../live/stream.ts'
import type { System } from '../system.ts'
import type { Sent } from './answer.ts'
import { serveAssets } from './assets.ts'
import { peerOf } from './ip.ts'
import { makeRoom, mostWords, readBodies, slowest, wasRead, wordsFor } from './bodies.ts'
import { comerOf } from './comer.ts'
import { cookiesOffPage, elsewherePage, errorPage, signedOutPage } from './errors.tsx'
import { formKeyField, keptField, wordsTyped } from './forms.ts'
import { serveHealth } from './health.ts'
import { browserOf, giveBrowserCookie } from './kept.ts'
import { ours } from './ours.ts'
import { Conflict, CookiesOff, FormProblem, KeyElsewhere, KeyReused, NotFound, SignInFirst } from './problem.ts'
import { limitOn, tooMany } from './limits.ts'
import { whoAsks } from './refusals.ts'
import type { Route } from './route.ts'
import { sandbox, securityHeaders } from './security.ts'
import { readersOf } from '../files/readers.ts'
import { alarmFor, readIn, serve, withKept } from './serve.ts'
import { bytesOf } from './sharedpage.ts'
import { arrivalOf, visitOf } from './visit.ts'

const compress = promisify(gzip)

/** Sends what a route answered; a page is compressed when the visitor's browser takes it. */
async function send(system: System, request: FastifyRequest, reply: FastifyReply, answer: Sent): Promise<unknown> {
  const gzips = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')
  switch (answer.kind) {
    case 'handled':
      return reply
    case 'redirect':
      if (answer.cookies) reply.header('set-cookie', answer.cookies)
      return reply.redirect(answer.leaves ? answer.to : ours(answer.to), 303)
    case 'json':
      return reply
        .code(answer.status)
        .type(answer.type ?? 'application/json')
        .send(Buffer.from(JSON.stringify(answer.body)))
    case 'bytes':
      // Its address changes with its content. A picture that is opened by itself runs nothing and asks for nothing.
      return reply.header('cache-control', 'public, max-age=31536000, immutable').header('content-security-policy', sandbox).type(answer.type).send(answer.content)
    case 'text':
      return reply.type('text/plain; charset=utf-8').send(answer.body)
    case 'file': {
      const plainName = answer.name.replace(/[^\w .-]/g, '_')
      return reply
        .header('content-disposition', `attachment; filename="${plainName}"; filename*=UTF-8''${encodeURIComponent(answer.name)}`)
        .header('content-security-policy', sandbox)
        .type(answer.type)
        .send(answer.content)
    }
    case 'shared': {
      const { body, etag } = bytesOf(answer.page, gzips)
      if (!etag) giveBrowserCookie(system, request, reply)
      reply.header('cache-control', etag ? 'no-cache' : 'no-store').header('vary', 'accept-encoding')
      // It also says that what is there may stay.
      if (etag && request.headers['if-none-match'] === etag) return reply.code(304).header('etag', etag).send()
      if (etag) reply.header('etag', etag)
      if (gzips) reply.header('content-encoding', 'gzip')
      return reply.type('text/html; charset=utf-8').send(body)
    }
    case 'page': {
      if (!browserOf(request) && answer.html.includes(`name="${formKeyField}"`)) giveBrowserCookie(system, request, reply)
      reply.code(answer.status).type('text/html; charset=utf-8').header('vary', 'accept-encoding')
      if (!gzips) return reply.send(Buffer.from(answer.html))
      return reply.header('content-encoding', 'gzip').send(await compress(answer.html, { level: 5 }))
    }
  }
}

/** What a log may say of an error: the values of a row that breaks a rule are in its message; a place in the code and the rule's name are not. */
export function withoutData(error: Error & { code?: string; constraint?: string }) {
  return {
    error: error.name,
    code: error.code,
    rule: error.constraint,
    at: error.stack
      ?.split('\n')
      .filter((line) => line.startsWith('    at '))
      .slice(0, 8),
  }
}

declare module 'fastify' {
  interface FastifyContextConfig {
    route?: Route
  }
}

const problemTitles: Record<number, string> = {
  400: 'Onjuiste invoer',
  401: 'Meld u aan: geef een token mee (Authorization: Bearer)',
  404: 'Niet gevonden',
  422: 'Deze Idempotency-Key hoort bij een andere inhoud',
  413: 'Te groot',
  415: 'Verkeerd formaat',
  429: 'Te veel verzoeken',
  500: 'Er ging iets mis',
  503: 'Even niet bereikbaar',
}

/** Sent with every answer. Nothing is kept anywhere but what says that it may be. */
const guard = (reply: FastifyReply) => reply.headers(securityHeaders).header('cache-control', 'no-store')

function statusOf(error: Error & { statusCode?: number }, request: FastifyRequest): number {
  if (error instanceof NotFound) return 404
  if (error instanceof SignInFirst) return 401
  if (error instanceof DatabaseGone) return 503
  if (error instanceof CookiesOff || error instanceof KeyReused || error instanceof FormProblem) return 422
  if (error instanceof Conflict || error instanceof KeyElsewhere) return 409
  if (error.statusCode && error.statusCode >= 400) return error.statusCode
  return wasRead(request) ? 500 : 400
}

async function sendError(system: System, error: Error & { statusCode?: number }, request: FastifyRequest, reply: FastifyReply) {
  const arrival = await arrivalOf(system, request)
  const status = statusOf(error, request)
  if (status >= 500) request.log.error({ request: request.id, ...withoutData(error) }, 'request failed')
  if (status === 503) reply.header('retry-after', '5')
  if (status === 401) reply.header('www-authenticate', 'Bearer')
  // Whatever went wrong, who is in danger reads whom to call, also where the route itself does not heed it.
  const { right, heeds } = request.routeOptions?.config.route ?? { right: visitSite, heeds: undefined }
  const reading = readIn(system, { right, heeds: heeds || undefined }, request)
  const alarm = reading && (await alarmFor(system, arrival.region, reading))
  if (request.url.startsWith('/api/')) {
    const title = problemTitles[status] ?? 'Onjuiste invoer'
    const detail = status === 500 ? `Meld dit met kenmerk ${request.id}.` : title
    return reply
      .code(status)
      .type('application/problem+json')
      .send(Buffer.from(JSON.stringify({ type: 'about:blank', status, title, detail, ...urgentIn(alarm) })))
  }
  const visit = { ...visitOf(system, { kind: 'public', region: arrival.region.id }, arrival, request, reply), alarm }
  if (error instanceof SignInFirst) {
    const here = request.method === 'GET' ? `?naar=${encodeURIComponent(ours(request.url))}` : ''
    if (request.method === 'GET') return send(system, request, reply, { kind: 'redirect', to: `${visit.path(error.at)}${here}` })
    return send(system, request, reply, { kind: 'page', status: 401, html: signedOutPage(visit, error.at, visit.typed.values) })
  }
  const words = request.method === 'POST' ? wordsTyped(visit.typed) : []
  const html =
    error instanceof KeyElsewhere
      ? elsewherePage(visit, visit.typed.values)
      : error instanceof CookiesOff
        ? cookiesOffPage(visit, words)
        : errorPage(visit, status, request.id, words)
  return send(system, request, reply, { kind: 'page', status, html })
}

/** Builds the web server over the rooms' routes; it listens when told to. `more` adds what no table of routes holds. */
export async function buildServer(system: System, routes: readonly Route[], more: (app: FastifyInstance) => void | Promise<void> = () => {}): Promise<FastifyInstance> {
  const { settings } = system
  const app = Fastify({
    loggerInstance: system.log,
    // Our lines name their request themselves.
    childLoggerFactory: (logger) => logger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: settings.TRUST_PROXY?.split(',') ?? false,
    genReqId: () => randomUUID().slice(-12),
    bodyLimit: mostWords,
    requestTimeout: slowest.requestTimeout,
    http: slowest,
    routerOptions: { maxParamLength: 120, ignoreTrailingSlash: true },
    frameworkErrors: (error, request, reply) => {
      // What cannot be read as a request passes no hook.
      guard(reply as FastifyReply)
      void sendError(system, error, request, reply as FastifyReply)
    },
  }) as unknown as FastifyInstance // of any logger: ours is in its type otherwise
  app.decorate('overHttps', settings.overHttps)
  endStreamsOf(app)
  // Before the requests that are still being answered: none waits for a file that takes long.
  app.addHook('preClose', () => readersOf(system).close())
  await readBodies(app)
  await app.register(rateLimit, {
    global: settings.RATE_LIMIT === 'on',
    max: 600,
    timeWindow: 60_000,
    // Who has an address of IPv6 has a whole /64 of them.
    keyGenerator: ({ ip }) => peerOf(ip),
    errorResponseBuilder: tooMany,
  })
  app.addHook('onRequest', async (request, reply) => {
    guard(reply)
    reply.header('x-request-id', request.id)
    if (settings.overHttps) reply.header('strict-transport-security', 'max-age=63072000; includeSubDomains')
  })
  // The route's pattern and not the address: an address can hold a secret link.
  app.addHook('onResponse', async (request, reply) => {
    request.log.info({
      request: request.id,
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
      ...whoAsks(request),
    })
  })
  app.setErrorHandler((error: Error, request, reply) => sendError(system, error, request, reply))
  app.setNotFoundHandler((request, reply) => sendError(system, new NotFound(), request, reply))
  serveAssets(app)
  serveHealth(app, system)
  for (const { route, shows } of withKept(routes)) {
    const addresses = route.bare ? [route.path] : [route.path, route.path === '/' ? '/en' : `/en${route.path}`]
    const limit = settings.RATE_LIMIT === 'on' && route.limit ? limitOn(app, route.limit) : undefined
    for (const url of addresses) {
      app.route({
        method: route.method,
        url,
        bodyLimit: wordsFor(route),
        onRequest: async (request: FastifyRequest, reply: FastifyReply) => {
          await limit?.asks(request, reply)
          await makeRoom(route, request, reply, () => comerOf(system, route, request, reply))
        },
        // Its own limit stands instead of that of all routes, which what only counts its refusals keeps too.
        config: { route, ...(limit && !limit.ofRefusals && { rateLimit: false }) },
        handler: async (request, reply) => {
          const served = serve(system, (shows && keptField in (request.query as object) && shows) || route, request, reply)
          return send(system, request, reply, await (limit ? served.finally(() => limit.answered(request)) : served))
        },
      })
    }
  }
  await more(app)
  return app
}
