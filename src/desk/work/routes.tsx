import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Tx } from '../../foundation/database/database.ts'
import { may } from '../../foundation/identity/rights.ts'
import { recordLooks } from '../../foundation/record/record.ts'
import { ButtonLink, H1, P } from '../../foundation/ui/components.tsx'
import { workplace } from '../../foundation/ui/frame.tsx'
import { type Answer, seeOther } from '../../foundation/web/answer.ts'
import { emptyForm, type Filled, optionalText, requiredText } from '../../foundation/web/forms.ts'
import { type Route, route, type StaffVisit } from '../../foundation/web/route.ts'
import { areaOf, readPostcode, regionOfId } from '../../network/geography.ts'
import { findPersons } from '../../people/queries.ts'
import { breaches, figures, inStates } from '../promises.ts'
import { contactField, municipalityFor, postcodeField } from '../public/routes.tsx'
import { type ListChoice, listSchema, questionById, questionsFor, searchQuestions } from '../queries.ts'
import { askerGroups } from '../question.ts'
import { say } from '../words.ts'
import { register } from './actions.ts'
import { answerRoutes } from './answer/routes.tsx'
import { chosen, currentOf, type DeskParts } from './frame.tsx'
import { QuestionList } from './list.tsx'
import { PromisesPage, RegisterPage } from './pages.tsx'
import { questionRoutes } from './question/routes.tsx'

/** The list of an address as the actor may see it. In a search people's names are shown, and each is a look. */
async function readList(tx: Tx, visit: StaffVisit, choice: ListChoice) {
  if (!choice.zoek?.trim()) return questionsFor(tx, visit.actor, visit.now, choice)
  const { questions, elsewhere } = await searchQuestions(tx, visit.actor, regionOfId(visit.place.id).prefix, choice.zoek)
  const persons = await findPersons(
    tx,
    visit.place.id,
    questions.map((each) => each.person_id),
  )
  recordLooks(
    tx,
    visit.actor,
    visit.now,
    questions.map((each) => ({ person: each.person_id, question: each.id })),
  )
  return { questions, elsewhere, more: false, names: new Map(persons.map((each) => [each.id, each.name ?? ''])) }
}

const registerSchema = z.object({
  channel: z.enum(['walk-in', 'phone'], { error: 'form.choose' }),
  group: z.enum(askerGroups, { error: 'form.choose' }),
  question: requiredText(5000, 'register.question.empty'),
  name: optionalText(120),
  contact: contactField,
  postcode: postcodeField,
  municipality: optionalText(60),
})

async function showRegister({ frame }: DeskParts, visit: StaffVisit, form: Filled): Promise<Answer> {
  const postcode = readPostcode(form.values.postcode ?? '')
  const lies = (postcode && areaOf(postcode)?.municipalities) || []
  const asks = form.errors.municipality || form.values.municipality
  const municipalities = asks ? (lies.length > 1 ? lies : regionOfId(visit.place.id).municipalities) : undefined
  return workplace(frame, visit, { purpose: 'desk', current: 'register', read: () => undefined }, () => ({
    title: say[visit.language]('register.title'),
    status: Object.keys(form.errors).length ? 422 : 200,
    content: <RegisterPage visit={visit} form={form} formKey={randomUUID()} municipalities={municipalities} />,
  }))
}

/** What staff can do at the desk. */
export function workDeskRoutes(parts: DeskParts): Route[] {
  const { networks, frame } = parts
  return [
    route({
      method: 'GET',
      path: '/:region/werk',
      right: 'workplace.enter',
      query: listSchema,
      handle: async (visit) => {
        const t = say[visit.language]
        const network = await networks.of(visit.place.id)
        const choice = chosen(visit)
        const works = may(visit.actor, 'question.see')
        const read = async (tx: Tx) => (works ? readList(tx, visit, choice) : undefined)
        return workplace(frame, visit, { purpose: choice.zoek ? 'search' : 'desk', current: currentOf(choice), read }, (list) => ({
          title: works ? t(choice.zoek ? 'work.search.go' : `view.${choice.lijst}`) : t('menu.desk'),
          content: list ? (
            <div class="wc-which-what">
              <QuestionList visit={visit} network={network} choice={choice} {...list} />
              <div class="wc-what">
                <H1>{choice.zoek ? t('work.search.found', { count: list.questions.length }) : t(`view.${choice.lijst}`)}</H1>
                {list.questions.length > 0 && <P soft>{t('work.choose')}</P>}
              </div>
            </div>
          ) : (
            <div class="wc-one">
              <H1>{t('menu.desk')}</H1>
              <P>{t('work.home.none')}</P>
              <ButtonLink href={visit.path('/werk/netwerk')}>{t('menu.network')}</ButtonLink>
            </div>
          ),
        }))
      },
    }),
    route({ method: 'GET', path: '/:region/werk/noteren', right: 'question.register', handle: (visit) => showRegister(parts, visit, emptyForm) }),
    route({
      method: 'POST',
      path: '/:region/werk/noteren',
      right: 'question.register',
      body: registerSchema,
      handle: async (visit) => {
        const network = await networks.of(visit.place.id)
        const { channel, group, question: text, name, contact, postcode } = visit.body
        const municipality = municipalityFor(visit.place.id, postcode, visit.body.municipality)
        const id = await visit.change(
          'desk',
          async (tx) => (await register(tx, visit.actor, visit.now, network, { channel, askerGroup: group, language: 'nl', text, name, contact, postcode, municipality })).id,
        )
        const question = await visit.as('desk', (tx) => questionById(tx, visit.place.id, id!))
        return seeOther(visit.path(`/werk/vragen/${question!.number}?gedaan=registered`))
      },
      redo: (visit, form) => showRegister(parts, visit as StaffVisit, form),
    }),
    route({
      method: 'GET',
      path: '/:region/werk/beloften',
      right: 'promises.see',
      handle: async (visit) => {
        const network = await networks.of(visit.place.id)
        const read = async (tx: Tx) => {
          const known = await figures(tx, visit.place.id, visit.now)
          const [states, broken, climbed] = await Promise.all([
            inStates(tx, visit.place.id, known),
            breaches(tx, visit.place.id, visit.now),
            questionsFor(tx, visit.actor, visit.now, listSchema.parse({ lijst: 'climbed' })),
          ])
          return { network, figures: known, states, breaches: broken, climbed: climbed.questions }
        }
        return workplace(frame, visit, { purpose: 'promises', current: 'promises', read }, (seen) => ({
          title: say[visit.language]('promises.title'),
          content: <PromisesPage visit={visit} seen={seen} />,
        }))
      },
    }),
    ...questionRoutes(parts),
    ...answerRoutes(parts),
  ]
}
