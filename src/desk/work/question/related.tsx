import { Button, Form, H2, Hidden, P, Pill } from '../../../foundation/ui/components.tsx'
import type { StaffVisit } from '../../../foundation/web/route.ts'
import { questionLife, isClosed } from '../../question.ts'
import type { Related } from '../../queries.ts'
import { say } from '../../words.ts'
import { sayDue, sayTitle } from '../list.tsx'
import { type QuestionForm, questionForms } from './fields.ts'
import type { Opened } from './opened.ts'

/** One history per person: what else they asked, and what somebody with the same address or number asked, who may be the same. */
export function OneHistory({ visit, opened }: { visit: StaffVisit; opened: Opened }) {
  const t = say[visit.language]
  const { question, others, address, from, formKey, mayWork } = opened
  const act = (which: QuestionForm, label: string, number?: string) => (
    <Form action={`${address}/${which}${from}`} language={visit.language} formKey={formKey}>
      {number && <Hidden {...questionForms.samenvoegen.in(visit.language).valued('met', number)} />}
      <Button weight="secondary-action">{label}</Button>
    </Form>
  )
  const line = (each: Related) => {
    const due = sayDue(visit.language, visit.now, each)
    return (
      <>
        <a class="utrecht-link" href={visit.path(`/werk/vragen/${each.number}`)}>
          {each.number}
        </a>{' '}
        <span dir="auto">{sayTitle(visit.language, each)}</span> <Pill tone={due.tone}>{due.text}</Pill>
      </>
    )
  }
  const [same, maybe] = [others.filter((each) => each.same), others.filter((each) => !each.same)]
  if (!others.length && !question.asked_by) return null
  const mayMerge = mayWork && questionLife.can('merge', question.state)
  return (
    <section>
      {(same.length > 0 || question.asked_by) && <H2>{t('related.same')}</H2>}
      <ul class="wc-plain">
        {same.map((each) => (
          <li key={each.id}>
            {line(each)}
            {mayMerge && !isClosed(each.state) && each.state !== 'set-aside' && act('samenvoegen', t('related.merge'), each.number)}
          </li>
        ))}
      </ul>
      {question.asked_by && mayWork && act('ander-persoon', t('related.separate'))}
      {maybe.length > 0 && (
        <>
          <H2>{t('related.maybe')}</H2>
          <P soft>{t('related.maybe.text')}</P>
          <ul class="wc-plain">
            {maybe.map((each) => (
              <li key={each.id}>
                {line(each)}
                {mayWork && act('zelfde-persoon', t('related.join'), each.number)}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
