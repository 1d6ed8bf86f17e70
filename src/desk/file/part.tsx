import type { Tx } from '../../foundation/database/database.ts'
import { type Language, sayDay, sayMoment } from '../../foundation/i18n/i18n.ts'
import { A, Facts, H2, P, Pill, Typed } from '../../foundation/ui/components.tsx'
import type { Visit } from '../../foundation/web/route.ts'
import type { Network } from '../../network/current.ts'
import { forgetPersons } from '../../people/actions.ts'
import type { Erase, FilePart } from '../../people/places.ts'
import { dueForAsker, forAsker, saidForAsker } from '../discreet.ts'
import { nextDue } from '../due.ts'
import { followUrl } from '../letters.ts'
import { sayFact } from '../choices.ts'
import { factNames, internalKinds, isClosed, type Message, type Question } from '../question.ts'
import { mixCodes } from '../store.ts'
import { say } from '../words.ts'
import { forgetDraftsAbout } from '../../foundation/web/drafts.ts'
import { filesOfQuestions, messagesOfQuestions, personsWithNothingElse, questionsOfPersons, removeQuestions, stripQuestion } from './store.ts'

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
        {questions.map((each) => (
          <section class="wc-card" key={each.id}>
            <P soft>
              {t('follow.number', { number: each.number })}, {sayDay(visit.language, each.asked_at, visit.now)}.{' '}
              {t('file.controller', { organisation: nameOf(network, each.organisation_id) })}
            </P>
            <Typed>{each.text}</Typed>
            <Facts
              rows={[
                [t('file.group'), t(`group.${each.asker_group}`)],
                ...(each.sharpened ? [[t('file.sharpened'), each.sharpened] as const] : []),
                ...(each.topic ? [[t('file.topic'), t(`topic.${each.topic}`)] as const] : []),
                ...(each.municipality ? [[t('file.municipality'), each.municipality] as const] : []),
                ...(each.postcode ? [[t('file.postcode'), each.postcode] as const] : []),
                ...factNames.flatMap((fact) => (each.facts[fact] ? [[t(`fact.${fact}`), sayFact(visit.language, fact, each.facts[fact]!)] as const] : [])),
                ...filesOn(each, files).map((file) => [t('file.attachment'), file.name] as const),
              ]}
            />
            {saidOn(each, messages).map((message) => (
              <div class={`wc-said${message.staff_id ? '' : ' wc-said--asker'}`} key={message.id}>
                <span class="wc-when">
                  {message.staff_id ? network.staff.get(message.staff_id)?.name : t('follow.you')}, {sayMoment(visit.language, message.at, visit.now)}
                </span>
                <Typed>{message.text}</Typed>
              </div>
            ))}
          </section>
        ))}
      </section>
    )
  },
  async taken(tx, language, network, region, persons) {
    const questions = await questionsOf(tx, language, region, persons)
    const ids = questions.map((each) => each.id)
    const messages = await messagesOfQuestions(tx, region, ids)
    const files = await filesOfQuestions(tx, region, ids)
    return questions.map((each) => ({
      number: each.number,
      controller: nameOf(network, each.organisation_id),
      asked_at: each.asked_at,
      channel: each.channel,
      asker_group: each.asker_group,
      text: each.text,
      sharpened: each.sharpened,
      topic: each.topic,
      facts: each.facts,
      municipality: each.municipality,
      postcode: each.postcode,
      state: each.state,
      closed_at: each.closed_at,
      messages: saidOn(each, messages).map(({ at, kind, staff_id, text }) => ({ at, kind, by: staff_id ? network.staff.get(staff_id)?.name : 'asker', text })),
      files: filesOn(each, files).map(({ at, name, type, size }) => ({ at, name, type, size })),
    }))
  },
}

/** Erases questions and who asked them, and takes from what a law keeps all that it does not ask for. */
export const eraseQuestions: Erase = async (tx, actor, _now, gone, kept) => {
  for (const { question, until } of kept) await stripQuestion(tx, actor.region, question.id, until)
  const ids = gone.map((each) => each.id)
  const persons = [...new Set([...gone, ...kept.map((each) => each.question)].map((each) => each.person_id))]
  // First the persons, who are known by their questions.
  await forgetPersons(tx, actor.region, await personsWithNothingElse(tx, actor.region, persons, ids))
  await removeQuestions(tx, actor.region, ids)
  forgetDraftsAbout(tx, actor.region, [...ids, ...kept.map(({ question }) => question.id)])
  await mixCodes(tx, actor.region)
}
