import type { ComponentChildren, VNode } from 'preact'
import type { Tx } from '../database/database.ts'
import { place } from '../place.ts'
import { page, type Sent } from '../web/answer.ts'
import type { StaffVisit } from '../web/route.ts'

/** A page of the workplace, without what is around it. */
export interface Shown {
  title: string
  content: ComponentChildren
  status?: number
  /** The number of the question it is about: it is marked when that changes, and not read again. */
  question?: string
  /** Reading it again would be a look: it hears nothing. */
  quiet?: boolean
}

/**
 * The workplace around a page: who is signed in, and the menu with its counts; `current` is the key of the page in it.
 * First what is known without the page's transaction (asking it inside would hold one connection while waiting for another), then what is read in it.
 */
export type Frame = (visit: StaffVisit) => Promise<(tx: Tx, current: string) => Promise<(shown: Shown) => VNode>>
export const frames = place<Frame>('the workplace around a page')
export const frameOf = (visit: StaffVisit) => visit.system.partsOf(frames)[0]!(visit)

/** A page of the workplace: what it shows and what is around it are read in one transaction, for this purpose. */
export async function workplace<Seen>(
  visit: StaffVisit,
  { purpose, current, read }: { purpose: string; current: string; read: (tx: Tx) => Promise<Seen> | Seen },
  show: (seen: Seen) => Shown,
): Promise<Sent> {
  const around = await frameOf(visit)
  const [seen, draw] = await visit.transaction(purpose, (tx) => Promise.all([read(tx), around(tx, current)]))
  const shown = show(seen)
  return page(draw(shown), shown.status)
}
