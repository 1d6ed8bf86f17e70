import type { VNode } from 'preact'
import type { Tx } from '../database/database.ts'
import type { StaffVisit } from '../web/route.ts'

/** The workplace around a page: who is signed in, and the menu with its counts; `current` is the key of the page in it. */
export type Frame = (visit: StaffVisit, tx: Tx, current: string) => Promise<{ who: string; menu: VNode }>
