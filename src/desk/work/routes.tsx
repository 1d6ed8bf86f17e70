import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { may } from '../../foundation/identity/rights.ts'
import type { Tx } from '../../foundation/database/database.ts'
import { eventsOf, recordLooks } from '../../foundation/record/record.ts'
import { Notice, ButtonLink, H1, P, Typed } from '../../foundation/ui/components.tsx'
import type { Frame } from '../../foundation/ui/frame.ts'
import { WorkPage } from '../../foundation/ui/layout.tsx'
import { type Answer, page, seeOther } from '../../foundation/web/answer.ts'
import { emptyForm, type Filled, optionalChoice, optionalText, requiredText } from '../../foundation/web/forms.ts'
import { Conflict, FormProblem, NotFound } from '../../foundation/web/problem.ts'
import { type Route, route, type StaffVisit } from '../../foundation/web/route.ts'
import { areaOf, readPostcode, regionOfId } from '../../network/geography.ts'
import type { Networks } from '../../network/known.ts'
import { findPerson, findPersons } from '../../people/queries.ts'
import { answerDirectly, assign, clarify, giveBack, note, register, renewLink, resume, take, write } from '../actions.ts'
import { followUrl } from '../letters.ts'
import { readNumber } from '../number.ts'
import type { DeskPlaces } from '../places.ts'
import { breaches, figures, inStates } from '../promises.ts'
import { contactField, municipalityFor, postcodeField } from '../public/routes.tsx'
import { countsFor, type ListChoice, listSchema, messagesOf, questionById, questionByNumber, questionsFor, searchQuestions, type View, viewsFor } from '../queries.ts'
import { askerGroups, canStep, factNames, type Facts, facts, type Question, topics } from '../question.ts'
import { type DeskKey, say } from '../words.ts'
import { listAddress, QuestionList, WorkMenu } from './list.tsx'
import { AnswerPage, PromisesPage, RegisterPage } from './pages.tsx'
import { type DoneOnQuestion, doneOnQuestion, type Opened, type QuestionForm, QuestionPage } from './question.tsx'

export interface DeskParts {
  networks: Networks
  places: DeskPlaces
  frame: Frame
}

/** The workplace around every page of staff: the lists with their counts, and what else there is for this person. */
export const workFrame =
  (networks: Networks): Frame =>
  async (visit, tx, current) => {
    const t = say[visit.language]
    const { actor } = visit
    const network = await networks.of(visit.place.id)
    const works = may(actor, 'question.see')
    const entries = [
      may(actor, 'question.register') && { key: 'register', href: visit.path('/werk/noteren'), label: t('menu.register') },
      may(actor, 'promises.see') && { key: 'promises', href: visit.path('/werk/beloften'), label: t('menu.promises') },
      { key: 'network', href: visit.path('/werk/netwerk'), label: t('menu.network') },
    ].filter((each) => each !== false)
    const counts = works ? await countsFor(tx, actor, visit.now) : {}
    const organisation = network.organisations.get(actor.organisation)?.name ?? ''
    return {
      who: t('who', { name: actor.name, organisation }),
      menu: <WorkMenu visit={visit} views={works ? viewsFor(actor) : []} counts={counts} current={current} entries={entries} />,
    }
  }

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
    'search',
    questions.map((each) => ({ person: each.person_id, question: each.id })),
  )
  return { questions, elsewhere, more: false, names: new Map(persons.map((each) => [each.id, each.name ?? ''])) }
}

const usedView = (visit: StaffVisit, choice: ListChoice, given: boolean): ListChoice => {
  const own = viewsFor(visit.actor)
  const first: View = own.includes('mine') ? 'mine' : 'climbed'
  return { ...choice, lijst: given && own.includes(choice.lijst) ? choice.lijst : first }
}

const chosen = (visit: StaffVisit & { query: ListChoice }) => usedView(visit, visit.query, (visit.request.query as { lijst?: string }).lijst !== undefined)

const currentOf = (choice: ListChoice) => (choice.zoek ? 'search' : choice.lijst)

