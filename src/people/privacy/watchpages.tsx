import { sayTable } from '../../foundation/record/retention.ts'
import type { VNode } from 'preact'
import { sayMoment, sayNumber } from '../../foundation/i18n/i18n.ts'
import { A, Button, Choice, H2, P, SheetLinks, Table, TextField } from '../../foundation/ui/components.tsx'
import { activityRead } from '../../foundation/record/activities.ts'
import type { StaffVisit } from '../../foundation/web/route.ts'
import type { Network } from '../../network/current.ts'
import { sayRoles } from '../file/reads.ts'
import type { LookRow } from '../../foundation/record/looks.ts'
import { say } from '../words.ts'
import { looksForm } from './forms.ts'
import { PrivacyPage } from './pages.tsx'
import type { RetentionSeen } from './retention.ts'

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
  const field = looksForm.in(visit.language, undefined, { prefix: 'inzage-' })
  const at = (changes: Partial<LooksSeen['choice']> & { vorm?: string }) =>
    visit.path(
      `/werk/privacy/inzage?${new URLSearchParams(Object.entries({ ...choice, ...changes }).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])))}`,
    )
  return (
    <PrivacyPage visit={visit} at="/inzage">
      <P soft>{t('privacy.looks.text')}</P>
      <form class="wc-form-inline" method="get">
        <TextField {...field('van')} type="date" start={choice.van} />
        <TextField {...field('tot')} type="date" start={choice.tot} />
        <Choice {...field('collega')} start={choice.collega} options={[['', t('privacy.all')], ...own.map((each) => [each.id, each.name] as const)]} />
        <Choice
          {...field('organisatie')}
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
                activityRead(visit.system.partsOf, each.purpose).name(visit.language),
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

/** What each table keeps and how long; what each run of the night removed, and what the next would. */
export function RetentionPage({ visit, seen }: { visit: StaffVisit; seen: RetentionSeen }): VNode {
  const t = say[visit.language]
  const tableName = (table: string) => sayTable(visit.system.partsOf, visit.language, table)
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
            tableName(each.table_name),
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
                .map(([table, count]) => `${tableName(table)}: ${sayNumber(visit.language, count)}`)
                .join(', ') || t('retention.nothing'),
            ],
          }))}
        />
      )}
    </PrivacyPage>
  )
}
