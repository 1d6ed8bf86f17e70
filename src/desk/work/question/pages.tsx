import { sayOn } from '../../places.ts'
import { deskEvents } from '../../events.ts'
import type { VNode } from 'preact'
import { sayMoment, sayShortDay } from '../../../foundation/i18n/i18n.ts'
import { contactsFor } from '../../../foundation/danger/contacts.ts'
import { Calls } from '../../../foundation/danger/help.tsx'
import { readDanger } from '../../../foundation/danger/read.ts'
import { A, Button, ButtonLink, Facts, Form, H1, H2, More, Notice, P, Typed } from '../../../foundation/ui/components.tsx'
import type { StaffVisit } from '../../../foundation/web/route.ts'
import { helpOf } from '../../../network/help.ts'
import { mailableAt } from '../../../people/person.ts'
import { Reached, ReachedNow, sayTell } from '../../../people/reach.tsx'
import { sayFact } from '../../choices.ts'
import { nextDue } from '../../due.ts'
import type { QuestionPanel } from '../../places.ts'
import { Files } from '../../public/follow.tsx'
import { questionLife, factNames, internalKinds, isClosed } from '../../question.ts'
import { say } from '../../words.ts'
import { Work } from './forms.tsx'
import { OneHistory } from './related.tsx'
import type { QuestionForm } from './fields.ts'
import type { Opened } from './opened.ts'

const languageNames = { nl: new Intl.DisplayNames('nl', { type: 'language' }), en: new Intl.DisplayNames('en', { type: 'language' }) }

const mostWords = 3
/** What the asker wrote or said last in which danger is read, the question itself where it is in none of it; and the language of the last of it. */
function dangerIn({ question, messages }: Opened) {
  if (!question.urgent) return { words: [] }
  const said = [{ text: question.text, at: question.asked_at }, ...messages.filter(({ kind }) => kind === 'addition' || kind === 'conversation')]
  const read = said.map((each) => ({ ...each, reading: readDanger(each.text) })).filter(({ reading }) => reading)
  return { words: read.length ? read.slice(-mostWords) : said.slice(0, 1), language: read.at(-1)?.reading?.language }
}

/** What cannot wait: of what, how to reach the asker and what they said, the one button, what to do and say, and whom to call; and who must be called because mail came back. */
function Urgent({ visit, opened }: { visit: StaffVisit; opened: Opened }) {
  const t = say[visit.language]
  const { question, person, network, kinds, guidance, address, from, formKey, mayWork } = opened
  const { words, language } = dangerIn(opened)
  const hides = question.discreet && kinds.length > 0
  const denied = !question.urgent && opened.events.findLast(({ kind }) => marks.includes(kind))?.kind === deskEvents.urgentDenied.kind
  return (
    <>
      {question.urgent && (
        <section class="wc-alarm">
          <Notice kind={question.urgent === 'now' ? 'error' : 'warning'} title={t(`urgent.${question.urgent}`)}>
            {kinds.length > 0 ? <p>{t('urgent.kind', { kinds: kinds.map((each) => t(`urgent.kind.${each}`)).join(', ') })}</p> : <p>{t('urgent.handled')}</p>}
            {hides && <p>{t('urgent.hidden.first')}</p>}
          </Notice>
          <h2 class="utrecht-heading-3">{t('urgent.reach')}</h2>
          <ReachedNow language={visit.language} person={person} none={t('urgent.reach.none')} careful={question.discreet ? t('urgent.hidden.mail') : undefined} />
          <h2 class="utrecht-heading-3">{t('urgent.words')}</h2>
          {language && language !== visit.language && (
            <p>
              <strong>{t('urgent.language', { language: languageNames[visit.language].of(language) ?? language })}</strong>
            </p>
          )}
          {words.map(({ text, at }) => (
            <div class="wc-said wc-said--asker" key={at.toISOString()}>
              <span class="wc-when">{sayMoment(visit.language, at, visit.now)}</span>
              <Typed>{text}</Typed>
            </div>
          ))}
          {mayWork && question.urgent_due_at && (
            <Form action={`${address}/oppakken${from}`} language={visit.language} formKey={formKey}>
              <Button hotkey="o">{t('urgent.take')}</Button>
            </Form>
          )}
          {hides && <P>{t('urgent.hidden')}</P>}
          {guidance.map((text) => (
            <div class="wc-card" key={text}>
              <h2 class="utrecht-heading-3">{t('urgent.guidance')}</h2>
              <Typed>{text}</Typed>
            </div>
          ))}
          <h2 class="utrecht-heading-3">{t('urgent.call')}</h2>
          <Calls language={visit.language} contacts={contactsFor(kinds, helpOf(network), visit.now)} />
          <p>
            <A href={visit.path('/werk/bij-spoed')}>{t('urgent.guidance.all')}</A>
          </p>
        </section>
      )}
      {denied && <Notice kind="warning" title={t('urgent.denied')} />}
      {question.call && (
        <Notice kind="warning" title={`${t(person.email_trouble === 'bounced' ? 'call.bounced' : 'call.waits')} ${sayTell(visit.language, person)}`}>
          {question.discreet && <p>{t('urgent.hidden.mail')}</p>}
          {mayWork && (
            <Form action={`${address}/verteld${from}`} language={visit.language} formKey={formKey}>
              <Button weight="secondary-action">{t('call.told')}</Button>
            </Form>
          )}
        </Notice>
      )}
      {person.email_trouble === 'doubtful' && <Notice kind="warning" title={t('call.doubtful')} />}
    </>
  )
}
const marks: readonly string[] = [deskEvents.urgent, deskEvents.lookFirst, deskEvents.urgentOff, deskEvents.urgentDenied].map(({ kind }) => kind)

