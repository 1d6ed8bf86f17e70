import type { Language, Say } from '../i18n/i18n.ts'
import { type PartsOf, place } from '../place.ts'

/** What the register of processing says of an activity. */
export const registerFields = ['purpose', 'ground', 'data', 'recipients', 'kept'] as const
export type RegisterField = (typeof registerFields)[number]

/** An activity in the register of processing, to which reads of personal data refer by their purpose. */
export interface Activity {
  readonly code: string
  readonly purposes: readonly string[]
  /** The one that the others serve: how long its duty asks is how long a file stays, and a purpose that nobody names any more was of it. */
  readonly main?: boolean
  name(language: Language): string
  /** What the register says of it, where an organisation does not say otherwise. */
  register(language: Language): Record<RegisterField, string>
}
export const activities = place<Activity>('activities of processing')

/** An activity with the words of its room: `activity.<code>` and `register.<code>.<field>`. */
export const activity = <Code extends string>(
  code: Code,
  purposes: readonly string[],
  say: Record<Language, Say<`activity.${Code}` | `register.${Code}.${RegisterField}`>>,
  main?: boolean,
): Activity => ({
  code,
  purposes,
  main,
  name: (language) => say[language](`activity.${code}`),
  register: (language) => Object.fromEntries(registerFields.map((field) => [field, say[language](`register.${code}.${field}`)])) as Record<RegisterField, string>,
})

/** The activity of a purpose. @throws for a purpose that belongs to none: then nothing may be read for it */
export function activityOf(partsOf: PartsOf, purpose: string): Activity {
  const found = partsOf(activities).find(({ purposes }) => purposes.includes(purpose))
  if (!found) throw new Error(`no processing activity has the purpose ${purpose}`)
  return found
}

export const mainActivity = (partsOf: PartsOf): Activity => partsOf(activities).find(({ main }) => main)!

/** The same for what was written earlier, when some purposes had other words. */
export const activityRead = (partsOf: PartsOf, purpose: string): Activity => partsOf(activities).find(({ purposes }) => purposes.includes(purpose)) ?? mainActivity(partsOf)
