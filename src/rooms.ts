import type { Database } from './foundation/database/database.ts'
import { newId } from './foundation/database/id.ts'
import { sessionKeeper } from './foundation/identity/sessions.ts'
import { signIn } from './foundation/identity/signin.ts'
import { listenForMail } from './foundation/mail/arrival.ts'
import { liveChanges } from './foundation/live/live.ts'
import { mailSender, type OnBounce } from './foundation/mail/mail.ts'
import { removeExpired } from './foundation/record/retention.ts'
import { record } from './foundation/record/record.ts'
import { planNight, type TaskWork } from './foundation/tasks/tasks.ts'
import type { Route, System } from './foundation/web/route.ts'
import { lastDayCame, type SetupHooks } from './network/actions.ts'
import { networkLetters } from './network/letters.ts'
import { knownNetworks } from './network/known.ts'
import { accessRoutes } from './network/setup/access.tsx'
import { partRoutes } from './network/setup/partroutes.tsx'
import { setupRoutes } from './network/setup/routes.tsx'
import { nationRoutes } from './network/nation/routes.tsx'
import { networkRoutes } from './network/routes.tsx'
import { begunRegionIds } from './network/store.ts'
import { usedByQuestions } from './desk/queries.ts'
import { colleagueLeft, dueCame, mailCameBack } from './desk/actions.ts'
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
import { siteRoutes } from './site/routes.tsx'

// The rooms, from the ground up: foundation, network, people, desk, site. Each uses those before it, never those after;
// .dependency-cruiser.cjs holds the same order, and this file is where a later room fills a place of an earlier one.

/** What later rooms put in earlier ones. */
const deskPlaces: DeskPlaces = { panels: [nearby], answers: [directAnswer] }
const onBounce: OnBounce = (tx, region, subject, now) => mailCameBack(tx, { kind: 'task', region }, now, subject)
/** What the later rooms do with a change of a region's set-up. */
export const setupHooks: SetupHooks = { onLeaving: [colleagueLeft], stillUsed: usedByQuestions }

/** What each night does, per region: total the day, remove what has passed its period, and plan the next night. */
const nightly: TaskWork = async (tx, { region }, now) => {
  await totalDays(tx, region, now)
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
  const frame = workFrame(networks)
  const letters = { ...networkLetters(system), ...deskLetters(system), ...noticeLetters(system) }
  const routes: Route[] = [
    ...siteRoutes(networks),
    ...networkRoutes({ networks, sessions, signIn: signIn(settings, secret), frame }),
    ...setupRoutes({ networks, frame, hooks: setupHooks }),
    ...partRoutes({ networks, frame, hooks: setupHooks }),
    ...nationRoutes({ networks, frame, hooks: setupHooks }),
    ...accessRoutes({ networks, frame, hooks: setupHooks }),
    ...publicDeskRoutes(networks),
    ...workDeskRoutes({ networks, places: deskPlaces, frame }),
    ...liveRoutes(networks, liveChanges(database, clock)),
    ...deskApi(networks),
  ]
  const tasks: Record<string, TaskWork> = {
    mail: mailSender(settings, system.links, letters, onBounce),
    'question-due': (tx, { region, subject, detail }, now) => dueCame(tx, { kind: 'task', region }, now, subject, String(detail.due), Number(detail.level) as 1 | 2 | 3),
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
  return { networks, sessions, letters, routes, tasks, mailIn }
}

/** The regions in which the program has work. */
export const begunRegions = (database: Database): Promise<number[]> => database.as({ kind: 'public', region: 0 }, 'tasks', begunRegionIds)
