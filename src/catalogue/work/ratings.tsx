import type { VNode } from 'preact'
import { sayDecimal, sayShortDay } from '../../foundation/i18n/i18n.ts'
import { Button, Choice, Form, H2, P, TextArea, Typed } from '../../foundation/ui/components.tsx'
import type { StaffVisit } from '../../foundation/web/route.ts'
import { say } from '../words.ts'
import { rateForm } from './forms.ts'
import { standsIn } from '../../foundation/ui/fields.ts'
import type { WorkService } from './seen.ts'

const stars = (count: number) => '★'.repeat(count) + '☆'.repeat(5 - count)

/** What colleagues think of a service, and the place to say so. */
export function Ratings({ visit, seen }: { visit: StaffVisit; seen: WorkService }): VNode {
  const { language } = visit
  const t = say[language]
  const { ratings, network, rates, service } = seen
  const own = ratings.find((each) => each.staff_id === visit.actor.id)
  const field = rateForm.in(language, standsIn(seen, 'waardering'), { prefix: 'w-' })
  const mean = ratings.reduce((sum, each) => sum + each.stars, 0) / (ratings.length || 1)
  return (
    <section class="wc-card wc-form--note" id="waardering">
      <H2>{t('rating.title')}</H2>
      <P>{ratings.length ? t('rating.mean', { mean: sayDecimal(language, mean), count: ratings.length }) : t('rating.none')}</P>
      <ul class="wc-told">
        {ratings.map((each) => (
          <li key={each.staff_id}>
            <span role="img" aria-label={t('rating.stars', { count: each.stars })}>
              {stars(each.stars)}
            </span>
            <span class="wc-soft">
              {network.staff.get(each.staff_id)?.name}, {sayShortDay(language, each.at)}
            </span>
            {each.remark && <Typed>{each.remark}</Typed>}
          </li>
        ))}
      </ul>
      {rates && (
        <Form action={`${visit.path(`/werk/aanbod/${service.slug}`)}/waardering#waardering`} language={language} formKey={seen.formKey} fields={field}>
          <Choice {...field('stars')} start={own ? String(own.stars) : ''} />
          <TextArea {...field('remark')} start={own?.remark ?? ''} rows={2} />
          <Button weight="secondary-action">{t('rating.save')}</Button>
        </Form>
      )}
    </section>
  )
}
