import { doingOf } from '../../../network/doing.ts'
import { actingOf } from '../../../foundation/doing.ts'
import { newestFirst } from '../../../foundation/place.ts'
import { conflictPage } from '../../../workplace/conflict.tsx'
import { answerOffers, questionPanels } from '../../places.ts'
import { frameOf } from '../../../foundation/ui/frame.tsx'
import type { Right } from '../../../foundation/identity/rights.ts'
import type { Role } from '../../../foundation/actor.ts'
import { networkHere } from '../../../network/current.ts'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Tx } from '../../../foundation/database/database.ts'
import { may } from '../../../foundation/identity/rights.ts'
import { type Answer, file, page, seeOther } from '../../../foundation/web/answer.ts'
import { optionalChoice, requiredText, valuesOf } from '../../../foundation/web/forms.ts'
import { Conflict, FormProblem, NotFound } from '../../../foundation/web/problem.ts'
import { type Route, route, type StaffVisit } from '../../../foundation/web/route.ts'
import { regionOfId } from '../../../network/geography.ts'
import type { Network } from '../../../network/current.ts'
import { renewLink } from '../../actions.ts'
import { tellsOfIt } from '../../discreet.ts'
import { followUrl } from '../../letters.ts'
import { attachmentOf, attachmentsOf, fileByNumber, type ListChoice, listSchema, lookByNumber, questionsFor } from '../../queries.ts'
import { dismissals, type Question, urgentEnds, urgentKinds } from '../../question.ts'
import { markUrgent, takeOffMark } from '../../urgent/actions.ts'
import { guidanceFor } from '../../urgent/guidance.ts'
import { dangersOf } from '../../urgent/store.ts'
import { reachBody } from '../../public/acts.ts'
import { join, merge, separate, setAside, unmerge } from '../history.ts'
import { advise, assign, attempt, changeReach, clarify, consult, giveBack, note, resume, settle, take, write } from '../actions.ts'
import { chosen, currentOf, found, foundBy, numberParams, sayConflict } from '../found.ts'
import { doneAddress, listAddress, QuestionList } from '../list.tsx'
import { clarifyBody, factsFrom } from './clarification.ts'
import { type DoneOnQuestion, doneOnQuestion, type Opened, type QuestionForm } from './opened.ts'
import { QuestionPage } from './pages.tsx'
import { deskRights } from '../../rights.ts'

/** Shows one question with the list it came from beside it; reading it is a look, in the same transaction. */
async function showQuestion(visit: StaffVisit, choice: ListChoice, number: string, shown: Pick<Opened, 'done' | 'filled' | 'changed'> = {}): Promise<Answer> {
  const network = await networkHere(visit)
  const beside = { ...choice, zoek: undefined }
  const around = await frameOf(visit)
  const [file, list, draw] = await visit.transaction('question', (tx) =>
    Promise.all([foundBy((sought) => fileByNumber(actingOf(visit, tx), sought), visit, number), questionsFor(actingOf(visit, tx), beside), around(tx, currentOf(choice))]),
  )
  const { question } = file
  const danger = question.urgent ? await visit.transaction('question', (tx) => guidanceOn(tx, visit, question)) : { kinds: [], guidance: [] }
  const attachments = question.files ? await visit.transaction('question', (tx) => attachmentsOf(tx, visit.region.id, question.id)) : []
  const granted = visit.actor.sight === 'organisation' && question.organisation_id !== visit.actor.organisation
  const opened: Opened = {
    ...file,
    attachments,
    ...danger,
    network,
    address: visit.path(`/werk/vragen/${question.number}`),
    from: listAddress(visit, choice).replace(/^[^?]*/, ''),
    formKey: randomUUID(),
    offers: visit.system.partsOf(answerOffers).filter((each) => each.offered(question)),
    mayWork: may(visit.actor, deskRights.write) && !granted,
    granted,
    mergedInto: file.others.find((each) => each.id === question.merged_into)?.number,
    panels: await Promise.all(
      newestFirst(visit.system.partsOf(questionPanels)).map(async (each) => [each.column, await each.show(visit, question, network, file.events)] as const),
    ),
    followUrl: shown.done === 'registered' || shown.done === 'link' ? followUrl(visit.system, question) : undefined,
    ...shown,
  }
  const title = question.number
  return page(
    draw({
      title,
      question: title,
      content: (
        <div class="wc-which-what">
          <QuestionList beside visit={visit} network={network} choice={beside} questions={list.questions} more={list.more} current={title} />
          <QuestionPage visit={visit} opened={opened} />
        </div>
      ),
    }),
    shown.changed ? 409 : shown.filled ? 422 : 200,
  )
}

