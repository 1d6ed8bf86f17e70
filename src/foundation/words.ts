import en from './i18n/en.json'
import nl from './i18n/nl.json'
import { messages } from './i18n/i18n.ts'

/** The words of the ground. */
export const say = messages(nl, en)