/** Shows one question with the list it came from beside it; reading it is a look, in the same transaction. */
async function showQuestion(
  { networks, places, frame }: DeskParts,
  visit: StaffVisit,
  choice: ListChoice,
  number: string,
  shown: { done?: DoneOnQuestion; filled?: Opened['filled'] } = {},
): Promise<Answer> {
  const network = await networks.of(visit.place.id)
  const { who, menu, list, opened } = await visit.as('desk', async (tx) => {
    const question = await found(tx, visit, number)
    recordLooks(tx, visit.actor, visit.now, 'question', [{ person: question.person_id, question: question.id }])
    const panels = places.panels
    const shows = async (column: 'main' | 'side') =>
      (await Promise.all(panels.filter((each) => each.column === column).map((each) => each.show(tx, visit, question, network)))).filter((each) => each !== undefined)
    // All that the page shows, asked in one breath.
    const [person, messages, events, list, framed] = await Promise.all([
      findPerson(tx, visit.place.id, question.person_id),
      messagesOf(tx, visit.place.id, question.id),
      eventsOf(tx, visit.place.id, question.id),
      questionsFor(tx, visit.actor, visit.now, { ...choice, zoek: undefined }),
      frame(visit, tx, currentOf(choice)),
    ])
    const opened: Opened = {
      question,
      person: person!,
      messages,
      events,
      network,
      address: visit.path(`/werk/vragen/${question.number}`),
      from: listAddress(visit, choice).replace(/^[^?]*/, ''),
      formKey: randomUUID(),
      offers: places.answers.filter((each) => each.offered(question)),
      mayWork: may(visit.actor, 'question.write'),
      main: await shows('main'),
      side: await shows('side'),
      followUrl: shown.done === 'registered' ? followUrl(visit.system, question) : undefined,
      ...shown,
    }
    return { opened, list, ...framed }
  })
  const title = opened.question.number
  return page(
    <WorkPage visit={visit} title={title} who={who} menu={menu}>
      <div class="wc-which-what">
        <QuestionList beside visit={visit} network={network} choice={{ ...choice, zoek: undefined }} questions={list.questions} more={list.more} current={title} />
        <QuestionPage visit={visit} opened={opened} />
      </div>
    </WorkPage>,
    shown.filled ? 422 : 200,
  )
}

async function found(tx: Tx, visit: StaffVisit, number: string): Promise<Question> {
  const read = readNumber(regionOfId(visit.place.id).prefix, number)
  const question = read && (await questionByNumber(tx, visit.place.id, read))
  if (!question) throw new NotFound()
  return question
}

/** Something came between: says what, keeps what was typed in sight, leads back. */
async function conflictPage({ frame }: DeskParts, visit: StaffVisit, conflict: Conflict, back: string, typed: string): Promise<Answer> {
  const t = say[visit.language]
  const { who, menu } = await visit.as('desk', (tx) => frame(visit, tx, ''))
  return page(
    <WorkPage visit={visit} title={t('conflict.title')} who={who} menu={menu}>
      <div class="wc-one">
        <H1>{t('conflict.title')}</H1>
        <Notice kind="warning" title={t(conflict.key as DeskKey, conflict.values)} />
        {typed && (
          <>
            <P>{t('conflict.kept')}</P>
            <div class="wc-card">
              <Typed>{typed}</Typed>
            </div>
          </>
        )}
        <ButtonLink href={back}>{t('conflict.back')}</ButtonLink>
      </div>
    </WorkPage>,
    409,
  )
}

const numberParams = z.object({ region: z.string(), number: z.string().max(20) })
const emptyBody = z.object({})
const textBody = (most: number) => z.object({ text: requiredText(most, 'question.text.empty') })

const wholeNumber = z
  .string()
  .optional()
  .transform((text, context) => {
    const value = text?.trim() || undefined
    if (value && !/^\d{1,6}$/.test(value)) context.addIssue({ code: 'custom', message: 'fact.wrong-number' })
    return value
  })
const factFields = Object.fromEntries(
  factNames.map((fact) => [
    fact,
    fact === 'age' || fact === 'employees' ? wholeNumber : facts[fact] ? optionalChoice(facts[fact] as unknown as readonly [string, ...string[]]) : optionalText(60),
  ]),
)
const clarifyBody = z.object({
  sharpened: requiredText(300, 'question.sharpened.empty').pipe(z.string().transform((text) => text.replace(/\s+/g, ' '))),
  group: z.enum(askerGroups, { error: 'form.choose' }),
  topic: optionalChoice(topics),
  municipality: optionalText(60),
  name: optionalText(120),
  ...(factFields as unknown as Record<(typeof factNames)[number], z.ZodType<string | undefined>>),
})
type ClarifyBody = z.infer<typeof clarifyBody>

const factsFrom = (body: ClarifyBody): Facts => Object.fromEntries(factNames.map((fact) => [fact, body[fact]]).filter(([, value]) => value))

type Work<Body> = (tx: Tx, visit: StaffVisit<unknown, ListChoice, Body>, question: Question) => Promise<void>

