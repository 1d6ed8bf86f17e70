import type { VNode } from 'preact'
import { sayMoment } from '../../foundation/i18n/i18n.ts'
import { A, Bullets, Button, ButtonLink, FileField, Form, H1, H2, Hidden, Notice, P, Pill, Table, TextArea } from '../../foundation/ui/components.tsx'
import type { Filled } from '../../foundation/web/forms.ts'
import type { StaffVisit } from '../../foundation/web/route.ts'
import type { Refusal } from '../actions.ts'
import { theNation } from '../geography.ts'
import type { Network } from '../current.ts'
import { say } from '../words.ts'
import type { Check } from './checklist.ts'
import type { Difference } from './document.ts'
import type { SectionName } from './sections.ts'
import { documentForm, openForm } from './documentform.ts'
import { type Mistake, mistakesIn } from './reading.ts'

/** What a region needs, with where it is not so yet. */
export function Checks({ visit, checks }: { visit: StaffVisit; checks: readonly Check[] }) {
  const t = say[visit.language]
  return (
    <ul class="wc-plain">
      {checks.map(({ what, missing }) => (
        <li key={what}>
          <Pill tone={missing.length ? 'late' : 'calm'}>{t(missing.length ? 'setup.check.missing' : 'setup.check.there')}</Pill> {t(`setup.check.${what}`)}
          {missing.length > 0 && <span class="wc-soft"> {missing.map((each) => (what === 'urgent' ? t(`setup.urgent.${each as 'danger'}`) : each)).join(', ')}</span>}
        </li>
      ))}
    </ul>
  )
}

/** What is wrong with a file, each with its line and place. */
export function Mistakes({ visit, mistakes }: { visit: StaffVisit; mistakes: readonly Mistake[] }) {
  const t = say[visit.language]
  if (!mistakes.length) return null
  return (
    <Notice kind="error" wrong title={t('setup.mistakes', { count: mistakes.length })}>
      <Bullets of={mistakes}>
        {({ line, where, message }) => (
          <>
            {line !== undefined && `${t('setup.line', { line })} `}
            <span dir="auto">{where}</span>
            {where && ': '}
            {message}
          </>
        )}
      </Bullets>
    </Notice>
  )
}

/** Why a change cannot be; of what is in use, where. */
export function Refused({ visit, refused }: { visit: StaffVisit; refused: readonly Refusal[] }) {
  const t = say[visit.language]
  if (!refused.length) return null
  return (
    <Notice kind="error" title={t('setup.refused')}>
      <Bullets of={refused}>
        {({ name, why, colleagues = [], questions = 0 }) => (
          <>
            <span dir="auto">{name}</span>{' '}
            {t(`setup.refused.${why}`, { colleagues: colleagues.length, questions, names: [...colleagues.slice(0, 3), ...(colleagues.length > 3 ? ['…'] : [])].join(', ') })}
          </>
        )}
      </Bullets>
    </Notice>
  )
}

/** What is different, in a sentence each. */
function Differences({ visit, found }: { visit: StaffVisit; found: readonly Difference[] }) {
  const t = say[visit.language]
  if (!found.length) return <P soft>{t('setup.same')}</P>
  const tone = { added: 'calm', changed: 'next', removed: 'late' } as const
  return (
    <ul class="wc-plain">
      {found.map(({ section, what, key, name }) => (
        <li key={section + key}>
          <Pill tone={tone[what]}>{t(`setup.${what}`)}</Pill> {section === 'region' ? t(`setup.part.${key as 'phone'}`) : `${t(`setup.part.${section}`)}: `}
          {section !== 'region' && <span dir="auto">{name}</span>}
        </li>
      ))}
    </ul>
  )
}

interface Version {
  version: number
  at: Date
  staff_id: string | null
}

export interface SetupSeen {
  network: Network
  /** The sections that have a form. */
  sections: readonly SectionName[]
  checks: readonly Check[]
  versions: readonly Version[]
  form: Filled
  formKey: string
  done?: boolean
}

const byWhom = (visit: StaffVisit, network: Network, { staff_id }: Version) => (staff_id ? (network.staff.get(staff_id)?.name ?? '') : say[visit.language]('setup.program'))

