import type { ComponentChildren, VNode } from 'preact'
import type { Tx } from '../foundation/database/database.ts'
import type { Frame, Shown } from '../foundation/ui/frame.tsx'
import { Document, Mark } from '../foundation/ui/layout.tsx'
import { say as saySite } from '../foundation/words.ts'
import { type MenuEntry, type MenuGroup, workMenu } from '../foundation/ui/menu.ts'
import type { StaffVisit } from '../foundation/web/route.ts'
import { networkHere } from '../network/current.ts'
import { say } from './words.ts'

type Filled = MenuEntry & { count?: number }

/** So many lines fit on a screen: with more, only the group that the page is in is open. */
const fits = 24

function Entries({ visit, entries, current }: { visit: StaffVisit; entries: readonly Filled[]; current: string }) {
  return (
    <>
      {entries.map(({ key, label, page, own, shortcut, count }) => (
        <a key={key} href={visit.path(`/werk${page}`)} aria-current={key === current ? 'page' : undefined} data-key={shortcut}>
          {own ? <bdi>{label}</bdi> : label}
          {count !== undefined && <span>{count}</span>}
        </a>
      ))}
    </>
  )
}

/** The first column: where. What cannot wait first, on every page; then each group, of which the first has no need of a name. */
function Menu({
  visit,
  above,
  groups,
  current,
}: {
  visit: StaffVisit
  above: readonly VNode[]
  groups: readonly (readonly [MenuGroup, readonly Filled[]])[]
  current: string
}): VNode {
  const all = groups.reduce((sum, [, entries]) => sum + entries.length, 0)
  return (
    <>
      {above}
      {groups.map(([group, entries], at) =>
        at === 0 ? (
          <Entries key={group.at} visit={visit} entries={entries} current={current} />
        ) : (
          <details key={group.at} open={all <= fits || entries.some(({ key }) => key === current)}>
            <summary>{group.label(visit.language)}</summary>
            <Entries visit={visit} entries={entries} current={current} />
          </details>
        ),
      )}
    </>
  )
}

/** A page of the workplace: dense and quiet, with its menu at the side. */
function WorkPage({ visit, title, who, menu, question, quiet, children }: Omit<Shown, 'content'> & { visit: StaffVisit; who: string; menu: VNode; children: ComponentChildren }) {
  const t = say[visit.language]
  return (
    <Document visit={visit} title={title} house="work" hidden script live={quiet ? undefined : { at: visit.path('/werk/live'), question }}>
      <div class="wc-work">
        <header class="wc-work-edge">
          <Mark visit={visit} to={visit.path('/werk')} />
          <nav aria-label={t('frame.menu')} id="menu" data-part>
            {menu}
          </nav>
          <div class="wc-work-foot">
            <p>{who}</p>
            <a href={visit.path()}>{t('frame.site')}</a>
            <a href={visit.elsewhere} lang={visit.language === 'en' ? 'nl' : 'en'}>
              {saySite[visit.language]('language.other')}
            </a>
            <a href={visit.path('/werk/toetsen')} data-key="?">
              {t('keys.title')}
            </a>
            <a href={visit.path('/werk/aangemeld')}>{t('frame.sessions')}</a>
            <form method="post" action={visit.path('/uitloggen')}>
              <button type="submit">{t('frame.sign-out')}</button>
            </form>
          </div>
        </header>
        <main id="inhoud" class="wc-work-main">
          {children}
        </main>
      </div>
    </Document>
  )
}

/** The workplace around every page of staff: in groups what each room has for this person, with what waits there. */
export const workFrame: Frame = async (visit) => {
  const parts = [...visit.system.partsOf(workMenu)].sort((a, b) => a.at - b.at)
  const [network, entries] = await Promise.all([networkHere(visit), Promise.all(parts.map((each) => each.entries(visit)))])
  const organisation = network.organisations.get(visit.actor.organisation)?.name ?? ''
  return async (tx: Tx, current: string) => {
    const read = await Promise.all(parts.map((each) => each.read?.(tx, visit)))
    const groups = new Map<MenuGroup, Filled[]>()
    for (const [at, { group }] of parts.entries()) {
      const filled = [...entries[at]!, ...(read[at]?.more ?? [])].map((entry) => ({ ...entry, count: read[at]?.counts?.[entry.key] }))
      if (filled.length) groups.set(group, [...(groups.get(group) ?? []), ...filled])
    }
    const ordered = [...groups].sort(([a], [b]) => a.at - b.at)
    const menu = <Menu visit={visit} above={read.flatMap((each) => each?.above ?? [])} groups={ordered} current={current} />
    return ({ content, status: _status, ...shown }) => (
      <WorkPage visit={visit} {...shown} who={say[visit.language]('who', { name: visit.actor.name, organisation })} menu={menu}>
        {content}
      </WorkPage>
    )
  }
}
