import type { Language } from '../foundation/i18n/i18n.ts'
import { codeLasts, passesOf } from '../foundation/identity/passes.ts'
import { strangersKind } from '../foundation/mail/mail.ts'
import { networksOf, siteIn } from './current.ts'
import { say } from './words.ts'

/** The mail that brings a code, whose id it is about: what the code is for is in its `subject`, what to do who did not ask it in `notYou`. */
export const codeLetter = (kind: string, words: (language: Language, named: { region: string; phone: string }) => { subject: string; notYou: string }) =>
  strangersKind(kind, (system) => async (tx, region, id, language) => {
    const network = await networksOf(system).seenBy(tx, region)
    if (!network) return undefined
    const t = say[language]
    const named = { region: siteIn(network).name, phone: network.setup.phone }
    const { subject, notYou } = words(language, named)
    return {
      subject,
      text: [t('code.mail.greeting'), t('code.mail', { code: passesOf(system).digits(region, id), minutes: codeLasts }), notYou, t('code.mail.end', named)].join('\n\n'),
    }
  })
