import type { Acting } from '../foundation/doing.ts'
import { holds, type StaffActor } from '../foundation/actor.ts'
import type { Tx } from '../foundation/database/database.ts'
import { newId } from '../foundation/database/id.ts'
import { record } from '../foundation/record/record.ts'
import { Conflict, NotFound } from '../foundation/web/problem.ts'
import type { Service } from './service.ts'
import { type OwnVocabulary, ownVocabularySchema } from './vocabulary.ts'
import {
  catalogueChanged,
  catalogueOf,
  lockService,
  insertService,
  insertVersion,
  putRating,
  putVocabulary,
  serviceBySlug,
  slugsOf,
  type ServiceRow,
  updateService,
  updateVersion,
  versionsOf,
  type VersionRow,
} from './store.ts'
import { catalogueEvents } from './events.ts'

/** Whether somebody keeps this service: their organisation's own, or any where they see the region. */
export const keeps = (actor: StaffActor, organisation: string | null): boolean => actor.sight === 'region' || actor.organisation === organisation
/** Whether somebody decides on what is proposed for it: a coordinator of who keeps it. */
export const decides = (actor: StaffActor, organisation: string | null): boolean => keeps(actor, organisation) && holds(actor, 'coordinator')

/** What is the whole region's is for who sees it. @throws NotFound for who does not */
export function ofRegion({ sight }: StaffActor): void {
  if (sight !== 'region') throw new NotFound()
}

/** What is proposed for a service and not decided yet. */
export const openOf = (versions: readonly VersionRow[]) => versions.find(({ state }) => state === 'draft' || state === 'review')

/** What stands in the workplace at the place of a service's name. */
export const reservedSlugs = ['nieuw', 'woorden', 'invoer']

/** The name of a service in an address: short, of its Dutch name, and free. */
export function slugFor(name: string, taken: (slug: string) => boolean): string {
  const base =
    name
      .toLowerCase()
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .replace(/[^a-z0-9]+/g, '-')
      .slice(0, 50)
      .replace(/^-|-$/g, '') || 'dienst'
  for (let nth = 1; ; nth++) {
    const slug = nth === 1 && base.length > 1 ? base : `${base}-${nth}`
    if (!taken(slug) && !reservedSlugs.includes(slug)) return slug
  }
}

/** A service held for this transaction, when the actor keeps it. @throws NotFound else */
export async function lock(tx: Tx, actor: StaffActor, slug: string): Promise<{ service: ServiceRow; versions: VersionRow[] }> {
  const service = await lockService(tx, actor.region, slug)
  if (!service || !keeps(actor, service.organisation_id)) throw new NotFound()
  return { service, versions: await versionsOf(tx, actor.region, service.id) }
}

/** What changes when a service is said to hold: nobody needs to be asked, and a link that was mailed has done its work. */
export const stillRight = (now: Date) => ({ confirmed_at: now, asked_at: null, climbed_at: null })

async function publishVersion(doing: Acting<StaffActor>, service: ServiceRow, version: number, document: Service): Promise<void> {
  const { tx, now } = doing
  await updateService(tx, service, { state: 'published', document, version, ...stillRight(now), withdrawn_at: null })
  await catalogueChanged(tx, now)
  record(doing, catalogueEvents.published, service.id, { version })
}

/** Writes what is proposed and not decided anew, else the next version. Answers which it is. */
export async function writeVersion(
  tx: Tx,
  service: ServiceRow,
  versions: readonly VersionRow[],
  written: Omit<VersionRow, 'region_id' | 'service_id' | 'version'>,
): Promise<number> {
  const open = openOf(versions)
  const version = open?.version ?? versions[0]!.version + 1
  if (open) await updateVersion(tx, open, written)
  else await insertVersion(tx, { region_id: service.region_id, service_id: service.id, version, ...written })
  return version
}

/** How far what is written goes: kept for oneself, offered for review, or published by who decides. */
export type Ready = 'draft' | 'review' | 'published'

/** The row of a new service, published as its first version or not yet. */
export const newRow = (
  given: Pick<ServiceRow, 'region_id' | 'id' | 'slug' | 'organisation_id' | 'added_at'>,
  published?: { document: Service; confirmedAt: Date },
): ServiceRow => ({
  ...given,
  state: published ? 'published' : 'new',
  version: published ? 1 : 0,
  document: published?.document ?? null,
  confirmed_at: published?.confirmedAt ?? null,
  withdrawn_at: null,
  asked_at: null,
  climbed_at: null,
  link_version: 1,
})

/**
 * A new service, as far as it is ready. Answers its id.
 * @param organisation whose staff keep it; null for one of nobody in the network
 */
