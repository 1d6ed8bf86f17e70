import { peopleLetters } from '../letters.ts'
import { demoClient, demoIssuerAt, demoLevels } from '../../network/demoissuer.ts'
import { oneOf } from '../../foundation/system.ts'
import { allAskedBy } from '../places.ts'
import { browserWords } from '../../foundation/identity/browser.ts'
import { carryPass, type PassHeld, passesOf } from '../../foundation/identity/passes.ts'
import type { Tx } from '../../foundation/database/database.ts'
import { networkHere } from '../../network/current.ts'
import { createHmac, randomUUID } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { ResidentActor } from '../../foundation/actor.ts'
import { seal, unsealAs } from '../../foundation/identity/seal.ts'
import { type Issuer, type Known, NotAnew, NotSureEnough, signInOf, type SignInState } from '../../foundation/identity/signin.ts'
import { queueCode } from '../../foundation/mail/mail.ts'
import { type Answer, leaveFor, page, seeOther } from '../../foundation/web/answer.ts'
import { emptyForm, type Filled } from '../../foundation/web/forms.ts'
import { atTyped, browserNeeded, leaveNothing } from '../../foundation/web/kept.ts'
import { isOurs, ours } from '../../foundation/web/ours.ts'
import { FormProblem, NotFound, ProofRefused } from '../../foundation/web/problem.ts'
import { refuse } from '../../foundation/web/refusals.ts'
import { programOf, type Route, route, type Visit } from '../../foundation/web/route.ts'
import { byBrokerAlone, comeByBroker, comeByMail, linkBroker, mandatesFor } from './actions.ts'
import type { Resident } from './file.ts'
import { codeForm, enterForm, toField } from './forms.ts'
import { BrokerProblemPage, CodePage, EnterPage } from './pages.tsx'
import { personsOf, residentById } from './store.ts'
import { peopleRights } from '../rights.ts'
import { visitSite } from '../../foundation/identity/rights.ts'
import type { System } from '../../foundation/system.ts'

/** The broker by which residents sign in with DigiD; in the demo its own provider stands in for one. */
export const brokerOf = oneOf(({ settings, ownKey }): Issuer | undefined => {
  const { DIGID_ISSUER: issuer, DIGID_CLIENT_ID, DIGID_CLIENT_SECRET, DIGID_LEVELS, demo, baseUrl } = settings
  const place = 'digid'
  if (issuer) return { issuer, clientId: DIGID_CLIENT_ID!, clientSecret: DIGID_CLIENT_SECRET!, place, levels: DIGID_LEVELS!.split(',').map((each) => each.trim()) }
  return demo ? { issuer: demoIssuerAt(baseUrl), ...demoClient(ownKey), place, levels: demoLevels.slice(1) } : undefined
})

/** Does something, as the program, with the pass that a code or a broker gave whoever asks, and the resident whose it is. */
async function withPass<Result>(
  system: System,
  request: FastifyRequest,
  region: number,
  work: (tx: Tx, pass: PassHeld, self: Resident, now: Date) => Result | Promise<Result>,
): Promise<Result | undefined> {
  const passes = passesOf(system)
  const token = passes.tokenOf(request, region, 'resident')
  if (!token) return undefined
  const now = system.clock.now()
  return system.database.transaction({ kind: 'task', region }, 'own-file', async (tx) => {
    const pass = await passes.holder(tx, region, 'resident', token, now, request)
    const self = pass && (await residentById(tx, region, pass.subject_id))
    return self && work(tx, pass, self, now)
  })
}

/** Whose file this request may open. */
export const residentOf = (system: System, request: FastifyRequest, region: number): Promise<ResidentActor | undefined> =>
  withPass(system, request, region, async (tx, pass, self, now) => {
    const acts = pass.mandate_id ? (await mandatesFor(tx, self, now)).find((each) => each.id === pass.mandate_id) : undefined
    const whose = acts ? await residentById(tx, region, acts.resident_id) : self
    if (!whose) return undefined
    const persons = await personsOf(tx, region, whose.id)
    const questions = (await allAskedBy(tx, region, persons)).map((each) => each.id)
    return { kind: 'resident', region, id: whose.id, name: whose.name, persons, questions, mandate: acts && { id: acts.id, name: acts.name }, provedAt: pass.began_at }
  })

/** A pass for a resident who just proved who they are. Who acted for somebody in this browser goes on doing so. */
async function passFor({ system, region, request, now }: Visit, tx: Tx, resident: string) {
  const passes = passesOf(system)
  const brought = passes.tokenOf(request, region.id, 'resident')
  const before = brought ? await passes.holder(tx, region.id, 'resident', brought, now) : undefined
  const mandate = before?.subject_id === resident ? before.mandate_id : null
  return passes.begin(tx, region.id, 'resident', resident, now, { mandate, browser: browserWords(request.headers['user-agent']) })
}

