import type { ComponentChildren, VNode } from 'preact'
import { dayOf, dutchTime } from '../foundation/clock/workingdays.ts'
import { sayMoment } from '../foundation/i18n/i18n.ts'
import { Button, Check, Choice, Form, H2, H3, More, TextArea, TextField } from '../foundation/ui/components.tsx'
import { emptyForm, type Filled } from '../foundation/web/forms.ts'
import type { FieldProblem } from '../foundation/web/problem.ts'
import type { Visit } from '../foundation/web/route.ts'
import { explainIn as explainAtDesk } from '../desk/public/ask.tsx'
import { say as sayDesk } from '../desk/words.ts'
import { type Network, takesPart } from '../network/current.ts'
import { manners, mostTimes } from '../appointments/meeting.ts'
import { say as sayMeetings } from '../appointments/words.ts'
import type { ActName } from './acts.ts'
import { handoverLife, type StepName, declineReasons, groundFor, outcomes, type Purpose, saidHows } from './handover.ts'
import type { SeenHandover } from './queries.ts'
import { type HandoverKey, say } from './words.ts'

/** What is wrong with a field, in this room's words, the meetings' or the desk's. */
export const explainIn =
  ({ language }: Pick<Visit, 'language'>) =>
  ({ key, values }: FieldProblem): string =>
    key.startsWith('handover.')
      ? say[language](key as HandoverKey, values)
      : key.startsWith('meeting.')
        ? sayMeetings[language](key as 'meeting.gone', values)
        : explainAtDesk({ language })({ key, values })

const hourOf = dutchTime('nl-NL', { hour: '2-digit', minute: '2-digit' })

export interface FormsProps {
  visit: Visit
  network: Network
  seen: SeenHandover
  /** The handover's own address, below which its forms are. */
  at: string
  formKey: string
  filled?: { which: ActName; form: Filled }
}

const formOf = ({ filled }: FormsProps, which: ActName) => (filled?.which === which ? filled.form : emptyForm)
export const fieldsOf = (props: FormsProps, which: ActName) => ({ form: formOf(props, which), explain: explainIn(props.visit), prefix: `${which}-` })

/** One form of a handover; `title` makes it a part that opens. */
export function ActForm({
  which,
  props,
  title,
  labels,
  children,
}: {
  which: ActName
  props: FormsProps
  title?: string
  labels?: Record<string, string>
  children: ComponentChildren
}) {
  const { visit, at, formKey } = props
  const { form, explain, prefix } = fieldsOf(props, which)
  const inside = (
    <Form action={`${at}/${which}`} language={visit.language} formKey={formKey} form={form} labels={labels} explain={explain} prefix={prefix}>
      {children}
    </Form>
  )
  return title ? (
    <More title={title} open={props.filled?.which === which}>
      {inside}
    </More>
  ) : (
    inside
  )
}

/** A step that needs nothing but its button. */
export const Act = ({ which, props, label, weight }: { which: ActName; props: FormsProps; label: string; weight?: 'secondary-action' }) => (
  <ActForm which={which} props={props}>
    <Button weight={weight}>{label}</Button>
  </ActForm>
)

/** The organisations to choose from, but for these; with `ground`, only those that can be handed over to. */
export const organisationsBut = (network: Network, now: Date, without: readonly string[], ground?: { purpose: Purpose; from: string }): [string, string][] =>
  [...network.organisations.values()]
    .filter((each) => !without.includes(each.id) && takesPart(each, dayOf(now)) && (!ground || groundFor(network, ground.purpose, ground.from, each.id, now)))
    .map((each): [string, string] => [each.id, each.name])
    .sort((a, b) => a[1].localeCompare(b[1]))

/** How and when somebody said yes, to whom writes it down. */
export function SaidFields({ visit, fields, empty }: { visit: Visit; fields: ReturnType<typeof fieldsOf>; empty: string }) {
  const t = say[visit.language]
  const options: [string, string][] = [['', empty], ...saidHows.map((how): [string, string] => [how, t(`agreed.${how}`)])]
  return (
    <>
      <Choice {...fields} name="how" label={t('yes.how')} options={options} />
      <div class="wc-pair">
        <TextField {...fields} name="day" type="date" label={t('yes.day')} start={dayOf(visit.now)} />
        <TextField {...fields} name="hour" type="time" label={t('yes.hour')} start={hourOf(visit.now)} />
      </div>
    </>
  )
}

