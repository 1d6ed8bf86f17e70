import type { VNode } from 'preact'
import { addDays, dayOf } from '../../foundation/clock/workingdays.ts'
import { sayDay, sayMoment, sayShortDay } from '../../foundation/i18n/i18n.ts'
import { Button, Choice, H2, Hidden, P, Pill, TextField } from '../../foundation/ui/components.tsx'
import type { Network } from '../../network/current.ts'
import { chooseIn } from '../fields.ts'
import { Act, ActForm, type FormsProps, SaidFields } from '../forms.tsx'
import type { Plan, PlanStep } from './store.ts'
import { say } from '../words.ts'

/** One plan for several partners: what, who, by when, done; with what whoever looks can do to it. For the person `person` is set. */
export function PlanPart({ props, found, person }: { props: FormsProps; found: { plan: Plan; steps: readonly PlanStep[] }; person?: boolean }): VNode {
  const { visit, network, seen } = props
  const { handover, as } = seen
  const t = say[visit.language]
  const { plan, steps } = found
  const today = dayOf(visit.now)
  const running = !handover.ended_at
  const hands = as.includes('handing')
  const mine = (step: PlanStep) => hands || (as.includes('partner') && step.organisation_id === handover.to_id) || (as.includes('person') && !step.organisation_id)
  const nameOf = (step: PlanStep) => (step.organisation_id ? (network.organisations.get(step.organisation_id)?.name ?? '') : t(person ? 'plan.you' : 'plan.person'))
  return (
    <section class="wc-card">
      <H2>{t('plan.title')}</H2>
      <p dir="auto">
        <strong>{plan.goal}</strong>
      </p>
      <P soft>
        {plan.agreed_at ? t(person ? 'plan.agreed.you' : 'plan.agreed', { day: sayDay(visit.language, plan.agreed_at, visit.now) }) : t(person ? 'plan.asked' : 'plan.waits')}
      </P>
      {steps.length === 0 && <P soft>{t('plan.empty')}</P>}
      <ul class="wc-plain">
        {steps.map((step) => (
          <li key={step.id}>
            <p>
              <Pill tone={step.done_at ? 'calm' : step.due_on < today ? 'late' : 'plain'}>
                {step.done_at ? t('plan.done', { moment: sayMoment(visit.language, step.done_at, visit.now) }) : t('plan.due', { day: sayShortDay(visit.language, step.due_on) })}
              </Pill>{' '}
              <strong dir="auto">{step.what}</strong> ({nameOf(step)}) {step.done_note && <span dir="auto">{step.done_note}</span>}
            </p>
            {running && !step.done_at && mine(step) && (
              <ActForm which="klaar" props={props}>
                {(field) => (
                  <>
                    <Hidden {...field.valued('step', step.id)} />
                    <div class="wc-actions">
                      <Button weight="secondary-action">{t('act.step.done')}</Button>
                      {hands && (
                        <Button weight="subtle" to={`${props.at}/stap-weg`}>
                          {t('act.step.drop')}
                        </Button>
                      )}
                    </div>
                  </>
                )}
              </ActForm>
            )}
          </li>
        ))}
      </ul>
      {running && !plan.agreed_at && person && steps.length > 0 && <Act which="plan-ja" props={props} label={t('act.plan.yes')} />}
      {running && !plan.agreed_at && hands && steps.length > 0 && (
        <ActForm which="plan-ja" props={props} title={t('act.plan.yes.for')}>
          {(field) => (
            <>
              <SaidFields visit={visit} field={field} empty={chooseIn(visit.language)} />
              <Button>{t('act.plan.yes.send')}</Button>
            </>
          )}
        </ActForm>
      )}
      {running && !person && (hands || handover.shown === 'accept') && <AddStep props={props} network={network} />}
    </section>
  )
}

function AddStep({ props, network }: { props: FormsProps; network: Network }) {
  const { visit, seen } = props
  const t = say[visit.language]
  const takePart = [seen.handover, ...seen.others].filter((each) => each.purpose === 'plan' && !each.ended_at).map((each) => each.to_id)
  const who = [seen.handover.from_id, ...takePart].map((id): [string, string] => [id, network.organisations.get(id)?.name ?? ''])
  return (
    <ActForm which="stap" props={props} title={t('act.step')}>
      {(field) => (
        <>
          <TextField {...field('what')} />
          <Choice {...field('who')} options={[['', t('plan.person')], ...who]} />
          <TextField {...field('due')} type="date" start={addDays(dayOf(visit.now), 7)} />
          <Button>{t('act.step.send')}</Button>
        </>
      )}
    </ActForm>
  )
}
