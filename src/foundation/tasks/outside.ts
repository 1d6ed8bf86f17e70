import type { Tx } from '../database/database.ts'
import type { Language } from '../i18n/i18n.ts'
import type { TaskRow } from '../rows.ts'
import type { Job } from './task.ts'

/** What went wrong with a neighbour, as a code: nothing that it said is in it. */
export type TroubleKind = NonNullable<TaskRow['trouble']>

/** A neighbour did not do what was asked. `away`: it does not answer anybody now, so that nothing else is sent to it for a while. */
export class Trouble extends Error {
  constructor(
    readonly kind: TroubleKind,
    readonly away: boolean,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}

/** Writes what came of it, in a transaction of its own, which then removes the task. */
export type Settle = (tx: Tx, now: Date) => Promise<void>
/** Sends, in no transaction at all. It stops when the signal says so, its connection with it. */
export type Send = (signal: AbortSignal) => Promise<Settle>

/**
 * Work that goes outside. What is sent is made in a short transaction, which takes the task by a lease; it is sent in none; and what came of it is written in another.
 * After a crash in between it is sent again once the lease has ended, so what is sent must say by itself that it is the same.
 */
export interface OutsideWork {
  /** Whom it goes to. One who is away is left alone for a while, whatever the kind of work and wherever it comes from. */
  neighbour: (region: number) => string
  /** What waits, in an administrator's words. */
  says: (language: Language) => string
  /** The longest that one sending lasts, in seconds, however slowly they answer. */
  within: number
  /** How many of a region go at once. */
  width: number
  /** Makes what is to be sent; undefined when there is nothing to send any more, or when all is done by this transaction itself. */
  prepare(tx: Tx, job: Job, now: Date): Promise<Send | undefined>
}

/** Sends under a deadline that ends it whatever the neighbour does: also one that gives a byte a second, and also work that does not heed its signal. */
export async function sendWithin(send: Send, seconds: number, stopping: AbortSignal): Promise<Settle> {
  const late = AbortSignal.timeout(seconds * 1000)
  const signal = AbortSignal.any([late, stopping])
  let end = () => {}
  const ended = new Promise<never>((_, reject) => {
    end = () => reject(signal.reason)
  })
  signal.addEventListener('abort', end, { once: true })
  if (signal.aborted) end()
  try {
    return await Promise.race([send(signal), ended])
  } catch (error) {
    if (late.aborted && !stopping.aborted) throw new Trouble('no-answer', true, `no answer within ${seconds} s`, { cause: error })
    throw error
  } finally {
    signal.removeEventListener('abort', end)
  }
}
