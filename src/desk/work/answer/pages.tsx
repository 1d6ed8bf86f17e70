import type { VNode } from 'preact'
import { A, Button, Check, Form, H1, Hidden, P, H2, More, Notice, TextArea, Typed } from '../../../foundation/ui/components.tsx'
import type { Filled } from '../../../foundation/web/forms.ts'
import type { StaffVisit } from '../../../foundation/web/route.ts'
import type { Network } from '../../../network/current.ts'
import { tellsOfIt } from '../../discreet.ts'
import type { Knowledge } from '../../knowledge/knowledge.ts'
import { AnswerAsSeen } from '../../public/follow.tsx'
import type { Question } from '../../question.ts'
import { say } from '../../words.ts'
import { draftsAt } from '../../../workplace/drafts.ts'
import { answerForm } from '../forms.ts'

/** Writing a direct answer, and looking at it as the asker will before it is sent. */
export function AnswerPage({
  visit,
  question,
  network,
  form,
  formKey,
  preview,
  back,
  tell,
  first,
  pages,
  texts,
}: {
  visit: StaffVisit
  question: Question
  network: Network
  form: Filled
  formKey: string
  preview: boolean
  back: string
  /** Set when this asker gets no mail of the answer: what the guide must do, in a sentence. */
  tell?: string
  /** It is told before it can be given. */
  first: boolean
  /** What is known of the question's topic, and standard texts about it. */
  pages: readonly Knowledge[]
  texts: readonly Knowledge[]
}): VNode {
  const t = say[visit.language]
  const field = answerForm.in(visit.language, form)
  const text = form.values.text ?? ''
  const tells = preview && tellsOfIt(question, text)
  return (
    <article class="wc-one">
      <p class="wc-kicker">{question.number}</p>
      <H1>{t(preview ? 'answer.preview.title' : 'answer.title')}</H1>
      <div class="wc-said wc-said--asker" dir="auto">
        {question.sharpened ?? question.text}
      </div>
      {preview && (
        <AnswerAsSeen visit={{ ...visit, language: question.language }} number={question.number} text={text} by={network.staff.get(visit.actor.id)?.name ?? visit.actor.name} />
      )}
      {question.discreet && (tells ? <Notice kind="warning" title={t('urgent.hidden.sure')} /> : <P>{t('urgent.hidden.write')}</P>)}
      <Form
        action={visit.here}
        language={visit.language}
        formKey={formKey}
        fields={field}
        draft={{ at: visit.path(draftsAt), subject: question.id, form: 'antwoord', words: 'text' }}
      >
        {preview ? (
          <textarea name={field('text').name} hidden aria-label={t('answer.text')}>
            {text}
          </textarea>
        ) : (
          <TextArea {...field('text')} rows={10} />
        )}
        {preview && !first ? form.values.told === 'ja' && <Hidden {...field.valued('told', 'ja')} /> : <Check {...field('told')} hint={tell} />}
        <div class="wc-actions">
          {preview ? (
            <>
              <Button {...field.valued('stap', tells ? 'toch' : 'versturen')}>{t(tells ? 'urgent.hidden.send' : tell ? 'answer.record' : 'answer.send')}</Button>
              <Button {...field.valued('stap', 'schrijven')} weight="secondary-action">
                {t('answer.edit')}
              </Button>
            </>
          ) : (
            <Button {...field.valued('stap', 'bekijken')}>{t('answer.preview')}</Button>
          )}
          <A href={back}>{t('answer.back')}</A>
        </div>
        {!preview && texts.length > 0 && (
          <More title={t('answer.texts')}>
            <div class="wc-actions">
              {texts.map((each) => (
                <Button key={each.id} {...field.valued('tekst', each.id)} weight="secondary-action">
                  {each.title}
                </Button>
              ))}
            </div>
          </More>
        )}
      </Form>
      {!preview && (
        <section>
          <H2>{t('answer.knowledge')}</H2>
          {pages.map((page) => (
            <More title={page.title} key={page.id}>
              <Typed>{page.text}</Typed>
              {page.links.map((link) => (
                <p key={link}>
                  <A href={link}>{link}</A>
                </p>
              ))}
            </More>
          ))}
          <p>
            <a class="utrecht-link" href={visit.path(`/werk/kennis${question.topic ? `?onderwerp=${question.topic}` : ''}`)} target="_blank" rel="noopener">
              {t('answer.knowledge.all')}
            </a>
          </p>
        </section>
      )}
    </article>
  )
}
