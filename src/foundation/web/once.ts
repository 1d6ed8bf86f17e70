import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import { type Tx, tables, written } from '../database/database.ts'

const db = tables<{ submission: { region_id: number; key: string; fingerprint: string; at: Date; handed: string } }>()

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
  const hash = (text: string) => createHmac('sha256', secret).update(text).digest('base64url')
  const keyHash = hash(`key|${key}`)
  const fingerprint = hash(`body|${belongs}`)
  const part = fields === undefined ? '' : hash(`fields|${fields}`).slice(0, 22)
  // The row is locked, so that another with this key waits for what comes of the first.
  const row = (await tx.one(
    written<{ fingerprint: string; handed: Record<string, string | null> }>(
      sql`insert into submission (region_id, key, fingerprint, at) values (${region}, ${keyHash}, ${fingerprint}, ${now})
        on conflict (region_id, key) do update set at = submission.at returning fingerprint, handed`,
    ),
  ))!
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
