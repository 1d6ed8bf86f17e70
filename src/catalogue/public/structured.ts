import type { Language } from '../../foundation/i18n/i18n.ts'
import type { Listed } from '../current.ts'
import { textIn } from '../service.ts'

/** A service for search engines, by schema.org, as JSON that can stand in a page. */
export function structured(language: Language, { service }: Listed, url: string): string {
  const about = {
    '@context': 'https://schema.org',
    '@type': 'GovernmentService',
    name: textIn(language, service.name),
    description: textIn(language, service.summary),
    url,
    provider: { '@type': 'Organization', name: service.provider },
    areaServed: service.where.municipalities.length ? service.where.municipalities : undefined,
    availableLanguage: service.languages,
    serviceType: service.form,
    availableChannel: service.url && { '@type': 'ServiceChannel', serviceUrl: service.url },
  }
  // Nothing in it can end the element it stands in.
  return JSON.stringify(about).replaceAll('<', '\\u003c')
}
