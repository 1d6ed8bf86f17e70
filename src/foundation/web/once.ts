import { createHmac } from 'node:crypto'
import { type Tx, tables } from '../database/database.ts'
import type { SubmissionRow } from '../rows.ts'
import { KeyReused } from './problem.ts'

const db = tables<{ submission: SubmissionRow }>()

/**
 * Does `work` once for a key, however often and however simultaneously the same is handed in; later ones answer what the first made.
 * The key and the body are kept as keyed hashes only.
 * @throws KeyReused when the key came with another body before
 */
export async function once(tx: Tx, secret: string, region: number, now: Date, key: string, body: unknown, work: () => Promise<string | undefined>): Promise<string | undefined> {
  const hash = (text: string) => createHmac('sha256', secret).update(text).digest('base64url')
  const row = { region_id: region, key: hash(`key|${key}`), fingerprint: hash(`body|${JSON.stringify(body)}`) }
  const first = await tx.run(
    db
      .insertInto('submission')
      .values({ ...row, at: now, result: null })
      .onConflict((conflict) => conflict.doNothing()),
  )
  const mine = () => db.updateTable('submission').where('region_id', '=', region).where('key', '=', row.key)
  if (first) {
    const result = await work()
    if (result) await tx.run(mine().set({ result }))
    return result
  }
  const earlier = await tx.one(db.selectFrom('submission').select(['fingerprint', 'result']).where('region_id', '=', region).where('key', '=', row.key))
  if (earlier?.fingerprint !== row.fingerprint) throw new KeyReused()
  return earlier.result ?? undefined
}
