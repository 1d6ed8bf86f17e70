import { messages } from '../foundation/i18n/i18n.ts'
import en from './en.json'
import nl from './nl.json'

export const say = messages(nl, en)
