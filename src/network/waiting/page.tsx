import type { VNode } from 'preact'
import { sayMoment } from '../../foundation/i18n/i18n.ts'
import { A, H1, H2, P, Table } from '../../foundation/ui/components.tsx'
import { outsideOf, type Waiting } from '../../foundation/tasks/waiting.ts'
import type { StaffVisit } from '../../foundation/web/route.ts'
import { type Region, theNation } from '../geography.ts'
import { say } from '../words.ts'

export interface WaitsIn {
  region: Region
  waiting: readonly Waiting[]
  /** How many mails were held back of late. */
  held: number
}

const nameOf = ({ id, name }: Region, visit: StaffVisit) => (id === theNation.id ? say[visit.language]('waiting.nation') : name)

/** What waits, with since when and what went wrong last. It names nobody. */
export function WaitingPage({ visit, found, days }: { visit: StaffVisit; found: readonly WaitsIn[]; days: number }): VNode {
  const { language, now } = visit
  const t = say[language]
  const outside = outsideOf(visit.system)
  const national = visit.region.id === theNation.id
  const what = ({ kind }: Waiting) => outside.get(kind)?.says(language) ?? t('waiting.inside')
  const wrong = ({ trouble, failed_at }: Waiting) => (trouble && failed_at ? `${t(`waiting.trouble.${trouble}`)} (${sayMoment(language, failed_at, now)})` : '')
  const rows = found.flatMap(({ region, waiting }) =>
    waiting.map((each) => ({
      key: `${region.id} ${each.kind}`,
      cells: [...(national ? [nameOf(region, visit)] : []), what(each), String(each.count), sayMoment(language, each.since, now), wrong(each)],
    })),
  )
  const held = found.filter((each) => each.held)
  return (
    <div class="wc-one">
      <p>
        <A href={visit.path(national ? '/werk/regios' : '/werk/inrichting')}>{t(national ? 'nation.regions' : 'setup.title')}</A>
      </p>
      <H1>{t('waiting.title')}</H1>
      <P soft>{t('waiting.text')}</P>
      {rows.length ? (
        <Table
          label={t('waiting.title')}
          heads={[...(national ? [t('nation.region')] : []), t('waiting.what'), t('waiting.count'), t('waiting.since'), t('waiting.trouble')]}
          rows={rows}
        />
      ) : (
        <P>{t('waiting.none')}</P>
      )}
      <H2>{t('waiting.held')}</H2>
      <P soft>{t('waiting.held.text', { days })}</P>
      {held.length ? (
        held.map(({ region, held: count }) => (
          <P key={region.id}>
            {national && `${nameOf(region, visit)}: `}
            {t('waiting.held.count', { count })}
          </P>
        ))
      ) : (
        <P>{t('waiting.held.none')}</P>
      )}
    </div>
  )
}
