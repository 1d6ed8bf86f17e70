import { letterKind } from '../foundation/mail/mail.ts'
import { networksOf, siteIn } from '../network/current.ts'
import { serviceById } from './store.ts'
import { say } from './words.ts'
import { serviceLink } from './links.ts'

const letter = (kind: 'holds' | 'climbed') =>
  letterKind(`service-${kind}`, (system) => async (tx, region, id, language) => {
    const { links, settings } = system
    const [network, service] = await Promise.all([networksOf(system).seenBy(tx, region), serviceById(tx, region, id)])
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
  })

/** The mails about services: whether one still holds, to who keeps it; and to a coordinator, when they did not say. */
export const catalogueLetters = { holds: letter('holds'), climbed: letter('climbed') } as const
