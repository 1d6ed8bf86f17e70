import type { Actor } from './actor.ts'
import type { Tx } from './database/database.ts'

/** Somebody does something, now: what every action is called with, made once by the route or the task. */
export interface Acting<By extends Actor = Actor> {
  tx: Tx
  actor: By
  now: Date
}
