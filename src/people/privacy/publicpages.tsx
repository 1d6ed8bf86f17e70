import type { VNode } from 'preact'
import { Button, Choice, H1, H2, P } from '../../foundation/ui/components.tsx'
import { PublicPage } from '../../foundation/ui/layout.tsx'
import { emptyForm } from '../../foundation/web/forms.ts'
import type { Visit } from '../../foundation/web/route.ts'
import type { OrganisationRow } from '../../network/known.ts'
import { say } from '../words.ts'
import { EntryFacts } from './pages.tsx'
import type { Entry } from './register.ts'

/** The register of processing of one organisation, for everybody. */
export function RegisterPublicPage({
  visit,
  organisations,
  chosen,
  entries,
}: {
  visit: Visit
  organisations: readonly OrganisationRow[]
  chosen: OrganisationRow
  entries: readonly Entry[]
}): VNode {
  const t = say[visit.language]
  return (
    <PublicPage visit={visit} title={t('register.title')} wide>
      <H1>{t('register.title')}</H1>
      <P lead>{t('register.lead')}</P>
      <form class="wc-form-inline" method="get">
        <Choice
          name="organisatie"
          label={t('privacy.organisation')}
          form={emptyForm}
          explain={() => ''}
          start={chosen.slug}
          options={organisations.map((each) => [each.slug, each.name] as const)}
        />
        <Button weight="secondary-action">{t('privacy.show')}</Button>
      </form>
      {entries.map((entry) => (
        <section key={entry.code} id={entry.code}>
          <H2>{t(`activity.${entry.code}`)}</H2>
          <EntryFacts language={visit.language} entry={entry} />
        </section>
      ))}
    </PublicPage>
  )
}
