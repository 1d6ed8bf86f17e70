import { tablesOf } from '../foundation/record/retention.ts'
import { peopleFates } from './fates.ts'
import { peopleEvents } from './events.ts'
import { fill } from '../foundation/place.ts'
import { activity } from '../foundation/record/activities.ts'
import { registerAt } from '../foundation/record/export.ts'
import { defineRoom } from '../foundation/room.ts'
import { may } from '../foundation/identity/rights.ts'
import { publicMenu } from '../foundation/ui/layout.tsx'
import { workMenu } from '../foundation/ui/menu.ts'
import { visitors } from '../foundation/web/visitors.ts'
import { siteIn, readNetwork } from '../network/current.ts'
import { regionLists } from '../network/lists.ts'
import { theRegion } from '../network/menu.ts'
import { otherSignIns } from '../network/routes.tsx'
import { theNation } from '../network/geography.ts'
import { peopleDemo } from './demo.ts'
import { brokerState, cameByBroker, linkState, residentOf } from './file/enterroutes.tsx'
import { fileRoutes } from './file/routes.tsx'
import { peopleLetters } from './letters.ts'
import { countForOfficer, privacyRoutes } from './privacy/routes.tsx'
import { reachWays } from './person.ts'
import { peopleRights } from './rights.ts'
import { say } from './words.ts'

/** Who asks, their own file, and who looked at it. */
export const peopleRoom = defineRoom({
  name: 'people',
  tables: tablesOf(say, 'person', 'person_word', 'resident', 'mandate', 'data_request', 'processing_activity'),
  fates: peopleFates,
  rights: peopleRights,
  events: peopleEvents,
  activities: [activity('own-file', ['own-file'], say), activity('supervision', ['privacy'], say)],
  routes: [...fileRoutes(), ...privacyRoutes()],
  letters: peopleLetters,
  menu: [
    fill(workMenu, {
      group: theRegion,
      at: 30,
      entries: ({ actor, region, language }) =>
        region.id !== theNation.id && may(actor, peopleRights.workOnPrivacy) ? [{ key: 'privacy', page: '/privacy', label: say[language]('privacy.title') }] : [],
      read: async (tx, { actor }) => (may(actor, peopleRights.workOnPrivacy) ? { counts: { privacy: await countForOfficer(tx, actor) } } : {}),
    }),
    fill(publicMenu, { where: 'top', at: 40, label: (language) => say[language]('public.file'), href: ({ path }) => path('/mijn') }),
  ],
  places: [
    fill(visitors, {
      holders: 'resident',
      door: '/mijn/aanmelden',
      again: (_visit, to) => `/mijn/aanmelden?naar=${encodeURIComponent(to)}`,
      read: (system, request, _reply, region) => residentOf(system, request, region),
    }),
    fill(regionLists, reachWays),
    ...[brokerState, linkState].map((state) => fill(otherSignIns, { state, came: cameByBroker })),
    fill(registerAt, async (tx, { settings }, region) => {
      const network = await readNetwork(tx, region)
      const at = network ? `${settings.baseUrl}/${siteIn(network).slug}/verwerkingen` : settings.baseUrl
      return (organisation, code) => `${at}?organisatie=${network?.organisations.get(organisation)?.slug ?? ''}#${code}`
    }),
  ],
  demo: peopleDemo,
})
