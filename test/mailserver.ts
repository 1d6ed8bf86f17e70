import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll } from 'vitest'

interface Received {
  /** Whether it came over TLS. */
  secure: boolean
  /** The envelope's sender, where a mail that cannot be delivered goes back to. */
  from: string
  to: string[]
  text: string
  replyTo?: string
}

/** A mail server that keeps what it receives, over TLS where it has a certificate; `answers` makes it refuse a recipient, or everything for now. */
export async function mailServer(tls?: { key: string; cert: string }) {
  const received: Received[] = []
  const answers = { busy: false, refuse: (_address: string): number | undefined => undefined }
  const server = new SMTPServer({
    authOptional: true,
    ...(tls ?? { disabledCommands: ['STARTTLS'] }),
    logger: false,
    onRcptTo({ address }, _session, done) {
      const code = answers.refuse(address)
      done(code ? Object.assign(new Error('no such user'), { responseCode: code }) : null)
    },
    onData(stream, { envelope, secure }, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        if (answers.busy) return done(Object.assign(new Error('busy'), { responseCode: 451 }))
        const text = Buffer.concat(parts).toString()
        const replyTo = /^Reply-To: (?:<)?([^\s>]+)/m.exec(text.replace(/\r\n[ \t]/g, ' '))?.[1]
        // As it reads: soft line ends of quoted-printable taken out.
        const body = text.replace(/=\r\n/g, '').replace(/(?:=[0-9A-F]{2})+/g, (coded) => Buffer.from(coded.replaceAll('=', ''), 'hex').toString())
        received.push({ secure, from: envelope.mailFrom ? envelope.mailFrom.address : '', to: envelope.rcptTo.map((each) => each.address), text: body, replyTo })
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())))
  return { server: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`, received, answers }
}
