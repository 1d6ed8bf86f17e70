import type { FastifyRequest } from 'fastify'
import { dayOf } from './foundation/clock/workingdays.ts'
import type { Database } from './foundation/database/database.ts'
import { newId } from './foundation/database/id.ts'
import { sessionKeeper } from './foundation/identity/sessions.ts'
import { passKeeper } from './foundation/identity/passes.ts'
import { type SignIn, signIn } from './foundation/identity/signin.ts'
import { listenForMail } from './foundation/mail/arrival.ts'
import { liveChanges } from './foundation/live/live.ts'
import { mailSender, type OnBounce } from './foundation/mail/mail.ts'
import { exportLog, planExport } from './foundation/record/export.ts'
import { removeExpired } from './foundation/record/retention.ts'
import { record } from './foundation/record/record.ts'
import { planNight, type TaskWork } from './foundation/tasks/tasks.ts'
import { Conflict, NotFound } from './foundation/web/problem.ts'
import type { Route, System } from './foundation/web/route.ts'
import { lastDayCame, type SetupHooks } from './network/actions.ts'
import { networkLetters } from './network/letters.ts'
import { knownNetworks, placeIn, readNetwork, takesPart } from './network/known.ts'
import { accessRoutes } from './network/setup/access.tsx'
import { partRoutes } from './network/setup/partroutes.tsx'
import { setupRoutes } from './network/setup/routes.tsx'
import { nationRoutes } from './network/nation/routes.tsx'
import { networkRoutes } from './network/routes.tsx'
import { begunRegionIds } from './network/store.ts'
import { demoClient, demoIssuerAt, demoLevels } from './network/demoissuer.ts'
import { type Broker, brokerState, cameByBroker, residentReader } from './people/file/enter.tsx'
import { fileRoutes } from './people/file/routes.tsx'
import { peopleLetters } from './people/letters.ts'
import type { FilePlaces } from './people/places.ts'
import { countForOfficer, privacyRoutes } from './people/privacy/routes.tsx'
import { say as sayPeople } from './people/words.ts'
import { deskFilePlaces, questionsPart } from './desk/file/part.tsx'
import { questionById, usedByQuestions } from './desk/queries.ts'
import { colleagueLeft, dueCame, mailCameBack, organisationEnded } from './desk/actions.ts'
import { deskApi } from './desk/api.ts'
import { liveRoutes } from './desk/live/routes.ts'
import { deskLetters } from './desk/letters.ts'
import { mailReceiver, resolveAddress } from './desk/mail/receive.ts'
import { mailNotice, morning, planMorning } from './desk/notices/actions.ts'
import { noticeLetters } from './desk/notices/letters.ts'
import type { DeskPlaces } from './desk/places.ts'
import { totalDays } from './desk/promises.ts'
import { keepPart } from './desk/public/keep.tsx'
import { publicDeskRoutes } from './desk/public/routes.tsx'
import { urgentCame } from './desk/urgent/actions.ts'
import { directAnswer } from './desk/work/answer/direct.ts'
import { workFrame } from './desk/work/frame.tsx'
import { nearby } from './desk/work/question/nearby.tsx'
import { workDeskRoutes } from './desk/work/routes.tsx'
import { togetherRoutes } from './desk/work/together/routes.tsx'
import { catalogueApi } from './catalogue/api.ts'
import { hsdsRoutes } from './catalogue/hsds/routes.ts'
import { askWhatHolds } from './catalogue/keep/actions.ts'
import { keepRoutes } from './catalogue/keep/routes.tsx'
import { catalogueLetters } from './catalogue/letters.ts'
import { type Catalogues, knownCatalogues } from './catalogue/known.ts'
import { publicCatalogueRoutes } from './catalogue/public/routes.tsx'
import { countToDecide } from './catalogue/queries.ts'
import { say as sayCatalogue } from './catalogue/words.ts'
import { signpostPanel } from './catalogue/work/panel.tsx'
import { workCatalogueRoutes } from './catalogue/work/routes.tsx'
import { meetingLetters } from './appointments/letters.ts'
import { close as closeHandover } from './handover/actions.ts'
import { handoversPart } from './handover/file/part.tsx'
import { checkGrounds, handoverOverdue, questionWithdrawn, notifyCorrected } from './handover/coordinator/actions.ts'
import { groupRoutes } from './handover/group/routes.tsx'
import { handoverLetters } from './handover/letters.ts'
import { guestReader, partnerRoutes } from './handover/partner/routes.tsx'
import { handoverPart } from './handover/person/part.tsx'
import { personHandoverRoutes } from './handover/person/routes.ts'
import { countWaiting } from './handover/queries.ts'
import { handoverSays } from './handover/says.ts'
import { endPartnersSight, stripHandovers, usedByHandovers } from './handover/store.ts'
import { say as sayHandover } from './handover/words.ts'
import { groupPanel, handoverAnswer, handoverPanel } from './handover/work/panel.tsx'
import { handoverPromises } from './handover/work/promises.tsx'
import { workHandoverRoutes } from './handover/work/routes.tsx'
import { siteRoutes } from './site/routes.tsx'

