import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import { type Tx, tables, written } from '../database/database.ts'
import type { SubmissionRow } from '../rows.ts'

/** JSON is written as text. */
const db = tables<{ submission: Omit<SubmissionRow, 'handed'> & { handed: string } }>()

const hashOf = (secret: string, text: string) => createHmac('sha256', secret).update(text).digest('base64url')

/** Says that this transaction has this key: of what was handed in, it sees the rows of its keys and no other. Goes with the statement after it. */
const having = (key: string) => written(sql`select set_config('app.handed', concat_ws(' ', current_setting('app.handed', true), ${key}::text), true)`)
/** What was handed in by this key. */
async function rowOf(tx: Tx, region: number, key: string): Promise<SubmissionRow | undefined> {
  const row = db.selectFrom('submission').selectAll().where('region_id', '=', region).where('key', '=', key)
  return (await Promise.all([tx.run(having(key)), tx.one(row)]))[1] as SubmissionRow | undefined
}

/** What is handed in: its key, what the key belongs to, and what may differ between two that are both to be done. */
export interface Handed {
  key: string
  belongs: string
  fields?: string
}

/**
 * Does `work` once for a key with these fields, however often and however simultaneously the same is handed in; later ones answer what the first made.
 * The key, what it belongs to and the fields are kept as keyed hashes only.
 * @throws what `elsewhere` makes, when the key came before with something that it does not belong to
 */
export async function once(
  tx: Tx,
  { secret, region, now }: { secret: string; region: number; now: Date },
  { key, belongs, fields }: Handed,
  work: () => Promise<string | undefined>,
  elsewhere: () => Error,
): Promise<string | undefined> {
  const keyHash = hashOf(secret, `key|${key}`)
  const fingerprint = hashOf(secret, `body|${belongs}`)
  const part = fields === undefined ? '' : hashOf(secret, `fields|${fields}`).slice(0, 22)
  // The row is locked, so that another with this key waits for what comes of the first.
  const insert = written<{ fingerprint: string; handed: Record<string, string | null> }>(
    sql`insert into submission (region_id, key, fingerprint, at) values (${region}, ${keyHash}, ${fingerprint}, ${now})
      on conflict (region_id, key) do update set at = submission.at returning fingerprint, handed`,
  )
  const row = (await Promise.all([tx.run(having(keyHash)), tx.one(insert)]))[1]!
  if (row.fingerprint !== fingerprint) throw elsewhere()
  if (part in row.handed) return row.handed[part] ?? undefined
  const made = await work()
  tx.add(
    db
      .updateTable('submission')
      .set({ handed: sql`handed || ${JSON.stringify({ [part]: made ?? null })}::jsonb` })
      .where('region_id', '=', region)
      .where('key', '=', keyHash),
  )
  return made
}

/** The key of a form, apart from those of calls and mails. */
export const keyOfForm = (key: string): string => `form|${key}`

/** Whether something was done already by this key. */
export async function isHandedIn(tx: Tx, { secret, region }: { secret: string; region: number }, key: string): Promise<boolean> {
  return (await rowOf(tx, region, hashOf(secret, `key|${key}`))) !== undefined
}

interface Said {
  /** Who said it and what, as one text; and what else must be alike for it to be told what came of it. */
  words: string
  beside: string
}
/** What came of the same words since a moment: when it was, and the id of what was made where all beside them was alike too. */
export async function saidBefore(
  tx: Tx,
  { secret, region }: { secret: string; region: number },
  { words, beside }: Said,
  since: Date,
): Promise<{ at: Date; made?: string } | undefined> {
  const row = await rowOf(tx, region, hashOf(secret, `said|${words}`))
  return row && row.at > since ? { at: row.at, made: row.fingerprint === hashOf(secret, `beside|${beside}`) ? (row.handed as Record<string, string>).made : undefined } : undefined
}
/** Remembers that these words were said, and what came of them. */
export function rememberSaid(tx: Tx, { secret, region, now }: { secret: string; region: number; now: Date }, { words, beside }: Said, made: string): void {
  const row = { fingerprint: hashOf(secret, `beside|${beside}`), at: now, handed: JSON.stringify({ made }) }
  const key = hashOf(secret, `said|${words}`)
  tx.add(having(key))
  tx.add(
    db
      .insertInto('submission')
      .values({ region_id: region, key, ...row })
      .onConflict((conflict) => conflict.columns(['region_id', 'key']).doUpdateSet(row)),
  )
}
