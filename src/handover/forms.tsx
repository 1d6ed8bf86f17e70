import type { ComponentChildren, VNode } from 'preact'
import { dayOf, dutchTime } from '../foundation/clock/workingdays.ts'
import { sayMoment } from '../foundation/i18n/i18n.ts'
import { Button, Check, Choice, Form, H2, H3, More, TextArea, TextField } from '../foundation/ui/components.tsx'
import { type Fields, fieldsOn, type Stands, standsIn } from '../foundation/ui/fields.ts'
import type { Visit } from '../foundation/web/route.ts'
import { type Network, takesPart } from '../network/current.ts'
import { mostTimes } from '../appointments/meeting.ts'
import { say as sayMeetings } from '../appointments/words.ts'
import { type ActName, actForms, chooseIn, type said } from './fields.ts'
import { decisions, handoverLife, type StepName, groundFor, type Purpose, saidHows } from './handover.ts'
import type { SeenHandover } from './queries.ts'
import { say } from './words.ts'
import { draftsAt } from '../workplace/drafts.ts'

const hourOf = dutchTime('nl-NL', { hour: '2-digit', minute: '2-digit' })

export interface FormsProps extends Stands<ActName> {
  visit: Visit
  network: Network
  seen: SeenHandover
  /** The handover's own address, below which its forms are. */
  at: string
  formKey: string
}

/** The field with somebody's words, in the forms that have one. */
const wordsIn: Partial<Record<ActName, string>> = { afwijzen: 'text', uitkomst: 'text', besluit: 'text', klaar: 'note' }

type FieldsOf<Which extends ActName> = ReturnType<(typeof actForms)[Which]['in']>

/** One form of a handover; `title` makes it a part that opens. */
export function ActForm<Which extends ActName>({
  which,
  props: { visit, seen, at, formKey, filled, drafts },
  title,
  children,
}: {
  which: Which
  props: FormsProps
  title?: string
  children: (field: FieldsOf<Which>) => ComponentChildren
}) {
  const field = fieldsOn(actForms, which, visit.language, { filled, drafts })
  const words = visit.actor.kind === 'staff' ? wordsIn[which] : undefined
  const inside = (
    <Form
      action={`${at}/${which}`}
      language={visit.language}
      formKey={formKey}
      fields={field}
      draft={words ? { at: visit.path(draftsAt), subject: seen.handover.id, form: which, words } : undefined}
    >
      {children(field)}
    </Form>
  )
  return title ? (
    <More title={title} open={standsIn({ filled, drafts }, which) !== undefined}>
      {inside}
    </More>
  ) : (
    inside
  )
}

/** A step that needs nothing but its button. */
export const Act = ({ which, props, label, weight }: { which: ActName; props: FormsProps; label: string; weight?: 'secondary-action' }) => (
  <ActForm which={which} props={props}>
    {() => <Button weight={weight}>{label}</Button>}
  </ActForm>
)

/** The organisations to choose from, but for these; with `ground`, only those that can be handed over to. */
export const organisationsBut = (network: Network, now: Date, without: readonly string[], ground?: { purpose: Purpose; from: string }): [string, string][] =>
  [...network.organisations.values()]
    .filter((each) => !without.includes(each.id) && takesPart(each, dayOf(now)) && (!ground || groundFor(network, ground.purpose, ground.from, each.id, now)))
    .map((each): [string, string] => [each.id, each.name])
    .sort((a, b) => a[1].localeCompare(b[1]))

/** How and when somebody said yes, to whom writes it down. */
export function SaidFields({ visit, field, empty }: { visit: Visit; field: Fields<keyof typeof said>; empty: readonly [string, string] }) {
  const t = say[visit.language]
  return (
    <>
      <Choice {...field('how')} options={[empty, ...saidHows.map((how) => [how, t(`agreed.${how}`)] as const)]} />
      <div class="wc-pair">
        <TextField {...field('day')} type="date" start={dayOf(visit.now)} />
        <TextField {...field('hour')} type="time" start={hourOf(visit.now)} />
      </div>
    </>
  )
}

/** Where somebody can go instead of to this partner. */
const elsewhere = ({ network, visit, seen }: FormsProps) => organisationsBut(network, visit.now, [seen.handover.to_id])

