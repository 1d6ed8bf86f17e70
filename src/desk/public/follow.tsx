import { type FollowForm, followForms } from './forms.ts'
import type { Followed } from './seen.ts'
import { deskEvents } from '../events.ts'
import { sayOn } from '../places.ts'
import type { VNode } from 'preact'
import { sayDay, sayMoment } from '../../foundation/i18n/i18n.ts'
import { alarmField } from '../../foundation/danger/alarm.ts'
import { Notice, Button, ButtonLink, Choice, Facts, FileField, Form, H2, More, P, TextArea, TextField, Typed } from '../../foundation/ui/components.tsx'
import { FileList } from '../../foundation/ui/files.tsx'
import { PublicPage } from '../../foundation/ui/layout.tsx'
import { acceptedFiles } from '../../foundation/web/files.ts'
import { fieldsOn } from '../../foundation/ui/fields.ts'
import type { Visit } from '../../foundation/web/route.ts'
import { reachFrom, wayTo } from '../../people/person.ts'
import { ReachFields, sayHears, sayReach } from '../../people/reach.tsx'
import { dueForAsker, saidForAsker } from '../discreet.ts'
import { nextDue } from '../due.ts'
import type { Attachment } from '../queries.ts'
import { internalKinds, isClosed, type Question, readFirst } from '../question.ts'
import { say } from '../words.ts'
import { grouped } from './slip.tsx'
import { FollowHelp, urgentPage } from './urgent.tsx'

/** What happened, in plain words, newest first: [what, when]. */
export const timelineFor = (visit: Visit, { events, network }: Pick<Followed, 'events' | 'network'>): [string, Date][] =>
  events
    .flatMap((event): [string, Date][] => {
      const said = sayOn(visit, network, event, 'asker')
      return said ? [[said, event.at]] : []
    })
    .reverse()

/** Whether the answer that closed it was no text of the desk: the last of the record says of which kind it was. */
const isAnsweredElsewhere = ({ events }: Pick<Followed, 'events'>) => events.findLast((each) => each.kind === deskEvents.answered.kind)?.detail.kind !== 'direct'

function Status({ visit, seen }: { visit: Visit; seen: Followed }) {
  const t = say[visit.language]
  const { question, network, messages } = seen
  const organisation = network.organisations.get(question.organisation_id)?.name ?? ''
  const name = question.staff_id ? network.staff.get(question.staff_id)?.name : undefined
  if (question.state === 'merged')
    return (
      <Notice kind="info" title={t('follow.merged')}>
        {seen.mergedUrl && (
          <p>
            <a class="utrecht-link" href={seen.mergedUrl}>
              {t('follow.merged.go')}
            </a>
          </p>
        )}
      </Notice>
    )
  if (question.state === 'dismissed') return <Notice kind="info" title={t('follow.dismissed', { phone: network.setup.phone })} />
  if (question.state === 'withdrawn') return <Notice kind="info" title={t('follow.withdrawn')} />
  if (question.state === 'answered') {
    const answer = messages.findLast((message) => message.kind === 'answer')
    // Answered by what another room shows: its part says how.
    if (!answer || isAnsweredElsewhere(seen)) return <Notice kind="warning" title={t('follow.answered')} />
    const by = network.staff.get(answer.staff_id!)?.name ?? organisation
    return (
      <>
        <Notice kind="warning" title={t('follow.answered')}>
          <p>{t('follow.answered.by', { name: by, moment: sayMoment(visit.language, answer.at, visit.now) })}</p>
        </Notice>
        <div class="wc-card">
          <Typed>{answer.text}</Typed>
        </div>
      </>
    )
  }
  const due = nextDue({ ...question, ...dueForAsker(question, network.setup) })
  const late = due.what !== 'asker' && visit.now > due.at
  return (
    <Notice
      kind={late ? 'warning' : 'info'}
      title={late ? t('follow.late') : t(`follow.due.${due.what}`, { day: (due.what === 'urgent' ? sayMoment : sayDay)(visit.language, due.at, visit.now), organisation })}
    >
      <p>
        {name ? t('follow.at.person', { name, organisation }) : t('follow.at', { organisation })} {sayHears(visit.language, seen.person)}
      </p>
    </Notice>
  )
}

