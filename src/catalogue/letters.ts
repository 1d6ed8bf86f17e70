import type { LetterMaker } from '../foundation/mail/mail.ts'
import { siteIn, readNetwork } from '../network/current.ts'
import { serviceById } from './store.ts'
import { say } from './words.ts'
import { serviceLink } from './links.ts'
import type { System } from '../foundation/system.ts'

/** The mails about services: whether one still holds, to who keeps it; and to a coordinator, when they did not say. */
export function catalogueLetters({ links, settings }: System): Record<string, LetterMaker> {
  const letter =
    (kind: 'holds' | 'climbed'): LetterMaker =>
    async (tx, region, id, language) => {
      const [network, service] = await Promise.all([readNetwork(tx, region), serviceById(tx, region, id)])
      // Confirmed or withdrawn meanwhile: there is nothing more to ask.
      if (!network || service?.state !== 'published') return undefined
      const t = say[language]
      const { slug, name: region_name } = siteIn(network)
      const name = service.document!.name.nl
      const at = kind === 'holds' ? `dienst/${links.make(region, serviceLink, id, service.link_version)}` : `werk/aanbod/${service.slug}`
      return {
        subject: t(`mail.${kind}.subject`, { name }),
        text: [t(`mail.${kind}`, { name, region: region_name }), `${settings.baseUrl}/${slug}/${at}`, t('mail.end', { region: region_name, phone: network.setup.phone })].join(
          '\n\n',
        ),
      }
    }
  return { 'service-holds': letter('holds'), 'service-climbed': letter('climbed') }
}
