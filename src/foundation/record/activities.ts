/** The activities in the register of processing to which every read of personal data refers. */
export const activities = ['answering', 'handing-over', 'own-file', 'supervision'] as const
export type Activity = (typeof activities)[number]

// For what a page reads persons' data, and to which activity that belongs.
const purposes: Record<string, Activity> = {
  question: 'answering',
  desk: 'answering',
  search: 'answering',
  handover: 'handing-over',
  'own-file': 'own-file',
  privacy: 'supervision',
}

/** The activity of a purpose. @throws for a purpose that belongs to none: then nothing may be read for it */
export function activityOf(purpose: string): Activity {
  const activity = purposes[purpose]
  if (!activity) throw new Error(`no processing activity has the purpose ${purpose}`)
  return activity
}

/** The same for what was written earlier, when some purposes had other words: all of those were for answering. */
export const activityRead = (purpose: string): Activity => purposes[purpose] ?? 'answering'
