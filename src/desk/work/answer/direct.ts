import type { AnswerOffer } from '../../places.ts'
import { questionLife } from '../../question.ts'
import { say } from '../../words.ts'

/** The direct answer, offered while a question is in hand; its proof is the text that was sent. */
export const directAnswer: AnswerOffer = {
  kind: 'direct',
  label: { nl: say.nl('offer.direct'), en: say.en('offer.direct') },
  page: 'antwoord',
  offered: (question) => questionLife.can('answer', question.state),
}
