import { sql } from 'kysely'
import { type Tx, tables, written } from '../../foundation/database/database.ts'
import { knowledgeColumns } from '../rows.ts'
import type { Knowledge } from './knowledge.ts'

const db = tables<{ knowledge: Knowledge }>()

const asArray = (row: Partial<Knowledge>) => (row.links ? { ...row, links: sql`${row.links}::text[]` as never } : row)
export const insertKnowledge = (tx: Tx, row: Knowledge) => tx.run(db.insertInto('knowledge').values(asArray(row) as Knowledge))
/** Changes a page when it is still at this version; answers whether it was. */
export const updateKnowledge = async (tx: Tx, region: number, id: string, version: number, changes: Partial<Knowledge>): Promise<boolean> =>
  (await tx.run(
    db
      .updateTable('knowledge')
      .set({ ...asArray(changes), version: version + 1 })
      .where('region_id', '=', region)
      .where('id', '=', id)
      .where('version', '=', version),
  )) === 1
export const knowledgeById = (tx: Tx, region: number, id: string) =>
  tx.one(db.selectFrom('knowledge').select(knowledgeColumns).where('region_id', '=', region).where('id', '=', id))

/** What there is about a topic ('' for what is about every one, null for any), of a kind (null for both), with these words (empty for any): at most `limit`. */
export const findKnowledge = (tx: Tx, region: number, { topic, kind, words, limit }: { topic: string | null; kind: Knowledge['kind'] | null; words: string; limit: number }) =>
  tx.all(
    written<Knowledge>(sql`
      select ${sql.join(knowledgeColumns.map((each) => sql.ref(each)))} from knowledge
      where region_id = ${region} and removed_at is null and (${kind}::text is null or kind = ${kind}) and (${topic}::text is null or topic = ${topic} or topic is null)
        and (${words} = '' or words @@ websearch_to_tsquery('dutch', ${words}) or title ilike ${`%${words.replace(/[\\%_]/g, '\\$&')}%`})
      order by topic is null, title limit ${limit}`),
  )