/** An address of this site's own region to go on to; anything else is the file. */
export const goOn = (visit: Visit, to: string | undefined) =>
  // filled in with our own words: a region's name in addresses
  to && isOurs(to) && new RegExp(`^(?!.*[.][.])(/en)?/${visit.region.slug}/(mijn|volg)(/[\\w.~/?=&-]*)?$`).test(to) ? to : visit.path('/mijn')

const codeMinutes = 15
const sealAddress = (visit: Visit, email: string) => seal(visit.system.secret, JSON.stringify({ email, until: visit.now.getTime() + codeMinutes * 60_000 }))
const addressSchema = z.object({ email: z.string(), until: z.number() })
/** The address that somebody asked a code for, as their own page carries it; undefined for anything else, and after a while. */
function sealedAddress(visit: Visit, sealed: string): string | undefined {
  const opened = unsealAs(visit.system.secret, sealed, addressSchema)
  return opened && opened.until > visit.now.getTime() ? opened.email : undefined
}

/** Coming in and going out: by a code that is mailed, or by the broker. */
export function enterRoutes(): Route[] {
  const enter = async (visit: Visit, form: Filled, to: string | undefined) => {
    await networkHere(visit)
    return page(<EnterPage visit={visit} form={form} formKey={randomUUID()} to={goOn(visit, to)} broker={brokerOf(visit.system) !== undefined} />)
  }
  return [
    route({
      method: 'GET',
      path: '/:region/mijn/aanmelden',
      right: visitSite,
      query: z.object({ naar: toField }),
      handle: (visit) => enter(visit, emptyForm, visit.query.naar),
    }),
    route({
      method: 'POST',
      path: '/:region/mijn/aanmelden',
      right: visitSite,
      limit: { most: 60, minutes: 10 },
      body: enterForm.schema,
      handle: async (visit) => {
        await networkHere(visit)
        const browser = browserNeeded(visit)
        const email = visit.body.email!
        // The same is done and said for every address, known or not.
        await visit.change(
          'own-file',
          async (tx) => {
            const code = await passesOf(visit.system).ask(tx, visit.region.id, { kind: 'resident', about: email, to: email, browser }, visit.now)
            if (code) queueCode(tx, visit.region.id, visit.now, { kind: peopleLetters.code, subject: code, recipient: email, language: visit.language })
          },
          programOf(visit),
        )
        const query = new URLSearchParams({ voor: sealAddress(visit, email), naar: goOn(visit, visit.body.naar) })
        return seeOther(visit.path(`/mijn/code?${query}`))
      },
      redo: (visit, form) => enter(visit, form, form.values.naar),
    }),
    route({
      method: 'GET',
      path: '/:region/mijn/code',
      right: visitSite,
      query: z.object({ voor: z.string().max(1000).catch(''), naar: toField }),
      handle: async (visit) => {
        await networkHere(visit)
        const { voor, naar } = visit.query
        if (!sealedAddress(visit, voor)) return seeOther(visit.path('/mijn/aanmelden'))
        // Who proves once more who they are, also to go on for somebody else, reads the name that opens their own file: another spelling opens another.
        const name = await withPass(visit.system, visit.request, visit.region.id, (_tx, _pass, self) => self.name)
        const form: Filled = name ? { values: { name }, errors: {} } : emptyForm
        return page(<CodePage visit={visit} form={form} formKey={randomUUID()} to={goOn(visit, naar)} sealed={voor} broker={brokerOf(visit.system) !== undefined} />)
      },
    }),
    route({
      method: 'POST',
      path: '/:region/mijn/code',
      right: visitSite,
      limit: { most: 40, minutes: 10, of: 'refusals' },
      body: codeForm.schema,
      handle: async (visit) => {
        const { voor, naar, code, name } = visit.body
        const email = sealedAddress(visit, voor)
        if (!email) return seeOther(visit.path('/mijn/aanmelden'))
        const region = visit.region.id
        const browser = browserNeeded(visit)
        // A wrong code is a try that counts: it is written down and not undone by the error after it.
        const begun = await visit.system.database.transaction(programOf(visit), 'own-file', async (tx) => {
          if (!(await passesOf(visit.system).enter(tx, region, 'resident', email, browser, code, visit.now))) return undefined
          // Where there is no broker any more, nobody is kept out of their own file.
          if (brokerOf(visit.system) && (await byBrokerAlone(tx, region, email, name))) return 'by the broker alone'
          return passFor(visit, tx, await comeByMail({ tx, actor: programOf(visit), now: visit.now }, email, name, visit.language))
        })
        if (begun === 'by the broker alone') throw new FormProblem({ name: { key: 'enter.name.broker' } })
        if (!begun) throw new ProofRefused('resident code', { code: { key: 'enter.code.wrong' } })
        return seeOther(atTyped(goOn(visit, naar)), [await carryPass(visit.system, visit.request, begun)])
      },
      redo: async (visit, form) => {
        const { voor = '', naar } = form.values
        if (!sealedAddress(visit, voor)) return seeOther(visit.path('/mijn/aanmelden'))
        return page(<CodePage visit={visit} form={form} formKey={randomUUID()} to={goOn(visit, naar)} sealed={voor} broker={brokerOf(visit.system) !== undefined} />)
      },
    }),
    route({
      method: 'GET',
      path: '/:region/mijn/digid',
      right: visitSite,
      query: z.object({ naar: toField, wie: z.string().max(120).optional() }),
      handle: (visit) => toBroker(visit, brokerState, goOn(visit, visit.query.naar), { hint: visit.query.wie }),
    }),
    route({
      method: 'GET',
      path: '/:region/mijn/koppelen',
      // Who comes by the broker once, comes by it from then on.
      fresh: true,
      onPage: '/:region/mijn/rechten',
      right: peopleRights.ownFile,
      handle: (visit) => toBroker(visit, linkState, visit.path('/mijn/rechten?gedaan=digid'), { of: visit.actor.id }),
    }),
    route({
      method: 'POST',
      path: '/:region/mijn/weg',
      right: peopleRights.ownFile,
      handle: async (visit) => {
        const token = passesOf(visit.system).tokenOf(visit.request, visit.region.id, 'resident')!
        const cookie = await visit.system.database.transaction(programOf(visit), 'own-file', (tx) => passesOf(visit.system).end(tx, visit.region.id, 'resident', token, visit.now))
        return seeOther(visit.path(), [cookie, await leaveNothing(visit)])
      },
    }),
  ]
}

