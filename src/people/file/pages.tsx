import type { ComponentChildren, VNode } from 'preact'
import { sayDay } from '../../foundation/i18n/i18n.ts'
import { A, Button, ButtonLink, Form, H1, H2, Hidden, More, Notice, P, PrintButton, TextField } from '../../foundation/ui/components.tsx'
import { PublicPage } from '../../foundation/ui/layout.tsx'
import { standsIn } from '../../foundation/ui/fields.ts'
import { emptyForm, type Filled } from '../../foundation/web/forms.ts'
import type { ResidentVisit, Visit } from '../../foundation/web/route.ts'
import type { Asked } from '../places.ts'
import { waysToAsk } from '../places.ts'
import { SignedInList } from '../../network/sessionroutes.tsx'
import { say } from '../words.ts'
import type { Mandate } from './file.ts'
import { actsForm, codeForm, confirmForm, enterForm, ownNameForm, wayForm } from './forms.ts'
import { AskRequest, type FileSide, Known, Mandates, Requests } from './pieces.tsx'

/** Where somebody comes in: by a code that is mailed, or by the broker where there is one. */
export function EnterPage({ visit, form, formKey, to, broker }: { visit: Visit; form: Filled; formKey: string; to: string; broker: boolean }): VNode {
  const t = say[visit.language]
  const field = enterForm.in(visit.language, form)
  return (
    <PublicPage visit={visit} title={t('file.title')} hidden>
      <H1>{t('file.title')}</H1>
      {to.startsWith(visit.path('/volg/')) && <Notice kind="info">{t('enter.keep')}</Notice>}
      <P lead>{t('enter.lead')}</P>
      <Form action={visit.path('/mijn/aanmelden')} language={visit.language} formKey={formKey} fields={field}>
        <Hidden {...field.valued('naar', to)} />
        <TextField {...field('email')} autocomplete="email" inputMode="email" />
        <Button>{t('enter.send')}</Button>
      </Form>
      {broker && (
        <>
          <H2>{t('enter.broker')}</H2>
          <P>{t('enter.broker.text')}</P>
          <ButtonLink href={visit.path(`/mijn/digid?naar=${encodeURIComponent(to)}`)} weight="secondary-action">
            {t('enter.broker.go')}
          </ButtonLink>
        </>
      )}
      <H2>{t('enter.otherwise')}</H2>
      <P>{t('enter.otherwise.text')}</P>
      <A href={visit.path('/volg')}>{t('enter.otherwise.go')}</A>
    </PublicPage>
  )
}

/** Typing the code, and one's name: each name at an address has its own file. */
export function CodePage({ visit, form, formKey, to, sealed, broker }: { visit: Visit; form: Filled; formKey: string; to: string; sealed: string; broker: boolean }): VNode {
  const t = say[visit.language]
  const field = codeForm.in(visit.language, form)
  return (
    <PublicPage visit={visit} title={t('enter.code.title')} hidden>
      <H1>{t('enter.code.title')}</H1>
      {!Object.keys(form.errors).length && <Notice kind="ok" title={t('enter.code.sent')} />}
      <Form action={visit.path('/mijn/code')} language={visit.language} formKey={formKey} fields={field}>
        <Hidden {...field.valued('naar', to)} />
        <Hidden {...field.valued('voor', sealed)} />
        <TextField {...field('code')} inputMode="numeric" autocomplete="one-time-code" />
        <TextField {...field('name')} autocomplete="name" />
        <Button>{t('enter.go')}</Button>
      </Form>
      {broker && (
        <P>
          <A href={visit.path(`/mijn/digid?naar=${encodeURIComponent(to)}`)}>{t('enter.broker.go')}</A>
        </P>
      )}
      <A href={visit.path(`/mijn/aanmelden?naar=${encodeURIComponent(to)}`)}>{t('enter.again')}</A>
    </PublicPage>
  )
}

/** The broker did not answer, or its answer does not do. */
export function BrokerProblemPage({ visit, why }: { visit: Visit; why: 'unreachable' | 'failed' | 'level' | 'old' }): VNode {
  const t = say[visit.language]
  return (
    <PublicPage visit={visit} title={t('enter.broker')} hidden>
      <H1>{t(`broker.${why}`)}</H1>
      <P lead>{t(`broker.${why}.text`)}</P>
      <ButtonLink href={visit.path('/mijn/aanmelden')}>{t('broker.back')}</ButtonLink>
    </PublicPage>
  )
}

