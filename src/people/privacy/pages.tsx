import type { ComponentChildren, VNode } from 'preact'
import { sayDay, sayMoment, sayNumber } from '../../foundation/i18n/i18n.ts'
import {
  A,
  Bullets,
  Button,
  ButtonLink,
  Check,
  Choice,
  Facts,
  Form,
  H1,
  H2,
  More,
  Notice,
  P,
  Pill,
  SheetLinks,
  Table,
  TextArea,
  TextField,
} from '../../foundation/ui/components.tsx'
import { dayOf } from '../../foundation/clock/workingdays.ts'
import { emptyForm, type Filled } from '../../foundation/web/forms.ts'
import type { StaffVisit, Visit } from '../../foundation/web/route.ts'
import type { Network } from '../../network/known.ts'
import { activityRead } from '../../foundation/record/activities.ts'
import type { DataRequest, ErasableQuestion, Remains } from '../file/file.ts'
import { explainIn, sayRemains } from '../file/parts.tsx'
import { sayRoles } from '../file/reads.ts'
import type { LookRow } from '../file/store.ts'
import type { Person } from '../queries.ts'
import { say } from '../words.ts'
import { type Entry, registerFields } from './register.ts'
import type { RetentionSeen } from './retention.ts'

const tabs = ['', '/inzage', '/register', '/bewaren'] as const

/** The frame of the privacy officer's pages. */
export function PrivacyPage({ visit, at, done, children }: { visit: StaffVisit; at: (typeof tabs)[number]; done?: boolean; children: ComponentChildren }) {
  const t = say[visit.language]
  return (
    <div class="wc-one">
      <H1>{t('privacy.title')}</H1>
      <nav class="wc-tabs" aria-label={t('privacy.title')}>
        {tabs.map((tab) => (
          <a key={tab} class="utrecht-link" href={visit.path(`/werk/privacy${tab}`)} aria-current={tab === at ? 'page' : undefined}>
            {t(`privacy.tab.${tab.slice(1) || 'verzoeken'}` as 'privacy.tab.inzage')}
          </a>
        ))}
      </nav>
      {done && <Notice kind="ok" title={t('privacy.done')} />}
      {children}
    </div>
  )
}

/** What is asked of this organisation, what is due first; and what was decided last. */
export function RequestList({ visit, network, open, decided }: { visit: StaffVisit; network: Network; open: readonly DataRequest[]; decided: readonly DataRequest[] }): VNode {
  const t = say[visit.language]
  const rows = (list: readonly DataRequest[]) =>
    list.map((each) => ({
      key: each.id,
      cells: [
        <A key={each.id} href={visit.path(`/werk/privacy/verzoeken/${each.id}`)}>
          {t(`request.${each.kind}`)}
        </A>,
        network.organisations.get(each.organisation_id)?.name ?? '',
        sayDay(visit.language, each.asked_at, visit.now),
        each.decided_at ? (
          t(`decision.${each.decision!}`)
        ) : (
          <Pill key="due" tone={dayOf(visit.now) > each.due_on ? 'late' : 'next'}>
            {sayDay(visit.language, each.due_on, visit.now)}
          </Pill>
        ),
      ],
    }))
  const heads = [t('privacy.what'), t('privacy.of'), t('privacy.asked'), t('privacy.due')]
  return (
    <PrivacyPage visit={visit} at="">
      <P soft>{t('privacy.requests.text')}</P>
      <H2>{t('privacy.requests.open')}</H2>
      {open.length ? <Table label={t('privacy.requests.open')} heads={heads} rows={rows(open)} /> : <P soft>{t('privacy.requests.none')}</P>}
      {decided.length > 0 && (
        <>
          <H2>{t('privacy.requests.decided')}</H2>
          <Table label={t('privacy.requests.decided')} heads={heads} rows={rows(decided)} />
        </>
      )}
    </PrivacyPage>
  )
}

