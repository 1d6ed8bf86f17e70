import type { Tx } from '../../foundation/database/database.ts'
import { type Language, sayDay, sayMoment } from '../../foundation/i18n/i18n.ts'
import { A, Facts, H2, P, Pill, Typed } from '../../foundation/ui/components.tsx'
import type { Visit } from '../../foundation/web/route.ts'
import type { Network } from '../../network/current.ts'
import type { Erase, FilePart } from '../../people/places.ts'
import { dueForAsker, forAsker, saidForAsker } from '../discreet.ts'
import { nextDue } from '../due.ts'
import { followUrl } from '../letters.ts'
import { sayFact } from '../choices.ts'
import { meetFate, takenOf, type Ways } from '../../foundation/record/fate.ts'
import { attachmentFates, messageFates, questionFates } from '../fates.ts'
import type { AttachmentRow } from '../rows.ts'
import { factNames, internalKinds, isClosed, type Message, type Question } from '../question.ts'
import { mixCodes } from '../store.ts'
import { say } from '../words.ts'
import { filesOfQuestions, holdClosed, keepUntil, messagesOfQuestions, questionsOfPersons } from './store.ts'

const nameOf = (network: Network, id: string) => network.organisations.get(id)?.name ?? ''

/** One question among those of a file: how it stands, by when, and the way to its own page, where all is done with it. */
function Card({ visit, network, question, last }: { visit: Visit; network: Network; question: Question; last?: { at: Date; text: string; kind: string } }) {
  const t = say[visit.language]
  const at = new URL(followUrl(visit.system, { ...question, language: visit.language })).pathname
  return (
    <section class="wc-card">
      <p>
        <A href={at}>{t('follow.number', { number: question.number })}</A> <Pill tone={isClosed(question.state) ? 'calm' : 'next'}>{t(`file.state.${question.state}`)}</Pill>
      </p>
      <p dir="auto">{question.sharpened ?? question.text.slice(0, 160)}</p>
      <P soft>
        {t('file.asked', { day: sayDay(visit.language, question.asked_at, visit.now), organisation: nameOf(network, question.organisation_id) })}{' '}
        {question.due_at && question.state !== 'waiting'
          ? t('file.due', { day: sayDay(visit.language, nextDue({ ...question, ...dueForAsker(question, network.setup) }).at, visit.now) })
          : ''}
      </P>
      {question.state === 'waiting' && <P>{t('file.waiting')}</P>}
      {last && (
        <P soft>
          {t(last.kind === 'answer' ? 'file.answered' : 'file.last', { moment: sayMoment(visit.language, last.at, visit.now) })} {last.text.slice(0, 200)}
          {last.text.length > 200 ? '…' : ''}
        </P>
      )}
    </section>
  )
}

/** The questions of these persons, as they read them themselves. */
const questionsOf = async (tx: Tx, language: Language, region: number, persons: readonly string[]) =>
  (await questionsOfPersons(tx, region, persons)).map((each) => forAsker(language, each))
/** Of these messages those on a question that its asker reads. */
const saidOn = <Said extends Pick<Message, 'question_id' | 'kind'>>(question: Question, messages: readonly Said[]) =>
  messages.filter((each) => each.question_id === question.id && !internalKinds.includes(each.kind) && saidForAsker(question, each))
/** Of these files those on a question that its asker reads. */
const filesOn = <File extends { question_id: string }>(question: Question, files: readonly File[]) => files.filter((each) => each.question_id === question.id && !question.discreet)

interface Seen {
  visit: Pick<Visit, 'language' | 'now'>
  network: Network
  t: (typeof say)[Language]
}
const row = (label: string, text: string | null | undefined) => ({ facts: text ? [[label, text] as const] : [] })
/** A question on the page of what is known, column by column: in its first line, as it was written, or among the facts. */
const shownQuestion: Ways<typeof questionFates, (seen: Seen & { question: Question }) => { head?: string; words?: string; facts?: (readonly [string, string])[] }> = {
  number: ({ question: { number }, t }) => ({ head: `${t('follow.number', { number })},` }),
  asked_at: ({ question, visit }) => ({ head: `${sayDay(visit.language, question.asked_at, visit.now)}.` }),
  organisation_id: ({ question, network, t }) => ({ head: t('file.controller', { organisation: nameOf(network, question.organisation_id) }) }),
  text: ({ question }) => ({ words: question.text }),
  asker_group: ({ question, t }) => row(t('file.group'), t(`group.${question.asker_group}`)),
  sharpened: ({ question, t }) => row(t('file.sharpened'), question.sharpened),
  topic: ({ question: { topic }, t }) => row(t('file.topic'), topic && t(`topic.${topic}`)),
  municipality: ({ question, t }) => row(t('file.municipality'), question.municipality),
  postcode: ({ question, t }) => row(t('file.postcode'), question.postcode),
  facts: ({ question: { facts }, visit, t }) => ({
    facts: factNames.flatMap((fact) => (facts[fact] ? [[t(`fact.${fact}`), sayFact(visit.language, fact, facts[fact])] as const] : [])),
  }),
}
const shownMessage: Ways<typeof messageFates, (seen: Seen & { message: Pick<Message, 'staff_id' | 'at' | 'text'> }) => string> = {
  staff_id: ({ message, network, t }) => (message.staff_id ? (network.staff.get(message.staff_id)?.name ?? '') : t('follow.you')),
  at: ({ message, visit }) => sayMoment(visit.language, message.at, visit.now),
  text: ({ message }) => message.text,
}
const shownFile: Ways<typeof attachmentFates, (file: Pick<AttachmentRow, 'name'>) => string> = { name: ({ name }) => name }

