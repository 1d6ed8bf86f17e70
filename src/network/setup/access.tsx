import { networkLetters } from '../letters.ts'
import { randomUUID } from 'node:crypto'
import type { VNode } from 'preact'
import { z } from 'zod'
import { roles } from '../../foundation/actor.ts'
import { dayOf } from '../../foundation/clock/workingdays.ts'
import { sayShortDay } from '../../foundation/i18n/i18n.ts'
import { A, Button, Choice, Form, H1, H2, Hidden, Notice, P, Several, SheetLinks, Table, TextField } from '../../foundation/ui/components.tsx'
import { formsIn } from '../../foundation/ui/fields.ts'
import { queueMail } from '../../foundation/mail/mail.ts'
import { workplace } from '../../foundation/ui/frame.tsx'
import { type Answer, seeOther } from '../../foundation/web/answer.ts'
import { emptyForm, type Filled, optionalText, requiredName, searchText, severalOf } from '../../foundation/web/forms.ts'
import { listFile, sheetForm } from '../../foundation/web/sheet.ts'
import { FormProblem, NotFound } from '../../foundation/web/problem.ts'
import { type Route, route, type StaffVisit } from '../../foundation/web/route.ts'
import { lastDayOf, type Network, worksHere, networkHere, networksOf } from '../current.ts'
import type { StaffRow } from '../store.ts'
import { say } from '../words.ts'
import { staffKey } from './document.ts'
import { changeOnce } from './routes.tsx'
import { networkRights } from '../rights.ts'

const form = formsIn(say)
/** Who has access, in the address: searched, taken along, or one to change. */
const listForm = form(
  z.object({ wie: z.uuid().optional().catch(undefined), gedaan: z.enum(['ja', 'mail', 'af']).optional().catch(undefined), vorm: sheetForm, zoek: searchText }),
  {
    zoek: { label: 'access.search' },
  },
)
/** Gives somebody access, or changes it. */
const accessForm = form(
  z.object({
    name: requiredName(120, 'access.name.empty'),
    email: z.email('access.email.wrong').max(254, 'access.email.wrong').toLowerCase(),
    organisation: optionalText(60),
    point: optionalText(60),
    until: z.literal('').or(z.iso.date('access.until.wrong')).optional(),
    roles: severalOf(40, roles.length)
      .pipe(z.array(z.enum(roles, 'access.roles.empty')))
      .refine((each) => each.length > 0, 'access.roles.empty'),
    subject: z.string().trim().max(255, 'access.subject.wrong').optional(),
    wie: z.uuid().optional(),
  }),
  {
    name: { label: 'access.name' },
    email: { label: 'access.email' },
    subject: { label: 'access.subject', hint: 'access.subject.hint' },
    organisation: { label: 'access.organisation' },
    point: { label: 'access.point' },
    until: { label: 'access.until', hint: 'access.until.hint' },
    roles: { label: 'access.roles', options: (language) => roles.map((role) => [role, say[language](`role.${role}`)] as const) },
  },
)

type Done = 'ja' | 'mail' | 'af'
interface AccessSeen {
  network: Network
  people: readonly StaffRow[]
  /** Organisations the visitor gives access for; one of their own needs no choice. */
  organisations: readonly (readonly [string, string])[]
  edited?: StaffRow
  search: string
  form: Filled
  formKey: string
  done?: Done
}

const doneWords = { ja: 'access.done', mail: 'access.mailed', af: 'access.signed-out' } as const

