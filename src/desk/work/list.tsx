import type { VNode } from 'preact'
import { dayOf, workingDaysBetween } from '../../foundation/clock/workingdays.ts'
import { type Language, sayHour, sayShortDay } from '../../foundation/i18n/i18n.ts'
import { Button, Choice, Form, Hidden, Pill, SheetLinks, TextField, type Tone } from '../../foundation/ui/components.tsx'
import { may } from '../../foundation/identity/rights.ts'
import type { StaffVisit } from '../../foundation/web/route.ts'
import type { Network } from '../../network/current.ts'
import type { Person } from '../../people/queries.ts'
import { choices } from '../choices.ts'
import { nextDue } from '../due.ts'
import type { Beside, ListChoice, Listed } from '../queries.ts'
import { isClosed } from '../question.ts'
import { say } from '../words.ts'
import { listForm, saveForm } from './forms.ts'
import { networkRights } from '../../network/rights.ts'

/** What a question in a list, or on top of its page, says about what is due. */
export function sayDue(
  language: Language,
  now: Date,
  question: Pick<Listed, 'state' | 'due_at' | 'first_due_at' | 'first_response_at' | 'answer_due_at' | 'waiting_since' | 'step_due_at' | 'urgent_due_at' | 'closed_at'>,
): { text: string; tone: Tone } {
  const t = say[language]
  if (isClosed(question.state)) return { text: t('due.closed', { day: sayShortDay(language, question.closed_at!) }), tone: 'plain' }
  const { what, at } = nextDue(question)
  if (what !== 'asker' && now >= at) return { text: t('due.late', { days: workingDaysBetween(dayOf(at), dayOf(now)) }), tone: 'late' }
  if (what !== 'asker' && dayOf(now) === dayOf(at)) return { text: t(`due.today.${what}`, { hour: sayHour(language, at) }), tone: 'next' }
  return { text: t(`due.${what}`, { day: sayShortDay(language, at) }), tone: 'calm' }
}

/** The address of a list as somebody chose it; what is as it begins is left out. */
export function listAddress(visit: Pick<StaffVisit, 'path'>, choice: Partial<ListChoice>, rest = ''): string {
  const { lijst, volgorde, pagina, ...filters } = choice
  const query = new URLSearchParams()
  if (lijst) query.set('lijst', lijst)
  if (volgorde && volgorde !== 'due') query.set('volgorde', volgorde)
  for (const [name, value] of Object.entries(filters)) if (value) query.set(name, value)
  if (pagina && pagina > 1) query.set('pagina', String(pagina))
  const text = query.toString()
  return visit.path(`/werk${rest}${text ? `?${text}` : ''}`)
}

/** The address of a question opened from a list; `done` is what its page says was just done. */
export const doneAddress = (visit: Pick<StaffVisit, 'path'>, choice: ListChoice, number: string, done?: string): string => {
  const address = listAddress(visit, choice, `/vragen/${number}`)
  return done ? `${address}${address.includes('?') ? '&' : '?'}gedaan=${done}` : address
}

/** How long ago something began, for who must see at a glance what waits longest. */
export function sayAgo(language: Language, at: Date, now: Date): string {
  const minutes = Math.max(0, Math.floor((now.getTime() - at.getTime()) / 60_000))
  if (minutes < 60) return say[language]('urgent.waiting.minutes', { count: minutes })
  const hours = Math.floor(minutes / 60)
  return hours < 24 ? say[language]('urgent.waiting.hours', { count: hours }) : say[language]('urgent.waiting.days', { count: Math.floor(hours / 24) })
}

/** A question in one line: as it was sharpened, else who asks and how it came; of one that is discreet only that it stands on its own page. */
export const sayTitle = (language: Language, question: Listed) =>
  (question.discreet ? say[language]('list.discreet') : question.sharpened) ??
  say[language]('work.unclear', { group: say[language](`group.${question.asker_group}`), channel: say[language](`channel.${question.channel}`) })

