import { handoverLetters } from '../letters.ts'
import { doingOf } from '../../network/doing.ts'
import { partnerActs } from '../acts.ts'
import { carryPass, passesOf } from '../../foundation/identity/passes.ts'
import { networkHere, networksOf } from '../../network/current.ts'
import { linkVersionOf } from '../../network/queries.ts'
import { randomUUID } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { GuestActor } from '../../foundation/actor.ts'
import type { Tx } from '../../foundation/database/database.ts'
import { newId } from '../../foundation/database/id.ts'
import { queueCode } from '../../foundation/mail/mail.ts'
import { record } from '../../foundation/record/record.ts'
import { type Answer, page, seeOther } from '../../foundation/web/answer.ts'
import { emptyForm, type Filled } from '../../foundation/web/forms.ts'
import { browserNeeded, leaveNothing } from '../../foundation/web/kept.ts'
import { NotFound, ProofRefused } from '../../foundation/web/problem.ts'
import { programOf, type GuestVisit, type Route, route, type Visit } from '../../foundation/web/route.ts'
import type { OrganisationRow } from '../../network/current.ts'
import { hasSignIn } from '../parties.ts'
import { handoversFor, seeHandover } from '../queries.ts'
import { type ShownBeside, sideRoutes } from '../sides.ts'
import { guestById, insertGuest } from '../store.ts'
import { HandoverPage, Inbox } from '../work/pages.tsx'
import { listForm } from '../work/forms.ts'
import { chosenList } from '../work/routes.tsx'
import { enterForm } from './forms.ts'
import { CodePage, GuestPage, LinkPage } from './pages.tsx'
import { handoverRights } from '../rights.ts'
import { visitSite } from '../../foundation/identity/rights.ts'
import { partnerLink } from '../links.ts'
import type { System } from '../../foundation/system.ts'
import { guestCame } from '../events.ts'

/** Who of a partner without a sign-in brings this request, by the pass that a code gave. */
export async function guestOf(system: System, request: FastifyRequest, region: number): Promise<GuestActor | undefined> {
  const passes = passesOf(system)
  const token = passes.tokenOf(request, region, 'partner')
  if (!token) return undefined
  const now = system.clock.now()
  const guest = await system.database.transaction({ kind: 'task', region }, 'partner', async (tx) => {
    const pass = await passes.holder(tx, region, 'partner', token, now, request)
    return pass && guestById(tx, region, pass.subject_id)
  })
  // Since its organisation has a sign-in, whoever works there comes by that.
  if (!guest || hasSignIn(await networksOf(system).of(region), guest.organisation_id, now)) return undefined
  return { kind: 'guest', region, id: guest.id, name: guest.name, organisation: guest.organisation_id }
}

const tokenParams = z.object({ region: z.string(), token: z.string() })

/** The organisation of this link, if its version still counts and it has no sign-in of its own. @throws NotFound */
async function partnerOf(visit: Visit, within?: Tx): Promise<OrganisationRow> {
  const network = await networkHere(visit)
  const link = visit.system.links.read(visit.region.id, partnerLink, (visit.params as { token: string }).token)
  const organisation = network.organisations.get(link?.subject ?? '')
  if (!link || !organisation || hasSignIn(network, organisation.id, visit.now)) throw new NotFound()
  // What is at hand of the network can be of before it was revoked, by another process.
  const asked = (tx: Tx) => linkVersionOf(tx, visit.region.id, organisation.id)
  const version = await (within ? asked(within) : visit.transaction('partner', asked))
  if (version !== link.version) throw new NotFound()
  return organisation
}

const showCode = async (visit: Visit, form: Filled, sent: boolean) =>
  page(<CodePage visit={visit} organisation={await partnerOf(visit)} form={form} formKey={randomUUID()} sent={sent} />)

