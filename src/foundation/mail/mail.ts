import type { Insertable } from 'kysely'
import type { Tx } from '../database/database.ts'
import { inserts, tables } from '../database/database.ts'
import { newId } from '../database/id.ts'
import type { Language } from '../i18n/i18n.ts'
import { linkKind, type Links } from '../links/links.ts'
import { place } from '../place.ts'
import type { MailRow } from '../rows.ts'
import type { Settings } from '../settings.ts'
import { oneOf, type System } from '../system.ts'
import { type OutsideWork, Trouble } from '../tasks/outside.ts'
import { enqueue } from '../tasks/tasks.ts'
import { say } from '../words.ts'
import { ownPrefix } from './arrived.ts'
import { hasRoom } from './caps.ts'
import { replyMark } from './quotes.ts'
import { mailTransport, mailWithin, NoSuchRecipient } from './transport.ts'

const db = tables<{ mail: MailRow }>()
const mails = inserts((rows: Insertable<MailRow>[]) => db.insertInto('mail').values(rows))

/** What a mail says, made at the moment it is sent; undefined when there is nothing to say any more (the subject was erased). */
export interface Letter {
  subject: string
  text: string
  /** Our address to answer to, where the answer is understood. */
  replyTo?: string
  /** An invitation, or what takes one back (iCalendar). */
  calendar?: { method: 'REQUEST' | 'CANCEL'; content: string }
}
export type LetterMaker = (tx: Tx, region: number, subject: string, language: Language) => Promise<Letter | undefined>
/** What else must happen when a mail of ours came back: the rooms say so, by what it was about. */
export type OnBounce = (tx: Tx, region: number, subject: string, now: Date) => Promise<void>
export const onBounce = place<OnBounce>('mail that came back')
/** A kind of mail: its name, as the rows of the outbox have it, and what makes it. */
export interface LetterKind {
  kind: string
  maker: (system: System) => LetterMaker
  /** Once it was sent, nothing is kept of whom it went to: it told them that they were erased. */
  forgets?: boolean
  strangers?: undefined
}
/** A kind that strangers can have sent to anybody's address: it is counted, and not sent when there are too many. Nothing that they typed stands in it before our own words. */
export interface StrangersKind extends Omit<LetterKind, 'strangers'> {
  strangers: true
}
export const letterKind = (kind: string, maker: LetterKind['maker'], more: Pick<LetterKind, 'forgets'> = {}): LetterKind => ({ kind, maker, ...more })
export const strangersKind = (kind: string, maker: LetterKind['maker']): StrangersKind => ({ kind, maker, strangers: true })
export type AnyKind = LetterKind | StrangersKind
export const letters = place<AnyKind>('letters')
/** Every letter of this program by its kind. */
export const lettersOf = oneOf((system): Record<string, LetterMaker> => Object.fromEntries(system.partsOf(letters).map(({ kind, maker }) => [kind, maker(system)])))

// An address that answers about a subject, and one that a mail of ours comes back to.
const addresses = { reply: linkKind('reply'), bounce: linkKind('bounce') }
const byLetter = { r: 'reply', b: 'bounce' } as const

/** An address of ours that stands for one subject: 'r5-…@mail.example.nl'. */
export function secretAddress(
  { links, settings: { mailDomain } }: Pick<System, 'links' | 'settings'>,
  region: number,
  kind: 'reply' | 'bounce',
  subject: string,
  version: number,
): string {
  return `${kind[0]}${region}-${links.makeForMail(region, addresses[kind], subject, version)}@${mailDomain}`
}

/** What such an address stands for; undefined for any other, and for one that was not made by us. */
export function readSecretAddress(links: Links, { mailDomain }: Pick<Settings, 'mailDomain'>, address: string) {
  const match = /^([rb])(\d{1,2})-([0-9a-v]+)@(.+)$/i.exec(address)
  if (!match || match[4]!.toLowerCase() !== mailDomain) return undefined
  const kind = byLetter[match[1]!.toLowerCase() as 'r' | 'b']
  const region = Number(match[2])
  const found = links.readFromMail(region, addresses[kind], match[3]!)
  return found && { kind, region, ...found }
}

interface NewMail<Kind extends AnyKind> {
  kind: Kind
  subject: string
  recipient: string
  language: Language
}

function write(tx: Tx, region: number, now: Date, mail: NewMail<AnyKind>, { stranger, held }: { stranger: string | null; held: boolean }): void {
  const id = newId(now.getTime())
  tx.add(
    mails({
      region_id: region,
      id,
      kind: mail.kind.kind,
      subject_id: mail.subject,
      recipient: mail.recipient,
      language: mail.language,
      queued_at: now,
      sent_at: null,
      bounced_at: null,
      forgets: mail.kind.forgets ?? false,
      stranger,
      held_at: held ? now : null,
    }),
  )
  if (!held) enqueue(tx, region, { kind: 'mail', subject: id, due: now })
}

/** Puts a mail in the outbox, in the transaction that gives reason for it. */
export const queueMail = (tx: Tx, region: number, now: Date, mail: NewMail<LetterKind>): void => write(tx, region, now, mail, { stranger: null, held: false })

/**
 * The same for a mail that strangers can have sent to anybody: what they do is done, and where they have caused too many mails it is not mailed. Answers `held` then: the page says so to who did it, and
 * the timeline to who goes on with it.
 */
export async function queueForStranger(tx: Tx, region: number, now: Date, mail: NewMail<StrangersKind>): Promise<'queued' | 'held'> {
  const stranger = tx.stranger ?? null
  const held = stranger !== null && !(await hasRoom(tx, mail.recipient, stranger, now))
  write(tx, region, now, mail, { stranger, held })
  return held ? 'held' : 'queued'
}

