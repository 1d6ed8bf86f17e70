import type { Tx } from '../../foundation/database/database.ts'
import { NotFound } from '../../foundation/web/problem.ts'
import { openOf } from '../actions.ts'
import { filesIn } from '../files/store.ts'
import { allServices, openProposals, ratingsOf, serviceBySlug, versionsOf } from '../store.ts'
import type { ServiceLine } from './lists.ts'

/** All services of a region, each with what is proposed for it. */
export async function serviceRows(tx: Tx, region: number): Promise<ServiceLine[]> {
  const [services, proposals] = await Promise.all([allServices(tx, region), openProposals(tx, region)])
  const open = new Map(proposals.map((each) => [each.service_id, each]))
  return services.map((service) => ({ service, open: open.get(service.id) }))
}

/** One service with its versions, the newest first, what is proposed, its files, and what colleagues think of it. @throws NotFound */
export async function serviceRow(tx: Tx, region: number, slug: string) {
  const service = await serviceBySlug(tx, region, slug)
  if (!service) throw new NotFound()
  const [versions, ratings, files] = await Promise.all([versionsOf(tx, region, service.id), ratingsOf(tx, region, service.id), filesIn(tx, region, service.id)])
  return { service, versions, ratings, files, open: openOf(versions) }
}
