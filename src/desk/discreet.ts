import { readDanger } from '../foundation/danger/read.ts'
import type { Language } from '../foundation/i18n/i18n.ts'
import { type Norm, promised } from './due.ts'
import type { Message, Question } from './question.ts'
import { say } from './words.ts'

/** A question as its asker's own pages show it: of one that must be discreet no word that was written, and no file. */
export const forAsker = (language: Language, question: Question): Question =>
  question.discreet ? { ...question, text: say[language]('follow.your-question'), sharpened: null, files: 0 } : question

/** Whether a message on it stands there too: what the asker wrote or said themselves does not. */
export const saidForAsker = ({ discreet }: Pick<Question, 'discreet'>, { kind }: Pick<Message, 'kind'>): boolean => !(discreet && (kind === 'addition' || kind === 'conversation'))

/** Whether this text, as it would stand on their pages or in their mail, tells of what is kept out of sight there: then a guide is asked first. */
export const tellsOfIt = ({ discreet }: Pick<Question, 'discreet'>, text: string): boolean => discreet && readDanger(text) !== undefined

/** By when its asker hears from us, as their own pages and mails say it: where nothing may stand of it, as for any question. */
export const dueForAsker = (question: Question, norm: Norm): Pick<Question, 'urgent_due_at' | 'first_due_at'> => {
  if (!question.discreet) return question
  const ordinary = promised(question.asked_at, norm).first_due_at
  return { urgent_due_at: null, first_due_at: new Date(Math.max(ordinary.getTime(), question.first_due_at.getTime())) }
}
