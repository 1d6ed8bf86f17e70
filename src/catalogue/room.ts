import { tablesOf } from '../foundation/record/retention.ts'
import { withNetwork } from '../network/doing.ts'
import { catalogueFates } from './fates.ts'
import { catalogueEvents } from './events.ts'
import { fill } from '../foundation/place.ts'
import { defineRoom } from '../foundation/room.ts'
import { may } from '../foundation/identity/rights.ts'
import { publicMenu } from '../foundation/ui/layout.tsx'
import { workMenu } from '../foundation/ui/menu.ts'
import { insteadOfAsking, questionPanels } from '../desk/places.ts'
import { theNation } from '../network/geography.ts'
import { theRegion } from '../network/menu.ts'
import { catalogueApi } from './api.ts'
import { catalogueDemo } from './demo/demo.ts'
import { hsdsRoutes } from './hsds/routes.ts'
import { askWhatHolds } from './keep/actions.ts'
import { keepRoutes } from './keep/routes.tsx'
import { catalogueLetters } from './letters.ts'
import { serviceLink } from './links.ts'
import { publicCatalogueRoutes } from './public/routes.tsx'
import { countToDecide } from './queries.ts'
import { catalogueRights } from './rights.ts'
import { signpostPanel } from './work/panel.tsx'
import { workCatalogueRoutes } from './work/routes.tsx'
import { say } from './words.ts'

/** Everything the network offers, and the signpost that leads to it. */
export const catalogueRoom = defineRoom({
  name: 'catalogue',
  tables: tablesOf(say, 'catalogue', 'service', 'service_version', 'service_import', 'service_rating', 'hsds_document', 'service_file'),
  fates: catalogueFates,
  rights: catalogueRights,
  events: catalogueEvents,
  links: { serviceLink },
  routes: [...publicCatalogueRoutes, ...workCatalogueRoutes, ...keepRoutes(), ...catalogueApi(), ...hsdsRoutes()],
  api: { tags: { aanbod: 'Alles wat het netwerk biedt, en wie bij een vraag kan helpen.' } },
  letters: catalogueLetters,
  nightly: async (tx, region, now) => askWhatHolds(await withNetwork({ tx, actor: { kind: 'task', region }, now })),
  menu: [
    fill(workMenu, {
      group: theRegion,
      at: 20,
      entries: ({ actor, region, language }) =>
        region.id !== theNation.id && may(actor, catalogueRights.see) ? [{ key: 'catalogue', page: '/aanbod', label: say[language]('work.title') }] : [],
      read: async (tx, { actor, region }) => (region.id === theNation.id ? {} : { counts: { catalogue: await countToDecide(tx, actor) } }),
    }),
    fill(publicMenu, { where: 'top', at: 10, label: (language) => say[language]('public.offer'), href: ({ path }) => path('/aanbod') }),
  ],
  places: [
    fill(questionPanels, signpostPanel),
    fill(insteadOfAsking, ({ language, path }, { on, door, event }) => {
      const t = say[language]
      const signpost = { href: path(door ? `/wegwijzer?deur=${door}` : '/wegwijzer'), label: t('instead.signpost') }
      if (on === 'home') return [signpost, { href: path('/aanbod'), label: t('instead.offer') }]
      const offer = { href: path(`/aanbod?${event === 'personeel' ? 'voor=employer' : `situatie=${event}`}`), label: t('instead.offer.here') }
      return event ? [signpost, offer] : [signpost]
    }),
  ],
  demo: catalogueDemo,
})