interface RequestSeen {
  visit: StaffVisit
  network: Network
  request: DataRequest
  persons: readonly Person[]
  /** What an erasure does, when that is asked. */
  check?: { gone: readonly ErasableQuestion[]; kept: readonly { question: ErasableQuestion }[]; remains: readonly Remains[] }
  look?: LookRow
  form: Filled
  formKey: string
  done?: boolean
  conflict?: boolean
}

/** One request: who asks what, what the check says, and the decision. */
export function RequestPage({ visit, network, request, persons, check, look, form, formKey, done, conflict }: RequestSeen): VNode {
  const t = say[visit.language]
  const names = persons.map((each) => each.name ?? each.email ?? each.phone ?? t('file.nameless')).join(', ') || t('privacy.elsewhere')
  const field = { form, explain: explainIn(visit) }
  return (
    <PrivacyPage visit={visit} at="" done={done}>
      {conflict && <Notice kind="warning" title={t('request.decided')} />}
      <H2>{t(`request.${request.kind}`)}</H2>
      <Facts
        rows={[
          [t('privacy.who'), names],
          [t('privacy.of'), network.organisations.get(request.organisation_id)?.name ?? ''],
          [t('privacy.asked'), `${sayMoment(visit.language, request.asked_at, visit.now)} (${t(`how.${request.asked_how}`)})`],
          [t('privacy.due'), sayDay(visit.language, request.due_on, visit.now)],
          ...(request.mandate_id ? [[t('privacy.mandate'), t('privacy.mandate.yes')] as const] : []),
          ...(look
            ? [
                [t('looks.when'), sayMoment(visit.language, look.at, visit.now)] as const,
                [t('looks.name'), (look.staff_id && network.staff.get(look.staff_id)?.name) || t('looks.role.guest')] as const,
                [t('looks.role'), sayRoles(visit.language, look.role)] as const,
                [t('looks.why'), t(`activity.${activityRead(look.purpose)}`)] as const,
              ]
            : []),
        ]}
      />
      {request.text && (
        <div class="wc-said wc-said--asker">
          <div class="wc-typed" dir="auto">
            {request.text}
          </div>
        </div>
      )}
      {check && !request.decided_at && (
        <>
          <H2>{t('check')}</H2>
          <P>{t('check.gone', { organisation: network.organisations.get(request.organisation_id)?.name ?? '', count: check.gone.length })}</P>
          {check.gone.length > 0 && <P soft>{check.gone.map((each) => each.number).join(', ')}</P>}
          {check.remains.length > 0 && <Bullets of={check.remains}>{(each) => sayRemains(visit.language, each)}</Bullets>}
          <P soft>{t('check.text')}</P>
        </>
      )}
      {request.decided_at ? (
        <>
          <P>
            <strong>{t(`decision.${request.decision!}`)}</strong>{' '}
            {t('privacy.decided', { name: network.staff.get(request.decided_by!)?.name ?? '', moment: sayMoment(visit.language, request.decided_at, visit.now) })}
          </P>
          {request.answer && (
            <div class="wc-typed" dir="auto">
              {request.answer}
            </div>
          )}
          {request.remains.length > 0 && <Bullets of={request.remains}>{(each) => sayRemains(visit.language, each)}</Bullets>}
        </>
      ) : (
        <Form
          action={visit.path(`/werk/privacy/verzoeken/${request.id}`)}
          language={visit.language}
          formKey={formKey}
          form={form}
          labels={{ answer: t('privacy.answer'), sure: t('privacy.sure') }}
          explain={field.explain}
        >
          <TextArea {...field} name="answer" label={t('privacy.answer')} hint={t(`privacy.answer.${request.kind}`)} />
          {request.kind === 'erase' && <Check {...field} name="sure" label={t('privacy.sure')} />}
          <div class="wc-actions">
            <Button name="decision" value="done">
              {t(`privacy.do.${request.kind}`)}
            </Button>
            <Button name="decision" value="refused" weight="secondary-action">
              {t('privacy.refuse')}
            </Button>
          </div>
        </Form>
      )}
      <p class="wc-actions">
        <ButtonLink href={visit.path('/werk/privacy')} weight="subtle">
          {t('privacy.back')}
        </ButtonLink>
      </p>
    </PrivacyPage>
  )
}