function Decline(props: FormsProps) {
  const t = say[props.visit.language]
  const fields = fieldsOf(props, 'afwijzen')
  const choose = sayDesk[props.visit.language]('ask.group.choose')
  const labels = { reason: t('decline.reason'), next: t('decline.next'), text: t('decline.text') }
  return (
    <ActForm which="afwijzen" props={props} title={t('act.decline')} labels={labels}>
      <Choice {...fields} name="reason" label={labels.reason} options={[['', choose], ...declineReasons.map((each) => [each, t(`declined.${each}`)] as const)]} />
      <Choice
        {...fields}
        name="next"
        label={labels.next}
        hint={t('decline.next.hint')}
        options={[['', choose], ...organisationsBut(props.network, props.visit.now, [props.seen.handover.to_id])]}
      />
      <TextArea {...fields} name="text" label={labels.text} hint={t('decline.text.hint')} rows={3} />
      <Button>{t('act.decline.send')}</Button>
    </ActForm>
  )
}

function Times({ again, ...props }: FormsProps & { again: boolean }) {
  const t = say[props.visit.language]
  const m = sayMeetings[props.visit.language]
  const fields = fieldsOf(props, 'tijden')
  const { meeting } = props.seen
  const at = (name: 'day' | 'hour', row: number) => ({
    ...fields,
    form: { ...fields.form, values: { [name]: fields.form.values[name]?.split(',')[row] ?? '' } as Record<string, string> },
  })
  return (
    <ActForm
      which="tijden"
      props={props}
      title={t(again ? 'act.times.other' : 'act.times')}
      labels={{ day: t('act.times'), place: m('meeting.place'), minutes: m('meeting.minutes') }}
    >
      {Array.from({ length: mostTimes }, (_, row) => (
        <div class="wc-pair" key={row}>
          <TextField {...at('day', row)} prefix={row ? `tijden-${row}-` : 'tijden-'} name="day" type="date" label={m('meeting.day', { number: row + 1 })} />
          <TextField {...at('hour', row)} prefix={row ? `tijden-${row}-` : 'tijden-'} name="hour" type="time" label={m('meeting.hour', { number: row + 1 })} />
        </div>
      ))}
      <Choice {...fields} name="manner" label={m('meeting.manner')} start={meeting?.manner} options={manners.map((each) => [each, m(`meeting.manner.${each}`)] as const)} />
      <TextField {...fields} name="place" label={m('meeting.place')} hint={m('meeting.place.hint')} start={meeting?.place ?? ''} />
      <TextField {...fields} name="minutes" inputMode="numeric" label={m('meeting.minutes')} start={String(meeting?.minutes ?? 45)} />
      <Check {...fields} name="gids" label={t('times.guide')} />
      <Check {...fields} name="agreed" label={t('times.agreed')} hint={t('times.agreed.hint')} />
      <Button>{t('act.times.send')}</Button>
    </ActForm>
  )
}

function Outcome(props: FormsProps) {
  const t = say[props.visit.language]
  const fields = fieldsOf(props, 'uitkomst')
  const choose = sayDesk[props.visit.language]('ask.group.choose')
  const labels = { outcome: t('report.outcome'), next: t('report.next'), text: t('report.text') }
  return (
    <ActForm which="uitkomst" props={props} labels={labels}>
      <Choice {...fields} name="outcome" label={labels.outcome} options={[['', choose], ...outcomes.map((each) => [each, t(`outcome.${each}`)] as const)]} />
      <Choice
        {...fields}
        name="next"
        label={labels.next}
        hint={t('report.next.hint')}
        options={[['', t('report.next.none')], ...organisationsBut(props.network, props.visit.now, [props.seen.handover.to_id])]}
      />
      <TextArea {...fields} name="text" label={labels.text} hint={t('report.text.hint')} rows={3} />
      <Button>{t('act.report')}</Button>
    </ActForm>
  )
}

/** Each of the proposed times as a button. */
export const Moments = ({ props, soft }: { props: FormsProps; soft?: boolean }) => {
  const { visit, seen } = props
  const coming = seen.meeting?.state === 'proposed' ? seen.meeting.times.filter((each) => each > visit.now) : []
  if (!coming.length) return null
  return (
    <ActForm which="kiezen" props={props}>
      <div class="wc-actions">
        {coming.map((each) => (
          <Button key={each.getTime()} name="moment" value={each.toISOString()} weight={soft ? 'secondary-action' : 'primary-action'}>
            {sayMoment(visit.language, each, visit.now)}
          </Button>
        ))}
      </div>
    </ActForm>
  )
}

