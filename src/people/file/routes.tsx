import { doingOf } from '../../network/doing.ts'
import { actingOf } from '../../foundation/doing.ts'
import { newestFirst } from '../../foundation/place.ts'
import { allAskedBy, allHeldOf, fileParts } from '../places.ts'
import { browserWords } from '../../foundation/identity/browser.ts'
import { carryPass, passesOf } from '../../foundation/identity/passes.ts'
import { networkHere } from '../../network/current.ts'
import { randomUUID } from 'node:crypto'
import type { VNode } from 'preact'
import { z } from 'zod'
import { dayOf } from '../../foundation/clock/workingdays.ts'
import type { Tx } from '../../foundation/database/database.ts'
import { lookFates } from '../../foundation/fates.ts'
import { takenOf } from '../../foundation/record/fate.ts'
import { lookById } from '../../foundation/record/looks.ts'
import { record } from '../../foundation/record/record.ts'
import { actOn, formRoutes } from '../../foundation/web/acts.ts'
import { type Answer, file, page, seeOther } from '../../foundation/web/answer.ts'
import { emptyForm, type Filled } from '../../foundation/web/forms.ts'
import { forgetKept } from '../../foundation/web/kept.ts'
import { FormProblem, NotFound } from '../../foundation/web/problem.ts'
import { programOf, type ResidentVisit, type Route, route, type Visit } from '../../foundation/web/route.ts'
import type { Network } from '../../network/current.ts'
import { dutyOf } from '../privacy/register.ts'
import { askRequest, confirm, giveMandate, letMailOpen, mandatesFor, rename, takeMandate } from './actions.ts'
import { erasureOf, type How, type RequestKind, sameName, selfOf, wayOf } from './file.ts'
import { actsForm, confirmForm, lookForm, mandateForm, ownNameForm, requestForm, wayForm } from './forms.ts'
import { brokerOf, enterRoutes } from './enterroutes.tsx'
import { doneInFile, KnownPage, NowPage, RightsPage } from './pages.tsx'
import type { FileSide } from './pieces.tsx'
import { signedInRoutes } from './signedinroutes.tsx'
import { mandateFates, personFates, requestFates } from '../fates.ts'
import type { Person } from '../queries.ts'
import { type OwnFile, readContacts, readFile } from './reads.ts'
import { residentById, unclaimedAt } from './store.ts'
import { peopleRights } from '../rights.ts'
import { peopleEvents } from '../events.ts'

const at = (visit: Visit) => visit.path('/mijn')
type Done = (typeof doneInFile)[number]
const doneQuery = { gedaan: z.enum(doneInFile).optional().catch(undefined) }

/** What an erasure would do with each organisation that holds something, asked now. */
export async function erasureCheck(tx: Tx, region: number, now: Date, persons: readonly string[]) {
  const held = await allHeldOf(tx, region, persons)
  const organisations = [...new Set(held.map((each) => each.organisation_id))]
  const check = []
  for (const organisation of organisations) {
    const { gone, remains } = erasureOf(
      held.filter((each) => each.organisation_id === organisation),
      await dutyOf(tx, region, organisation),
      dayOf(now),
    )
    check.push({ organisation, gone: gone.length, remains })
  }
  return check
}

/** All parts of other rooms for these persons, as the actor of the transaction sees them. */
export async function knownParts(tx: Tx, visit: Visit, network: Network, persons: readonly string[]): Promise<VNode[]> {
  const shown = []
  for (const part of newestFirst(tx.partsOf(fileParts))) shown.push(await part.known(tx, visit, network, persons))
  return shown.filter((each) => each !== undefined)
}