/** Of what somebody may be in danger, and what to do and say then: of each kind, for who may know it. */
async function guidanceOn(tx: Tx, visit: StaffVisit, question: Question): Promise<Pick<Opened, 'kinds' | 'guidance'>> {
  const kinds = await dangersOf(tx, visit.region.id, question.id)
  return { kinds, guidance: await guidanceFor(tx, visit.region.id, visit.language, kinds) }
}

const emptyBody = z.object({})
/** The number of another question. */
const otherBody = z.object({ met: z.string().max(20) })
const textBody = (most: number) => z.object({ text: requiredText(most, 'question.text.empty') })

type Work<Body> = (tx: Tx, visit: StaffVisit<unknown, ListChoice, Body>, question: Question, network: Network) => Promise<void>

/** One of the forms of a question's page: does its work, then shows the page again. */
function questionForm<Body>(which: QuestionForm, right: Right<readonly Role[]>, body: z.ZodType<Body>, done: DoneOnQuestion, work: Work<Body>): Route {
  return route({
    method: 'POST',
    path: `/:region/werk/vragen/:number/${which}`,
    right,
    params: numberParams,
    query: listSchema,
    body,
    handle: async (visit) => {
      const choice = chosen(visit)
      const back = (state?: DoneOnQuestion) => doneAddress(visit, choice, visit.params.number, state)
      const network = await networkHere(visit)
      try {
        await visit.change('desk', async (tx) => work(tx, visit as never, await found(tx, visit, visit.params.number), network))
      } catch (error) {
        // Somebody else wrote the same down differently: both are shown, and nothing is lost.
        if (error instanceof Conflict && error.key === 'conflict.changed')
          return showQuestion(visit, choice, visit.params.number, { filled: { which, form: { values: valuesOf(visit.request.body), errors: {} } }, changed: true })
        if (error instanceof Conflict) return conflictPage(visit, sayConflict(visit, error), back(), (visit.request.body as { text?: string })?.text ?? '')
        throw error
      }
      return seeOther(back(done))
    },
    redo: (visit, form) => showQuestion(visit as StaffVisit, chosen(visit as never), (visit.params as { number: string }).number, { filled: { which, form } }),
  })
}

