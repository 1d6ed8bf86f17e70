import type { Logger } from 'pino'
import type { Clock } from './clock/clock.ts'
import type { Database } from './database/database.ts'
import type { Keys } from './identity/seal.ts'
import type { Links } from './links/links.ts'
import type { PartsOf } from './place.ts'
import type { Settings } from './settings.ts'

/** What the program runs on; every route and every task has it at hand. */
export interface System {
  settings: Settings
  /** What goes out is made with it: links, and what a browser carries. */
  secret: Keys
  /** What stays in the database is made with it: sealed texts, and marks by which something is found again. */
  ownKey: string
  database: Database
  clock: Clock
  links: Links
  log: Logger
  /** What the rooms of this program put in a place. */
  partsOf: PartsOf
}

/** Something of which each running program has one: made of its system when it is first asked for. */
export function oneOf<Made>(make: (system: System) => Made): (system: System) => Made {
  const made = new WeakMap<System, { one: Made }>()
  return (system) => {
    const had = made.get(system) ?? { one: make(system) }
    made.set(system, had)
    return had.one
  }
}
