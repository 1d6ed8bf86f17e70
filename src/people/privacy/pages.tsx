import type { ComponentChildren, VNode } from 'preact'
import { sayDay, sayMoment } from '../../foundation/i18n/i18n.ts'
import { A, Bullets, Button, ButtonLink, Check, Facts, Form, H1, H2, Notice, P, Pill, Table, TextArea } from '../../foundation/ui/components.tsx'
import { dayOf } from '../../foundation/clock/workingdays.ts'
import type { Filled } from '../../foundation/web/forms.ts'
import type { StaffVisit } from '../../foundation/web/route.ts'
import type { Network } from '../../network/current.ts'
import { activityRead } from '../../foundation/record/activities.ts'
import type { DataRequest, ErasableQuestion, Remains } from '../file/file.ts'
import { sayRemains } from '../file/pieces.tsx'
import { sayRoles } from '../file/reads.ts'
import type { LookRow } from '../../foundation/record/looks.ts'
import type { Person } from '../queries.ts'
import { mailableAt } from '../person.ts'
import { sayTell } from '../reach.tsx'
import { say } from '../words.ts'
import { decideForm } from './forms.ts'

const tabs = ['', '/inzage', '/register', '/bewaren'] as const

/** The frame of the privacy officer's pages. */
export function PrivacyPage({ visit, at, done, children }: { visit: StaffVisit; at: (typeof tabs)[number]; done?: boolean; children: ComponentChildren }) {
  const t = say[visit.language]
  return (
    <div class="wc-one">
      <H1>{t('privacy.title')}</H1>
      <nav class="wc-tabs" aria-label={t('privacy.title')}>
        {tabs.map((tab) => (
          <a key={tab} class="utrecht-link" href={visit.path(`/werk/privacy${tab}`)} aria-current={tab === at ? 'page' : undefined}>
            {t(`privacy.tab.${tab.slice(1) || 'verzoeken'}` as 'privacy.tab.inzage')}
          </a>
        ))}
      </nav>
      {done && <Notice kind="ok" title={t('privacy.done')} />}
      {children}
    </div>
  )
}

/** What is asked of this organisation, what is due first; and what was decided last. */
export function RequestList({ visit, network, open, decided }: { visit: StaffVisit; network: Network; open: readonly DataRequest[]; decided: readonly DataRequest[] }): VNode {
  const t = say[visit.language]
  const rows = (list: readonly DataRequest[]) =>
    list.map((each) => ({
      key: each.id,
      cells: [
        <A key={each.id} href={visit.path(`/werk/privacy/verzoeken/${each.id}`)}>
          {t(`request.${each.kind}`)}
        </A>,
        network.organisations.get(each.organisation_id)?.name ?? '',
        sayDay(visit.language, each.asked_at, visit.now),
        each.decided_at ? (
          t(`decision.${each.decision!}`)
        ) : (
          <Pill key="due" tone={dayOf(visit.now) > each.due_on ? 'late' : 'next'}>
            {sayDay(visit.language, each.due_on, visit.now)}
          </Pill>
        ),
      ],
    }))
  const heads = [t('privacy.what'), t('privacy.of'), t('privacy.asked'), t('privacy.due')]
  return (
    <PrivacyPage visit={visit} at="">
      <P soft>{t('privacy.requests.text')}</P>
      <H2>{t('privacy.requests.open')}</H2>
      {open.length ? <Table label={t('privacy.requests.open')} heads={heads} rows={rows(open)} /> : <P soft>{t('privacy.requests.none')}</P>}
      {decided.length > 0 && (
        <>
          <H2>{t('privacy.requests.decided')}</H2>
          <Table label={t('privacy.requests.decided')} heads={heads} rows={rows(decided)} />
        </>
      )}
    </PrivacyPage>
  )
}

interface RequestSeen {
  visit: StaffVisit
  network: Network
  request: DataRequest
  persons: readonly Person[]
  /** What an erasure does, when that is asked. */
  check?: { gone: readonly ErasableQuestion[]; kept: readonly { question: ErasableQuestion }[]; remains: readonly Remains[] }
  look?: LookRow
  form: Filled
  formKey: string
  done?: boolean
  conflict?: boolean
}

