import { type Tx, tables } from '../../foundation/database/database.ts'
import type { SavedFilterRow } from '../rows.ts'

const db = tables<{ saved_filter: SavedFilterRow }>()

/** Keeps a filter under a name; one of that name is replaced. */
export const saveFilter = (tx: Tx, row: SavedFilterRow) =>
  tx.run(
    db
      .insertInto('saved_filter')
      .values(row)
      .onConflict((conflict) => conflict.columns(['region_id', 'staff_id', 'name']).doUpdateSet({ query: row.query, saved_at: row.saved_at })),
  )
export const savedFiltersOf = (tx: Tx, region: number, staff: string) =>
  tx.all(db.selectFrom('saved_filter').select(['id', 'name', 'query']).where('region_id', '=', region).where('staff_id', '=', staff).orderBy('name'))
export const forgetFilter = (tx: Tx, region: number, staff: string, id: string) =>
  tx.run(db.deleteFrom('saved_filter').where('region_id', '=', region).where('staff_id', '=', staff).where('id', '=', id))
