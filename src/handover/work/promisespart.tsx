import { addDays, dayOf, momentAt } from '../../foundation/clock/workingdays.ts'
import { sayDecimal, sayNumber } from '../../foundation/i18n/i18n.ts'
import { A, Bar, Bullets, H2, H3, Notice, P, Table } from '../../foundation/ui/components.tsx'
import type { PromisesPart } from '../../desk/places.ts'
import { breachesOfHandovers, figuresPerPartner } from '../figures.ts'
import { norms } from '../handover.ts'
import { say } from '../words.ts'

/** Promises 2, 3 and 4 on the page of promises, each with its breaches, and what became of what was offered in the past year, per partner. */
export const handoverPromises: PromisesPart = async (visit, network) => {
  const t = say[visit.language]
  const since = momentAt(addDays(dayOf(visit.now), -365), 0)
  const { breaches, figures } = await visit.transaction('promises', async (tx) => ({
    breaches: await breachesOfHandovers(tx, visit.region.id, visit.now),
    figures: await figuresPerPartner(tx, visit.region.id, since),
  }))
  const count = (value: number) => sayNumber(visit.language, value)
  const days = (value: number | null) => (value === null ? '' : sayDecimal(visit.language, value))
  const most = Math.max(1, ...figures.filter((each) => each.partner).map((each) => each.offered))
  return (
    <>
      {([2, 3, 4] as const).map((promise) => {
        const broken = breaches.filter((each) => each.promise === promise)
        return (
          <section key={promise}>
            <H2>{t(`promise.${promise}`)}</H2>
            <P soft>{t(`promise.${promise}.text`)}</P>
            {broken.length === 0 ? (
              <Notice kind="ok" title={t('promise.kept')} />
            ) : (
              <Notice kind="error" title={t('promise.broken', { count: broken.length })}>
                <Bullets of={broken}>
                  {({ reference, rule }) => (
                    <>
                      <A href={visit.path(`/werk/vragen/${reference}`)}>{reference}</A> {t(`promise.rule.${rule}`)}
                    </>
                  )}
                </Bullets>
              </Notice>
            )}
          </section>
        )
      })}
      <H2>{t('loop.title')}</H2>
      <P soft>{t('loop.text', { accept: norms.offered, meet: norms.accepted, report: norms.met })}</P>
      {figures.length === 0 ? (
        <P soft>{t('loop.none')}</P>
      ) : (
        <>
          <H3>{t('loop.partners')}</H3>
          <Table
            label={t('loop.title')}
            heads={(['partner', 'offered', 'accepted', 'declined', 'met', 'reported', 'to-accept', 'to-meet', 'to-report'] as const).map((each) => t(`loop.${each}`))}
            rows={figures.map((each) => ({
              key: each.partner ?? 'all',
              cells: [
                each.partner ? network.organisations.get(each.partner)?.name : <strong>{t('loop.all')}</strong>,
                <>
                  {count(each.offered)} {each.partner && <Bar value={each.offered} most={most} />}
                </>,
                count(each.accepted),
                count(each.declined),
                count(each.met),
                count(each.reported),
                days(each.to_accept),
                days(each.to_meet),
                days(each.to_report),
              ],
            }))}
          />
        </>
      )}
    </>
  )
}
