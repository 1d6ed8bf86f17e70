import { type Tx, tables } from '../../foundation/database/database.ts'
import type { ApiClientRow } from '../rows.ts'

/** An organisation's program that brings people in. */
export type ApiClient = ApiClientRow
const db = tables<{ api_client: ApiClientRow }>()

export const insertClient = (tx: Tx, client: ApiClient) => tx.run(db.insertInto('api_client').values(client))
export const clientsOf = (tx: Tx, region: number, organisation: string) =>
  tx.all(db.selectFrom('api_client').selectAll().where('region_id', '=', region).where('organisation_id', '=', organisation).orderBy('id', 'desc'))
export const clientByHash = (tx: Tx, region: number, hash: string) =>
  tx.one(db.selectFrom('api_client').selectAll().where('region_id', '=', region).where('token_hash', '=', hash).where('revoked_at', 'is', null))
/** Ends a client of this organisation; answers how many that were. */
export const revokeClient = (tx: Tx, region: number, organisation: string, id: string, at: Date) =>
  tx.run(
    db
      .updateTable('api_client')
      .set({ revoked_at: at })
      .where('region_id', '=', region)
      .where('organisation_id', '=', organisation)
      .where('id', '=', id)
      .where('revoked_at', 'is', null),
  )
