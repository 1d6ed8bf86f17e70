import { createHmac } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { tables } from '../database/database.ts'
import type { KeptFormRow } from '../rows.ts'
import { byChance, newId } from '../database/id.ts'
import { seal, unsealAs } from '../identity/seal.ts'
import { cookieIn, siteCookie } from '../identity/cookies.ts'
import type { System } from '../system.ts'
import { enqueue, type TaskWork } from '../tasks/tasks.ts'
import { leftAt } from '../danger/alarm.ts'
import { anewField, backField, type Filled, keptField, mostTyped, typedId } from './forms.ts'
import { withoutFields } from './ours.ts'
import { CookiesOff } from './problem.ts'
import { inDutch, programOf, type Visit } from './route.ts'

const db = tables<{ kept_form: KeptFormRow }>()

const cookieName = 'werkcentrum-formulier'
const keptFor = 30 * 60_000
/** The most bytes that wait of one form, with what is wrong with it: sealed, the database takes a third more. */
const mostKept = 700_000

const filledSchema = z.object({
  values: z.record(z.string(), z.string()),
  errors: z.record(z.string(), z.object({ key: z.string(), values: z.record(z.string(), z.union([z.string(), z.number()])).optional() })),
  files: z.record(z.string(), z.string()).optional(),
})

/** What tells this browser from others, where it keeps cookies. */
export const browserOf = (request: FastifyRequest): string | undefined => cookieIn(request, cookieName)

/** The same, for what belongs to one browser. @throws CookiesOff */
export function browserNeeded({ request }: Pick<Visit, 'request'>): string {
  const browser = browserOf(request)
  if (!browser) throw new CookiesOff()
  return browser
}

/** Gives a browser that looks at a form the cookie by which it is known when it hands that in. */
export function giveBrowserCookie({ settings }: System, request: FastifyRequest, reply: FastifyReply): void {
  if (!browserOf(request)) reply.header('set-cookie', siteCookie(cookieName, `${byChance()}${byChance()}`, settings.overHttps))
}
/** The cookie that takes it away: what was typed here before opens for nobody any more. */
export const forgetBrowser = ({ settings }: System): string => siteCookie(cookieName, '', settings.overHttps, 0)

/** Who hands in: somebody who signed in, whenever they did; who holds a link; else a browser, and without cookies nobody in particular. */
export function visitorOf({ actor, request }: Pick<Visit, 'actor' | 'request'>): string {
  if (actor.kind === 'staff' || actor.kind === 'resident') return `${actor.kind}|${actor.id}`
  // Whoever came in by a code is another guest each time.
  if (actor.kind === 'guest') return `guest|${actor.organisation}|${actor.name}`
  return actor.kind === 'link' ? `link|${actor.subject}` : `browser|${browserOf(request) ?? ''}`
}

/** An address to come back to, at the form itself where what was typed waits there. */
export const atTyped = (address: string): string => (address.includes(`${backField}=ja`) ? `${address}#${typedId}` : address)

/** The address of a request as it is in Dutch, without what only says where something typed waits. */
export const placeOf = ({ url }: Pick<FastifyRequest, 'url'>): string => withoutFields(inDutch(url), keptField, anewField, backField)

function keyOf(visit: Visit) {
  const hash = (what: string, text: string) => createHmac('sha256', visit.system.ownKey).update(`${what}|${text}`).digest('base64url')
  // The same form, also opened from another list or with another filter.
  const [path = ''] = placeOf(visit.request).split('?')
  return { visitor: hash('visitor', visitorOf(visit)), place: hash('place', path) }
}
const secretOf = (visit: Visit, browser: string) => `${visit.system.ownKey}|${browser}`
const asProgram = <Result>(visit: Visit, work: Parameters<typeof visit.system.database.transaction<Result>>[2]) => visit.system.database.transaction(programOf(visit), 'form', work)

/** The task that removes what waited long enough. */
export const forgetForms = 'forget-forms'
export const forgetOldForms: TaskWork = async (tx, { region }, now) => {
  await tx.run(
    db
      .deleteFrom('kept_form')
      .where('region_id', '=', region)
      .where('at', '<=', new Date(now.getTime() - keptFor)),
  )
}

/** Keeps what was typed; answers where it waits, or undefined where it must be answered directly: in a browser without cookies, or when it is too much. */
export async function keep(visit: Visit, { values, errors, files }: Filled): Promise<string | undefined> {
  const browser = browserOf(visit.request)
  const size = Object.values(values).reduce((sum, each) => sum + Buffer.byteLength(each), 0)
  // What is wrong can be long too: it can name what stands in a file.
  const text = JSON.stringify({ values, errors, files })
  if (!browser || size > mostTyped || Buffer.byteLength(text) > mostKept || visit.request.url.startsWith('/api/')) return undefined
  const region_id = visit.region.id
  const row = { region_id, ...keyOf(visit), at: visit.now, sealed: seal(secretOf(visit, browser), text) }
  const put = (id: string) =>
    db
      .insertInto('kept_form')
      .values({ ...row, id })
      .onConflict((conflict) =>
        conflict.columns(['region_id', 'id']).doUpdateSet({ sealed: row.sealed, at: row.at }).where('kept_form.visitor', '=', row.visitor).where('kept_form.place', '=', row.place),
      )
  return asProgram(visit, async (tx) => {
    enqueue(tx, region_id, { kind: forgetForms, subject: newId(visit.now.getTime()), due: new Date(visit.now.getTime() + keptFor) })
    // Handed in again it waits where it did, so that the page before is not one of another time.
    if (visit.kept && (await tx.run(put(visit.kept)))) return visit.kept
    const id = newId(visit.now.getTime())
    await tx.run(put(id))
    return id
  })
}

/** What this visitor typed at this address and what is wrong with it; undefined when it is gone, somebody else's, or from before they left. */
export async function readKept(visit: Visit, id: string): Promise<Filled | undefined> {
  const browser = browserOf(visit.request)
  if (!browser) return undefined
  const { visitor, place } = keyOf(visit)
  const since = new Date(Math.max(visit.now.getTime() - keptFor, leftAt(visit.request)))
  const row = await asProgram(visit, (tx) =>
    tx.one(
      db
        .selectFrom('kept_form')
        .select('sealed')
        .where('region_id', '=', visit.region.id)
        .where('id', '=', id)
        .where('visitor', '=', visitor)
        .where('place', '=', place)
        .where('at', '>', since),
    ),
  )
  const form = unsealAs(secretOf(visit, browser), row?.sealed, filledSchema)
  return form && { ...form, kept: id }
}

/** Forgets what waits under this id, or all that this visitor typed anywhere. */
export async function forgetKept(visit: Visit, id?: string): Promise<void> {
  const { visitor } = keyOf(visit)
  const theirs = db.deleteFrom('kept_form').where('region_id', '=', visit.region.id).where('visitor', '=', visitor)
  await asProgram(visit, (tx) => tx.run(id ? theirs.where('id', '=', id) : theirs))
}

/** Who signs out takes along what they typed and did not send. Answers the cookie that ends it in their browser too. */
export async function leaveNothing(visit: Visit): Promise<string> {
  await forgetKept(visit)
  return forgetBrowser(visit.system)
}
