import { place } from '../place.ts'
import type { System } from '../system.ts'
import type { AddressInfo } from 'node:net'
import { convert } from 'html-to-text'
import { type Attachment, type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server'
import { fileName, type Upload, readUpload } from '../web/files.ts'
import { cleanText } from '../web/forms.ts'

/** A reason not to take a mail, said to the sender's own server while it delivers: no answer goes to an address that may be forged. */
export class MailRefused extends Error {
  constructor(
    readonly responseCode: number,
    message: string,
  ) {
    super(message)
  }
}

/** What the front server found out about the sender; 'none' where it says nothing that we trust. */
export type Verdict = 'pass' | 'fail' | 'none'

/** A mail as it is read: text only, its files checked by their content. */
export interface Arrived {
  /** The same for the same mail, however often it is delivered. */
  key: string
  from: { address: string; name?: string } | undefined
  subject: string
  text: string
  files: Upload[]
  sender: { spf: Verdict; dkim: Verdict; dmarc: Verdict }
  /** Set when no person wrote it: an automatic answer, a mailing, a report of delivery. */
  automatic?: 'auto-reply' | 'mailing' | 'loop' | 'report'
  /** What a report of delivery says became of ours. */
  delivery?: 'failed' | 'delayed'
}

/** How the Message-IDs of our own mail begin. */
export const ownPrefix = 'werkcentrum.'

const mostFiles = 10 * 1024 * 1024
// Base64 makes three bytes four, with line ends; the rest is for the text.
const mostMail = 15 * 1024 * 1024
const mostText = 50_000
const mostHtml = 1024 * 1024

// A mail's own signature is no file that somebody sends.
const signatures = new Set(['application/pkcs7-signature', 'application/x-pkcs7-signature', 'application/pgp-signature'])
const ofReports = new Set(['message/delivery-status', 'text/rfc822-headers', 'message/rfc822'])

async function readFile({ content, filename }: Attachment): Promise<Upload> {
  const checked = await readUpload({ content, filename })
  if (!checked)
    throw new MailRefused(
      554,
      `5.7.1 Bijlage niet toegestaan: ${fileName(filename).replace(/[^\x20-\x7e]/g, '?')}. Alleen PDF, foto's en Office. Only PDF, pictures and Office files`,
    )
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
    const result = trusted && new RegExp(`[;\\s]${method}=(\\w+)`).exec(trusted)?.[1]
    return result === 'pass' ? 'pass' : result && /^(fail|softfail|permerror)$/.test(result) ? 'fail' : 'none'
  }
  return { spf: of('spf'), dkim: of('dkim'), dmarc: of('dmarc') }
}

/** Above this line of ours somebody writes; below it stands what they answer. */
export const replyMark = '-- Antwoord boven deze regel · Reply above this line --'

const attribution = /^(op|on|am|w dniu|le|el) (?=.*\d).{4,200}(schreef|geschreven|wrote|schrieb|geschrieben|pisze|napisa[łl]|écrit|escribió).{0,120}:\s*$/i
// People write such a sentence too, but seldom with the minute or an address.
const byProgram = /\d[:.]\d\d(?![.\d])|@/
const passedOn =
  /^[-_\s]*(oorspronkelijk bericht|original message|original-nachricht|ursprüngliche nachricht|doorgestuurd bericht|forwarded message|weitergeleitete nachricht)[-_:\s]*$/i
const headOfMail = /^(van|from|von|od|de):\s.*\S/i
const nextOfHead = /^(verzonden|datum|sent|date|gesendet|wysłano|aan|to|an|cc|onderwerp|subject|betreff):/i
const dateOfHead = /^(verzonden|datum|sent|date|gesendet|wysłano):/i
const quoted = (line: string | undefined) => line !== undefined && /^\s*>/.test(line)
const quotedNext = (lines: readonly string[], from: number) => quoted(lines.slice(from).find((line) => line.trim()))

