import { networkFates } from './fates.ts'
import { say } from './words.ts'
import { tablesOf } from '../foundation/record/retention.ts'
import { networkEvents } from './events.ts'
import { sessionsOf } from '../foundation/identity/sessions.ts'
import { fill } from '../foundation/place.ts'
import { defineRoom } from '../foundation/room.ts'
import { publicMenu } from '../foundation/ui/layout.tsx'
import { workMenu } from '../foundation/ui/menu.ts'
import { regionsKnown, visitors } from '../foundation/web/visitors.ts'
import { lastDayCame } from './actions.ts'
import { networkApi } from './api.ts'
import { networksOf } from './current.ts'
import { networkLetters } from './letters.ts'
import { firstLink } from './links.ts'
import { networkMenu, publicEntries } from './menu.ts'
import { nationRoutes } from './nation/routes.tsx'
import { networkRights } from './rights.ts'
import { begunRegions } from './queries.ts'
import { networkRoutes, signInAgain } from './routes.tsx'
import { sessionRoutes } from './sessionroutes.tsx'
import { accessRoutes } from './setup/access.tsx'
import { partRoutes } from './setup/sectionroutes.tsx'
import { setupRoutes } from './setup/routes.tsx'
import { waitingRoutes } from './waiting/routes.tsx'

/** Regions, municipalities, organisations, walk-in points, staff, and the set-up of all that. */
export const networkRoom = defineRoom({
  name: 'network',
  tables: tablesOf(say, 'region', 'municipality', 'region_setup', 'setup_version', 'organisation', 'walk_in_point', 'door', 'data_sharing', 'staff', 'national_help'),
  fates: networkFates,
  rights: networkRights,
  events: networkEvents,
  links: { firstLink },
  routes: [...networkRoutes, ...setupRoutes, ...partRoutes, ...nationRoutes, ...accessRoutes, ...sessionRoutes, ...waitingRoutes, ...networkApi],
  api: { tags: { netwerk: 'Regio’s en inlooppunten.' } },
  letters: networkLetters,
  tasks: () => ({ 'staff-ends': (tx, { region, subject, due }, now) => lastDayCame(tx, region, subject, due, now) }),
  menu: [fill(workMenu, networkMenu), fill(publicMenu, ...publicEntries)],
  places: [
    fill(regionsKnown, (system) => ({
      find: (slug) => networksOf(system).placeOf(slug),
      begun: () => begunRegions(system.database),
      helpIn: (region) => networksOf(system).helpIn(region),
    })),
    fill(visitors, { holders: 'staff', door: '/inloggen', again: signInAgain, read: (system, request, reply, region) => sessionsOf(system).read(request, reply, region) }),
  ],
})
