import type { Actor } from './actor.ts'
import type { Tx } from './database/database.ts'

/** Somebody does something, now: what every action is called with, made once by the route or the task. */
export interface Acting<By extends Actor = Actor> {
  tx: Tx
  actor: By
  now: Date
}

/** What a visitor does, in this transaction. */
export const actingOf = <By extends Actor>({ actor, now }: { actor: By; now: Date }, tx: Tx): Acting<By> => ({ tx, actor, now })
