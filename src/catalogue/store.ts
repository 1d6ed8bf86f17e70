import { sql } from 'kysely'
import { type Tx, tables, written } from '../foundation/database/database.ts'
import type { Narrowed } from '../foundation/database/narrowed.ts'
import type { HsdsDocument, HsdsKind } from './hsds/document.ts'
import { type CatalogueRow, serviceColumns, type ServiceImportRow, type ServiceRatingRow, type ServiceRow as StoredService, type ServiceVersionRow } from './rows.ts'
import type { Service } from './service.ts'

/** Rows with the documents as service.ts describes them: the program wrote them, and only the program. */
export type ServiceRow = Narrowed<StoredService, { document: Service | null }>
export type VersionRow = Narrowed<ServiceVersionRow, { document: Service }>

/** A service as a file would have it; `seen` is the version that it changes, none for a new one, which can have an id of its own. */
export interface ImportedRow {
  id?: string
  slug?: string
  seen?: number
  document: Service
  /** It is not offered any more. */
  withdraws?: boolean
}
/** What is kept as it came in HSDS. */
export interface ImportedDocument {
  kind: HsdsKind
  document: HsdsDocument
  understood?: Service
}
type ImportFile = Narrowed<ServiceImportRow, { rows: ImportedRow[]; documents: ImportedDocument[] }>

/** What somebody of the staff thinks of a service: 1 to 5 stars, and why. */
export type Rating = ServiceRatingRow

const db = tables<{
  service: ServiceRow
  service_version: VersionRow
  /** What the region changed of the words it began with is read by its schema. */
  catalogue: Narrowed<CatalogueRow, { vocabulary: Record<string, unknown> }>
  service_import: ImportFile
  service_rating: ServiceRatingRow
}>()

export const catalogueOf = (tx: Tx, region: number) => tx.one(db.selectFrom('catalogue').selectAll().where('region_id', '=', region))
/** Says that something everybody sees changed, so that everybody reads it again. */
export const catalogueChanged = (tx: Tx, now: Date) => tx.run(written(sql`select catalogue_changed(${now})`))
/** Keeps the words that a region changed. */
export const putVocabulary = (tx: Tx, region: number, vocabulary: object) =>
  tx.run(
    db
      .updateTable('catalogue')
      .set({ vocabulary: vocabulary as Record<string, unknown> })
      .where('region_id', '=', region),
  )

/** What everybody can find, by name. */
export const publishedServices = (tx: Tx, region: number) =>
  tx.all(db.selectFrom('service').select(serviceColumns).where('region_id', '=', region).where('state', '=', 'published').orderBy(sql`lower(title)`).orderBy('id'))
export const serviceBySlug = (tx: Tx, region: number, slug: string) =>
  tx.one(db.selectFrom('service').select(serviceColumns).where('region_id', '=', region).where('slug', '=', slug))

export const serviceById = (tx: Tx, region: number, id: string) => tx.one(db.selectFrom('service').select(serviceColumns).where('region_id', '=', region).where('id', '=', id))

export const insertService = (tx: Tx, row: ServiceRow) => tx.run(db.insertInto('service').values(row))
export const insertVersion = (tx: Tx, row: VersionRow) => tx.run(db.insertInto('service_version').values(row))

/** The ids that were found, the best first: those in which all words stand, then those with some, or with a name like it. Words are written as tsquery, made by `search.ts`. */
export const findServices = (tx: Tx, words: { every: string; some: string; alike: string }, most: number) =>
  tx.all(written<{ id: string; rank: number }>(sql`select id, rank from find_services(${words.every}, ${words.some}, ${words.alike}, ${most})`))

/** Every service that staff keep, published or not, by name. */
export const allServices = (tx: Tx, region: number) =>
  tx.all(db.selectFrom('service').select(serviceColumns).where('region_id', '=', region).orderBy(sql`lower(coalesce(title, slug))`).orderBy('id'))
/** Every name that a service has in an address. */
export const slugsOf = (tx: Tx, region: number) => tx.all(db.selectFrom('service').select('slug').where('region_id', '=', region))
export const lockService = (tx: Tx, region: number, slug: string) =>
  tx.one(db.selectFrom('service').select(serviceColumns).where('region_id', '=', region).where('slug', '=', slug).forUpdate())
export const lockServiceById = (tx: Tx, region: number, id: string) =>
  tx.one(db.selectFrom('service').select(serviceColumns).where('region_id', '=', region).where('id', '=', id).forUpdate())
