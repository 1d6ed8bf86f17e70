import type { VNode } from 'preact'
import { sayDay, sayMoment } from '../../foundation/i18n/i18n.ts'
import { A, Button, Choice, Facts, H1, H2, H3, Hidden, Notice, P, Pill, SheetLinks, TextField, Typed } from '../../foundation/ui/components.tsx'
import { may } from '../../foundation/identity/rights.ts'
import type { Visit } from '../../foundation/web/route.ts'
import { say as sayDesk } from '../../desk/words.ts'
import type { Network } from '../../network/current.ts'
import { ActForms, DecideForm, type FormsProps } from '../forms.tsx'
import type { Handover } from '../handover.ts'
import { Conversation, dueOf, partnerName, Reasons, seenFrom, SharedData, StatePill } from '../pieces.tsx'
import { PlanPart } from '../plan/part.tsx'
import { listForm } from './forms.ts'
import { type List, type ListChoice, listsFor } from '../lists.ts'
import type { SeenHandover } from '../queries.ts'
import type { ListedHandover } from '../store.ts'
import { say } from '../words.ts'
import type { GuestActor, StaffActor } from '../../foundation/actor.ts'
import { networkRights } from '../../network/rights.ts'

/** Somebody of staff or of a partner without a sign-in: both see the same pages, each what is theirs. */
export type Reader = Visit & { actor: StaffActor | GuestActor }

const nameIn = (network: Network, id: string | null) => network.organisations.get(id ?? '')?.name ?? ''

/** What happened to it, with when; newest first. */
function Steps({ visit, network, handover, guests }: { visit: Visit; network: Network; handover: Handover; guests: SeenHandover['guests'] }) {
  const t = say[visit.language]
  const person = (id: string | null) => network.staff.get(id ?? '')?.name ?? ''
  const partner = nameIn(network, handover.to_id)
  const who = partnerName(network, handover, guests)
  const steps: (readonly [string, Date | null])[] = [
    [t('step.proposed', { name: person(handover.staff_id) }), handover.proposed_at],
    [t(`step.agreed.${handover.agreed_how ?? 'page'}`, { name: person(handover.agreed_with) }), handover.agreed_at],
    [t('step.offered', { organisation: partner, agreement: handover.agreement ?? '' }), handover.offered_at],
    [t(handover.declined ? 'step.declined' : 'step.accepted', { organisation: partner, name: who ?? partner }), handover.decided_at],
    [t('step.met'), handover.met_at],
    [t('step.reported'), handover.reported_at],
    [t('step.ended', { state: t(`state.${handover.state}`) }), handover.ended_at],
  ]
  return (
    <ol class="wc-timeline">
      {steps
        .filter((each): each is readonly [string, Date] => each[1] !== null)
        .reverse()
        .map(([what, at]) => (
          <li key={what}>
            {what}
            <small>{sayMoment(visit.language, at, visit.now)}</small>
          </li>
        ))}
    </ol>
  )
}

export interface HandoverPageProps extends FormsProps {
  visit: Reader
  /** Where the inbox is. */
  back: string
  done?: boolean
  /** Something came between: what. */
  conflict?: string
}

/** One handover, for each of its sides: what it is about, where it stands, what to do now. */
export function HandoverPage(props: HandoverPageProps): VNode {
  const { visit, network, seen, at, back, done, conflict } = props
  const { handover, as, items, meeting, guests, question, others } = seen
  const t = say[visit.language]
  const { language, now } = visit
  const due = dueOf(language, now, handover)
  const partner = nameIn(network, handover.to_id)
  const hands = as.includes('handing')
  const who = partnerName(network, handover, guests)
  const contact = network.organisations.get(handover.to_id)?.contact
  const fileAt = (id: string) => (hands ? visit.path(`/werk/vragen/${handover.reference}/bijlagen/${id}`) : `${at}/bijlagen/${id}`)
  const data = { language, reference: handover.reference, fileAt }
  return (
    <article class="wc-what wc-one">
      <p>
        <A href={back}>{t('page.back')}</A>
      </p>
      {done && <Notice kind="ok" title={t('page.done')} />}
      {conflict && <Notice kind="warning" title={conflict} />}
      <p class="wc-kicker">
        {handover.reference} · {t('page.from-to', { from: nameIn(network, handover.from_id), to: partner })}
      </p>
      <H1>{t(handover.purpose === 'plan' ? 'page.title.plan' : 'page.title')}</H1>
      <div class={`wc-promise${due.tone === 'late' ? ' wc-promise--late' : handover.ended_at ? ' wc-promise--calm' : ''}`}>
        <p>
          <StatePill language={language} handover={handover} /> {[handover.waits_for && t(`waits.${handover.waits_for}`, { partner }), due.text].filter(Boolean).join(', ')}.
        </p>
      </div>
      {handover.stuck && !handover.ended_at && as.includes('coordinator') && <DecideForm {...props} />}
      <div class="wc-question">
        <div>
          <H2>{t('page.why')}</H2>
          <Typed>{handover.why}</Typed>
          {handover.hope && (
            <>
              <H3>{t('page.hope')}</H3>
              <Typed>{handover.hope}</Typed>
            </>
          )}
          <Reasons language={language} network={network} handover={handover} now={now} />
          {meeting && (
            <>
              <H2>{t('page.conversation')}</H2>
              <Conversation language={language} now={now} meeting={meeting} />
            </>
          )}
          {seen.plan && <PlanPart props={props} found={seen.plan} />}
          <ActForms {...props} />
          {others.length > 0 && (
            <section>
              <H2>{t('page.others')}</H2>
              {others.map((each) => (
                <div class="wc-card" key={each.id}>
                  <p>
                    <A href={visit.path(`/werk/overdrachten/${each.id}`)}>{nameIn(network, each.to_id)}</A> <StatePill language={language} handover={each} />
                  </p>
                  <Reasons language={language} network={network} handover={each} now={now} />
                </div>
              ))}
            </section>
          )}
        </div>
        <div>
          {hands ? (
            <>
              <H2>{t('data.offer', { partner })}</H2>
              <SharedData {...data} items={seenFrom('offer', handover.shares, items)} />
              <H2>{t('data.accept', { partner })}</H2>
              <SharedData {...data} reference={undefined} items={seenFrom('accept', handover.shares, items)} />
              <P soft>{t(`data.shown.${handover.shown}`, { partner })}</P>
            </>
          ) : (
            <>
              <H2>{t('data.title')}</H2>
              <SharedData {...data} items={items} />
              <P soft>
                {t(handover.shown === 'offer' ? 'data.later' : 'data.now')} {handover.partner_until && t('data.until', { day: sayDay(language, handover.partner_until, now) })}
              </P>
              <P soft>{t('data.looks')}</P>
            </>
          )}
          <H2>{t('page.who')}</H2>
          <Facts
            rows={[
              [t('page.who.from'), `${network.staff.get(question?.staff_id ?? handover.staff_id)?.name ?? ''}, ${nameIn(network, handover.from_id)}`],
              [t('page.who.to'), [who, partner, hands && contact?.phone, hands && contact?.email].filter(Boolean).join(', ')],
            ]}
          />
          {question && (
            <p>
              <A href={visit.path(`/werk/vragen/${question.number}`)}>{t('page.question')}</A>
            </p>
          )}
          <Steps visit={visit} network={network} handover={handover} guests={guests} />
        </div>
      </div>
    </article>
  )
}

