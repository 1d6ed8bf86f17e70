import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { passesOf } from '../../foundation/identity/passes.ts'
import { queueCode } from '../../foundation/mail/mail.ts'
import { record } from '../../foundation/record/record.ts'
import { actingOf } from '../../foundation/doing.ts'
import { type Answer, page, seeOther } from '../../foundation/web/answer.ts'
import { backField, emptyForm, type Filled, keptField } from '../../foundation/web/forms.ts'
import { browserNeeded } from '../../foundation/web/kept.ts'
import { Conflict, NotFound, ProofRefused } from '../../foundation/web/problem.ts'
import { programOf, type Route, route, type Visit } from '../../foundation/web/route.ts'
import { coordinatorsFor, type Network, networkHere, networksOf, worksHere } from '../../network/current.ts'
import { residentOf } from '../../people/file/enterroutes.tsx'
import { findPerson, residentById } from '../../people/queries.ts'
import { lock } from '../actions.ts'
import { deskEvents } from '../events.ts'
import { deskLetters, isCodeOf } from '../letters.ts'
import { followLink, takeBackLink } from '../links.ts'
import { followed } from '../public/followed.ts'
import { questionById } from '../queries.ts'
import type { Question } from '../question.ts'
import { deskNotices } from '../notices.ts'
import { notify } from '../../workplace/notices/actions.ts'
import { deskRights } from '../rights.ts'
import { keepInFile, takeBack } from './actions.ts'
import { type ProofFor, proofCodeForm, proofForField, proofForm, takeBackForm, typedField } from './forms.ts'
import { proofPage, takeBackPage } from './pages.tsx'
import { giveProof, hasProof, proofWay, toldMinutes } from './proof.ts'
import { changeById } from './store.ts'

const onFollow = { right: deskRights.follow, link: followLink, params: z.object({ region: z.string(), token: z.string() }) } as const
const followAt = (visit: Visit) => visit.path(`/volg/${(visit.params as { token: string }).token}`)
const proofAt = (visit: Visit, { naar, getypt }: On) => `${followAt(visit)}/bewijs?naar=${naar}${getypt ? `&getypt=${getypt}` : ''}`
interface On {
  naar: ProofFor
  getypt?: string
}
/** Where somebody goes on who showed it: with what they had typed, where they had. */
const onAt = (visit: Visit, { naar, getypt }: On) =>
  getypt ? `${followAt(visit)}/contact?${keptField}=${getypt}&${backField}=ja#contact` : `${followAt(visit)}?gedaan=proof#${naar}`

const sents = ['ja', 'vaak'] as const
/** Whether a code went, or too many were asked. */
type Sent = (typeof sents)[number]

/** Who calls somebody about their question: who has it and works here still, else who sees to it at its organisation. */
const callersOf = (network: Network, { staff_id, organisation_id }: Question, now: Date): string[] => {
  const has = staff_id ? network.staff.get(staff_id) : undefined
  return has && worksHere(has, now) ? [has.id] : coordinatorsFor(network, organisation_id, now)
}

/** The question of this link and who asked it, read by the program: an asker's own contact is no page's. */
async function asked(visit: Visit) {
  const question = await visit.transaction('following', (tx) => followed(tx, visit))
  const person = await visit.system.database.transaction(programOf(visit), 'following', (tx) => findPerson(tx, visit.region.id, question.person_id))
  return { question, person: person! }
}

async function show(visit: Visit, on: On, form: Filled, sent?: Sent): Promise<Answer> {
  const network = await networkHere(visit)
  return page(proofPage(visit, { ...(await asked(visit)), network, at: followAt(visit), to: on.naar, typed: on.getypt, form, formKey: randomUUID(), sent }))
}

/** Showing that one is who asked: by a code to where they are reached, or that of their slip. */
const proofRoutes: readonly Route[] = [
  route({
    ...onFollow,
    method: 'GET',
    path: '/:region/volg/:token/bewijs',
    limit: { most: 60, minutes: 10 },
    query: z.object({ naar: proofForField, getypt: typedField, gestuurd: z.enum(sents).optional().catch(undefined) }),
    handle: async (visit) => {
      const question = await visit.transaction('following', (tx) => followed(tx, visit))
      return hasProof(visit, question, 'asker') ? seeOther(onAt(visit, visit.query)) : show(visit, visit.query, emptyForm, visit.query.gestuurd)
    },
  }),
  route({
    ...onFollow,
    method: 'POST',
    path: '/:region/volg/:token/bewijs/code',
    limit: { most: 60, minutes: 10 },
    body: proofCodeForm.schema,
    handle: async (visit) => {
      const { question, person } = await asked(visit)
      const way = proofWay(person)
      const region = visit.region.id
      const network = await networkHere(visit)
      const browser = browserNeeded(visit)
      const sent =
        way !== 'slip' &&
        (await visit.change(
          'following',
          async (tx) => {
            const held = await lock(actingOf(visit, tx), question.id)
            const code = await passesOf(visit.system).ask(
              tx,
              region,
              { kind: 'asker', about: question.id, browser, ...(way === 'phone' ? { to: null, minutes: toldMinutes } : { to: person.email }) },
              visit.now,
            )
            if (!code) return 'vaak'
            record(actingOf(visit, tx), deskEvents.proofAsked, question.id, { way })
            if (way === 'mail') queueCode(tx, region, visit.now, { kind: deskLetters.proof, subject: code, recipient: person.email!, language: question.language })
            // Whoever has it calls; of a question that nobody has, who sees to it.
            else await notify({ tx, region, now: visit.now }, deskNotices.codeAsked, { question: held.id, staff: callersOf(network, held, visit.now) })
            return 'ja'
          },
          programOf(visit),
        ))
      return seeOther(`${proofAt(visit, visit.body)}${sent ? `&gestuurd=${sent}` : ''}`)
    },
  }),
  route({
    ...onFollow,
    method: 'POST',
    path: '/:region/volg/:token/bewijs',
    limit: { most: 40, minutes: 10, of: 'refusals' },
    body: proofForm.schema,
    handle: async (visit) => {
      const { question, person } = await asked(visit)
      const way = proofWay(person)
      const { code } = visit.body
      const browser = browserNeeded(visit)
      // A wrong code is a try that counts: it is written down and not undone by the error after it.
      const cookie = await visit.system.database.transaction(programOf(visit), 'following', async (tx) => {
        const right =
          way === 'slip' ? isCodeOf(visit.system, question, code) : await passesOf(visit.system).enter(tx, visit.region.id, 'asker', question.id, browser, code, visit.now)
        if (!right) return undefined
        record(actingOf(visit, tx), deskEvents.proved, question.id, { way })
        return giveProof(visit, 'asker', question)
      })
      // In another of their tabs they may have shown it just now.
      if (!cookie && !hasProof(visit, question, 'asker')) throw new ProofRefused('asker code', { code: { key: way === 'slip' ? 'proof.code.wrong.slip' : 'proof.code.wrong' } })
      const resident = visit.body.naar === 'bewaren' ? await residentOf(visit.system, visit.request, visit.region.id) : undefined
      return seeOther(resident ? await kept(visit, question, resident.id) : onAt(visit, visit.body), cookie ? [cookie] : [])
    },
    redo: (visit, form) => show(visit, { naar: proofForField.parse(form.values.naar), getypt: typedField.parse(form.values.getypt) }, form),
  }),
]

