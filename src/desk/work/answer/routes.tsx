import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Tx } from '../../../foundation/database/database.ts'
import { workplace } from '../../../foundation/ui/frame.tsx'
import { type Answer, seeOther } from '../../../foundation/web/answer.ts'
import { emptyForm, type Filled, requiredText } from '../../../foundation/web/forms.ts'
import { Conflict } from '../../../foundation/web/problem.ts'
import { eventsOf } from '../../../foundation/record/record.ts'
import { type Route, route, type StaffVisit } from '../../../foundation/web/route.ts'
import { sayPhone } from '../../../people/person.ts'
import { findPerson } from '../../../people/queries.ts'
import { type ListChoice, listSchema, lookByNumber } from '../../queries.ts'
import { attemptsNeeded, canStep } from '../../question.ts'
import { attemptDays, reachOf } from '../../reach.ts'
import { say } from '../../words.ts'
import { answerDirectly } from '../actions.ts'
import { chosen, conflictPage, conflictShown, currentOf, type DeskParts, found, foundBy, numberParams } from '../frame.tsx'
import { doneAddress } from '../list.tsx'
import { AnswerPage } from './pages.tsx'

async function showAnswer(parts: DeskParts, visit: StaffVisit<{ number: string }, ListChoice>, form: Filled, preview: boolean): Promise<Answer> {
  const network = await parts.networks.of(visit.place.id)
  const choice = chosen(visit)
  const read = async (tx: Tx) => {
    const question = await foundBy((sought) => lookByNumber(tx, visit.actor, visit.now, sought), visit, visit.params.number)
    const [person, events] = await Promise.all([findPerson(tx, visit.place.id, question.person_id), eventsOf(tx, visit.place.id, question.id)])
    return { question, person: person!, days: attemptDays(events) }
  }
  return workplace(parts.frame, visit, { purpose: 'question', current: currentOf(choice), read }, ({ question, person, days }) => {
    const t = say[visit.language]
    const reached = reachOf(person, false, days)
    const tell =
      reached === 'mail'
        ? undefined
        : t(reached === 'left' || reached === 'page' ? `answer.told.${reached}` : 'answer.told.call', { days, needed: attemptsNeeded, phone: sayPhone(person.phone ?? '') })
    const back = doneAddress(visit, choice, question.number)
    if (!canStep('answer', question.state) || !question.staff_id)
      return conflictShown(visit, new Conflict(question.staff_id ? 'conflict.state' : 'conflict.take-first'), back, form.values.text ?? '')
    return {
      title: t('answer.title'),
      question: question.number,
      status: Object.keys(form.errors).length ? 422 : 200,
      content: (
        <AnswerPage visit={visit} question={question} network={network} form={form} formKey={form.values.formulier || randomUUID()} preview={preview} back={back} tell={tell} />
      ),
    }
  })
}

/** Giving a direct answer: written, looked at as the asker will see it, sent. */
export function answerRoutes(parts: DeskParts): Route[] {
  const shared = { path: '/:region/werk/vragen/:number/antwoord', right: 'question.answer', params: numberParams, query: listSchema } as const
  return [
    route({ ...shared, method: 'GET', handle: (visit) => showAnswer(parts, visit, emptyForm, false) }),
    route({
      ...shared,
      method: 'POST',
      body: z.object({
        text: requiredText(10_000, 'question.text.empty'),
        told: z.literal('ja').optional(),
        stap: z.enum(['bekijken', 'schrijven', 'versturen']).catch('bekijken'),
      }),
      handle: async (visit) => {
        const { text, stap, told } = visit.body
        const typed = { values: { ...(visit.request.body as Record<string, string>), text }, errors: {} }
        if (stap !== 'versturen') return showAnswer(parts, visit, typed, stap === 'bekijken')
        const back = (done?: 'answered') => doneAddress(visit, chosen(visit), visit.params.number, done)
        try {
          await visit.change('desk', async (tx) => answerDirectly(tx, visit.actor, visit.now, (await found(tx, visit, visit.params.number)).id, text, told === 'ja'))
        } catch (error) {
          if (error instanceof Conflict) return conflictPage(parts, visit, error, back(), text)
          throw error
        }
        return seeOther(back('answered'))
      },
      redo: (visit, form) => showAnswer(parts, visit as StaffVisit<{ number: string }, ListChoice>, form, false),
    }),
  ]
}
