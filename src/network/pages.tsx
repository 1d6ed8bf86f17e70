import type { VNode } from 'preact'
import { addDays, type Day } from '../foundation/clock/workingdays.ts'
import { type Language, sayShortDay } from '../foundation/i18n/i18n.ts'
import { A, Notice, Button, ButtonLink, H1, H2, H3, P, Pill, TextField } from '../foundation/ui/components.tsx'
import { PublicPage } from '../foundation/ui/layout.tsx'
import { emptyForm } from '../foundation/web/forms.ts'
import type { Visit, Where } from '../foundation/web/route.ts'
import { findForm, nearestForm } from './forms.ts'
import { distance, type Point, type Region } from './geography.ts'
import { closedSoon, sayHours } from './hours.ts'
import type { Network } from './current.ts'
import type { WalkInPoint } from './store.ts'
import { say } from './words.ts'

const RegionLine = ({ visit, region, open }: { visit: Where; region: Region; open: boolean }) => {
  const t = say[visit.language]
  return (
    <li>
      <p>
        <A href={`${visit.language === 'en' ? '/en' : ''}/${region.slug}`}>Werkcentrum {region.name}</A>
      </p>
      <Pill tone={open ? 'calm' : 'plain'}>{t(open ? 'nation.open' : 'nation.closed')}</Pill>
    </li>
  )
}

/** The page above the regions: find yours. */
export function nationPage(visit: Where, regions: readonly Region[], open: ReadonlySet<number>, asked: { text: string; found: Region[] } | undefined, status404 = false): VNode {
  const t = say[visit.language]
  return (
    <PublicPage visit={visit} title={t('nation.title')} wide hidden={status404}>
      <H1>{t('nation.title')}</H1>
      <P lead>{t('nation.lead')}</P>
      <form class="wc-form-inline" method="get" action={visit.language === 'en' ? '/en' : '/'}>
        <TextField {...findForm.in(visit.language)('zoek')} start={asked?.text} autocomplete="postal-code" />
        <Button>{t('nation.find')}</Button>
      </form>
      {asked && (
        <section aria-live="polite">
          <H2>{t('nation.found', { count: asked.found.length })}</H2>
          {asked.found.length === 0 && <P>{t('nation.none')}</P>}
          <ul class="wc-points">
            {asked.found.map((region) => (
              <RegionLine key={region.id} visit={visit} region={region} open={open.has(region.id)} />
            ))}
          </ul>
        </section>
      )}
      <H2>{t('nation.all', { count: regions.length })}</H2>
      <ul class="wc-points">
        {[...regions]
          .sort((a, b) => a.name.localeCompare(b.name, 'nl'))
          .map((region) => (
            <RegionLine key={region.id} visit={visit} region={region} open={open.has(region.id)} />
          ))}
      </ul>
    </PublicPage>
  )
}

/** A region that nobody works in yet: says so, names its municipalities, takes no question. */
export function closedPage(visit: Visit, region: Region): VNode {
  const t = say[visit.language]
  return (
    <PublicPage visit={visit} title={t('region.closed.title', { region: region.name })}>
      <H1>{t('region.closed.title', { region: region.name })}</H1>
      <P lead>{t('region.closed.text')}</P>
      <H2>{t('region.closed.municipalities')}</H2>
      <ul class="wc-columns">
        {region.municipalities.map((municipality) => (
          <li key={municipality}>{municipality}</li>
        ))}
      </ul>
      <P>
        <A href={visit.language === 'en' ? '/en' : '/'}>{t('region.closed.other')}</A>
      </P>
    </PublicPage>
  )
}

const kilometres = (km: number) => Math.max(1, Math.round(km))