function AccessPage({ visit, seen }: { visit: StaffVisit; seen: AccessSeen }): VNode {
  const t = say[visit.language]
  const { network, people, organisations, edited, search, form, formKey, done } = seen
  const field = accessForm.in(visit.language, form)
  const pointOf = (id: string | null) => network.walkInPoints.find((each) => each.id === id)
  return (
    <div class="wc-one">
      <H1>{t('access.title')}</H1>
      <P soft>{t('access.lead')}</P>
      {done && <Notice kind="ok" title={t(doneWords[done])} />}
      <form class="wc-form-inline" method="get">
        <TextField {...listForm.in(visit.language, undefined, { prefix: 'zoek-' })('zoek')} start={search} type="search" />
        <Button weight="secondary-action">{t('network.search.go')}</Button>
      </form>
      {people.length === 0 ? (
        <P soft>{t('access.nobody')}</P>
      ) : (
        <Table
          label={t('access.title')}
          heads={(['name', 'organisation', 'roles', 'point', 'until', 'since', 'change', 'remove'] as const).map((each) => t(`access.${each}`))}
          rows={people.map((each) => ({
            key: each.id,
            cells: [
              <span dir="auto">{each.name}</span>,
              network.organisations.get(each.organisation_id)?.name ?? '',
              each.roles.map((role) => t(`role.${role}`)).join(', '),
              pointOf(each.walk_in_point_id)?.name ?? '',
              each.left_at ? sayShortDay(visit.language, lastDayOf(each.left_at)) : '',
              each.signed_in_at ? (
                sayShortDay(visit.language, each.signed_in_at)
              ) : (
                <Form action={visit.path(`/werk/toegang/${each.id}/uitnodiging`)} language={visit.language} formKey={formKey}>
                  {t('access.invited')} <Button weight="subtle">{t('access.invite-again')}</Button>
                </Form>
              ),
              <A href={visit.path(`/werk/toegang?wie=${each.id}`)} label={`${t('access.change')}: ${each.name}`}>
                {t('access.change')}
              </A>,
              each.id === visit.actor.id ? (
                <span class="wc-soft">{t('access.self')}</span>
              ) : (
                <Form action={visit.path(`/werk/toegang/${each.id}/weg`)} language={visit.language} formKey={formKey}>
                  <Button weight="subtle">{t('access.remove')}</Button>
                </Form>
              ),
            ],
          }))}
        />
      )}
      <SheetLinks language={visit.language} at={visit.path('/werk/toegang')} />
      <H2>{edited ? t('access.edit', { name: edited.name }) : t('access.invite')}</H2>
      <Form action={visit.path('/werk/toegang')} language={visit.language} formKey={formKey} fields={field}>
        {edited && <Hidden {...field.valued('wie', edited.id)} />}
        <div class="wc-pair">
          <TextField {...field('name')} start={edited?.name} />
          {/* Another address is another person. */}
          {edited ? <Hidden {...field.valued('email', edited.email)} /> : <TextField {...field('email')} inputMode="email" />}
          {organisations.length > 1 && !edited && <Choice {...field('organisation')} start={network.organisations.get(visit.actor.organisation)?.slug} options={organisations} />}
          <Choice
            {...field('point')}
            start={pointOf(edited?.walk_in_point_id ?? null)?.slug ?? ''}
            options={[['', t('access.none')], ...network.walkInPoints.map((each) => [each.slug, each.name] as const)]}
          />
          <TextField {...field('subject')} start={(edited && subjectOf(network, edited)) ?? ''} />
          <TextField {...field('until')} start={edited?.left_at ? lastDayOf(edited.left_at) : ''} type="date" />
        </div>
        <Several {...field('roles')} start={edited?.roles.join()} />
        <Button>{t(edited ? 'access.save' : 'access.send')}</Button>
      </Form>
      {edited && (
        <Form action={visit.path(`/werk/toegang/${edited.id}/afmelden`)} language={visit.language} formKey={formKey}>
          <P soft>{t('access.sign-out.lead')}</P>
          <Button weight="secondary-action">{t('access.sign-out', { name: edited.name })}</Button>
        </Form>
      )}
    </div>
  )
}

/** Whether the visitor gives and takes access everywhere, or at their own organisation only. */
const managesAll = (network: Network, visit: StaffVisit) => network.organisations.get(visit.actor.organisation)?.kind === 'werkcentrum'

/** By what name their organisation's issuer of now knows them. */
const subjectOf = (network: Network, { subject, issuer, organisation_id }: StaffRow) =>
  issuer === network.organisations.get(organisation_id)?.issuer ? (subject ?? undefined) : undefined

/** Whether the visitor manages the access of this colleague. */
const managesOf = (network: Network, visit: StaffVisit, person: StaffRow) => managesAll(network, visit) || person.organisation_id === visit.actor.organisation

/** Everybody whose access the visitor manages. */
const peopleFor = (network: Network, visit: StaffVisit) => [...network.staff.values()].filter((each) => worksHere(each, visit.now) && managesOf(network, visit, each))

/** A colleague whose access the visitor manages. @throws NotFound */
export function managed(network: Network, visit: StaffVisit, id: string): StaffRow {
  const person = network.staff.get(id)
  if (!person || !worksHere(person, visit.now) || !managesOf(network, visit, person)) throw new NotFound()
  return person
}

async function show(visit: StaffVisit, form: Filled, { wie, done, zoek = '' }: { wie?: string; done?: Done; zoek?: string } = {}): Promise<Answer> {
  const network = await networkHere(visit)
  const all = managesAll(network, visit)
  const wanted = zoek.toLowerCase()
  const t = say[visit.language]
  const said = (each: StaffRow) =>
    [each.name, each.email, network.organisations.get(each.organisation_id)?.name, ...each.roles.map((role) => t(`role.${role}`))].join(' ').toLowerCase()
  const people = peopleFor(network, visit).filter((each) => said(each).includes(wanted))
  const organisations = all ? [...network.organisations.values()].map((each) => [each.slug, each.name] as const) : []
  const edited = wie ? managed(network, visit, wie) : undefined
  return workplace(visit, { purpose: 'access', current: 'staff', read: () => undefined }, () => ({
    title: t('access.title'),
    quiet: true,
    content: <AccessPage visit={visit} seen={{ network, people, organisations, edited, search: zoek, form, formKey: randomUUID(), done }} />,
  }))
}

