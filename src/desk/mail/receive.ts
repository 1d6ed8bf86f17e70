import { deskLetters } from '../letters.ts'
import { begunRegions } from '../../network/queries.ts'
import type { Bringer, MailTaker } from '../../foundation/mail/arrival.ts'
import { networksOf } from '../../network/current.ts'
import type { Actor } from '../../foundation/actor.ts'
import type { Tx } from '../../foundation/database/database.ts'
import { contactsFor } from '../../foundation/danger/contacts.ts'
import { dangers, helpLanguages } from '../../foundation/danger/danger.ts'
import { readDanger } from '../../foundation/danger/read.ts'
import { helpLines } from '../../foundation/danger/say.ts'
import type { Language } from '../../foundation/i18n/i18n.ts'
import { MailRefused } from '../../foundation/mail/arrival.ts'
import type { Arrived } from '../../foundation/mail/arrived.ts'
import { unquoted, withoutOurs } from '../../foundation/mail/quotes.ts'
import { type Letter, lettersAbout, mailBounced, readSecretAddress } from '../../foundation/mail/mail.ts'
import { record } from '../../foundation/record/record.ts'
import { once } from '../../foundation/web/once.ts'
import { Conflict, KeyReused } from '../../foundation/web/problem.ts'
import { municipalityOf, readPostcode, regionOfId } from '../../network/geography.ts'
import { helpOf } from '../../network/help.ts'
import type { Door, Network } from '../../network/current.ts'
import { readEmail } from '../../people/person.ts'
import { addMessage } from '../actions.ts'
import { add, ask, notHelped } from '../public/actions.ts'
import { messagesOf, questionById } from '../queries.ts'
import type { Question } from '../question.ts'
import { say } from '../words.ts'
import type { System } from '../../foundation/system.ts'
import { strangerMark } from '../../foundation/web/stranger.ts'
import { deskWorkEvents } from '../events.ts'

/** What a mail's address stands for: a door, a question it answers, or a mail of ours that came back. */
export type Target =
  | { kind: 'door'; region: number; door: Door }
  | { kind: 'reply'; region: number; subject: string; version: number }
  | { kind: 'bounce'; region: number; subject: string }

/** What an address means to us. Of two regions that call the same address theirs, the door that was there first has it. */
async function resolveAddress(system: System, address: string): Promise<Target | undefined> {
  const secret = readSecretAddress(system.links, system.settings, address)
  if (secret) return secret.kind === 'reply' ? { ...secret, kind: 'reply' } : { ...secret, kind: 'bounce' }
  const wanted = address.toLowerCase()
  const doors: { region: number; door: Door }[] = []
  for (const region of await begunRegions(system.database)) {
    const door = (await networksOf(system).find(region))?.doors.find((each) => each.email === wanted)
    if (door) doors.push({ region, door })
  }
  const [first] = doors.sort((a, b) => a.door.added_at.getTime() - b.door.added_at.getTime())
  return first && { kind: 'door', ...first }
}

const common = { nl: /\b(de|het|een|ik|niet|maar|voor|mijn|wil|graag|werk)\b/gi, en: /\b(the|an?|i|not|but|for|my|would|like|work|please)\b/gi }
/** English when a text has clearly more of its everyday words than of the Dutch ones. */
export const languageOf = (text: string): Language => ((text.match(common.en)?.length ?? 0) > 2 * (text.match(common.nl)?.length ?? 0) ? 'en' : 'nl')

/** What who wrote and who reads must know of files that are not here. */
const ofLeftOut = ({ leftOut = [], text }: Arrived): string => leftOut.map((name) => say[languageOf(text)]('mail.left-out', { name })).join('\n')

const longestQuestion = 5000
const longestMessage = 10_000

/** The text of a mail as a question and what comes after it: nothing of a long one is lost. */
export function inParts(text: string): [string, ...string[]] {
  const parts: string[] = []
  let rest = text
  for (let most = longestQuestion; rest.length > most; most = longestMessage) {
    const at = Math.max(rest.lastIndexOf('\n', most), rest.lastIndexOf(' ', most))
    const cut = at > most / 2 ? at : most
    parts.push(rest.slice(0, cut).trim())
    rest = rest.slice(cut).trim()
  }
  return [...parts, rest].filter(Boolean) as [string, ...string[]]
}

