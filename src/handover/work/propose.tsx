import type { VNode } from 'preact'
import { A, Button, Choice, fieldId, Form, H1, H2, Hidden, More, Notice, P, TextArea, TextField, Typed } from '../../foundation/ui/components.tsx'
import type { Filled } from '../../foundation/web/forms.ts'
import type { StaffVisit } from '../../foundation/web/route.ts'
import type { Question } from '../../desk/question.ts'
import { say as sayDesk } from '../../desk/words.ts'
import type { Network } from '../../network/current.ts'
import { chooseIn } from '../fields.ts'
import { organisationsBut, SaidFields } from '../forms.tsx'
import { groundFor, type Item, norms, type Purpose, type Shares, usualMoment } from '../handover.ts'
import { sayItem, sayValue, seenFrom, SharedData } from '../pieces.tsx'
import { say } from '../words.ts'
import { draftsAt } from '../../workplace/drafts.ts'
import { proposeForm, shareField } from './forms.ts'

export interface ProposeProps {
  visit: StaffVisit
  network: Network
  question: Question
  items: readonly (readonly [Item, string])[]
  form: Filled
  formKey: string
  action: string
  preview: boolean
  back: string
  /** Where the partner who declined says that it should go. */
  suggested?: string
  /** To work on it together with others by one plan; with the goal that it has. */
  plan?: { goal: string }
  /** Whether the person reads mail or their page; else their yes must be asked by a guide. */
  reachable: boolean
}

/** With whom there is no agreement, and who arranges one. */
function WithoutGround({ visit, network, question, purpose }: Pick<ProposeProps, 'visit' | 'network' | 'question'> & { purpose: Purpose }) {
  const t = say[visit.language]
  const from = question.organisation_id
  const without = organisationsBut(network, visit.now, [from]).filter(([id]) => !groundFor(network, purpose, from, id, visit.now))
  const administrators = [...network.staff.values()].filter(
    (each) => each.roles.includes('administrator') && network.organisations.get(each.organisation_id)?.kind === 'werkcentrum',
  )
  if (!without.length) return null
  return (
    <More title={t('propose.without', { count: without.length })}>
      <P>{t('propose.without.text', { names: administrators.map((each) => each.name).join(', ') })}</P>
      <P soft>{without.map(([, name]) => name).join(', ')}</P>
    </More>
  )
}

function ShareChoices({ visit, question, items, field }: Pick<ProposeProps, 'visit' | 'question' | 'items'> & { field: ReturnType<typeof proposeForm.in> }) {
  const t = say[visit.language]
  const options: [string, string][] = [
    ['', t('share.not')],
    ['accept', t('share.accept')],
    ['offer', t('share.offer')],
  ]
  const { name, label: legend, form, explain } = field('shares')
  const problem = form.errors[name]
  return (
    <fieldset class="wc-shares" id={fieldId(name)}>
      <legend>{legend}</legend>
      <p class="wc-soft">{t('propose.shares.hint')}</p>
      {problem && <div class="utrecht-form-field-error-message">{explain(problem)}</div>}
      {items.map(([item, value]) => {
        const label = sayItem(visit.language, item)
        const hint = sayValue(visit.language, item, value)
        const start = form.values.why === undefined ? (usualMoment(item, question) ?? '') : ''
        return <Choice key={item} {...field(shareField(item))} label={`${label}: ${hint.length > 120 ? `${hint.slice(0, 120)}…` : hint}`} start={start} options={options} />
      })}
    </fieldset>
  )
}

/** What is written beside the items, and goes along unseen while the preview is shown. */
const written = ['to', 'why', 'hope', 'samen', 'goal', 'how', 'day', 'hour'] as const

