import { place } from '../place.ts'
import type { System } from '../system.ts'
import type { AddressInfo, Socket } from 'node:net'
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server'
import { FileProblem } from '../files/problem.ts'
import { readersOf } from '../files/readers.ts'
import { bytesFor, bytesFrom } from '../files/reading.ts'
import { underWay } from '../underway.ts'
import { certificateOf } from './certificate.ts'
import { peerOf } from '../web/ip.ts'
import { scan } from '../files/scan.ts'
import { type Arrived, mailReading, type ReadMail } from './arrived.ts'

/** A reason not to take a mail, said to the sender's own server while it delivers: no answer goes to an address that may be forged. */
export class MailRefused extends Error {
  constructor(
    readonly responseCode: number,
    message: string,
  ) {
    super(message)
  }
}

// Base64 makes three bytes four, with line ends; the rest is for the text.
const mostMail = 15 * 1024 * 1024

/** Reads a mail as it came over the line, on a thread of its own: mail that comes meanwhile waits for nothing. @throws MailRefused when it cannot be read within the bounds, is empty or too long, or brings a file of another kind */
async function readOn(system: System, given: ReadMail): Promise<Arrived> {
  const read = await readersOf(system)
    .read(mailReading, given, 'mail')
    .catch((error: Error) => {
      if (!(error instanceof FileProblem)) throw error
      throw error.problem.key === 'form.file.busy'
        ? new MailRefused(451, '4.3.2 Het is te druk; probeer het later opnieuw. Too busy, please try again later')
        : new MailRefused(554, '5.6.0 Deze mail is niet te lezen. This message cannot be read')
    })
  if ('refused' in read) throw new MailRefused(...read.refused)
  return { ...read, files: read.files.map((each) => ({ ...each, content: bytesFrom(each.content) })) }
}

/** The mail without the files in which the virus scanner found something. @throws MailRefused when the scanner is away: the sender's server tries again */
async function scanned(system: System, mail: Arrived): Promise<Arrived> {
  const leftOut: string[] = []
  const files: Arrived['files'] = []
  for (const file of mail.files) {
    try {
      await scan(system, file.content)
      files.push(file)
    } catch (error) {
      if (!(error instanceof FileProblem)) throw error
      if (error.problem.key !== 'form.file.virus')
        throw new MailRefused(451, '4.7.1 De bijlagen konden niet worden gecontroleerd; probeer het later opnieuw. Attachments could not be scanned')
      leftOut.push(file.name)
    }
  }
  return { ...mail, files, ...(leftOut.length && { leftOut }) }
}

/** Who brings a mail: from which network, and in whose name by its envelope; either may be a server that only passes it on. */
export interface Bringer {
  network: string
  sender: string
}

/** A room that takes mail in. */
export interface MailTaker<Target> {
  /** What an address of ours stands for; undefined when it is none. */
  resolve(address: string): Promise<Target | undefined>
  /** Takes a mail in. When this has answered, the mail is ours to keep. */
  receive(mail: Arrived, to: Target, by: Bringer): Promise<void>
}
export const mailTakers = place<(system: System) => MailTaker<never>>('who takes mail in')

/** The bytes of mails that are coming in, of all sessions together: each waits in memory until it is whole. */
const mostComing = 150 * 1024 * 1024
/** A mail comes in pieces of some kilobytes; one of so many is nobody's mail, and each piece costs. */
const mostPieces = 100_000
/** The most recipients of one mail: it is taken in once, for the first that is ours. */
const mostRecipients = 100
const blockSize = 256 * 1024

/** Gathers mails: in blocks, for the pieces that a stream gives may be of one byte, and each that is kept would cost a hundred. */
function collector() {
  let coming = 0
  /** @throws MailRefused for one that is too large, or when too many come at once; `leave` when it is no mail */
  return (stream: SMTPServerDataStream, leave: () => void): Promise<Buffer> =>
    new Promise((resolve, reject) => {
      const blocks: Buffer[] = []
      let [used, pieces, busy] = [blockSize, 0, false]
      const give = () => {
        coming -= blocks.length * blockSize
        blocks.length = 0
      }
      stream.on('data', (part: Buffer) => {
        pieces += 1
        if (pieces === mostPieces) leave()
        for (let at = 0; at < part.length && !busy && !stream.sizeExceeded && pieces < mostPieces; ) {
          if (used === blockSize) {
            if (coming + blockSize > mostComing) {
              busy = true
              return give()
            }
            blocks.push(Buffer.allocUnsafeSlow(blockSize))
            coming += blockSize
            used = 0
          }
          const copied = part.copy(blocks.at(-1)!, used, at)
          at += copied
          used += copied
        }
      })
      // A connection that breaks off ends the stream without an end.
      stream.on('close', give)
      stream.on('error', reject)
      stream.on('end', () => {
        if (stream.sizeExceeded) reject(new MailRefused(552, '5.3.4 Deze mail is te groot; ten hoogste 10 MB aan bijlagen. This message is too large'))
        else if (busy) reject(new MailRefused(451, '4.3.2 Het is te druk; probeer het later opnieuw. Too busy, please try again later'))
        else resolve(Buffer.concat(blocks, Math.max(0, blocks.length - 1) * blockSize + (blocks.length ? used : 0)))
        give()
      })
    })
}

/** So many sessions at a time: of all, of one network, and of one that may be a server in front of ours, or of anybody where nothing is counted. */
const mostSessions = { all: 30, one: 5, front: 20 }

