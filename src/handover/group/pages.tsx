import type { VNode } from 'preact'
import { A, Button, Choice, Facts, Form, H1, H2, More, Notice, P, Pill, PrintButton, Table, TextArea, TextField } from '../../foundation/ui/components.tsx'
import { PublicPage } from '../../foundation/ui/layout.tsx'
import { fieldsOn } from '../../foundation/ui/fields.ts'
import type { Filled } from '../../foundation/web/forms.ts'
import type { StaffVisit, Visit } from '../../foundation/web/route.ts'
import { questionLife, type Question } from '../../desk/question.ts'
import { say as sayDesk } from '../../desk/words.ts'
import type { Network } from '../../network/current.ts'
import { ContactFields, sayReach } from '../../people/reach.tsx'
import type { questionsOfGroup } from '../../desk/queries.ts'
import { chooseIn } from '../fields.ts'
import { organisationsBut } from '../forms.tsx'
import type { Handover } from '../handover.ts'
import { StatePill } from '../pieces.tsx'
import { say } from '../words.ts'
import { type GroupFormName, groupForms, joinForm } from './forms.ts'

export interface GroupSeen {
  network: Network
  group: Question
  people: Awaited<ReturnType<typeof questionsOfGroup>>
  /** The newest handover of each of their questions. */
  handovers: ReadonlyMap<string, Handover>
  joinUrl: string
  formKey: string
  done?: number
  filled?: { which: GroupFormName; form: Filled }
}

/** A group: one case of an employer, and each of the people with a question of their own. */
export function GroupPage({ visit, seen }: { visit: StaffVisit; seen: GroupSeen }): VNode {
  const t = say[visit.language]
  const { network, group, people, handovers, formKey, filled } = seen
  const at = visit.path(`/werk/vragen/${group.number}/groep`)
  const person = fieldsOn(groupForms, 'mensen', visit.language, { filled })
  const proposal = fieldsOn(groupForms, 'overdragen', visit.language, { filled })
  const ready = people.filter((each) => questionLife.can('handOver', each.state) && each.staff_id).length
  const stateOf = (id: string) => handovers.get(id)?.state
  const count = (...states: string[]) => people.filter((each) => states.includes(stateOf(each.id) ?? '')).length
  const can = organisationsBut(network, visit.now, [group.organisation_id], { purpose: 'handover', from: group.organisation_id })
  return (
    <article class="wc-one">
      <p>
        <A href={visit.path(`/werk/vragen/${group.number}`)}>{t('page.question')}</A>
      </p>
      {seen.done !== undefined && <Notice kind="ok" title={t('group.done', { count: seen.done })} />}
      <p class="wc-kicker">{group.number}</p>
      <H1>{t('group.title')}</H1>
      <p dir="auto">{group.sharpened ?? group.text}</p>
      <Facts
        rows={[
          [t('group.count'), String(people.length)],
          [t('group.asked'), String(count('proposed'))],
          [t('group.yes'), String(count('agreed', 'offered', 'accepted', 'planned', 'met', 'reported', 'closed'))],
          [t('group.no'), String(count('refused', 'withdrawn', 'not-needed'))],
          [t('group.met'), String(count('met', 'reported', 'closed'))],
        ]}
      />
      {people.length > 0 && (
        <Table
          label={t('group.title')}
          heads={[t('sheet.number'), t('item.name'), t('group.reach'), t('sheet.state')]}
          rows={people.map((each) => {
            const handover = handovers.get(each.id)
            return {
              key: each.id,
              cells: [
                <A href={visit.path(`/werk/vragen/${each.number}`)}>{each.number}</A>,
                <span dir="auto">{each.name}</span>,
                sayReach(visit.language, each) || <Pill tone="next">{t('group.nobody')}</Pill>,
                handover ? <StatePill language={visit.language} handover={handover} /> : sayDesk[visit.language](`state.${each.state}`),
              ],
            }
          })}
        />
      )}
      <H2>{t('group.add')}</H2>
      <P>{t('group.link')}</P>
      <p class="wc-link-to-keep">
        <A href={seen.joinUrl}>{seen.joinUrl}</A>
      </p>
      <More title={t('group.list')} open={filled?.which === 'mensen'}>
        <Form action={`${at}/mensen`} language={visit.language} formKey={formKey} fields={person}>
          <TextArea {...person('people')} rows={6} />
          <TextField {...person('text')} start={t('group.text.start')} />
          <Button>{t('group.people.send')}</Button>
        </Form>
      </More>
      <H2>{t('group.hand')}</H2>
      <P>{t('group.hand.text', { count: ready })}</P>
      {ready > 0 && (
        <Form action={`${at}/overdragen`} language={visit.language} formKey={formKey} fields={proposal}>
          <Choice {...proposal('to')} options={[chooseIn(visit.language), ...can]} />
          <TextArea {...proposal('why')} rows={3} />
          <Button>{t('group.hand.send', { count: ready })}</Button>
        </Form>
      )}
      <p class="wc-actions">
        <PrintButton>{t('group.print')}</PrintButton>
      </p>
    </article>
  )
}

/** Where somebody of a group leaves how to reach them, and what they hope for: it becomes a question of their own. */
export function JoinPage({
  visit,
  network,
  organisation,
  form,
  formKey,
  closed,
}: {
  visit: Visit
  network: Network
  organisation: string
  form: Filled
  formKey: string
  closed?: boolean
}): VNode {
  const t = say[visit.language]
  const field = joinForm.in(visit.language, form)
  return (
    <PublicPage visit={visit} title={t('group.join.title')} hidden>
      <H1>{t('group.join.title')}</H1>
      {closed ? (
        <Notice kind="info" title={t('handover.group.closed')} />
      ) : (
        <>
          <P lead>{t('group.join.lead', { organisation })}</P>
          <Form action={visit.path(`/groep/${(visit.params as { token: string }).token}`)} language={visit.language} formKey={formKey} fields={field}>
            <TextArea {...field('text')} rows={3} />
            <TextField {...field('name')} autocomplete="name" />
            <ContactFields fields={field} network={network} />
            <Button>{t('group.join.send')}</Button>
          </Form>
        </>
      )}
    </PublicPage>
  )
}