const tabs = ['', '/gegevens', '/rechten', '/aangemeld'] as const

/** The frame of a file: whose it is, its pages, and the way out. */
function FilePage({
  visit,
  at,
  title,
  done,
  formKey,
  children,
}: {
  visit: ResidentVisit
  at: (typeof tabs)[number]
  title: string
  done?: string
  formKey: string
  children: ComponentChildren
}): VNode {
  const t = say[visit.language]
  const { actor } = visit
  return (
    <PublicPage visit={visit} title={title} hidden wide script>
      <nav class="wc-tabs" aria-label={t('file.title')}>
        {tabs.slice(0, actor.mandate ? 3 : 4).map((tab) => (
          <a key={tab} class="utrecht-link" href={visit.path(`/mijn${tab}`)} aria-current={tab === at ? 'page' : undefined}>
            {t(`tab.${tab.slice(1) || 'now'}` as 'tab.now')}
          </a>
        ))}
        <form method="post" action={visit.path('/mijn/weg')}>
          <button class="utrecht-button utrecht-button--subtle" type="submit">
            {t('file.leave')}
          </button>
        </form>
      </nav>
      {actor.mandate && (
        <Notice kind="info" title={t('file.acts', { name: actor.name ?? t('file.nameless') })}>
          <Form action={visit.path('/mijn/namens')} language={visit.language} formKey={formKey}>
            <Button weight="subtle">{t('file.acts.end')}</Button>
          </Form>
        </Notice>
      )}
      {done && <Notice kind="ok" title={done} />}
      <H1>{title}</H1>
      {children}
    </PublicPage>
  )
}

export const doneInFile = ['bevestigd', 'gevraagd', 'gemachtigd', 'gemachtigd-stil', 'ingetrokken', 'naam', 'binnenkomen', 'digid', 'elders', 'al'] as const

interface FileSeen {
  side: FileSide & { visit: ResidentVisit }
  parts: readonly VNode[]
  done?: (typeof doneInFile)[number]
}
const sayDone = ({ side, done }: FileSeen) => done && say[side.visit.language](`done.${done}`)

/** The first page: what is asked of this person, and how everything stands. */
export function NowPage({
  unclaimed,
  mandates,
  proof,
  ...seen
}: FileSeen & { unclaimed: readonly { person: string; asked: Asked[]; byName: boolean }[]; mandates: readonly Mandate[]; proof: Filled }): VNode {
  const { side, parts } = seen
  const { visit, formKey } = side
  const t = say[visit.language]
  const { name } = visit.actor
  return (
    <FilePage visit={visit} at="" title={name ? t('file.of', { name }) : t('file.title')} done={sayDone(seen)} formKey={formKey}>
      {mandates.length > 0 && (
        <section class="wc-card">
          <H2>{t('file.for-others')}</H2>
          {mandates.map((each) => (
            <Form key={each.id} action={visit.path('/mijn/namens')} language={visit.language} formKey={formKey}>
              <Hidden {...actsForm.in(visit.language).valued('mandate', each.id)} />
              <P>{t('file.for-other', { relation: t(`relation.${each.relation}`), day: sayDay(visit.language, each.ends_on, visit.now) })}</P>
              <Button weight="secondary-action">{t('file.for-other.go')}</Button>
            </Form>
          ))}
        </section>
      )}
      {unclaimed.length > 0 && (
        <section class="wc-card">
          <H2>{t('unclaimed')}</H2>
          <P>{t('unclaimed.text')}</P>
          {unclaimed.map(({ person, asked, byName }) => {
            const field = confirmForm.in(visit.language, proof.values.person === person ? proof : emptyForm, { prefix: `${person}-` })
            return (
              <Form key={person} action={visit.path('/mijn/bevestigen')} language={visit.language} formKey={formKey} fields={field}>
                <Hidden {...field.valued('person', person)} />
                {asked.map((each) => (
                  <P key={each.number}>{t('unclaimed.question', { number: each.number, day: sayDay(visit.language, each.asked_at, visit.now) })}</P>
                ))}
                {!byName && <TextField {...field('proof')} />}
                <Button weight="secondary-action">{t('unclaimed.yes')}</Button>
              </Form>
            )
          })}
        </section>
      )}
      {parts.length ? parts : <P lead>{t('file.empty')}</P>}
      <p class="wc-actions">
        {visit.system.partsOf(waysToAsk).map(({ page, label }, at) => {
          const [href, text] = [visit.path(page), label(visit.language)]
          return at === 0 ? (
            <ButtonLink key={page} href={href}>
              {text}
            </ButtonLink>
          ) : (
            <A key={page} href={href}>
              {text}
            </A>
          )
        })}
      </p>
    </FilePage>
  )
}

