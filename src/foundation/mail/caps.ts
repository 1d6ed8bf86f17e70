import { sql } from 'kysely'
import { type Tx, written } from '../database/database.ts'

/** So many mails that strangers cause go to one address in an hour, of a region. */
export const mostToOne = 20
/** And so many that one of them causes: many, for a library's visitors share an address. */
export const mostByOne = 60

const most = 2 ** 31 - 1

/** Whether one mail more may go that somebody outside causes; without `toOne`, however many went to that address. Who asks at the same time waits until this transaction ends, so that it holds however many ask at once, in however many processes. */
export async function hasRoom(tx: Tx, recipient: string, stranger: string, now: Date, { toOne = true } = {}): Promise<boolean> {
  const since = new Date(now.getTime() - 3_600_000)
  return (await tx.one(written<{ room: boolean }>(sql`select mail_has_room(${recipient}, ${stranger}, ${since}, ${toOne ? mostToOne : most}, ${mostByOne}) as room`)))!.room
}

/** How many mails were held back since then. Read as the program. */
export const heldSince = async (tx: Tx, region: number, since: Date): Promise<number> =>
  (await tx.one(written<{ count: number }>(sql`select count(*)::int as count from mail where region_id = ${region} and held_at > ${since}`)))!.count
