import type { Database, Tx } from '../foundation/database/database.ts'
import { begunRegionIds, linkVersionAt } from './store.ts'

/** The regions that have begun: those in which the program has work. */
export const begunRegions = (database: Database): Promise<number[]> => database.transaction({ kind: 'public', region: 0 }, 'tasks', begunRegionIds)

/** The version that an organisation's links have at this moment, in whichever process it was raised. `held`: in a transaction of the program, it then stays so until that ends. */
export const linkVersionOf = (tx: Tx, region: number, organisation: string, { held = false } = {}): Promise<number | undefined> => linkVersionAt(tx, region, organisation, held)
