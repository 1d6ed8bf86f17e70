import type { ComponentChildren, VNode } from 'preact'
import { sayShortDay } from '../../foundation/i18n/i18n.ts'
import { A, Button, ButtonLink, Choice, Facts, Form, H1, H2, Hidden, Notice, P, Pill, SheetLinks, Table, TextArea, TextField, Typed } from '../../foundation/ui/components.tsx'
import type { Shown } from '../../foundation/ui/frame.tsx'
import type { StaffVisit } from '../../foundation/web/route.ts'
import { isConfirmed, readOn } from '../current.ts'
import { FilesPart } from '../files/part.tsx'
import { Pages, ServiceBody } from '../public/parts.tsx'
import { textIn } from '../service.ts'
import type { ServiceRow, VersionRow } from '../store.ts'
import { type CatalogueKey, say } from '../words.ts'
import { Ratings } from './ratings.tsx'
import type { Difference } from './compare.ts'
import { decideForm, listForm } from './forms.ts'
import { type ServiceLine, listNames, type WorkChoice, workQuery } from './lists.ts'
import { standsIn } from '../../foundation/ui/fields.ts'
import type { WorkService } from './seen.ts'

const stateOf = ({ service, open }: ServiceLine, now: Date): { key: CatalogueKey; tone: 'calm' | 'next' | 'late' | 'plain' } =>
  open?.state === 'review'
    ? { key: 'work.state.review', tone: 'next' }
    : open?.state === 'draft'
      ? { key: 'work.state.draft', tone: 'plain' }
      : service.state === 'published' && !isConfirmed({ confirmedAt: service.confirmed_at }, now)
        ? { key: 'work.state.unconfirmed', tone: 'late' }
        : { key: `work.state.${service.state}`, tone: service.state === 'published' ? 'calm' : 'plain' }

export interface WorkOffer {
  lines: readonly ServiceLine[]
  choice: WorkChoice
  counts: Record<(typeof listNames)[number], number>
  adds: boolean
  edits: boolean
  exports: boolean
}

const perPage = 100

/** All services with how they stand, for who keeps them. */
export function WorkOfferList({ visit, offer }: { visit: StaffVisit; offer: WorkOffer }): VNode {
  const { language, now } = visit
  const t = say[language]
  const { lines, choice, counts } = offer
  const field = listForm.in(language)
  const at = (pagina = 1) => `${visit.path('/werk/aanbod')}${workQuery(choice, pagina)}`
  const pages = Math.max(1, Math.ceil(lines.length / perPage))
  const page = Math.min(choice.pagina, pages)
  return (
    <div class="wc-one">
      <H1>{t('work.title')}</H1>
      <form class="wc-form-inline" method="get">
        <TextField {...field('zoek')} start={choice.zoek} type="search" />
        <Choice {...field('lijst')} start={choice.lijst} options={listNames.map((each) => [each, `${t(`work.list.${each}`)} (${counts[each]})`] as const)} />
        <Button weight="secondary-action">{t('offer.search.go')}</Button>
      </form>
      <p class="wc-actions">
        {offer.adds && <ButtonLink href={visit.path('/werk/aanbod/nieuw')}>{t('work.new')}</ButtonLink>}
        {offer.edits && <A href={visit.path('/werk/aanbod/invoer')}>{t('work.import')}</A>}
        {offer.edits && <A href={visit.path('/werk/aanbod/woorden')}>{t('work.words')}</A>}
      </p>
      {lines.length === 0 && <P>{t('work.nothing')}</P>}
      {lines.length > 0 && (
        <>
          <P soft>{t('offer.count', { count: lines.length })}</P>
          <Table
            label={t('work.title')}
            heads={[t('work.name'), t('work.provider'), t('work.state'), t('work.confirmed')]}
            rows={lines.slice((page - 1) * perPage, page * perPage).map((each) => {
              const { key, tone } = stateOf(each, now)
              const document = each.service.document ?? each.open?.document
              return {
                key: each.service.id,
                cells: [
                  <A href={visit.path(`/werk/aanbod/${each.service.slug}`)} key="name">
                    {document ? textIn(language, document.name) : each.service.slug}
                  </A>,
                  document?.provider,
                  <Pill tone={tone} key="state">
                    {t(key)}
                  </Pill>,
                  each.service.confirmed_at && sayShortDay(language, each.service.confirmed_at),
                ],
              }
            })}
          />
          <Pages language={language} page={page} pages={pages} at={at} />
          {offer.exports && <SheetLinks language={language} at={at()} />}
        </>
      )}
    </div>
  )
}

/** What changed, field by field. */
export function Differences({ visit, changes }: { visit: StaffVisit; changes: readonly Difference[] }): VNode {
  const t = say[visit.language]
  if (!changes.length) return <P>{t('work.compare.none')}</P>
  return (
    <Table
      label={t('work.compare.title')}
      heads={[t('work.compare.field'), t('work.compare.before'), t('work.compare.after')]}
      rows={changes.map(({ field, before, after }) => ({
        key: field,
        cells: [
          field,
          <del class="wc-typed" key="b">
            {before}
          </del>,
          <ins class="wc-typed" key="a">
            {after}
          </ins>,
        ],
      }))}
    />
  )
}

function Review({ visit, seen, open }: { visit: StaffVisit; seen: WorkService; open: VersionRow }): VNode {
  const t = say[visit.language]
  const field = decideForm.in(visit.language, standsIn(seen, 'besluit'))
  return (
    <section class="wc-card wc-next">
      <H2>{t('work.review')}</H2>
      <P soft>{t('work.review.text')}</P>
      <Differences visit={visit} changes={seen.changes} />
      <Form action={visit.path(`/werk/aanbod/${seen.service.slug}/besluit`)} language={visit.language} formKey={seen.formKey} fields={field}>
        <Hidden {...field.valued('version', String(open.version))} />
        <TextArea {...field('note')} rows={2} />
        <div class="wc-actions">
          <Button {...field.valued('publish', 'ja')}>{t('work.review.publish')}</Button>
          <Button {...field.valued('publish', 'nee')} weight="secondary-action">
            {t('work.review.decline')}
          </Button>
        </div>
      </Form>
    </section>
  )
}

