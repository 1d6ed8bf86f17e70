import type { VNode } from 'preact'
import { sayMoment, sayShortDay } from '../../../foundation/i18n/i18n.ts'
import { A, Button, Form, H1, H2, Hidden, Notice, P, Pill, TextArea } from '../../../foundation/ui/components.tsx'
import type { Filled } from '../../../foundation/web/forms.ts'
import type { StaffVisit } from '../../../foundation/web/route.ts'
import type { Network } from '../../../network/current.ts'
import { grantedDays } from '../../access/rules.ts'
import type { requestsOf } from '../../access/store.ts'
import { say } from '../../words.ts'
import { accessForm, decideForm } from '../forms.ts'

type Request = Awaited<ReturnType<typeof requestsOf>>[number]

export interface AccessSeen {
  network: Network
  form: Filled
  formKey: string
  /** What is searched for, and the organisations that know it. */
  text?: string
  elsewhere: readonly string[]
  requests: readonly Request[]
  done: boolean
}

function RequestLine({ visit, network, request, formKey }: { visit: StaffVisit; network: Network; request: Request; formKey: string }) {
  const t = say[visit.language]
  const nameOf = (id: string) => network.organisations.get(id)?.name ?? ''
  const owner = nameOf(request.owner_id)
  const decides = !request.decided_at && (request.owner_id === visit.actor.organisation || visit.actor.sight === 'region')
  const open = request.granted_until !== null && request.granted_until > visit.now
  const state = !request.decided_at
    ? t('access.waits', { owner })
    : request.granted_until
      ? open
        ? t('access.granted', { day: sayShortDay(visit.language, request.granted_until) })
        : t('access.over')
      : t('access.refused')
  return (
    <li>
      <p>
        {t('access.by', { name: network.staff.get(request.staff_id)?.name, organisation: nameOf(request.organisation_id), owner })}{' '}
        {request.number && <A href={visit.path(`/werk/vragen/${request.number}`)}>{request.number}</A>}
      </p>
      <p class="wc-soft">
        <span dir="auto">{request.why}</span>, {sayMoment(visit.language, request.asked_at, visit.now)}
      </p>
      <Pill tone={open ? 'calm' : request.decided_at ? 'plain' : 'next'}>{state}</Pill>
      {decides && (
        <Form action={visit.path(`/werk/inzage/${request.id}`)} language={visit.language} formKey={formKey}>
          <div class="wc-actions">
            <Button {...decideForm.in(visit.language).valued('besluit', 'ja')}>{t('access.grant')}</Button>
            <Button {...decideForm.in(visit.language).valued('besluit', 'nee')} weight="secondary-action">
              {t('access.refuse')}
            </Button>
          </div>
        </Form>
      )}
    </li>
  )
}

/** Asking to see what another organisation has, and every request that waits or was decided. */
export function AccessPage({ visit, seen }: { visit: StaffVisit; seen: AccessSeen }): VNode {
  const t = say[visit.language]
  const { network, form, formKey, text, elsewhere, requests, done } = seen
  const field = accessForm.in(visit.language, form)
  const organisations = elsewhere.map((id) => network.organisations.get(id)?.name).join(', ')
  return (
    <div class="wc-one">
      <H1>{t('access.title')}</H1>
      <P soft>{t('access.lead', { days: grantedDays })}</P>
      {done && <Notice kind="ok" title={t('access.asked')} />}
      {text && elsewhere.length === 0 && <Notice kind="info" title={t('access.nothing')} />}
      {text && elsewhere.length > 0 && (
        <section>
          <H2>
            <span dir="auto">{t('access.for', { text })}</span>
          </H2>
          <Form action={visit.path('/werk/inzage')} language={visit.language} formKey={formKey} fields={field}>
            <Hidden {...field.valued('zoek', text)} />
            <TextArea {...field('why')} rows={3} />
            <Button>{t('access.send', { organisations })}</Button>
          </Form>
        </section>
      )}
      <H2>{t('access.requests')}</H2>
      {requests.length === 0 && <P soft>{t('access.none')}</P>}
      <ul class="wc-points">
        {requests.map((request) => (
          <RequestLine key={request.id} visit={visit} network={network} request={request} formKey={formKey} />
        ))}
      </ul>
    </div>
  )
}
