import { createTransport, type SendMailOptions } from 'nodemailer'
import { Trouble, type TroubleKind } from '../tasks/outside.ts'

/** The longest that one mail takes, in seconds, also of a server that gives a byte at a time. */
export const mailWithin = 45

/** The receiving server says that nobody can be mailed at this address, now or ever. */
export class NoSuchRecipient extends Error {}

// What a server says to the whole of us before it hears about any mail; 421 is said whenever it closes.
const toAnybody = /^(CONN|EHLO|HELO|LHLO|STARTTLS|AUTH.*|QUIT|API)$/

interface SmtpError extends Error {
  code?: string
  /** What the system or the reader of certificates called it. */
  originalCode?: string
  command?: string
  responseCode?: number
}

/** What went wrong while a mail was sent. */
function troubleOf(error: SmtpError): Trouble {
  const { code = '', originalCode = '', command = 'CONN', responseCode = 0, message } = error
  const kind = (): TroubleKind => {
    if (code === 'ETLS' || (code === 'ESOCKET' && /^(ERR_TLS|ERR_SSL|CERT_|EPROTO)|_CERT|_SIGNATURE|_CHAIN/.test(originalCode))) return 'insecure'
    if (responseCode >= 500) return 'refused'
    if (responseCode >= 400) return 'busy'
    if (code === 'ETIMEDOUT' || /timeout/i.test(message)) return 'no-answer'
    return /REFUSED|UNREACH|NOTFOUND|EAI_AGAIN|EDNS/.test(`${code} ${message}`) ? 'unreachable' : 'cut'
  }
  return new Trouble(kind(), !responseCode || responseCode === 421 || toAnybody.test(command), message, { cause: error })
}

/**
 * Sends over SMTP, one connection for each mail. With `tls` only over a connection that is encrypted, with a server that proves to be who it is: from one that cannot, nothing is heard but its greeting
 * and nothing said but our name. Its bounds hold for a server that says nothing at each step; the signal ends it, its connection too, whatever the server does.
 * @throws NoSuchRecipient, or Trouble
 */
export function mailTransport(url: string, tls: boolean) {
  const { protocol, hostname, port, username, password } = new URL(url)
  const transport = createTransport({
    // By its parts: what else stands in an address would be taken for settings, which could turn these off.
    host: hostname.replace(/^\[|\]$/g, ''),
    ...(port && { port: Number(port) }),
    ...(username && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    secure: protocol === 'smtps:',
    ...(tls ? { requireTLS: true } : { ignoreTLS: true }),
    tls: { minVersion: 'TLSv1.2' },
    // Beside the address and not as a second argument: those are what every mail begins with, and no bounds.
    dnsTimeout: 10_000,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
  })
  return async (mail: SendMailOptions, signal: AbortSignal): Promise<void> => {
    try {
      await transport.sendMail({ ...mail, signal })
    } catch (error) {
      const { responseCode = 0, command, message } = error as SmtpError
      if (responseCode >= 500 && command === 'RCPT TO') throw new NoSuchRecipient(message, { cause: error })
      throw troubleOf(error as SmtpError)
    }
  }
}
