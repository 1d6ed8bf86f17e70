import { createHmac, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { type ExpressionBuilder, sql } from 'kysely'
import { type Tx, tables, written } from '../database/database.ts'
import { newId } from '../database/id.ts'
import type { MailCodeRow, PassRow } from '../rows.ts'
import { oneOf, type System } from '../system.ts'
import { actsAs } from './acting.ts'
import { cookieIn, siteCookie } from './cookies.ts'
import { hashOfToken, newToken, regionOfToken } from './tokens.ts'
import type { SignedIn, Which } from './sessions.ts'
import { isNewUse } from './use.ts'

/** Who comes in by a code that is mailed, without a sign-in of their own: a word of the room that lets them in. */
export type PassKind = string

const db = tables<{ mail_code: MailCodeRow; pass: PassRow }>()

/** How long a code can be used, in minutes; how often it may be typed. */
export const codeLasts = 10
const mostTries = 5
const passHours = 8
/** After how long without use a pass counts no more. */
const idleMinutes = 30

/**
 * How many codes go to one address (over kinds and questions of a region; about one subject where a guide tells them). Three things are weighed: no letterbox
 * is filled, a six-digit code is guessed at only so often, and strangers who ask in somebody's name do not keep them out. So:
 *
 * - a browser gets a few an hour; one in which a code to this address was right gets them whatever strangers do;
 * - a network gets a few too. Past those, each other browser in it gets one still, for a library's visitors share an address, until a bound that whoever makes
 *   new browsers cannot pass: then its owner comes in from another network;
 * - all networks together get many. Past those, a network that had none gets one still, for its owner may be in it, until twice as many: whoever has that many
 *   networks fills no letterbox further.
 */
const mostOfBrowser = 5
const mostOfNetwork = { free: 5, hour: 15, day: 40 }
const mostOfStrangers = { hour: 60, day: 240 }
/** A browser is known as long as its codes are kept. */
const mailCodeDays = 7

/** Whom a code is about (an organisation, an address, a question), where it is mailed (nowhere when a guide tells it), and in which browser it counts (`browserOf`, `browserNeeded`). */
interface NewCode {
  kind: PassKind
  about: string
  to: string | null
  browser: string
  minutes?: number
}
type Asked = Pick<MailCodeRow, 'browser' | 'stranger' | 'made_at'>

const later = (now: Date, minutes: number) => new Date(now.getTime() + minutes * 60_000)

/** Whether strangers have room for one code more, in this browser and of this network, beside those of theirs that were made. */
function strangersHaveRoom(made: readonly Asked[], browser: string, stranger: string | null, now: Date): boolean {
  return (
    [
      ['hour', 60],
      ['day', 24 * 60],
    ] as const
  ).every(([period, minutes]) => {
    const all = made.filter(({ made_at }) => made_at > later(now, -minutes))
    const near = stranger === null ? [] : all.filter((each) => each.stranger === stranger)
    if (near.length >= mostOfNetwork[period]) return false
    if (period === 'hour' && near.length >= mostOfNetwork.free && near.some((each) => each.browser === browser)) return false
    const first = stranger !== null && near.length === 0
    return all.length < mostOfStrangers[period] * (first ? 2 : 1)
  })
}

interface Choice {
  mandate?: string | null
  browser?: string
  from?: Pick<PassRow, 'began_at' | 'ends_at'>
}
export type PassHeld = Pick<PassRow, 'subject_id' | 'mandate_id' | 'began_at' | 'ends_at' | 'used_at'>
/** A pass that just began, whose it is, with the cookie that carries it; a browser gets it by `carryPass`. */
interface Begun {
  kind: PassKind
  subject: string
  cookie: string
}
const cookieName = (kind: PassKind) => `werkcentrum-${kind}`
/** By what the pass that a request brings is known; that of nobody when it brings none. */
const hashBrought = (request: FastifyRequest, kind: PassKind) => hashOfToken(cookieIn(request, cookieName(kind)) ?? '')
const ending = (region: number, token: string, now: Date) =>
  db.updateTable('pass').set({ revoked_at: now }).where('region_id', '=', region).where('token_hash', '=', hashOfToken(token)).where('revoked_at', 'is', null)

/** Gives the browser that asks a pass that just began, in place of the one of its kind that it brings, of whichever region: that one ends. Outside a transaction; answers the cookie. */
export async function carryPass({ database, clock }: System, request: FastifyRequest, { kind, subject, cookie }: Begun): Promise<string> {
  actsAs(request, { kind, id: subject })
  const brought = cookieIn(request, cookieName(kind))
  const region = regionOfToken(brought)
  if (region !== undefined && brought) await database.transaction({ kind: 'task', region }, 'pass', (tx) => tx.run(ending(region, brought, clock.now())))
  return cookie
}

/** Which passes count. */
const counts =
  (now: Date) =>
  ({ eb, and }: ExpressionBuilder<{ pass: PassRow }, 'pass'>) =>
    and([eb('ends_at', '>', now), eb('used_at', '>', later(now, -idleMinutes)), eb('revoked_at', 'is', null)])

/** Codes by mail and what a browser holds after one was right. All of it runs as the program itself. */
export function passKeeper(secret: string, secure: boolean) {
  /** The six digits of a code: made from its id, so that nothing secret is kept and the mail can be made when it is sent. */
  const digits = (region: number, id: string) => String(createHmac('sha256', secret).update(`mail-code|${region}|${id}`).digest().readUInt32BE(0) % 1_000_000).padStart(6, '0')
  const browserHash = (browser: string) => createHmac('sha256', secret).update(`browser|${browser}`).digest('base64url')
  const addressHash = (region: number, address: string) => createHmac('sha256', secret).update(`mailed|${region}|${address.toLowerCase()}`).digest('base64url')

  return {
    digits,
    /** Makes a code that counts in this browser only; answers its id, or undefined when enough were made. Those who ask at once are counted one after another. */
    async ask(tx: Tx, region: number, { kind, about, to, browser, minutes = codeLasts }: NewCode, now: Date): Promise<string | undefined> {
      const mailed_to = to && addressHash(region, to)
      await tx.run(written(sql`select pg_advisory_xact_lock(hashtextextended(${`mail-code|${region}|${mailed_to ?? `${kind}|${about}`}`}, 0))`))
      const recent = db
        .selectFrom('mail_code')
        .select(['browser', 'stranger', 'made_at', 'used_at'])
        .where('region_id', '=', region)
        .where('made_at', '>', later(now, -mailCodeDays * 24 * 60))
      const made = await tx.all(mailed_to ? recent.where('mailed_to', '=', mailed_to) : recent.where('kind', '=', kind).where('about', '=', about).where('mailed_to', 'is', null))
      const hash = browserHash(browser)
      const stranger = tx.stranger ?? null
      const known = new Set(made.flatMap((each) => (each.used_at ? [each.browser] : [])))
      if (made.filter((each) => each.browser === hash && each.made_at > later(now, -60)).length >= mostOfBrowser) return undefined
      const strangers = made.filter((each) => !known.has(each.browser))
      if (!known.has(hash) && !strangersHaveRoom(strangers, hash, stranger, now)) return undefined
      const id = newId(now.getTime())
      const row = { region_id: region, id, kind, about, mailed_to, browser: hash, stranger, made_at: now, ends_at: later(now, minutes), tries: 0, used_at: null }
      await tx.run(db.insertInto('mail_code').values(row))
      return id
    },
    /**
     * Whether this is a code that this browser asked for and that still counts: mails arrive in any order, so none of its codes makes another void.
     * Each call is one try of all of them, and a right code uses them up.
     */
    async enter(tx: Tx, region: number, kind: PassKind, about: string, browser: string, typed: string, now: Date): Promise<boolean> {
      const live = await tx.all(
        db
          .selectFrom('mail_code')
          .select('id')
          .where('region_id', '=', region)
          .where('kind', '=', kind)
          .where('about', '=', about)
          .where('browser', '=', browserHash(browser))
          .where('used_at', 'is', null)
          .where('ends_at', '>', now)
          .where('tries', '<', mostTries)
          .orderBy('id')
          .forUpdate(),
      )
      if (!live.length) return false
      const given = Buffer.from(hashOfToken(typed.replace(/\D/g, '')))
      const right = live.filter(({ id }) => timingSafeEqual(Buffer.from(hashOfToken(digits(region, id))), given)).length > 0
      const change = db.updateTable('mail_code').set(right ? { used_at: now } : (each) => ({ tries: each('tries', '+', 1) }))
      const ids = live.map(({ id }) => id)
      await tx.run(change.where('region_id', '=', region).where('id', 'in', ids))
      return right
    },
    /** The digits of the codes about somebody that still count, the last asked first: for who tells them. */
    async open(tx: Tx, region: number, kind: PassKind, about: string, now: Date): Promise<{ digits: string; asked: Date }[]> {
      const asked = db.selectFrom('mail_code').selectAll().where('region_id', '=', region).where('kind', '=', kind).where('about', '=', about)
      const rows = await tx.all(asked.where('used_at', 'is', null).where('ends_at', '>', now).where('tries', '<', mostTries).orderBy('id', 'desc').limit(mostOfBrowser))
      return rows.map(({ id, made_at }) => ({ digits: digits(region, id), asked: made_at }))
    },
    /** Begins a pass for whoever just typed a right code, or whom a broker vouched for. One that goes on `from` another is as old, and ends when that would. */
    async begin(tx: Tx, region: number, kind: PassKind, subject: string, now: Date, { mandate, browser, from }: Choice = {}): Promise<Begun> {
      const ends = from?.ends_at ?? later(now, passHours * 60)
      const token = newToken(region)
      await tx.run(
        db.insertInto('pass').values({
          region_id: region,
          id: newId(now.getTime()),
          token_hash: hashOfToken(token),
          kind,
          subject_id: subject,
          began_at: from?.began_at ?? now,
          used_at: now,
          ends_at: ends,
          revoked_at: null,
          mandate_id: mandate ?? null,
          browser: browser ?? null,
        }),
      )
      return { kind, subject, cookie: siteCookie(cookieName(kind), token, secure, Math.round((ends.getTime() - now.getTime()) / 1000)) }
    },
    /** The token of this region that a browser brings. */
    tokenOf(request: FastifyRequest, region: number, kind: PassKind): string | undefined {
      const token = cookieIn(request, cookieName(kind))
      return token && regionOfToken(token) === region ? token : undefined
    },
    /** Whose pass this is, while it counts, by which mandate they act for somebody else, and since when. Where somebody comes in by it with a request, that it is used is written. */
    async holder(tx: Tx, region: number, kind: PassKind, token: string, now: Date, by?: FastifyRequest): Promise<PassHeld | undefined> {
      const theirs = db.selectFrom('pass').select(['subject_id', 'mandate_id', 'began_at', 'ends_at', 'used_at'])
      const pass = await tx.one(theirs.where('region_id', '=', region).where('token_hash', '=', hashOfToken(token)).where('kind', '=', kind).where(counts(now)))
      if (pass && by && isNewUse(by, pass.used_at, now))
        tx.add(db.updateTable('pass').set({ used_at: now }).where('region_id', '=', region).where('token_hash', '=', hashOfToken(token)))
      return pass
    },
    /** Who of these have a pass that counts. */
    async holders(tx: Tx, region: number, kind: PassKind, subjects: readonly string[], now: Date): Promise<ReadonlySet<string>> {
      if (!subjects.length) return new Set()
      const held = db
        .selectFrom('pass')
        .select('subject_id')
        .where('region_id', '=', region)
        .where('kind', '=', kind)
        .where('subject_id', 'in', [...subjects])
      return new Set((await tx.all(held.where(counts(now)))).map((each) => each.subject_id))
    },
    /** The passes of somebody that count, the one used last first; `here` is the one that a request brings. */
    async held(tx: Tx, region: number, kind: PassKind, subject: string, request: FastifyRequest, now: Date): Promise<(SignedIn & { here: boolean })[]> {
      const hash = hashBrought(request, kind)
      const theirs = db.selectFrom('pass').select(['id', 'began_at', 'used_at', 'browser', 'token_hash']).where('region_id', '=', region).where('kind', '=', kind)
      const open = await tx.all(theirs.where('subject_id', '=', subject).where(counts(now)).orderBy('used_at', 'desc').orderBy('id'))
      return open.map(({ token_hash, ...each }) => ({ ...each, here: token_hash === hash }))
    },
    /** Ends passes of these, in whichever browser: all, all but that of a request, or one. */
    async endOf(tx: Tx, region: number, kind: PassKind, subjects: readonly string[], now: Date, { but, only }: Which = {}): Promise<void> {
      if (!subjects.length) return
      const theirs = db
        .updateTable('pass')
        .set({ revoked_at: now })
        .where('region_id', '=', region)
        .where('kind', '=', kind)
        .where('subject_id', 'in', [...subjects])
        .where('revoked_at', 'is', null)
      const others = but ? theirs.where('token_hash', '<>', hashBrought(but, kind)) : theirs
      await tx.run(only ? others.where('id', '=', only) : others)
    },
    /** Ends this pass; answers the cookie that takes it from the browser. */
    async end(tx: Tx, region: number, kind: PassKind, token: string, now: Date): Promise<string> {
      await tx.run(ending(region, token, now))
      return siteCookie(cookieName(kind), '', secure, 0)
    },
  }
}

/** The passes of this program. */
export const passesOf = oneOf(({ ownKey, settings }) => passKeeper(ownKey, settings.overHttps))