/** The page's own address, also when one of its forms was handed in. */
export const addressOf = (visit: Visit) => visit.path(`/volg/${(visit.params as { token: string }).token}`)

/** What came with a message (or with the question itself, for null): each to be kept as a file. */
export function Files({ visit, attachments, message, at }: { visit: Pick<Visit, 'language'>; attachments: readonly Attachment[]; message: string | null; at: string }) {
  const own = attachments.filter((each) => each.message_id === message)
  return (
    <FileList
      language={visit.language}
      label={say[visit.language]('files.title')}
      files={own.map(({ id, name, size }) => ({ key: id, name, size, href: `${at}/bijlagen/${id}` }))}
    />
  )
}

type Asking = Pick<Followed, 'network' | 'question' | 'person' | 'filled' | 'formKey' | 'notHelpedUntil' | 'municipalities' | 'proven' | 'way' | 'open'>

/** Where the asker writes more; in the chat, and where we wait for it, it is open. */
function AddForm({ visit, seen: { question, filled, formKey }, at }: { visit: Visit; seen: Pick<Asking, 'question' | 'filled' | 'formKey'>; at: string }) {
  const t = say[visit.language]
  const field = fieldsOn(followForms, 'toevoegen', visit.language, { filled })
  return (
    <More
      title={t(question.state === 'waiting' ? 'follow.reply' : 'follow.add')}
      open={question.state === 'waiting' || question.channel === 'chat' || filled?.which === 'toevoegen'}
    >
      <Form action={`${at}/toevoegen`} language={visit.language} formKey={formKey} fields={field} files>
        <TextArea {...field('text')} autocompleteOff />
        {visit.alarm && <input type="hidden" name={alarmField} value={visit.alarm.token} />}
        <FileField {...field('file')} language={visit.language} accept={acceptedFiles} />
        <Button>{t('follow.add.send')}</Button>
      </Form>
    </More>
  )
}

