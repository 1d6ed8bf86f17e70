import { type Doing, doingOf } from '../../../network/doing.ts'
import { actingOf } from '../../../foundation/doing.ts'
import { newestFirst } from '../../../foundation/place.ts'
import { conflictPage } from '../../../workplace/conflict.tsx'
import { answerOffers, questionPanels } from '../../places.ts'
import { frameOf } from '../../../foundation/ui/frame.tsx'
import type { Right } from '../../../foundation/identity/rights.ts'
import type { Role, StaffActor } from '../../../foundation/actor.ts'
import { networkHere } from '../../../network/current.ts'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Tx } from '../../../foundation/database/database.ts'
import { may } from '../../../foundation/identity/rights.ts'
import { type Answer, file, page, seeOther } from '../../../foundation/web/answer.ts'
import { optionalChoice } from '../../../foundation/web/forms.ts'
import type { FormOf } from '../../../foundation/ui/fields.ts'
import { drafted, draftsOn } from '../../../foundation/web/drafts.ts'
import { type Act, actOn, formRoutes } from '../../../foundation/web/acts.ts'
import { FormProblem, NotFound } from '../../../foundation/web/problem.ts'
import { type Route, route, type StaffVisit } from '../../../foundation/web/route.ts'
import { regionOfId } from '../../../network/geography.ts'
import { renewLink } from '../../actions.ts'
import { tellsOfIt } from '../../discreet.ts'
import { followUrl } from '../../letters.ts'
import { attachmentOf, attachmentsOf, fileByNumber, type ListChoice, listSchema, lookByNumber, questionsFor } from '../../queries.ts'
import type { Question } from '../../question.ts'
import { markUrgent, takeOffMark } from '../../urgent/actions.ts'
import { guidanceFor } from '../../urgent/guidance.ts'
import { dangersOf } from '../../urgent/store.ts'
import { join, merge, separate, setAside, unmerge } from '../history.ts'
import { advise, assign, attempt, correctReach, clarify, consult, giveBack, note, resume, settle, take, tell, write } from '../actions.ts'
import { chosen, currentOf, found, foundBy, numberParams, sayConflict } from '../found.ts'
import { doneAddress, listAddress, QuestionList } from '../list.tsx'
import { factsFrom } from './clarification.ts'
import { type QuestionForm, questionForms as forms } from './fields.ts'
import { type DoneOnQuestion, doneOnQuestion, type Opened } from './opened.ts'
import { QuestionPage } from './pages.tsx'
import { deskRights } from '../../rights.ts'

/** Shows one question with the list it came from beside it; reading it is a look, in the same transaction. */
async function showQuestion(visit: StaffVisit, choice: ListChoice, number: string, shown: Pick<Opened, 'done' | 'filled' | 'changed'> = {}): Promise<Answer> {
  const network = await networkHere(visit)
  const beside = { ...choice, zoek: undefined }
  const around = await frameOf(visit)
  const [file, list, writing, draw] = await visit.transaction('question', (tx) =>
    Promise.all([
      foundBy((sought) => fileByNumber(actingOf(visit, tx), sought), visit, number),
      questionsFor(actingOf(visit, tx), beside),
      drafted(tx, visit.region.id, visit.actor.id),
      around(tx, currentOf(choice)),
    ]),
  )
  const { question } = file
  const danger = question.urgent ? await visit.transaction('question', (tx) => guidanceOn(tx, visit, question)) : { kinds: [], guidance: [] }
  const drafts = writing.has(question.id) ? await visit.transaction('question', (tx) => draftsOn(tx, visit, question.id)) : new Map()
  const attachments = question.files ? await visit.transaction('question', (tx) => attachmentsOf(tx, visit.region.id, question.id)) : []
  const granted = visit.actor.sight === 'organisation' && question.organisation_id !== visit.actor.organisation
  const opened: Opened = {
    ...file,
    attachments,
    ...danger,
    drafts,
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
    followUrl: shown.done === 'registered' || shown.done === 'link' || shown.done === 'took-back' ? followUrl(visit.system, question) : undefined,
    ...shown,
  }
  const title = question.number
  return page(
    draw({
      title,
      question: title,
      content: (
        <div class="wc-which-what">
          <QuestionList beside visit={visit} network={network} choice={beside} questions={list.questions} drafts={writing} more={list.more} current={title} />
          <QuestionPage visit={visit} opened={opened} />
        </div>
      ),
    }),
    shown.changed ? 409 : 200,
  )
}

/** Of what somebody may be in danger, and what to do and say then: of each kind, for who may know it. */
async function guidanceOn(tx: Tx, visit: StaffVisit, question: Question): Promise<Pick<Opened, 'kinds' | 'guidance'>> {
  const kinds = await dangersOf(tx, visit.region.id, question.id)
  return { kinds, guidance: await guidanceFor(tx, visit.region.id, visit.language, kinds) }
}

/** What the acts of a question's page work on. */
interface On {
  visit: StaffVisit<{ number: string }, ListChoice>
  doing: Doing<StaffActor>
  question: Question
}
const act = <Schema extends z.ZodType>(
  { schema }: FormOf<Schema>,
  right: Right<readonly Role[]>,
  done: DoneOnQuestion,
  work: (on: On, body: z.output<Schema>) => Promise<unknown>,
): Act<On, unknown, DoneOnQuestion> => actOn<On>()({ right, done, body: schema, work })

