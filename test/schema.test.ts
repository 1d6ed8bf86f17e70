import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { homesOf } from '../src/foundation/room.ts'
import { projectRoot } from '../src/foundation/root.ts'
import { readSchema } from '../src/foundation/schema/read.ts'
import { schemaFiles } from '../src/foundation/schema/files.ts'
import { schemaParagraphs } from '../src/foundation/schema/write.ts'
import { rooms } from '../src/rooms.ts'
import { freshDatabase } from './ground.ts'

const here = await freshDatabase()
const { owner, url } = here
const homes = homesOf(rooms)
const schema = await readSchema(owner, url)

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
  // As they stand they need each other: functions and tables come first, for who runs them.
  const rank = (statement: string) =>
    ['create extension', 'create function', 'create procedure', 'create table'].findIndex((each) => statement.replace(/^(--.*\n|\n)*/, '').startsWith(each))
  const [first, last] = [(each: string) => rank(each) >= 0, (each: string) => rank(each) < 0]
  const statements = schemaParagraphs(schema, homes).flat()
  await other.owner.query(['set check_function_bodies = off;', ...statements.filter(first).sort((one, two) => rank(one) - rank(two)), ...statements.filter(last)].join('\n'))
  // Compared as PostgreSQL says it, without the words, and without the names that it gives itself, by number.
  const bare = async (of: typeof other) =>
    JSON.parse(
      JSON.stringify(await readSchema(of.owner, of.url, (text) => text), (key, value) => (key === 'comment' || (key === 'name' && /_check\d*$/.test(value)) ? null : value)),
    )
  expect(await bare(other)).toEqual(await bare(here))
})
