import { createHmac, randomUUID } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { ResidentActor } from '../../foundation/actor.ts'
import type { PassKeeper } from '../../foundation/identity/passes.ts'
import { seal, unsealAs } from '../../foundation/identity/seal.ts'
import type { Issuer, SignIn, SignInState } from '../../foundation/identity/signin.ts'
import { queueMail } from '../../foundation/mail/mail.ts'
import { type Answer, page, seeOther } from '../../foundation/web/answer.ts'
import { emptyForm, type Filled, readable, requiredText } from '../../foundation/web/forms.ts'
import { FormProblem, NotFound } from '../../foundation/web/problem.ts'
import { programOf, type Route, route, type System, type Visit } from '../../foundation/web/route.ts'
import type { Networks } from '../../network/known.ts'
import { readEmail } from '../person.ts'
import type { FilePlaces } from '../places.ts'
import { comeByBroker, comeByMail, linkBroker, mandatesFor } from './actions.ts'
import { BrokerProblemPage, CodePage, EnterPage } from './pages.tsx'
import { personsOf, residentById } from './store.ts'

/** A sign-in broker for residents (DigiD), and which levels of assurance of its are enough. */
export interface Broker {
  issuer: Issuer
  levels: readonly string[]
}

export interface FileParts {
  networks: Networks
  passes: PassKeeper
  places: FilePlaces
  signIn: SignIn
  broker: Broker | undefined
}

/** Whose file this request may open, by the pass that a code or a broker gave. */
export const residentReader =
  ({ database, clock }: System, passes: PassKeeper, places: Pick<FilePlaces, 'asked'>) =>
  async (request: FastifyRequest, region: number): Promise<ResidentActor | undefined> => {
    const token = passes.tokenOf(request, region, 'resident')
    if (!token) return undefined
    const now = clock.now()
    return database.transaction({ kind: 'task', region }, 'own-file', async (tx) => {
      const pass = await passes.holder(tx, region, 'resident', token, now)
      const self = pass && (await residentById(tx, region, pass.subject_id))
      if (!self) return undefined
      const acts = pass.mandate_id ? (await mandatesFor(tx, self, now)).find((each) => each.id === pass.mandate_id) : undefined
      const whose = acts ? await residentById(tx, region, acts.resident_id) : self
      if (!whose) return undefined
      const persons = await personsOf(tx, region, whose.id)
      const questions = (await places.asked(tx, region, persons)).map((each) => each.id)
      return { kind: 'resident', region, id: whose.id, name: whose.name, persons, questions, mandate: acts && { id: acts.id, name: acts.name } }
    })
  }

/** An address of this site's own region to go on to; anything else is the file. */
export const goOn = (visit: Visit, to: string | undefined) =>
  to && new RegExp(`^(?!.*[.][.])(/en)?/${visit.region.slug}/(mijn|volg)(/[\\w.~/?=-]*)?$`).test(to) ? to : visit.path('/mijn')
/** Where to go on to, as a form or address carries it. */
const toField = z.string().max(300).optional().catch(undefined)

const codeMinutes = 15
const sealAddress = (visit: Visit, email: string) => seal(visit.system.secret, JSON.stringify({ email, until: visit.now.getTime() + codeMinutes * 60_000 }))
const addressSchema = z.object({ email: z.string(), until: z.number() })
/** The address that somebody asked a code for, as their own page carries it; undefined for anything else, and after a while. */
function sealedAddress(visit: Visit, sealed: string): string | undefined {
  const opened = unsealAs(visit.system.secret, sealed, addressSchema)
  return opened && opened.until > visit.now.getTime() ? opened.email : undefined
}

const codeBody = z.object({ voor: z.string().max(1000).catch(''), naar: toField, code: requiredText(20, 'enter.code.empty'), name: requiredText(120, 'enter.name.empty') })