/** Every service, held for this transaction. */
export const lockServices = (tx: Tx, region: number) => tx.all(db.selectFrom('service').select(serviceColumns).where('region_id', '=', region).orderBy('id').forUpdate())
/** Changes a service; answers whether this actor may. */
export const updateService = async (tx: Tx, row: Pick<ServiceRow, 'region_id' | 'id'>, changes: Partial<ServiceRow>): Promise<boolean> =>
  (await tx.run(db.updateTable('service').set(changes).where('region_id', '=', row.region_id).where('id', '=', row.id))) === 1
/** All versions of a service, the newest first. */
export const versionsOf = (tx: Tx, region: number, service: string) =>
  tx.all(db.selectFrom('service_version').selectAll().where('region_id', '=', region).where('service_id', '=', service).orderBy('version', 'desc'))
/** What is proposed and not decided, of all services. */
export const openProposals = (tx: Tx, region: number) =>
  tx.all(db.selectFrom('service_version').selectAll().where('region_id', '=', region).where('state', 'in', ['draft', 'review']))
/** How many proposals wait to be decided. */
export const countReviews = async (tx: Tx, region: number): Promise<number> =>
  (await tx.one(written<{ waiting: number }>(sql`select count(*)::int as waiting from service_version where region_id = ${region} and state = 'review'`)))!.waiting
export const updateVersion = (tx: Tx, row: Pick<VersionRow, 'region_id' | 'service_id' | 'version'>, changes: Partial<VersionRow>) =>
  tx.run(db.updateTable('service_version').set(changes).where('region_id', '=', row.region_id).where('service_id', '=', row.service_id).where('version', '=', row.version))

/** What is published and was not confirmed since this moment, held for this transaction: at most `most`, the longest ago first. */
export const unconfirmedSince = (tx: Tx, region: number, since: Date, most: number) =>
  tx.all(
    db
      .selectFrom('service')
      .select(serviceColumns)
      .where('region_id', '=', region)
      .where('state', '=', 'published')
      .where('confirmed_at', '<', since)
      .orderBy('confirmed_at')
      .limit(most)
      .forUpdate()
      .skipLocked(),
  )

const atOnce = 500
/** Many rows, some hundreds at a time. */
export async function insertMany<Row>(rows: readonly Row[], insert: (part: Row[]) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < rows.length; at += atOnce) await insert(rows.slice(at, at + atOnce))
}
export const insertServices = (tx: Tx, rows: readonly ServiceRow[]) => insertMany(rows, (part) => tx.run(db.insertInto('service').values(part)))
export const insertVersions = (tx: Tx, rows: readonly VersionRow[]) => insertMany(rows, (part) => tx.run(db.insertInto('service_version').values(part)))
/** The newest version of each service, whatever became of it. */
export const newestVersions = (tx: Tx, region: number) =>
  tx.all(
    written<{ service_id: string; version: number }>(sql`select service_id, max(version)::int as version from service_version where region_id = ${region} group by service_id`),
  )

// A list is written as JSON by ourselves: the driver takes one for an array of the database.
const asJson = (list: readonly unknown[]) => sql`${JSON.stringify(list)}::jsonb` as never
export const insertImport = (tx: Tx, row: ImportFile) => tx.run(db.insertInto('service_import').values({ ...row, rows: asJson(row.rows), documents: asJson(row.documents) }))
export const importOf = (tx: Tx, region: number, id: string) => tx.one(db.selectFrom('service_import').selectAll().where('region_id', '=', region).where('id', '=', id))
export const lockImport = (tx: Tx, region: number, id: string) =>
  tx.one(db.selectFrom('service_import').selectAll().where('region_id', '=', region).where('id', '=', id).forUpdate())
export const updateImport = (tx: Tx, row: Pick<ImportFile, 'region_id' | 'id'>, changes: Pick<ImportFile, 'applied_at'>) =>
  tx.run(db.updateTable('service_import').set(changes).where('region_id', '=', row.region_id).where('id', '=', row.id))

/** What colleagues think of a service, the newest first. */
export const ratingsOf = (tx: Tx, region: number, service: string) =>
  tx.all(db.selectFrom('service_rating').selectAll().where('region_id', '=', region).where('service_id', '=', service).orderBy('at', 'desc'))
/** Keeps somebody's judgement in the place of what they said before. */
export const putRating = (tx: Tx, row: Rating) =>
  tx.run(
    db
      .insertInto('service_rating')
      .values(row)
      .onConflict((conflict) => conflict.columns(['region_id', 'service_id', 'staff_id']).doUpdateSet({ stars: row.stars, remark: row.remark, at: row.at })),
  )
