import type { Doing } from '../../network/doing.ts'
import type { Acting } from '../../foundation/doing.ts'
import { catalogueEvents } from '../events.ts'
import type { StaffActor } from '../../foundation/actor.ts'
import { newId } from '../../foundation/database/id.ts'
import { record } from '../../foundation/record/record.ts'
import { Conflict, NotFound } from '../../foundation/web/problem.ts'
import { storeDocuments } from '../hsds/store.ts'
import { newRow, slugFor, stillRight } from '../actions.ts'
import {
  catalogueChanged,
  lockImport,
  lockServices,
  type ImportedDocument,
  type ImportedRow,
  insertImport,
  insertServices,
  insertVersions,
  newestVersions,
  type ServiceRow,
  updateImport,
  updateService,
  type VersionRow,
} from '../store.ts'

/** Keeps what a file would change, until it is brought in. Answers its id. */
export async function storeImport(
  { tx, actor, now }: Acting<StaffActor>,
  name: string,
  { rows, documents = [] }: { rows: ImportedRow[]; documents?: ImportedDocument[] },
): Promise<string> {
  const id = newId(now.getTime())
  await insertImport(tx, { region_id: actor.region, id, staff_id: actor.id, name, rows, documents, at: now, applied_at: null })
  return id
}

/**
 * Brings in a file that was checked: all of it or nothing. A service that it changes gets its next version, a new one is published as its first, kept by the
 * organisation of its provider's name where there is one.
 * @throws Conflict when it was brought in before, or when a service was changed since it was checked
 */
export async function bringIn(doing: Doing<StaffActor>, id: string): Promise<void> {
  const { tx, actor, now, network } = doing
  const organisations = new Map([...network.organisations.values()].map((each) => [each.name.toLowerCase(), each.id]))
  const list = await lockImport(tx, actor.region, id)
  if (!list) throw new NotFound()
  if (list.applied_at) throw new Conflict('conflict.brought-in')
  const held = await lockServices(tx, actor.region)
  const services = new Map(held.map((each) => [each.slug, each]))
  const byId = new Map(held.map((each) => [each.id, each]))
  const newest = new Map((await newestVersions(tx, actor.region)).map((each) => [each.service_id, each.version]))
  const taken = new Set(services.keys())
  let withdrawn = 0
  const [added, versions]: [ServiceRow[], VersionRow[]] = [[], []]
  const version = (service: string, number: number, document: VersionRow['document']): VersionRow => ({
    region_id: actor.region,
    service_id: service,
    version: number,
    document,
    state: 'published',
    staff_id: actor.id,
    reviewed_by: actor.id,
    note: null,
    at: now,
  })
  for (const row of list.rows) {
    const had = row.slug ? services.get(row.slug) : row.id ? byId.get(row.id) : undefined
    if (had?.version !== row.seen) throw new Conflict('conflict.import')
    if (had && row.withdraws) {
      await updateService(tx, had, { state: 'withdrawn', withdrawn_at: now })
      withdrawn++
      continue
    }
    if (had) {
      const next = newest.get(had.id)! + 1
      await updateService(tx, had, { state: 'published', document: row.document, version: next, withdrawn_at: null, ...stillRight(now) })
      versions.push(version(had.id, next, row.document))
      continue
    }
    const service = row.id ?? newId(now.getTime())
    const slug = row.slug ?? slugFor(row.document.name.nl, (each) => taken.has(each))
    taken.add(slug)
    const organisation = organisations.get(row.document.provider.toLowerCase()) ?? null
    added.push(newRow({ region_id: actor.region, id: service, slug, organisation_id: organisation, added_at: now }, { document: row.document, confirmedAt: now }))
    versions.push(version(service, 1, row.document))
  }
  await insertServices(tx, added)
  await insertVersions(tx, versions)
  await storeDocuments(
    tx,
    list.documents.map(({ kind, document, understood = null }) => ({
      region_id: actor.region,
      kind,
      id: document.id,
      service_id: kind === 'service' ? document.id : null,
      document,
      understood,
      at: now,
    })),
  )
  await updateImport(tx, list, { applied_at: now })
  await catalogueChanged(tx, now)
  record(doing, catalogueEvents.imported, id, { added: added.length, changed: versions.length - added.length, withdrawn })
}