export interface LooksSeen {
  visit: StaffVisit
  network: Network
  choice: { van: string; tot: string; collega?: string; organisatie?: string; pagina: number }
  rows: readonly LookRow[]
  more: boolean
  counted: { looks: number; persons: number }
  numbers: ReadonlyMap<string, string>
}

/** Who looked: by colleagues of this organisation anywhere, and by anybody at its questions. */
export function LooksPage({ visit, network, choice, rows, more, counted, numbers }: LooksSeen): VNode {
  const t = say[visit.language]
  const own = [...network.staff.values()].filter((each) => each.organisation_id === visit.actor.organisation).sort((a, b) => a.name.localeCompare(b.name))
  const field = { form: emptyForm, explain: () => '', prefix: 'inzage-' }
  const at = (changes: Partial<LooksSeen['choice']> & { vorm?: string }) =>
    visit.path(
      `/werk/privacy/inzage?${new URLSearchParams(Object.entries({ ...choice, ...changes }).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])))}`,
    )
  return (
    <PrivacyPage visit={visit} at="/inzage">
      <P soft>{t('privacy.looks.text')}</P>
      <form class="wc-form-inline" method="get">
        <TextField {...field} name="van" label={t('privacy.from')} type="date" start={choice.van} />
        <TextField {...field} name="tot" label={t('privacy.until')} type="date" start={choice.tot} />
        <Choice
          {...field}
          name="collega"
          label={t('privacy.colleague')}
          start={choice.collega}
          options={[['', t('privacy.all')], ...own.map((each) => [each.id, each.name] as const)]}
        />
        <Choice
          {...field}
          name="organisatie"
          label={t('privacy.organisation')}
          start={choice.organisatie}
          options={[['', t('privacy.all')], ...[...network.organisations.values()].map((each) => [each.id, each.name] as const)]}
        />
        <Button weight="secondary-action">{t('privacy.show')}</Button>
      </form>
      <P>{t('privacy.counted', { looks: sayNumber(visit.language, counted.looks), persons: counted.persons })}</P>
      {rows.length > 0 && (
        <>
          <SheetLinks language={visit.language} at={at({ pagina: undefined })} />
          <Table
            label={t('privacy.tab.inzage')}
            heads={[t('looks.when'), t('looks.who'), t('looks.name'), t('looks.role'), t('looks.why'), t('privacy.question')]}
            rows={rows.map((each) => ({
              key: each.id,
              cells: [
                sayMoment(visit.language, each.at, visit.now),
                network.organisations.get(each.organisation_id)?.name ?? '',
                (each.staff_id && network.staff.get(each.staff_id)?.name) || t('looks.role.guest'),
                sayRoles(visit.language, each.role),
                t(`activity.${activityRead(each.purpose)}`),
                numbers.get(each.person_id) ?? t('privacy.elsewhere'),
              ],
            }))}
          />
        </>
      )}
      <p class="wc-actions">
        {choice.pagina > 1 && <A href={at({ pagina: choice.pagina - 1 })}>{t('looks.newer')}</A>}
        {more && <A href={at({ pagina: choice.pagina + 1 })}>{t('looks.older')}</A>}
      </p>
    </PrivacyPage>
  )
}

