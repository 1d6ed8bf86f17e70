/** Whether a profile of colours is only that: none has anything in it that a browser would take for a page. */
export const isPlainProfile = (profile: Buffer): boolean => !/<[a-z!?/%]/i.test(profile.toString('latin1'))