// The rooms, from the ground up: foundation, network, people, desk, catalogue, appointments, handover, site. Each uses those before it, never those after;
// .dependency-cruiser.cjs holds the same order, and this file is where a later room fills a place of an earlier one.

/** What later rooms put in earlier ones. */
const deskPlacesOf = (catalogues: Catalogues): DeskPlaces => ({
  panels: [handoverPanel, groupPanel, signpostPanel(catalogues), nearby],
  answers: [directAnswer, handoverAnswer],
  follow: [handoverPart, keepPart],
  says: handoverSays,
  menu: [
    { key: 'handovers', right: 'handover.see', label: { nl: sayHandover.nl('menu.handovers'), en: sayHandover.en('menu.handovers') }, page: '/overdrachten', count: countWaiting },
    { key: 'catalogue', right: 'catalogue.see', label: { nl: sayCatalogue.nl('work.title'), en: sayCatalogue.en('work.title') }, page: '/aanbod', count: countToDecide },
    { key: 'privacy', right: 'privacy.work', label: { nl: sayPeople.nl('privacy.title'), en: sayPeople.en('privacy.title') }, page: '/privacy', count: countForOfficer },
  ],
  onWithdrawn: questionWithdrawn,
  promises: [handoverPromises],
})
/** What later rooms do for somebody's own file. */
export const filePlaces: FilePlaces = {
  ...deskFilePlaces,
  parts: [handoversPart, questionsPart],
  async erase(tx, actor, now, gone, kept) {
    await stripHandovers(
      tx,
      actor.region,
      kept.map((each) => each.question.id),
    )
    await deskFilePlaces.erase(tx, actor, now, gone, kept)
  },
}

/** The broker by which residents sign in with DigiD; in the demo its own provider stands in for one. */
function brokerOf({ settings, secret }: System): Broker | undefined {
  const { DIGID_ISSUER: issuer, DIGID_CLIENT_ID, DIGID_CLIENT_SECRET, DIGID_LEVELS, demo, baseUrl } = settings
  if (issuer) return { issuer: { issuer, clientId: DIGID_CLIENT_ID!, clientSecret: DIGID_CLIENT_SECRET! }, levels: DIGID_LEVELS!.split(',').map((each) => each.trim()) }
  return demo ? { issuer: { issuer: demoIssuerAt(baseUrl), ...demoClient(secret) }, levels: demoLevels.slice(1) } : undefined
}

const onBounce: OnBounce = (tx, region, subject, now) => mailCameBack(tx, { kind: 'task', region }, now, subject)
/** What the later rooms do with a change of a region's set-up. */
export const setupHooks: SetupHooks = {
  onLeaving: [colleagueLeft],
  stillUsed: async (tx, region, id) => (await usedByQuestions(tx, region, id)) + (await usedByHandovers(tx, region, id)),
}

/** What each night does, per region: total the day, remove what has passed its period, and plan the next night. */
const nightly: TaskWork = async (tx, { region }, now) => {
  await totalDays(tx, region, now)
  const network = await readNetwork(tx, region)
  for (const each of network?.organisations.values() ?? []) if (!takesPart(each, dayOf(now))) await organisationEnded(tx, { kind: 'task', region }, now, network!, each.id)
  if (network) await checkGrounds(tx, now, network)
  if (network) await askWhatHolds(tx, now, network)
  await endPartnersSight(tx, region, now)
  const removed = await removeExpired(tx, region, now)
  record(tx, { kind: 'task', region }, now, { kind: 'retention.ran', subject: newId(now.getTime()), detail: removed })
  planNight(tx, region, now)
  planMorning(tx, region, now)
}

