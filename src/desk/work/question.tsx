import type { ComponentChildren, VNode } from 'preact'
import { type Language, sayMoment, sayShortDay } from '../../foundation/i18n/i18n.ts'
import type { EventRow } from '../../foundation/record/record.ts'
import { Notice, Button, ButtonLink, Choice, Facts, Form, H1, H2, P, TextArea, TextField, Typed } from '../../foundation/ui/components.tsx'
import { emptyForm, type Filled } from '../../foundation/web/forms.ts'
import type { StaffVisit } from '../../foundation/web/route.ts'
import { regionOfId } from '../../network/geography.ts'
import { type Network, worksHere } from '../../network/known.ts'
import { sayPhone } from '../../people/person.ts'
import type { Person } from '../../people/queries.ts'
import { nextDue } from '../due.ts'
import type { AnswerOffer } from '../places.ts'
import { askerGroups, canStep, type Fact, factNames, facts, isClosed, type Message, type Question, topics } from '../question.ts'
import { explainIn } from '../public/ask.tsx'
import { say } from '../words.ts'

export const questionForms = ['bericht', 'gesprek', 'notitie', 'verhelderen', 'toewijzen', 'teruggeven', 'link', 'oppakken', 'doorgaan'] as const
export type QuestionForm = (typeof questionForms)[number]
export const doneOnQuestion = ['taken', 'assigned', 'returned', 'clarified', 'written', 'spoken', 'noted', 'resumed', 'answered', 'link', 'registered'] as const
export type DoneOnQuestion = (typeof doneOnQuestion)[number]

/** All that a question's page shows to staff. */
export interface Opened {
  question: Question
  person: Person
  messages: readonly Message[]
  events: readonly EventRow[]
  network: Network
  /** The question's own address, below which its forms are. */
  address: string
  /** The list it was opened from, as a query. */
  from: string
  formKey: string
  offers: readonly AnswerOffer[]
  mayWork: boolean
  main: readonly VNode[]
  side: readonly VNode[]
  done?: DoneOnQuestion
  followUrl?: string
  filled?: { which: QuestionForm; form: Filled }
}

const logKinds = [
  'asked',
  'responded',
  'taken',
  'assigned',
  'returned',
  'clarified',
  'written',
  'spoken',
  'noted',
  'resumed',
  'wait-ended',
  'answered',
  'added',
  'reopened',
  'withdrawn',
  'contact-changed',
  'municipality-changed',
  'link-renewed',
  'overdue',
  'colleague-left',
] as const
type LogKind = (typeof logKinds)[number]

function sayEvent(language: Language, network: Network, event: EventRow): string | undefined {
  const t = say[language]
  const kind = event.kind.replace('question.', '') as LogKind
  if (!logKinds.includes(kind)) return undefined
  const nameOf = (id: unknown) => (typeof id === 'string' && network.staff.get(id)?.name) || 'Werkcentrum'
  const { detail } = event
  if (kind === 'written' && detail.waits) return t('log.waiting', { name: nameOf(event.staff_id) })
  const channel = kind === 'asked' ? t(`channel.${detail.channel as Question['channel']}`) : ''
  return t(`log.${kind}`, { name: nameOf(event.staff_id), to: nameOf(detail.to), within: String(detail.within), level: String(detail.level), channel })
}

const More = ({ title, open, note, children }: { title: string; open?: boolean; note?: boolean; children: ComponentChildren }) => (
  <details class={note ? 'wc-more wc-form--note' : 'wc-more'} open={open}>
    <summary>{title}</summary>
    {children}
  </details>
)

/** What is promised, by when, and the kinds of answer that work. */
function Promised({ visit, opened }: { visit: StaffVisit; opened: Opened }) {
  const t = say[visit.language]
  const { question, mayWork, offers, address, formKey, from } = opened
  if (isClosed(question.state)) {
    return (
      <div class="wc-promise wc-promise--calm">
        <p>
          <strong>{t(`state.${question.state}`)}.</strong> {t('question.now.closed', { moment: sayMoment(visit.language, question.closed_at!, visit.now) })}
        </p>
      </div>
    )
  }
  const { what, at } = nextDue(question)
  const late = what !== 'asker' && visit.now >= at
  const moment = sayMoment(visit.language, at, visit.now)
  const act = (which: QuestionForm, label: string) => (
    <Form action={`${address}/${which}${from}`} language={visit.language} formKey={formKey}>
      <Button>{label}</Button>
    </Form>
  )
  return (
    <div class={`wc-promise${late ? ' wc-promise--late' : what === 'asker' ? ' wc-promise--calm' : ''}`}>
      <p>
        {late && <strong>{t('question.now.late', { moment })} </strong>}
        {late ? t(`question.now.${what}`, { moment }).split(',')[0] : t(`question.now.${what}`, { moment })}
      </p>
      {mayWork && (
        <div class="wc-actions">
          {!question.staff_id && canStep('take', question.state) && act('oppakken', t('question.take'))}
          {question.staff_id && canStep('resume', question.state) && act('doorgaan', t('question.resume'))}
          {question.staff_id &&
            offers.map((offer) => (
              <ButtonLink key={offer.kind} href={`${address}/${offer.page}${from}`}>
                {offer.label[visit.language]}
              </ButtonLink>
            ))}
        </div>
      )}
    </div>
  )
}

