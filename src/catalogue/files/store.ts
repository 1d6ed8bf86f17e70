import { type Tx, tables } from '../../foundation/database/database.ts'
import { serviceFileColumns, type ServiceFileRow } from '../rows.ts'

/** A file with a service, without its content; for colleagues only where it says so. */
export type ServiceFile = Omit<ServiceFileRow, 'content'>

const db = tables<{ service_file: ServiceFileRow }>()

/** What this actor may see of the files of all services, or of one; the first added first. */
export const filesIn = (tx: Tx, region: number, service?: string) => {
  const all = db.selectFrom('service_file').select(serviceFileColumns).where('region_id', '=', region).orderBy('at').orderBy('id')
  return tx.all(service ? all.where('service_id', '=', service) : all)
}
/** One file of a service with its content, as this actor may see it. */
export const fileOf = (tx: Tx, region: number, service: string, id: string) =>
  tx.one(db.selectFrom('service_file').selectAll().where('region_id', '=', region).where('service_id', '=', service).where('id', '=', id))
export const insertFile = (tx: Tx, row: ServiceFileRow) => tx.run(db.insertInto('service_file').values(row))
/** Removes a file, or puts it back; answers whether it was there to. */
export const markFile = async (tx: Tx, region: number, service: string, id: string, removedAt: Date | null): Promise<boolean> =>
  (await tx.run(
    db
      .updateTable('service_file')
      .set({ removed_at: removedAt })
      .where('region_id', '=', region)
      .where('service_id', '=', service)
      .where('id', '=', id)
      .where('removed_at', removedAt ? 'is' : 'is not', null),
  )) === 1
