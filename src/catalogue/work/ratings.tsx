import type { VNode } from 'preact'
import { sayDecimal, sayShortDay } from '../../foundation/i18n/i18n.ts'
import { Button, Choice, Form, H2, P, TextArea, Typed } from '../../foundation/ui/components.tsx'
import { emptyForm } from '../../foundation/web/forms.ts'
import type { StaffVisit } from '../../foundation/web/route.ts'
import { explainIn } from '../explain.tsx'
import { say } from '../words.ts'
import type { WorkService } from './seen.ts'

const stars = (count: number) => '★'.repeat(count) + '☆'.repeat(5 - count)

/** What colleagues think of a service, and the place to say so. */
export function Ratings({ visit, seen }: { visit: StaffVisit; seen: WorkService }): VNode {
  const { language } = visit
  const t = say[language]
  const { ratings, network, rates, service } = seen
  const own = ratings.find((each) => each.staff_id === visit.actor.id)
  const form = seen.rated ?? emptyForm
  const explain = explainIn(visit)
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
        <Form
          action={`${visit.path(`/werk/aanbod/${service.slug}`)}/waardering#waardering`}
          language={language}
          formKey={seen.formKey}
          form={form}
          explain={explain}
          labels={{ stars: t('rating.yours') }}
          prefix="w-"
        >
          <Choice
            form={form}
            explain={explain}
            prefix="w-"
            name="stars"
            label={t('rating.yours')}
            start={own ? String(own.stars) : ''}
            options={[['', t('edit.none')], ...[5, 4, 3, 2, 1].map((count) => [String(count), t('rating.stars', { count })] as const)]}
          />
          <TextArea form={form} explain={explain} prefix="w-" name="remark" label={t('rating.remark')} start={own?.remark ?? ''} rows={2} />
          <Button weight="secondary-action">{t('rating.save')}</Button>
        </Form>
      )}
    </section>
  )
}