/** What is promised, by when, and the kinds of answer that work. */
function Promised({ visit, opened }: { visit: StaffVisit; opened: Opened }) {
  const t = say[visit.language]
  const { question, mayWork, offers, address, formKey, from, messages } = opened
  const act = (which: QuestionForm, label: string) => (
    <Form action={`${address}/${which}${from}`} language={visit.language} formKey={formKey}>
      <Button hotkey={which === 'oppakken' ? 'o' : undefined}>{label}</Button>
    </Form>
  )
  if (isClosed(question.state)) {
    return (
      <div class="wc-promise wc-promise--calm">
        <p>
          <strong>{t(`state.${question.state}`)}.</strong> {t('question.now.closed', { moment: sayMoment(visit.language, question.closed_at!, visit.now) })}{' '}
          {opened.mergedInto && t('related.merged', { number: opened.mergedInto })}
        </p>
        {mayWork && questionLife.can('unmerge', question.state) && act('losmaken', t('related.unmerge'))}
      </div>
    )
  }
  const { what, at } = nextDue(question)
  const late = what !== 'asker' && visit.now >= at
  const moment = sayMoment(visit.language, at, visit.now)
  const answered = question.state === 'reopened' && !question.call && messages.some((each) => each.kind === 'answer')
  return (
    <div class={`wc-promise${late ? ' wc-promise--late' : what === 'asker' ? ' wc-promise--calm' : ''}`}>
      {late && what === 'urgent' ? (
        <p>{t('question.now.urgent.late', { moment })}</p>
      ) : (
        <p>
          {late && <strong>{t('question.now.late', { moment })} </strong>}
          {late ? t(`question.now.${what}`, { moment }).split(',')[0] : t(`question.now.${what}`, { moment })}
        </p>
      )}
      {mayWork && (
        <div class="wc-actions">
          {!question.staff_id && !question.urgent_due_at && questionLife.can('take', question.state) && act('oppakken', t('question.take'))}
          {question.staff_id && questionLife.can('resume', question.state) && act('doorgaan', t('question.resume'))}
          {question.staff_id &&
            offers.map((offer) => (
              <ButtonLink key={offer.kind} href={`${address}/${offer.page}${from}`} hotkey={offer.kind === 'direct' ? 'a' : undefined}>
                {offer.label[visit.language]}
              </ButtonLink>
            ))}
          {answered && act('sluiten', t('question.settle'))}
        </div>
      )}
    </div>
  )
}

function Talk({ visit, opened }: { visit: StaffVisit; opened: Opened }) {
  const t = say[visit.language]
  const { question, messages, network, attachments, address } = opened
  const label = {
    addition: '',
    message: t('question.message.label'),
    conversation: t('question.conversation.label'),
    note: t('question.note.label'),
    answer: t('question.answer.label'),
    consult: t('consult.label'),
    advice: t('advise.label'),
  }
  const shape = {
    addition: ' wc-said--asker',
    message: '',
    conversation: '',
    note: ' wc-said--note',
    answer: ' wc-said--answer',
    consult: ' wc-said--note',
    advice: ' wc-said--note',
  }
  return (
    <section id="gesprek" data-part>
      <H2>{t('question.talk')}</H2>
      <div class="wc-said wc-said--asker">
        <span class="wc-when">
          {t('question.asker')}, {sayMoment(visit.language, question.asked_at, visit.now)}
        </span>
        <Typed>{question.text}</Typed>
        <Files visit={visit} attachments={attachments} message={null} at={address} />
      </div>
      {messages.map((message) => (
        <div class={`wc-said${shape[message.kind]}`} key={message.id}>
          <span class="wc-when">
            {internalKinds.includes(message.kind) && `${label[message.kind]}. `}
            {message.staff_id ? network.staff.get(message.staff_id)?.name : t('question.asker')}, {sayMoment(visit.language, message.at, visit.now)}
            {!internalKinds.includes(message.kind) && label[message.kind] && `, ${label[message.kind]}`}
          </span>
          <Typed>{message.text}</Typed>
          <Files visit={visit} attachments={attachments} message={message.id} at={address} />
        </div>
      ))}
    </section>
  )
}

