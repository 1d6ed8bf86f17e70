import { actingOf } from '../../foundation/doing.ts'
import { randomUUID } from 'node:crypto'
import { Button, Form, P } from '../../foundation/ui/components.tsx'
import { seeOther } from '../../foundation/web/answer.ts'
import { type Route, route, type StaffVisit } from '../../foundation/web/route.ts'
import { regionOfId } from '../../network/geography.ts'
import { readNumbers } from '../number.ts'
import type { Listed } from '../queries.ts'
import { say } from '../words.ts'
import { asideForm } from './forms.ts'
import { decideAside } from './history.ts'
import { listAddress } from './list.tsx'
import { deskRights } from '../rights.ts'

/** What was set aside, to be decided about, many at once. */
export function AsideForm({ visit, questions }: { visit: StaffVisit; questions: readonly Listed[] }) {
  const t = say[visit.language]
  const field = asideForm.in(visit.language)
  if (!questions.length) return null
  return (
    <Form action={visit.path('/werk/terzijde')} language={visit.language} formKey={randomUUID()}>
      <fieldset class="wc-many">
        <legend>{field('vragen').label}</legend>
        <P soft>{t('aside.lead')}</P>
        {questions.map((question) => (
          <label class="wc-check" key={question.id}>
            <input type="checkbox" name={field('vragen').name} value={question.number} /> {question.number}, {t(`channel.${question.channel}`)}
          </label>
        ))}
      </fieldset>
      <div class="wc-actions">
        <Button {...field.valued('besluit', 'afwijzen')}>{t('aside.dismiss')}</Button>
        <Button {...field.valued('besluit', 'terug')} weight="secondary-action">
          {t('aside.back')}
        </Button>
      </div>
    </Form>
  )
}

/** The coordinator's verdict about what guides set aside. */
export const asideRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/:region/werk/terzijde',
    right: deskRights.decideDismissal,
    body: asideForm.schema,
    handle: async (visit) => {
      const numbers = readNumbers(regionOfId(visit.region.id).prefix, visit.body.vragen)
      await visit.change('desk', async (tx) => void (await decideAside(actingOf(visit, tx), numbers, visit.body.besluit === 'afwijzen')))
      return seeOther(listAddress(visit, { lijst: 'aside' }))
    },
  }),
]
