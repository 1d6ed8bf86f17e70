import { letterKind } from '../foundation/mail/mail.ts'
import { siteIn, readNetwork } from './current.ts'
import { say } from './words.ts'

/** The mails of the network: whoever is invited reads where to sign in, and that they do so at their own organisation. */
export const networkLetters = {
  invited: letterKind('invited', ({ settings }) => async (tx, region, staff, language) => {
    const network = await readNetwork(tx, region)
    const person = network?.staff.get(staff)
    const organisation = person && network?.organisations.get(person.organisation_id)
    if (!network || !person || !organisation) return undefined
    const { slug, name } = siteIn(network)
    const t = say[language]
    const address = `${settings.baseUrl}/${slug}/inloggen/${organisation.slug}`
    return { subject: t('invited.subject', { region: name }), text: [t('invited.text', { region: name, organisation: organisation.name }), address, t('invited.end')].join('\n\n') }
  }),
} as const
