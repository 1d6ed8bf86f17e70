import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { addDays, dayOf, momentAt } from '../../foundation/clock/workingdays.ts'
import type { Tx } from '../../foundation/database/database.ts'
import { newId } from '../../foundation/database/id.ts'
import { type Frame, workplace } from '../../foundation/ui/frame.tsx'
import { activities, activityRead } from '../../foundation/record/activities.ts'
import { record, recordLooks } from '../../foundation/record/record.ts'
import { type Answer, page, seeOther } from '../../foundation/web/answer.ts'
import { emptyForm, type Filled, optionalText } from '../../foundation/web/forms.ts'
import { Conflict, FormProblem, NotFound } from '../../foundation/web/problem.ts'
import { listFile, sheetForm } from '../../foundation/web/sheet.ts'
import { type Route, route, type StaffVisit } from '../../foundation/web/route.ts'
import type { Network, Networks } from '../../network/known.ts'
import { decideRequest } from '../file/actions.ts'
import { erasureOf } from '../file/file.ts'
import { sayRoles } from '../file/reads.ts'
import { countRequests, lookById, requestById, requestsFor } from '../file/store.ts'
import type { FilePlaces } from '../places.ts'
import { findPersons } from '../queries.ts'
import { say } from '../words.ts'
import { LooksPage, type LooksSeen, RegisterPage, RequestList, RequestPage, RetentionPage } from './pages.tsx'
import { dutyOf, insertEntry, registerOf, registerSchema } from './register.ts'
import { RegisterPublicPage } from './publicpages.tsx'
import { readRetention } from './retention.ts'
import { countLooks, looksBetween } from './store.ts'

interface PrivacyParts {
  networks: Networks
  frame: Frame
  places: FilePlaces
}

const right = 'privacy.work' as const
const task = (visit: StaffVisit) => ({ kind: 'task', region: visit.place.id }) as const
const done = z.object({ gedaan: z.literal('ja').optional().catch(undefined) })

/** How many requests wait for this privacy officer's organisation. */
export const countForOfficer = (tx: Tx, actor: StaffVisit['actor']) => countRequests(tx, actor.region, actor.organisation)

