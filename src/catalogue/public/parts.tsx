import type { ComponentChildren, VNode } from 'preact'
import { momentAt } from '../../foundation/clock/workingdays.ts'
import { type Language, sayDay } from '../../foundation/i18n/i18n.ts'
import { A, Bullets, Facts, Notice, P, Pill } from '../../foundation/ui/components.tsx'
import { FileList } from '../../foundation/ui/files.tsx'
import type { Where } from '../../foundation/web/route.ts'
import { type Choices, sayWhere } from '../choices.ts'
import type { Condition } from '../conditions.ts'
import type { Listed, ReadOn } from '../current.ts'
import { type Texts, textIn } from '../service.ts'
import { sayConditions } from '../signpost/reasons.ts'
import { say } from '../words.ts'

/** One service in a list: what it is, of whom, and what there is to know at once. */
export function ServiceLine({
  visit,
  listed,
  children,
}: {
  visit: Pick<Where, 'language' | 'path'>
  listed: Pick<Listed, 'slug' | 'service'>
  children?: ComponentChildren
}): VNode {
  const { language } = visit
  const t = say[language]
  const { service } = listed
  return (
    <li>
      <p>
        <A href={visit.path(`/aanbod/${listed.slug}`)}>{textIn(language, service.name)}</A>
      </p>
      <p>{textIn(language, service.summary)}</p>
      <p class="wc-soft">
        {t('offer.by', { provider: service.provider })}, {service.form.map((each) => t(`form.${each}`)).join(', ')}
        {service.example && (
          <>
            {' '}
            <Pill tone="plain">{t('offer.example')}</Pill>
          </>
        )}
      </p>
      {children}
    </li>
  )
}

/** The way to the pages before and after this one; nothing where there is one page. */
export function Pages({ language, page, pages, at }: { language: Language; page: number; pages: number; at: (page: number) => string }): VNode | null {
  const t = say[language]
  if (pages <= 1) return null
  return (
    <nav class="wc-actions" aria-label={t('offer.page', { page, pages })}>
      {page > 1 && <A href={at(page - 1)}>{t('offer.before')}</A>}
      <span>{t('offer.page', { page, pages })}</span>
      {page < pages && <A href={at(page + 1)}>{t('offer.more')}</A>}
    </nav>
  )
}

/** For whom a service is, a line per condition. */
export function Conditions({ visit, conditions }: { visit: Pick<Where, 'language'>; conditions: readonly Condition[] }): VNode {
  const t = say[visit.language]
  if (!conditions.length) return <P>{t('service.everybody')}</P>
  return <Bullets of={sayConditions(visit.language, conditions)}>{(each) => each}</Bullets>
}

/** Everything a service says of itself for everybody. */
export function ServiceBody({ visit, listed, points, on }: { visit: Pick<Where, 'language' | 'path'>; listed: Listed; points: Choices['walkInPoints']; on: ReadOn }): VNode {
  const { language } = visit
  const now = momentAt(on.today, 12)
  const t = say[language]
  const { service } = listed
  const told = (text: Texts | undefined) => text && <span class="wc-typed">{textIn(language, text)}</span>
  const links = [...(service.url ? [service.url] : []), ...service.links]
  const names = new Intl.DisplayNames([language], { type: 'language' })
  const rows: [string, ComponentChildren][] = [
    [t('service.provider'), service.provider],
    [t('service.form'), service.form.map((each) => t(`form.${each}`)).join(', ')],
    [
      t('service.where'),
      service.where.reach === 'walk-in-points' ? <A href={visit.path('/inlooppunten')}>{sayWhere(language, service.where, points)}</A> : sayWhere(language, service.where, points),
    ],
    [t('edit.location'), told(service.location)],
    [t('edit.partners'), service.partners],
    [t('service.cost'), told(service.cost)],
    [t('service.payer'), told(service.payer)],
    [t('service.duration'), told(service.duration)],
    [t('service.intensity'), told(service.intensity)],
    [t('service.waiting'), told(service.waiting)],
    [t('service.languages'), service.languages.map((each) => names.of(each)).join(', ')],
    [t('service.scheme'), service.scheme],
    [t('service.legalBase'), service.legalBase],
    [t('service.valid'), service.validUntil && t('service.valid.until', { until: sayDay(language, service.validUntil, now) })],
    [t('service.confirmed'), listed.confirmedAt && sayDay(language, listed.confirmedAt, now)],
    [t('service.source'), service.source],
  ]
  return (
    <>
      {service.example && <Notice kind="info">{t('service.example')}</Notice>}
      {!on.confirmed && <Notice kind="warning">{t('service.unconfirmed')}</Notice>}
      <P lead>{textIn(language, service.summary)}</P>
      {service.aim && <P>{textIn(language, service.aim)}</P>}
      <h2 class="utrecht-heading-3">{t('service.who')}</h2>
      {service.eligibility && <P>{told(service.eligibility)}</P>}
      {(service.conditions.length > 0 || !service.eligibility) && <Conditions visit={visit} conditions={service.conditions} />}
      {service.apply && (
        <>
          <h2 class="utrecht-heading-3">{t('service.apply')}</h2>
          <P>{textIn(language, service.apply)}</P>
        </>
      )}
      {(service.phone || service.email || links.length > 0) && (
        <p class="wc-actions">
          {service.phone && <A href={`tel:${service.phone}`}>{service.phone}</A>}
          {service.email && <A href={`mailto:${service.email}`}>{service.email}</A>}
          {links.map((link) => (
            <a class="utrecht-link" key={link} href={link} rel="noopener noreferrer">
              {new URL(link).host}
            </a>
          ))}
        </p>
      )}
      {(listed.files?.length ?? 0) > 0 && <h2 class="utrecht-heading-3">{t('files.take')}</h2>}
      <FileList
        language={language}
        label={t('files.title')}
        files={(listed.files ?? []).map(({ id, name, size }) => ({ key: id, name, size, href: visit.path(`/aanbod/${listed.slug}/bestanden/${id}`) }))}
      />
      <Facts rows={rows.filter(([, value]) => value)} />
      {service.method && (
        <>
          <h2 class="utrecht-heading-3">{t('service.method')}</h2>
          <P>{textIn(language, service.method)}</P>
        </>
      )}
      {service.approach && (
        <>
          <h2 class="utrecht-heading-3">{t('service.approach')}</h2>
          <P>{textIn(language, service.approach)}</P>
        </>
      )}
    </>
  )
}