export const EntryFacts = ({ language, entry }: { language: Visit['language']; entry: Entry }) => {
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
  entries: readonly Entry[]
  filled?: { code: string; form: Filled }
  formKey: string
  done?: boolean
}): VNode {
  const t = say[visit.language]
  return (
    <PrivacyPage visit={visit} at="/register" done={done}>
      <P soft>{t('register.text')}</P>
      <A href={visit.path('/verwerkingen')}>{t('register.public')}</A>
      {entries.map((entry) => {
        const form = filled?.code === entry.code ? filled.form : emptyForm
        const field = { form, explain: explainIn(visit), prefix: `${entry.code}-` }
        const labels = { ...Object.fromEntries(registerFields.map((name) => [name, t(`register.${name}`)])), duty: t('register.duty'), years: t('register.years') }
        return (
          <section class="wc-card" key={entry.code} id={entry.code}>
            <H2>{t(`activity.${entry.code}`)}</H2>
            {entry.changed_at && (
              <P soft>{t('register.changed', { name: network.staff.get(entry.changed_by ?? '')?.name ?? '', moment: sayMoment(visit.language, entry.changed_at, visit.now) })}</P>
            )}
            <EntryFacts language={visit.language} entry={entry} />
            <More title={t('register.change', { name: t(`activity.${entry.code}`) })} open={form !== emptyForm}>
              <Form
                action={visit.path(`/werk/privacy/register/${entry.code}`)}
                language={visit.language}
                formKey={formKey}
                form={form}
                prefix={`${entry.code}-`}
                labels={labels}
                explain={field.explain}
              >
                {registerFields.map((name) => (
                  <TextArea key={name} {...field} name={name} label={t(`register.${name}`)} start={entry[name]} rows={3} />
                ))}
                {entry.code === 'answering' && (
                  <>
                    <TextField {...field} name="duty" label={t('register.duty')} hint={t('register.duty.hint')} start={entry.duty ?? ''} />
                    <TextField {...field} name="years" label={t('register.years')} start={entry.duty_years ? String(entry.duty_years) : ''} inputMode="numeric" />
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

/** What each table keeps and how long; what each run of the night removed, and what the next would. */
export function RetentionPage({ visit, seen }: { visit: StaffVisit; seen: RetentionSeen }): VNode {
  const t = say[visit.language]
  const sayTable = (table: string) => t(`table.${table}` as 'table.look')
  const sayPeriod = (keep: string) => t(/day/.test(keep) ? 'retention.day' : 'retention.year', { count: Number.parseInt(keep, 10) })
  const total = (counts: Record<string, number>) => Object.values(counts).reduce((sum, each) => sum + each, 0)
  return (
    <PrivacyPage visit={visit} at="/bewaren">
      <P soft>{t('retention.text')}</P>
      <H2>{t('retention.next')}</H2>
      <P>{t('retention.would', { count: total(seen.would) })}</P>
      <Table
        label={t('retention.next')}
        heads={[t('retention.table'), t('retention.keep'), t('retention.count')]}
        rows={seen.rules.map((each) => ({
          key: each.table_name,
          cells: [
            sayTable(each.table_name),
            sayPeriod(each.keep),
            seen.would[each.table_name] === undefined ? t('retention.follows') : sayNumber(visit.language, seen.would[each.table_name]!),
          ],
        }))}
      />
      <H2>{t('retention.runs')}</H2>
      {seen.runs.length === 0 ? (
        <P soft>{t('retention.none')}</P>
      ) : (
        <Table
          label={t('retention.runs')}
          heads={[t('retention.when'), t('retention.removed'), t('retention.of')]}
          rows={seen.runs.map((run) => ({
            key: String(run.at.getTime()),
            cells: [
              sayMoment(visit.language, run.at, visit.now),
              sayNumber(visit.language, total(run.removed)),
              Object.entries(run.removed)
                .filter(([, count]) => count > 0)
                .map(([table, count]) => `${sayTable(table)}: ${sayNumber(visit.language, count)}`)
                .join(', ') || t('retention.nothing'),
            ],
          }))}
        />
      )}
    </PrivacyPage>
  )
}
