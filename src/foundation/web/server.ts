import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import formBody from '@fastify/formbody'
import multipart, { type MultipartFile } from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import { z } from 'zod'
import Fastify, { LogController, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { Actor } from '../actor.ts'
import { DatabaseGone, type Tx } from '../database/database.ts'
import type { Language } from '../i18n/i18n.ts'
import { isForStaff, may, visitSite } from '../identity/rights.ts'
import { sessionCookie } from '../identity/sessions.ts'
import { again, type Answer, draw, type Sent, seeOther } from './answer.ts'
import { serveAssets } from './assets.ts'
import { elsewherePage, errorPage, signedOutPage, unshownPage } from './errors.tsx'
import { draftField, emptyForm, type Filled, formKeyField, keptField, problemsOf, typedIn, valuesOf, wordsTyped } from './forms.ts'
import { alarmField, alarmOf, leftAt, readAlarm, readBody } from '../danger/alarm.ts'
import type { Alarm, Reading } from '../danger/danger.ts'
import { urgentIn } from '../danger/api.ts'
import { endStreamsOf } from '../live/stream.ts'
import { bytesOf, keySlot } from './sharedpage.ts'
import { forgetDraft, readDraft, saveDraft } from './drafts.ts'
import { forgetKept, giveBrowserCookie, keep, placeOf, readKept, visitorOf } from './kept.ts'
import { once } from './once.ts'
import { Conflict, FormProblem, KeyElsewhere, KeyReused, NotFound, SignInFirst } from './problem.ts'
import { nation, pathIn, type RegionSite, type Route, type Visit } from './route.ts'
import type { System } from '../system.ts'
import { isForged, securityHeaders } from './security.ts'
import { mandated, regionsOf, type Visitors, visitorsFor } from './visitors.ts'

const compress = promisify(gzip)

interface Arrival {
  region: RegionSite
  language: Language
}

async function arrivalOf(system: System, request: FastifyRequest): Promise<Arrival> {
  const parts = request.url.split('?')[0]!.split('/').slice(1)
  const language: Language = parts[0] === 'en' ? 'en' : 'nl'
  const slug = parts[0] === 'api' ? parts[3] : parts[language === 'en' ? 1 : 0]
  return { language, region: (await regionsOf(system).find(slug ?? '')) ?? nation }
}

/** Sends what a route answered; a page is compressed when the visitor's browser takes it. */
async function send(system: System, request: FastifyRequest, reply: FastifyReply, answer: Sent): Promise<unknown> {
  const gzips = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')
  switch (answer.kind) {
    case 'handled':
      return reply
    case 'redirect':
      if (answer.cookies) reply.header('set-cookie', answer.cookies)
      return reply.header('cache-control', 'no-store').redirect(answer.to, 303)
    case 'json':
      return reply
        .code(answer.status)
        .type(answer.type ?? 'application/json')
        .send(Buffer.from(JSON.stringify(answer.body)))
    case 'bytes':
      // Its address changes with its content. A picture that is opened by itself runs nothing and asks for nothing.
      return reply
        .header('cache-control', 'public, max-age=31536000, immutable')
        .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
        .type(answer.type)
        .send(answer.content)
    case 'text':
      return reply.type('text/plain; charset=utf-8').send(answer.body)
    case 'file': {
      const plainName = answer.name.replace(/[^\w .-]/g, '_')
      return reply
        .header('content-disposition', `attachment; filename="${plainName}"; filename*=UTF-8''${encodeURIComponent(answer.name)}`)
        .header('content-security-policy', "default-src 'none'; sandbox")
        .header('cache-control', 'no-store')
        .type(answer.type)
        .send(answer.content)
    }
    case 'shared': {
      const { body, etag } = bytesOf(answer.page, gzips)
      if (!etag) giveBrowserCookie(system, request, reply)
      if (etag && request.headers['if-none-match'] === etag) return reply.code(304).header('etag', etag).send()
      reply.header('cache-control', etag ? 'no-cache' : 'no-store').header('vary', 'accept-encoding')
      if (etag) reply.header('etag', etag)
      if (gzips) reply.header('content-encoding', 'gzip')
      return reply.type('text/html; charset=utf-8').send(body)
    }
    case 'page': {
      if (answer.html.includes(`name="${formKeyField}"`)) giveBrowserCookie(system, request, reply)
      reply.code(answer.status).type('text/html; charset=utf-8').header('cache-control', 'no-store').header('vary', 'accept-encoding')
      if (!gzips) return reply.send(Buffer.from(answer.html))
      return reply.header('content-encoding', 'gzip').send(await compress(answer.html, { level: 5 }))
    }
  }
}

// The values of a row that breaks a rule are in an error's message; a place in the code and the rule's name are not.
function withoutData(error: Error & { code?: string; constraint?: string }) {
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

/** Who comes, as those who hold the right that is asked: by a session's cookie or bearer token, by a code's pass, or nobody in particular. A session of another region is nobody here. */
const actorOf = async (system: System, { read }: Visitors, request: FastifyRequest, reply: FastifyReply, region: RegionSite): Promise<Actor> =>
  (await read(system, request, reply, region.id)) ?? { kind: 'public', region: region.id }

/** The trace that a request belongs to: its caller's (W3C), else one of its own. */
const traceOf = (request: FastifyRequest): string => /^00-(?!0{32})([0-9a-f]{32})-/.exec(String(request.headers.traceparent ?? ''))?.[1] ?? randomBytes(16).toString('hex')

/** The files of a form, each as what tells it from another. */
const filesIn = (body: unknown): Record<string, string> =>
  Object.fromEntries(Object.entries(body ?? {}).flatMap(([name, value]) => (Buffer.isBuffer(value) ? [[name, createHash('sha256').update(value).digest('base64url')]] : [])))

/** What a form or an address says of itself, beside its fields: where what was typed waits, and of what it is a draft. */
function aboutForm({ body, query }: FastifyRequest): Pick<Visit, 'kept' | 'draft'> {
  const given = (body ?? query) as Record<string, unknown>
  const { [keptField]: kept, [draftField]: draft } = given
  if (body) for (const name of [keptField, draftField]) delete given[name]
  return { kept: z.uuid().safeParse(kept).data, draft: readDraft(draft) }
}

function visitOf(system: System, actor: Actor, arrival: Arrival, request: FastifyRequest, reply: FastifyReply, { holds }: Pick<Route, 'holds'> = {}): Visit {
  const { region, language } = arrival
  const now = system.clock.now()
  const trace = traceOf(request)
  const { kept, draft } = aboutForm(request)
  const transaction = <Result>(purpose: string, work: (tx: Tx) => Promise<Result>) => system.database.transaction(actor, purpose, work, trace)
  const bare = request.url.replace(/^\/en(?=\/|\?|$)/, '')
  const visit: Visit = {
    system,
    actor,
    region,
    language,
    now,
    params: {},
    query: {},
    body: {},
    path: pathIn(region, language),
    here: `${language === 'en' ? '/en' : ''}${placeOf(request)}`,
    elsewhere: `${language === 'en' ? '' : '/en'}${bare}` || '/',
    transaction,
    typed: typedIn(request.body),
    kept,
    draft,
    change: (purpose, work, by = actor) =>
      system.database.transaction(
        by,
        purpose,
        async (tx) => {
          await holds?.(visit, tx)
          const { [formKeyField]: key, ...fields } = { ...valuesOf(request.body), ...filesIn(request.body) }
          const run = async () => {
            const made = await work(tx)
            if (draft && actor.kind === 'staff') forgetDraft(tx, region.id, actor.id, draft)
            return typeof made === 'string' ? made : undefined
          }
          if (!key) return run()
          // A form that was changed and sent again from the back button is a new one, with the same key.
          const handed = { key: `form|${key}`, belongs: `${visitorOf({ actor, request })} ${placeOf(request)}`, fields: JSON.stringify(fields) }
          return once(tx, { secret: system.secret, region: by.region, now }, handed, run, () => new KeyElsewhere())
        },
        trace,
      ),
    request,
    reply,
  }
  return visit
}

declare module 'fastify' {
  interface FastifyContextConfig {
    route?: Route
  }
}

const heedsOf = ({ heeds, right }: Pick<Route, 'heeds' | 'right'>) => heeds ?? !isForStaff(right)

/** What is read in this request before anything is done with it: words of danger in what is handed in or searched for, or that they were just written. */
function readIn(system: System, { heeds, right }: Pick<Route, 'heeds' | 'right'>, request: FastifyRequest): Reading | undefined {
  if (!heedsOf({ heeds, right })) return undefined
  const given = (request.method === 'POST' ? request.body : request.query) as Record<string, unknown> | null
  const words = request.method === 'POST' ? given : given?.zoek
  return readBody(words) ?? readAlarm(system.secret, given?.[alarmField], system.clock.now(), leftAt(request))
}

const alarmFor = async (system: System, region: RegionSite, reading: Reading) => alarmOf(system.secret, reading, await regionsOf(system).helpIn(region), system.clock.now())

/** The same answer for who wrote words of danger: the page it leads to knows, and one that is everybody's is drawn for them alone. */
function heeded(answer: Sent, alarm: Alarm, elsewhere: string): Sent {
  if (answer.kind === 'shared') return { kind: 'page', status: 200, html: draw(answer.page.draw({ alarm, elsewhere })).replaceAll(keySlot, randomUUID()) }
  if (answer.kind !== 'redirect' || !answer.to.startsWith('/')) return answer
  const [address, at = ''] = answer.to.split('#')
  return { ...answer, to: `${address}${address!.includes('?') ? '&' : '?'}${alarmField}=${alarm.token}${at && `#${at}`}` }
}

async function serve(system: System, route: Route, request: FastifyRequest, reply: FastifyReply): Promise<Sent> {
  const arrival = await arrivalOf(system, request)
  const { id: region, slug } = arrival.region
  if (route.path.includes(':region') && !slug) throw new NotFound()
  const { token } = request.params as { token?: string }
  const visitors = visitorsFor(system, route.right)
  let actor: Actor = visitors && !route.link ? await actorOf(system, visitors, request, reply, arrival.region) : { kind: 'public', region }
  if (route.link) {
    const link = system.links.read(region, route.link, token ?? '')
    if (!link) throw new NotFound()
    actor = { kind: 'link', region, subject: link.subject }
    const may = route.method === 'POST' ? system.partsOf(mandated).find((each) => each.link === route.link) : undefined
    actor.mandate = await may?.mandateOf(system, request, region, link.subject)
  }
  if (route.method === 'POST' && isForged(request, actor.kind === 'guest' || actor.kind === 'resident' || sessionCookie(request) !== undefined)) throw new NotFound()
  if (!may(actor, route.right)) throw visitors && actor.kind === 'public' ? new SignInFirst(visitors.door) : new NotFound()

  const visit = visitOf(system, actor, arrival, request, reply, route)
  const reading = readIn(system, route, request)
  if (!reading) return answerTo(route, visit)
  visit.alarm = await alarmFor(system, arrival.region, reading)
  const answer = await answerTo(route, visit)
  return visit.alarm ? heeded(answer, visit.alarm, visit.elsewhere) : answer
}

/** What a route answers to a visit whose input is still to be parsed. */
async function answerTo(route: Route, visit: Visit): Promise<Sent> {
  const { request } = visit
  const params = route.params?.safeParse(request.params)
  if (params && !params.success) throw new NotFound()
  visit.params = params?.data ?? request.params
  const query = route.query?.safeParse(request.query)
  // A filter that means nothing is not an error for who typed it: the page shows itself without it.
  visit.query = query?.success ? query.data : (route.query?.safeParse({}).data ?? {})
  const answer = await outcomeOf(route, visit).catch(async (error: Error) => {
    if (!(error instanceof DatabaseGone)) await keepDraft(visit)
    throw error
  })
  if (answer.kind === 'again' || answer.kind === 'page') await keepDraft(visit)
  if (answer.kind === 'again') return shownAgain(route, visit, answer.form)
  if (route.method === 'POST' && visit.kept && answer.kind !== 'page') await forgetKept(visit, visit.kept)
  return answer
}

/** What staff wrote and is not sent yet stays their draft, also where no script kept it. */
async function keepDraft(visit: Visit): Promise<void> {
  const { actor, draft, typed } = visit
  if (draft && actor.kind === 'staff') await visit.transaction('form', (tx) => saveDraft(tx, { ...visit, actor }, draft, typed.values))
}

/** Does the work of a route; what cannot be done as it was filled in is asked again, and what came between is told as the route tells it. */
async function outcomeOf(route: Route, visit: Visit): Promise<Answer> {
  try {
    if (route.body) {
      const body = route.body.safeParse(visit.request.body ?? {})
      if (!body.success) throw new FormProblem(problemsOf(body.error))
      visit.body = body.data
    }
    return await route.handle(visit)
  } catch (error) {
    if (error instanceof FormProblem && route.redo) return again({ ...visit.typed, values: { ...visit.typed.values, ...error.values }, errors: error.errors })
    if (error instanceof Conflict && route.conflict) return route.conflict(visit, error)
    throw error
  }
}

/** Leads to a page with what was typed, so that Back and refresh send nothing again; answers with it directly where nothing can wait. */
async function shownAgain(route: Route, visit: Visit, form: Filled): Promise<Sent> {
  const wrong = Object.keys(form.errors).length > 0
  const kept = await keep(visit, form)
  if (kept) {
    const { here } = visit
    return seeOther(`${here}${here.includes('?') ? '&' : '?'}${keptField}=${kept}${wrong ? '#fouten' : ''}`)
  }
  const answer = await redone(route, visit, form)
  return wrong && answer.kind === 'page' && answer.status === 200 ? { ...answer, status: 422 } : answer
}

/** The page with the form as it was filled in; where the form is not on it any more, so that nothing on it is wrong, a page with the words. */
async function redone(route: Route, visit: Visit, form: Filled): Promise<Sent> {
  const words = wordsTyped(form)
  const unshown = (status: number): Sent => {
    const params = visit.request.params as Record<string, string>
    const page = route.onPage ?? route.path.replace(/\/[^/]*$/, '')
    const at = `${visit.language === 'en' ? '/en' : ''}${page.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))}`
    return { kind: 'page', status, html: unshownPage(visit, at, words) }
  }
  const answer = await Promise.resolve(route.redo!(visit, form)).catch((error: Error) => {
    if (error instanceof NotFound && words.length) return unshown(404)
    throw error
  })
  if (answer.kind === 'again') throw new Error('a form is shown again by a page')
  const isShown = answer.kind !== 'page' || !Object.keys(form.errors).length || /id="fouten"|aria-invalid="true"/.test(answer.html)
  return isShown || !words.length ? answer : unshown(200)
}

/** The page to which a form leads that is shown again, at the form's own address. */
const whereKept = (route: Route): Route => ({
  ...route,
  method: 'GET',
  body: undefined,
  handle: async (visit) => {
    if (!visit.kept) throw new NotFound()
    if (route.holds) await visit.transaction('form', (tx) => route.holds!(visit, tx))
    const form: Filled = (await readKept(visit, visit.kept)) ?? { ...emptyForm, kept: 'gone' }
    // As long as the words wait here, so does whom to call.
    const reading = visit.alarm || !heedsOf(route) ? undefined : readBody(form.values)
    if (reading) visit.alarm = await alarmFor(visit.system, visit.region, reading)
    return redone(route, visit, form)
  },
})

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

function statusOf(error: Error & { statusCode?: number }): number {
  if (error instanceof NotFound) return 404
  if (error instanceof SignInFirst) return 401
  if (error instanceof DatabaseGone) return 503
  if (error instanceof KeyReused || error instanceof FormProblem) return 422
  if (error instanceof Conflict || error instanceof KeyElsewhere) return 409
  return error.statusCode && error.statusCode >= 400 ? error.statusCode : 500
}

async function sendError(system: System, error: Error & { statusCode?: number }, request: FastifyRequest, reply: FastifyReply) {
  const arrival = await arrivalOf(system, request)
  const status = statusOf(error)
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
    const here = request.method === 'GET' ? `?naar=${encodeURIComponent(request.url)}` : ''
    if (request.method === 'GET') return send(system, request, reply, { kind: 'redirect', to: `${visit.path(error.at)}${here}` })
    return send(system, request, reply, { kind: 'page', status: 401, html: signedOutPage(visit, error.at, visit.typed.values) })
  }
  const html =
    error instanceof KeyElsewhere ? elsewherePage(visit, visit.typed.values) : errorPage(visit, status, request.id, request.method === 'POST' ? wordsTyped(visit.typed) : [])
  return send(system, request, reply, { kind: 'page', status, html })
}

interface Served {
  route: Route
  /** The same address for who comes to see what they typed. */
  shows?: Route
}
/** The routes, and where a form that is shown again is shown: at its own address, which may have a page already. */
export function withKept(routes: readonly Route[]): Served[] {
  const forms = new Map(routes.flatMap((each) => (each.method === 'POST' && each.redo ? [[each.path, whereKept(each)]] : [])))
  const pages = new Set(routes.flatMap((each) => (each.method === 'GET' ? [each.path] : [])))
  return [
    ...routes.map((route) => ({ route, shows: route.method === 'GET' ? forms.get(route.path) : undefined })),
    ...[...forms.values()].filter(({ path }) => !pages.has(path)).map((route) => ({ route })),
  ]
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
    bodyLimit: 256 * 1024,
    routerOptions: { maxParamLength: 120, ignoreTrailingSlash: true },
    frameworkErrors: (error, request, reply) => void sendError(system, error, request, reply as FastifyReply),
  }) as unknown as FastifyInstance // of any logger: ours is in its type otherwise
  endStreamsOf(app)
  // What is no form and no JSON is refused, and not taken for one.
  app.removeContentTypeParser('text/plain')
  await app.register(formBody)
  // Files come as bytes beside the fields; only a route that says how much it takes has any, and no more than that.
  // Its plugin keeps what stands in `value`, which its types leave out.
  const withName = async (part: MultipartFile) => {
    ;(part as unknown as { value: Buffer }).value = Object.assign(await part.toBuffer(), { filename: part.filename })
  }
  await app.register(multipart, { attachFieldsToBody: 'keyValues', onFile: withName, limits: { fieldSize: 4_000_000, fileSize: 20_000_000, files: 5, fields: 1000, parts: 1000 } })
  await app.register(rateLimit, {
    global: settings.RATE_LIMIT === 'on',
    max: 600,
    timeWindow: 60_000,
    keyGenerator: (request) => request.ip,
    errorResponseBuilder: () => Object.assign(new Error('too many'), { statusCode: 429 }),
  })
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(securityHeaders)
    reply.header('x-request-id', request.id)
    if (settings.baseUrl.startsWith('https:')) reply.header('strict-transport-security', 'max-age=63072000')
  })
  // The route's pattern and not the address: an address can hold a secret link.
  app.addHook('onResponse', async (request, reply) => {
    request.log.info({ request: request.id, method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode, ms: Math.round(reply.elapsedTime) })
  })
  app.setErrorHandler((error: Error, request, reply) => sendError(system, error, request, reply))
  app.setNotFoundHandler((request, reply) => sendError(system, new NotFound(), request, reply))
  serveAssets(app)
  app.get('/health', { config: { rateLimit: false } }, async (_request, reply) => {
    const ok = await system.database.answers()
    return reply.code(ok ? 200 : 503).send({ status: ok ? 'ok' : 'unavailable' })
  })
  for (const { route, shows } of withKept(routes)) {
    const addresses = route.bare ? [route.path] : [route.path, route.path === '/' ? '/en' : `/en${route.path}`]
    for (const url of addresses) {
      app.route({
        method: route.method,
        url,
        bodyLimit: route.largest,
        onRequest: async (request: FastifyRequest) => {
          const size = Number(request.headers['content-length'] ?? Number.POSITIVE_INFINITY)
          if (/^multipart\//i.test(request.headers['content-type'] ?? '') && size > (route.largest ?? 0)) throw Object.assign(new Error('too large'), { statusCode: 413 })
        },
        config: { route, ...(settings.RATE_LIMIT === 'on' && route.limit && { rateLimit: { max: route.limit.most, timeWindow: route.limit.minutes * 60_000 } }) },
        handler: async (request, reply) => send(system, request, reply, await serve(system, (shows && keptField in (request.query as object) && shows) || route, request, reply)),
      })
    }
  }
  await more(app)
  return app
}
