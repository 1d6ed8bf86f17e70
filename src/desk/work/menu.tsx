import { actingOf } from '../../foundation/doing.ts'
import type { VNode } from 'preact'
import { may } from '../../foundation/identity/rights.ts'
import type { MenuPart } from '../../foundation/ui/menu.ts'
import type { StaffVisit } from '../../foundation/web/route.ts'
import { theNation } from '../../network/geography.ts'
import { theRegion } from '../../network/menu.ts'
import { yourWork } from '../../workplace/menu.ts'
import { type Counts, countsFor, mostWaiting, viewsFor } from '../queries.ts'
import { deskRights } from '../rights.ts'
import { say } from '../words.ts'
import { listAddress, sayAgo } from './list.tsx'

/** Whose question cannot wait and was taken by nobody: above every page, each by its number. */
function Waiting({ visit, waiting, since }: { visit: StaffVisit } & Pick<Counts, 'waiting' | 'since'>): VNode {
  const t = say[visit.language]
  // How many more there are, where so many stand by number: all that fit in the menu, on a phone the first.
  const more = (shown: number, where: string) =>
    waiting.length > shown && (
      <a class={`wc-waits ${where}`} href={listAddress(visit, { lijst: 'urgent' })}>
        {t('urgent.waiting.more', { count: waiting.length - shown })}
      </a>
    )
  return (
    <>
      {waiting.slice(0, mostWaiting).map((number, at) => (
        <a key={number} class={`wc-waits${at ? ' wc-waits--next' : ''}`} href={visit.path(`/werk/vragen/${number}?lijst=urgent`)}>
          <span>{t('urgent.waiting', { number })}</span> <small>{sayAgo(visit.language, new Date(since[at]!), visit.now)}</small>
        </a>
      ))}
      {more(mostWaiting, 'wc-waits--next')}
      {more(1, 'wc-waits--phone')}
    </>
  )
}

/** The lists with their counts, and the filters somebody saved. */
export const listsMenu: MenuPart = {
  group: yourWork,
  at: 10,
  entries: ({ actor, language }) =>
    may(actor, deskRights.see) ? viewsFor(actor).map((view) => ({ key: view, page: `?lijst=${view}`, label: say[language](`view.${view}`) })) : [],
  read: async (tx, visit) => {
    if (!may(visit.actor, deskRights.see)) return {}
    const { saved, waiting, since, ...counts } = await countsFor(actingOf(visit, tx))
    return {
      counts,
      more: saved.map(({ id, name, query }) => ({ key: id, page: query, label: name, own: true })),
      above: <Waiting visit={visit} waiting={waiting} since={since} />,
    }
  },
}

/** What else there is at the desk for this person. */
export const deskMenu: MenuPart = {
  group: theRegion,
  at: 10,
  entries: ({ actor, region, language }) => {
    const t = say[language]
    const nation = region.id === theNation.id
    return [
      ...(nation ? [] : [{ key: 'register', page: '/noteren', label: t('menu.register'), shortcut: 'n' }]),
      ...(may(actor, deskRights.seeKnowledge) ? [{ key: 'knowledge', page: '/kennis', label: t('menu.knowledge') }] : []),
      ...(may(actor, deskRights.arrangeAbsence) ? [{ key: 'team', page: '/werkdruk', label: t(may(actor, deskRights.seeWorkload) ? 'menu.team' : 'menu.absence') }] : []),
      ...(may(actor, deskRights.seePromises) ? [{ key: 'promises', page: '/beloften', label: t('menu.promises') }] : []),
      ...(may(actor, deskRights.askAccess) ? [{ key: 'access', page: '/inzage', label: t('menu.access') }] : []),
      ...(may(actor, deskRights.seeDoors) && !nation ? [{ key: 'doors', page: '/deuren', label: t('menu.doors') }] : []),
    ]
  },
}