/** A question's page and what is done on it. */
export const questionRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/:region/werk/vragen/:number',
    right: deskRights.see,
    params: numberParams,
    query: listSchema.extend({ gedaan: optionalChoice(doneOnQuestion).catch(undefined) }),
    handle: (visit) => {
      const { gedaan: done, ...choice } = chosen(visit)
      return showQuestion(visit, choice, visit.params.number, { done })
    },
  }),
  questionForm('oppakken', deskRights.take, emptyBody, 'taken', (tx, visit, question, network) => take(doingOf(visit, tx, network), question.id)),
  questionForm('toewijzen', deskRights.assign, z.object({ colleague: z.uuid('form.choose') }), 'assigned', (tx, visit, question, network) =>
    assign(doingOf(visit, tx, network), question.id, visit.body.colleague),
  ),
  questionForm('teruggeven', deskRights.take, textBody(2000), 'returned', (tx, visit, question) => giveBack(actingOf(visit, tx), question.id, visit.body.text)),
  questionForm('verhelderen', deskRights.clarify, clarifyBody, 'clarified', (tx, visit, question) => {
    const { sharpened, group, topic, municipality, name } = visit.body
    if (municipality && !regionOfId(visit.region.id).municipalities.includes(municipality)) throw new FormProblem({ municipality: { key: 'form.choose' } })
    return clarify(actingOf(visit, tx), question.id, { sharpened, askerGroup: group, topic, municipality, name, facts: factsFrom(visit.body) }, visit.body.seen)
  }),
  questionForm(
    'bericht',
    deskRights.write,
    textBody(5000).extend({ waits: z.enum(['ja', 'nee']).catch('nee'), toch: z.literal('ja').optional().catch(undefined) }),
    'written',
    (tx, visit, question, network) => {
      const { text, waits, toch } = visit.body
      if (!toch && tellsOfIt(question, text)) throw new FormProblem({ text: { key: 'urgent.hidden.sure' } })
      return write(doingOf(visit, tx, network), question.id, 'message', text, waits === 'ja')
    },
  ),
  questionForm('gesprek', deskRights.write, textBody(5000), 'spoken', (tx, visit, question, network) =>
    write(doingOf(visit, tx, network), question.id, 'conversation', visit.body.text, false),
  ),
  questionForm('notitie', deskRights.write, textBody(5000), 'noted', (tx, visit, question) => note(actingOf(visit, tx), question.id, visit.body.text)),
  questionForm('doorgaan', deskRights.write, emptyBody, 'resumed', (tx, visit, question) => resume(actingOf(visit, tx), question.id)),
  questionForm('zelfde-persoon', deskRights.write, otherBody, 'joined', (tx, visit, question) => join(actingOf(visit, tx), question.id, visit.body.met)),
  questionForm('ander-persoon', deskRights.write, emptyBody, 'separated', (tx, visit, question) => separate(actingOf(visit, tx), question.id)),
  questionForm('samenvoegen', deskRights.write, otherBody, 'merged', (tx, visit, question, network) => merge(doingOf(visit, tx, network), question.id, visit.body.met)),
  questionForm('losmaken', deskRights.write, emptyBody, 'unmerged', (tx, visit, question, network) => unmerge(doingOf(visit, tx, network), question.id)),
  questionForm('terzijde', deskRights.write, z.object({ why: z.enum(dismissals, { error: 'form.choose' }) }), 'aside', (tx, visit, question) =>
    setAside(actingOf(visit, tx), question.id, visit.body.why),
  ),
  questionForm('contact', deskRights.write, reachBody, 'contact', (tx, visit, question) => changeReach(actingOf(visit, tx), question.id, visit.body)),
  questionForm('overleg', deskRights.write, textBody(5000), 'consulted', (tx, visit, question, network) => consult(doingOf(visit, tx, network), question.id, visit.body.text)),
  questionForm('advies', deskRights.advise, textBody(5000), 'advised', (tx, visit, question) => advise(actingOf(visit, tx), question.id, visit.body.text)),
  questionForm('niet-bereikt', deskRights.write, emptyBody, 'attempted', (tx, visit, question) => attempt(actingOf(visit, tx), question.id)),
  questionForm('spoed', deskRights.write, z.object({ why: z.enum(urgentKinds, { error: 'form.choose' }) }), 'urgent', (tx, visit, question, network) =>
    markUrgent(doingOf(visit, tx, network), question.id, visit.body.why),
  ),
  questionForm(
    'spoed-weg',
    deskRights.write,
    textBody(2000).extend({ why: z.enum(urgentEnds, { error: 'form.choose' }), seen: z.string().max(40).optional() }),
    'urgent-off',
    (tx, visit, question, network) => takeOffMark(doingOf(visit, tx, network), question.id, visit.body.text, visit.body.why === 'mistaken', visit.body.seen),
  ),
  questionForm('sluiten', deskRights.answer, emptyBody, 'settled', (tx, visit, question) => settle(actingOf(visit, tx), question.id)),
  route({
    method: 'GET',
    path: '/:region/werk/vragen/:number/bijlagen/:id',
    right: deskRights.see,
    params: numberParams.extend({ id: z.uuid() }),
    handle: async (visit) => {
      const attached = await visit.transaction('question', async (tx) => {
        const question = await foundBy((sought) => lookByNumber(actingOf(visit, tx), sought), visit, visit.params.number)
        return attachmentOf(tx, visit.region.id, question.id, visit.params.id)
      })
      if (!attached) throw new NotFound()
      return file(attached)
    },
  }),
  questionForm('link', deskRights.write, emptyBody, 'link', async (tx, visit, question) => void (await renewLink(actingOf(visit, tx), question.id))),
]
