import { randomUUID } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { alarmField, alarmOf, leftAt, readAlarm, readBody } from '../danger/alarm.ts'
import type { Alarm, Reading } from '../danger/danger.ts'
import { DatabaseGone } from '../database/database.ts'
import { isForStaff } from '../identity/rights.ts'
import { atField } from '../files/problem.ts'
import { type Came, tooLarge } from './bodies.ts'
import { comerOf, hasForbiddenSign } from './comer.ts'
import { scan } from '../files/scan.ts'
import type { System } from '../system.ts'
import { again, againAnew, type Answer, draw, type Sent, seeOther } from './answer.ts'
import { saveDraft } from './drafts.ts'
import { unshownPage } from './errors.tsx'
import { anewField, backField, emptyForm, type Filled, keptField, problemsOf, wordsTyped } from './forms.ts'
import { askProof, isToProve, mustProve } from './fresh.tsx'
import { forgetKept, keep, readKept } from './kept.ts'
import { Conflict, FormProblem, NotFound, ProofRefused } from './problem.ts'
import { refuse } from './refusals.ts'
import type { RegionSite, Route, Visit } from './route.ts'
import { keySlot } from './sharedpage.ts'
import { visitOf } from './visit.ts'
import { regionsOf } from './visitors.ts'

/** Whether what is written at a route is read for danger. */
const heedsOf = ({ heeds, right }: Pick<Route, 'heeds' | 'right'>) => heeds ?? !isForStaff(right)

// What goes wrong later on is answered too: the words are read once.
const readWords = new WeakMap<FastifyRequest, Reading | 'nothing'>()
function readOnce(request: FastifyRequest, words: unknown): Reading | undefined {
  if (words === undefined) return undefined
  const read = readWords.get(request) ?? readBody(words) ?? 'nothing'
  readWords.set(request, read)
  return read === 'nothing' ? undefined : read
}

/** What is read in this request before anything is done with it: words of danger in what is handed in or searched for, or that they were just written. */
export function readIn(system: System, { heeds, right }: Pick<Route, 'heeds' | 'right'>, request: FastifyRequest): Reading | undefined {
  if (!heedsOf({ heeds, right })) return undefined
  const given = (request.method === 'POST' ? request.body : request.query) as Record<string, unknown> | null
  const words = request.method === 'POST' ? given : given?.zoek
  return readOnce(request, words) ?? readAlarm(system.secret, given?.[alarmField], system.clock.now(), leftAt(request))
}

/** Whom to call in this region for what was read. */
export const alarmFor = async (system: System, region: RegionSite, reading: Reading) => alarmOf(system.secret, reading, await regionsOf(system).helpIn(region), system.clock.now())

