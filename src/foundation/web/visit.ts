import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Actor } from '../actor.ts'
import type { Tx } from '../database/database.ts'
import { byChance } from '../database/id.ts'
import type { Language } from '../i18n/i18n.ts'
import type { System } from '../system.ts'
import { forgetDraft, readDraft } from './drafts.ts'
import { draftField, formKeyField, keptField, typedIn } from './forms.ts'
import { placeOf, visitorOf } from './kept.ts'
import { keyOfForm, once } from './once.ts'
import { ours } from './ours.ts'
import { KeyElsewhere } from './problem.ts'
import { inDutch, nation, pathIn, type RegionSite, type Route, type Visit } from './route.ts'
import { strangerOf } from './stranger.ts'
import { regionsOf } from './visitors.ts'

export interface Arrival {
  region: RegionSite
  language: Language
}

/** Where a request arrives; at an address of no region in the nation. */
export async function arrivalOf(system: System, request: FastifyRequest): Promise<Arrival> {
  const parts = request.url.split('?')[0]!.split('/').slice(1)
  const language: Language = parts[0] === 'en' ? 'en' : 'nl'
  const slug = parts[0] === 'api' ? parts[3] : parts[language === 'en' ? 1 : 0]
  return { language, region: (await regionsOf(system).find(slug ?? '')) ?? nation }
}

/** The trace that a request belongs to: its caller's (W3C), else one of its own. */
const traceOf = (request: FastifyRequest): string => /^00-(?!0{32})([0-9a-f]{32})-/.exec(String(request.headers.traceparent ?? ''))?.[1] ?? byChance()

/** The files of a form, each as what tells it from another. */
const filesIn = (body: unknown): Record<string, string> =>
  Object.fromEntries(Object.entries(body ?? {}).flatMap(([name, value]) => (Buffer.isBuffer(value) ? [[name, createHash('sha256').update(value).digest('base64url')]] : [])))

type About = Pick<Visit, 'kept' | 'draft'>
const keptSchema = z.uuid()
// Taken out of the fields when it is first asked: who tells of an error asks once more.
const said = new WeakMap<FastifyRequest, About>()
/** What a form or an address says of itself, beside its fields: where what was typed waits, and of what it is a draft. */
function aboutForm(request: FastifyRequest): About {
  const { body, query } = request
  const given = (body ?? query ?? {}) as Record<string, unknown>
  const { [keptField]: kept, [draftField]: draft } = given
  const about = said.get(request) ?? { kept: kept === undefined ? undefined : keptSchema.safeParse(kept).data, draft: readDraft(draft) }
  said.set(request, about)
  if (body) for (const name of [keptField, draftField]) delete given[name]
  return about
}

/** A request as its route sees it, before its input is parsed. */
export function visitOf(system: System, actor: Actor, arrival: Arrival, request: FastifyRequest, reply: FastifyReply, { holds }: Pick<Route, 'holds'> = {}): Visit {
  const { region, language } = arrival
  const now = system.clock.now()
  const trace = traceOf(request)
  const stranger = strangerOf(system, actor, request)
  const { kept, draft } = aboutForm(request)
  const transaction = <Result>(purpose: string, work: (tx: Tx) => Promise<Result>) => system.database.transaction(actor, purpose, work, trace, stranger)
  const bare = inDutch(request.url)
  const typed = typedIn(request.body)
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
    here: ours(`${language === 'en' ? '/en' : ''}${placeOf(request)}`),
    elsewhere: ours(`${language === 'en' ? '' : '/en'}${bare}`),
    transaction,
    typed,
    kept,
    draft,
    change: (purpose, work, by = actor) =>
      system.database.transaction(
        by,
        purpose,
        async (tx) => {
          await holds?.(visit, tx)
          const { [formKeyField]: key, ...fields } = { ...typed.values, ...filesIn(request.body) }
          const run = async () => {
            const made = await work(tx)
            if (draft && actor.kind === 'staff') forgetDraft(tx, region.id, actor.id, draft)
            return typeof made === 'string' ? made : undefined
          }
          if (!key) return run()
          // A form that was changed and sent again from the back button is a new one, with the same key.
          const handed = { key: keyOfForm(key), belongs: `${visitorOf({ actor, request })} ${placeOf(request)}`, fields: JSON.stringify(fields) }
          return once(tx, { secret: system.ownKey, region: by.region, now }, handed, run, () => new KeyElsewhere())
        },
        trace,
        stranger,
      ),
    request,
    reply,
  }
  return visit
}
