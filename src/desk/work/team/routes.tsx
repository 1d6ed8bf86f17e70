import { actingOf } from '../../../foundation/doing.ts'
import { doingOf } from '../../../network/doing.ts'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { addDays, dayOf, momentAt } from '../../../foundation/clock/workingdays.ts'
import type { Tx } from '../../../foundation/database/database.ts'
import { may } from '../../../foundation/identity/rights.ts'
import { workplace } from '../../../foundation/ui/frame.tsx'
import { type Answer, seeOther } from '../../../foundation/web/answer.ts'
import { emptyForm, type Filled } from '../../../foundation/web/forms.ts'
import { NotFound } from '../../../foundation/web/problem.ts'
import { listFile, sheetForm } from '../../../foundation/web/sheet.ts'
import { type Route, route, type StaffVisit } from '../../../foundation/web/route.ts'
import { regionOfId } from '../../../network/geography.ts'
import { answersQuestions, type Network, networkHere } from '../../../network/current.ts'
import { readNumbers } from '../../number.ts'
import { questionsOfColleague } from '../../queries.ts'
import { beAway, beBack, reassign } from '../../team/actions.ts'
import { absencesFrom, loads } from '../../team/store.ts'
import { say } from '../../words.ts'
import { absenceForm, reassignForm } from '../forms.ts'
import { ReassignPage, TeamPage } from './pages.tsx'
import { deskRights } from '../../rights.ts'

/** The colleagues who answer questions at an organisation, or at all that the visitor sees. */
const colleaguesOf = (visit: StaffVisit, network: Network, organisation: string | null) =>
  [...network.staff.values()]
    .filter((each) => (organisation === null || each.organisation_id === organisation) && answersQuestions(each, visit.now))
    .map(({ id, name }) => ({ id, name }))

const sightIn = (visit: StaffVisit) => (visit.actor.sight === 'region' ? null : visit.actor.organisation)
const loadsFor = (tx: Tx, visit: StaffVisit, what: 'staff_id' | 'walk_in_point_id') =>
  loads(tx, visit.region.id, what, sightIn(visit), visit.now, momentAt(addDays(dayOf(visit.now), 1), 0))

async function showTeam(visit: StaffVisit, form: Filled): Promise<Answer> {
  const network = await networkHere(visit)
  const coordinates = may(visit.actor, deskRights.seeWorkload)
  const organisation = sightIn(visit)
  const today = dayOf(visit.now)
  const read = async (tx: Tx) => {
    const all = (await absencesFrom(tx, visit.region.id, today)).filter((each) => coordinates || each.organisation_id === visit.actor.organisation)
    if (!coordinates) return { people: [], points: [], absences: all }
    return { people: await loadsFor(tx, visit, 'staff_id'), points: await loadsFor(tx, visit, 'walk_in_point_id'), absences: all }
  }
  return workplace(visit, { purpose: 'workload', current: 'team', read }, (seen) => ({
    title: say[visit.language]('team.title'),
    quiet: true,
    content: (
      <TeamPage
        visit={visit}
        seen={{
          network,
          colleagues: colleaguesOf(visit, network, coordinates ? organisation : visit.actor.organisation),
          form,
          formKey: randomUUID(),
          today,
          coordinates,
          ...seen,
        }}
      />
    ),
  }))
}

/** How the work is spread, by colleague or by walk-in point, as a file. */
async function workloadFile(visit: StaffVisit, form: 'xlsx' | 'csv', lijst: 'collegas' | 'inlooppunten'): Promise<Answer> {
  const t = say[visit.language]
  const network = await networkHere(visit)
  const [what, none, name] = lijst === 'collegas' ? (['staff_id', 'team.nobody', 'team.people'] as const) : (['walk_in_point_id', 'team.no-point', 'team.points'] as const)
  const nameOf = (id: string | null) => (id && (network.staff.get(id)?.name ?? network.walkInPoints.find((each) => each.id === id)?.name)) || t(none)
  const found = await visit.transaction('workload', (tx) => loadsFor(tx, visit, what))
  const heads = [t('team.name'), t('team.open'), t('team.today'), t('team.overdue'), t('team.urgent')]
  return listFile(visit, form, { code: `workload-${what}`, name: t(name), heads, rows: found.map((each) => [nameOf(each.id), each.open, each.today, each.overdue, each.urgent]) })
}