async function showRequest({ networks, frame, places }: PrivacyParts, visit: StaffVisit, beside: { form?: Filled; done?: boolean; conflict?: boolean }): Promise<Answer> {
  const network = await networks.of(visit.place.id)
  const region = visit.place.id
  const { id } = visit.params as { id: string }
  const request = await visit.as('privacy', (tx) => requestById(tx, region, id))
  if (request?.handler_id !== visit.actor.organisation) throw new NotFound()
  // What an erasure would do is told by the program; whose questions these are, by what this officer may see.
  const check =
    request.kind === 'erase' && !request.decided_at
      ? await visit.system.database.as(task(visit), 'privacy', async (tx) =>
          erasureOf(await places.erasable(tx, region, request.persons, request.organisation_id), await dutyOf(tx, region, request.organisation_id), dayOf(visit.now)),
        )
      : undefined
  return workplace(
    frame,
    visit,
    {
      purpose: 'privacy',
      current: 'privacy',
      read: async (tx) => {
        const persons = await findPersons(tx, region, request.persons)
        recordLooks(
          tx,
          visit.actor,
          visit.now,
          persons.map((each) => ({ person: each.id })),
        )
        return { persons, look: request.look_id ? await lookById(tx, region, request.look_id) : undefined }
      },
    },
    (seen) => ({
      title: say[visit.language](`request.${request.kind}`),
      quiet: true,
      status: beside.conflict ? 409 : beside.form ? 422 : 200,
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

const looksOnPage = 60
const mostInFile = 50_000
const looksQuery = z.object({
  van: z.iso.date().optional().catch(undefined),
  tot: z.iso.date().optional().catch(undefined),
  collega: z.uuid().optional().catch(undefined),
  organisatie: z.uuid().optional().catch(undefined),
  pagina: z.coerce.number().int().min(1).max(500).catch(1).default(1),
  vorm: sheetForm,
})

/** Numbers of questions by person, of those the actor may see. */
async function numbersOf(tx: Tx, places: FilePlaces, region: number, persons: readonly string[]) {
  const numbers = new Map<string, string>()
  for (const { person_id, number } of await places.asked(tx, region, [...new Set(persons)])) numbers.set(person_id, [numbers.get(person_id), number].filter(Boolean).join(', '))
  return numbers
}

/** For a suspected breach: whose data were touched, when, by whom and for what, as a file. Of persons of other organisations a reference alone. */
async function breachFile(visit: StaffVisit, places: FilePlaces, network: Network, wanted: Parameters<typeof looksBetween>[2], form: 'xlsx' | 'csv'): Promise<Answer> {
  const t = say[visit.language]
  const region = visit.place.id
  const { rows, persons, numbers } = await visit.as('privacy', async (tx) => {
    const rows = await looksBetween(tx, region, wanted, mostInFile, 0)
    const ids = [...new Set(rows.map((each) => each.person_id))]
    const persons = await findPersons(tx, region, ids)
    // Many go at once, and each of them was looked at: as many statements as the server takes.
    for (let at = 0; at < persons.length; at += 1000)
      recordLooks(
        tx,
        visit.actor,
        visit.now,
        persons.slice(at, at + 1000).map((each) => ({ person: each.id })),
      )
    return { rows, persons: new Map(persons.map((each) => [each.id, each])), numbers: await numbersOf(tx, places, region, ids) }
  })
  const heads = [
    t('looks.when'),
    t('looks.who'),
    t('looks.name'),
    t('looks.role'),
    t('looks.why'),
    t('privacy.question'),
    t('known.name'),
    t('known.email'),
    t('known.phone'),
    t('privacy.reference'),
  ]
  return listFile(visit, form, {
    code: 'looks',
    name: t('privacy.breach'),
    heads,
    rows: rows.map((each) => {
      const person = persons.get(each.person_id)
      return [
        each.at,
        network.organisations.get(each.organisation_id)?.name ?? null,
        (each.staff_id && network.staff.get(each.staff_id)?.name) || t('looks.role.guest'),
        sayRoles(visit.language, each.role),
        t(`activity.${activityRead(each.purpose)}`),
        numbers.get(each.person_id) ?? t('privacy.elsewhere'),
        person?.name ?? null,
        person?.email ?? null,
        person?.phone ?? null,
        each.person_id,
      ]
    }),
  })
}

async function showLooks({ networks, frame, places }: PrivacyParts, visit: StaffVisit<unknown, z.infer<typeof looksQuery>>): Promise<Answer> {
  const network = await networks.of(visit.place.id)
  const region = visit.place.id
  const today = dayOf(visit.now)
  const { vorm, van = addDays(today, -6), tot = today, ...rest } = visit.query
  const wanted = { from: momentAt(van, 0), until: momentAt(addDays(tot, 1), 0), staff: rest.collega, organisation: rest.organisatie }
  if (vorm) return breachFile(visit, places, network, wanted, vorm)
  return workplace(
    frame,
    visit,
    {
      purpose: 'privacy',
      current: 'privacy',
      read: async (tx): Promise<Pick<LooksSeen, 'rows' | 'more' | 'counted' | 'numbers'>> => {
        const rows = await looksBetween(tx, region, wanted, looksOnPage + 1, (rest.pagina - 1) * looksOnPage)
        const shown = rows.slice(0, looksOnPage)
        const numbers = await numbersOf(
          tx,
          places,
          region,
          shown.map((each) => each.person_id),
        )
        return { rows: shown, more: rows.length > looksOnPage, counted: await countLooks(tx, region, wanted), numbers }
      },
    },
    (seen) => ({ title: say[visit.language]('privacy.tab.inzage'), quiet: true, content: <LooksPage visit={visit} network={network} choice={{ van, tot, ...rest }} {...seen} /> }),
  )
}

async function showRegister({ networks, frame }: PrivacyParts, visit: StaffVisit, beside: { done?: boolean; filled?: { code: string; form: Filled } }): Promise<Answer> {
  const network = await networks.of(visit.place.id)
  return workplace(frame, visit, { purpose: 'privacy', current: 'privacy', read: (tx) => registerOf(tx, visit.language, visit.place.id, visit.actor.organisation) }, (entries) => ({
    title: say[visit.language]('privacy.tab.register'),
    status: beside.filled ? 422 : 200,
    content: <RegisterPage visit={visit} network={network} entries={entries} formKey={randomUUID()} {...beside} />,
  }))
}

/** What a privacy officer does for the own organisation, and the register that everybody may read. */
export function privacyRoutes(parts: PrivacyParts): Route[] {
  const { networks, frame, places } = parts
  const codeParams = z.object({ region: z.string(), code: z.enum(activities) })
  return [
    route({
      right,
      method: 'GET',
      path: '/:region/werk/privacy',
      handle: async (visit) => {
        const network = await networks.of(visit.place.id)
        const { organisation } = visit.actor
        return workplace(
          frame,
          visit,
          {
            purpose: 'privacy',
            current: 'privacy',
            read: async (tx) => ({
              open: await requestsFor(tx, visit.place.id, organisation, true, 200),
              decided: await requestsFor(tx, visit.place.id, organisation, false, 40),
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
      handle: (visit) => showRequest(parts, visit, { done: visit.query.gedaan !== undefined }),
    }),
    route({
      right,
      method: 'POST',
      path: '/:region/werk/privacy/verzoeken/:id',
      params: z.object({ region: z.string(), id: z.uuid() }),
      body: z.object({ decision: z.enum(['done', 'refused'], { error: 'form.choose' }), answer: optionalText(2000), sure: z.literal('ja').optional().catch(undefined) }),
      handle: async (visit) => {
        await networks.of(visit.place.id)
        const { id } = visit.params
        try {
          await visit.change('privacy', (tx) => decideRequest(tx, visit.actor, visit.now, places, id, { ...visit.body, sure: visit.body.sure !== undefined }), task(visit))
        } catch (error) {
          if (error instanceof Conflict) return showRequest(parts, visit, { conflict: true })
          throw error
        }
        return seeOther(visit.path(`/werk/privacy/verzoeken/${id}?gedaan=ja`))
      },
      redo: (visit, form) => showRequest(parts, visit, { form }),
    }),
    route({ right, method: 'GET', path: '/:region/werk/privacy/inzage', query: looksQuery, handle: (visit) => showLooks(parts, visit) }),
    route({ right, method: 'GET', path: '/:region/werk/privacy/register', query: done, handle: (visit) => showRegister(parts, visit, { done: visit.query.gedaan !== undefined }) }),
    route({
      right,
      method: 'POST',
      path: '/:region/werk/privacy/register/:code',
      params: codeParams,
      body: registerSchema,
      handle: async (visit) => {
        const { duty, years, ...texts } = visit.body
        const { code } = visit.params
        if ((duty === undefined) !== (years === undefined)) throw new FormProblem({ [duty ? 'years' : 'duty']: { key: 'privacy.years.both' } })
        const id = newId(visit.now.getTime())
        await visit.change('privacy', async (tx) => {
          await insertEntry(tx, {
            region_id: visit.place.id,
            id,
            organisation_id: visit.actor.organisation,
            code,
            ...texts,
            duty: duty ?? null,
            duty_years: years ?? null,
            changed_at: visit.now,
            changed_by: visit.actor.id,
          })
          record(tx, visit.actor, visit.now, { kind: 'register.changed', subject: id, detail: { code } })
        })
        return seeOther(visit.path(`/werk/privacy/register?gedaan=ja#${code}`))
      },
      redo: (visit, form) => showRegister(parts, visit, { filled: { code: (visit.params as { code: string }).code, form } }),
    }),
    route({
      right,
      method: 'GET',
      path: '/:region/werk/privacy/bewaren',
      handle: async (visit) => {
        const seen = await visit.system.database.as(task(visit), 'privacy', (tx) => readRetention(tx, visit.place.id, visit.now))
        return workplace(frame, visit, { purpose: 'privacy', current: 'privacy', read: () => seen }, () => ({
          title: say[visit.language]('privacy.tab.bewaren'),
          content: <RetentionPage visit={visit} seen={seen} />,
        }))
      },
    }),
    route({
      method: 'GET',
      path: '/:region/verwerkingen',
      right: 'site.visit',
      query: z.object({ organisatie: z.string().max(80).optional().catch(undefined) }),
      handle: async (visit) => {
        const network = await networks.of(visit.place.id)
        const organisations = [...network.organisations.values()].sort((a, b) => a.name.localeCompare(b.name))
        const chosen = organisations.find((each) => each.slug === visit.query.organisatie) ?? organisations.find((each) => each.kind === 'werkcentrum') ?? organisations[0]
        if (!chosen) throw new NotFound()
        const entries = await visit.as('network', (tx) => registerOf(tx, visit.language, visit.place.id, chosen.id))
        return page(<RegisterPublicPage visit={visit} organisations={organisations} chosen={chosen} entries={entries} />)
      },
    }),
  ]
}
