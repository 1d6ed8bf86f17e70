import { holds, type StaffActor } from '../foundation/actor.ts'
import type { Tx } from '../foundation/database/database.ts'
import { countReviews } from './store.ts'

/** How many proposals wait for this person's decision; none for who does not decide. */
export const countToDecide = async (tx: Tx, actor: StaffActor): Promise<number> => (holds(actor, 'coordinator') && actor.sight === 'region' ? countReviews(tx, actor.region) : 0)
