import { actingOf } from '../../foundation/doing.ts'
import { allHeldOf } from '../places.ts'
import { networkHere } from '../../network/current.ts'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { dayOf } from '../../foundation/clock/workingdays.ts'
import type { Tx } from '../../foundation/database/database.ts'
import { newId } from '../../foundation/database/id.ts'
import { workplace } from '../../foundation/ui/frame.tsx'
import { activities } from '../../foundation/record/activities.ts'
import { record, recordLooks } from '../../foundation/record/record.ts'
import { type Answer, page, seeOther } from '../../foundation/web/answer.ts'
import { emptyForm, type Filled } from '../../foundation/web/forms.ts'
import { FormProblem, NotFound } from '../../foundation/web/problem.ts'
import { programOf, type Route, route, type StaffVisit } from '../../foundation/web/route.ts'
import { decideRequest } from '../file/actions.ts'
import { erasureOf } from '../file/file.ts'
import { lookById } from '../../foundation/record/looks.ts'
import { countRequests, requestById, requestsFor } from '../file/store.ts'
import { findPersons } from '../queries.ts'
import { say } from '../words.ts'
import { looksRoute } from './looksroutes.tsx'
import { decideForm, registerForm, registerOfForm } from './forms.ts'
import { RequestList, RequestPage } from './pages.tsx'
import { RegisterPage, RegisterPublicPage } from './registerpages.tsx'
import { RetentionPage } from './watchpages.tsx'
import { dutyOf, insertEntry, registerOf } from './register.ts'
import { readRetention } from './retention.ts'
import { visitSite } from '../../foundation/identity/rights.ts'
import { peopleRights } from '../rights.ts'
import { peopleEvents } from '../events.ts'

const right = peopleRights.workOnPrivacy
const done = z.object({ gedaan: z.literal('ja').optional().catch(undefined) })

/** How many requests wait for this privacy officer's organisation. */
export const countForOfficer = (tx: Tx, actor: StaffVisit['actor']) => countRequests(tx, actor.region, actor.organisation)

async function showRequest(visit: StaffVisit, beside: { form?: Filled; done?: boolean; conflict?: boolean }): Promise<Answer> {
  const network = await networkHere(visit)
  const region = visit.region.id
  const { id } = visit.params as { id: string }
  const request = await visit.transaction('privacy', (tx) => requestById(tx, region, id))
  if (request?.handler_id !== visit.actor.organisation) throw new NotFound()
  // What an erasure would do is told by the program; whose questions these are, by what this officer may see.
  const check =
    request.kind === 'erase' && !request.decided_at
      ? await visit.system.database.transaction(programOf(visit), 'privacy', async (tx) =>
          erasureOf(await allHeldOf(tx, region, request.persons, request.organisation_id), await dutyOf(tx, region, request.organisation_id), dayOf(visit.now)),
        )
      : undefined
  return workplace(
    visit,
    {
      purpose: 'privacy',
      current: 'privacy',
      read: async (tx) => {
        const persons = await findPersons(tx, region, request.persons)
        recordLooks(
          actingOf(visit, tx),
          persons.map((each) => ({ person: each.id })),
        )
        return { persons, look: request.look_id ? await lookById(tx, region, request.look_id) : undefined }
      },
    },
    (seen) => ({
      title: say[visit.language](`request.${request.kind}`),
      quiet: true,
      status: beside.conflict ? 409 : 200,
      content: (
        <RequestPage
          visit={visit}
          network={network}
          request={request}
          check={check}
          form={beside.form ?? emptyForm}
          formKey={randomUUID()}
          done={beside.done}
          conflict={beside.conflict}
          {...seen}
        />
      ),
    }),
  )
}

async function showRegister(visit: StaffVisit, beside: { done?: boolean; filled?: { code: string; form: Filled } }): Promise<Answer> {
  const network = await networkHere(visit)
  return workplace(visit, { purpose: 'privacy', current: 'privacy', read: (tx) => registerOf(tx, visit.language, visit.region.id, visit.actor.organisation) }, (entries) => ({
    title: say[visit.language]('privacy.tab.register'),
    content: <RegisterPage visit={visit} network={network} entries={entries} formKey={randomUUID()} {...beside} />,
  }))
}

