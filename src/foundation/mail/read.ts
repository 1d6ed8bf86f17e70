import { createHash } from 'node:crypto'
import { type Attachment, type ParsedMail, simpleParser } from 'mailparser'
import { readUpload } from '../files/upload.ts'
import { fileName } from '../files/name.ts'
import type { Upload } from '../files/reading.ts'
import { cleanText } from '../web/forms.ts'
import { type Arrived, ownPrefix, type ReadMail, type Refused, type Verdict } from './arrived.ts'
import { textOfPage } from './page.ts'

const digest = (content: Buffer) => createHash('sha256').update(content).digest('base64url')
const mostFiles = 10 * 1024 * 1024
const mostText = 50_000
const mostHtml = 1024 * 1024

// A mail's own signature is no file that somebody sends.
const signatures = new Set(['application/pkcs7-signature', 'application/x-pkcs7-signature', 'application/pgp-signature'])
const ofReports = new Set(['message/delivery-status', 'text/rfc822-headers', 'message/rfc822'])

/** Thrown while a mail is read, and answered. */
class NotTaken extends Error {
  constructor(readonly refused: Refused['refused']) {
    super('not taken')
  }
}
const refusal = (...refused: Refused['refused']) => new NotTaken(refused)

async function readFile({ content, filename }: Attachment): Promise<Upload> {
  const checked = await readUpload({ content, filename })
  if (!checked)
    throw refusal(554, `5.7.1 Bijlage niet toegestaan: ${fileName(filename).replace(/[^\x20-\x7e]/g, '?')}. Alleen PDF, foto's en Office. Only PDF, pictures and Office files`)
  return checked
}

const header = (mail: ParsedMail, name: string) => {
  const value = mail.headers.get(name)
  return typeof value === 'string' ? value.toLowerCase() : value === undefined ? '' : 'other'
}

function automaticOf(mail: ParsedMail, returnPath: string, own: string): Arrived['automatic'] {
  if (mail.headerLines.some(({ key, line }) => key === 'x-werkcentrum' || (key === 'message-id' && line.includes(`<${ownPrefix}`) && line.includes(`@${own}>`)))) return 'loop'
  if (mail.attachments.some((each) => each.contentType === 'message/delivery-status')) return 'report'
  const auto = header(mail, 'auto-submitted')
  if (auto && auto !== 'no') return 'auto-reply'
  if (mail.headers.has('x-autoreply') || mail.headers.has('x-autorespond') || /auto_reply/.test(header(mail, 'precedence'))) return 'auto-reply'
  if (mail.headers.has('list-id') || mail.headers.has('list') || /^(bulk|junk|list)$/.test(header(mail, 'precedence'))) return 'mailing'
  return returnPath === '' || /^(mailer-daemon|postmaster)@/i.test(mail.from?.value[0]?.address ?? '') ? 'report' : undefined
}

function deliveryOf(mail: ParsedMail): Arrived['delivery'] {
  const report = mail.attachments.find((each) => each.contentType === 'message/delivery-status')
  // A server that sends no report in the standard's form still sends its mail from nobody.
  if (!report) return 'failed'
  const action = /^action:\s*(\w+)/im.exec(report.content.toString('latin1'))?.[1]?.toLowerCase()
  return action === 'failed' ? 'failed' : 'delayed'
}

/** The result of one method in the front server's own header (RFC 8601); another server's header could be anybody's. */
function verdictsOf(mail: ParsedMail, front: string | undefined): Arrived['sender'] {
  const lines = mail.headerLines.filter(({ key }) => key === 'authentication-results').map(({ line }) => line.replace(/\s+/g, ' ').toLowerCase())
  const trusted = front ? lines.find((line) => line.startsWith(`authentication-results: ${front.toLowerCase()};`)) : undefined
  const of = (method: string): Verdict => {
    // filled in with our own words: the name of a method
    const result = trusted && new RegExp(`[;\\s]${method}=(\\w+)`).exec(trusted)?.[1]
    return result === 'pass' ? 'pass' : result && /^(fail|softfail|permerror)$/.test(result) ? 'fail' : 'none'
  }
  return { spf: of('spf'), dkim: of('dkim'), dmarc: of('dmarc') }
}

async function read({ raw, returnPath, front, own }: ReadMail): Promise<Arrived> {
  const mail = await simpleParser(Buffer.from(raw), { skipTextToHtml: true, skipHtmlToText: true, skipImageLinks: true, keepDeliveryStatus: true }).catch(() => {
    throw refusal(554, '5.6.0 Deze mail is niet te lezen. This message cannot be read')
  })
  const automatic = automaticOf(mail, returnPath, own)
  const address = mail.from?.value[0]?.address?.toLowerCase()
  const written = (name: string) => mail.headerLines.find(({ key }) => key === name)?.line.trim()
  const named = written('message-id') ?? written('date')
  const shared = {
    named: named !== undefined,
    key: [named ?? '', address ?? '', mail.subject ?? '', mail.text?.trim() || mail.html || '', ...mail.attachments.map(({ content }) => digest(content))].join('|'),
    from: address ? { address, name: cleanText(mail.from!.value[0]!.name ?? '').slice(0, 120) || undefined } : undefined,
    subject: cleanText(mail.subject ?? '')
      .replace(/\s+/g, ' ')
      .slice(0, 300),
    sender: verdictsOf(mail, front),
  }
  if (automatic) return { ...shared, text: '', files: [], automatic, delivery: automatic === 'report' ? deliveryOf(mail) : undefined }
  const parts = mail.attachments.filter(
    (each) => !signatures.has(each.contentType) && each.content.length > 0 && !(each.contentDisposition !== 'attachment' && ofReports.has(each.contentType)),
  )
  if (parts.reduce((sum, each) => sum + each.content.length, 0) > mostFiles) throw refusal(552, '5.3.4 De bijlagen zijn samen groter dan 10 MB. Attachments exceed 10 MB together')
  const plain = cleanText(mail.text ?? '')
  const html = mail.html && (!plain || mail.html.length <= mostHtml) ? mail.html : ''
  const page = html.length > mostHtml ? html : cleanText(textOfPage(html))
  // A text beside a page says the same; one that says much less is a stub of the program it was written in.
  const text = plain.length * 2 < page.length ? page : plain
  if (text.length > mostText) throw refusal(552, '5.3.4 De tekst is te lang. The text is too long')
  if (!text && !shared.subject && !parts.length) throw refusal(554, '5.6.0 Deze mail is leeg. This message is empty')
  const files = []
  for (const part of parts) files.push(await readFile(part))
  return { ...shared, text, files }
}

/** Reads a mail as it came over the line, or says why it is not taken: it cannot be read, is empty or too long, or brings a file of another kind. */
export const readMail = (given: ReadMail): Promise<Arrived | Refused> =>
  read(given).catch((error: Error) => {
    if (error instanceof NotTaken) return { refused: error.refused }
    throw error
  })
