import { Button, Form, P } from '../../foundation/ui/components.tsx'
import { findPerson } from '../../people/queries.ts'
import type { FollowPart } from '../places.ts'
import { say } from '../words.ts'

/** On a question's own page: keeping it in a file of one's own, or the way to that file. */
export const keepPart: FollowPart = async (visit, question, _network, at, formKey) => {
  const t = say[visit.language]
  const person = await visit.transaction('following', (tx) => findPerson(tx, visit.region.id, question.asked_by ?? question.person_id))
  if (person?.resident_id)
    return (
      <P soft>
        <a class="utrecht-link" href={visit.path('/mijn')}>
          {t('keep.kept')}
        </a>
      </P>
    )
  return (
    <section id="bewaren" class="wc-card">
      <P>{t('keep.text')}</P>
      <Form action={`${at}/bewaren`} language={visit.language} formKey={formKey}>
        <Button weight="secondary-action">{t('keep.go')}</Button>
      </Form>
    </section>
  )
}
