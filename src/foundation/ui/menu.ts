import type { VNode } from 'preact'
import type { Tx } from '../database/database.ts'
import type { Language } from '../i18n/i18n.ts'
import { place } from '../place.ts'
import type { StaffVisit } from '../web/route.ts'

/** A group of the menu of the workplace, named by the room that has most of it; groups stand in the order of `at`. */
export interface MenuGroup {
  readonly at: number
  label(language: Language): string
}

export interface MenuEntry {
  /** What a page says it is in the menu by. */
  key: string
  label: string
  /** Below the workplace's address. */
  page: string
  /** Words that come from a person, who may write from right to left. */
  own?: boolean
  /** The key on the keyboard that leads there. */
  shortcut?: string
}

/** A room's part of the menu: the pages that this person uses, and what waits there. */
export interface MenuPart {
  group: MenuGroup
  /** Its place in the group. */
  at: number
  entries(visit: StaffVisit): readonly MenuEntry[] | Promise<readonly MenuEntry[]>
  /** How much waits, by key; entries that only the database knows; and what stands above the whole menu, on every page. */
  read?(tx: Tx, visit: StaffVisit): Promise<{ counts?: Readonly<Record<string, number | undefined>>; more?: readonly MenuEntry[]; above?: VNode }>
}
export const workMenu = place<MenuPart>('menu of the workplace')
