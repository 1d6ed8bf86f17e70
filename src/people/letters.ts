import { sayDay } from '../foundation/i18n/i18n.ts'
import { type LetterKind, letterKind, strangersKind } from '../foundation/mail/mail.ts'
import { quoted, typedInMail } from '../foundation/mail/typed.ts'
import { codeLetter } from '../network/codeletter.ts'
import { networksOf, siteIn } from '../network/current.ts'
import { sayRemains } from './file/pieces.tsx'
import { mandateById, requestById, residentById } from './file/store.ts'
import { say } from './words.ts'

/** What came of a request. */
const decided: LetterKind['maker'] = (system) => async (tx, region, id, language) => {
  const network = await networksOf(system).seenBy(tx, region)
  const request = await requestById(tx, region, id)
  if (!network || !request?.decision) return undefined
  const t = say[language]
  const organisation = network.organisations.get(request.organisation_id)?.name ?? ''
  return {
    subject: t('mail.decided.subject', { region: siteIn(network).name }),
    text: [
      t('mail.decided', { what: t(`request.${request.kind}`), organisation, decision: t(`decision.${request.decision}`) }),
      ...(request.answer ? [request.answer] : []),
      ...request.remains.map((each) => sayRemains(language, each)),
      t('mail.decided.further', { phone: network.setup.phone }),
    ].join('\n\n'),
  }
}

/** The mails of the file: a code, a mandate, a request for the privacy officer and what came of it. None says more of somebody than its reader needs. */
export const peopleLetters = {
  code: codeLetter('resident-code', (language, named) => ({ subject: say[language]('mail.code.subject', named), notYou: say[language]('mail.code.not-you', named) })),
  mandate: strangersKind('mandate', (system) => async (tx, region, id, language) => {
    const { settings, clock } = system
    const network = await networksOf(system).seenBy(tx, region)
    const mandate = await mandateById(tx, region, id)
    if (!network || !mandate || mandate.ended_at) return undefined
    const t = say[language]
    const { slug, name } = siteIn(network)
    const whose = (await residentById(tx, region, mandate.resident_id))?.name ?? t('file.nameless')
    return {
      subject: t('mail.mandate.subject', { region: name }),
      text: [
        t('mail.mandate', { region: name, day: sayDay(language, mandate.ends_on, clock.now()) }),
        `${settings.baseUrl}${language === 'en' ? '/en' : ''}/${slug}/mijn`,
        t('mail.mandate.not-you', { phone: network.setup.phone }),
        t('mail.mandate.typed'),
        quoted(t('mail.mandate.names', { whose: typedInMail(whose), name: typedInMail(mandate.name) })),
      ].join('\n\n'),
    }
  }),
  request: letterKind('data-request', (system) => async (tx, region, id, language) => {
    const { settings, clock } = system
    const network = await networksOf(system).seenBy(tx, region)
    const request = await requestById(tx, region, id)
    if (!network || !request || request.decided_at) return undefined
    const t = say[language]
    return {
      subject: t('mail.request.subject', { what: t(`request.${request.kind}`) }),
      text: [
        t('mail.request', { what: t(`request.${request.kind}`), day: sayDay(language, request.due_on, clock.now()) }),
        `${settings.baseUrl}/${siteIn(network).slug}/werk/privacy/verzoeken/${id}`,
      ].join('\n\n'),
    }
  }),
  decided: letterKind('data-decided', decided),
  erased: letterKind('data-erased', decided, { forgets: true }),
} as const
