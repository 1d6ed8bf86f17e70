import { reading } from '../files/reading.ts'
import type { Upload } from '../files/reading.ts'

/** What the front server found out about the sender; 'none' where it says nothing that we trust. */
export type Verdict = 'pass' | 'fail' | 'none'

/** A mail as it is read: text only, its files checked by their content. */
export interface Arrived {
  /** The same for the same mail, however often it is delivered. Mails to two addresses can have the same. */
  key: string
  /** Whether its Message-ID, or else its date, is in the key: without these the same words are the same mail only when they come soon again. */
  named: boolean
  from: { address: string; name?: string } | undefined
  subject: string
  text: string
  files: Upload[]
  /** The names of files in which the virus scanner found something: they are not here. */
  leftOut?: string[]
  sender: { spf: Verdict; dkim: Verdict; dmarc: Verdict }
  /** Set when no person wrote it: an automatic answer, a mailing, a report of delivery. */
  automatic?: 'auto-reply' | 'mailing' | 'loop' | 'report'
  /** What a report of delivery says became of ours. */
  delivery?: 'failed' | 'delayed'
}

/** A mail as it came over the line; from whom by its envelope, behind which front server, and the host in our own Message-IDs. */
export interface ReadMail {
  raw: Uint8Array
  returnPath: string
  front?: string
  own: string
}
/** Why a mail is not taken, as its sender's server is told. */
export interface Refused {
  refused: [code: number, said: string]
}

/** How the Message-IDs of our own mail begin. */
export const ownPrefix = 'werkcentrum.'

export const mailReading = reading<ReadMail, Arrived | Refused>('mail', 30)