/** What is known of this person, whose it is, with whom it was shared and who looked; to read, print and take along. */
export function KnownPage({ page, ...seen }: FileSeen & { page: number }): VNode {
  const { side, parts } = seen
  const { visit } = side
  const t = say[visit.language]
  return (
    <FilePage visit={visit} at="/gegevens" title={t('known.title')} done={sayDone(seen)} formKey={side.formKey}>
      <P lead>{t('known.lead')}</P>
      <p class="wc-actions">
        <PrintButton>{t('known.print')}</PrintButton>
        <A href={visit.path('/mijn/gegevens/bestand')}>{t('known.file')}</A>
        <A href={visit.path('/verwerkingen')}>{t('known.register')}</A>
      </p>
      <Known side={side} parts={parts} page={page} at={visit.path('/mijn/gegevens')} />
    </FilePage>
  )
}

/** What this person can ask, and whom they let act for them. */
export function RightsPage({ check, way, ...seen }: FileSeen & { check: Parameters<typeof AskRequest>[0]['check']; way?: 'link' | 'both' | 'broker' }): VNode {
  const { side } = seen
  const { visit } = side
  const t = say[visit.language]
  const field = ownNameForm.in(visit.language, standsIn(side, 'naam'), { prefix: 'naam-' })
  const wayField = wayForm.in(visit.language, emptyForm, { prefix: 'weg-' })
  return (
    <FilePage visit={visit} at="/rechten" title={t('rights.title')} done={sayDone(seen)} formKey={side.formKey}>
      <P lead>{t('rights.lead')}</P>
      <H2>{t('rights.self')}</H2>
      <P>{t('rights.self.text')}</P>
      <H2>{t('rights.ask')}</H2>
      <P>{t('rights.ask.text')}</P>
      <AskRequest side={side} check={check} />
      <Requests side={side} />
      {!visit.actor.mandate && (
        <>
          <Mandates side={side} />
          {way === 'link' && (
            <More title={t('rights.broker')}>
              <P>{t('rights.broker.text')}</P>
              <ButtonLink href={visit.path('/mijn/koppelen')} weight="secondary-action">
                {t('rights.broker.go')}
              </ButtonLink>
            </More>
          )}
          {(way === 'both' || way === 'broker') && (
            <More title={t('rights.way')}>
              <P>{t(`rights.way.${way}`)}</P>
              <Form action={visit.path('/mijn/binnenkomen')} language={visit.language} formKey={side.formKey} fields={wayField}>
                <Hidden {...wayField.valued('mail', way === 'both' ? 'no' : 'yes')} />
                <Button weight="secondary-action">{t(`rights.way.${way}.go`)}</Button>
              </Form>
            </More>
          )}
          <More title={t('rights.name')} open={field.form !== emptyForm}>
            <P>{t('rights.name.text')}</P>
            <Form action={visit.path('/mijn/naam')} language={visit.language} formKey={side.formKey} fields={field}>
              <TextField {...field('name')} start={visit.actor.name ?? ''} autocomplete="name" />
              <Button weight="secondary-action">{t('rights.name.save')}</Button>
            </Form>
          </More>
        </>
      )}
    </FilePage>
  )
}

/** Where this person is signed in, to end what they do not know. */
export function SignedInPage({ done, ...list }: Omit<Parameters<typeof SignedInList>[0], 'at' | 'visit'> & { visit: ResidentVisit; done: boolean }): VNode {
  const t = say[list.visit.language]
  return (
    <FilePage visit={list.visit} at="/aangemeld" title={t('signed-in.title')} done={done ? t('signed-in.done') : undefined} formKey={list.formKey}>
      <P lead>{t('signed-in.lead')}</P>
      <SignedInList at="/mijn/aangemeld" {...list} />
    </FilePage>
  )
}
