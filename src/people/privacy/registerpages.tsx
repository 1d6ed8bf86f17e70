import type { VNode } from 'preact'
import { sayMoment } from '../../foundation/i18n/i18n.ts'
import { A, Button, Choice, Facts, Form, H1, H2, More, P, TextArea, TextField } from '../../foundation/ui/components.tsx'
import { PublicPage } from '../../foundation/ui/layout.tsx'
import { emptyForm, type Filled } from '../../foundation/web/forms.ts'
import type { StaffVisit, Visit } from '../../foundation/web/route.ts'
import type { Network, OrganisationRow } from '../../network/current.ts'
import { say } from '../words.ts'
import { registerForm, registerOfForm } from './forms.ts'
import { PrivacyPage } from './pages.tsx'
import { registerFields } from '../../foundation/record/activities.ts'
import type { Entry, registerOf } from './register.ts'

const EntryFacts = ({ language, entry }: { language: Visit['language']; entry: Entry }) => {
  const t = say[language]
  return (
    <Facts
      rows={[
        ...registerFields.map((field) => [t(`register.${field}`), entry[field]] as const),
        ...(entry.duty ? [[t('register.duty'), t('register.duty.is', { duty: entry.duty, years: entry.duty_years ?? 0 })] as const] : []),
      ]}
    />
  )
}

/** The register of this organisation, to keep. */
export function RegisterPage({
  visit,
  network,
  entries,
  filled,
  formKey,
  done,
}: {
  visit: StaffVisit
  network: Network
  entries: Awaited<ReturnType<typeof registerOf>>
  filled?: { code: string; form: Filled }
  formKey: string
  done?: boolean
}): VNode {
  const t = say[visit.language]
  return (
    <PrivacyPage visit={visit} at="/register" done={done}>
      <P soft>{t('register.text')}</P>
      <A href={visit.path('/verwerkingen')}>{t('register.public')}</A>
      {entries.map(({ activity, entry }) => {
        const field = registerForm.in(visit.language, filled?.code === entry.code ? filled.form : emptyForm, { prefix: `${entry.code}-` })
        return (
          <section class="wc-card" key={entry.code} id={entry.code}>
            <H2>{activity.name(visit.language)}</H2>
            {entry.changed_at && (
              <P soft>{t('register.changed', { name: network.staff.get(entry.changed_by ?? '')?.name ?? '', moment: sayMoment(visit.language, entry.changed_at, visit.now) })}</P>
            )}
            <EntryFacts language={visit.language} entry={entry} />
            <More title={t('register.change', { name: activity.name(visit.language) })} open={field.form !== emptyForm}>
              <Form action={visit.path(`/werk/privacy/register/${entry.code}`)} language={visit.language} formKey={formKey} fields={field}>
                {registerFields.map((name) => (
                  <TextArea key={name} {...field(name)} start={entry[name]} rows={3} />
                ))}
                {activity.main && (
                  <>
                    <TextField {...field('duty')} start={entry.duty ?? ''} />
                    <TextField {...field('years')} start={entry.duty_years ? String(entry.duty_years) : ''} inputMode="numeric" />
                  </>
                )}
                <Button>{t('register.save')}</Button>
              </Form>
            </More>
          </section>
        )
      })}
    </PrivacyPage>
  )
}

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
  entries: Awaited<ReturnType<typeof registerOf>>
}): VNode {
  const t = say[visit.language]
  return (
    <PublicPage visit={visit} title={t('register.title')} wide>
      <H1>{t('register.title')}</H1>
      <P lead>{t('register.lead')}</P>
      <form class="wc-form-inline" method="get">
        <Choice {...registerOfForm.in(visit.language)('organisatie')} start={chosen.slug} options={organisations.map((each) => [each.slug, each.name] as const)} />
        <Button weight="secondary-action">{t('privacy.show')}</Button>
      </form>
      {entries.map(({ activity, entry }) => (
        <section key={entry.code} id={entry.code}>
          <H2>{activity.name(visit.language)}</H2>
          <EntryFacts language={visit.language} entry={entry} />
        </section>
      ))}
    </PublicPage>
  )
}