/** What the asker can do, as forms below `at`; a guide who sits with them has the same, but no new link for themselves. */
export function AskerForms({ visit, seen, at, together }: { visit: Visit; seen: Asking; at: string; together?: boolean }) {
  const t = say[visit.language]
  const { network, question, person, filled, formKey } = seen
  const props = <Which extends FollowForm>(which: Which) => ({
    action: `${at}/${which}`,
    language: visit.language,
    formKey,
    fields: fieldsOn(followForms, which, visit.language, { filled }),
  })
  const open = !isClosed(question.state)
  const byMail = seen.way === 'mail'
  const waits = filled?.which === 'contact' && filled.form.kept !== 'gone' ? filled.form.kept : undefined
  return (
    <>
      {open && <AddForm visit={visit} seen={seen} at={at} />}
      {seen.notHelpedUntil && (
        <More title={t('follow.not-helped')} open={filled?.which === 'helpt-niet'}>
          <P>{t('follow.not-helped.hint', { day: sayDay(visit.language, seen.notHelpedUntil, visit.now) })}</P>
          <Form {...props('helpt-niet')}>
            <TextArea {...props('helpt-niet').fields('text')} autocompleteOff />
            <Button>{t('follow.not-helped.send')}</Button>
          </Form>
        </More>
      )}
      <span id="contact" />
      <More title={t('follow.contact')} open={filled?.which === 'contact' || seen.open === 'contact'}>
        {wayTo(person) === 'page' && <P>{t('follow.contact.none')}</P>}
        {!seen.proven && (
          <>
            {wayTo(person) !== 'page' && <P>{t('follow.contact.is', { reach: sayReach(visit.language, person) })}</P>}
            <P>{t('follow.contact.proof')}</P>
            {filled?.form.errors.proof && <Notice kind="error" title={t('proof.first')} wrong />}
            <ButtonLink href={`${at}/bewijs?naar=contact${waits ? `&getypt=${waits}` : ''}`} weight={waits ? 'primary-action' : 'secondary-action'}>
              {t('follow.contact.change')}
            </ButtonLink>
          </>
        )}
        {(seen.proven || filled?.which === 'contact') && (
          <Form {...props('contact')}>
            <TextField {...props('contact').fields('name')} start={seen.proven ? (person.name ?? '') : ''} autocomplete="name" />
            <ReachFields fields={props('contact').fields} network={network} reach={seen.proven ? person : reachFrom({})} other={together} />
            <Button weight="secondary-action">{t('follow.contact.save')}</Button>
          </Form>
        )}
      </More>
      {open && (
        <More title={t('follow.municipality')} open={filled?.which === 'gemeente'}>
          <P>{question.municipality ? t('follow.municipality.is', { municipality: question.municipality }) : t('follow.municipality.unknown')}</P>
          <Form {...props('gemeente')}>
            <Choice
              {...props('gemeente').fields('municipality')}
              start={question.municipality ?? ''}
              options={[['', t('ask.group.choose')], ...seen.municipalities.map((each) => [each, each] as const)]}
            />
            <Button weight="secondary-action">{t('follow.contact.save')}</Button>
          </Form>
        </More>
      )}
      {!together && (
        <More title={t('follow.link')}>
          <P>{t(byMail ? 'follow.link.text' : 'follow.link.none', { phone: network.setup.phone })}</P>
          {byMail && (
            <Form {...props('nieuwe-link')}>
              <Button weight="secondary-action">{t('follow.link.send')}</Button>
            </Form>
          )}
        </More>
      )}
      {open && (together || !readFirst(question)) && (
        <More title={t('follow.withdraw')}>
          <P>{t('follow.withdraw.text')}</P>
          <Form {...props('intrekken')}>
            <Button weight="secondary-action">{t('follow.withdraw.send')}</Button>
          </Form>
        </More>
      )}
    </>
  )
}

/** Somebody in the chat sees what is said first. */
const isChat = (question: Question) => question.channel === 'chat' && !isClosed(question.state)

/** What was said, but for the answer that stands on top of the page. */
function Talk({ visit, seen }: { visit: Visit; seen: Followed }) {
  const t = say[visit.language]
  const { question, messages, network, attachments } = seen
  const last = question.state === 'answered' && !isAnsweredElsewhere(seen) ? messages.findLast((each) => each.kind === 'answer') : undefined
  const talk = messages.filter((message) => !internalKinds.includes(message.kind) && message !== last && saidForAsker(question, message))
  return (
    <section id="gesprek" data-part aria-live="polite">
      {(talk.length > 0 || isChat(question)) && <H2>{t('follow.messages')}</H2>}
      {talk.length === 0 && isChat(question) && <P>{t('chat.wait')}</P>}
      {talk.map((message) => (
        <div class={`wc-said${message.kind === 'addition' ? ' wc-said--asker' : message.kind === 'answer' ? ' wc-said--answer' : ''}`} key={message.id}>
          <span class="wc-when">
            {message.staff_id ? network.staff.get(message.staff_id)?.name : t('follow.you')}, {sayMoment(visit.language, message.at, visit.now)}
          </span>
          <Typed>{message.text}</Typed>
          <Files visit={visit} attachments={attachments} message={message.id} at={addressOf(visit)} />
        </div>
      ))}
    </section>
  )
}