/** One request: who asks what, what the check says, and the decision. */
export function RequestPage({ visit, network, request, persons, check, look, form, formKey, done, conflict }: RequestSeen): VNode {
  const t = say[visit.language]
  const names = persons.map((each) => each.name ?? each.email ?? each.phone ?? t('file.nameless')).join(', ') || t('privacy.elsewhere')
  const field = decideForm.in(visit.language, form)
  return (
    <PrivacyPage visit={visit} at="" done={done}>
      {conflict && <Notice kind="warning" title={t('request.decided')} />}
      <H2>{t(`request.${request.kind}`)}</H2>
      <Facts
        rows={[
          [t('privacy.who'), names],
          [t('privacy.of'), network.organisations.get(request.organisation_id)?.name ?? ''],
          [t('privacy.asked'), `${sayMoment(visit.language, request.asked_at, visit.now)} (${t(`how.${request.asked_how}`)})`],
          [t('privacy.due'), sayDay(visit.language, request.due_on, visit.now)],
          ...(request.mandate_id ? [[t('privacy.mandate'), t('privacy.mandate.yes')] as const] : []),
          ...(look
            ? [
                [t('looks.when'), sayMoment(visit.language, look.at, visit.now)] as const,
                [t('looks.name'), (look.staff_id && network.staff.get(look.staff_id)?.name) || t('looks.role.guest')] as const,
                [t('looks.role'), sayRoles(visit.language, look.role)] as const,
                [t('looks.why'), activityRead(visit.system.partsOf, look.purpose).name(visit.language)] as const,
              ]
            : []),
        ]}
      />
      {request.text && (
        <div class="wc-said wc-said--asker">
          <div class="wc-typed" dir="auto">
            {request.text}
          </div>
        </div>
      )}
      {!request.decided_at && !request.resident_id && persons[0] && !persons.some(mailableAt) && (
        <Notice kind="warning" title={`${t('privacy.tell')} ${sayTell(visit.language, persons[0])}`} />
      )}
      {check && !request.decided_at && (
        <>
          <H2>{t('check')}</H2>
          <P>{t('check.gone', { organisation: network.organisations.get(request.organisation_id)?.name ?? '', count: check.gone.length })}</P>
          {check.gone.length > 0 && <P soft>{check.gone.map((each) => each.number).join(', ')}</P>}
          {check.remains.length > 0 && <Bullets of={check.remains}>{(each) => sayRemains(visit.language, each)}</Bullets>}
          <P soft>{t('check.text')}</P>
        </>
      )}
      {request.decided_at ? (
        <>
          <P>
            <strong>{t(`decision.${request.decision!}`)}</strong>{' '}
            {t('privacy.decided', { name: network.staff.get(request.decided_by!)?.name ?? '', moment: sayMoment(visit.language, request.decided_at, visit.now) })}
          </P>
          {request.answer && (
            <div class="wc-typed" dir="auto">
              {request.answer}
            </div>
          )}
          {request.remains.length > 0 && <Bullets of={request.remains}>{(each) => sayRemains(visit.language, each)}</Bullets>}
        </>
      ) : (
        <Form action={visit.path(`/werk/privacy/verzoeken/${request.id}`)} language={visit.language} formKey={formKey} fields={field}>
          <TextArea {...field('answer')} hint={t(`privacy.answer.${request.kind}`)} />
          {request.kind === 'erase' && <Check {...field('sure')} />}
          <div class="wc-actions">
            <Button {...field.valued('decision', 'done')}>{t(`privacy.do.${request.kind}`)}</Button>
            <Button {...field.valued('decision', 'refused')} weight="secondary-action">
              {t('privacy.refuse')}
            </Button>
          </div>
        </Form>
      )}
      <p class="wc-actions">
        <ButtonLink href={visit.path('/werk/privacy')} weight="subtle">
          {t('privacy.back')}
        </ButtonLink>
      </p>
    </PrivacyPage>
  )
}
