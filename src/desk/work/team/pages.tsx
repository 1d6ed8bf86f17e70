import type { VNode } from 'preact'
import type { Day } from '../../../foundation/clock/workingdays.ts'
import { sayDay, sayNumber } from '../../../foundation/i18n/i18n.ts'
import { A, Bar, Button, Choice, Form, H1, H2, Notice, P, SheetLinks, Table, TextField } from '../../../foundation/ui/components.tsx'
import type { Filled } from '../../../foundation/web/forms.ts'
import type { StaffVisit } from '../../../foundation/web/route.ts'
import type { Network } from '../../../network/current.ts'
import type { Listed } from '../../queries.ts'
import type { Absence, Load } from '../../team/store.ts'
import { say } from '../../words.ts'
import { absenceForm, reassignForm } from '../forms.ts'
import { sayDue, sayTitle } from '../list.tsx'

export interface TeamSeen {
  network: Network
  people: readonly Load[]
  points: readonly Load[]
  absences: readonly Absence[]
  /** For whom somebody can be marked as away, and who can stand in. */
  colleagues: readonly { id: string; name: string }[]
  form: Filled
  formKey: string
  today: Day
  /** A member of staff sees their own absence; a coordinator everybody's work. */
  coordinates: boolean
}

/** How the work is spread, as bars with their numbers; and who is away. */
export function TeamPage({ visit, seen }: { visit: StaffVisit; seen: TeamSeen }): VNode {
  const t = say[visit.language]
  const { network, people, points, absences, colleagues, form, formKey, today, coordinates } = seen
  const nameOf = (id: string | null) => (id ? (network.staff.get(id)?.name ?? '') : t('team.nobody'))
  const pointOf = (id: string | null) => network.walkInPoints.find((each) => each.id === id)?.name ?? t('team.no-point')
  const rows = (loads: readonly Load[], say: (id: string | null) => string, link?: (id: string) => string) => {
    const most = Math.max(1, ...loads.map((each) => each.open))
    return [...loads]
      .sort((a, b) => b.open - a.open)
      .map((load) => ({
        key: load.id ?? 'nobody',
        cells: [
          say(load.id),
          <Bar value={load.open} most={most} />,
          sayNumber(visit.language, load.open),
          sayNumber(visit.language, load.today),
          sayNumber(visit.language, load.overdue),
          sayNumber(visit.language, load.urgent),
          ...(link ? [load.id ? <A href={link(load.id)}>{t('team.reassign')}</A> : ''] : []),
        ],
      }))
  }
  const heads = (what: string) => [what, t('team.bar'), t('team.open'), t('team.today'), t('team.overdue'), t('team.urgent')]
  const field = absenceForm.in(visit.language, form)
  const options = [['', t('ask.group.choose')] as const, ...colleagues.map((each) => [each.id, each.name] as const)]
  return (
    <div class="wc-one">
      <H1>{t('team.title')}</H1>
      {coordinates && (
        <>
          <Table label={t('team.people')} heads={[...heads(t('team.name')), t('team.reassign')]} rows={rows(people, nameOf, (id) => visit.path(`/werk/werkdruk/${id}`))} />
          <SheetLinks language={visit.language} at={visit.path('/werk/werkdruk?lijst=collegas')} />
          <H2>{t('team.points')}</H2>
          <Table label={t('team.points')} heads={heads(t('team.point'))} rows={rows(points, pointOf)} />
          <SheetLinks language={visit.language} at={visit.path('/werk/werkdruk?lijst=inlooppunten')} />
        </>
      )}
      <H2>{t('absence.title')}</H2>
      {absences.length === 0 && <P soft>{t('absence.none')}</P>}
      <ul class="wc-plain">
        {absences.map((each) => (
          <li key={each.id}>
            {t('absence.line', {
              name: nameOf(each.staff_id),
              standIn: nameOf(each.stand_in_id),
              from: sayDay(visit.language, each.from_day),
              until: sayDay(visit.language, each.until_day),
            })}
            {(coordinates || each.staff_id === visit.actor.id) && (
              <Form action={visit.path(`/werk/afwezig/${each.id}/terug`)} language={visit.language} formKey={formKey}>
                <Button weight="secondary-action">{t('absence.back')}</Button>
              </Form>
            )}
          </li>
        ))}
      </ul>
      <Form action={visit.path('/werk/afwezig')} language={visit.language} formKey={formKey} fields={field}>
        <div class="wc-pair">
          {coordinates && <Choice {...field('staff')} start={visit.actor.id} options={options} />}
          <Choice {...field('standIn')} options={options} />
          <TextField {...field('from')} start={today} type="date" />
          <TextField {...field('until')} start={today} type="date" />
        </div>
        <Button>{t('absence.send')}</Button>
      </Form>
    </div>
  )
}

/** The open questions of one colleague, to be given to others, many at once. */
export function ReassignPage({
  visit,
  seen,
}: {
  visit: StaffVisit
  seen: { name: string; questions: readonly Listed[]; colleagues: readonly { id: string; name: string }[]; form: Filled; formKey: string; done?: number }
}): VNode {
  const t = say[visit.language]
  const { name, questions, colleagues, form, formKey, done } = seen
  const field = reassignForm.in(visit.language, form)
  return (
    <div class="wc-one">
      <p>
        <A href={visit.path('/werk/werkdruk')}>{t('team.title')}</A>
      </p>
      <H1>{t('reassign.title', { name })}</H1>
      {done !== undefined && <Notice kind="ok" title={t('reassign.done', { count: done })} />}
      {questions.length === 0 ? (
        <P>{t('reassign.none')}</P>
      ) : (
        <Form action={visit.here.split('?')[0]!} language={visit.language} formKey={formKey} fields={field}>
          <fieldset class="wc-many" id="veld-vragen">
            <legend>{field('vragen').label}</legend>
            {questions.map((question) => (
              <label class="wc-check" key={question.id}>
                <input type="checkbox" name={field('vragen').name} value={question.number} checked={form.values.vragen?.split(',').includes(question.number)} />
                <span>
                  {question.number} <span dir="auto">{sayTitle(visit.language, question)}</span>, {sayDue(visit.language, visit.now, question).text}
                </span>
              </label>
            ))}
          </fieldset>
          <Choice {...field('to')} options={[['', t('ask.group.choose')], ...colleagues.map((each) => [each.id, each.name] as const)]} />
          <Button>{t('reassign.send')}</Button>
        </Form>
      )}
    </div>
  )
}
