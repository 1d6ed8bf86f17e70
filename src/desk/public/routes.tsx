import { type Doing, doingOf } from '../../network/doing.ts'
import { actingOf } from '../../foundation/doing.ts'
import { newestFirst } from '../../foundation/place.ts'
import { messagesOf } from '../queries.ts'
import { followParts } from '../places.ts'
import { networkHere, openNetworkHere, networksOf } from '../../network/current.ts'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { type Day, dayOf } from '../../foundation/clock/workingdays.ts'
import { alarmOf } from '../../foundation/danger/alarm.ts'
import type { Alarm, Reading } from '../../foundation/danger/danger.ts'
import { readDanger } from '../../foundation/danger/read.ts'
import { eventsOf } from '../../foundation/record/record.ts'
import type { Tx } from '../../foundation/database/database.ts'
import { again, type Answer, file, page, seeOther } from '../../foundation/web/answer.ts'
import { emptyForm, type Filled, optionalChoice } from '../../foundation/web/forms.ts'
import { formRoutes } from '../../foundation/web/acts.ts'
import { FormProblem, NotFound, ProofRefused } from '../../foundation/web/problem.ts'
import { programOf, type Route, route, type Visit } from '../../foundation/web/route.ts'
import { sharedPage } from '../../foundation/web/sharedpage.ts'
import { areaOf, municipalityOf, readPostcode, regionOfId } from '../../network/geography.ts'
import type { Door, Network } from '../../network/current.ts'
import { whenOpen } from '../../network/routes.tsx'
import { findPerson } from '../../people/queries.ts'
import { renewLinkByMail } from '../actions.ts'
import { notHelpedUntil } from '../question.ts'
import { ask } from './actions.ts'
import { type AskerActName, askerActs, largestUpload } from './acts.ts'
import { askerProofRoutes } from '../proof/routes.tsx'
import { giveProof, hasProof, proofWay } from '../proof/proof.ts'
import { codeOf, followUrl, isCodeOf } from '../letters.ts'
import { attachmentOf, attachmentsOf, questionById, questionByNumber } from '../queries.ts'
import { readNumber } from '../number.ts'
import type { Message, Question } from '../question.ts'
import { answerAlarm, mayDeny } from '../urgent/actions.ts'
import { browserOf } from '../../foundation/web/kept.ts'
import { rememberSaid, saidBefore } from '../../foundation/web/once.ts'
import { type Contact, mailableAt, veiledPerson } from '../../people/person.ts'
import { askForm, codeForm, type FollowForm, followForms } from './forms.ts'
import { askPage, elsewhere, homePage, lifeEventNames, lifeEvents } from './ask.tsx'
import { followed, subjectOf } from './followed.ts'
import { addressOf, followPage } from './follow.tsx'
import { doneOnFollow } from './seen.ts'
import { codePage, slipPage } from './slip.tsx'
import { followLink } from '../links.ts'
import { deskRights } from '../rights.ts'
import { visitSite } from '../../foundation/identity/rights.ts'

/**
 * The municipality that owns a question: the postcode's, or what the asker chose where that leaves it open.
 * @throws FormProblem at `municipality` when a postcode was given that does not tell, and nothing was chosen
 */
export function municipalityFor(region: number, postcode: string | undefined, chosen: string | undefined): string | undefined {
  const { municipalities } = regionOfId(region)
  const municipality = postcode ? municipalityOf(postcode) : undefined
  if (chosen && municipalities.includes(chosen)) return chosen
  if (municipality && municipalities.includes(municipality)) return municipality
  if (postcode && chosen !== elsewhere) throw new FormProblem({ municipality: { key: 'ask.municipality.empty' } })
  return undefined
}

/** The municipalities to choose from: those a border postcode lies in, else the region's. */
export const municipalitiesToChoose = (region: number, postcode: string | undefined) => {
  const lies = (postcode && areaOf(postcode)?.municipalities) || []
  return lies.length > 1 ? lies : regionOfId(region).municipalities
}