/** A service as colleagues see it: what everybody sees, what only they do, how it stands, and its versions. */
export function WorkServicePage({ visit, seen }: { visit: StaffVisit; seen: WorkService }): VNode {
  const { language, now } = visit
  const t = say[language]
  const { service, open, versions, network, formKey, keeps, decides, done } = seen
  const document = service.document ?? open?.document ?? versions[0]!.document
  const { key, tone } = stateOf(seen, now)
  const at = visit.path(`/werk/aanbod/${service.slug}`)
  const declined = versions[0]?.state === 'declined' ? versions[0] : undefined
  const act = (name: string, label: string) => (
    <Button to={`${at}/${name}`} weight="secondary-action">
      {label}
    </Button>
  )
  const who = (version: VersionRow) => (version.staff_id && network.staff.get(version.staff_id)?.name) || t('work.version.elsewhere')
  return (
    <article class="wc-one">
      <p>
        <A href={visit.path('/werk/aanbod')}>{t('work.title')}</A>
      </p>
      <H1>{textIn(language, document.name)}</H1>
      {done && <Notice kind="ok" title={t(`work.done.${done}`)} />}
      <p>
        <Pill tone={tone}>{t(key)}</Pill>
      </p>
      {declined && (
        <Notice kind="warning" title={t('work.state.declined')}>
          {declined.note && (
            <>
              <p>{t('work.note')}:</p>
              <Typed>{declined.note}</Typed>
            </>
          )}
        </Notice>
      )}
      {keeps && (
        <Form action={`${at}/klopt`} language={language} formKey={formKey}>
          <div class="wc-actions">
            <ButtonLink href={`${at}/wijzigen`}>{t('work.edit')}</ButtonLink>
            {service.state === 'published' && act('klopt', t('work.confirm'))}
            {service.state === 'published' && act('intrekken', t('work.withdraw'))}
            {service.state === 'withdrawn' && act('terugzetten', t('work.return'))}
            {service.state === 'published' && <A href={visit.path(`/aanbod/${service.slug}`)}>{t('work.public')}</A>}
          </div>
        </Form>
      )}
      {open?.state === 'draft' && keeps && <P soft>{t('work.draft.open')}</P>}
      {open?.state === 'review' && decides && <Review visit={visit} seen={seen} open={open} />}
      <ServiceBody
        visit={visit}
        listed={{ id: service.id, slug: service.slug, service: document, organisation: service.organisation_id, confirmedAt: service.confirmed_at ?? now }}
        points={seen.points}
        on={readOn({ confirmedAt: service.confirmed_at ?? now }, now)}
      />
      <section class="wc-card wc-form--note">
        <H2>{t('service.staff')}</H2>
        <Facts
          rows={(
            [
              [t('service.destination'), seen.destination],
              [t('edit.owner'), (service.organisation_id && network.organisations.get(service.organisation_id)?.name) || ''],
              [t('service.staffContact'), document.staffContact ?? ''],
              [t('service.agreements'), document.agreements && <span class="wc-typed">{document.agreements}</span>],
              [t('service.asked'), document.asked.join('\n') && <span class="wc-typed">{document.asked.join('\n')}</span>],
            ] as [string, ComponentChildren][]
          ).filter(([, value]) => value)}
        />
      </section>
      <FilesPart visit={visit} at={at} seen={{ files: seen.files, keeps, formKey, form: standsIn(seen, 'bestanden') }} />
      <Ratings visit={visit} seen={seen} />
      <H2>{t('work.versions')}</H2>
      <ul class="wc-points">
        {versions.map((version) => (
          <li key={version.version}>
            <p>
              <A href={`${at}/versies/${version.version}`}>{t('work.version', { version: version.version })}</A> <Pill tone="plain">{t(`work.state.${version.state}`)}</Pill>
            </p>
            <p class="wc-soft">{t('work.version.by', { name: who(version), day: sayShortDay(language, version.at) })}</p>
          </li>
        ))}
      </ul>
    </article>
  )
}

/** What one version changed from the one before it. */
export function VersionPage({ visit, service, version, changes }: { visit: StaffVisit; service: ServiceRow; version: VersionRow; changes: readonly Difference[] }): VNode {
  const t = say[visit.language]
  return (
    <article class="wc-one">
      <p>
        <A href={visit.path(`/werk/aanbod/${service.slug}`)}>{t('conflict.back')}</A>
      </p>
      <H1>
        {textIn(visit.language, version.document.name)}, {t('work.version', { version: version.version })}
      </H1>
      <H2>{t('work.compare.title')}</H2>
      <Differences visit={visit} changes={changes} />
    </article>
  )
}

/** Somebody else was first: what happened, and the way back. */
export function tooLate(
  visit: StaffVisit,
  key: 'conflict.decided' | 'conflict.not-published' | 'conflict.changed' | 'conflict.brought-in' | 'conflict.import',
  back: string,
): Shown {
  const t = say[visit.language]
  return {
    title: t(key),
    status: 409,
    content: (
      <div class="wc-one">
        <H1>{t(key)}</H1>
        <ButtonLink href={back}>{t(key === 'conflict.brought-in' || key === 'conflict.import' ? 'sheet.back' : 'conflict.back')}</ButtonLink>
      </div>
    ),
  }
}