/** The walk-in points by municipality, or nearest first once it is known from where. */
export function WalkInPoints({
  language,
  points,
  today,
  from,
  limit,
  whole,
}: {
  language: Language
  points: readonly WalkInPoint[]
  /** The day it is read on: what is closed within two weeks is said. */
  today: Day
  from?: Point
  limit?: number
  /** With what helps people in, and what the place does itself. */
  whole?: boolean
}) {
  const t = say[language]
  const named = new Intl.DisplayNames(language, { type: 'language' })
  const listed = (words: string[]) => new Intl.ListFormat(language).format(words)
  const away = points.map((point) => ({ point, km: from ? distance(from, point) : undefined }))
  if (from) away.sort((a, b) => a.km! - b.km!)
  return (
    <ul class="wc-points">
      {away.slice(0, limit).map(({ point, km }) => (
        <li key={point.id}>
          <H3>{point.municipality}</H3>
          <p>
            {point.name}
            <br />
            {point.address}, {point.postcode} {point.place}
          </p>
          <p class="wc-soft">{sayHours(language, point.hours).join('; ')}</p>
          {closedSoon(point.closed, today, addDays(today, whole ? 60 : 14)).map(({ from: first, until, why }) => (
            <p key={first}>
              <Pill tone="next">{t('points.closed', { days: [first, until].flatMap((day) => (day ? [sayShortDay(language, day)] : [])).join(' – ') })}</Pill>{' '}
              {why && <span dir="auto">{why}</span>}
            </p>
          ))}
          {point.part_of && (
            <p dir="auto">
              {t('points.part-of', { place: point.part_of })}
              {whole && point.does_itself && ` ${t('points.does-itself', { what: point.does_itself })}`}
            </p>
          )}
          {whole && point.accessibility.length > 0 && <p>{t('points.accessibility', { what: listed(point.accessibility.map((each) => t(`accessibility.${each}`))) })}</p>}
          {whole && point.languages.length > 0 && <p>{t('points.languages', { what: listed(point.languages.map((each) => named.of(each)!)) })}</p>}
          {km !== undefined && <Pill tone="calm">{t('points.km', { km: kilometres(km) })}</Pill>}
        </li>
      ))}
    </ul>
  )
}

export function PostcodeSearch({ visit, postcode, problem }: { visit: Where; postcode?: string; problem?: boolean }) {
  const t = say[visit.language]
  const form = problem ? { ...emptyForm, errors: { postcode: { key: 'points.bad-postcode' } } } : emptyForm
  return (
    <form class="wc-form-inline" method="get" action={visit.path('/inlooppunten')}>
      <TextField {...nearestForm.in(visit.language, form, { prefix: 'zoek-' })('postcode')} start={postcode} autocomplete="postal-code" />
      <Button weight="secondary-action">{t('points.nearest')}</Button>
    </form>
  )
}

export function walkInPage(visit: Where, network: Network, today: Day, asked: { postcode: string; from?: Point & { towns: string[] } } | undefined): VNode {
  const t = say[visit.language]
  const { walkInPoints, setup } = network
  const within = (municipalities: readonly string[], is: boolean) => walkInPoints.filter((each) => municipalities.includes(each.municipality) === is)
  const rest = within(
    setup.subregions.flatMap((each) => each.municipalities),
    false,
  )
  const groups = asked?.from
    ? [{ name: t('points.by-distance', { postcode: asked.postcode, place: asked.from.towns[0]! }), points: walkInPoints }]
    : [
        ...setup.subregions.map(({ name, municipalities }) => ({ name, points: within(municipalities, true) })),
        { name: t(setup.subregions.length ? 'points.elsewhere' : 'points.by-municipality'), points: rest },
      ].filter(({ points }) => points.length)
  return (
    <PublicPage visit={visit} title={t('points.title')} wide>
      <H1>{t('points.title')}</H1>
      <P lead>{t('points.lead')}</P>
      <PostcodeSearch visit={visit} postcode={asked?.postcode} problem={asked !== undefined && !asked.from} />
      {groups.map(({ name, points }) => (
        <section key={name}>
          <H2>{name}</H2>
          <WalkInPoints language={visit.language} today={today} points={points} from={asked?.from} whole />
        </section>
      ))}
      <P>{t('points.call', { phone: network.setup.phone })}</P>
    </PublicPage>
  )
}

export function signInPage(visit: Visit, choices: readonly { name: string; href: string }[]): VNode {
  const t = say[visit.language]
  return (
    <PublicPage visit={visit} title={t('sign-in.title')} hidden>
      <H1>{t('sign-in.title')}</H1>
      <P lead>{t('sign-in.lead')}</P>
      {choices.length === 0 && <Notice kind="info">{t('sign-in.none')}</Notice>}
      <ul class="wc-points">
        {choices.map(({ name, href }) => (
          <li key={href}>
            <A href={href}>{name}</A>
          </li>
        ))}
      </ul>
    </PublicPage>
  )
}

/** Signing in did not work: because it was interrupted, nobody here is known by that name, the provider is silent, or it does not say that they proved anew who they are. */
export function signInProblemPage(visit: Visit, why: 'failed' | 'unknown' | 'unreachable' | 'level' | 'old', { subject, again }: { subject?: string; again?: string } = {}): VNode {
  const t = say[visit.language]
  return (
    <PublicPage visit={visit} title={t(`sign-in.${why}.title`)} hidden>
      <H1>{t(`sign-in.${why}.title`)}</H1>
      <P lead>{t(`sign-in.${why}.text`)}</P>
      {subject && (
        <P>
          {t('sign-in.subject')} <code dir="auto">{subject}</code>
        </P>
      )}
      <ButtonLink href={visit.path(again ?? (visit.region.slug ? '/inloggen' : ''))}>{t('sign-in.again')}</ButtonLink>
    </PublicPage>
  )
}
