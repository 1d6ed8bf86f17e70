import { sql } from 'kysely'
import { type Tx, tables, written } from '../foundation/database/database.ts'
import type { Service } from './service.ts'

export const serviceStates = ['new', 'published', 'withdrawn'] as const
export interface ServiceRow {
  region_id: number
  id: string
  slug: string
  /** Whose staff keep it; null where a coordinator does. */
  organisation_id: string | null
  state: (typeof serviceStates)[number]
  /** The version that is published, or was last; 0 when none was yet. */
  version: number
  document: Service | null
  confirmed_at: Date | null
  added_at: Date
  withdrawn_at: Date | null
}
export interface VersionRow {
  region_id: number
  service_id: string
  version: number
  document: Service
  state: 'draft' | 'review' | 'published' | 'declined'
  staff_id: string | null
  reviewed_by: string | null
  note: string | null
  at: Date
}
interface CatalogueRow {
  region_id: number
  version: number
  /** What the region changed of the words it began with. */
  vocabulary: Record<string, unknown>
  changed_at: Date
}

const db = tables<{ service: ServiceRow; service_version: VersionRow; catalogue: CatalogueRow }>()
const columns = ['region_id', 'id', 'slug', 'organisation_id', 'state', 'version', 'document', 'confirmed_at', 'added_at', 'withdrawn_at'] as const

export const catalogueOf = (tx: Tx, region: number) => tx.one(db.selectFrom('catalogue').selectAll().where('region_id', '=', region))
/** Says that something published changed, so that everybody reads it again. */
export const catalogueChanged = (tx: Tx, region: number, now: Date) =>
  tx.run(
    written(
      sql`insert into catalogue (region_id, version, changed_at) values (${region}, 1, ${now}) on conflict (region_id) do update set version = catalogue.version + 1, changed_at = excluded.changed_at`,
    ),
  )

/** What everybody can find, by name. */
export const publishedServices = (tx: Tx, region: number) =>
  tx.all(db.selectFrom('service').select(columns).where('region_id', '=', region).where('state', '=', 'published').orderBy(sql`lower(title)`).orderBy('id'))
export const serviceBySlug = (tx: Tx, region: number, slug: string) => tx.one(db.selectFrom('service').select(columns).where('region_id', '=', region).where('slug', '=', slug))

export const insertService = (tx: Tx, row: ServiceRow) => tx.run(db.insertInto('service').values(row))
export const insertVersion = (tx: Tx, row: VersionRow) => tx.run(db.insertInto('service_version').values(row))

/** The ids that were found, the best first: those in which all words stand, then those with some, or with a name like it. Words are written as tsquery, made by `search.ts`. */
export const findServices = (tx: Tx, words: { every: string; some: string; alike: string }, most: number) =>
  tx.all(written<{ id: string; rank: number }>(sql`select id, rank from find_services(${words.every}, ${words.some}, ${words.alike}, ${most})`))
