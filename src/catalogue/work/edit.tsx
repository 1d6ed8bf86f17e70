import type { VNode } from 'preact'
import { A, Button, Check, Choice, Form, H1, H2, Hidden, More, Notice, P, Several, TextArea, TextField } from '../../foundation/ui/components.tsx'
import type { Language } from '../../foundation/i18n/i18n.ts'
import type { Filled } from '../../foundation/web/forms.ts'
import type { Visit } from '../../foundation/web/route.ts'
import { answerKinds } from '../../desk/question.ts'
import { reaches, serviceForms } from '../service.ts'
import type { Choices } from '../choices.ts'
import { say } from '../words.ts'
import { ConditionFields } from './fields.tsx'
import { editForm, type lineFields, longFields, toldFields } from './form.ts'

export interface Editing {
  /** Where it is handed in, and where one goes back to. */
  at: string
  back: string
  title: string
  form: Filled
  formKey: string
  start: Record<string, string>
  seen: number
  choices: Choices
  /** Whether this person publishes at once. */
  publishes: boolean
  /** Somebody else wrote another version meanwhile. */
  changed?: boolean
  /** Written by who came by a link: what is for colleagues only is not theirs. */
  outside?: boolean
  /** For whose organisation a new one can be; none when it is not new. */
  owners?: readonly (readonly [string, string])[]
}

/** Writing a service: what it is, for whom, where, how, and what only colleagues read. */
export function EditPage({ visit, editing }: { visit: Pick<Visit, 'language'>; editing: Editing }): VNode {
  const { language } = visit
  const t = say[language]
  const { vocabulary, municipalities, walkInPoints } = editing.choices
  // What was handed in is all there is: what was unticked then is not ticked by what there was.
  const form = Object.keys(editing.form.values).length ? editing.form : { ...editing.form, values: editing.start }
  const field = editForm.in(language, form)
  const told = (name: (typeof toldFields)[number], written: Language = 'nl') => {
    const props = field(`${name}-${written}`)
    return longFields.includes(name) ? <TextArea key={name} {...props} rows={4} /> : <TextField key={name} {...props} />
  }
  const lineOf = (name: (typeof lineFields)[number]) =>
    longFields.includes(name) ? (
      <TextArea key={name} {...field(name)} rows={4} />
    ) : (
      <TextField key={name} {...field(name)} type={name === 'validFrom' || name === 'validUntil' ? 'date' : 'text'} />
    )
  const topics = vocabulary.topics.map(({ code, name }) => [code, name[language]] as const)
  const choose = ['', t('edit.none')] as const
  return (
    <article class="wc-one">
      <p>
        <A href={editing.back}>{t(editing.owners ? 'work.title' : 'conflict.back')}</A>
      </p>
      <H1>{editing.title}</H1>
      {editing.changed && (
        <Notice kind="warning" title={t('edit.changed')}>
          <p>{t('edit.changed.text')}</p>
        </Notice>
      )}
      <Form action={editing.at} language={language} formKey={editing.formKey} fields={field}>
        <Hidden {...field.valued('seen', String(editing.seen))} />
        {editing.owners && editing.owners.length > 1 && <Choice {...field('organisation')} options={editing.owners} />}
        {(['name', 'summary', 'aim'] as const).map((name) => told(name))}
        {(['provider', 'partners'] as const).map(lineOf)}
        <div class="wc-pair">
          <Choice {...field('topic')} options={[choose, ...topics]} />
          <Choice {...field('destination')} options={[choose, ...vocabulary.destinations.map(({ code, name }) => [code, name[language]] as const)]} />
        </div>
        <More title={t('edit.topics')} open={Boolean(form.values.topics)}>
          <Several {...field('topics')} options={topics} />
        </More>
        <Several {...field('form')} options={serviceForms.map((each) => [each, t(`form.${each}`)] as const)} />
        <Choice {...field('answer')} options={[['', t('edit.answer.usual')], ...answerKinds.map((each) => [each, t(`answer.${each}`)] as const)]} />
        <H2>{t('service.who')}</H2>
        {told('eligibility')}
        <P soft>{t('edit.conditions')}</P>
        <ConditionFields field={field} municipalities={municipalities} />
        <H2>{t('service.where')}</H2>
        <Choice {...field('reach')} options={[choose, ...reaches.map((each) => [each, t(`reach.${each}`)] as const)]} />
        <Several {...field('municipalities')} options={municipalities.map((each) => [each, each] as const)} />
        {walkInPoints.size > 0 && <Several {...field('walkInPoints')} options={[...walkInPoints]} />}
        {told('location')}
        <H2>{t('edit.how')}</H2>
        {(['apply', 'cost', 'payer', 'duration', 'intensity', 'waiting'] as const).map((name) => told(name))}
        {(['phone', 'email', 'url', 'scheme', 'legalBase', 'validFrom', 'validUntil'] as const).map(lineOf)}
        <TextField {...field('languages')} />
        <TextArea {...field('links')} rows={3} />
        <More title={t('edit.more')}>
          {(['method', 'approach'] as const).map((name) => told(name))}
          {lineOf('source')}
          {!editing.outside && <Check {...field('example')} />}
        </More>
        <More title={t('edit.english')} open={toldFields.some((name) => form.errors[`${name}-en`])}>
          {toldFields.map((name) => told(name, 'en'))}
        </More>
        <H2>{t('edit.found')}</H2>
        <TextArea {...field('asked')} rows={5} />
        {!editing.outside && (
          <div class="wc-card wc-form--note">
            <H2>{t('service.staff')}</H2>
            {(['staffContact', 'agreements'] as const).map(lineOf)}
          </div>
        )}
        <div class="wc-actions">
          <Button {...field.valued('ready', editing.publishes ? 'published' : 'review')}>{t(editing.publishes ? 'edit.publish' : 'edit.offer')}</Button>
          {!editing.outside && (
            <Button {...field.valued('ready', 'draft')} weight="secondary-action">
              {t('edit.draft')}
            </Button>
          )}
          <A href={editing.back}>{t('edit.cancel')}</A>
        </div>
      </Form>
    </article>
  )
}
