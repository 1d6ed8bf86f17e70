/** What somebody can be in danger of, the most pressing first. The words of each are in `words/`. */
export const dangers = ['suicide', 'violence', 'child', 'exploitation', 'voices', 'no-roof', 'no-food'] as const
export type Danger = (typeof dangers)[number]

/** Of these nothing may stand where the one who does it could read along: a mail, a notice, a title, a later visit of the asker's page. */
const hidden: readonly Danger[] = ['violence', 'child', 'exploitation']
export const mustBeHidden = (kinds: readonly Danger[]): boolean => kinds.some((each) => hidden.includes(each))

/** The languages in which whom to call is told. */
export const helpLanguages = ['nl', 'en', 'de', 'pl', 'uk', 'ru', 'tr', 'ar'] as const
export type HelpLanguage = (typeof helpLanguages)[number]

/** What was read in somebody's words. */
export interface Reading {
  /** Certain: only help is shown. Else it is possible: asked first, above what is shown anyway. */
  certain: boolean
  /** Of what, the most pressing first; never empty. */
  kinds: readonly Danger[]
  /** The language of the words that told it. */
  language: HelpLanguage
  /** The question that these words made urgent, for who just wrote them: they may say that it is not so. */
  about?: string
}

/** Whom to call, and for what; 'danger' is for all. */
export interface HelpContact {
  why: Danger | 'danger'
  name: string
  phone: string
  /** Another number of the same. */
  also?: string
  /** Where one can write with them. */
  chat?: string
  /** When they answer, as '11:00-21:00'; without, day and night. */
  hours?: string
  /** Not on every day. */
  days?: 'workdays'
  /** The day on which somebody tried it. */
  checked?: string
}

/** What a page shows to who may be in danger: what was read, and whom to call, first what fits. */
export interface Alarm {
  reading: Reading
  contacts: readonly HelpContact[]
  /** Passes on to the next page that this was just written; see alarm.ts. */
  token: string
}