/** So many lines from here say whose words come next; 0 when these do not. */
function headAt(lines: readonly string[], at: number): number {
  const line = lines[at]?.trim() ?? ''
  if (passedOn.test(line)) return 1 + headAt(lines, at + 1)
  if (attribution.test(line) && (byProgram.test(line) || quotedNext(lines, at + 1))) return 1
  // Some programs write who wrote when over more lines: the address is long.
  const together = (count: number) => [line, ...lines.slice(at + 1, at + count)].join(' ')
  const over = /^(op|on|am) /i.test(line) && [2, 3].find((count) => together(count).includes('@') && attribution.test(together(count)))
  if (over) return over
  if (!headOfMail.test(line)) return 0
  let end = at + 1
  while (nextOfHead.test(lines[end] ?? '')) end += 1
  // Without a date it is no mail's head: a form on somebody's site begins so.
  return lines.slice(at, end).some((each) => dateOfHead.test(each)) ? end - at : 0
}

/**
 * What somebody wrote themselves in a mail: without the lines they quote, and without what stands below a mail that they answer or pass on with words of
 * their own. Where a program marks each line that it quotes, what is not marked is their own, also below it.
 */
export function unquoted(text: string): string {
  const lines = text.split('\n')
  const own: string[] = []
  let wrote = false
  for (let at = 0; at < lines.length; at += 1) {
    const head = headAt(lines, at)
    const marked = head > 0 && quotedNext(lines, at + head)
    if (head && !marked && wrote) break
    if (!marked) own.push(...lines.slice(at, at + Math.max(head, 1)).filter((line) => !quoted(line)))
    wrote ||= !head && !quoted(lines[at]) && lines[at]!.trim() !== ''
    at += Math.max(head, 1) - 1
  }
  return own.join('\n')
}

// An address is often changed on its way.
const wordsOf = (text: string): string[] =>
  text
    .replace(/\w{1,10}:\/\/\S*/g, ' ')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? []
/** So many words in the order of ours are no chance; fewer where they come right after others of ours. */
const fewestOurs = { alone: 8, after: 4 }
const oursMark = '>\u0001'

/** The lines of a text, with a mark in place of what is ours: a line, or a sentence in it, however a mail program broke and marked them. */
function linesWithoutOurs(text: string, ours: readonly string[]): string[] {
  const marks = ['', ...ours].map((each) => ` ${wordsOf(`${replyMark} ${each}`).join(' ')} `).join('|')
  const lines = text.split('\n').map((line) => line.split(/(?<=[.!?:]\s)/).map((said) => ({ said, words: wordsOf(said), ours: false })))
  const pieces = lines.flat()
  const said = [...pieces.keys()].filter((at) => pieces[at]!.words.length > 0)
  for (let from = 0; from < said.length; from += 1) {
    const run: string[] = []
    let to = from
    for (; to < said.length && marks.includes(` ${[...run, ...pieces[said[to]!]!.words].join(' ')} `); to += 1) run.push(...pieces[said[to]!]!.words)
    if (run.length < (pieces[said[from - 1] ?? -1]?.ours ? fewestOurs.after : fewestOurs.alone)) continue
    for (const piece of pieces.slice(said[from], said[to - 1]! + 1)) piece.ours = true
    from = to - 1
  }
  return lines.flatMap((line) => {
    const rest = line.filter((piece) => !piece.ours).map((piece) => piece.said)
    if (rest.length === line.length) return [rest.join('')]
    return rest.join('').trim() && !quoted(line[0]!.said) ? [oursMark, rest.join('')] : [oursMark]
  })
}

/**
 * What somebody wrote in answer to ours: without our own text (that of `ours`, and the line to reply above), what was quoted together with it, and the lines
 * that say it is ours. What else they quote stays, and all that is theirs, above it and below.
 */
