import type pg from 'pg'
import { readSchema } from './read.ts'
import { rowTypes } from './rowtypes.ts'
import { type Home, schemaSql } from './write.ts'

/** What is made from a database: its schema as a file that one reads, and the row types of each room with tables; each path with its text. */
export async function schemaFiles(owner: pg.Client | pg.Pool, appUrl: string, homes: readonly Home[]): Promise<[path: string, text: string][]> {
  const schema = await readSchema(owner, appUrl)
  return [
    ['docs/schema.sql', schemaSql(schema, homes)],
    ...homes.filter(({ tables }) => tables.length).map((home) => [`src/${home.room}/rows.ts`, rowTypes(schema, home)] as [string, string]),
  ]
}