export async function addService(
  doing: Acting<StaffActor>,
  { organisation, document, ready, slug, confirmedAt = doing.now }: { organisation: string | null; document: Service; ready: Ready; slug?: string; confirmedAt?: Date },
): Promise<string> {
  const { tx, actor, now } = doing
  if (!keeps(actor, organisation) || (ready === 'published' && !decides(actor, organisation))) throw new NotFound()
  const id = newId(now.getTime())
  const taken = slug ? undefined : new Set((await slugsOf(tx, actor.region)).map((each) => each.slug))
  const name = slug ?? slugFor(document.name.nl, (each) => taken!.has(each))
  const published = ready === 'published'
  await insertService(tx, newRow({ region_id: actor.region, id, slug: name, organisation_id: organisation, added_at: now }, published ? { document, confirmedAt } : undefined))
  const reviewed = published ? actor.id : null
  await insertVersion(tx, { region_id: actor.region, service_id: id, version: 1, document, state: ready, staff_id: actor.id, reviewed_by: reviewed, note: null, at: now })
  if (published) await catalogueChanged(tx, now)
  record(doing, published ? catalogueEvents.published : catalogueEvents.proposed, id, { version: 1 })
  return id
}

/**
 * Writes the next version of a service, as far as it is ready; what was proposed before and not decided is changed.
 * @param seen the newest version there was when the writer began
 * @throws Conflict 'conflict.changed' when somebody wrote another meanwhile
 */
export async function propose(doing: Acting<StaffActor>, slug: string, { document, ready, seen }: { document: Service; ready: Ready; seen: number }): Promise<void> {
  const { tx, actor, now } = doing
  const { service, versions } = await lock(tx, actor, slug)
  if (ready === 'published' && !decides(actor, service.organisation_id)) throw new NotFound()
  const open = openOf(versions)
  if (versions[0]!.version !== seen || (open && open.staff_id !== actor.id && !decides(actor, service.organisation_id))) throw new Conflict('conflict.changed')
  const written = { document, state: ready, staff_id: actor.id, reviewed_by: ready === 'published' ? actor.id : null, note: null, at: now }
  const version = await writeVersion(tx, service, versions, written)
  if (ready === 'published') await publishVersion(doing, service, version, document)
  else record(doing, catalogueEvents.proposed, service.id, { version })
}

/** A coordinator publishes what was offered for review, or sends it back with a note. @throws Conflict when it was decided or changed meanwhile */
export async function decide(doing: Acting<StaffActor>, slug: string, { version, publish, note }: { version: number; publish: boolean; note?: string }): Promise<void> {
  const { tx, actor } = doing
  const { service, versions } = await lock(tx, actor, slug)
  if (!decides(actor, service.organisation_id)) throw new NotFound()
  const open = openOf(versions)
  if (open?.version !== version || open.state !== 'review') throw new Conflict('conflict.decided')
  await updateVersion(tx, open, { state: publish ? 'published' : 'declined', reviewed_by: actor.id, note: note ?? null })
  if (publish) await publishVersion(doing, service, version, open.document)
  else record(doing, catalogueEvents.declined, service.id, { version })
}

/** Notes that a service still holds; whoever was asked is asked no more. */
export async function confirmed(doing: Acting, service: ServiceRow): Promise<void> {
  const { tx, now } = doing
  if (service.state !== 'published') throw new Conflict('conflict.not-published')
  await updateService(tx, service, stillRight(now))
  await catalogueChanged(tx, now)
  record(doing, catalogueEvents.confirmed, service.id)
}

/** Who keeps a service says that it still holds. */
export async function confirm(doing: Acting<StaffActor>, slug: string): Promise<void> {
  const { tx, actor } = doing
  const { service } = await lock(tx, actor, slug)
  await confirmed(doing, service)
}

/** Takes a service off the public pages, or puts it back as it was. */
export async function withdraw(doing: Acting<StaffActor>, slug: string, back: boolean): Promise<void> {
  const { tx, actor, now } = doing
  const { service } = await lock(tx, actor, slug)
  if (service.state !== (back ? 'withdrawn' : 'published')) throw new Conflict('conflict.decided')
  await updateService(tx, service, back ? { state: 'published', withdrawn_at: null } : { state: 'withdrawn', withdrawn_at: now })
  await catalogueChanged(tx, now)
  record(doing, back ? catalogueEvents.returned : catalogueEvents.withdrawn, service.id)
}

/** Changes the words of the region, from what it changed before. @throws what `change` throws; nothing is changed then */
export async function changeVocabulary(doing: Acting<StaffActor>, change: (own: OwnVocabulary) => OwnVocabulary): Promise<void> {
  const { tx, actor, now } = doing
  await catalogueChanged(tx, now)
  const row = await catalogueOf(tx, actor.region)
  if (!(await putVocabulary(tx, actor.region, change(ownVocabularySchema.parse(row!.vocabulary))))) throw new NotFound()
  record(doing, catalogueEvents.vocabularyChanged, actor.id)
}

/** Somebody of the staff says what they think of a service; what they said before is replaced. */
export async function rate(doing: Acting<StaffActor>, slug: string, { stars, remark }: { stars: number; remark?: string }): Promise<void> {
  const { tx, actor, now } = doing
  const service = await serviceBySlug(tx, actor.region, slug)
  if (!service) throw new NotFound()
  await putRating(tx, { region_id: actor.region, service_id: service.id, staff_id: actor.id, stars, remark: remark ?? null, at: now })
  record(doing, catalogueEvents.rated, service.id, { stars })
}