const regionPage = sharedPage(
  (where, { today }: { today: Day }, network: Network) => homePage(where, network, today),
  () => '',
)

const askRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/:region',
    right: visitSite,
    handle: whenOpen((visit, network) => regionPage(visit, { today: dayOf(visit.now) }, network)),
  }),
  route({
    method: 'GET',
    path: '/:region/vraag',
    right: visitSite,
    query: z.object({ situatie: optionalChoice(lifeEventNames).catch(undefined) }),
    handle: (visit) =>
      whenOpen((_visit, network) => {
        const event = visit.query.situatie
        return page(askPage(visit, { network, form: emptyForm, formKey: randomUUID(), event, group: event && lifeEvents[event] }))
      })(visit),
  }),
  askAt('/:region/vraag', () => undefined),
  route({
    method: 'GET',
    path: '/:region/deur/:door',
    right: visitSite,
    handle: (visit) => whenOpen((_visit, network) => page(askPage(visit, { network, form: emptyForm, formKey: randomUUID(), door: doorOf(visit, network) })))(visit),
  }),
  askAt('/:region/deur/:door', doorOf),
]

/** The door that an address names. @throws NotFound */
function doorOf(visit: Visit, network: Network): Door {
  const door = network.doors.find((each) => each.slug === (visit.params as { door: string }).door)
  if (!door) throw new NotFound()
  return door
}

const anHour = 60 * 60_000
const onceIn = ({ system, region, now }: Visit) => ({ secret: system.ownKey, region: region.id, now })
/** A question as one asks it again by going back: from the same browser, in the same words; it is the same person's where they can be reached at the same place. */
const sameWords = (visit: Visit, text: string, contact: Contact) => ({
  words: `${browserOf(visit.request)}|${text.toLowerCase().replace(/\s+/g, ' ')}`,
  beside: JSON.stringify([contact.email, contact.phone]),
})

/** @throws FormProblem that says when, for words that this browser asked within the hour; with the way to its page for who gave the same address: another may sit there now */
async function notTwice(tx: Tx, visit: Visit, text: string, contact: Contact): Promise<void> {
  if (!browserOf(visit.request)) return
  const before = await saidBefore(tx, onceIn(visit), sameWords(visit, text, contact), new Date(visit.now.getTime() - anHour))
  if (!before) return
  const { made } = before
  const page = made && (contact.email || contact.phone) ? visit.path(`/volg/${visit.system.links.make(visit.region.id, followLink, made, 1)}`) : ''
  throw new FormProblem({}, { gesteld: before.at.toISOString(), eerder: page })
}

/** The form with a question, on the page of a region or of one of its doors. */
function askAt(path: string, by: (visit: Visit, network: Network) => Door | undefined): Route {
  return route({
    method: 'POST',
    path,
    right: deskRights.ask,
    limit: { most: 30, minutes: 10 },
    body: askForm.schema,
    handle: async (visit) => {
      const network = await openNetworkHere(visit)
      const { question: text, group, contact, postcode } = visit.body
      const door = by(visit, network)
      const municipality = municipalityFor(visit.region.id, postcode, visit.body.municipality)
      const channel = visit.body.kanaal ?? (door?.organisation_id ? 'partner' : 'web')
      const { facts, wish } = visit.body
      const given = { channel, askerGroup: group, language: visit.language, text, postcode, municipality, contact, facts, wish, door: door?.id } as const
      const id = await visit.change('asking', async (tx) => {
        // Who is in danger, or may be, is never held up.
        if (!visit.body.toch && !visit.alarm) await notTwice(tx, visit, text, contact)
        const made = await ask(doingOf(visit, tx, network), given)
        if (browserOf(visit.request)) rememberSaid(tx, onceIn(visit), sameWords(visit, text, contact), made.id)
        return made.id
      })
      await theirs(visit, id!)
      const token = visit.system.links.make(visit.region.id, followLink, id!, 1)
      // Who gave nowhere to be reached has shown by asking here just now that they are who asked: nothing can be sent to them.
      const nowhere = !contact.email && !contact.phone
      const proof = nowhere ? [giveProof(visit, 'asker', { id: id!, link_version: 1 })] : undefined
      return seeOther(visit.path(`/volg/${token}?gedaan=new`), proof)
    },
    redo: async (visit, form) => {
      const network = await openNetworkHere(visit)
      const door = by(visit, network)
      const asksMunicipality = form.errors.municipality || form.values.municipality
      const postcode = readPostcode(form.values.postcode ?? '')
      return page(askPage(visit, { network, form, formKey: randomUUID(), door, municipalities: asksMunicipality ? municipalitiesToChoose(visit.region.id, postcode) : undefined }))
    },
  })
}