interface ListProps {
  visit: StaffVisit
  network: Network
  choice: ListChoice
  questions: readonly Listed[]
  more: boolean
  /** The number of the question that is open beside the list. */
  current?: string
  /** For saving a filter, and those that are saved; beside a question there is neither. */
  formKey?: string
  saved?: Beside['saved']
  /** About which of these who looks is writing something. */
  drafts?: ReadonlySet<string>
  /** Who asked, in a search only. */
  persons?: ReadonlyMap<string, Person>
  /** The organisations that know exactly this, when what was searched for is somebody's number or contact. */
  elsewhere?: readonly string[]
}

/** With whom exactly this is known, and the way to ask them to open it. */
export function Elsewhere({ visit, network, text, elsewhere }: { visit: StaffVisit; network: Network; text: string; elsewhere: readonly string[] }) {
  const t = say[visit.language]
  const organisations = elsewhere.map((id) => network.organisations.get(id)?.name).join(', ')
  return (
    <>
      {t('work.search.elsewhere', { organisations })}{' '}
      <a class="utrecht-link" href={visit.path(`/werk/inzage?zoek=${encodeURIComponent(text)}`)}>
        {t('access.ask')}
      </a>
    </>
  )
}

function Filters({ visit, choice, formKey, saved }: { visit: StaffVisit; choice: ListChoice; formKey: string; saved?: Beside['saved'] }) {
  const exported = listAddress(visit, { ...choice, pagina: 1 }, '/uitvoer')
  const t = say[visit.language]
  const can = choices[visit.language].filter
  const field = listForm.in(visit.language)
  const saving = saveForm.in(visit.language)
  const chosen = [choice.onderwerp, choice.doelgroep, choice.kanaal, choice.stand, choice.gemeente].some(Boolean) || choice.volgorde !== 'due'
  return (
    <details class="wc-filters" open={chosen}>
      <summary>{t('work.filter')}</summary>
      <form class="wc-form" method="get" action={visit.path('/werk')}>
        <Hidden {...field.valued('lijst', choice.lijst)} />
        <Choice {...field('volgorde')} start={choice.volgorde} />
        <Choice {...field('onderwerp')} start={choice.onderwerp} />
        <Choice {...field('doelgroep')} start={choice.doelgroep} />
        <Choice {...field('kanaal')} start={choice.kanaal} />
        <Choice {...field('stand')} start={choice.stand} {...(choice.lijst === 'closed' && { options: can.closedStates })} />
        <Choice {...field('gemeente')} start={choice.gemeente} options={can.municipalities(visit.region.id)} />
        <div class="wc-actions">
          <Button weight="secondary-action">{t('work.filter.go')}</Button>
          {chosen && (
            <a class="utrecht-link" href={listAddress(visit, { lijst: choice.lijst })}>
              {t('work.filter.clear')}
            </a>
          )}
        </div>
      </form>
      {may(visit.actor, networkRights.exportLists) && <SheetLinks language={visit.language} at={exported} />}
      <Form action={visit.path('/werk/filters')} language={visit.language} formKey={formKey}>
        <Hidden {...saving.valued('query', listAddress(visit, { ...choice, pagina: 1 }).replace(/^[^?]*/, ''))} />
        <TextField {...saving('name')} />
        <Button weight="secondary-action">{t('saved.save')}</Button>
      </Form>
      {saved?.map(({ id, name }) => (
        <Form key={id} action={visit.path(`/werk/filters/${id}/weg`)} language={visit.language} formKey={formKey}>
          <Button weight="subtle">{t('saved.forget', { name })}</Button>
        </Form>
      ))}
    </details>
  )
}