/** Keeps the question in this resident's file; answers where they see it, or that it is in somebody else's. */
async function kept(visit: Visit, question: Question, resident: string): Promise<string> {
  try {
    await visit.system.database.transaction(programOf(visit), 'following', (tx) => keepInFile(actingOf(visit, tx), visit.system.ownKey, question, resident))
    return visit.path('/mijn?gedaan=bevestigd')
  } catch (error) {
    if (error instanceof Conflict) return visit.path('/mijn?gedaan=elders')
    throw error
  }
}

/** Whoever holds a question's link, showed that they asked it, and came in to their own file, keeps it there. Who reads mail at the address it was asked with has shown it by coming in. */
const keepRoute: Route = route({
  ...onFollow,
  method: 'POST',
  path: '/:region/volg/:token/bewaren',
  limit: { most: 60, minutes: 10 },
  body: z.object({}),
  handle: async (visit) => {
    const { region, system } = visit
    await networksOf(system).of(region.id)
    const { question, person } = await asked(visit)
    const resident = await residentOf(system, visit.request, region.id)
    if (!resident) return seeOther(visit.path(`/mijn/aanmelden?naar=${encodeURIComponent(`${followAt(visit)}?gedaan=keep`)}`))
    const own = await system.database.transaction(programOf(visit), 'following', async (tx) => {
      const whose = await residentById(tx, region.id, resident.id)
      const kept = (await findPerson(tx, region.id, question.asked_by ?? question.person_id))?.resident_id === resident.id
      return kept || (!resident.mandate && proofWay(person) === 'mail' && whose?.email === person.email)
    })
    if (!own && !hasProof(visit, question, 'asker')) return seeOther(proofAt(visit, { naar: 'bewaren' }))
    return seeOther(await kept(visit, question, resident.id))
  },
})

const onTakeBack = {
  path: '/:region/ongedaan/:token',
  right: deskRights.takeBack,
  link: takeBackLink,
  params: z.object({ region: z.string(), token: z.string() }),
  limit: { most: 60, minutes: 10 },
} as const
/** What this link takes back: it has one version only. @throws NotFound */
function changeOf(visit: Visit): string {
  const link = visit.system.links.read(visit.region.id, takeBackLink, (visit.params as { token: string }).token)
  if (link?.version !== 1) throw new NotFound()
  return link.subject
}
async function showTakeBack(visit: Visit, done?: 'done' | 'late'): Promise<Answer> {
  const network = await networkHere(visit)
  const found = await visit.system.database.transaction(programOf(visit), 'following', async (tx) => {
    const change = await changeById(tx, visit.region.id, changeOf(visit))
    const question = change && (await questionById(tx, visit.region.id, change.question_id))
    return question && { change: change!, question }
  })
  if (!found) throw new NotFound()
  const at = visit.path(`/ongedaan/${(visit.params as { token: string }).token}`)
  return page(takeBackPage(visit, { ...found, at, formKey: randomUUID(), phone: network.setup.phone, done: done ?? (found.change.taken_back_at ? 'done' : undefined) }))
}

/** Whoever was reached at the address of before takes back what was changed. */
const takeBackRoutes: readonly Route[] = [
  route({ ...onTakeBack, method: 'GET', handle: (visit) => showTakeBack(visit) }),
  route({
    ...onTakeBack,
    method: 'POST',
    body: takeBackForm.schema,
    handle: async (visit) => {
      await networkHere(visit)
      await visit.change('following', (tx) => takeBack(actingOf(visit, tx), visit.system.ownKey, changeOf(visit)), programOf(visit))
      return seeOther(visit.path(`/ongedaan/${visit.params.token}`))
    },
    conflict: (visit) => showTakeBack(visit, 'late'),
  }),
]

export const askerProofRoutes: readonly Route[] = [...proofRoutes, keepRoute, ...takeBackRoutes]