/** One of the forms of a question's page: does its work, then shows the page again. */
function questionForm<Body>(
  parts: DeskParts,
  which: QuestionForm,
  right: 'question.take' | 'question.assign' | 'question.clarify' | 'question.write',
  body: z.ZodType<Body>,
  done: DoneOnQuestion,
  work: Work<Body>,
): Route {
  return route({
    method: 'POST',
    path: `/:region/werk/vragen/:number/${which}`,
    right,
    params: numberParams,
    query: listSchema,
    body,
    handle: async (visit) => {
      const choice = chosen(visit)
      const back = (state?: DoneOnQuestion) => {
        const address = listAddress(visit, choice, `/vragen/${visit.params.number}`)
        return state ? `${address}${address.includes('?') ? '&' : '?'}gedaan=${state}` : address
      }
      try {
        await visit.change('desk', async (tx) => work(tx, visit as never, await found(tx, visit, visit.params.number)))
      } catch (error) {
        if (error instanceof Conflict) return conflictPage(parts, visit, error, back(), (visit.request.body as { text?: string })?.text ?? '')
        throw error
      }
      return seeOther(back(done))
    },
    redo: (visit, form) => showQuestion(parts, visit as StaffVisit, chosen(visit as never), (visit.params as { number: string }).number, { filled: { which, form } }),
  })
}

function questionRoutes(parts: DeskParts): Route[] {
  const { networks } = parts
  return [
    route({
      method: 'GET',
      path: '/:region/werk/vragen/:number',
      right: 'question.see',
      params: numberParams,
      query: listSchema.extend({ gedaan: optionalChoice(doneOnQuestion).catch(undefined) }),
      handle: (visit) => {
        const { gedaan: done, ...choice } = { ...visit.query, ...chosen(visit) }
        return showQuestion(parts, visit, choice, visit.params.number, { done: visit.query.gedaan ?? done })
      },
    }),
    questionForm(parts, 'oppakken', 'question.take', emptyBody, 'taken', async (tx, visit, question) =>
      take(tx, visit.actor, visit.now, await networks.of(visit.place.id), question.id),
    ),
    questionForm(parts, 'toewijzen', 'question.assign', z.object({ colleague: z.uuid('form.choose') }), 'assigned', async (tx, visit, question) =>
      assign(tx, visit.actor, visit.now, await networks.of(visit.place.id), question.id, visit.body.colleague),
    ),
    questionForm(parts, 'teruggeven', 'question.take', textBody(2000), 'returned', (tx, visit, question) => giveBack(tx, visit.actor, visit.now, question.id, visit.body.text)),
    questionForm(parts, 'verhelderen', 'question.clarify', clarifyBody, 'clarified', (tx, visit, question) => {
      const { sharpened, group, topic, municipality, name } = visit.body
      if (municipality && !regionOfId(visit.place.id).municipalities.includes(municipality)) throw new FormProblem({ municipality: { key: 'form.choose' } })
      return clarify(tx, visit.actor, visit.now, question.id, { sharpened, askerGroup: group, topic, municipality, name, facts: factsFrom(visit.body) })
    }),
    questionForm(parts, 'bericht', 'question.write', textBody(5000).extend({ waits: z.enum(['ja', 'nee']).catch('nee') }), 'written', (tx, visit, question) =>
      write(tx, visit.actor, visit.now, question.id, 'message', visit.body.text, visit.body.waits === 'ja'),
    ),
    questionForm(parts, 'gesprek', 'question.write', textBody(5000), 'spoken', (tx, visit, question) =>
      write(tx, visit.actor, visit.now, question.id, 'conversation', visit.body.text, false),
    ),
    questionForm(parts, 'notitie', 'question.write', textBody(5000), 'noted', (tx, visit, question) => note(tx, visit.actor, visit.now, question.id, visit.body.text)),
    questionForm(parts, 'doorgaan', 'question.write', emptyBody, 'resumed', (tx, visit, question) => resume(tx, visit.actor, visit.now, question.id)),
    questionForm(parts, 'link', 'question.write', emptyBody, 'link', async (tx, visit, question) => void (await renewLink(tx, visit.actor, visit.now, question.id))),
  ]
}

async function showAnswer(parts: DeskParts, visit: StaffVisit<{ number: string }, ListChoice>, form: Filled, preview: boolean): Promise<Answer> {
  const network = await parts.networks.of(visit.place.id)
  const choice = chosen(visit)
  const { question, who, menu } = await visit.as('desk', async (tx) => {
    const question = await found(tx, visit, visit.params.number)
    recordLooks(tx, visit.actor, visit.now, 'question', [{ person: question.person_id, question: question.id }])
    return { question, ...(await parts.frame(visit, tx, currentOf(choice))) }
  })
  const back = listAddress(visit, choice, `/vragen/${question.number}`)
  if (!canStep('answer', question.state) || !question.staff_id)
    return conflictPage(parts, visit, new Conflict(question.staff_id ? 'conflict.state' : 'conflict.take-first'), back, form.values.text ?? '')
  return page(
    <WorkPage visit={visit} title={say[visit.language]('answer.title')} who={who} menu={menu}>
      <AnswerPage visit={visit} question={question} network={network} form={form} formKey={form.values.formulier || randomUUID()} preview={preview} back={back} />
    </WorkPage>,
    Object.keys(form.errors).length ? 422 : 200,
  )
}