const tokenParams = z.object({ region: z.string(), token: z.string() })
async function showFollow(visit: Visit, done?: (typeof doneOnFollow)[number], filled?: { which: FollowForm; form: Filled }): Promise<Answer> {
  const network = await networkHere(visit)
  const seen = await visit.transaction('following', async (tx) => {
    const question = await followed(tx, visit)
    const { id } = question
    const [person, messages, events, attachments] = await tx.last(() =>
      Promise.all([
        findPerson(tx, visit.region.id, question.person_id),
        messagesOf(tx, visit.region.id, id),
        eventsOf(tx, visit.region.id, id),
        question.files ? attachmentsOf(tx, visit.region.id, id) : [],
      ]),
    )
    return { question, person: person!, messages, events, attachments }
  })
  const fresh = visit.alarm !== undefined
  // While it stands, whom to call stands on this page too; but not where another may read along.
  visit.alarm = await standing(visit, seen)
  const { merged_into } = seen.question
  // The same person, as a guide found out; their other question has a link of its own.
  const merged = merged_into
    ? await visit.system.database.transaction({ kind: 'link', region: visit.region.id, subject: merged_into }, 'following', (tx) => questionById(tx, visit.region.id, merged_into))
    : undefined
  const formKey = randomUUID()
  const until = seen.question.state === 'answered' ? notHelpedUntil(seen.question.closed_at!) : undefined
  const proven = hasProof(visit, seen.question, 'asker')
  const way = proofWay(seen.person)
  const content = {
    ...seen,
    person: proven ? seen.person : veiledPerson(seen.person),
    proven,
    mailed: mailableAt(seen.person) !== undefined,
    way,
    code: proven && done === 'new' && way === 'slip' ? codeOf(visit.system, seen.question) : undefined,
    open: proven && done === 'proof' ? ('contact' as const) : undefined,
    network,
    url: followUrl(visit.system, { ...seen.question, language: visit.language }),
    mergedUrl: merged && followUrl(visit.system, { ...merged, language: visit.language }),
    notHelpedUntil: until && until >= visit.now ? until : undefined,
    municipalities: regionOfId(visit.region.id).municipalities,
    formKey,
    parts: (await Promise.all(newestFirst(visit.system.partsOf(followParts)).map((each) => each(visit, seen.question, network, addressOf(visit), formKey)))).filter(
      (each) => each !== undefined,
    ),
    done,
    // Once they showed it, nothing is wrong any more with what they typed before.
    filled: proven && filled?.form.errors.proof ? { ...filled, form: { ...filled.form, errors: {} } } : filled,
    fresh,
    deniable: mayDeny(seen.question, visit.alarm?.reading, seen.events),
  }
  return page(followPage(visit, content))
}

/** An alarm with more, or other, than was read. */
const alarmWith = async (visit: Visit, reading: Reading) => alarmOf(visit.system.secret, reading, await networksOf(visit.system).helpIn(visit.region), visit.now)