function Talk({ visit, opened }: { visit: StaffVisit; opened: Opened }) {
  const t = say[visit.language]
  const { question, messages, network } = opened
  const label = {
    addition: '',
    message: t('question.message.label'),
    conversation: t('question.conversation.label'),
    note: t('question.note.label'),
    answer: t('question.answer.label'),
  }
  const shape = { addition: ' wc-said--asker', message: '', conversation: '', note: ' wc-said--note', answer: ' wc-said--answer' }
  return (
    <section>
      <H2>{t('question.talk')}</H2>
      <div class="wc-said wc-said--asker">
        <span class="wc-when">
          {t('question.asker')}, {sayMoment(visit.language, question.asked_at, visit.now)}
        </span>
        <Typed>{question.text}</Typed>
      </div>
      {messages.map((message) => (
        <div class={`wc-said${shape[message.kind]}`} key={message.id}>
          <span class="wc-when">
            {message.kind === 'note' && `${label.note}. `}
            {message.staff_id ? network.staff.get(message.staff_id)?.name : t('question.asker')}, {sayMoment(visit.language, message.at, visit.now)}
            {message.kind !== 'note' && label[message.kind] && `, ${label[message.kind]}`}
          </span>
          <Typed>{message.text}</Typed>
        </div>
      ))}
    </section>
  )
}

/** A fact's value as people say it. */
const sayFact = (language: Language, fact: Fact, value: string) =>
  (facts[fact] as readonly string[] | undefined)?.includes(value) ? say[language](`value.${value}` as 'value.ww') : value

function Clarification({ visit, opened, props, field }: { visit: StaffVisit; opened: Opened; props: ReturnType<typeof formProps>; field: ReturnType<typeof fieldProps> }) {
  const t = say[visit.language]
  const { question, person } = opened
  const unknown = ['', t('question.unknown')] as const
  return (
    <Form {...props} labels={{ sharpened: t('question.sharpened'), ...Object.fromEntries(factNames.map((fact) => [fact, t(`fact.${fact}`)])) }}>
      <TextField {...field} name="sharpened" label={t('question.sharpened')} hint={t('question.sharpened.hint')} start={question.sharpened ?? ''} />
      <div class="wc-pair">
        <Choice
          {...field}
          name="topic"
          label={t('question.topic')}
          start={question.topic ?? ''}
          options={[unknown, ...topics.map((each) => [each, t(`topic.${each}`)] as const)]}
        />
        <Choice {...field} name="group" label={t('question.group')} start={question.asker_group} options={askerGroups.map((each) => [each, t(`group.${each}`)] as const)} />
        <Choice
          {...field}
          name="municipality"
          label={t('question.municipality')}
          start={question.municipality ?? ''}
          options={[unknown, ...regionOfId(visit.place.id).municipalities.map((each) => [each, each] as const)]}
        />
        <TextField {...field} name="name" label={t('question.name')} start={person.name ?? ''} />
        {factNames.map((fact) => {
          const options = facts[fact] as readonly string[] | undefined
          const shared = { ...field, name: fact, label: t(`fact.${fact}`), start: question.facts[fact] ?? '' }
          return options ? (
            <Choice key={fact} {...shared} options={[unknown, ...options.map((each) => [each, sayFact(visit.language, fact, each)] as const)]} />
          ) : (
            <TextField key={fact} {...shared} />
          )
        })}
      </div>
      <Button weight="secondary-action">{t('question.clarify.send')}</Button>
    </Form>
  )
}

const formProps = (visit: StaffVisit, opened: Opened, which: QuestionForm) => ({
  action: `${opened.address}/${which}${opened.from}`,
  language: visit.language,
  formKey: opened.formKey,
  form: opened.filled?.which === which ? opened.filled.form : emptyForm,
  explain: explainIn(visit),
  prefix: `${which}-`,
})
const fieldProps = (visit: StaffVisit, opened: Opened, which: QuestionForm) => {
  const { form, explain, prefix } = formProps(visit, opened, which)
  return { form, explain, prefix }
}