function answerRoutes(parts: DeskParts): Route[] {
  const shared = { path: '/:region/werk/vragen/:number/antwoord', right: 'question.answer', params: numberParams, query: listSchema } as const
  return [
    route({ ...shared, method: 'GET', handle: (visit) => showAnswer(parts, visit, emptyForm, false) }),
    route({
      ...shared,
      method: 'POST',
      body: z.object({ text: requiredText(10_000, 'question.text.empty'), stap: z.enum(['bekijken', 'schrijven', 'versturen']).catch('bekijken') }),
      handle: async (visit) => {
        const { text, stap } = visit.body
        const typed = { values: { ...(visit.request.body as Record<string, string>), text }, errors: {} }
        if (stap !== 'versturen') return showAnswer(parts, visit, typed, stap === 'bekijken')
        const back = listAddress(visit, chosen(visit), `/vragen/${visit.params.number}`)
        try {
          await visit.change('desk', async (tx) => answerDirectly(tx, visit.actor, visit.now, (await found(tx, visit, visit.params.number)).id, text))
        } catch (error) {
          if (error instanceof Conflict) return conflictPage(parts, visit, error, back, text)
          throw error
        }
        return seeOther(`${back}${back.includes('?') ? '&' : '?'}gedaan=answered`)
      },
      redo: (visit, form) => showAnswer(parts, visit as StaffVisit<{ number: string }, ListChoice>, form, false),
    }),
  ]
}

const registerSchema = z.object({
  channel: z.enum(['walk-in', 'phone'], { error: 'form.choose' }),
  group: z.enum(askerGroups, { error: 'ask.group.empty' }),
  question: requiredText(5000, 'ask.question.empty'),
  name: optionalText(120),
  contact: contactField,
  postcode: postcodeField,
  municipality: optionalText(60),
})

async function showRegister({ frame }: DeskParts, visit: StaffVisit, form: Filled): Promise<Answer> {
  const { who, menu } = await visit.as('desk', (tx) => frame(visit, tx, 'register'))
  const postcode = readPostcode(form.values.postcode ?? '')
  const lies = (postcode && areaOf(postcode)?.municipalities) || []
  const asks = form.errors.municipality || form.values.municipality
  const municipalities = asks ? (lies.length > 1 ? lies : regionOfId(visit.place.id).municipalities) : undefined
  return page(
    <WorkPage visit={visit} title={say[visit.language]('register.title')} who={who} menu={menu}>
      <RegisterPage visit={visit} form={form} formKey={randomUUID()} municipalities={municipalities} />
    </WorkPage>,
    Object.keys(form.errors).length ? 422 : 200,
  )
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
        const { who, menu, list } = await visit.as('desk', async (tx) => ({
          list: works ? await readList(tx, visit, choice) : undefined,
          ...(await frame(visit, tx, currentOf(choice))),
        }))
        return page(
          <WorkPage visit={visit} title={works ? t(choice.zoek ? 'work.search.go' : `view.${choice.lijst}`) : t('menu.desk')} who={who} menu={menu}>
            {list ? (
              <div class="wc-which-what">
                <QuestionList visit={visit} network={network} choice={choice} {...list} />
                <div class="wc-what">
                  <H1>{choice.zoek ? t('work.search.found', { count: list.questions.length }) : t(`view.${choice.lijst}`)}</H1>
                  <P soft>{t('work.choose')}</P>
                </div>
              </div>
            ) : (
              <div class="wc-one">
                <H1>{t('menu.desk')}</H1>
                <P>{t('work.home.none')}</P>
                <ButtonLink href={visit.path('/werk/netwerk')}>{t('menu.network')}</ButtonLink>
              </div>
            )}
          </WorkPage>,
        )
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
        const { who, menu, seen } = await visit.as('promises', async (tx) => {
          const known = await figures(tx, visit.place.id, visit.now)
          const climbed = await questionsFor(tx, visit.actor, visit.now, listSchema.parse({ lijst: 'climbed' }))
          const seen = {
            network,
            figures: known,
            states: await inStates(tx, visit.place.id, known),
            breaches: await breaches(tx, visit.place.id, visit.now),
            climbed: climbed.questions,
          }
          return { seen, ...(await frame(visit, tx, 'promises')) }
        })
        return page(
          <WorkPage visit={visit} title={say[visit.language]('promises.title')} who={who} menu={menu}>
            <PromisesPage visit={visit} seen={seen} />
          </WorkPage>,
        )
      },
    }),
    ...questionRoutes(parts),
    ...answerRoutes(parts),
  ]
}