/** The same answer for who wrote words of danger: the page it leads to knows, and one that is everybody's is drawn for them alone. */
function heeded(answer: Sent, alarm: Alarm, elsewhere: string): Sent {
  if (answer.kind === 'shared') return { kind: 'page', status: 200, html: draw(answer.page.draw({ alarm, elsewhere })).replaceAll(keySlot, randomUUID()) }
  if (answer.kind !== 'redirect' || !answer.to.startsWith('/')) return answer
  const [address, at = ''] = answer.to.split('#')
  return { ...answer, to: `${address}${address!.includes('?') ? '&' : '?'}${alarmField}=${alarm.token}${at && `#${at}`}` }
}

/** What a route answers to a request: who comes is known, and what they wrote is read for danger, before anything else. */
export async function serve(system: System, route: Route, request: FastifyRequest, reply: FastifyReply): Promise<Sent> {
  const { arrival, actor } = await comerOf(system, route, request, reply)
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
  const query = hasForbiddenSign(request.query) ? undefined : route.query?.safeParse(request.query)
  // A filter that means nothing is not an error for who typed it: the page shows itself without it.
  visit.query = query?.success ? query.data : (route.query?.safeParse({}).data ?? {})
  const answer = await outcomeOf(route, visit).catch(async (error: Error) => {
    if (!(error instanceof DatabaseGone)) await keepDraft(visit)
    throw error
  })
  if (answer.kind === 'again' || answer.kind === 'page') await keepDraft(visit)
  if (answer.kind === 'again') return shownAgain(route, visit, answer)
  if (route.method === 'POST' && visit.kept && answer.kind !== 'page') await forgetKept(visit, visit.kept)
  return answer
}

/** What staff wrote and is not sent yet stays their draft, also where no script kept it. */
async function keepDraft(visit: Visit): Promise<void> {
  const { actor, draft, typed } = visit
  if (draft && actor.kind === 'staff') await visit.transaction('form', (tx) => saveDraft(tx, { ...visit, actor }, draft, typed.values))
}

/** Every file that comes with a form is not larger than its route takes, and is looked at by the virus scanner, whatever the route does with it, before anything of it is read. */
async function scanFiles({ system, request }: Visit): Promise<void> {
  for (const [field, value] of Object.entries((request.body as Record<string, unknown> | null) ?? {}))
    for (const file of [value].flat() as unknown[]) {
      if (!Buffer.isBuffer(file)) continue
      const { over } = file as Came
      if (over) throw tooLarge(field, over)
      if (file.length) await atField(field, () => scan(system, file))
    }
}

/** Does the work of a route; what cannot be done as it was filled in is asked again, and what came between is told as the route tells it. */
async function outcomeOf(route: Route, visit: Visit): Promise<Answer> {
  try {
    await scanFiles(visit)
    if (route.body) {
      const body = route.body.safeParse(visit.request.body ?? {})
      if (!body.success) throw new FormProblem(problemsOf(body.error))
      visit.body = body.data
    }
    if (mustProve(route, visit)) return againAnew(visit.typed)
    return await route.handle(visit)
  } catch (error) {
    if (error instanceof ProofRefused) refuse(visit, error.why)
    if (error instanceof FormProblem && route.redo) return again({ ...visit.typed, values: { ...visit.typed.values, ...error.values }, errors: error.errors })
    if (error instanceof Conflict && route.conflict) return route.conflict(visit, error)
    throw error
  }
}

/** The address at which what was typed waits to be shown. */
const whereWaits = ({ here }: Visit, kept: string) => `${here}${here.includes('?') ? '&' : '?'}${keptField}=${kept}`

/** The address of the page that a route's form is on. */
function pageOf(route: Route, { request, language }: Visit): string {
  const params = request.params as Record<string, string>
  const page = route.onPage ?? route.path.replace(/\/[^/]*$/, '')
  return `${language === 'en' ? '/en' : ''}${page.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))}`
}

/** Leads to a page with what was typed, so that Back and refresh send nothing again; answers with it directly where nothing can wait. */
async function shownAgain(route: Route, visit: Visit, { form, anew }: Extract<Answer, { kind: 'again' }>): Promise<Sent> {
  const wrong = Object.keys(form.errors).length > 0
  const kept = route.redo && (await keep(visit, form))
  if (kept) return seeOther(`${whereWaits(visit, kept)}${anew ? `&${anewField}=ja` : ''}${wrong ? '#fouten' : ''}`)
  if (anew) {
    // What has no form of its own is a button or a link on its page.
    return askProof(route, visit, pageOf(route, visit), 403, { values: route.redo && form.values })
  }
  const answer = await redone(route, visit, form)
  return wrong && answer.kind === 'page' && answer.status === 200 ? { ...answer, status: 422 } : answer
}

/** What a page has on it that tells what is wrong with a form, or the form itself. */
// filled in with our own words: the name of a field
const saysWhatIsWrong = new RegExp(` data-wrong[ =>]| aria-invalid="true"| name="${keptField}"`)

/** The page with the form as it was filled in; where the form is not on it any more, so that nothing on it is wrong, a page with the words. */
async function redone(route: Route, visit: Visit, form: Filled): Promise<Sent> {
  const words = wordsTyped(form)
  const unshown = (status: number): Sent => ({ kind: 'page', status, html: unshownPage(visit, pageOf(route, visit), words) })
  const answer = await Promise.resolve(route.redo!(visit, form)).catch((error: Error) => {
    if (error instanceof NotFound && words.length) return unshown(404)
    throw error
  })
  if (answer.kind === 'again') throw new Error('a form is shown again by a page')
  const isShown = answer.kind !== 'page' || !Object.keys(form.errors).length || saysWhatIsWrong.test(answer.html)
  return isShown || !words.length ? answer : unshown(200)
}

/** The page to which a form leads that is shown again, at the form's own address. */
const whereKept = (route: Route): Route => ({
  ...route,
  method: 'GET',
  body: undefined,
  fresh: undefined,
  handle: async (visit) => {
    if (!visit.kept) throw new NotFound()
    if (isToProve(visit)) return askProof(route, visit, pageOf(route, visit), 200, { to: `${whereWaits(visit, visit.kept)}&${backField}=ja`, waits: true })
    if (route.holds) await visit.transaction('form', (tx) => route.holds!(visit, tx))
    const kept = await readKept(visit, visit.kept)
    const form: Filled = kept ? { ...kept, unsent: backField in (visit.request.query as object) } : { ...emptyForm, kept: 'gone' }
    // As long as the words wait here, so does whom to call.
    const reading = visit.alarm || !heedsOf(route) ? undefined : readBody(form.values)
    if (reading) visit.alarm = await alarmFor(visit.system, visit.region, reading)
    return redone(route, visit, form)
  },
})

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
