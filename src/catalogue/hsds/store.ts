import { sql } from 'kysely'
import { type Tx, tables } from '../../foundation/database/database.ts'
import type { Narrowed } from '../../foundation/database/narrowed.ts'
import type { HsdsDocumentRow } from '../rows.ts'
import type { Service } from '../service.ts'
import { insertMany } from '../store.ts'
import type { HsdsDocument, HsdsKind } from './document.ts'

/** What came in by HSDS as it came; of a service also what it was as one of ours. */
export type StoredDocument = Narrowed<HsdsDocumentRow, { document: HsdsDocument; understood: Service | null }>

const db = tables<{ hsds_document: StoredDocument }>()

/** Everything that came in, or of one kind. */
export const storedDocuments = (tx: Tx, region: number, kind?: HsdsKind) => {
  const all = db.selectFrom('hsds_document').selectAll().where('region_id', '=', region).orderBy('id')
  return tx.all(kind ? all.where('kind', '=', kind) : all)
}
/** What came in of these services. */
export const servicesByIds = (tx: Tx, region: number, ids: readonly string[]) =>
  tx.all(db.selectFrom('hsds_document').selectAll().where('region_id', '=', region).where('kind', '=', 'service').where('id', '=', sql<string>`any(${ids}::uuid[])`))

/** Keeps what came in, in the place of what came before. */
export const storeDocuments = (tx: Tx, rows: readonly StoredDocument[]) =>
  insertMany(rows, (part) =>
    tx.run(
      db
        .insertInto('hsds_document')
        .values(part)
        .onConflict((conflict) =>
          conflict
            .columns(['region_id', 'kind', 'id'])
            .doUpdateSet((excluded) => ({ document: excluded.ref('excluded.document'), understood: excluded.ref('excluded.understood'), at: excluded.ref('excluded.at') })),
        ),
    ),
  )
