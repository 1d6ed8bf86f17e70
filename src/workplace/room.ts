import { tablesOf } from '../foundation/record/retention.ts'
import { fill } from '../foundation/place.ts'
import { defineRoom } from '../foundation/room.ts'
import { frames } from '../foundation/ui/frame.tsx'
import { publicMenu } from '../foundation/ui/layout.tsx'
import { workMenu } from '../foundation/ui/menu.ts'
import { workplaceFates } from './fates.ts'
import { draftRoutes } from './drafts.ts'
import { workFrame } from './frame.tsx'
import { keysRoute } from './keys.tsx'
import { liveRoute } from './live.ts'
import { mailNotice, morning, planMorning } from './notices/actions.ts'
import { workplaceLetters } from './notices/letters.ts'
import { noticeRoutes } from './notices/routes.tsx'
import { countUnseen, unseenByStaff } from './notices/store.ts'
import { mornings } from './places.ts'
import { yourWork } from './menu.ts'
import { say } from './words.ts'

/** What staff work in: the frame around every page of theirs, with its menu; what they are told; the keyboard; what they see when something came between. */
export const workplaceRoom = defineRoom({
  name: 'workplace',
  tables: tablesOf(say, 'notice', 'staff_choice'),
  fates: workplaceFates,
  routes: [...noticeRoutes, ...draftRoutes, keysRoute, liveRoute],
  letters: workplaceLetters,
  tasks: () => ({ morning, 'notice-mail': mailNotice }),
  nightly: planMorning,
  menu: [
    fill(workMenu, {
      group: yourWork,
      at: 90,
      entries: ({ language }) => [{ key: 'notices', label: say[language]('menu.notices'), page: '/meldingen' }],
      read: async (tx, { region, actor }) => ({ counts: { notices: (await countUnseen(tx, region.id, actor.id)) || undefined } }),
    }),
    fill(publicMenu, { where: 'foot', at: 30, label: (language) => say[language]('public.staff'), href: ({ path }) => path('/werk') }),
  ],
  places: [
    fill(frames, workFrame),
    fill(mornings, {
      read: async (tx, region, _now, only) => new Map((await unseenByStaff(tx, region, only)).map(({ staff, count }) => [staff, { count }])),
      lines: (language, { count }, at) => [`${say[language]('morning.unseen', { count: count! })}\n${at('/meldingen')}`],
    }),
  ],
})
