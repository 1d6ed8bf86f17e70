import type { Day } from '../foundation/clock/workingdays.ts'
import type { Tx } from '../foundation/database/database.ts'
import type { Language } from '../foundation/i18n/i18n.ts'
import { place } from '../foundation/place.ts'

/** Who stands in for one of these colleagues on this day. */
export const standIns = place<(tx: Tx, region: number, staff: readonly string[], today: Day) => Promise<string[]>>('who stands in for them?')

/** The numbers of those of these questions that the actor may see. */
export const numbersOf = place<(tx: Tx, region: number, questions: readonly string[]) => Promise<{ id: string; number: string }[]>>('which numbers have these questions?')

/** A room's part of the mail that staff get in the morning: counts by colleague, and their words. */
export interface MorningPart {
  /** Of those who have something to hear of, or of this one: whatever `say` needs. */
  read(tx: Tx, region: number, now: Date, only: string | null): Promise<ReadonlyMap<string, Record<string, number>>>
  /** The mail's subject, where this part has one; `found` is undefined for who has nothing here. */
  subject?(language: Language, found: Record<string, number> | undefined): string
  /** Its lines; `at` makes an address of one below the workplace's. */
  lines(language: Language, found: Record<string, number>, at: (page: string) => string): string[]
}
export const mornings = place<MorningPart>('the mail of a morning')
