import { may } from '../foundation/identity/rights.ts'
import type { MenuGroup, MenuPart } from '../foundation/ui/menu.ts'
import type { PublicEntry } from '../foundation/ui/layout.tsx'
import { theNation } from './geography.ts'
import { networkHere } from './current.ts'
import { networkRights } from './rights.ts'
import { say } from './words.ts'

/** What there is of the region as a whole. */
export const theRegion: MenuGroup = { at: 90, label: (language) => say[language]('menu.centre') }

/** The set-up, who has access, and who takes part. */
export const networkMenu: MenuPart = {
  group: theRegion,
  at: 90,
  entries: async (visit) => {
    const { actor, region, language } = visit
    const t = say[language]
    const changes = may(actor, networkRights.changeSetup)
    const centre = (await networkHere(visit)).organisations.get(actor.organisation)?.kind === 'werkcentrum'
    return [
      ...(may(actor, networkRights.manageStaff) ? [{ key: 'staff', page: '/toegang', label: t('menu.staff') }] : []),
      ...(region.id === theNation.id && may(actor, networkRights.manageNation) ? [{ key: 'regions', page: '/regios', label: t('menu.regions') }] : []),
      ...(changes && !centre ? [{ key: 'points', page: '/inrichting/deel/inlooppunten', label: t('menu.points') }] : []),
      ...(changes && centre ? [{ key: 'setup', page: '/inrichting', label: t('menu.setup') }] : []),
      { key: 'network', page: '/netwerk', label: t('menu.network') },
    ]
  },
}

/** The walk-in points, and the other regions. */
export const publicEntries: readonly PublicEntry[] = [
  { where: 'top', at: 20, label: (language) => say[language]('public.walk-in'), href: ({ path }) => path('/inlooppunten') },
  { where: 'foot', at: 40, national: true, label: (language) => say[language]('public.regions'), href: ({ language }) => (language === 'en' ? '/en' : '/') },
]
