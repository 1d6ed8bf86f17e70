import type { StaffActor } from '../foundation/actor.ts'
import type { Tx } from '../foundation/database/database.ts'
import { newId } from '../foundation/database/id.ts'
import { record } from '../foundation/record/record.ts'
import type { Service } from './service.ts'
import { catalogueChanged, insertService, insertVersion } from './store.ts'

/**
 * A coordinator adds a service that is ready, which is then published as its first version. Answers its id.
 * @param organisation whose staff keep it; null for one of nobody in the network
 */
export async function publishNew(
  tx: Tx,
  actor: StaffActor,
  now: Date,
  { slug, organisation, service, confirmedAt = now }: { slug: string; organisation: string | null; service: Service; confirmedAt?: Date },
): Promise<string> {
  const id = newId(now.getTime())
  const shared = { region_id: actor.region, version: 1, document: service, state: 'published' } as const
  await insertService(tx, { ...shared, id, slug, organisation_id: organisation, confirmed_at: confirmedAt, added_at: now, withdrawn_at: null })
  await insertVersion(tx, { ...shared, service_id: id, staff_id: actor.id, reviewed_by: actor.id, note: null, at: now })
  await catalogueChanged(tx, actor.region, now)
  record(tx, actor, now, { kind: 'service.published', subject: id, detail: { version: 1 } })
  return id
}