function Who({ visit, opened }: { visit: StaffVisit; opened: Opened }) {
  const t = say[visit.language]
  const { question, person } = opened
  const known = factNames.filter((fact) => question.facts[fact])
  const done = (at: Date) => t('question.promised.done', { day: sayShortDay(visit.language, at) })
  const day = (at: Date) => sayShortDay(visit.language, at)
  return (
    <>
      <section>
        <H2>{t('question.who')}</H2>
        <Facts
          rows={[
            [t('question.who.name'), person.name ? <span dir="auto">{person.name}</span> : t('question.who.nothing')],
            [t('question.who.is'), t(`group.${question.asker_group}`)],
            [t('question.who.lives'), [question.municipality, question.postcode].filter(Boolean).join(', ') || t('work.nowhere')],
            [t('question.who.reach'), <Reached language={visit.language} person={person} none={t('question.who.follow-page')} />],
            [t('question.who.language'), t(`language.${question.language}`)],
          ]}
        />
      </section>
      {known.length > 0 && (
        <section>
          <H2>{t('question.known')}</H2>
          <Facts rows={known.map((fact) => [t(`fact.${fact}`), <span dir="auto">{sayFact(visit.language, fact, question.facts[fact]!)}</span>] as const)} />
        </section>
      )}
      <section>
        <H2>{t('question.promised')}</H2>
        <Facts
          rows={[
            [t('question.promised.first'), question.first_response_at ? done(question.first_response_at) : day(question.first_due_at)],
            [t('question.promised.answer'), question.state === 'answered' ? done(question.closed_at!) : day(question.answer_due_at)],
            [t('question.state'), t(`state.${question.state}`)],
          ]}
        />
      </section>
    </>
  )
}

/** The third column: who, what, what was promised, by when, what to do next, in one screen. */
export function QuestionPage({ visit, opened }: { visit: StaffVisit; opened: Opened }): VNode {
  const t = say[visit.language]
  const { question, person, network, events, done } = opened
  const owner = (question.staff_id && network.staff.get(question.staff_id)?.name) || t('question.nobody')
  const organisation = network.organisations.get(question.organisation_id)?.name
  const door = network.doors.find((each) => each.id === question.door_id)
  // Who is in danger comes before what is given along.
  // What is sent to nobody is not called sent.
  const mailed = mailableAt(person) !== undefined
  const said = done === 'written' && !mailed ? 'written.guide' : done === 'answered' && !mailed ? 'answered.told' : done
  const isDone = said && (
    <Notice kind="ok" title={t(`done.${said}`)}>
      {opened.followUrl && (
        <>
          {question.discreet && (
            <p>
              <strong>{t('done.registered.discreet')}</strong>
            </p>
          )}
          <p>{t('done.registered.link')}</p>
          <p class="wc-link-to-keep">
            <strong>{question.number}</strong>{' '}
            <a class="utrecht-link" href={opened.followUrl}>
              {opened.followUrl}
            </a>
          </p>
          <ButtonLink href={`${opened.address}/bon`} weight="secondary-action">
            {t('done.registered.slip')}
          </ButtonLink>
        </>
      )}
    </Notice>
  )
  const panelsIn = (column: QuestionPanel['column']) => opened.panels.filter(([each]) => each === column).map(([, panel]) => panel)
  return (
    <article class="wc-what">
      <a class="utrecht-link wc-back" href={visit.path(`/werk${opened.from}`)} data-key="u">
        {t('question.back')}
      </a>
      {!(question.urgent && opened.followUrl) && isDone}
      <p class="wc-kicker">
        {question.number} ·{' '}
        {t('question.by', { channel: t(`channel.${question.channel}`), moment: sayMoment(visit.language, question.asked_at, visit.now), owner: `${owner}, ${organisation}` })}
        {door && ` · ${t('question.door', { door: door.name })}`}
      </p>
      <H1>
        <span dir="auto">{question.sharpened ?? t('work.unclear', { group: t(`group.${question.asker_group}`), channel: t(`channel.${question.channel}`) })}</span>
      </H1>
      <p class="wc-here" data-here={`${opened.address}/aanwezig`} aria-live="polite" />
      <p data-changed hidden>
        <a class="utrecht-link" href={`${opened.address}${opened.from}`}>
          {t('question.changed')}
        </a>
      </p>
      {opened.granted && <Notice kind="info" title={t('related.granted', { organisation })} />}
      <Urgent visit={visit} opened={opened} />
      {question.urgent && opened.followUrl && isDone}
      <Promised visit={visit} opened={opened} />
      {panelsIn('top')}
      <div class="wc-question">
        <div>
          <Talk visit={visit} opened={opened} />
          {opened.mayWork && <Work visit={visit} opened={opened} />}
          {panelsIn('main')}
        </div>
        <div>
          <Who visit={visit} opened={opened} />
          <OneHistory visit={visit} opened={opened} />
          {panelsIn('side')}
          <More title={t('question.log')}>
            <ol class="wc-timeline">
              {[...events]
                .reverse()
                .map((event) => [sayOn(visit, network, event, 'colleagues'), event.at] as const)
                .filter(([what]) => what)
                .map(([what, at], index) => (
                  <li key={index}>
                    {what}
                    <small>{sayMoment(visit.language, at, visit.now)}</small>
                  </li>
                ))}
            </ol>
          </More>
        </div>
      </div>
    </article>
  )
}