const staffParams = z.object({ region: z.string(), staff: z.uuid() })

async function showReassign(visit: StaffVisit, form: Filled, done?: number): Promise<Answer> {
  const network = await networkHere(visit)
  const person = network.staff.get((visit.params as { staff: string }).staff)
  if (!person || (visit.actor.sight !== 'region' && person.organisation_id !== visit.actor.organisation)) throw new NotFound()
  const read = (tx: Tx) => questionsOfColleague(tx, visit.region.id, person.id)
  const colleagues = colleaguesOf(visit, network, person.organisation_id).filter((each) => each.id !== person.id)
  return workplace(visit, { purpose: 'workload', current: 'team', read }, (questions) => ({
    title: say[visit.language]('reassign.title', { name: person.name }),
    quiet: true,
    content: <ReassignPage visit={visit} seen={{ name: person.name, questions, colleagues, form, formKey: randomUUID(), done }} />,
  }))
}

/** How the work is spread, giving many questions to a colleague, and being away. */
export const teamRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/:region/werk/werkdruk',
    right: deskRights.arrangeAbsence,
    query: z.object({ vorm: sheetForm, lijst: z.enum(['collegas', 'inlooppunten']).catch('collegas').default('collegas') }),
    handle: (visit) => {
      const { vorm, lijst } = visit.query
      return vorm && may(visit.actor, deskRights.seeWorkload) ? workloadFile(visit, vorm, lijst) : showTeam(visit, emptyForm)
    },
  }),
  route({
    method: 'POST',
    path: '/:region/werk/afwezig',
    right: deskRights.arrangeAbsence,
    body: absenceForm.schema,
    handle: async (visit) => {
      const network = await networkHere(visit)
      const { staff = visit.actor.id, ...given } = visit.body
      await visit.change('workload', (tx) => beAway(doingOf(visit, tx, network), { staff, ...given }))
      return seeOther(visit.path('/werk/werkdruk'))
    },
    redo: (visit, form) => showTeam(visit as StaffVisit, form),
  }),
  route({
    method: 'POST',
    path: '/:region/werk/afwezig/:id/terug',
    right: deskRights.arrangeAbsence,
    params: z.object({ region: z.string(), id: z.uuid() }),
    handle: async (visit) => {
      await visit.change('workload', (tx) => beBack(actingOf(visit, tx), visit.params.id))
      return seeOther(visit.path('/werk/werkdruk'))
    },
  }),
  route({
    method: 'GET',
    path: '/:region/werk/werkdruk/:staff',
    right: deskRights.seeWorkload,
    params: staffParams,
    query: z.object({ verdeeld: z.coerce.number().int().min(0).optional().catch(undefined) }),
    handle: (visit) => showReassign(visit, emptyForm, visit.query.verdeeld),
  }),
  route({
    method: 'POST',
    path: '/:region/werk/werkdruk/:staff',
    right: deskRights.seeWorkload,
    params: staffParams,
    body: reassignForm.schema,
    handle: async (visit) => {
      const network = await networkHere(visit)
      const numbers = readNumbers(regionOfId(visit.region.id).prefix, visit.body.vragen)
      let moved = 0
      await visit.change('workload', async (tx) => {
        moved = await reassign(doingOf(visit, tx, network), numbers, visit.body.to)
      })
      return seeOther(visit.path(`/werk/werkdruk/${visit.params.staff}?verdeeld=${moved}`))
    },
    redo: (visit, form) => showReassign(visit as StaffVisit, form),
  }),
]
