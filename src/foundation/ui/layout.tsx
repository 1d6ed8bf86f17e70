import type { ComponentChildren } from 'preact'
import { Help } from '../danger/help.tsx'
import type { Language, Say } from '../i18n/i18n.ts'
import { place } from '../place.ts'
import { asset } from '../web/assets.ts'
import type { FieldProblem } from '../web/problem.ts'
import { say } from '../words.ts'
import { nation, type Visit, type Where } from '../web/route.ts'

/** What a problem with a field says, in the visitor's language: what all forms share in the words of forms, else in the room's own. */
export const explainerOf =
  <Key extends string>(own: Record<Language, Say<Key>>) =>
  ({ language }: Pick<Visit, 'language'>) =>
  ({ key, values }: FieldProblem): string =>
    // What a schema says without a key of ours came from no form of ours.
    !/^[a-z][\w.-]*$/.test(key) ? say[language]('form.wrong') : key.startsWith('form.') ? say[language](key as 'form.choose', values) : own[language](key as Key, values)

/** A room's entry in the menu on top or at the foot of public pages, in the order of `at`. The nation takes no questions: its pages have none but those that are for it too. */
export interface PublicEntry {
  where: 'top' | 'foot'
  at: number
  label(language: Language): string
  href(visit: Pick<Visit, 'path' | 'language'>): string
  national?: boolean
}
export const publicMenu = place<PublicEntry>('menu of public pages')
/** Where the site says what it does with somebody's data, below the region's address. */
export const privacyPage = place<string>('the privacy statement')
function Entries({ visit, where }: { visit: Where; where: PublicEntry['where'] }) {
  const here = visit.system.partsOf(publicMenu).filter((each) => each.where === where && (each.national || visit.region.id !== nation.id))
  return (
    <>
      {here
        .sort((a, b) => a.at - b.at)
        .map((each) => (
          <a key={each.at} class="utrecht-link" href={each.href(visit)}>
            {each.label(visit.language)}
          </a>
        ))}
    </>
  )
}

export interface DocumentProps {
  visit: Where
  title: string
  house: 'public' | 'work'
  /** For pages that must not be found or remembered: a secret link, the workplace. */
  hidden?: boolean
  /** The page does something by itself where scripts run. */
  script?: boolean
  /** Where it hears what changes, and the number of the question it is about. */
  live?: { at: string; question?: string }
  children: ComponentChildren
}

export function Document({ visit, title, house, hidden, script, live, children }: DocumentProps) {
  const name = visit.region.slug ? `Werkcentrum ${visit.region.name}` : 'Werkcentrum'
  return (
    <html lang={visit.language} dir="ltr" class={`house-${house}`}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="theme-color" content={house === 'work' ? '#073f34' : '#ffffff'} />
        {hidden && <meta name="robots" content="noindex, nofollow" />}
        <title>{title === name ? title : `${title} - ${name}`}</title>
        <link rel="icon" href={asset('mark.svg')} type="image/svg+xml" />
        <link rel="stylesheet" href={asset('style.css')} />
        {visit.region.look?.css && <link rel="stylesheet" href={visit.region.look.css} />}
        {(script || live) && <script src={asset('page.js')} defer />}
      </head>
      <body data-live={live?.at} data-question={live?.question} data-worker={house === 'work' ? asset('worker.js') : undefined}>
        <a class="utrecht-skip-link utrecht-skip-link--visible-on-focus" href="#inhoud">
          {say[visit.language]('skip')}
        </a>
        {children}
      </body>
    </html>
  )
}

/** The mark with the region's name: one recognisable name, Werkcentrum and the region. */
export function Mark({ visit, to }: { visit: Where; to: string }) {
  return (
    <a class="wc-mark" href={to}>
      {visit.region.look?.logo ? (
        <img class="wc-logo" src={visit.region.look.logo} alt="" height="38" />
      ) : (
        <svg viewBox="0 0 40 40" width="38" height="38" aria-hidden="true">
          <rect width="40" height="40" rx="9" fill="var(--wc-green)" />
          <path d="M10 20 20 11l10 9v10h-6.500v-6.500h-7V30H10z" fill="#fff" />
          <circle cx="29" cy="11.500" r="4.500" fill="var(--wc-sun)" />
        </svg>
      )}
      <span>
        <strong>Werkcentrum</strong>
        <small>{visit.region.slug ? visit.region.name : 'Nederland'}</small>
      </span>
    </a>
  )
}

const OtherLanguage = ({ visit }: { visit: Where }) => {
  const other = visit.language === 'en' ? 'nl' : 'en'
  return (
    <a class="utrecht-link" href={visit.elsewhere} lang={other} hreflang={other} aria-label={say[visit.language]('language.label')}>
      {say[visit.language]('language.other')}
    </a>
  )
}

/** A page for residents and employers: calm, one thing at a time. Who just wrote words of danger reads whom to call first; `ownHelp`: the page itself says where; `unsent`: what they wrote has a mistake, and is not handed in yet. */
export function PublicPage({
  visit,
  title,
  hidden,
  script,
  live,
  wide,
  ownHelp,
  unsent,
  children,
}: Omit<DocumentProps, 'house'> & { wide?: boolean; ownHelp?: boolean; unsent?: boolean }) {
  const t = say[visit.language]
  const home = visit.path()
  return (
    <Document visit={visit} title={title} house="public" hidden={hidden} script={script || visit.alarm !== undefined} live={live}>
      <header class="wc-header">
        <div class="wc-bar">
          <Mark visit={visit} to={home} />
          <nav aria-label={t('menu')}>
            <Entries visit={visit} where="top" />
            <OtherLanguage visit={visit} />
          </nav>
        </div>
      </header>
      <main id="inhoud" class={wide ? 'wc-main wc-main--wide' : 'wc-main'}>
        {visit.alarm && !ownHelp && <Help alarm={visit.alarm} unsent={unsent} />}
        {children}
      </main>
      <footer class="wc-footer">
        <nav class="wc-bar" aria-label={t('footer')}>
          <Entries visit={visit} where="foot" />
        </nav>
      </footer>
    </Document>
  )
}