/**
 * Listens for mail at a port; answers which it is (0 lets the machine choose) and how to stop. A mail is answered for only when it is in the database, so that what we did not take is sent again by the server that has it.
 * A mail to several of our addresses is taken in once, for the first. A session lasts `longest` milliseconds at most.
 */
export async function listenForMail(system: System, port: number, longest = 5 * 60_000) {
  const { settings, log } = system
  const { host, MAIL_IN_FRONT: front } = settings
  // The host in our own Message-IDs, by which a mail of ours that comes back is known.
  const own = new URL(settings.baseUrl).hostname
  // So many mails from one sender by one network in a minute; more are asked to come later.
  const mostPerMinute = settings.RATE_LIMIT === 'on' ? 30 : Number.POSITIVE_INFINITY
  const { resolve, receive } = system.partsOf(mailTakers)[0]!(system) as MailTaker<object>
  const mostOfOne = front || settings.RATE_LIMIT === 'off' ? mostSessions.front : mostSessions.one
  const open = underWay()
  /** The sessions there are, by where they come from: whether it is one too many, and what is done at its end. */
  const sessions = new Map<string, { over: boolean; end: () => void; leave: () => void }>()
  const collect = collector()
  // Who is gone before they are greeted has no address any more.
  const nameOf = (address: string | undefined, from: number | undefined) => `${peerOf(address ?? '')} ${from}`
  let minute = 0
  const sent = new Map<string, number>()
  // The name of a sender can be anybody's: who uses another's stops nobody but themselves.
  function tooMany(sender: string): boolean {
    const now = Math.floor(Date.now() / 60_000)
    if (now !== minute) sent.clear()
    minute = now
    const count = (sent.get(sender) ?? 0) + 1
    sent.set(sender, count)
    return count > mostPerMinute
  }
  const targets = new WeakMap<object, object>()
  const recipients = new WeakMap<object, number>()
  const later = (error: unknown) => {
    if (error instanceof MailRefused) return error
    log.error({ failure: (error as Error).name }, 'mail not taken in')
    return new MailRefused(451, '4.3.0 Probeer het later opnieuw. Please try again later')
  }
  const certificate = certificateOf(settings, log)
  const server = new SMTPServer({
    banner: 'Werkcentrum',
    name: own,
    // Without a certificate of its own it would offer one that everybody has the key of.
    disabledCommands: certificate ? ['AUTH'] : ['AUTH', 'STARTTLS'],
    authOptional: true,
    logger: false,
    size: mostMail,
    maxClients: mostSessions.all,
    socketTimeout: 30_000,
    closeTimeout: 1000,
    disableReverseLookup: true,
    onConnect: ({ remoteAddress, remotePort }, done) =>
      done(sessions.get(nameOf(remoteAddress, remotePort))?.over ? new MailRefused(421, '4.7.0 Te veel verbindingen tegelijk. Too many connections') : null),
    // Who went over to TLS has another socket, of which only this tells.
    onClose: ({ remoteAddress, remotePort }) => sessions.get(nameOf(remoteAddress, remotePort))?.end(),
    onMailFrom: ({ address }, { remoteAddress, secure }, done) => {
      if (settings.MAIL_IN_TLS === 'required' && !secure) return done(new MailRefused(530, '5.7.0 Alleen versleuteld, met STARTTLS. Must issue a STARTTLS command first'))
      const many = address && tooMany(`${peerOf(remoteAddress)} ${address.toLowerCase()}`)
      done(many ? new MailRefused(451, '4.7.1 Te veel mail tegelijk; probeer het later opnieuw. Too many messages') : null)
    },
    onRcptTo: ({ address }, { envelope }, done) => {
      const named = (recipients.get(envelope) ?? 0) + 1
      recipients.set(envelope, named)
      if (named > mostRecipients) return done(new MailRefused(452, '4.5.3 Te veel ontvangers. Too many recipients'))
      resolve(address).then(
        (target) => {
          if (!target) return done(new MailRefused(550, '5.1.1 Dit adres is er niet. No such address here'))
          if (!targets.has(envelope)) targets.set(envelope, target)
          done()
        },
        (error) => done(later(error)),
      )
    },
    onData: (stream, { envelope, remoteAddress, remotePort }, done) => {
      const leave = () => sessions.get(nameOf(remoteAddress, remotePort))?.leave()
      const work = async () => {
        const sender = envelope.mailFrom ? envelope.mailFrom.address : ''
        const mail = await scanned(system, await readOn(system, { raw: bytesFor(await collect(stream, leave)), returnPath: sender, front, own }))
        await receive(mail, targets.get(envelope)!, { network: peerOf(remoteAddress), sender: sender.toLowerCase() })
      }
      work().then(
        () => done(),
        (error) => done(later(error)),
      )
    },
  })
  server.server.on('connection', (socket: Socket) => {
    const from = socket.remoteAddress
    if (from === undefined) return void socket.destroy()
    const [peer, name] = [peerOf(from), nameOf(from, socket.remotePort)]
    if (certificate) server.secureContext.set('*', certificate())
    open.begin(peer)
    const over = open.of(peer) > mostOfOne
    // Who says something now and then is not idle: a session has an end all the same. What was taken and not answered for comes again, and is known.
    const timer = setTimeout(() => socket.destroy(), over ? 5000 : longest)
    const end = () => {
      clearTimeout(timer)
      if (sessions.delete(name)) open.end(peer)
    }
    sessions.set(name, { over, end, leave: () => socket.destroy() })
    socket.on('close', end)
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
