import type { Language } from '../foundation/i18n/i18n.ts'
import type { Message, Question } from './question.ts'
import { say } from './words.ts'

/** A question as its asker's own pages show it: of one that must be discreet no word that was written, and no file. */
export const forAsker = (language: Language, question: Question): Question =>
  question.discreet ? { ...question, text: say[language]('follow.hidden'), sharpened: null, files: 0 } : question

/** Whether a message on it stands there too: what the asker wrote themselves does not. */
export const saidForAsker = ({ discreet }: Pick<Question, 'discreet'>, { kind }: Pick<Message, 'kind'>): boolean => !(discreet && kind === 'addition')