/** The asker's own page: where the question is, by when, what was said, what happened, and what they can do. */
export function followPage(visit: Visit, seen: Followed): VNode {
  const t = say[visit.language]
  const { question, done, attachments } = seen
  // The one who does it may read along: what was written stands here never again.
  const hidden = question.discreet
  const at = addressOf(visit)
  const { alarm } = visit
  // A form that was not in order is shown again whatever its words say; then help stands above it.
  if (alarm?.reading.certain && seen.fresh && !seen.filled)
    return urgentPage(
      { ...visit, alarm },
      seen,
      at,
      isChat(question) ? (
        <>
          <Talk visit={visit} seen={seen} />
          <AddForm visit={visit} seen={seen} at={at} />
        </>
      ) : undefined,
    )
  return (
    <PublicPage visit={visit} title={t('follow.title', { number: question.number })} hidden ownHelp live={{ at: `${at}/live`, question: question.number }}>
      <FollowHelp visit={visit} seen={seen} at={at} />
      {done === 'new' && (
        <Notice kind="ok" title={t('follow.new')}>
          <p>{t('follow.new.number', { number: question.number })}</p>
          <p>
            {t('follow.new.keep')} {seen.mailed ? t(seen.events.some(({ kind }) => kind === deskEvents.mailHeld.kind) ? 'follow.new.held' : 'follow.new.mail') : ''}
          </p>
          <p class="wc-link-to-keep">
            <a class="utrecht-link" href={seen.url}>
              {seen.url}
            </a>
          </p>
          {seen.code && (
            <>
              <p>{t('follow.new.code', { site: `${visit.system.settings.baseUrl.replace(/^https?:\/\//, '')}${visit.path('/volg')}` })}</p>
              <Facts
                rows={[
                  [t('slip.number'), <strong class="wc-said-aloud">{question.number}</strong>],
                  [t('slip.code'), <strong class="wc-said-aloud">{grouped(seen.code)}</strong>],
                ]}
              />
            </>
          )}
        </Notice>
      )}
      {done && done !== 'new' && <Notice kind={done.startsWith('link-') ? 'warning' : 'ok'} title={t(`follow.done.${done}`)} />}
      <p class="wc-kicker">{t('follow.number', { number: question.number })}</p>
      <h1 class="utrecht-heading-1" dir="auto">
        {hidden ? t('follow.your-question') : (question.sharpened ?? (question.text.length > 160 ? t('follow.your-question') : question.text))}
      </h1>
      <div id="stand" data-part>
        <Status visit={visit} seen={seen} />
      </div>
      {seen.parts}
      <p class="wc-here wc-soft" data-here={`${at}/aanwezig`} aria-live="polite" />
      {isChat(question) && <Talk visit={visit} seen={seen} />}
      <AskerForms visit={visit} seen={seen} at={at} />
      {!hidden && (question.sharpened || question.text.length > 160) && (
        <section>
          <H2>{t('follow.your-question')}</H2>
          <div class="wc-said wc-said--asker">
            <Typed>{question.text}</Typed>
          </div>
        </section>
      )}
      {!hidden && <Files visit={visit} attachments={attachments} message={null} at={at} />}
      {!isChat(question) && <Talk visit={visit} seen={seen} />}
      <H2>{t('follow.timeline')}</H2>
      <ol class="wc-timeline">
        {timelineFor(visit, seen).map(([what, at]) => (
          <li key={at.getTime() + what}>
            <strong>{what}</strong>
            <small>{sayMoment(visit.language, at, visit.now)}</small>
          </li>
        ))}
      </ol>
      {isClosed(question.state) && <ButtonLink href={visit.path('/vraag')}>{t('follow.ask-again')}</ButtonLink>}
    </PublicPage>
  )
}

/** An answer as the asker will read it, for the guide to look at before it is sent. */
export const AnswerAsSeen = ({ visit, number, text, by }: { visit: Visit; number: string; text: string; by: string }) => {
  const t = say[visit.language]
  return (
    <section class="wc-card" aria-label={t('answer.preview.title')}>
      <p class="wc-kicker">{t('follow.number', { number })}</p>
      <Notice kind="warning" title={t('follow.answered')}>
        <p>{t('follow.answered.by', { name: by, moment: sayMoment(visit.language, visit.now, visit.now) })}</p>
      </Notice>
      <Typed>{text}</Typed>
    </section>
  )
}
