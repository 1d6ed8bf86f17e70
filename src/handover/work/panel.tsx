import { ButtonLink, H2 } from '../../foundation/ui/components.tsx'
import { sayShortDay } from '../../foundation/i18n/i18n.ts'
import { may } from '../../foundation/identity/rights.ts'
import type { AnswerOffer, QuestionPanel } from '../../desk/places.ts'
import { questionLife } from '../../desk/question.ts'
import { dueOf, Reasons, StatePill } from '../pieces.tsx'
import { handoversOf } from '../store.ts'
import { say } from '../words.ts'
import { deskRights } from '../../desk/rights.ts'

const proposeAt = 'overdracht'

/** The warm handover as a kind of answer, offered while a question is in hand; its proof is that they met, and what came of it. */
export const handoverAnswer: AnswerOffer = {
  kind: 'handover',
  label: { nl: say.nl('offer.handover'), en: say.en('offer.handover') },
  page: proposeAt,
  offered: (question) => questionLife.can('handOver', question.state),
}

/** On an employer's question, the way to its group; on that of somebody of a group, that it belongs to one. */
export const groupPanel: QuestionPanel = {
  key: 'group',
  column: 'side',
  show: (visit, question) =>
    question.asker_group !== 'employer' || question.group_id ? undefined : (
      <section>
        <H2>{say[visit.language]('group.title')}</H2>
        <p>{say[visit.language]('group.panel')}</p>
        <ButtonLink href={visit.path(`/werk/vragen/${question.number}/groep`)} weight="secondary-action">
          {say[visit.language]('group.panel.go')}
        </ButtonLink>
      </section>
    ),
}

/** On a question's page: each handover of it, what the partner said, and what to do next. */
export const handoverPanel: QuestionPanel = {
  key: 'handover',
  column: 'top',
  show: async (visit, question, network) => {
    if (!question.handed_at) return undefined
    const handovers = await visit.transaction('question', (tx) => handoversOf(tx, visit.region.id, question.id))
    const t = say[visit.language]
    const { language, now } = visit
    const last = handovers.at(-1)
    const next = last?.ended_at && last.next_id && questionLife.can('handOver', question.state) ? network.organisations.get(last.next_id) : undefined
    return (
      <section class="wc-card" id="overdracht" data-part>
        <H2>{t('panel.title')}</H2>
        {handovers.map((each) => (
          <div key={each.id}>
            <p>
              <a class="utrecht-link" href={visit.path(`/werk/overdrachten/${each.id}`)}>
                {t('panel.to', { organisation: network.organisations.get(each.to_id)?.name, day: sayShortDay(language, each.proposed_at) })}
              </a>{' '}
              <StatePill language={language} handover={each} />{' '}
              <small class="wc-soft">
                {each.waits_for && `${t(`waits.${each.waits_for}`, { partner: network.organisations.get(each.to_id)?.name })}. `}
                {dueOf(language, now, each).text}
              </small>
            </p>
            <Reasons language={language} network={network} handover={each} now={now} />
          </div>
        ))}
        {handovers.some((each) => each.purpose === 'plan' && !each.ended_at) && may(visit.actor, deskRights.answer) && (
          <ButtonLink href={visit.path(`/werk/vragen/${question.number}/${proposeAt}?samen=ja`)} weight="secondary-action">
            {t('panel.join')}
          </ButtonLink>
        )}
        {next && may(visit.actor, deskRights.answer) && (
          <ButtonLink href={visit.path(`/werk/vragen/${question.number}/${proposeAt}?naar=${next.id}`)}>{t('panel.next', { organisation: next.name })}</ButtonLink>
        )}
      </section>
    )
  },
}