const addressOf = (at: string, choice: Partial<ListChoice>) => {
  const query = new URLSearchParams(Object.entries(choice).flatMap(([name, value]) => (value && !(name === 'pagina' && value === 1) ? [[name, String(value)]] : [])))
  return `${at}${query.size ? `?${query}` : ''}`
}

export interface InboxProps {
  visit: Reader
  network: Network
  choice: ListChoice
  handovers: readonly ListedHandover[]
  more: boolean
  /** Where the inbox is, and where its handovers are below that. */
  at: string
  below?: string
}

/** The inbox: what waits first, and the other lists; nothing of anybody in it. */
export function Inbox({ visit, network, choice, handovers, more, at, below = '' }: InboxProps): VNode {
  const t = say[visit.language]
  const { language } = visit
  const field = listForm.in(language)
  const options: [string, string][] = [['', sayDesk[language]('work.filter.any')], ...[...network.organisations.values()].map((each): [string, string] => [each.id, each.name])]
  return (
    <div class="wc-one">
      <H1>{t('inbox.title')}</H1>
      <nav class="wc-actions" aria-label={t('inbox.title')}>
        {listsFor(visit.actor).map((list: List) => (
          <a class="utrecht-link" key={list} href={addressOf(at, { lijst: list })} aria-current={list === choice.lijst ? 'page' : undefined}>
            {t(`list.${list}`)}
          </a>
        ))}
      </nav>
      <details class="wc-filters" open={Boolean(choice.met || choice.zoek)}>
        <summary>{sayDesk[language]('work.filter')}</summary>
        <form class="wc-form" method="get" action={at}>
          <Hidden {...field.valued('lijst', choice.lijst)} />
          <TextField {...field('zoek')} start={choice.zoek ?? ''} />
          <Choice {...field('met')} start={choice.met} options={options} />
          <Button weight="secondary-action">{sayDesk[language]('work.filter.go')}</Button>
        </form>
        {may(visit.actor, networkRights.exportLists) && <SheetLinks language={language} at={addressOf(at, { ...choice, pagina: 1 })} />}
      </details>
      <div id="overdrachten" data-part>
        {handovers.length === 0 && <P soft>{t(`list.${choice.lijst}.empty`)}</P>}
        <ul class="wc-list">
          {handovers.map((each) => {
            const due = dueOf(language, visit.now, each)
            return (
              <li key={each.id}>
                <a href={`${at}${below}/${each.id}`}>
                  <small>
                    {each.reference} · {t('page.from-to', { from: nameIn(network, each.from_id), to: nameIn(network, each.to_id) })}
                  </small>
                  <strong>{each.waits_for ? t(`waits.${each.waits_for}`, { partner: nameIn(network, each.to_id) }) : t(`state.${each.state}`)}</strong>
                  <StatePill language={language} handover={each} /> <Pill tone={due.tone}>{due.text}</Pill>
                </a>
              </li>
            )
          })}
        </ul>
      </div>
      {(more || choice.pagina > 1) && (
        <nav class="wc-paging" aria-label={sayDesk[language]('work.next-page')}>
          {choice.pagina > 1 && <A href={addressOf(at, { ...choice, pagina: choice.pagina - 1 })}>{sayDesk[language]('work.previous-page')}</A>}
          {more && <A href={addressOf(at, { ...choice, pagina: choice.pagina + 1 })}>{sayDesk[language]('work.next-page')}</A>}
        </nav>
      )}
    </div>
  )
}
