import { dayOf } from './foundation/clock/workingdays.ts'
import type { Database } from './foundation/database/database.ts'
import { newId } from './foundation/database/id.ts'
import { sessionKeeper } from './foundation/identity/sessions.ts'
import { passKeeper } from './foundation/identity/passes.ts'
import { signIn } from './foundation/identity/signin.ts'
import { listenForMail } from './foundation/mail/arrival.ts'
import { liveChanges } from './foundation/live/live.ts'
import { mailSender, type OnBounce } from './foundation/mail/mail.ts'
import { removeExpired } from './foundation/record/retention.ts'
import { record } from './foundation/record/record.ts'
import { planNight, type TaskWork } from './foundation/tasks/tasks.ts'
import { Conflict, NotFound } from './foundation/web/problem.ts'
import type { Route, System } from './foundation/web/route.ts'
import { lastDayCame, type SetupHooks } from './network/actions.ts'
import { networkLetters } from './network/letters.ts'
import { knownNetworks, readNetwork, takesPart } from './network/known.ts'
import { accessRoutes } from './network/setup/access.tsx'
import { partRoutes } from './network/setup/partroutes.tsx'
import { setupRoutes } from './network/setup/routes.tsx'
import { nationRoutes } from './network/nation/routes.tsx'
import { networkRoutes } from './network/routes.tsx'
import { begunRegionIds } from './network/store.ts'
import { usedByQuestions } from './desk/queries.ts'
import { colleagueLeft, dueCame, mailCameBack, organisationEnded } from './desk/actions.ts'
import { deskApi } from './desk/api.ts'
import { liveRoutes } from './desk/live/routes.ts'
import { deskLetters } from './desk/letters.ts'
import { mailReceiver, resolveAddress } from './desk/mail/receive.ts'
import { mailNotice, morning, planMorning } from './desk/notices/actions.ts'
import { noticeLetters } from './desk/notices/letters.ts'
import type { DeskPlaces } from './desk/places.ts'
import { totalDays } from './desk/promises.ts'
import { publicDeskRoutes } from './desk/public/routes.tsx'
import { directAnswer } from './desk/work/answer/direct.ts'
import { workFrame } from './desk/work/frame.tsx'
import { nearby } from './desk/work/question/nearby.tsx'
import { workDeskRoutes } from './desk/work/routes.tsx'
import { meetingLetters } from './appointments/letters.ts'
import { close as closeHandover } from './handover/actions.ts'
import { checkGrounds, handoverOverdue, questionWithdrawn, tellCorrected } from './handover/coordinator/actions.ts'
import { groupRoutes } from './handover/group/routes.tsx'
import { handoverLetters } from './handover/letters.ts'
import { guestReader, partnerRoutes } from './handover/partner/routes.tsx'
import { handoverPart } from './handover/person/part.tsx'
import { personHandoverRoutes } from './handover/person/routes.ts'
import { countWaiting } from './handover/queries.ts'
import { handoverSays } from './handover/says.ts'
import { endPartnersSight, usedByHandovers } from './handover/store.ts'
import { say as sayHandover } from './handover/words.ts'
import { groupPanel, handoverAnswer, handoverPanel } from './handover/work/panel.tsx'
import { handoverPromises } from './handover/work/promises.tsx'
import { workHandoverRoutes } from './handover/work/routes.tsx'
import { siteRoutes } from './site/routes.tsx'

// The rooms, from the ground up: foundation, network, people, desk, appointments, handover, site. Each uses those before it, never those after;
// .dependency-cruiser.cjs holds the same order, and this file is where a later room fills a place of an earlier one.

/** What later rooms put in earlier ones. */
const deskPlaces: DeskPlaces = {
  panels: [handoverPanel, groupPanel, nearby],
  answers: [directAnswer, handoverAnswer],
  follow: [handoverPart],
  says: handoverSays,
  menu: [
    { key: 'handovers', right: 'handover.see', label: { nl: sayHandover.nl('menu.handovers'), en: sayHandover.en('menu.handovers') }, page: '/overdrachten', count: countWaiting },
  ],
  onWithdrawn: questionWithdrawn,
  promises: [handoverPromises],
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
  const sessions = sessionKeeper(database, clock, settings.baseUrl.startsWith('https:'))
  const frame = workFrame(networks, deskPlaces.menu)
  const passes = passKeeper(secret, settings.baseUrl.startsWith('https:'))
  const letters = { ...networkLetters(system), ...deskLetters(system), ...noticeLetters(system), ...meetingLetters(system), ...handoverLetters(system, passes) }
  const routes: Route[] = [
    ...siteRoutes(networks),
    ...networkRoutes({ networks, sessions, signIn: signIn(settings, secret), frame }),
    ...setupRoutes({ networks, frame, hooks: setupHooks }),
    ...partRoutes({ networks, frame, hooks: setupHooks }),
    ...nationRoutes({ networks, frame, hooks: setupHooks }),
    ...accessRoutes({ networks, frame, hooks: setupHooks }),
    ...publicDeskRoutes({ networks, places: deskPlaces }),
    ...workDeskRoutes({ networks, places: deskPlaces, frame }),
    ...workHandoverRoutes({ networks, frame }),
    ...groupRoutes({ networks, frame }),
    ...partnerRoutes({ networks, passes }),
    ...personHandoverRoutes(networks),
    ...liveRoutes(networks, liveChanges(database, clock)),
    ...deskApi(networks),
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
      if (network) await tellCorrected(tx, now, network, region, subject)
    },
    // Read or not, an outcome does not wait for ever.
    'handover-close': async (tx, { region, subject }, now) => {
      const network = await readNetwork(tx, region)
      if (network)
        await closeHandover(tx, { kind: 'task', region }, now, network, subject).catch((error) =>
          error instanceof Conflict || error instanceof NotFound ? undefined : Promise.reject(error),
        )
    },
    nightly,
    'staff-ends': (tx, { region, subject, due }, now) => lastDayCame(tx, region, subject, due, now, setupHooks),
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
      receive: mailReceiver(system, networks, onBounce),
    })
  return { networks, sessions, guestOf: guestReader(system, { networks, passes }), letters, routes, tasks, mailIn }
}

/** The regions in which the program has work. */
export const begunRegions = (database: Database): Promise<number[]> => database.as({ kind: 'public', region: 0 }, 'tasks', begunRegionIds)