export function withoutOurs(text: string, ours: readonly string[]): string {
  const lines = linesWithoutOurs(text, ours)
  const heads = lines.map((_, at) => headAt(lines, at))
  const isOurs = (line: string) => line === oursMark
  const left: string[] = []
  for (let at = 0; at < lines.length; ) {
    const below = at + heads[at]!
    const next = heads.findIndex((head, from) => from >= below && head > 0)
    if (heads[at] && lines.slice(below, next < 0 ? undefined : next).some(isOurs)) {
      at = below
      continue
    }
    let end = at
    while (end < lines.length && (quoted(lines[end]) || !lines[end]!.trim())) end += 1
    const block = lines.slice(at, Math.max(end, at + 1))
    for (const line of block.some(isOurs) ? [''] : block) left.push(line)
    at += block.length
  }
  return cleanText(left.join('\n'))
}

const indent = '\u0001'
// Pictures elsewhere are not asked for and not named: looking at them would tell their sender.
const asText = (html: string) =>
  convert(html, {
    wordwrap: false,
    selectors: [
      { selector: 'img', format: 'skip' },
      { selector: 'a', options: { hideLinkHrefIfSameAsText: true } },
    ],
    formatters: {
      blockquote: (element, walk, builder) => {
        const { type = '', class: classes = '' } = element.attribs ?? {}
        const mark = type === 'cite' || /gmail_quote|yahoo_quoted|moz-cite/.test(classes) ? '> ' : indent
        builder.openBlock({ leadingLineBreaks: 2 })
        walk(element.children, builder)
        builder.closeBlock({ trailingLineBreaks: 2, blockTransform: (said) => said.replace(/^/gm, mark) })
      },
    },
    // People indent their own words too: only below a line that says who wrote it is that a quote.
  }).replace(new RegExp(`(?:^${indent}.*\n?)+`, 'gm'), (block, at: number, whole: string) => {
    const lines = whole.slice(Math.max(0, at - 1000), at).split('\n')
    const above = lines.filter((line) => line.trim()).slice(-6)
    return block.replaceAll(indent, above.some((_, from) => headAt(above, from) === above.length - from) ? '> ' : '')
  })

/** Reads a mail as it came over the line. @throws MailRefused when it cannot be read, is empty or too long, or brings a file of another kind */
export async function readMail(raw: Buffer, returnPath: string, { front, own }: { front?: string; own: string }): Promise<Arrived> {
  const mail = await simpleParser(raw, { skipTextToHtml: true, skipHtmlToText: true, skipImageLinks: true, keepDeliveryStatus: true }).catch(() => {
    throw new MailRefused(554, '5.6.0 Deze mail is niet te lezen. This message cannot be read')
  })
  const automatic = automaticOf(mail, returnPath, own)
  const address = mail.from?.value[0]?.address?.toLowerCase()
  const shared = {
    key: [mail.messageId ?? '', address ?? '', mail.subject ?? '', mail.text?.trim() || mail.html || ''].join('|'),
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
  if (parts.reduce((sum, each) => sum + each.content.length, 0) > mostFiles)
    throw new MailRefused(552, '5.3.4 De bijlagen zijn samen groter dan 10 MB. Attachments exceed 10 MB together')
  const plain = cleanText(mail.text ?? '')
  const html = mail.html && (!plain || mail.html.length <= mostHtml) ? mail.html : ''
  const page = html.length > mostHtml ? html : cleanText(asText(html))
  // A text beside a page says the same; one that says much less is a stub of the program it was written in.
  const text = plain.length * 2 < page.length ? page : plain
  if (text.length > mostText) throw new MailRefused(552, '5.3.4 De tekst is te lang. The text is too long')
  if (!text && !shared.subject && !parts.length) throw new MailRefused(554, '5.6.0 Deze mail is leeg. This message is empty')
  const files = []
  for (const part of parts) files.push(await readFile(part))
  return { ...shared, text, files }
}

/** A room that takes mail in. */
export interface MailTaker<Target> {
  /** What an address of ours stands for; undefined when it is none. */
  resolve(address: string): Promise<Target | undefined>
  /** Takes a mail in. When this has answered, the mail is ours to keep. */
  receive(mail: Arrived, to: Target): Promise<void>
}
export const mailTakers = place<(system: System) => MailTaker<never>>('who takes mail in')

function collect(stream: SMTPServerDataStream): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    stream.on('data', (part: Buffer) => {
      if (!stream.sizeExceeded) parts.push(part)
    })
    stream.on('error', reject)
    stream.on('end', () =>
      stream.sizeExceeded ? reject(new MailRefused(552, '5.3.4 Deze mail is te groot; ten hoogste 10 MB aan bijlagen. This message is too large')) : resolve(Buffer.concat(parts)),
    )
  })
}