/** Coming in and going out: by a code that is mailed, or by the broker. */
export function enterRoutes({ networks, passes, signIn, broker }: FileParts): Route[] {
  const enter = async (visit: Visit, form: Filled, to: string | undefined) => {
    await networks.of(visit.region.id)
    return page(<EnterPage visit={visit} form={form} formKey={randomUUID()} to={goOn(visit, to)} broker={broker !== undefined} />, form === emptyForm ? 200 : 422)
  }
  return [
    route({
      method: 'GET',
      path: '/:region/mijn/aanmelden',
      right: 'site.visit',
      query: z.object({ naar: toField }),
      handle: (visit) => enter(visit, emptyForm, visit.query.naar),
    }),
    route({
      method: 'POST',
      path: '/:region/mijn/aanmelden',
      right: 'question.ask',
      limit: { most: 10, minutes: 10 },
      body: z.object({ naar: toField, email: readable(readEmail, 254, 'enter.email.wrong').refine((value) => value !== undefined, 'enter.email.empty') }),
      handle: async (visit) => {
        await networks.of(visit.region.id)
        const email = visit.body.email!
        // The same is done and said for every address, known or not.
        await visit.change(
          'own-file',
          async (tx) => {
            const code = await passes.ask(tx, visit.region.id, 'resident', email, visit.now)
            if (code) queueMail(tx, visit.region.id, visit.now, { kind: 'resident-code', subject: code, recipient: email, language: visit.language })
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
      right: 'site.visit',
      query: z.object({ voor: z.string().max(1000).catch(''), naar: toField }),
      handle: async (visit) => {
        await networks.of(visit.region.id)
        const { voor, naar } = visit.query
        if (!sealedAddress(visit, voor)) return seeOther(visit.path('/mijn/aanmelden'))
        return page(<CodePage visit={visit} form={emptyForm} formKey={randomUUID()} to={goOn(visit, naar)} sealed={voor} />)
      },
    }),
    route({
      method: 'POST',
      path: '/:region/mijn/code',
      right: 'question.ask',
      limit: { most: 20, minutes: 10 },
      body: codeBody,
      handle: async (visit) => {
        const { voor, naar, code, name } = visit.body
        const email = sealedAddress(visit, voor)
        if (!email) return seeOther(visit.path('/mijn/aanmelden'))
        const region = visit.region.id
        // A wrong code is a try that counts: it is written down and not undone by the error after it.
        const cookie = await visit.system.database.transaction(programOf(visit), 'own-file', async (tx) => {
          if (!(await passes.enter(tx, region, 'resident', email, code, visit.now))) return undefined
          return passes.begin(tx, region, 'resident', await comeByMail(tx, programOf(visit), visit.now, email, name, visit.language), visit.now)
        })
        if (!cookie) throw new FormProblem({ code: { key: 'enter.code.wrong' } })
        return seeOther(goOn(visit, naar), [cookie])
      },
      redo: async (visit, form) => {
        const { voor = '', naar } = form.values
        if (!sealedAddress(visit, voor)) return seeOther(visit.path('/mijn/aanmelden'))
        return page(<CodePage visit={visit} form={form} formKey={randomUUID()} to={goOn(visit, naar)} sealed={voor} />, 422)
      },
    }),
    route({
      method: 'GET',
      path: '/:region/mijn/digid',
      right: 'site.visit',
      limit: { most: 60, minutes: 10 },
      query: z.object({ naar: toField, wie: z.string().max(120).optional(), koppel: z.literal('ja').optional().catch(undefined) }),
      handle: async (visit) => {
        const { system } = visit
        if (!broker) throw new NotFound()
        // The broker sends the browser back to the one address it knows; its cookie must have been set there.
        if (visit.request.host !== new URL(system.settings.baseUrl).host) return seeOther(`${system.settings.baseUrl}${visit.request.url}`)
        await networks.of(visit.region.id)
        try {
          const state = { region: visit.region.id, organisation: brokerState, to: visit.query.koppel ? linkedAt(visit) : goOn(visit, visit.query.naar), language: visit.language }
          const { url, cookie } = await signIn.begin(broker.issuer, state, { hint: visit.query.wie, levels: broker.levels })
          return seeOther(url, [cookie])
        } catch (error) {
          system.log.warn({ failure: (error as Error).name }, 'broker does not answer')
          return page(<BrokerProblemPage visit={visit} why="unreachable" />, 502)
        }
      },
    }),
    route({
      method: 'POST',
      path: '/:region/mijn/weg',
      right: 'file.own',
      handle: async (visit) => {
        const token = passes.tokenOf(visit.request, visit.region.id, 'resident')!
        const cookie = await visit.system.database.transaction(programOf(visit), 'own-file', (tx) => passes.end(tx, visit.region.id, 'resident', token, visit.now))
        return seeOther(visit.path(), [cookie])
      },
    }),
  ]
}

/** Where somebody goes on who asked, in their file, to come by the broker from now on. */
const linkedAt = (visit: Visit) => visit.path('/mijn/rechten?gedaan=digid')

/** What stands in the state of a sign-in by the broker, where an organisation's has its id. */
export const brokerState = 'broker'

/**
 * Whom the broker sent back. Their sign-in counts when it is of a level that is enough. Who the broker says it is, which can be a citizen service number, is never kept:
 * only a keyed hash of it, by which the same person is known again.
 */
export const cameByBroker =
  ({ passes, signIn, broker }: FileParts) =>
  async (visit: Visit, state: SignInState, cookie: string): Promise<Answer> => {
    if (!broker) throw new NotFound()
    const { system } = visit
    const failed = (why: 'failed' | 'level') => page(<BrokerProblemPage visit={visit} why={why} />, why === 'level' ? 403 : 400)
    let who: { subject: string; level?: string }
    try {
      who = await signIn.finish(broker.issuer, visit.request.url, cookie, { withEmail: false })
    } catch (error) {
      system.log.warn({ failure: (error as Error).name }, 'sign-in by broker failed')
      return failed('failed')
    }
    if (!who.level || !broker.levels.includes(who.level)) return failed('level')
    const hash = createHmac('sha256', system.secret).update(`resident|${broker.issuer.issuer}|${who.subject}`).digest('base64url')
    const region = visit.region.id
    const current = passes.tokenOf(visit.request, region, 'resident')
    const pass = await system.database.transaction(programOf(visit), 'own-file', async (tx) => {
      const holder = state.to === linkedAt(visit) && current ? await passes.holder(tx, region, 'resident', current, visit.now) : undefined
      if (holder && !holder.mandate_id) await linkBroker(tx, programOf(visit), visit.now, holder.subject_id, hash)
      return passes.begin(tx, region, 'resident', await comeByBroker(tx, programOf(visit), visit.now, hash, visit.language), visit.now)
    })
    return seeOther(state.to, [pass, signIn.clearCookie()])
  }