/** The region's municipality that a text's one postcode lies in, with that postcode. */
function livesIn(region: number, text: string): { postcode?: string; municipality?: string } {
  const found = new Set([...text.matchAll(/\b[1-9]\d{3}\s?[A-Z]{2}\b/g)].map(([each]) => readPostcode(each)!))
  const [postcode] = found
  const municipality = found.size === 1 && postcode ? municipalityOf(postcode) : undefined
  return municipality && regionOfId(region).municipalities.includes(municipality) ? { postcode, municipality } : {}
}

/** The help lines in every language: a mail of ours may have had them when the question was another. */
const helpSaid = (network: Network, now: Date) => helpLanguages.map((language) => helpLines(language, contactsFor(dangers, helpOf(network), now)))

// What programs set before the subject of what is answered or passed on.
const before = /^((re|aw|antw|antwoord|odp|ynt|fw|fwd|wg|doorst)(\[\d+\])?\s*:\s*|\[(ext|extern|external|spam)\]\s*)+/i

/** A mail's subject as words of who wrote it; empty when it is that of ours, or already among their words. */
function newSubject(subject: string, sent: readonly Letter[], words: string): string {
  const said = subject.replace(before, '')
  const more = sent.reduce((rest, letter) => rest.replace(letter.subject, ''), said)
  return /[\p{L}\p{N}]/u.test(more) && !words.split('\n').includes(said) ? said : ''
}

/** A mail that has no id and no date is the same as another when both come within this time, in milliseconds: one taken twice is better than one lost. */
const soon = 10 * 60_000

const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1)
/** Whom a mail is counted as: its sender where that is proved; else who brought it, and behind a server that brings everybody's also the domain in whose name. */
function whoSent({ from, sender }: Arrived, by: Bringer, front: boolean): string {
  const address = from?.address ?? ''
  // That the envelope is right says something of the sender only where both are of one domain.
  const proved = sender.dmarc === 'pass' || (sender.spf === 'pass' && domainOf(by.sender) === domainOf(address))
  if (proved) return address
  return front ? `${by.network} ${domainOf(address)}` : by.network
}