async function showNow(visit: ResidentVisit, done?: Done, proof: Filled = emptyForm): Promise<Answer> {
  const network = await networkHere(visit)
  const { id, persons, mandate } = visit.actor
  const formKey = randomUUID()
  const region = visit.region.id
  const parts = await visit.transaction('own-file', async (tx) => {
    const shown = []
    for (const part of newestFirst(tx.partsOf(fileParts))) shown.push(await part.now?.(tx, visit, network, persons, formKey))
    return shown.filter((each) => each !== undefined)
  })
  // What is nobody's yet can only be told by the program.
  const { unclaimed, mandates } = await visit.system.database.transaction(programOf(visit), 'own-file', async (tx) => {
    const self = mandate ? undefined : await residentById(tx, region, id)
    if (!self?.email) return { unclaimed: [], mandates: [] }
    const found = await unclaimedAt(tx, region, self.email)
    const asked = await allAskedBy(
      tx,
      region,
      found.map((each) => each.id),
    )
    return {
      unclaimed: found
        .map((each) => ({
          person: each.id,
          asked: asked.filter((one) => one.person_id === each.id),
          byName: each.name !== null && self.name !== null && sameName(each.name, self.name),
        }))
        .filter((each) => each.asked.length > 0),
      mandates: await mandatesFor(tx, self, visit.now),
    }
  })
  const side = { visit, network, file: noFile, contacts: [], at: at(visit), formKey }
  return page(<NowPage side={side} parts={parts} done={done} unclaimed={unclaimed} mandates={mandates} proof={proof} />)
}
const noFile: OwnFile = { looks: [], more: false, requests: [], mandates: [] }

async function showKnown(visit: ResidentVisit, pageNumber: number, done?: Done): Promise<Answer> {
  const network = await networkHere(visit)
  const { id, persons } = visit.actor
  const { own, parts } = await visit.transaction('own-file', async (tx) => ({
    own: await readFile(tx, visit, network, { persons, resident: id }, { page: pageNumber }),
    parts: await knownParts(tx, visit, network, persons),
  }))
  const side = { visit, network, file: own, contacts: await readContacts(visit, persons), at: at(visit), formKey: randomUUID() }
  return page(<KnownPage side={side} parts={parts} page={pageNumber} done={done} />)
}

async function showRights(visit: ResidentVisit, done?: Done, filled?: FileSide['filled']): Promise<Answer> {
  const network = await networkHere(visit)
  const { id, persons } = visit.actor
  const { own, check, self } = await visit.transaction('own-file', async (tx) => ({
    self: await residentById(tx, visit.region.id, id),
    own: await readFile(tx, visit, network, { persons, resident: id }),
    check: await erasureCheck(tx, visit.region.id, visit.now, persons),
  }))
  const side = { visit, network, file: own, contacts: [], at: at(visit), formKey: randomUUID(), filled }
  return page(<RightsPage side={side} parts={[]} check={check} done={done} way={self && brokerOf(visit.system) ? wayOf(self) : undefined} />)
}

/** What the forms of a file send: the same from the person themselves and from a guide who sits with them. */
export const requestBody = requestForm.schema
export const nameBody = lookForm.schema
export const mandateBody = mandateForm.schema

interface Asking {
  persons: readonly string[]
  resident: string | null
  how: How
}
/** Asks what a form of the file says; of an organisation that holds something, with a text where it needs one. @throws FormProblem */
export async function askFrom(
  tx: Tx,
  visit: Visit,
  network: Network,
  { persons, resident, how }: Asking,
  { kind, organisation, text }: { kind: RequestKind; organisation: string; text?: string },
): Promise<void> {
  if ((kind === 'correct' || kind === 'object') && !text) throw new FormProblem({ text: { key: 'request.text.empty' } })
  const held = await allHeldOf(tx, visit.region.id, persons, organisation)
  if (!held.length) throw new FormProblem({ organisation: { key: 'form.choose' } })
  await askRequest(doingOf(visit, tx, network), { kind, resident, persons: [...new Set(held.map((each) => each.person_id))], organisation, text, how })
}
/** Asks whose look it was. @throws NotFound for a look at somebody else */
export async function askName(tx: Tx, visit: Visit, network: Network, { persons, resident, how }: Asking, look: string): Promise<void> {
  const found = await lookById(tx, visit.region.id, look)
  if (!found || !persons.includes(found.person_id)) throw new NotFound()
  await askRequest(doingOf(visit, tx, network), { kind: 'name', resident, persons: [found.person_id], organisation: found.organisation_id, look, how })
}