/** What stands in the state of a sign-in by the broker, where an organisation's has its id; and where somebody asked, in their file, to come by the broker from now on. */
export const [brokerState, linkState] = ['broker', 'broker-link'] as const

/** Leads to the broker, and from there to an address. */
async function toBroker(visit: Visit, organisation: typeof brokerState | typeof linkState, to: string, { hint, of }: { hint?: string; of?: string } = {}): Promise<Answer> {
  const { system } = visit
  const broker = brokerOf(system)
  if (!broker) throw new NotFound()
  // The broker sends the browser back to the one address it knows; its cookie must have been set there.
  if (visit.request.host !== new URL(system.settings.baseUrl).host) return leaveFor(`${system.settings.baseUrl}${ours(visit.request.url)}`)
  await networkHere(visit)
  try {
    const { url, cookie } = await signInOf(system).begin(broker, { region: visit.region.id, organisation, to, language: visit.language, of }, { hint, onlyWho: true })
    return leaveFor(url, [cookie])
  } catch (error) {
    system.log.warn({ failure: (error as Error).name }, 'broker does not answer')
    return page(<BrokerProblemPage visit={visit} why="unreachable" />, 502)
  }
}

/**
 * Whom the broker sent back. Their sign-in counts when it is of a level that is enough. Who the broker says it is, which can be a citizen service number, is never kept:
 * only a keyed hash of it, by which the same person is known again.
 */
export async function cameByBroker(visit: Visit, state: SignInState, cookie: string): Promise<Answer> {
  const { system } = visit
  const broker = brokerOf(system)
  if (!broker) throw new NotFound()
  const signIn = signInOf(system)
  let who: Known
  try {
    who = await signIn.finish(broker, visit.request.url, cookie, { withEmail: false })
  } catch (error) {
    const why = error instanceof NotSureEnough ? 'level' : error instanceof NotAnew ? 'old' : 'failed'
    refuse(visit, `sign-in by broker: ${why} (${(error as Error).name})`)
    return page(<BrokerProblemPage visit={visit} why={why} />, why === 'failed' ? 400 : 403)
  }
  const hash = createHmac('sha256', system.ownKey).update(`resident|${broker.issuer}|${who.subject}`).digest('base64url')
  const region = visit.region.id
  const current = passesOf(visit.system).tokenOf(visit.request, region, 'resident')
  const pass = await system.database.transaction(programOf(visit), 'own-file', async (tx) => {
    if (state.organisation === linkState) {
      const holder = current ? await passesOf(visit.system).holder(tx, region, 'resident', current, visit.now) : undefined
      // Who asked proved just now who they are; somebody else's browser that brings the answer gives away nobody's file.
      if (!holder || holder.mandate_id || holder.subject_id !== state.of) return undefined
      await linkBroker({ tx, actor: programOf(visit), now: visit.now }, holder.subject_id, hash)
      // Who came by a mailed code elsewhere comes anew.
      await passesOf(visit.system).endOf(tx, region, 'resident', [holder.subject_id], visit.now)
    }
    return passFor(visit, tx, await comeByBroker({ tx, actor: programOf(visit), now: visit.now }, hash, visit.language))
  })
  if (!pass) {
    refuse(visit, 'sign-in by broker: asked by somebody else')
    return page(<BrokerProblemPage visit={visit} why="failed" />, 403)
  }
  return seeOther(atTyped(state.to), [await carryPass(system, visit.request, pass), signIn.clearCookie()])
}