/** Puts the rooms on the ground: their routes, their mails, their tasks. */
export function furnish(system: System) {
  const { database, clock, settings, secret } = system
  const networks = knownNetworks(database, clock)
  const catalogues = knownCatalogues(database, clock)
  const deskPlaces = deskPlacesOf(catalogues)
  const sessions = sessionKeeper(database, clock, settings.baseUrl.startsWith('https:'))
  const frame = workFrame(networks, deskPlaces.menu)
  const passes = passKeeper(secret, settings.baseUrl.startsWith('https:'))
  const signing: SignIn = signIn(settings, secret)
  const file = { networks, passes, places: filePlaces, signIn: signing, broker: brokerOf(system) }
  const residentOf = residentReader(system, passes, filePlaces)
  const letters = {
    ...networkLetters(system),
    ...peopleLetters(system, passes),
    ...deskLetters(system),
    ...noticeLetters(system),
    ...meetingLetters(system),
    ...catalogueLetters(system),
    ...handoverLetters(system, passes),
  }
  const routes: Route[] = [
    ...siteRoutes(networks),
    ...networkRoutes({ networks, sessions, signIn: signing, frame, cameElse: { [brokerState]: cameByBroker(file) } }),
    ...setupRoutes({ networks, frame, hooks: setupHooks }),
    ...partRoutes({ networks, frame, hooks: setupHooks }),
    ...nationRoutes({ networks, frame, hooks: setupHooks }),
    ...accessRoutes({ networks, frame, hooks: setupHooks }),
    ...fileRoutes(file),
    ...privacyRoutes({ networks, frame, places: filePlaces }),
    ...publicDeskRoutes({ networks, places: deskPlaces, residentOf }),
    ...togetherRoutes({ networks, places: deskPlaces, frame, file: filePlaces }),
    ...workDeskRoutes({ networks, places: deskPlaces, frame }),
    ...workHandoverRoutes({ networks, frame }),
    ...groupRoutes({ networks, frame }),
    ...partnerRoutes({ networks, passes }),
    ...personHandoverRoutes(networks),
    ...liveRoutes(networks, liveChanges(database, clock)),
    ...deskApi(networks),
    ...publicCatalogueRoutes({ networks, catalogues }),
    ...workCatalogueRoutes({ networks, catalogues, frame }),
    ...keepRoutes({ networks, catalogues }),
    ...catalogueApi({ networks, catalogues }),
    ...hsdsRoutes({ networks, catalogues }),
  ]
  const tasks: Record<string, TaskWork> = {
    mail: mailSender(settings, system.links, letters, onBounce),
    'question-due': async (tx, { region, subject, detail }, now) => {
      const level = Number(detail.level) as 1 | 2 | 3
      const climbed = await dueCame(tx, { kind: 'task', region }, now, subject, String(detail.due), level)
      if (climbed?.state === 'handover') await handoverOverdue(tx, now, (await readNetwork(tx, region))!, climbed, level)
    },
    'question-corrected': async (tx, { region, subject }, now) => {
      const network = await readNetwork(tx, region)
      if (network) await notifyCorrected(tx, now, network, region, subject)
    },
    // Read or not, an outcome does not wait for ever.
    'handover-close': async (tx, { region, subject }, now) => {
      const network = await readNetwork(tx, region)
      if (network)
        await closeHandover(tx, { kind: 'task', region }, now, network, subject).catch((error) =>
          error instanceof Conflict || error instanceof NotFound ? undefined : Promise.reject(error),
        )
    },
    nightly: async (tx, task, now) => {
      await nightly(tx, task, now)
      if (settings.OTLP_URL) await planExport(tx, task.region, now)
    },
    'log-export': settings.OTLP_URL
      ? exportLog(settings.OTLP_URL, async (tx, region) => {
          const network = await readNetwork(tx, region)
          const at = network ? `${settings.baseUrl}/${placeIn(network).slug}/verwerkingen` : settings.baseUrl
          return (organisation, activity) => `${at}?organisatie=${network?.organisations.get(organisation)?.slug ?? ''}#${activity}`
        })
      : // Turned off since: nothing is sent, and no more planned.
        async () => {},
    'staff-ends': (tx, { region, subject, due }, now) => lastDayCame(tx, region, subject, due, now, setupHooks),
    'question-urgent': urgentCame,
    morning,
    'notice-mail': mailNotice,
  }
  /** Listens for mail at a port; answers which it is (0 lets the machine choose) and how to stop. */
  const mailIn = (port: number) =>
    listenForMail({
      port,
      host: settings.host,
      front: settings.MAIL_IN_FRONT,
      own: new URL(settings.baseUrl).hostname,
      log: system.log,
      mostPerMinute: settings.RATE_LIMIT === 'on' ? 30 : Number.POSITIVE_INFINITY,
      resolve: async (address) => resolveAddress(system, networks, await begunRegions(database), address),
      receive: mailReceiver(system, networks, onBounce, letters),
    })
  /** By which mandate this request's resident acts for who asked a question, when they do. */
  const mandateOf = async (request: FastifyRequest, region: number, question: string): Promise<string | undefined> => {
    const resident = await residentOf(request, region)
    if (!resident?.mandate) return undefined
    const asked = await database.transaction({ kind: 'link', region, subject: question }, 'following', (tx) => questionById(tx, region, question))
    return asked && resident.persons.includes(asked.asked_by ?? asked.person_id) ? resident.mandate.id : undefined
  }
  return { networks, catalogues, sessions, guestOf: guestReader(system, { networks, passes }), residentOf, mandateOf, letters, routes, tasks, mailIn }
}

/** The regions in which the program has work. */
export const begunRegions = (database: Database): Promise<number[]> => database.transaction({ kind: 'public', region: 0 }, 'tasks', begunRegionIds)
