import type { VNode } from 'preact'
import { sayNumber } from '../../foundation/i18n/i18n.ts'
import { A, Bullets, Notice, H1, H2, P, TableBox } from '../../foundation/ui/components.tsx'
import type { StaffVisit } from '../../foundation/web/route.ts'
import type { Network } from '../../network/current.ts'
import type { Breach, Figures } from '../promises.ts'
import type { Listed } from '../queries.ts'
import { type State, states } from '../question.ts'
import { say } from '../words.ts'
import { listAddress, sayDue } from './list.tsx'

export interface PromiseView {
  network: Network
  figures: Figures
  states: Record<State, number>
  breaches: readonly Breach[]
  climbed: readonly Listed[]
}

/** Promise 1 as a page, and those of other rooms: the figures, every breach by number, where the questions are, and what climbed to whoever looks. */
export function PromisesPage({ visit, seen, others }: { visit: StaffVisit; seen: PromiseView; others: readonly VNode[] }): VNode {
  const t = say[visit.language]
  const { figures, breaches, climbed, network } = seen
  // Who should have been taken by now and was not counts as much as who was taken too late.
  const waiting = figures.urgentWaiting
  const taken = figures.urgentTaken.within + figures.urgentTaken.late
  const count = (value: number) => sayNumber(visit.language, value)
  const share = (within: number, of: number) => (of ? `(${t('promises.share', { share: Math.floor((100 * within) / of) })})` : '')
  /** `of`: the share is of so many, where that is not all that were done; 0 for none. */
  const row = (label: string, total: number, split?: { within: number; late: number; of?: number }) => (
    <tr class="utrecht-table__row" key={label}>
      <th class="utrecht-table__cell" scope="row">
        {label}
      </th>
      <td class="utrecht-table__cell wc-count">{count(total)}</td>
      <td class="utrecht-table__cell wc-count">{split && `${count(split.within)} ${share(split.within, split.of ?? split.within + split.late)}`}</td>
      <td class="utrecht-table__cell wc-count">{split ? count(split.late) : ''}</td>
    </tr>
  )
  return (
    <div class="wc-one">
      <H1>{t('promises.title')}</H1>
      <H2>1. {t('promises.1')}</H2>
      {waiting.past > 0 && (
        <Notice kind="error" title={t('promises.urgent-past', { count: waiting.past })}>
          <p>
            <A href={listAddress(visit, { lijst: 'urgent' })}>{t('promises.urgent-list')}</A>
          </p>
        </Notice>
      )}
      {breaches.length === 0 ? (
        waiting.past === 0 && <Notice kind="ok" title={t('promises.kept')} />
      ) : (
        <Notice kind="error" title={t('promises.broken', { count: breaches.length })}>
          <Bullets of={breaches}>
            {({ number, rule }) => (
              <>
                <A href={visit.path(`/werk/vragen/${number}`)}>{number}</A> {t(`promises.rule.${rule}`)}
              </>
            )}
          </Bullets>
        </Notice>
      )}
      <H2>{t('promises.figures')}</H2>
      <P soft>{t('promises.norm', { first: network.setup.first_response_days, answer: network.setup.answer_days })}</P>
      <TableBox label={t('promises.figures')}>
        <table class="utrecht-table">
          <thead class="utrecht-table__header">
            <tr class="utrecht-table__row">
              <td class="utrecht-table__header-cell" />
              {(['promises.total', 'promises.within', 'promises.late'] as const).map((head) => (
                <th class="utrecht-table__header-cell wc-count" scope="col" key={head}>
                  {t(head)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody class="utrecht-table__body">
            {row(t('promises.asked'), figures.asked)}
            {row(t('promises.responded'), figures.responded.within + figures.responded.late, figures.responded)}
            {row(t('promises.answered'), figures.answered.within + figures.answered.late, figures.answered)}
            {row(t('promises.reopened'), figures.reopened)}
            {row(t('promises.withdrawn'), figures.withdrawn)}
            {row(t('promises.merged'), figures.merged)}
            {row(t('promises.dismissed'), figures.dismissed)}
            {row(t('promises.urgent'), figures.urgent)}
            {row(t('promises.urgent-taken'), taken, { ...figures.urgentTaken, of: taken + waiting.past })}
            {row(t('promises.urgent-waiting'), waiting.all, { within: waiting.all - waiting.past, late: waiting.past, of: 0 })}
            {row(t('promises.urgent-off'), figures.urgentOff)}
          </tbody>
        </table>
      </TableBox>
      <H2>{t('promises.states')}</H2>
      <TableBox label={t('promises.states')}>
        <table class="utrecht-table">
          <thead class="utrecht-table__header">
            <tr class="utrecht-table__row">
              <th class="utrecht-table__header-cell" scope="col">
                {t('question.state')}
              </th>
              <th class="utrecht-table__header-cell wc-count" scope="col">
                {t('promises.count')}
              </th>
            </tr>
          </thead>
          <tbody class="utrecht-table__body">
            {states.map((state) => (
              <tr class="utrecht-table__row" key={state}>
                <th class="utrecht-table__cell" scope="row">
                  {t(`state.${state}`)}
                </th>
                <td class="utrecht-table__cell wc-count">{count(seen.states[state])}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableBox>
      <H2>{t('promises.climbed')}</H2>
      {climbed.length === 0 ? (
        <P soft>{t('promises.climbed.none')}</P>
      ) : (
        <ul class="wc-points">
          {climbed.map((question) => (
            <li key={question.id}>
              <p>
                <A href={listAddress(visit, { lijst: 'climbed' }, `/vragen/${question.number}`)}>{question.number}</A>
              </p>
              <p>{network.organisations.get(question.organisation_id)?.name}</p>
              <p class="wc-soft">{sayDue(visit.language, visit.now, question).text}</p>
            </li>
          ))}
        </ul>
      )}
      {others}
    </div>
  )
}
