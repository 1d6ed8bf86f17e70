import type { VNode } from 'preact'
import { A, Button, Check, Choice, Form, H1, H2, More, Notice, P, Several, TextArea, TextField } from '../../foundation/ui/components.tsx'
import type { Filled } from '../../foundation/web/forms.ts'
import type { Visit } from '../../foundation/web/route.ts'
import { answerKinds } from '../../desk/question.ts'
import { reaches, serviceForms } from '../service.ts'
import type { Choices } from '../choices.ts'
import { explainIn } from '../explain.tsx'
import { say } from '../words.ts'
import { ConditionFields } from './fields.tsx'
import { lineFields, longFields, toldFields } from './form.ts'

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
  const explain = explainIn(visit)
  const { form, start } = editing
  const { vocabulary, municipalities, walkInPoints } = editing.choices
  const field = { form, explain }
  const text = (name: string, label: string, long: boolean) =>
    long ? (
      <TextArea key={name} {...field} name={name} label={label} start={start[name]} rows={4} />
    ) : (
      <TextField key={name} {...field} name={name} label={label} start={start[name]} />
    )
  const told = (name: (typeof toldFields)[number]) => text(`${name}-nl`, t(`edit.${name}`), longFields.includes(name))
  const lineOf = (name: (typeof lineFields)[number]) =>
    name === 'validFrom' || name === 'validUntil' ? (
      <TextField key={name} {...field} name={name} label={t(`edit.${name}`)} start={start[name]} type="date" />
    ) : (
      text(name, t(`edit.${name}`), longFields.includes(name))
    )
  const topics = vocabulary.topics.map(({ code, name }) => [code, name[language]] as const)
  const choose = ['', t('edit.none')] as const
  const labels: Record<string, string> = {
    topic: t('edit.topic'),
    form: t('edit.form'),
    destination: t('edit.destination'),
    reach: t('edit.reach'),
    municipalities: t('edit.municipalities'),
    walkInPoints: t('edit.walkInPoints'),
  }
  for (const name of toldFields) Object.assign(labels, { [`${name}-nl`]: t(`edit.${name}`), [`${name}-en`]: t('edit.in-english', { field: t(`edit.${name}`) }) })
  for (const name of lineFields) labels[name] = t(`edit.${name}`)
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
      <Form action={editing.at} language={language} formKey={editing.formKey} form={form} labels={labels} explain={explain}>
        <input type="hidden" name="seen" value={editing.seen} />
        {editing.owners && editing.owners.length > 1 && <Choice {...field} name="organisation" label={t('edit.owner')} options={editing.owners} />}
        {(['name', 'summary', 'aim'] as const).map(told)}
        {(['provider', 'partners'] as const).map(lineOf)}
        <div class="wc-pair">
          <Choice {...field} name="topic" label={labels.topic!} start={start.topic} options={[choose, ...topics]} />
          <Choice
            {...field}
            name="destination"
            label={labels.destination!}
            start={start.destination}
            options={[choose, ...vocabulary.destinations.map(({ code, name }) => [code, name[language]] as const)]}
          />
        </div>
        <More title={t('edit.topics')} open={Boolean(start.topics)}>
          <Several {...field} name="topics" label={t('edit.topics')} start={start.topics} options={topics} />
        </More>
        <Several {...field} name="form" label={labels.form!} start={start.form} options={serviceForms.map((each) => [each, t(`form.${each}`)] as const)} />
        <Choice
          {...field}
          name="answer"
          label={t('edit.answer')}
          start={start.answer}
          options={[['', t('edit.answer.usual')], ...answerKinds.map((each) => [each, t(`answer.${each}`)] as const)]}
        />
        <H2>{t('service.who')}</H2>
        {told('eligibility')}
        <P soft>{t('edit.conditions')}</P>
        <ConditionFields language={language} form={form} start={start} explain={explain} municipalities={municipalities} />
        <H2>{t('service.where')}</H2>
        <Choice {...field} name="reach" label={labels.reach!} start={start.reach} options={[choose, ...reaches.map((each) => [each, t(`reach.${each}`)] as const)]} />
        <Several {...field} name="municipalities" label={labels.municipalities!} start={start.municipalities} options={municipalities.map((each) => [each, each] as const)} />
        {walkInPoints.size > 0 && <Several {...field} name="walkInPoints" label={labels.walkInPoints!} start={start.walkInPoints} options={[...walkInPoints]} />}
        {told('location')}
        <H2>{t('edit.how')}</H2>
        {(['apply', 'cost', 'payer', 'duration', 'intensity', 'waiting'] as const).map(told)}
        {(['phone', 'email', 'url', 'scheme', 'legalBase', 'validFrom', 'validUntil'] as const).map(lineOf)}
        <TextField {...field} name="languages" label={t('service.languages')} hint={t('edit.languages.hint')} start={start.languages} />
        <TextArea {...field} name="links" label={t('service.links')} hint={t('edit.links.hint')} start={start.links} rows={3} />
        <More title={t('edit.more')}>
          {(['method', 'approach'] as const).map(told)}
          {lineOf('source')}
          {!editing.outside && <Check {...field} name="example" label={t('edit.example')} form={{ ...form, values: { example: start.example ?? '', ...form.values } }} />}
        </More>
        <More title={t('edit.english')} open={toldFields.some((name) => form.errors[`${name}-en`])}>
          {toldFields.map((name) => text(`${name}-en`, labels[`${name}-en`]!, longFields.includes(name)))}
        </More>
        <H2>{t('edit.found')}</H2>
        <TextArea {...field} name="asked" label={t('service.asked')} hint={t('edit.asked.hint')} start={start.asked} rows={5} />
        {!editing.outside && (
          <div class="wc-card wc-form--note">
            <H2>{t('service.staff')}</H2>
            {(['staffContact', 'agreements'] as const).map(lineOf)}
          </div>
        )}
        <div class="wc-actions">
          <Button name="ready" value={editing.publishes ? 'published' : 'review'}>
            {t(editing.publishes ? 'edit.publish' : 'edit.offer')}
          </Button>
          {!editing.outside && (
            <Button name="ready" value="draft" weight="secondary-action">
              {t('edit.draft')}
            </Button>
          )}
          <A href={editing.back}>{t('edit.cancel')}</A>
        </div>
      </Form>
    </article>
  )
}