/** A mail that tells somebody what was done in their name: it goes however many others had sent to them; false, and nothing goes, where who does it now had too many sent. */
export async function tellForStranger(tx: Tx, region: number, now: Date, mail: NewMail<StrangersKind>): Promise<boolean> {
  const stranger = tx.stranger ?? null
  if (stranger !== null && !(await hasRoom(tx, mail.recipient, stranger, now, { toOne: false }))) return false
  write(tx, region, now, mail, { stranger, held: false })
  return true
}

/** A code that was asked for, whose own bounds say whether it goes (`ask` of the passes): it counts among what strangers have sent to this address. */
export const queueCode = (tx: Tx, region: number, now: Date, mail: NewMail<StrangersKind>): void => write(tx, region, now, mail, { stranger: tx.stranger ?? null, held: false })

/** The outbox, newest first, with each mail's text as it is (or would be) sent. Only the demo's inbox reads this. */
export async function outbox(tx: Tx, system: System, region: number, limit: number): Promise<(MailRow & { letter: Letter | undefined })[]> {
  const rows = await tx.all(db.selectFrom('mail').selectAll().where('region_id', '=', region).orderBy('id', 'desc').limit(limit))
  const makers = lettersOf(system)
  const letters = []
  for (const row of rows) letters.push({ ...row, letter: await makers[row.kind]?.(tx, region, row.subject_id, row.language) })
  return letters
}

/** The last mails about these, as they would be sent now: to know our own words by where they come back. */
export async function lettersAbout(tx: Tx, system: System, region: number, subjects: readonly string[]): Promise<Letter[]> {
  const rows = await tx.all(db.selectFrom('mail').selectAll().where('region_id', '=', region).where('subject_id', 'in', subjects).orderBy('id', 'desc').limit(10))
  const makers = lettersOf(system)
  const letters = []
  for (const row of rows) letters.push(await makers[row.kind]?.(tx, region, row.subject_id, row.language))
  return letters.filter((each) => each !== undefined)
}

const withId = (tx: Tx, region: number, id: string) => tx.one(db.selectFrom('mail').selectAll().where('region_id', '=', region).where('id', '=', id).forUpdate())

/** The mail went out, or came back: so it says, or it is forgotten. */
function settle(tx: Tx, { region_id, id, forgets }: MailRow, how: { sent_at: Date } | { bounced_at: Date }): Promise<number> {
  if (forgets) return tx.run(db.deleteFrom('mail').where('region_id', '=', region_id).where('id', '=', id))
  return tx.run(db.updateTable('mail').set(how).where('region_id', '=', region_id).where('id', '=', id))
}

/** A mail came back: what it was about is told to its room, once. Answers whether there was such a mail. */
export async function mailBounced(tx: Tx, region: number, id: string, now: Date): Promise<boolean> {
  const row = await withId(tx, region, id)
  if (!row || row.bounced_at) return row !== undefined
  await settle(tx, row, { bounced_at: now })
  for (const each of tx.partsOf(onBounce)) await each(tx, region, row.subject_id, now)
  return true
}

const unsent = async (tx: Tx, region: number, id: string) => {
  const row = await withId(tx, region, id)
  return row && !row.sent_at && !row.bounced_at ? row : undefined
}

/**
 * The task that sends. The mail goes out before its row says so: after a crash in between it goes out again, with the same Message-ID,
 * so that the receiver's mail program shows one. One that the receiving server refuses for good came back. Without a mail server, the demo's inbox is
 * where it arrives; a real installation keeps it waiting.
 */
export function mailSender(system: System): OutsideWork {
  const { settings } = system
  const transport = settings.SMTP_URL ? mailTransport(settings.SMTP_URL, settings.smtpTls) : undefined
  const { hostname } = new URL(settings.baseUrl)
  const messageOf = (region: number, row: MailRow, letter: Letter) => ({
    envelope: { from: settings.mailInPort ? secretAddress(system, region, 'bounce', row.id, 1) : settings.MAIL_FROM, to: row.recipient },
    from: settings.MAIL_FROM,
    to: row.recipient,
    replyTo: letter.replyTo,
    subject: letter.subject,
    text: letter.replyTo ? `${replyMark}\n\n${letter.text}` : letter.text,
    icalEvent: letter.calendar && { method: letter.calendar.method, filename: 'afspraak.ics', content: letter.calendar.content },
    messageId: `<${ownPrefix}${row.id}@${hostname}>`,
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': row.language, 'X-Werkcentrum': 'mail' },
  })
  return {
    neighbour: () => 'mail',
    says: (language) => say[language]('waiting.mail'),
    within: mailWithin,
    width: 3,
    async prepare(tx, { region, subject: id }, now) {
      const row = await unsent(tx, region, id)
      if (!row) return undefined
      const letter = await lettersOf(system)[row.kind]?.(tx, region, row.subject_id, row.language)
      if (!transport) {
        if (letter && !settings.demo) throw new Trouble('unset', false, 'SMTP_URL is not set')
        // Without a mail server the row is the mail itself, in the demo's inbox.
        await tx.run(db.updateTable('mail').set({ sent_at: now }).where('region_id', '=', region).where('id', '=', id))
        return undefined
      }
      if (!letter) return void (await settle(tx, row, { sent_at: now }))
      const message = messageOf(region, row, letter)
      return async (signal) => {
        try {
          await transport(message, signal)
        } catch (error) {
          if (error instanceof NoSuchRecipient) return async (after, at) => void (await mailBounced(after, region, id, at))
          throw error
        }
        return async (after, at) => {
          // It can be gone by now: what it was about was erased.
          const sent = await unsent(after, region, id)
          if (sent) await settle(after, sent, { sent_at: at })
        }
      }
    },
  }
}