/** Questions and answers in the file of who asked them. What is among colleagues is theirs to see too when they ask for it, and not shown here. */
export const questionsPart: FilePart = {
  key: 'questions',
  async now(tx, visit, network, persons) {
    const questions = await questionsOf(tx, visit.language, visit.region.id, persons)
    if (!questions.length) return undefined
    const messages = await messagesOfQuestions(
      tx,
      visit.region.id,
      questions.map((each) => each.id),
    )
    const t = say[visit.language]
    const lists = [
      [t('file.open'), questions.filter((each) => !isClosed(each.state))],
      [t('file.closed'), questions.filter((each) => isClosed(each.state))],
    ] as const
    return (
      <>
        {lists.map(
          ([title, list]) =>
            list.length > 0 && (
              <section key={title}>
                <H2>{title}</H2>
                {list.map((each) => (
                  <Card key={each.id} visit={visit} network={network} question={each} last={saidOn(each, messages).findLast(({ staff_id }) => staff_id !== null)} />
                ))}
              </section>
            ),
        )}
      </>
    )
  },
  async known(tx, visit, network, persons) {
    const questions = await questionsOf(tx, visit.language, visit.region.id, persons)
    if (!questions.length) return undefined
    const ids = questions.map((each) => each.id)
    const messages = await messagesOfQuestions(tx, visit.region.id, ids)
    const files = await filesOfQuestions(tx, visit.region.id, ids)
    const t = say[visit.language]
    return (
      <section>
        <H2>{t('file.questions')}</H2>
        <P soft>{t('file.notes')}</P>
        {questions.map((question) => {
          const shown = Object.values(shownQuestion).map((show) => show({ question, visit, network, t }))
          return (
            <section class="wc-card" key={question.id}>
              <P soft>{shown.flatMap(({ head }) => head ?? []).join(' ')}</P>
              {shown.map(({ words }) => words && <Typed key={words}>{words}</Typed>)}
              <Facts
                rows={[
                  ...shown.flatMap(({ facts }) => facts ?? []),
                  ...filesOn(question, files).flatMap((file) => Object.values(shownFile).map((show) => [t('file.attachment'), show(file)] as const)),
                ]}
              />
              {saidOn(question, messages).map((message) => {
                const { staff_id, at, text } = shownMessage
                return (
                  <div class={`wc-said${message.staff_id ? '' : ' wc-said--asker'}`} key={message.id}>
                    <span class="wc-when">{[staff_id, at].map((show) => show({ message, visit, network, t })).join(', ')}</span>
                    <Typed>{text({ message, visit, network, t })}</Typed>
                  </div>
                )
              })}
            </section>
          )
        })}
      </section>
    )
  },
  async taken(tx, language, network, region, persons) {
    const questions = await questionsOf(tx, language, region, persons)
    const ids = questions.map((each) => each.id)
    const messages = await messagesOfQuestions(tx, region, ids)
    const files = await filesOfQuestions(tx, region, ids)
    return questions.map((each) => ({
      ...takenOf(questionFates, each, { controller: nameOf(network, each.organisation_id) }),
      messages: saidOn(each, messages).map((said) => takenOf(messageFates, said, { by: said.staff_id ? network.staff.get(said.staff_id)?.name : 'asker' })),
      files: filesOn(each, files).map((file) => takenOf(attachmentFates, file, {})),
    }))
  },
}

/** Erases questions, and leaves of what a law keeps only what it asks for; both with what belongs to them, as their fates say. */
export const eraseQuestions: Erase = async (tx, actor, _now, gone, kept) => {
  const { region } = actor
  const closed = await holdClosed(
    tx,
    region,
    [...gone, ...kept.map(({ question }) => question)].map(({ id }) => id),
  )
  const bare = kept.filter(({ question }) => closed.has(question.id))
  for (const { question, until } of bare) await keepUntil(tx, region, question.id, until)
  const idsOf = (questions: readonly { id: string }[]) => questions.map(({ id }) => id)
  await meetFate(tx, region, 'question', idsOf(bare.map(({ question }) => question)), 'duty')
  await meetFate(
    tx,
    region,
    'question',
    idsOf(gone).filter((id) => closed.has(id)),
    'gone',
  )
  await mixCodes(tx, region)
}