const { write: mayWrite } = deskRights
const acts: Readonly<Record<QuestionForm, Act<On, unknown, DoneOnQuestion>>> = {
  oppakken: act(forms.oppakken, deskRights.take, 'taken', ({ doing, question }) => take(doing, question.id)),
  toewijzen: act(forms.toewijzen, deskRights.assign, 'assigned', ({ doing, question }, { colleague }) => assign(doing, question.id, colleague)),
  teruggeven: act(forms.teruggeven, deskRights.take, 'returned', ({ doing, question }, { text }) => giveBack(doing, question.id, text)),
  verhelderen: act(forms.verhelderen, deskRights.clarify, 'clarified', ({ doing, question, visit }, body) => {
    const { sharpened, group, topic, municipality, name } = body
    if (municipality && !regionOfId(visit.region.id).municipalities.includes(municipality)) throw new FormProblem({ municipality: { key: 'form.choose' } })
    return clarify(doing, question.id, { sharpened, askerGroup: group, topic, municipality, name, facts: factsFrom(body) }, body.seen)
  }),
  bericht: act(forms.bericht, mayWrite, 'written', ({ doing, question }, { text, waits, toch }) => {
    if (!toch && tellsOfIt(question, text)) throw new FormProblem({ text: { key: 'urgent.hidden.sure' } })
    return write(doing, question.id, 'message', text, waits === 'ja')
  }),
  gesprek: act(forms.gesprek, mayWrite, 'spoken', ({ doing, question }, { text }) => write(doing, question.id, 'conversation', text, false)),
  notitie: act(forms.notitie, mayWrite, 'noted', ({ doing, question }, { text }) => note(doing, question.id, text)),
  doorgaan: act(forms.doorgaan, mayWrite, 'resumed', ({ doing, question }) => resume(doing, question.id)),
  'zelfde-persoon': act(forms['zelfde-persoon'], mayWrite, 'joined', ({ doing, question }, { met }) => join(doing, question.id, met)),
  'ander-persoon': act(forms['ander-persoon'], mayWrite, 'separated', ({ doing, question }) => separate(doing, question.id)),
  samenvoegen: act(forms.samenvoegen, mayWrite, 'merged', ({ doing, question }, { met }) => merge(doing, question.id, met)),
  losmaken: act(forms.losmaken, mayWrite, 'unmerged', ({ doing, question }) => unmerge(doing, question.id)),
  terzijde: act(forms.terzijde, mayWrite, 'aside', ({ doing, question }, { why }) => setAside(doing, question.id, why)),
  contact: act(forms.contact, mayWrite, 'contact', ({ doing, question }, body) => correctReach(doing, question.id, body.reach)),
  overleg: act(forms.overleg, mayWrite, 'consulted', ({ doing, question }, { text }) => consult(doing, question.id, text)),
  advies: act(forms.advies, deskRights.advise, 'advised', ({ doing, question }, { text }) => advise(doing, question.id, text)),
  'niet-bereikt': act(forms['niet-bereikt'], mayWrite, 'attempted', ({ doing, question }) => attempt(doing, question.id)),
  verteld: act(forms.verteld, mayWrite, 'told', ({ doing, question }) => tell(doing, question.id)),
  spoed: act(forms.spoed, mayWrite, 'urgent', ({ doing, question }, { why }) => markUrgent(doing, question.id, why)),
  'spoed-weg': act(forms['spoed-weg'], mayWrite, 'urgent-off', ({ doing, question }, { text, why, seen }) => takeOffMark(doing, question.id, text, why === 'mistaken', seen)),
  sluiten: act(forms.sluiten, deskRights.answer, 'settled', ({ doing, question }) => settle(doing, question.id)),
  link: act(forms.link, mayWrite, 'link', ({ doing, question }) => renewLink(doing, question.id)),
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
  ...formRoutes<On['visit'], On, QuestionForm, DoneOnQuestion>(
    {
      path: '/:region/werk/vragen/:number',
      right: deskRights.see,
      params: numberParams,
      query: listSchema,
      purpose: 'desk',
      on: async (visit) => {
        const network = await networkHere(visit)
        return async (tx) => ({ visit, doing: doingOf(visit, tx, network), question: await found(tx, visit, visit.params.number) })
      },
      done: (visit, done) => seeOther(doneAddress(visit, chosen(visit), visit.params.number, done)),
      show: (visit, filled) => showQuestion(visit, chosen(visit), visit.params.number, { filled }),
      // Somebody else wrote the same down differently: both are shown, and nothing is lost.
      conflict: (visit, error, which) =>
        error.key === 'conflict.changed'
          ? showQuestion(visit, chosen(visit), visit.params.number, { filled: { which, form: visit.typed }, changed: true })
          : conflictPage(visit, sayConflict(visit, error), doneAddress(visit, chosen(visit), visit.params.number), visit.typed.values.text ?? ''),
    },
    acts,
  ),
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
]