/** A region's set-up: what it still lacks, the whole as a file out and in, and every version. */
export function SetupPage({ visit, seen }: { visit: StaffVisit; seen: SetupSeen }): VNode {
  const t = say[visit.language]
  const { network, sections, checks, versions, form, formKey, done } = seen
  const { mistakes, errors } = mistakesIn(form.errors)
  const field = documentForm.in(visit.language, { ...form, errors })
  return (
    <div class="wc-one">
      <H1>{t('setup.title')}</H1>
      {done && <Notice kind="ok" title={t('setup.done')} />}
      <H2>{t('setup.checks')}</H2>
      <Checks visit={visit} checks={checks} />
      {network.setup.region_id !== theNation.id && (
        <div class="wc-actions">
          <Pill tone={network.setup.open ? 'calm' : 'next'}>{t(network.setup.open ? 'setup.open' : 'setup.closed')}</Pill>
          <Form action={visit.path('/werk/inrichting/open')} language={visit.language} formKey={formKey}>
            <Button weight={network.setup.open ? 'subtle' : 'primary-action'} {...openForm.in(visit.language).valued('open', network.setup.open ? 'nee' : 'ja')}>
              {t(network.setup.open ? 'setup.close' : 'setup.open.go')}
            </Button>
          </Form>
        </div>
      )}
      <H2>{t('setup.parts')}</H2>
      <ul class="wc-doors">
        {sections.map((each) => (
          <li key={each}>
            <a href={visit.path(`/werk/inrichting/deel/${each}`)}>
              <strong>{t(`part.${each}`)}</strong>
              {t(`part.${each}.short`)}
            </a>
          </li>
        ))}
        <li>
          <a href={visit.path('/werk/toegang')}>
            <strong>{t('access.title')}</strong>
            {t('part.access.short')}
          </a>
        </li>
        <li>
          <a href={visit.path('/werk/wacht')}>
            <strong>{t('waiting.title')}</strong>
            {t('waiting.short')}
          </a>
        </li>
      </ul>
      <H2>{t('setup.file')}</H2>
      <P soft>{t('setup.file.text')}</P>
      <ButtonLink href={visit.path('/werk/inrichting/bestand')} weight="secondary-action">
        {t('setup.export')}
      </ButtonLink>
      <Mistakes visit={visit} mistakes={mistakes} />
      <Form action={visit.path('/werk/inrichting')} language={visit.language} formKey={formKey} fields={field} files>
        <FileField {...field('bestand')} language={visit.language} accept=".json" />
        <TextArea {...field('document')} rows={8} />
        <Button>{t('setup.preview')}</Button>
      </Form>
      <H2>{t('setup.versions')}</H2>
      <Table
        label={t('setup.versions')}
        heads={[t('setup.version'), t('setup.when'), t('setup.who')]}
        rows={versions.map((each) => ({
          key: String(each.version),
          cells: [
            <A href={visit.path(`/werk/inrichting/versies/${each.version}`)}>{String(each.version)}</A>,
            sayMoment(visit.language, each.at, visit.now),
            byWhom(visit, network, each),
          ],
        }))}
      />
    </div>
  )
}

/** What would change, to be looked at before it does; or why it cannot. */
export function PreviewPage({
  visit,
  found,
  document,
  form,
  formKey,
  version,
  refused = [],
}: {
  visit: StaffVisit
  found: readonly Difference[]
  document: string
  form: Filled
  formKey: string
  version: number
  refused?: readonly Refusal[]
}): VNode {
  const t = say[visit.language]
  const field = documentForm.in(visit.language, form)
  return (
    <div class="wc-one">
      <p>
        <A href={visit.path('/werk/inrichting')}>{t('setup.title')}</A>
      </p>
      <H1>{t('setup.preview.title')}</H1>
      <Refused visit={visit} refused={refused} />
      <Differences visit={visit} found={found} />
      <Form action={visit.path('/werk/inrichting')} language={visit.language} formKey={formKey} fields={field}>
        <textarea name={field('document').name} hidden aria-label={t('setup.document')}>
          {document}
        </textarea>
        <Hidden {...field.valued('gezien', String(version))} />
        <div class="wc-actions">
          {found.length > 0 && <Button {...field.valued('stap', 'invoeren')}>{t('setup.apply')}</Button>}
          <Button {...field.valued('stap', 'wijzigen')} weight="secondary-action">
            {t('setup.edit')}
          </Button>
        </div>
      </Form>
    </div>
  )
}

/** One version: who made it and what it changed, and what going back to it would change now. */
export function VersionPage({
  visit,
  network,
  version,
  changed,
  back,
  formKey,
}: {
  visit: StaffVisit
  network: Network
  version: Version
  /** What it changed; undefined for the first that is kept. */
  changed?: readonly Difference[]
  back: readonly Difference[]
  formKey: string
}): VNode {
  const t = say[visit.language]
  return (
    <div class="wc-one">
      <p>
        <A href={visit.path('/werk/inrichting')}>{t('setup.title')}</A>
      </p>
      <H1>{t('setup.version.title', { version: version.version })}</H1>
      <P soft>
        {sayMoment(visit.language, version.at, visit.now)}, {byWhom(visit, network, version)}
      </P>
      <H2>{t('setup.version.changed')}</H2>
      {changed ? <Differences visit={visit} found={changed} /> : <P soft>{t('setup.version.first')}</P>}
      <H2>{t('setup.version.back')}</H2>
      <Differences visit={visit} found={back} />
      {back.length > 0 && (
        <Form action={visit.path(`/werk/inrichting/versies/${version.version}/terug`)} language={visit.language} formKey={formKey}>
          <Button weight="secondary-action">{t('setup.version.go')}</Button>
        </Form>
      )}
    </div>
  )
}
