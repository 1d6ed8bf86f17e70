import type { Tx } from '../../foundation/database/database.ts'
import type { Language } from '../../foundation/i18n/i18n.ts'
import type { UrgentKind } from '../question.ts'
import { say } from '../words.ts'
import { guidanceOf } from './store.ts'

/** What to do and say for these kinds of danger, as the coordinators keep it, else in the program's own words; for none in particular what holds always. */
export async function guidanceFor(tx: Tx, region: number, language: Language, kinds: readonly UrgentKind[]): Promise<string[]> {
  const own = await guidanceOf(tx, region)
  return kinds.map((kind) => own.get(kind)?.text ?? say[language](`guidance.${kind}`))
}