/** Who has access, as a file. */
async function exported(visit: StaffVisit, form: 'xlsx' | 'csv'): Promise<Answer> {
  const t = say[visit.language]
  const network = await networkHere(visit)
  const heads = (['name', 'email', 'organisation', 'roles', 'point', 'until', 'since'] as const).map((each) => t(`access.${each}`))
  const rows = peopleFor(network, visit).map((each) => [
    each.name,
    each.email,
    network.organisations.get(each.organisation_id)?.name ?? null,
    each.roles.map((role) => t(`role.${role}`)).join(', '),
    network.walkInPoints.find((point) => point.id === each.walk_in_point_id)?.name ?? null,
    each.left_at && lastDayOf(each.left_at),
    each.signed_in_at && dayOf(each.signed_in_at),
  ])
  return listFile(visit, form, { code: 'access', name: t('access.title'), heads, rows })
}

/** Who has access to what, giving it and taking it away. */
export const accessRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/:region/werk/toegang',
    right: networkRights.manageStaff,
    query: listForm.schema,
    handle: (visit) => (visit.query.vorm ? exported(visit, visit.query.vorm) : show(visit, emptyForm, { wie: visit.query.wie, done: visit.query.gedaan, zoek: visit.query.zoek })),
  }),
  route({
    method: 'POST',
    path: '/:region/werk/toegang',
    right: networkRights.manageStaff,
    fresh: true,
    body: accessForm.schema,
    handle: async (visit) => {
      const given = visit.body
      const network = await networkHere(visit)
      const edited = given.wie ? managed(network, visit, given.wie) : undefined
      const own = network.organisations.get(visit.actor.organisation)!.slug
      const organisation = edited ? network.organisations.get(edited.organisation_id)!.slug : managesAll(network, visit) ? (given.organisation ?? own) : own
      if (![...network.organisations.values()].some((each) => each.slug === organisation)) throw new FormProblem({ organisation: { key: 'form.choose' } })
      if (given.point && !network.walkInPoints.some((each) => each.slug === given.point)) throw new FormProblem({ point: { key: 'form.choose' } })
      if (given.until && given.until < dayOf(visit.now)) throw new FormProblem({ until: { key: 'access.until.wrong' } })
      const before = edited && staffKey({ organisation, email: edited.email })
      const person = {
        organisation,
        name: given.name,
        email: edited?.email ?? given.email,
        subject: given.subject || (edited && subjectOf(network, edited)),
        walkInPoint: given.point,
        roles: given.roles,
        until: given.until || undefined,
      }
      await changeOnce(visit, (setup) => {
        const others = setup.staff.filter((each) => staffKey(each) !== before)
        if (others.some((each) => staffKey(each) === staffKey(person))) throw new FormProblem({ email: { key: 'access.email.taken' } })
        if (person.subject && others.some((each) => each.organisation === organisation && each.subject === person.subject))
          throw new FormProblem({ subject: { key: 'access.subject.taken' } })
        return { ...setup, staff: [...others, person] }
      })
      return seeOther(visit.path('/werk/toegang?gedaan=ja'))
    },
    redo: (visit, form) => show(visit, form, { wie: form.values.wie || undefined }),
  }),
  route({
    method: 'POST',
    path: '/:region/werk/toegang/:id/uitnodiging',
    right: networkRights.manageStaff,
    params: z.object({ region: z.string(), id: z.uuid() }),
    handle: async (visit) => {
      const { region, now } = visit
      const person = managed(await networksOf(visit.system).of(region.id), visit, visit.params.id)
      await visit.change('setup', async (tx) => queueMail(tx, region.id, now, { kind: networkLetters.invited, subject: person.id, recipient: person.email, language: 'nl' }), {
        kind: 'task',
        region: region.id,
      })
      return seeOther(visit.path('/werk/toegang?gedaan=mail'))
    },
  }),
  route({
    method: 'POST',
    path: '/:region/werk/toegang/:id/weg',
    right: networkRights.manageStaff,
    fresh: true,
    onPage: '/:region/werk/toegang',
    params: z.object({ region: z.string(), id: z.uuid() }),
    handle: async (visit) => {
      const network = await networkHere(visit)
      const done = seeOther(visit.path('/werk/toegang?gedaan=ja'))
      // Of a double click the second finds them gone.
      const gone = network.staff.get(visit.params.id)
      if (gone && !worksHere(gone, visit.now) && managesOf(network, visit, gone)) return done
      const person = managed(network, visit, visit.params.id)
      if (person.id === visit.actor.id) throw new NotFound()
      const key = staffKey({ organisation: network.organisations.get(person.organisation_id)!.slug, email: person.email })
      await changeOnce(visit, (setup) => ({ ...setup, staff: setup.staff.filter((each) => staffKey(each) !== key) }))
      return done
    },
  }),
]