/** Proposing a handover on one screen: to whom, why, what goes along and from when, and the yes if it was given; then what the partner will see, exactly. */
export function ProposePage({ visit, network, question, items, form, formKey, action, preview, back, suggested, reachable, plan }: ProposeProps): VNode {
  const t = say[visit.language]
  const purpose = plan ? 'plan' : 'handover'
  const field = proposeForm.in(visit.language, form)
  const can = organisationsBut(network, visit.now, [question.organisation_id], { purpose, from: question.organisation_id })
  const { values } = form
  const partner = network.organisations.get(values.to ?? '')?.name ?? ''
  const ground = groundFor(network, purpose, question.organisation_id, values.to ?? '', visit.now)
  const shares = Object.fromEntries(items.flatMap(([item]) => (values[shareField(item)] ? [[item, values[shareField(item)]]] : []))) as Shares
  const data = { language: visit.language, reference: question.number }
  return (
    <article class="wc-one">
      <p class="wc-kicker">{question.number}</p>
      <H1>{t(preview ? 'propose.preview.title' : plan ? 'propose.title.plan' : 'propose.title')}</H1>
      {!preview && (
        <P>
          {plan ? (
            t('propose.plan.text')
          ) : (
            <>
              {t('propose.together')} <A href={`${visit.path(`/werk/vragen/${question.number}/overdracht`)}?samen=ja`}>{t('propose.together.go')}</A>
            </>
          )}
        </P>
      )}
      {suggested && !preview && <Notice kind="info" title={t('propose.suggested', { organisation: network.organisations.get(suggested)?.name })} />}
      {can.length === 0 && <Notice kind="warning" title={t('propose.nobody')} />}
      {question.discreet && (
        <Notice kind="warning" title={t('propose.discreet')}>
          <p>{t('propose.discreet.text')}</p>
        </Notice>
      )}
      <Form action={action} language={visit.language} formKey={formKey} fields={field} draft={{ at: visit.path(draftsAt), subject: question.id, form: 'overdracht', words: 'why' }}>
        {preview ? (
          <>
            {([...written, ...items.map(([item]) => shareField(item))] as const).map((name) => values[name] && <Hidden key={name} {...field.valued(name, values[name])} />)}
            <P>{t('propose.preview.why', { partner })}</P>
            <div class="wc-card">
              <Typed>{values.why ?? ''}</Typed>
              {values.hope && <Typed>{values.hope}</Typed>}
            </div>
            <H2>{t('data.offer', { partner })}</H2>
            <SharedData {...data} items={seenFrom('offer', shares, items)} />
            <H2>{t('data.accept', { partner })}</H2>
            <SharedData {...data} reference={undefined} items={seenFrom('accept', shares, items)} />
            {ground && <P>{t('propose.ground', { ground: t(`ground.${ground.ground}`), agreement: ground.agreement })}</P>}
            <P>{values.how ? t('propose.next.offered', { partner, days: norms.offered }) : t(reachable ? 'propose.next.asked' : 'propose.next.call')}</P>
            <div class="wc-actions">
              <Button {...field.valued('stap', 'versturen')}>{t(values.how ? 'propose.send.offer' : 'propose.send')}</Button>
              <Button {...field.valued('stap', 'schrijven')} weight="secondary-action">
                {sayDesk[visit.language]('answer.edit')}
              </Button>
              <A href={back}>{sayDesk[visit.language]('answer.back')}</A>
            </div>
          </>
        ) : (
          <>
            <Choice {...field('to')} start={suggested} options={[chooseIn(visit.language), ...can]} />
            <WithoutGround visit={visit} network={network} question={question} purpose={purpose} />
            {plan && (
              <>
                <Hidden {...field.valued('samen', 'ja')} />
                <TextField {...field('goal')} start={plan.goal} />
              </>
            )}
            <TextArea {...field('why')} />
            <TextArea {...field('hope')} rows={2} />
            <ShareChoices visit={visit} question={question} items={items} field={field} />
            <H2>{t('propose.yes')}</H2>
            <P soft>{t(reachable ? 'propose.yes.text' : 'propose.yes.call')}</P>
            <SaidFields visit={visit} field={field} empty={['', t('propose.yes.not')]} />
            <div class="wc-actions">
              <Button {...field.valued('stap', 'bekijken')}>{t('propose.preview')}</Button>
              <A href={back}>{sayDesk[visit.language]('answer.back')}</A>
            </div>
          </>
        )}
      </Form>
    </article>
  )
}
