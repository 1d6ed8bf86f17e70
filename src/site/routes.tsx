import type { VNode } from 'preact'
import { messages } from '../foundation/i18n/i18n.ts'
import { A, Bullets, H1, H2, P } from '../foundation/ui/components.tsx'
import { PublicPage } from '../foundation/ui/layout.tsx'
import { leftCookie, leftFor } from '../foundation/danger/alarm.ts'
import { forgetBrowser } from '../foundation/web/kept.ts'
import { siteCookie } from '../foundation/identity/cookies.ts'
import { json, leaveFor, plain } from '../foundation/web/answer.ts'
import { NotFound } from '../foundation/web/problem.ts'
import { type Route, route, type Where } from '../foundation/web/route.ts'
import { sharedPage } from '../foundation/web/sharedpage.ts'
import { whenOpen } from '../network/routes.tsx'
import { oneOf } from '../foundation/system.ts'
import { apiVersion } from '../foundation/web/describe.ts'
import { openapi } from './api.ts'
import en from './en.json'
import nl from './nl.json'
import { visitSite } from '../foundation/identity/rights.ts'

export const say = messages(nl, en)
type Key = keyof typeof nl

/** A statement: a title, and sections of text or of points. */
function Statement({ visit, name, values }: { visit: Where; name: keyof typeof statements; values: { email: string; phone: string } }): VNode {
  const t = say[visit.language]
  const sections: Record<string, number> = statements[name].sections
  return (
    <PublicPage visit={visit} title={t(`${name}.title`)}>
      <H1>{t(`${name}.title`)}</H1>
      <P lead>{t(`${name}.lead`)}</P>
      {Object.entries(sections).map(([section, points]) => (
        <section key={section}>
          <H2>{t(`${name}.${section}` as Key)}</H2>
          {points === 0 ? (
            <P>{t(`${name}.${section}.text` as Key, values)}</P>
          ) : (
            <Bullets of={Array.from({ length: points }, (_, at) => at + 1)}>{(point) => t(`${name}.${section}.${point}` as Key)}</Bullets>
          )}
        </section>
      ))}
      {name === 'privacy' && (
        <p class="wc-actions">
          <A href={visit.path('/mijn')}>{t('privacy.file')}</A>
          <A href={visit.path('/verwerkingen')}>{t('privacy.register')}</A>
        </p>
      )}
    </PublicPage>
  )
}

const openapiOf = oneOf(({ partsOf, settings }) => openapi(partsOf, settings.baseUrl))

const statements = {
  privacy: { at: '/privacy', sections: { what: 4, why: 0, who: 0, long: 0, link: 0, cookies: 0, rights: 0 } },
  accessibility: { at: '/toegankelijkheid', sections: { how: 3, tested: 0, problem: 0 } },
} as const

const statementPage = sharedPage(
  (where, { name, ...values }: { name: keyof typeof statements; email: string; phone: string }) => <Statement visit={where} name={name} values={values} />,
  ({ name }) => statements[name].at,
)

/** What the site says of itself: privacy, accessibility, whom to tell of a weakness, and the description of the API. */
export const siteRoutes: readonly Route[] = [
  ...(['privacy', 'accessibility'] as const).map((name) =>
    route({
      method: 'GET',
      path: `/:region${statements[name].at}`,
      right: visitSite,
      handle: whenOpen((visit, { setup: { email, phone } }) => statementPage(visit, { name, email, phone })),
    }),
  ),
  route({
    method: 'GET',
    path: '/weg',
    bare: true,
    right: visitSite,
    handle: ({ system, now, reply }) => {
      // What browsers kept of our pages goes, and on the way back what was written before is not shown.
      reply.header('clear-site-data', '"cache"').header('referrer-policy', 'no-referrer')
      return leaveFor(system.settings.EXIT_URL, [forgetBrowser(system), siteCookie(leftCookie, String(now.getTime()), system.settings.overHttps, leftFor)])
    },
  }),
  route({
    method: 'GET',
    path: '/.well-known/security.txt',
    bare: true,
    right: visitSite,
    handle: ({ system, now }) => {
      const { SECURITY_CONTACT: contact, baseUrl } = system.settings
      // No address is better than one that nobody reads.
      if (!contact) throw new NotFound()
      const expires = new Date(now.getTime() + 180 * 86_400_000).toISOString()
      return plain(`Contact: ${contact}\nExpires: ${expires}\nPreferred-Languages: nl, en\nCanonical: ${baseUrl}/.well-known/security.txt\n`)
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/openapi.json',
    bare: true,
    right: visitSite,
    handle: (visit) => {
      visit.reply.header('api-version', apiVersion).header('access-control-allow-origin', '*')
      return json(openapiOf(visit.system))
    },
  }),
]
