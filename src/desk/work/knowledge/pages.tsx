import type { VNode } from 'preact'
import type { Day } from '../../../foundation/clock/workingdays.ts'
import { sayDay } from '../../../foundation/i18n/i18n.ts'
import { A, Bullets, Button, ButtonLink, Choice, Form, H1, Hidden, Notice, P, Pill, TextArea, TextField, Typed } from '../../../foundation/ui/components.tsx'
import type { Filled } from '../../../foundation/web/forms.ts'
import type { StaffVisit } from '../../../foundation/web/route.ts'
import type { Network } from '../../../network/current.ts'
import { fillable } from '../../knowledge/fill.ts'
import type { Knowledge } from '../../knowledge/knowledge.ts'
import type { Topic } from '../../question.ts'
import { say } from '../../words.ts'
import { findForm, knowledgeForm } from '../forms.ts'

const isDue = (page: Knowledge, today: Day) => page.review_on < today

/** What guides know together, searched by words and subject. */
export function KnowledgeList({
  visit,
  pages,
  words,
  topic,
  today,
  edits,
}: {
  visit: StaffVisit
  pages: readonly Knowledge[]
  words: string
  topic?: Topic
  today: Day
  edits: boolean
}): VNode {
  const t = say[visit.language]
  const field = findForm.in(visit.language)
  return (
    <div class="wc-one">
      <H1>{t('knowledge.title')}</H1>
      <P>
        <A href={visit.path('/werk/bij-spoed')}>{t('guidance.go')}</A>
      </P>
      <P soft>{t('knowledge.lead')}</P>
      <form class="wc-form-inline" method="get">
        <TextField {...field('zoek')} start={words} type="search" />
        <Choice {...field('onderwerp')} start={topic ?? ''} />
        <Button weight="secondary-action">{t('work.search.go')}</Button>
      </form>
      {pages.length === 0 && <P>{t(words || topic ? 'knowledge.nothing' : 'knowledge.none')}</P>}
      <ul class="wc-points">
        {pages.map((page) => (
          <li key={page.id}>
            <p>
              <A href={visit.path(`/werk/kennis/${page.id}`)}>
                <span dir="auto">{page.title}</span>
              </A>
            </p>
            <p class="wc-soft">
              {t(`knowledge.kind.${page.kind}`)}, {page.topic ? t(`topic.${page.topic}`) : t('knowledge.every-topic')}
            </p>
            {isDue(page, today) && <Pill tone="late">{t('knowledge.due')}</Pill>}
          </li>
        ))}
      </ul>
      {edits && <ButtonLink href={visit.path('/werk/kennis/nieuw')}>{t('knowledge.add')}</ButtonLink>}
    </div>
  )
}

export function KnowledgePage({ visit, page, network, today, edits }: { visit: StaffVisit; page: Knowledge; network: Network; today: Day; edits: boolean }): VNode {
  const t = say[visit.language]
  return (
    <article class="wc-one">
      <p>
        <A href={visit.path('/werk/kennis')}>{t('knowledge.title')}</A>
      </p>
      <p class="wc-kicker">
        {t(`knowledge.kind.${page.kind}`)}, {page.topic ? t(`topic.${page.topic}`) : t('knowledge.every-topic')}
      </p>
      <H1>
        <span dir="auto">{page.title}</span>
      </H1>
      {page.removed_at && <Notice kind="warning" title={t('knowledge.removed')} />}
      {isDue(page, today) && <Notice kind="warning" title={t('knowledge.due')} />}
      <Typed>{page.text}</Typed>
      {page.links.length > 0 && (
        <Bullets of={page.links}>
          {(link) => (
            <a class="utrecht-link" href={link} rel="noopener noreferrer">
              {link}
            </a>
          )}
        </Bullets>
      )}
      <P soft>
        {t('knowledge.owner', {
          name: network.staff.get(page.owner_id)?.name ?? '',
          changed: sayDay(visit.language, page.changed_at, visit.now),
          review: sayDay(visit.language, page.review_on, visit.now),
        })}
      </P>
      {edits && (
        <ButtonLink href={visit.path(`/werk/kennis/${page.id}/wijzigen`)} weight="secondary-action">
          {t('knowledge.edit')}
        </ButtonLink>
      )}
    </article>
  )
}

/** Writing or changing a page; when somebody else changed it meanwhile, both stand here. */
export function KnowledgeForm({
  visit,
  form,
  formKey,
  page,
  theirs,
  review,
}: {
  visit: StaffVisit
  form: Filled
  formKey: string
  page?: Knowledge
  theirs?: boolean
  review: Day
}): VNode {
  const t = say[visit.language]
  const field = knowledgeForm.in(visit.language, form, { values: { fields: fillable.map((each) => `(${each})`).join(', ') } })
  return (
    <article class="wc-one">
      <H1>{t(page ? 'knowledge.edit' : 'knowledge.add')}</H1>
      {theirs && page && (
        <Notice kind="warning" title={t('changed.title')}>
          <p>{t('changed.text')}</p>
          <p>
            <strong dir="auto">{page.title}</strong>
          </p>
          <Typed>{page.text}</Typed>
        </Notice>
      )}
      <Form action={visit.path(page ? `/werk/kennis/${page.id}/wijzigen` : '/werk/kennis/nieuw')} language={visit.language} formKey={formKey} fields={field}>
        {page && <Hidden {...field.valued('version', String(page.version))} />}
        <div class="wc-pair">
          <Choice {...field('kind')} start={page?.kind ?? 'page'} />
          <Choice {...field('topic')} start={page?.topic ?? ''} />
        </div>
        <TextField {...field('title')} start={page?.title} />
        <TextArea {...field('text')} start={page?.text} rows={12} />
        <TextArea {...field('links')} start={page?.links.join('\n')} rows={3} />
        <TextField {...field('review')} start={page && page.review_on > review ? page.review_on : review} type="date" />
        <div class="wc-actions">
          <Button>{t('question.clarify.send')}</Button>
          {page && !page.removed_at && (
            <Button {...field.valued('weg', 'ja')} weight="secondary-action">
              {t('knowledge.remove')}
            </Button>
          )}
          <A href={visit.path(page ? `/werk/kennis/${page.id}` : '/werk/kennis')}>{t('knowledge.cancel')}</A>
        </div>
      </Form>
    </article>
  )
}
