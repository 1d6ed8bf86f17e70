import { type RawBuilder, sql } from 'kysely'
import type { Language, Say } from '../../foundation/i18n/i18n.ts'
import { type PartsOf, place } from '../../foundation/place.ts'

/** What a notice is about: the number of the question where the reader still sees it, and the id of what a later room made. */
export interface NoticeAbout {
  number: string | null
  about: string | null
}

/** A kind of notice to staff, with its words: nothing of anybody who asked. */
export interface NoticeKind {
  readonly kind: string
  says(language: Language): string
  /** Where what it is about is seen, below the workplace's address; undefined when that is nowhere. */
  at(about: NoticeAbout): string | undefined
  /** What leads there, where that is not the number. */
  label?(language: Language): string
  /** On a notice named `n`: so long is it not done by seeing it. */
  stays?: RawBuilder<boolean>
}
export const noticeKinds = place<NoticeKind>('kinds of notices')

/** A kind with the words of its room: `notice.<kind>`. */
export const noticeKind = <Kind extends string>(kind: Kind, say: Record<Language, Say<`notice.${Kind}`>>, more: Pick<NoticeKind, 'at' | 'label' | 'stays'>): NoticeKind => ({
  kind,
  says: (language) => say[language](`notice.${kind}`),
  ...more,
})

export const kindOf = (partsOf: PartsOf, kind: string): NoticeKind | undefined => partsOf(noticeKinds).find((each) => each.kind === kind)

/** Whether a notice is still to be seen; of `n`. */
export const unseenOf = (partsOf: PartsOf): RawBuilder<boolean> => {
  const staying = partsOf(noticeKinds).flatMap(({ kind, stays }) => (stays ? [sql`when n.kind = ${kind} then ${stays}`] : []))
  return staying.length ? sql<boolean>`(case ${sql.join(staying, sql` `)} else n.seen_at is null end)` : sql<boolean>`(n.seen_at is null)`
}