function Work({ visit, opened }: { visit: StaffVisit; opened: Opened }) {
  const t = say[visit.language]
  const { question, network, filled } = opened
  const props = (which: QuestionForm) => formProps(visit, opened, which)
  const field = (which: QuestionForm) => fieldProps(visit, opened, which)
  const isOpen = (which: QuestionForm) => filled?.which === which
  const inHand = question.staff_id !== null && canStep('write', question.state)
  const colleagues = [...network.staff.values()].filter(
    (each) =>
      each.organisation_id === question.organisation_id &&
      each.id !== question.staff_id &&
      worksHere(each, visit.now) &&
      each.roles.some((role) => role !== 'administrator' && role !== 'privacy-officer' && role !== 'partner-contact' && role !== 'manager'),
  )
  return (
    <section>
      {inHand && (
        <>
          <More title={t('question.clarify')} open={isOpen('verhelderen') || !question.sharpened}>
            <Clarification visit={visit} opened={opened} props={props('verhelderen')} field={field('verhelderen')} />
          </More>
          <More title={t('question.write')} open={isOpen('bericht')}>
            <Form {...props('bericht')} labels={{ text: t('question.write') }}>
              <TextArea {...field('bericht')} name="text" label={t('question.write.text')} />
              <Choice
                {...field('bericht')}
                name="waits"
                label={t('question.write.waits')}
                options={[
                  ['nee', t('question.write.waits.no')],
                  ['ja', t('question.write.waits.yes')],
                ]}
              />
              <Button>{t('question.write.send')}</Button>
            </Form>
          </More>
          <More title={t('question.spoken')} open={isOpen('gesprek')}>
            <Form {...props('gesprek')} labels={{ text: t('question.spoken') }}>
              <TextArea {...field('gesprek')} name="text" label={t('question.spoken.text')} />
              <Button weight="secondary-action">{t('question.spoken.send')}</Button>
            </Form>
          </More>
        </>
      )}
      <More title={t('question.note')} open={isOpen('notitie')} note>
        <Form {...props('notitie')} labels={{ text: t('question.note') }}>
          <TextArea {...field('notitie')} name="text" label={t('question.note.text')} />
          <Button weight="secondary-action">{t('question.note.send')}</Button>
        </Form>
      </More>
      {!isClosed(question.state) && colleagues.length > 0 && (
        <More title={t('question.assign')} open={isOpen('toewijzen')}>
          <Form {...props('toewijzen')} labels={{ colleague: t('question.assign.to') }}>
            <Choice
              {...field('toewijzen')}
              name="colleague"
              label={t('question.assign.to')}
              options={[['', t('ask.group.choose')], ...colleagues.map((each) => [each.id, each.name] as const)]}
            />
            <Button weight="secondary-action">{t('question.assign.send')}</Button>
          </Form>
        </More>
      )}
      {inHand && (
        <More title={t('question.return')} open={isOpen('teruggeven')}>
          <Form {...props('teruggeven')} labels={{ text: t('question.return') }}>
            <TextArea {...field('teruggeven')} name="text" label={t('question.return.reason')} rows={2} />
            <Button weight="secondary-action">{t('question.return.send')}</Button>
          </Form>
        </More>
      )}
      <More title={t('question.link')}>
        <P>{t('question.link.text')}</P>
        <Form {...props('link')}>
          <Button weight="secondary-action">{t('question.link.send')}</Button>
        </Form>
      </More>
    </section>
  )
}

function Who({ visit, opened }: { visit: StaffVisit; opened: Opened }) {
  const t = say[visit.language]
  const { question, person } = opened
  const reach = [person.email, person.phone && sayPhone(person.phone)].filter(Boolean).join(', ')
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
            [t('question.who.reach'), reach || t('question.who.follow-page')],
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
  const { question, network, events, done } = opened
  const owner = (question.staff_id && network.staff.get(question.staff_id)?.name) || t('question.nobody')
  const organisation = network.organisations.get(question.organisation_id)?.name
  return (
    <article class="wc-what">
      <a class="utrecht-link wc-back" href={visit.path(`/werk${opened.from}`)}>
        {t('question.back')}
      </a>
      {done && (
        <Notice kind="ok" title={t(`done.${done}`)}>
          {opened.followUrl && (
            <>
              <p>{t('done.registered.link')}</p>
              <p class="wc-link-to-keep">
                <strong>{question.number}</strong>{' '}
                <a class="utrecht-link" href={opened.followUrl}>
                  {opened.followUrl}
                </a>
              </p>
            </>
          )}
        </Notice>
      )}
      <p class="wc-kicker">
        {question.number} ·{' '}
        {t('question.by', { channel: t(`channel.${question.channel}`), moment: sayMoment(visit.language, question.asked_at, visit.now), owner: `${owner}, ${organisation}` })}
      </p>
      <H1>
        <span dir="auto">{question.sharpened ?? t('work.unclear', { group: t(`group.${question.asker_group}`), channel: t(`channel.${question.channel}`) })}</span>
      </H1>
      <Promised visit={visit} opened={opened} />
      <div class="wc-question">
        <div>
          <Talk visit={visit} opened={opened} />
          {opened.mayWork && <Work visit={visit} opened={opened} />}
          {opened.main}
        </div>
        <div>
          <Who visit={visit} opened={opened} />
          {opened.side}
          <details class="wc-more">
            <summary>{t('question.log')}</summary>
            <ol class="wc-timeline">
              {[...events]
                .reverse()
                .map((event) => [sayEvent(visit.language, network, event), event.at] as const)
                .filter(([what]) => what)
                .map(([what, at], index) => (
                  <li key={index}>
                    {what}
                    <small>{sayMoment(visit.language, at, visit.now)}</small>
                  </li>
                ))}
            </ol>
          </details>
        </div>
      </div>
    </article>
  )
}