/**
 * Listens for mail at a port; answers which it is (0 lets the machine choose) and how to stop. A mail is answered for only when it is in the database, so that what we did not take is sent again by the server that has it.
 * A mail to several of our addresses is taken in once, for the first.
 */
export async function listenForMail(system: System, port: number) {
  const { settings, log } = system
  const { host, MAIL_IN_FRONT: front } = settings
  // The host in our own Message-IDs, by which a mail of ours that comes back is known.
  const own = new URL(settings.baseUrl).hostname
  // So many mails from one sender in a minute; more are asked to come later.
  const mostPerMinute = settings.RATE_LIMIT === 'on' ? 30 : Number.POSITIVE_INFINITY
  const { resolve, receive } = system.partsOf(mailTakers)[0]!(system) as MailTaker<object>
  let minute = 0
  const sent = new Map<string, number>()
  function tooMany(sender: string): boolean {
    const now = Math.floor(Date.now() / 60_000)
    if (now !== minute) sent.clear()
    minute = now
    const count = (sent.get(sender) ?? 0) + 1
    sent.set(sender, count)
    return count > mostPerMinute
  }
  const targets = new WeakMap<object, object>()
  const later = (error: unknown) => {
    if (error instanceof MailRefused) return error
    log.error({ failure: (error as Error).name }, 'mail not taken in')
    return new MailRefused(451, '4.3.0 Probeer het later opnieuw. Please try again later')
  }
  const server = new SMTPServer({
    banner: 'Werkcentrum',
    name: own,
    disabledCommands: ['AUTH', 'STARTTLS'],
    authOptional: true,
    logger: false,
    size: mostMail,
    maxClients: 20,
    socketTimeout: 30_000,
    closeTimeout: 1000,
    disableReverseLookup: true,
    onMailFrom: ({ address }, _session, done) =>
      done(address && tooMany(address.toLowerCase()) ? new MailRefused(451, '4.7.1 Te veel mail tegelijk; probeer het later opnieuw. Too many messages') : null),
    onRcptTo: ({ address }, { envelope }, done) => {
      resolve(address).then(
        (target) => {
          if (!target) return done(new MailRefused(550, '5.1.1 Dit adres is er niet. No such address here'))
          if (!targets.has(envelope)) targets.set(envelope, target)
          done()
        },
        (error) => done(later(error)),
      )
    },
    onData: (stream, { envelope }, done) => {
      const work = async () => {
        const mail = await readMail(await collect(stream), envelope.mailFrom ? envelope.mailFrom.address : '', { front, own })
        await receive(mail, targets.get(envelope)!)
      }
      work().then(
        () => done(),
        (error) => done(later(error)),
      )
    },
  })
  server.on('error', (error: Error) => log.warn({ failure: error.name }, 'mail connection'))
  await new Promise<void>((ready, fail) => {
    server.server.once('error', fail)
    server.listen(port, host, () => {
      server.server.off('error', fail)
      ready()
    })
  })
  return { port: (server.server.address() as AddressInfo).port, close: () => new Promise<void>((ended) => server.close(() => ended())) }
}