/** Whom to call as long as a question cannot wait, by what its asker wrote; a later word that is less certain takes nothing of that away. */
async function standing(visit: Visit, { question, messages }: { question: Question; messages: readonly Message[] }): Promise<Alarm | undefined> {
  const just = visit.alarm?.reading
  const said =
    question.urgent && !question.discreet ? readDanger([question.text, ...messages.filter(({ kind }) => kind === 'addition').map(({ text }) => text)].join('\n\n')) : undefined
  const reading = just ?? said
  if (!reading) return undefined
  const certain = question.urgent === 'now' || (just?.certain ?? false)
  return alarmWith(visit, { ...reading, certain, kinds: [...new Set([...reading.kinds, ...(said?.kinds ?? [])])] })
}

/** The words that were just written made this question urgent: who wrote them may say that it is not so. */
async function theirs(visit: Visit, id: string): Promise<void> {
  if (visit.alarm) visit.alarm = await alarmWith(visit, { ...visit.alarm.reading, about: id })
}

/** Yes, or no, to whether somebody is in danger. Where nothing of it may stand, only who wrote it a moment ago is asked. */
const alarmRoute: Route = route({
  method: 'POST',
  path: '/:region/volg/:token/nood',
  right: deskRights.follow,
  link: followLink,
  limit: { most: 60, minutes: 10 },
  params: tokenParams,
  holds: (visit, tx) => followed(tx, visit),
  body: followForms.nood.schema,
  handle: async (visit) => {
    const network = await networkHere(visit)
    const inDanger = visit.body.antwoord === 'ja'
    const asked = visit.alarm?.reading
    let done = true
    // It may go on in another question, which this link does not open.
    const answer = async (tx: Tx) => {
      done = await answerAlarm(doingOf(visit, tx, network), (await followed(tx, visit)).id, inDanger, asked)
    }
    await visit.change('following', answer, programOf(visit))
    visit.alarm = inDanger && asked ? await alarmWith(visit, { ...asked, certain: true }) : undefined
    return seeOther(`${addressOf(visit)}${inDanger || !done ? '' : '?gedaan=denied'}`)
  },
  redo: (visit) => seeOther(addressOf(visit)),
})

interface OnFollow {
  doing: Doing
  id: string
  secret: string
  proven: boolean
  urgent: boolean
}

/** The asker's forms: each does its work on the question of the link, and shows the page again. */
const followActs: Route[] = formRoutes<Visit, OnFollow, AskerActName, string>(
  {
    path: '/:region/volg/:token',
    right: deskRights.follow,
    link: followLink,
    limit: { most: 60, minutes: 10 },
    largest: largestUpload,
    params: tokenParams,
    purpose: 'following',
    holds: (visit, tx) => followed(tx, visit),
    // What ends in other rooms too is changed by the program.
    by: (visit, which) => (which === 'intrekken' || which === 'contact' ? programOf(visit) : undefined),
    on: async (visit) => {
      const network = await networkHere(visit)
      return async (tx) => {
        const question = await followed(tx, visit)
        const proven = hasProof(visit, question, 'asker')
        return { doing: doingOf(visit, tx, network), id: question.id, secret: visit.system.ownKey, proven, urgent: question.urgent !== null }
      }
    },
    done: async (visit, done, _which, { on }) => {
      if (on && !on.urgent) await theirs(visit, on.id)
      return seeOther(`${addressOf(visit)}${done && `?gedaan=${done}`}`)
    },
    show: (visit, filled) => showFollow(visit, undefined, filled),
    // Too late or closed meanwhile: the page shows how it stands, with the text still in its place.
    conflict: (visit, error) => again({ ...visit.typed, errors: { text: { key: error.key } } }),
  },
  askerActs,
)

const followRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/:region/volg/:token',
    right: deskRights.follow,
    link: followLink,
    limit: { most: 120, minutes: 10 },
    params: tokenParams,
    query: z.object({ gedaan: optionalChoice(doneOnFollow).catch(undefined) }),
    handle: (visit) => showFollow(visit, visit.query.gedaan),
  }),
  route({
    method: 'GET',
    path: '/:region/volg/:token/bijlagen/:id',
    right: deskRights.follow,
    link: followLink,
    limit: { most: 120, minutes: 10 },
    params: tokenParams.extend({ id: z.uuid() }),
    handle: async (visit) => {
      const found = await visit.transaction('following', async (tx) => {
        const question = await followed(tx, visit)
        return question.discreet ? undefined : attachmentOf(tx, visit.region.id, question.id, visit.params.id)
      })
      if (!found) throw new NotFound()
      return file(found)
    },
  }),
  route({
    method: 'GET',
    path: '/:region/volg/:token/bon',
    right: deskRights.follow,
    link: followLink,
    limit: { most: 120, minutes: 10 },
    params: tokenParams,
    handle: async (visit) => {
      const network = await networkHere(visit)
      const question = await visit.transaction('following', (tx) => followed(tx, visit))
      const code = hasProof(visit, question, 'asker', 'slip') ? codeOf(visit.system, question) : undefined
      return page(slipPage(visit, { question, network, url: followUrl(visit.system, { ...question, language: visit.language }), code }))
    },
  }),
  ...followActs,
  alarmRoute,
  route({
    method: 'POST',
    path: '/:region/volg/:token/nieuwe-link',
    right: deskRights.follow,
    link: followLink,
    limit: { most: 10, minutes: 10 },
    params: tokenParams,
    body: followForms['nieuwe-link'].schema,
    handle: async (visit) => {
      const used = visit.system.links.read(visit.region.id, followLink, visit.params.token)!
      const came = await visit.change('following', (tx) => renewLinkByMail(actingOf(visit, tx), subjectOf(visit), used.version), programOf(visit))
      const mailed = came === 'link'
      // Of a double click the second comes by the old link, and reads the same; not when that was renewed again since.
      const question = await visit.transaction('following', (tx) => questionById(tx, visit.region.id, subjectOf(visit)))
      if (question?.link_version !== used.version + (mailed ? 1 : 0)) throw new NotFound()
      // The new link is in the mail and nowhere else: who has the old one may not be who asked.
      return seeOther(mailed ? visit.path('/volg?gedaan=link') : `${addressOf(visit)}?gedaan=link-${came}`)
    },
  }),
]

/** From paper to the page: the number and the code on a slip lead to the question's own page. */
const codeRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/:region/volg',
    right: visitSite,
    query: z.object({ gedaan: z.literal('link').optional().catch(undefined) }),
    handle: (visit) => whenOpen((_visit, network) => page(codePage(visit, emptyForm, randomUUID(), network.setup.phone, visit.query.gedaan)))(visit),
  }),
  route({
    method: 'POST',
    path: '/:region/volg',
    right: deskRights.ask,
    limit: { most: 20, minutes: 10, of: 'refusals' },
    body: codeForm.schema,
    handle: async (visit) => {
      await networkHere(visit)
      const { system, region } = visit
      const number = readNumber(regionOfId(region.id).prefix, visit.body.number)
      if (!number) throw new FormProblem({ number: { key: 'code.number.wrong' } })
      const question = await system.database.transaction({ kind: 'task', region: region.id }, 'following', (tx) => questionByNumber(tx, region.id, number))
      // The same words whether the number or the code is wrong: neither tells which questions there are.
      if (!question || !isCodeOf(system, question, visit.body.code)) throw new ProofRefused('code on paper', { code: { key: 'code.wrong' } })
      // Who has nothing else to show that they asked has shown it by this.
      const person = await system.database.transaction(programOf(visit), 'following', (tx) => findPerson(tx, region.id, question.person_id))
      const proof = person && proofWay(person) === 'slip' ? [giveProof(visit, 'asker', question)] : undefined
      return seeOther(visit.path(`/volg/${system.links.make(region.id, followLink, question.id, question.link_version)}`), proof)
    },
    redo: async (visit, form) => page(codePage(visit, form, randomUUID(), (await networkHere(visit)).setup.phone)),
  }),
]

/** What residents and employers can do at the desk: ask, and follow. */
export const publicDeskRoutes: readonly Route[] = [...askRoutes, ...codeRoutes, ...followRoutes, ...askerProofRoutes]
