import { fill } from '../foundation/place.ts'
import { defineRoom } from '../foundation/room.ts'
import { privacyPage, publicMenu } from '../foundation/ui/layout.tsx'
import { say, siteRoutes } from './routes.tsx'

/** What the site says of itself. */
export const siteRoom = defineRoom({
  name: 'site',
  routes: siteRoutes,
  places: [fill(privacyPage, '/privacy')],
  menu: [
    fill(
      publicMenu,
      { where: 'foot', at: 10, label: (language) => say[language]('menu.privacy'), href: ({ path }) => path('/privacy') },
      { where: 'foot', at: 20, label: (language) => say[language]('menu.accessibility'), href: ({ path }) => path('/toegankelijkheid') },
    ),
  ],
})
