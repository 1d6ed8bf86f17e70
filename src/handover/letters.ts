import { sayDay } from '../foundation/i18n/i18n.ts'
import { letterKind } from '../foundation/mail/mail.ts'
import { askerLetters } from '../desk/letters.ts'
import { regionOfId } from '../network/geography.ts'
import { codeLetter } from '../network/codeletter.ts'
import { siteIn, networksOf } from '../network/current.ts'
import { handoversOf } from './store.ts'
import { say } from './words.ts'
import { partnerLink } from './links.ts'
import type { System } from '../foundation/system.ts'

/** The address of a partner's handovers, for who has no sign-in. */
export function partnerUrl({ links, settings }: Pick<System, 'links' | 'settings'>, region: number, { id, link_version }: { id: string; link_version: number }): string {
  return `${settings.baseUrl}/${regionOfId(region).slug}/partner/kom/${links.make(region, partnerLink, id, link_version)}`
}

const toAsker = (kind: 'asked' | 'accepted' | 'declined' | 'times' | 'missed' | 'reported' | 'plan') =>
  letterKind(`handover-${kind}`, (system) => {
    const { about, letter } = askerLetters(system)
    return async (tx, region, id, language) => {
      const found = await about(tx, region, id)
      const handover = found && (await handoversOf(tx, region, id)).at(-1)
      if (!found || !handover) return undefined
      const t = say[language]
      // Who it is may tell what it is about, to who reads along.
      const partner = found.question.discreet ? t('mail.unnamed') : (found.network.organisations.get(handover.to_id)?.name ?? '')
      const said = t(`mail.${kind}`, { partner, day: handover.due_at ? sayDay(language, handover.due_at) : '' })
      return letter(found, language, t(`mail.${kind}.subject`), [said.charAt(0).toUpperCase() + said.slice(1)])
    }
  })

/** The mails of a handover: to the asker, with the way to their own page; to a partner without a sign-in, which say nothing of anybody; and the code it comes in by. */
export const handoverLetters = {
  asked: toAsker('asked'),
  accepted: toAsker('accepted'),
  declined: toAsker('declined'),
  times: toAsker('times'),
  missed: toAsker('missed'),
  reported: toAsker('reported'),
  plan: toAsker('plan'),
  partner: letterKind('handover-partner', (system) => async (tx, region, id, language) => {
    const network = await networksOf(system).seenBy(tx, region)
    const organisation = network?.organisations.get(id)
    if (!network || !organisation) return undefined
    const t = say[language]
    const { name } = siteIn(network)
    return {
      subject: t('mail.partner.subject', { region: name }),
      text: [
        t('mail.partner', { region: name }),
        partnerUrl(system, region, organisation),
        t('mail.partner.how'),
        t('mail.partner.end', { region: name, phone: network.setup.phone }),
      ].join('\n\n'),
    }
  }),
  partnerCode: codeLetter('partner-code', (language, named) => ({ subject: say[language]('mail.code.subject', named), notYou: say[language]('mail.code.not-you', named) })),
} as const