/** The second column: search, filters, and the questions with what is due first. No names, but in a search for them. */
export function QuestionList(props: ListProps & { beside?: boolean }): VNode {
  const { visit, network, choice, questions, more, current, persons, elsewhere, formKey, saved, drafts, beside } = props
  const t = say[visit.language]
  const searching = choice.zoek !== undefined && choice.zoek !== ''
  const link = (question: Listed) => listAddress(visit, { ...choice, pagina: 1 }, `/vragen/${question.number}`)
  const titleId = beside ? 'lijst-naast' : 'lijst'
  return (
    <section class={beside ? 'wc-which wc-which--beside' : 'wc-which'} aria-labelledby={titleId}>
      <form class="wc-search" method="get" action={visit.path('/werk')} role="search">
        <label class="wc-hidden" for={`${titleId}-zoek`}>
          {t('work.search')}
        </label>
        <input
          class="utrecht-textbox utrecht-textbox--html-input"
          id={`${titleId}-zoek`}
          name={listForm.in(visit.language)('zoek').name}
          type="search"
          value={choice.zoek ?? ''}
          placeholder={t('work.search')}
          dir="auto"
          autocomplete="off"
          data-key="/"
        />
        <Button weight="secondary-action">{t('work.search.go')}</Button>
      </form>
      <h2 class="wc-hidden" id={titleId}>
        {searching ? t('work.search.found', { count: questions.length }) : t(`view.${choice.lijst}`)}
      </h2>
      {searching ? (
        <p class="wc-empty">
          {t('work.search.found', { count: questions.length })}. {questions.length > 0 ? t('work.search.private') : !elsewhere?.length && t('work.search.none')}
          {elsewhere && elsewhere.length > 0 && <Elsewhere visit={visit} network={network} text={choice.zoek!} elsewhere={elsewhere} />}
        </p>
      ) : beside ? (
        <p class="wc-filters">
          <a class="utrecht-link" href={listAddress(visit, choice)}>
            {t('work.filter')}
          </a>
        </p>
      ) : (
        <Filters visit={visit} choice={choice} formKey={formKey ?? ''} saved={saved} />
      )}
      <ul class="wc-list" id={`${titleId}-vragen`} data-part>
        {questions.map((question) => {
          const due = sayDue(visit.language, visit.now, question)
          const owner = question.staff_id ? network.staff.get(question.staff_id)?.name : network.organisations.get(question.organisation_id)?.name
          return (
            <li key={question.id}>
              <a href={link(question)} aria-current={question.number === current ? 'true' : undefined}>
                <small>
                  {question.number} · {question.municipality ?? t('work.nowhere')} · {owner}
                </small>
                <strong dir="auto">{sayTitle(visit.language, question)}</strong>
                {persons?.get(question.person_id)?.name && <small dir="auto">{persons.get(question.person_id)!.name}</small>}
                {question.urgent && (
                  <Pill tone={question.urgent === 'now' ? 'late' : 'next'}>
                    {t(question.urgent === 'maybe' ? 'list.look-first' : question.own ? 'list.urgent' : 'list.danger')}
                  </Pill>
                )}{' '}
                <Pill tone={due.tone}>{due.text}</Pill> {question.state === 'reopened' && <Pill tone="next">{t('state.reopened')}</Pill>}{' '}
                {drafts?.has(question.id) && <Pill tone="plain">{t('list.draft')}</Pill>} {question.call && <Pill tone="next">{t('list.call')}</Pill>}{' '}
                {question.consulted_at && <Pill tone="next">{t('list.consulted')}</Pill>}{' '}
                {question.channel === 'chat' && !question.first_response_at && <Pill tone="next">{t('list.chat')}</Pill>}
              </a>
            </li>
          )
        })}
      </ul>
      {!questions.length && !searching && <p class="wc-empty">{t(`work.empty.${choice.lijst}`)}</p>}
      {(more || choice.pagina > 1) && (
        <nav class="wc-paging" aria-label={t('work.next-page')}>
          {choice.pagina > 1 && (
            <a class="utrecht-link" href={listAddress(visit, { ...choice, pagina: choice.pagina - 1 })}>
              {t('work.previous-page')}
            </a>
          )}
          {more && (
            <a class="utrecht-link" href={listAddress(visit, { ...choice, pagina: choice.pagina + 1 })}>
              {t('work.next-page')}
            </a>
          )}
        </nav>
      )}
    </section>
  )
}
