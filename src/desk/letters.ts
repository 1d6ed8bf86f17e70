import { contactsFor } from '../foundation/danger/contacts.ts'
import { readDanger } from '../foundation/danger/read.ts'
import { helpLines } from '../foundation/danger/say.ts'
import { type Language, sayDay, sayMoment } from '../foundation/i18n/i18n.ts'
import { type Letter, type LetterKind, letterKind, secretAddress, strangersKind } from '../foundation/mail/mail.ts'
import type { Tx } from '../foundation/database/database.ts'
import { regionOfId } from '../network/geography.ts'
import { codeLetter } from '../network/codeletter.ts'
import { helpOf } from '../network/help.ts'
import { type Network, siteIn, networksOf } from '../network/current.ts'
import { dueForAsker } from './discreet.ts'
import { numberAlphabet } from './number.ts'
import type { Question } from './question.ts'
import { messageById, questionById } from './store.ts'
import { dangersOf } from './urgent/store.ts'
import { say } from './words.ts'
import { followLink, takeBackLink } from './links.ts'
import { changeById, takeBackDays } from './proof/store.ts'
import type { System } from '../foundation/system.ts'

interface About {
  question: Question
  network: Network
  owner: string
  help: string
}

/** The address of a question's own page, for the asker only. */
export function followUrl(system: Pick<System, 'links' | 'settings'>, question: Pick<Question, 'region_id' | 'id' | 'link_version' | 'language'>): string {
  const token = system.links.make(question.region_id, followLink, question.id, question.link_version)
  return `${system.settings.baseUrl}${question.language === 'en' ? '/en' : ''}/${regionOfId(question.region_id).slug}/volg/${token}`
}

type Coded = Pick<Question, 'region_id' | 'id' | 'link_version'>
const codesOf = ({ links }: Pick<System, 'links'>, { region_id, id, link_version }: Coded) => links.codes(region_id, id, link_version, numberAlphabet)
/** The short code on a slip, as people type it: with the question's number it opens the same page. */
export const codeOf = (system: Pick<System, 'links'>, question: Coded): string => codesOf(system, question)[0]!
/** Whether this is what stands on a slip of the question, of now or of before the secret changed. */
export const isCodeOf = (system: Pick<System, 'links'>, question: Coded, typed: string): boolean => codesOf(system, question).includes(typed)

/** How a letter to an asker is made: what it is about, and its words around some lines. None has the asker's own words in it, so that a mistyped address learns little. */
export function askerLetters(system: System) {
  const { settings, clock } = system
  /** Whom to call, below a mail about what cannot wait; nothing where another may read along. */
  async function helpBelow(tx: Tx, question: Question, network: Network): Promise<string> {
    if (!question.urgent || question.discreet) return ''
    const kinds = await dangersOf(tx, question.region_id, question.id)
    return helpLines(readDanger(question.text)?.language ?? question.language, contactsFor(kinds, helpOf(network), clock.now()))
  }
  const about = async (tx: Tx, region: number, id: string) => {
    const question = await questionById(tx, region, id)
    const network = await networksOf(system).seenBy(tx, region)
    return question && network ? { question, network, owner: network.organisations.get(question.organisation_id)!.name, help: await helpBelow(tx, question, network) } : undefined
  }
  const letter = ({ question, network, help }: About, language: Language, subject: string, lines: string[]): Letter => {
    const t = say[language]
    const region = siteIn(network).name
    return {
      subject: `${subject} (${question.number})`,
      replyTo: settings.mailInPort ? secretAddress(system, question.region_id, 'reply', question.id, question.link_version) : undefined,
      text: [
        t('mail.greeting'),
        ...lines,
        `${t('mail.follow')}\n${followUrl(system, question)}`,
        t('mail.secret'),
        settings.mailInPort ? t('mail.reply') : '',
        help,
        t('mail.end', { region }),
      ]
        .filter(Boolean)
        .join('\n\n'),
    }
  }
  return { about, letter }
}

