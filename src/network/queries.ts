import type { Database } from '../foundation/database/database.ts'
import { begunRegionIds } from './store.ts'

/** The regions that have begun: those in which the program has work. */
export const begunRegions = (database: Database): Promise<number[]> => database.transaction({ kind: 'public', region: 0 }, 'tasks', begunRegionIds)
