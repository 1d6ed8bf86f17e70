import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { passesOf } from '../../foundation/identity/passes.ts'
import { queueMail } from '../../foundation/mail/mail.ts'
import { record } from '../../foundation/record/record.ts'
import { actingOf } from '../../foundation/doing.ts'
import { type Answer, page, seeOther } from '../../foundation/web/answer.ts'
import { emptyForm, type Filled } from '../../foundation/web/forms.ts'
import { browserNeeded } from '../../foundation/web/kept.ts'
import { Conflict, NotFound, ProofRefused } from '../../foundation/web/problem.ts'
import { programOf, type Route, route, type Visit } from '../../foundation/web/route.ts'
import { networkHere, networksOf } from '../../network/current.ts'
import { residentOf } from '../../people/file/enterroutes.tsx'
import { findPerson, residentById } from '../../people/queries.ts'
import { lock, toBeTold } from '../actions.ts'
import { deskEvents } from '../events.ts'
import { codeOf, deskLetters } from '../letters.ts'
import { followLink, takeBackLink } from '../links.ts'
import { followed } from '../public/followed.ts'
import { questionById } from '../queries.ts'
import { deskRights } from '../rights.ts'
import { keepInFile, takeBack } from './actions.ts'
import { type ProofFor, proofCodeForm, proofForField, proofForm, takeBackForm } from './forms.ts'
import { proofPage, takeBackPage } from './pages.tsx'
import { giveProof, hasProof, proofWay, toldMinutes } from './proof.ts'
import { changeById } from './store.ts'

const onFollow = { right: deskRights.follow, link: followLink, params: z.object({ region: z.string(), token: z.string() }) } as const
const followAt = (visit: Visit) => visit.path(`/volg/${(visit.params as { token: string }).token}`)
const proofAt = (visit: Visit, to: ProofFor) => `${followAt(visit)}/bewijs?naar=${to}`
/** Where the page goes on that asked for it. */
const onAt = (visit: Visit, to: ProofFor) => `${followAt(visit)}?gedaan=proof#${to}`

/** The question of this link and who asked it, read by the program: an asker's own contact is no page's. */
async function asked(visit: Visit) {
  const question = await visit.transaction('following', (tx) => followed(tx, visit))
  const person = await visit.system.database.transaction(programOf(visit), 'following', (tx) => findPerson(tx, visit.region.id, question.person_id))
  return { question, person: person! }
}

async function show(visit: Visit, to: ProofFor, form: Filled, sent?: boolean): Promise<Answer> {
  const network = await networkHere(visit)
  return page(proofPage(visit, { ...(await asked(visit)), network, at: followAt(visit), to, form, formKey: randomUUID(), sent }))
}

/** Showing that one is who asked: by a code to where they are reached, or that of their slip. */
const proofRoutes: readonly Route[] = [
  route({
    ...onFollow,
    method: 'GET',
    path: '/:region/volg/:token/bewijs',
    limit: { most: 60, minutes: 10 },
    query: z.object({ naar: proofForField, gestuurd: z.literal('ja').optional().catch(undefined) }),
    handle: (visit) => show(visit, visit.query.naar, emptyForm, visit.query.gestuurd !== undefined),
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
      const browser = browserNeeded(visit)
      if (way !== 'slip')
        await visit.change(
          'following',
          async (tx) => {
            const held = await lock(actingOf(visit, tx), question.id)
            const code = await passesOf(visit.system).ask(tx, region, 'asker', question.id, browser, visit.now, way === 'phone' ? toldMinutes : undefined)
            if (!code) return
            record(actingOf(visit, tx), deskEvents.proofAsked, question.id, { way })
            if (way === 'mail') queueMail(tx, region, visit.now, { kind: deskLetters.proof, subject: code, recipient: person.email!, language: question.language })
            else await toBeTold(tx, held)
          },
          programOf(visit),
        )
      return seeOther(`${proofAt(visit, visit.body.naar)}&gestuurd=ja`)
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
      const { code, naar } = visit.body
      const browser = browserNeeded(visit)
      // A wrong code is a try that counts: it is written down and not undone by the error after it.
      const cookie = await giveProof(visit, 'asker', question.id, async (tx) => {
        const right =
          way === 'slip' ? codeOf(visit.system, question) === code : await passesOf(visit.system).enter(tx, visit.region.id, 'asker', question.id, browser, code, visit.now)
        if (right) record(actingOf(visit, tx), deskEvents.proved, question.id, { way })
        return right
      })
      if (!cookie) throw new ProofRefused('asker code', { code: { key: 'proof.code.wrong' } })
      return seeOther(onAt(visit, naar), [cookie])
    },
    redo: (visit, form) => show(visit, proofForField.parse(form.values.naar), form),
  }),
]

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
    if (!resident) return seeOther(visit.path(`/mijn/aanmelden?naar=${encodeURIComponent(followAt(visit))}`))
    const own = await system.database.transaction(programOf(visit), 'following', async (tx) => {
      const whose = await residentById(tx, region.id, resident.id)
      const kept = (await findPerson(tx, region.id, question.asked_by ?? question.person_id))?.resident_id === resident.id
      return kept || (!resident.mandate && proofWay(person) === 'mail' && whose?.email === person.email)
    })
    if (!own && !(await hasProof(visit, question, 'asker'))) return seeOther(proofAt(visit, 'bewaren'))
    try {
      await system.database.transaction(programOf(visit), 'following', (tx) => keepInFile(actingOf(visit, tx), system.secret, question, resident.id))
    } catch (error) {
      if (error instanceof Conflict) return seeOther(visit.path('/mijn?gedaan=elders'))
      throw error
    }
    return seeOther(visit.path('/mijn?gedaan=bevestigd'))
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
      await visit.change('following', (tx) => takeBack(actingOf(visit, tx), visit.system.secret, changeOf(visit)), programOf(visit))
      return seeOther(visit.path(`/ongedaan/${visit.params.token}`))
    },
    conflict: (visit) => showTakeBack(visit, 'late'),
  }),
]

export const askerProofRoutes: readonly Route[] = [...proofRoutes, keepRoute, ...takeBackRoutes]