/** What can be done now, for those as whom somebody looks. What is done for another is said to be. */
export function ActForms(props: FormsProps): VNode | null {
  const { visit, seen, network } = props
  const { handover, as, meeting } = seen
  const t = say[visit.language]
  const can = (step: StepName, by: SeenHandover['as'] = as) => !handover.ended_at && handoverLife.can(step, handover.state, by)
  const partner = as.filter((each) => each === 'partner')
  const handing = as.filter((each) => each === 'handing')
  const forPartner = partner.length > 0 && handing.length > 0
  const come = meeting?.state === 'planned' && meeting.starts_at! <= visit.now
  const open = meeting?.state === 'proposed' || meeting?.state === 'planned'
  return (
    <>
      {can('agree', handing) && (
        <section class="wc-card">
          <H3>{t('yes.title')}</H3>
          <ActForm which="ja" props={props} labels={{ how: t('yes.how'), day: t('yes.day') }}>
            <SaidFields visit={visit} fields={fieldsOf(props, 'ja')} empty={sayDesk[visit.language]('ask.group.choose')} />
            <Button>{t('act.yes.for')}</Button>
          </ActForm>
          <Act which="nee" props={props} label={t('act.no.for')} weight="secondary-action" />
        </section>
      )}
      {can('offer', handing) && <Act which="aanbieden" props={props} label={t('act.offer')} />}
      {forPartner && (can('accept', partner) || can('propose', partner) || can('report', partner)) && (
        <p class="wc-soft">{t('for-partner', { organisation: network.organisations.get(handover.to_id)?.name })}</p>
      )}
      {can('accept', partner) && <Act which="aannemen" props={props} label={t('act.accept')} />}
      {can('decline', partner) && <Decline {...props} />}
      {can('choose') && handing.length > 0 && meeting?.state === 'proposed' && (
        <section>
          <H3>{t('choose.for')}</H3>
          <Moments props={props} soft />
        </section>
      )}
      {can('meet') && (
        <ActForm which="gesproken" props={props} labels={{ day: t('met.day') }}>
          <TextField {...fieldsOf(props, 'gesproken')} name="day" type="date" label={t('met.day')} start={dayOf(meeting?.starts_at && come ? meeting.starts_at : visit.now)} />
          <Button weight={come ? 'primary-action' : 'secondary-action'}>{t('act.met')}</Button>
        </ActForm>
      )}
      {can('miss') && come && <Act which="niet-gekomen" props={props} label={t('act.missed')} weight="secondary-action" />}
      {can('propose', partner) && <Times {...props} again={open} />}
      {can('cancel') && open && (
        <Act
          which="afzeggen"
          props={props}
          label={t(meeting?.state === 'planned' ? 'act.cancel' : handing.length > 0 ? 'act.none-fits' : 'act.times.off')}
          weight="secondary-action"
        />
      )}
      {can('report', partner) && <Outcome {...props} />}
      {can('close', handing) && !handover.stuck && <Act which="gelezen" props={props} label={t('act.read')} />}
      {can('stop', handing) && (
        <More title={t('act.stop.title')}>
          <p>{t(handover.ground === 'consent' ? 'stop.consent' : 'stop.text')}</p>
          <Act which="stoppen" props={props} label={t('act.stop')} weight="secondary-action" />
          <p>{t('no-need.text')}</p>
          <Act which="niet-nodig" props={props} label={t('act.no-need')} weight="secondary-action" />
        </More>
      )}
    </>
  )
}

/** Where a coordinator decides, with what was tried in view. */
export function DecideForm(props: FormsProps): VNode {
  const { visit, network, seen } = props
  const t = say[visit.language]
  const fields = fieldsOf(props, 'besluit')
  const { handover } = seen
  const over = handover.state === 'declined' || handover.state === 'reported'
  const labels = { decision: t('decide.decision'), to: t('decide.to'), text: t('decide.text') }
  const options = (over ? (['other', 'back'] as const) : (['go-on', 'other', 'back'] as const)).map((each) => [each, t(`decide.${each}`)] as const)
  return (
    <section class="wc-card">
      <H2>{t('decide.title')}</H2>
      <ActForm which="besluit" props={props} labels={labels}>
        <Choice {...fields} name="decision" label={labels.decision} options={[['', sayDesk[visit.language]('ask.group.choose')], ...options]} />
        <Choice
          {...fields}
          name="to"
          label={labels.to}
          hint={t('decide.to.hint')}
          start={handover.next_id ?? ''}
          options={[
            ['', t('report.next.none')],
            ...organisationsBut(network, visit.now, [handover.from_id, handover.to_id], { purpose: handover.purpose, from: handover.from_id }),
          ]}
        />
        <TextArea {...fields} name="text" label={labels.text} hint={t('decide.text.hint')} rows={3} />
        <Button>{t('decide.send')}</Button>
      </ActForm>
    </section>
  )
}