const asking = ({ actor }: ResidentVisit): Asking => ({ persons: actor.persons, resident: actor.id, how: 'page' })

interface On {
  tx: Tx
  visit: ResidentVisit<{ id?: string }>
  network: Network
}
const act = actOn<On>()
/** What is done in the own file, by the end of its address. */
const acts = {
  bevestigen: act({ body: confirmForm.schema, done: 'bevestigd', work: ({ tx, visit }, { person, proof = '' }) => confirm(actingOf(visit, tx), person, proof) }),
  verzoeken: act({
    body: requestForm.schema,
    fresh: ({ kind }) => kind === 'erase',
    done: 'gevraagd',
    work: ({ tx, visit, network }, body) => askFrom(tx, visit, network, asking(visit), body),
  }),
  'verzoeken/naam': act({ body: lookForm.schema, done: 'gevraagd', work: ({ tx, visit, network }, { look }) => askName(tx, visit, network, asking(visit), look) }),
  machtigen: act({
    body: mandateForm.schema,
    fresh: true,
    done: 'gemachtigd',
    work: ({ tx, visit }, { name, email, relation, ends }) => giveMandate(actingOf(visit, tx), selfOf(visit), { name, email: email!, relation, ends_on: ends, how: 'page' }),
  }),
  'machtigen/:id/intrekken': act({ body: z.object({}), done: 'ingetrokken', work: ({ tx, visit }) => takeMandate(actingOf(visit, tx), selfOf(visit), visit.params.id!) }),
  binnenkomen: act({
    body: wayForm.schema,
    fresh: true,
    done: 'binnenkomen',
    work: async ({ tx, visit }, { mail }) => {
      await letMailOpen(actingOf(visit, tx), selfOf(visit), mail === 'yes')
      if (mail === 'no') await passesOf(visit.system).endOf(tx, visit.region.id, 'resident', [selfOf(visit)], visit.now, { but: visit.request })
    },
  }),
  naam: act({ body: ownNameForm.schema, done: 'naam', work: ({ tx, visit }, { name }) => rename(tx, visit.actor, selfOf(visit), name) }),
} as const
type ActName = keyof typeof acts
/** The form that is shown again; whatever else goes wrong says so in that of requests. */
const formsOnRights: Partial<Record<ActName, 'machtigen' | 'naam'>> = { machtigen: 'machtigen', 'machtigen/:id/intrekken': 'machtigen', naam: 'naam' }
const backTo = (visit: ResidentVisit, done: Done, which: ActName, { made }: { made?: string } = {}) =>
  seeOther(`${at(visit)}${which === 'bevestigen' ? '' : which === 'verzoeken/naam' ? '/gegevens' : '/rechten'}?gedaan=${made === 'held' ? 'gemachtigd-stil' : done}`)

