import { actingOf } from '../../../foundation/doing.ts'
import { conflictPage, conflictShown } from '../../../workplace/conflict.tsx'
import { networkHere } from '../../../network/current.ts'
import { randomUUID } from 'node:crypto'
import type { Tx } from '../../../foundation/database/database.ts'
import { workplace } from '../../../foundation/ui/frame.tsx'
import { again, type Answer, seeOther } from '../../../foundation/web/answer.ts'
import { draftsOn } from '../../../foundation/web/drafts.ts'
import { emptyForm, type Filled } from '../../../foundation/web/forms.ts'
import { Conflict, FormProblem } from '../../../foundation/web/problem.ts'
import { eventsOf } from '../../../foundation/record/record.ts'
import { type Route, route, type StaffVisit } from '../../../foundation/web/route.ts'
import { wayTo } from '../../../people/person.ts'
import { sayTell } from '../../../people/reach.tsx'
import type { Network } from '../../../network/current.ts'
import { findPerson, type Person } from '../../../people/queries.ts'
import { tellsOfIt } from '../../discreet.ts'
import { type ListChoice, listSchema, lookByNumber } from '../../queries.ts'
import { type Fill, filledIn } from '../../knowledge/fill.ts'
import type { Knowledge } from '../../knowledge/knowledge.ts'
import { findKnowledge } from '../../knowledge/store.ts'
import { attemptsNeeded, questionLife, type Question } from '../../question.ts'
import { attemptDays, reachOf } from '../../reach.ts'
import { say } from '../../words.ts'
import { answerDirectly } from '../actions.ts'
import { chosen, currentOf, found, foundBy, numberParams, sayConflict } from '../found.ts'
import { doneAddress } from '../list.tsx'
import { answerForm } from '../forms.ts'
import { AnswerPage } from './pages.tsx'
import { deskRights } from '../../rights.ts'

async function showAnswer(visit: StaffVisit<{ number: string }, ListChoice>, filled?: Filled): Promise<Answer> {
  const network = await networkHere(visit)
  const choice = chosen(visit)
  const read = async (tx: Tx) => {
    const question = await foundBy((sought) => lookByNumber(actingOf(visit, tx), sought), visit, visit.params.number)
    const [person, events] = await Promise.all([findPerson(tx, visit.region.id, question.person_id), eventsOf(tx, visit.region.id, question.id)])
    const about = { topic: question.topic ?? '', words: '' }
    const [pages, texts] = await Promise.all([
      findKnowledge(tx, visit.region.id, { ...about, kind: 'page', limit: 8 }),
      findKnowledge(tx, visit.region.id, { ...about, kind: 'text', limit: 20 }),
    ])
    const draft = filled ?? (await draftsOn(tx, visit, question.id)).get('antwoord')
    return { question, person: person!, days: attemptDays(events), pages, texts, form: draft ?? emptyForm }
  }
  return workplace(visit, { purpose: 'question', current: currentOf(choice), read }, ({ question, person, days, pages, texts, form }) => {
    const preview = filled?.values.stap === 'bekijken' && !Object.keys(filled.errors).length
    const t = say[visit.language]
    const reached = reachOf(person, false, days)
    const how = sayTell(visit.language, person)
    const tell =
      reached === 'mail'
        ? undefined
        : reached || wayTo(person) === 'phone'
          ? t(reached === 'left' || reached === 'page' ? `answer.told.${reached}` : 'answer.told.call', { how, days, needed: attemptsNeeded })
          : how
    const back = doneAddress(visit, choice, question.number)
    if (!questionLife.can('answer', question.state) || !question.staff_id)
      return conflictShown(visit, sayConflict(visit, new Conflict(question.staff_id ? 'conflict.state' : 'conflict.take-first')), back, form.values.text ?? '')
    return {
      title: t('answer.title'),
      question: question.number,
      content: (
        <AnswerPage
          visit={visit}
          question={question}
          network={network}
          form={withText(form, texts, fillOf(visit, network, question, person))}
          formKey={randomUUID()}
          preview={preview}
          back={back}
          tell={tell}
          first={!reached}
          pages={pages}
          texts={texts}
        />
      ),
    }
  })
}

/** What a standard text can say of this question. */
const fillOf = (visit: StaffVisit, network: Network, question: Question, person: Person): Fill => ({
  naam: person.name ?? undefined,
  nummer: question.number,
  gids: visit.actor.name,
  organisatie: network.organisations.get(question.organisation_id)?.name,
  inlooppunt: network.walkInPoints.find((each) => each.id === question.walk_in_point_id)?.name,
  telefoon: network.setup.phone,
})

/** The form with the standard text that was chosen below what was typed already. */
function withText(form: Filled, texts: readonly Knowledge[], fill: Fill): Filled {
  const chosen = texts.find((each) => each.id === form.values.tekst)
  if (!chosen) return form
  return { ...form, values: { ...form.values, tekst: '', text: [form.values.text, filledIn(chosen.text, fill)].filter(Boolean).join('\n\n') } }
}

/** Giving a direct answer: written, looked at as the asker will see it, sent. */
export function answerRoutes(): Route[] {
  const shared = { path: '/:region/werk/vragen/:number/antwoord', right: deskRights.answer, params: numberParams, query: listSchema } as const
  return [
    route({ ...shared, method: 'GET', handle: (visit) => showAnswer(visit) }),
    route({
      ...shared,
      method: 'POST',
      body: answerForm.schema,
      handle: async (visit) => {
        const { text, stap, told, tekst } = visit.body
        if (tekst) return again({ ...visit.typed, values: { ...visit.typed.values, stap: 'schrijven' } })
        if (!text) throw new FormProblem({ text: { key: 'question.text.empty' } })
        if (stap === 'bekijken' || stap === 'schrijven') return again(visit.typed)
        await visit.change('desk', async (tx) => {
          const question = await found(tx, visit, visit.params.number)
          // It would be read where nothing may stand of it: the guide looks at it once more.
          if (stap !== 'toch' && tellsOfIt(question, text)) throw new FormProblem({}, { stap: 'bekijken' })
          return answerDirectly(actingOf(visit, tx), question.id, text, told === 'ja')
        })
        return seeOther(doneAddress(visit, chosen(visit), visit.params.number, 'answered'))
      },
      redo: (visit, form) => showAnswer(visit as StaffVisit<{ number: string }, ListChoice>, form),
      conflict: (visit, error) => conflictPage(visit, sayConflict(visit, error), doneAddress(visit, chosen(visit), visit.params.number), visit.body.text),
    }),
  ]
}
