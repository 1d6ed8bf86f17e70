import { createTransport } from 'nodemailer'
import type { Tx } from '../database/database.ts'
import { tables } from '../database/database.ts'
import { newId } from '../database/id.ts'
import type { Language } from '../i18n/i18n.ts'
import type { TaskWork } from '../tasks/tasks.ts'
import { later } from '../tasks/tasks.ts'

interface MailRow {
  region_id: number
  id: string
  kind: string
  subject_id: string
  recipient: string
  language: Language
  queued_at: Date
  sent_at: Date | null
}
const db = tables<{ mail: MailRow }>()

/** What a mail says, made at the moment it is sent; undefined when there is nothing to say any more (the subject was erased). */
export interface Letter {
  subject: string
  text: string
}
export type LetterMaker = (tx: Tx, region: number, subject: string, language: Language) => Promise<Letter | undefined>

/** Puts a mail in the outbox, in the transaction that gives reason for it. */
export function queueMail(tx: Tx, region: number, now: Date, mail: { kind: string; subject: string; recipient: string; language: Language }): void {
  const id = newId(now.getTime())
  tx.add(
    db
      .insertInto('mail')
      .values({ region_id: region, id, kind: mail.kind, subject_id: mail.subject, recipient: mail.recipient, language: mail.language, queued_at: now, sent_at: null }),
  )
  later(tx, region, { kind: 'mail', subject: id, due: now })
}

/** The outbox, newest first, with each mail's text as it is (or would be) sent. Only the demo's inbox reads this. */
export async function outbox(tx: Tx, region: number, makers: Record<string, LetterMaker>, limit: number): Promise<(MailRow & { letter: Letter | undefined })[]> {
  const rows = await tx.all(db.selectFrom('mail').selectAll().where('region_id', '=', region).orderBy('id', 'desc').limit(limit))
  const letters = []
  for (const row of rows) letters.push({ ...row, letter: await makers[row.kind]?.(tx, region, row.subject_id, row.language) })
  return letters
}

/**
 * The task that sends. The mail goes out before its row says so: after a crash in between it goes out again, with the same Message-ID,
 * so that the receiver's mail program shows one. Without a mail server, the demo's inbox is where it arrives; a real installation keeps it waiting.
 */
export function mailSender(settings: { smtpUrl?: string; from: string; host: string; demo: boolean }, makers: Record<string, LetterMaker>): TaskWork {
  const transport = settings.smtpUrl ? createTransport(settings.smtpUrl, { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 } as object) : undefined
  return async (tx, { region, subject: id }, now) => {
    const row = await tx.one(db.selectFrom('mail').selectAll().where('region_id', '=', region).where('id', '=', id))
    if (!row || row.sent_at) return
    const letter = await makers[row.kind]?.(tx, region, row.subject_id, row.language)
    if (letter && transport) {
      await transport.sendMail({
        from: settings.from,
        to: row.recipient,
        subject: letter.subject,
        text: letter.text,
        messageId: `<${row.id}@${settings.host}>`,
        headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': row.language },
      })
    } else if (letter && !settings.demo) {
      throw new Error('SMTP_URL is not set')
    }
    await tx.run(db.updateTable('mail').set({ sent_at: now }).where('region_id', '=', region).where('id', '=', id))
  }
}