/** Takes a mail in: it becomes a question, a message on one, or the news that a mail of ours came back. What no person wrote becomes none of these. */
export function mailTaker(system: System): MailTaker<Target> {
  const { database, ownKey } = system
  const networks = networksOf(system)

  /** What we mailed to who asked this. Our mails are not kept: the first is made anew also when the outbox does not know of it any more. */
  async function sentOn(tx: Tx, region: number, id: string): Promise<Letter[]> {
    const question = await questionById(tx, region, id)
    if (!question) return []
    const first = await deskLetters.received.maker(system)(tx, region, id, question.language)
    const messages = await messagesOf(tx, region, id)
    return [...(first ? [first] : []), ...(await lettersAbout(tx, system, region, [id, ...messages.map((each) => each.id)]))]
  }

  async function asQuestion(tx: Tx, actor: Actor, region: number, door: Door | undefined, mail: Arrived): Promise<string> {
    const now = system.clock.now()
    const network = (await networks.find(region))!
    const email = mail.from && readEmail(mail.from.address)
    const text = [mail.subject, mail.text, ofLeftOut(mail)].filter(Boolean).join('\n\n')
    const [first, ...more] = inParts(text || '(alleen een bijlage)')
    const given = {
      channel: 'e-mail',
      askerGroup: 'unknown',
      language: languageOf(text),
      text: first,
      own: [mail.subject, unquoted(mail.text)].filter(Boolean).join('\n\n'),
      name: mail.from?.name,
      contact: { email },
      door: door?.id,
      files: mail.files,
      sender: mail.sender,
      ...livesIn(region, mail.text),
    } as const
    const question = await ask({ tx, actor, now, network }, given)
    for (const part of more) await addMessage({ tx, actor, now }, question, 'addition', part)
    return question.id
  }

  /** What somebody writes in answer to ours, `sent`. After an answer it opens the question again; on one that is over it is a new question. */
  async function asReply(tx: Tx, actor: Actor, question: Question, mail: Arrived, sent: readonly Letter[]): Promise<string> {
    const now = system.clock.now()
    const network = (await networks.find(question.region_id))!
    const subject = newSubject(mail.subject, sent, unquoted(mail.text))
    const [first = mail.files.length ? '(alleen een bijlage)' : '(leeg antwoord)', ...more] = inParts([subject, mail.text, ofLeftOut(mail)].filter(Boolean).join('\n\n'))
    // The name it came under may say it too; it is read by itself, because names among few words weigh as if they were more of them.
    const name = mail.from?.name
    const own = [name && readDanger(name) && name, subject, unquoted(mail.text)].filter(Boolean).join('\n\n')
    try {
      if (question.state === 'answered') await notHelped({ tx, actor, now, network }, question.id, first, mail.files, own)
      else await add({ tx, actor, now, network }, question.id, first, mail.files, own)
    } catch (error) {
      if (error instanceof Conflict) return asQuestion(tx, actor, question.region_id, undefined, mail)
      throw error
    }
    for (const part of more) await addMessage({ tx, actor, now }, question, 'addition', part)
    return question.id
  }

  async function receive(mail: Arrived, to: Target, by: Bringer): Promise<void> {
    const { region } = to
    const now = system.clock.now()
    const task = { kind: 'task', region } as const
    if (to.kind === 'bounce') {
      if (mail.automatic !== 'report' || mail.delivery !== 'failed') return
      await database.transaction(task, 'mail', (tx) => mailBounced(tx, region, to.subject, now))
      return
    }
    if (mail.automatic) {
      const subject = to.kind === 'door' ? to.door.id : to.subject
      await database.transaction(task, 'mail', async (tx) => record({ tx, actor: task, now }, deskWorkEvents.mailIgnored, subject, { reason: mail.automatic! }))
      return
    }
    const network = await networks.find(region)
    if (!network) throw new MailRefused(550, '5.1.1 Dit adres is er niet. No such address here')
    // The same words on two questions are two answers. At two doors they are one question.
    const key = JSON.stringify(['mail', to.kind === 'reply' ? to.subject : 'door', mail.key, mail.named ? 0 : Math.floor(now.getTime() / soon)])
    const taken = (tx: Tx, work: () => Promise<string>) => once(tx, { secret: ownKey, region, now }, { key, belongs: key }, work, () => new KeyReused())
    const anybody = { kind: 'public', region } as const
    const stranger = system.settings.RATE_LIMIT === 'off' ? undefined : strangerMark(ownKey, now, `mail|${whoSent(mail, by, system.settings.MAIL_IN_FRONT !== undefined)}`)
    if (to.kind === 'reply') {
      const asker = { kind: 'link', region, subject: to.subject } as const
      const sent = await database.transaction(task, 'mail', (tx) => sentOn(tx, region, to.subject))
      const words = withoutOurs(mail.text, [...sent.map(({ text }) => text), ...helpSaid(network, now)])
      const answer = { ...mail, text: words }
      const known = await database.transaction(asker, 'mail', async (tx) => {
        const question = await questionById(tx, region, to.subject)
        if (question?.link_version !== to.version) return false
        await taken(tx, () => asReply(tx, asker, question, answer, sent))
        return true
      })
      // The link was renewed since, or the question is gone: what they write is a question all the same.
      if (!known) await database.transaction(anybody, 'mail', (tx) => taken(tx, () => asQuestion(tx, anybody, region, undefined, answer)), undefined, stranger)
      return
    }
    await database.transaction(anybody, 'mail', (tx) => taken(tx, () => asQuestion(tx, anybody, region, to.door, mail)), undefined, stranger)
  }
  return { resolve: (address) => resolveAddress(system, address), receive }
}