function Decline(props: FormsProps) {
  const t = say[props.visit.language]
  return (
    <ActForm which="afwijzen" props={props} title={t('act.decline')}>
      {(field) => (
        <>
          <Choice {...field('reason')} />
          <Choice {...field('next')} options={[chooseIn(props.visit.language), ...elsewhere(props)]} />
          <TextArea {...field('text')} rows={3} />
          <Button>{t('act.decline.send')}</Button>
        </>
      )}
    </ActForm>
  )
}

function Times({ again, ...props }: FormsProps & { again: boolean }) {
  const t = say[props.visit.language]
  const m = sayMeetings[props.visit.language]
  const { meeting } = props.seen
  return (
    <ActForm which="tijden" props={props} title={t(again ? 'act.times.other' : 'act.times')}>
      {(field) => {
        const inRow = (name: 'day' | 'hour', row: number) => ({
          ...field(name),
          form: { ...field.form, values: { [name]: field.form.values[name]?.split(',')[row] ?? '' } },
          prefix: row ? `tijden-${row}-` : 'tijden-',
          label: m(`meeting.${name}`, { number: row + 1 }),
        })
        return (
          <>
            {Array.from({ length: mostTimes }, (_, row) => (
              <div class="wc-pair" key={row}>
                <TextField {...inRow('day', row)} type="date" />
                <TextField {...inRow('hour', row)} type="time" />
              </div>
            ))}
            <Choice {...field('manner')} start={meeting?.manner} />
            <TextField {...field('place')} start={meeting?.place ?? ''} />
            <TextField {...field('minutes')} inputMode="numeric" start={String(meeting?.minutes ?? 45)} />
            <Check {...field('gids')} />
            <Check {...field('agreed')} />
            <Button>{t('act.times.send')}</Button>
          </>
        )
      }}
    </ActForm>
  )
}

function Outcome(props: FormsProps) {
  const t = say[props.visit.language]
  return (
    <ActForm which="uitkomst" props={props}>
      {(field) => (
        <>
          <Choice {...field('outcome')} />
          <Choice {...field('next')} options={[['', t('report.next.none')], ...elsewhere(props)]} />
          <TextArea {...field('text')} rows={3} />
          <Button>{t('act.report')}</Button>
        </>
      )}
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
      {(field) => (
        <div class="wc-actions">
          {coming.map((each) => (
            <Button key={each.getTime()} {...field.valued('moment', each.toISOString())} weight={soft ? 'secondary-action' : 'primary-action'}>
              {sayMoment(visit.language, each, visit.now)}
            </Button>
          ))}
        </div>
      )}
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
          <ActForm which="ja" props={props}>
            {(field) => (
              <>
                <SaidFields visit={visit} field={field} empty={chooseIn(visit.language)} />
                <Button>{t('act.yes.for')}</Button>
              </>
            )}
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
        <ActForm which="gesproken" props={props}>
          {(field) => (
            <>
              <TextField {...field('day')} type="date" start={dayOf(meeting?.starts_at && come ? meeting.starts_at : visit.now)} />
              <Button weight={come ? 'primary-action' : 'secondary-action'}>{t('act.met')}</Button>
            </>
          )}
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
  const { handover } = seen
  const over = handover.state === 'declined' || handover.state === 'reported'
  const choices = decisions.filter((each) => each !== 'go-on' || !over).map((each) => [each, t(`decide.${each}`)] as const)
  const others = organisationsBut(network, visit.now, [handover.from_id, handover.to_id], { purpose: handover.purpose, from: handover.from_id })
  return (
    <section class="wc-card">
      <H2>{t('decide.title')}</H2>
      <ActForm which="besluit" props={props}>
        {(field) => (
          <>
            <Choice {...field('decision')} options={[chooseIn(visit.language), ...choices]} />
            <Choice {...field('to')} start={handover.next_id ?? ''} options={[['', t('report.next.none')], ...others]} />
            <TextArea {...field('text')} rows={3} />
            <Button>{t('decide.send')}</Button>
          </>
        )}
      </ActForm>
    </section>
  )
}