function comingIn(): Route[] {
  const shared = { right: handoverRights.comeAsPartner, link: partnerLink, params: tokenParams } as const
  return [
    // Looking at it changes nothing: scanners of mail follow links.
    route({
      ...shared,
      method: 'GET',
      path: '/:region/partner/kom/:token',
      limit: { most: 60, minutes: 10 },
      handle: async (visit) => page(<LinkPage visit={visit} organisation={await partnerOf(visit)} formKey={randomUUID()} />),
    }),
    route({
      ...shared,
      method: 'POST',
      path: '/:region/partner/kom/:token/code',
      limit: { most: 60, minutes: 10 },
      body: z.object({}),
      holds: partnerOf,
      handle: async (visit) => {
        const organisation = await partnerOf(visit)
        const browser = browserNeeded(visit)
        const email = organisation.contact.email
        await visit.change(
          'partner',
          async (tx) => {
            const code = email && (await passesOf(visit.system).ask(tx, visit.region.id, { kind: 'partner', about: organisation.id, to: email, browser }, visit.now))
            if (code) queueCode(tx, visit.region.id, visit.now, { kind: handoverLetters.partnerCode, subject: code, recipient: email, language: visit.language })
          },
          programOf(visit),
        )
        return seeOther(visit.path(`/partner/kom/${visit.params.token}/code`))
      },
    }),
    route({ ...shared, method: 'GET', path: '/:region/partner/kom/:token/code', limit: { most: 60, minutes: 10 }, handle: (visit) => showCode(visit, emptyForm, true) }),
    route({
      ...shared,
      method: 'POST',
      path: '/:region/partner/kom/:token/binnen',
      limit: { most: 40, minutes: 10, of: 'refusals' },
      body: enterForm.schema,
      handle: async (visit) => {
        const organisation = await partnerOf(visit)
        const { code, name, role } = visit.body
        const browser = browserNeeded(visit)
        const region = visit.region.id
        // A wrong code is a try that counts: it is written down and not undone by the error after it.
        const begun = await visit.system.database.transaction(programOf(visit), 'partner', async (tx) => {
          // Who revokes it at this very moment waits, and then finds the pass.
          const link = visit.system.links.read(region, partnerLink, visit.params.token)
          if ((await linkVersionOf(tx, region, organisation.id, { held: true })) !== link?.version) throw new NotFound()
          if (!(await passesOf(visit.system).enter(tx, region, 'partner', organisation.id, browser, code, visit.now))) return undefined
          const id = newId(visit.now.getTime())
          await insertGuest(tx, { region_id: region, id, organisation_id: organisation.id, name, role, came_at: visit.now })
          record({ tx, actor: programOf(visit), now: visit.now }, guestCame, id, { organisation: organisation.id })
          return passesOf(visit.system).begin(tx, region, 'partner', id, visit.now)
        })
        if (!begun) throw new ProofRefused('partner code', { code: { key: 'handover.code.wrong' } })
        return seeOther(visit.path('/partner'), [await carryPass(visit.system, visit.request, begun)])
      },
      redo: (visit, form) => showCode(visit, form, false),
    }),
    route({
      method: 'GET',
      path: '/:region/partner/aanmelden',
      right: visitSite,
      handle: async (visit) => page(<LinkPage visit={visit} phone={(await networkHere(visit)).setup.phone} />),
    }),
  ]
}

async function showHandover(visit: GuestVisit, id: string, shown: ShownBeside): Promise<Answer> {
  const network = await networkHere(visit)
  const seen = await visit.transaction('handover', (tx) => seeHandover(doingOf(visit, tx, network), id))
  return page(
    <GuestPage visit={visit} network={network} title="page.title" formKey={randomUUID()}>
      <HandoverPage visit={visit} network={network} seen={seen} at={visit.path(`/partner/overdrachten/${id}`)} back={visit.path('/partner')} formKey={randomUUID()} {...shown} />
    </GuestPage>,
    shown.conflict ? 409 : 200,
  )
}

/** What a partner without a sign-in does: it comes in by a link and a code, and works in an inbox of its own. */
export const partnerRoutes: readonly Route[] = [
  ...comingIn(),
  route({
    method: 'GET',
    path: '/:region/partner',
    right: handoverRights.workAsPartner,
    query: listForm.schema,
    handle: async (visit) => {
      const network = await networkHere(visit)
      const choice = chosenList(visit, visit.query)
      const list = await visit.transaction('handover', (tx) => handoversFor(tx, visit.actor, choice))
      return page(
        <GuestPage visit={visit} network={network} title="inbox.title" formKey={randomUUID()}>
          <Inbox visit={visit} network={network} choice={choice} {...list} at={visit.path('/partner')} below="/overdrachten" />
        </GuestPage>,
      )
    },
  }),
  route({
    method: 'POST',
    path: '/:region/partner/weg',
    right: handoverRights.workAsPartner,
    body: z.object({}),
    handle: async (visit) => {
      const { id: region } = visit.region
      const token = passesOf(visit.system).tokenOf(visit.request, region, 'partner')!
      const cookie = await visit.system.database.transaction({ kind: 'task', region }, 'partner', (tx) => passesOf(visit.system).end(tx, region, 'partner', token, visit.now))
      return seeOther(visit.path('/partner/aanmelden'), [cookie, await leaveNothing(visit)])
    },
  }),
  ...sideRoutes({
    inbox: '/partner',
    at: '/partner/overdrachten',
    see: handoverRights.workAsPartner,
    acts: partnerActs,
    show: (visit, id, beside) => showHandover(visit as GuestVisit, id, beside),
  }),
]