const withMessage = (kind: string, subjectKey: 'mail.message.subject' | 'mail.answered.subject', textKey: 'mail.message.text' | 'mail.answered.text') =>
  letterKind(kind, (system) => {
    const { about, letter } = askerLetters(system)
    return async (tx, region, id, language) => {
      const message = await messageById(tx, region, id)
      const found = message && (await about(tx, region, message.question_id))
      if (!found) return undefined
      const t = say[language]
      const name = found.network.staff.get(message.staff_id ?? '')?.name ?? found.owner
      return letter(found, language, t(subjectKey), [t(textKey, { name, organisation: found.owner, moment: sayMoment(language, message.at) })])
    }
  })

const withWords = (subject: 'mail.link.subject' | 'mail.moved.subject' | 'mail.waiting.subject', text: 'mail.link.text' | 'mail.moved.text' | 'mail.waiting.text') =>
  ((system) => {
    const { about, letter } = askerLetters(system)
    return async (tx, region, id, language) => {
      const found = await about(tx, region, id)
      return found && letter(found, language, say[language](subject), [say[language](text)])
    }
  }) satisfies LetterKind['maker']

/** The mails of the desk, made at the moment they are sent. */
export const deskLetters = {
  received: strangersKind('question-received', (system) => {
    const { about, letter } = askerLetters(system)
    return async (tx, region, id, language) => {
      const found = await about(tx, region, id)
      if (!found) return undefined
      const { question, network, owner } = found
      const t = say[language]
      const day = sayDay(language, dueForAsker(question, network.setup).first_due_at)
      return letter(found, language, t('mail.received.subject'), [t('mail.received.text', { number: question.number, organisation: owner, day })])
    }
  }),
  message: withMessage('question-message', 'mail.message.subject', 'mail.message.text'),
  answered: withMessage('question-answered', 'mail.answered.subject', 'mail.answered.text'),
  link: letterKind('question-link', withWords('mail.link.subject', 'mail.link.text')),
  /** The same, where whoever holds the link of now asked for it. */
  linkAsked: strangersKind('question-link-asked', withWords('mail.link.subject', 'mail.link.text')),
  /** A code for who shows that they asked. */
  proof: codeLetter('question-proof', (language, named) => ({ subject: say[language]('mail.proof.subject', named), notYou: say[language]('mail.proof.not-you', named) })),
  /** Something was changed by who showed that they asked: to where they were reached before. It leads to nothing but taking it back. */
  changed: strangersKind('question-reach-changed', (system) => async (tx, region, id, language) => {
    const { links, settings } = system
    const change = await changeById(tx, region, id)
    const question = change && (await questionById(tx, region, change.question_id))
    const network = await networksOf(system).seenBy(tx, region)
    if (!question || !network || change.taken_back_at) return undefined
    const t = say[language]
    const { name, slug } = siteIn(network)
    const url = `${settings.baseUrl}${language === 'en' ? '/en' : ''}/${slug}/ongedaan/${links.make(region, takeBackLink, id, 1)}`
    return {
      subject: `${t(`mail.changed.subject.${change.kind}`)} (${question.number})`,
      text: [
        t('mail.greeting'),
        t(`mail.changed.${change.kind}`),
        t('mail.changed.not-you', { day: sayDay(language, new Date(change.at.getTime() + takeBackDays * 86_400_000)) }),
        url,
        t('mail.end', { region: name }),
      ].join('\n\n'),
    }
  }),
  /** To where an asker is reached from now on. */
  moved: strangersKind('question-moved', withWords('mail.moved.subject', 'mail.moved.text')),
  /** Where an asker was reached until somebody took that back: it leads nowhere. */
  undone: letterKind('question-undone', (system) => async (tx, region, id, language) => {
    const question = await questionById(tx, region, id)
    const network = await networksOf(system).seenBy(tx, region)
    if (!question || !network) return undefined
    const t = say[language]
    const named = { number: question.number, phone: network.setup.phone, region: siteIn(network).name }
    return { subject: t('mail.undone.subject', named), text: [t('mail.greeting'), t('mail.undone', named), t('mail.undone.wrong', named), t('mail.end', named)].join('\n\n') }
  }),
  waiting: letterKind('question-waiting', withWords('mail.waiting.subject', 'mail.waiting.text')),
} as const