/** The addresses of Mijn Werkcentrum. */
export function fileRoutes(): Route[] {
  const own = { right: peopleRights.ownFile, limit: { most: 120, minutes: 10 } } as const
  return [
    ...enterRoutes(),
    ...signedInRoutes(),
    route({ ...own, method: 'GET', path: '/:region/mijn', query: z.object(doneQuery), handle: (visit) => showNow(visit, visit.query.gedaan) }),
    route({
      ...own,
      method: 'GET',
      path: '/:region/mijn/gegevens',
      query: z.object({ ...doneQuery, pagina: z.coerce.number().int().min(1).max(500).catch(1).default(1) }),
      handle: (visit) => showKnown(visit, visit.query.pagina, visit.query.gedaan),
    }),
    route({
      ...own,
      method: 'GET',
      path: '/:region/mijn/gegevens/bestand',
      fresh: true,
      handle: async (visit) => {
        const network = await networkHere(visit)
        const { id, persons } = visit.actor
        const contacts = await readContacts(visit, persons)
        const taken = await visit.transaction('own-file', async (tx) => {
          record(actingOf(visit, tx), peopleEvents.fileTaken, id)
          const own = await readFile(tx, visit, network, { persons, resident: id }, { most: 10_000 })
          return takeAlong(visit, network, contacts, own, await takenParts(tx, visit, network, persons))
        })
        return file(taken)
      },
    }),
    route({ ...own, method: 'GET', path: '/:region/mijn/rechten', query: z.object(doneQuery), handle: (visit) => showRights(visit, visit.query.gedaan) }),
    ...formRoutes<On['visit'], On, ActName, Done>(
      {
        ...own,
        path: '/:region/mijn',
        params: z.object({ region: z.string(), id: z.uuid().optional() }),
        purpose: 'own-file',
        // Done by the program, for who comes.
        by: programOf,
        on: async (visit) => {
          const network = await networkHere(visit)
          return (tx) => ({ tx, visit, network })
        },
        done: backTo,
        show: (visit, { which, form }) =>
          which === 'bevestigen' ? showNow(visit, undefined, form) : showRights(visit, undefined, { which: formsOnRights[which] ?? 'verzoeken', form }),
        conflict: (visit, _error, which) => backTo(visit, 'al', which),
      },
      acts,
    ),
    route({
      ...own,
      method: 'POST',
      path: '/:region/mijn/namens',
      body: actsForm.schema,
      handle: async (visit) => {
        const region = visit.region.id
        const token = passesOf(visit.system).tokenOf(visit.request, region, 'resident')!
        const begun = await visit.system.database.transaction(programOf(visit), 'own-file', async (tx) => {
          const from = (await passesOf(visit.system).holder(tx, region, 'resident', token, visit.now))!
          const self = (await residentById(tx, region, from.subject_id))!
          const wanted = visit.body.mandate
          if (wanted && !(await mandatesFor(tx, self, visit.now)).some((each) => each.id === wanted)) throw new NotFound()
          if (wanted) record({ tx, actor: { kind: 'task', region }, now: visit.now }, peopleEvents.mandateUsed, wanted)
          return passesOf(visit.system).begin(tx, region, 'resident', self.id, visit.now, { mandate: wanted, from, browser: browserWords(visit.request.headers['user-agent']) })
        })
        // What was typed for one of them is not there for the other.
        await forgetKept(visit)
        return seeOther(visit.path('/mijn'), [await carryPass(visit.system, visit.request, begun)])
      },
    }),
  ]
}

/** What the later rooms hold of these persons, by room. */
export async function takenParts(tx: Tx, visit: Visit, network: Network, persons: readonly string[]): Promise<Record<string, unknown>> {
  const taken: Record<string, unknown> = {}
  for (const part of newestFirst(tx.partsOf(fileParts))) taken[part.key] = await part.taken(tx, visit.language, network, visit.region.id, persons)
  return taken
}

/** All that is kept of somebody, as a file in JSON. */
export function takeAlong(visit: Visit, network: Network, contacts: readonly Person[], own: OwnFile, taken: Record<string, unknown>) {
  const content = {
    region: visit.region.name,
    made_at: visit.now,
    contact: contacts.map((each) => takenOf(personFates, each, {})),
    ...taken,
    looks: own.looks.map(({ organisation, role, purpose, name, ...each }) => takenOf(lookFates, each, { organisation, role, purpose, name })),
    requests: own.requests.map((each) => takenOf(requestFates, each, { organisation: network.organisations.get(each.organisation_id)?.name })),
    mandates: own.mandates.map((each) => takenOf(mandateFates, each, {})),
  }
  return { name: `mijn-werkcentrum-${dayOf(visit.now)}.json`, type: 'application/json', content: Buffer.from(JSON.stringify(content, null, 2)) }
}
