import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { migrationRole } from '../src/foundation/database/migrate.ts'
import { homesOf } from '../src/foundation/room.ts'
import { projectRoot } from '../src/foundation/root.ts'
import { readSchema, type Schema } from '../src/foundation/schema/read.ts'
import { schemaFiles } from '../src/foundation/schema/files.ts'
import { schemaParagraphs, schemaSql } from '../src/foundation/schema/write.ts'
import { rooms } from '../src/rooms.ts'
import { freshDatabase } from './ground.ts'

const { owner, url } = await freshDatabase()
const role = migrationRole(url).replaceAll('"', '')
const homes = homesOf(rooms)
const schema = await readSchema(owner, role)

test('each table is of one room, whose manifest names it', () => {
  const named = homes.flatMap(({ tables }) => tables.map(([name]) => name))
  expect(named.sort()).toEqual(schema.tables.map(({ name }) => name))
})

test('each table, each column and each function says what it is', () => {
  const silent = [
    ...schema.tables.flatMap(({ name, comment, columns }) => [...(comment ? [] : [name]), ...columns.flatMap((each) => (each.comment ? [] : [`${name}.${each.name}`]))]),
    ...schema.routines.flatMap(({ name, comment }) => (comment ? [] : [name])),
  ]
  expect(silent).toEqual([])
})

test('docs/schema.sql and the row types of the rooms are what the migrations make', async () => {
  for (const [path, text] of await schemaFiles(owner, url, homes)) expect(readFileSync(join(projectRoot, path), 'utf8'), `${path}: npm run schema`).toBe(text)
})

test('what the schema says, in the words it says it, makes the same database', async () => {
  const other = await freshDatabase({ empty: true })
  let waiting = schemaParagraphs(schema, homes, role).flat()
  // They need each other: what cannot be made yet is made in a next round.
  for (let before = 0; waiting.length !== before; ) {
    before = waiting.length
    const still: string[] = []
    for (const each of waiting) await other.owner.query(each).catch(() => still.push(each))
    waiting = still
  }
  expect(waiting).toEqual([])
  // Words are no part of the statements.
  const wordless = (of: Schema): Schema => JSON.parse(JSON.stringify(of, (key, value) => (key === 'comment' ? null : value)))
  expect(schemaSql(wordless(await readSchema(other.owner, role)), homes, role)).toBe(schemaSql(wordless(schema), homes, role))
})
