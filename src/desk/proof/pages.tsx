import type { VNode } from 'preact'
import { codeLasts } from '../../foundation/identity/passes.ts'
import { A, Button, Form, H1, Hidden, Notice, P, TextField } from '../../foundation/ui/components.tsx'
import { PublicPage } from '../../foundation/ui/layout.tsx'
import type { Filled } from '../../foundation/web/forms.ts'
import type { Visit } from '../../foundation/web/route.ts'
import type { Network } from '../../network/current.ts'
import { veiledPerson } from '../../people/person.ts'
import type { Person } from '../../people/queries.ts'
import type { Question } from '../question.ts'
import { say } from '../words.ts'
import { type ProofFor, proofCodeForm, proofForm } from './forms.ts'
import { proofWay } from './proof.ts'
import type { ReachChange } from './store.ts'

interface Asked {
  question: Question
  person: Person
  network: Network
  /** The address of the question's own page. */
  at: string
  to: ProofFor
  /** Where what they typed before waits. */
  typed?: string
  form: Filled
  formKey: string
  /** Whether a code went just now, or too many were asked. */
  sent?: 'ja' | 'vaak'
}

/** Where somebody shows that they are who asked, with what only the asker has. */
export function proofPage(visit: Visit, { question, person, network, at, to, typed, form, formKey, sent }: Asked): VNode {
  const t = say[visit.language]
  const way = proofWay(person)
  const { phone } = network.setup
  const { email, phone: number } = veiledPerson(person)
  const field = proofForm.in(visit.language, form)
  const asks = proofCodeForm.in(visit.language)
  // Who just asked a code, or typed a wrong one, has one to type.
  const hasOne = way === 'slip' || sent === 'ja' || Object.keys(form.errors).length > 0
  const asking = way !== 'slip' && (
    <Form key="asking" action={`${at}/bewijs/code`} language={visit.language} formKey={formKey}>
      <Hidden {...asks.valued('naar', to)} />
      {typed && <Hidden {...asks.valued('getypt', typed)} />}
      <Button weight={hasOne ? 'secondary-action' : undefined}>{t(hasOne || sent ? 'proof.again' : `proof.ask.${way}`)}</Button>
    </Form>
  )
  const typing = (
    <Form key="typing" action={`${at}/bewijs`} language={visit.language} formKey={formKey} fields={field}>
      <Hidden {...field.valued('naar', to)} />
      {typed && <Hidden {...field.valued('getypt', typed)} />}
      <TextField {...field('code')} autocomplete="one-time-code" />
      <Button weight={hasOne ? undefined : 'secondary-action'}>{t('proof.send')}</Button>
    </Form>
  )
  return (
    <PublicPage visit={visit} title={t('proof.title')} hidden>
      <p class="wc-kicker">{t('follow.number', { number: question.number })}</p>
      <H1>{t('proof.title')}</H1>
      <P lead>{t(`proof.why.${to}`)}</P>
      {sent === 'vaak' && <Notice kind="warning" title={t('proof.too-often', { phone })} />}
      {sent === 'ja' ? (
        <Notice kind="ok" title={t(`proof.sent.${way}`, { email: email ?? '', number: number ?? '', minutes: codeLasts })}>
          <p>{t('proof.sent.here')}</p>
        </Notice>
      ) : (
        (way === 'slip' || !hasOne) && <P>{t(`proof.way.${way}`, { email: email ?? '', number: number ?? '' })}</P>
      )}
      {hasOne ? [typing, asking] : [asking, typing]}
      <P>{t('proof.guide', { phone })}</P>
      <P>
        <A href={at}>{t('proof.back')}</A>
      </P>
    </PublicPage>
  )
}

/** Whoever was told of a change looks at what it was, and can take it back. */
export function takeBackPage(
  visit: Visit,
  { change, question, at, formKey, phone, done }: { change: ReachChange; question: Question; at: string; formKey: string; phone: string; done?: 'done' | 'late' },
): VNode {
  const t = say[visit.language]
  return (
    <PublicPage visit={visit} title={t('take-back.title')} hidden>
      <p class="wc-kicker">{t('follow.number', { number: question.number })}</p>
      <H1>{t('take-back.title')}</H1>
      {done ? (
        <Notice kind={done === 'done' ? 'ok' : 'warning'} title={t(`take-back.${done}`, { phone })} />
      ) : (
        <>
          <P lead>{t(`take-back.${change.kind}`)}</P>
          <P>{t('take-back.what')}</P>
          <Form action={at} language={visit.language} formKey={formKey}>
            <Button>{t('take-back.go')}</Button>
          </Form>
          <P>{t('take-back.right')}</P>
        </>
      )}
    </PublicPage>
  )
}
