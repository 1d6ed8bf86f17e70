import type { ComponentChildren, VNode } from 'preact'
import { Button, Form, H1, Notice, P, TextField } from '../../foundation/ui/components.tsx'
import { PublicPage } from '../../foundation/ui/layout.tsx'
import type { Filled } from '../../foundation/web/forms.ts'
import type { GuestVisit, Visit } from '../../foundation/web/route.ts'
import type { Network, OrganisationRow } from '../../network/current.ts'
import { say } from '../words.ts'
import { enterForm } from './forms.ts'

/** Where a partner's link leads: nothing is seen or done until a code is asked for. Without a link it says how to come in. */
export function LinkPage({ visit, organisation, formKey, phone }: { visit: Visit; organisation?: OrganisationRow; formKey?: string; phone?: string }): VNode {
  const t = say[visit.language]
  return (
    <PublicPage visit={visit} title={t('partner.title')} hidden>
      <H1>{t('partner.title')}</H1>
      {organisation && formKey ? (
        <>
          <P lead>{t('partner.lead', { organisation: organisation.name })}</P>
          {organisation.contact.email ? (
            <Form action={visit.path(`/partner/kom/${(visit.params as { token: string }).token}/code`)} language={visit.language} formKey={formKey}>
              <P>{t('partner.code.text', { email: organisation.contact.email })}</P>
              <Button>{t('partner.code.send')}</Button>
            </Form>
          ) : (
            <Notice kind="warning" title={t('partner.code.nowhere')} />
          )}
        </>
      ) : (
        <P lead>{t('partner.sign-in', { phone: phone ?? '' })}</P>
      )}
    </PublicPage>
  )
}

/** Typing the code, and who one is. */
export function CodePage({ visit, organisation, form, formKey, sent }: { visit: Visit; organisation: OrganisationRow; form: Filled; formKey: string; sent: boolean }): VNode {
  const t = say[visit.language]
  const field = enterForm.in(visit.language, form)
  const at = visit.path(`/partner/kom/${(visit.params as { token: string }).token}`)
  return (
    <PublicPage visit={visit} title={t('partner.title')} hidden>
      <H1>{t('partner.code.title')}</H1>
      {sent && <Notice kind="ok" title={t('partner.code.sent', { email: organisation.contact.email ?? '' })} />}
      <Form action={`${at}/binnen`} language={visit.language} formKey={formKey} fields={field}>
        <TextField {...field('code')} inputMode="numeric" autocomplete="one-time-code" />
        <TextField {...field('name')} autocomplete="name" />
        <TextField {...field('role')} autocomplete="organization-title" />
        <Button>{t('partner.enter')}</Button>
      </Form>
      <Form action={`${at}/code`} language={visit.language} formKey={formKey}>
        <Button weight="secondary-action">{t('partner.code.again')}</Button>
      </Form>
    </PublicPage>
  )
}

/** The frame of a partner without a sign-in: who is here, and the way out. */
export function GuestPage({
  visit,
  network,
  title,
  formKey,
  children,
}: {
  visit: GuestVisit
  network: Network
  title: 'page.title' | 'inbox.title'
  formKey: string
  children: ComponentChildren
}): VNode {
  const t = say[visit.language]
  return (
    <PublicPage visit={visit} title={t(title)} hidden wide>
      <Form action={visit.path('/partner/weg')} language={visit.language} formKey={formKey}>
        <p class="wc-actions">
          {t('partner.who', { name: visit.actor.name, organisation: network.organisations.get(visit.actor.organisation)?.name })}
          <Button weight="subtle">{t('partner.leave')}</Button>
        </p>
      </Form>
      {children}
    </PublicPage>
  )
}
