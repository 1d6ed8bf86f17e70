import { type Tx, tables } from '../../foundation/database/database.ts'

interface SavedFilter {
  region_id: number
  id: string
  staff_id: string
  name: string
  query: string
  saved_at: Date
}
const db = tables<{ saved_filter: SavedFilter }>()

/** Keeps a filter under a name; one of that name is replaced. */
export const saveFilter = (tx: Tx, row: SavedFilter) =>
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