/** What a privacy officer does for the own organisation, and the register that everybody may read. */
export function privacyRoutes(): Route[] {
  const codeParams = z.object({ region: z.string(), code: z.string().max(60) })
  return [
    route({
      right,
      method: 'GET',
      path: '/:region/werk/privacy',
      handle: async (visit) => {
        const network = await networkHere(visit)
        const { organisation } = visit.actor
        return workplace(
          visit,
          {
            purpose: 'privacy',
            current: 'privacy',
            read: async (tx) => ({
              open: await requestsFor(tx, visit.region.id, organisation, true, 200),
              decided: await requestsFor(tx, visit.region.id, organisation, false, 40),
            }),
          },
          (lists) => ({ title: say[visit.language]('privacy.title'), content: <RequestList visit={visit} network={network} {...lists} /> }),
        )
      },
    }),
    route({
      right,
      method: 'GET',
      path: '/:region/werk/privacy/verzoeken/:id',
      params: z.object({ region: z.string(), id: z.uuid() }),
      query: done,
      handle: (visit) => showRequest(visit, { done: visit.query.gedaan !== undefined }),
    }),
    route({
      right,
      method: 'POST',
      path: '/:region/werk/privacy/verzoeken/:id',
      params: z.object({ region: z.string(), id: z.uuid() }),
      body: decideForm.schema,
      // Only an erasure is said to be sure.
      fresh: ({ body }) => body.decision === 'done' && body.sure !== undefined,
      handle: async (visit) => {
        await networkHere(visit)
        const { id } = visit.params
        await visit.change('privacy', (tx) => decideRequest(actingOf(visit, tx), id, { ...visit.body, sure: visit.body.sure !== undefined }), programOf(visit))
        return seeOther(visit.path(`/werk/privacy/verzoeken/${id}?gedaan=ja`))
      },
      redo: (visit, form) => showRequest(visit, { form }),
      conflict: (visit) => showRequest(visit, { conflict: true }),
    }),
    looksRoute,
    route({ right, method: 'GET', path: '/:region/werk/privacy/register', query: done, handle: (visit) => showRegister(visit, { done: visit.query.gedaan !== undefined }) }),
    route({
      right,
      method: 'POST',
      path: '/:region/werk/privacy/register/:code',
      params: codeParams,
      body: registerForm.schema,
      handle: async (visit) => {
        const { duty, years, ...texts } = visit.body
        const { code } = visit.params
        if (!visit.system.partsOf(activities).some((each) => each.code === code)) throw new NotFound()
        if ((duty === undefined) !== (years === undefined)) throw new FormProblem({ [duty ? 'years' : 'duty']: { key: 'privacy.years.both' } })
        const id = newId(visit.now.getTime())
        await visit.change('privacy', async (tx) => {
          await insertEntry(tx, {
            region_id: visit.region.id,
            id,
            organisation_id: visit.actor.organisation,
            code,
            ...texts,
            duty: duty ?? null,
            duty_years: years ?? null,
            changed_at: visit.now,
            changed_by: visit.actor.id,
          })
          record(actingOf(visit, tx), peopleEvents.registerChanged, id, { code })
        })
        return seeOther(visit.path(`/werk/privacy/register?gedaan=ja#${code}`))
      },
      redo: (visit, form) => showRegister(visit, { filled: { code: (visit.params as { code: string }).code, form } }),
    }),
    route({
      right,
      method: 'GET',
      path: '/:region/werk/privacy/bewaren',
      handle: async (visit) => {
        const seen = await visit.system.database.transaction(programOf(visit), 'privacy', (tx) => readRetention(tx, visit.region.id, visit.now))
        return workplace(visit, { purpose: 'privacy', current: 'privacy', read: () => seen }, () => ({
          title: say[visit.language]('privacy.tab.bewaren'),
          content: <RetentionPage visit={visit} seen={seen} />,
        }))
      },
    }),
    route({
      method: 'GET',
      path: '/:region/verwerkingen',
      right: visitSite,
      query: registerOfForm.schema,
      handle: async (visit) => {
        const network = await networkHere(visit)
        const organisations = [...network.organisations.values()].sort((a, b) => a.name.localeCompare(b.name))
        const chosen = organisations.find((each) => each.slug === visit.query.organisatie) ?? organisations.find((each) => each.kind === 'werkcentrum') ?? organisations[0]
        if (!chosen) throw new NotFound()
        const entries = await visit.transaction('network', (tx) => registerOf(tx, visit.language, visit.region.id, chosen.id))
        return page(<RegisterPublicPage visit={visit} organisations={organisations} chosen={chosen} entries={entries} />)
      },
    }),
  ]
}
