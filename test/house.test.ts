import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { projectRoot } from '../src/foundation/root.ts'
import { groundFates } from '../src/foundation/fates.ts'
import { homesOf, type Room } from '../src/foundation/room.ts'
import { noticeKinds } from '../src/workplace/notices/kinds.ts'
import { rooms } from '../src/rooms.ts'
import { workMenu } from '../src/foundation/ui/menu.ts'
import { activities } from '../src/foundation/record/activities.ts'
import { retentionRules, tableWords } from '../src/foundation/record/retention.ts'
import { type Right, visitSite } from '../src/foundation/identity/rights.ts'
import { freshDatabase, startDemo } from './ground.ts'
import { migrate, migrationNames } from '../src/foundation/database/migrate.ts'
import { eventKinds } from '../src/foundation/record/events.ts'

const demo = await startDemo({ filled: false })
const { partsOf } = demo.system
const source = (path: string) => readFileSync(join(projectRoot, 'src', path), 'utf8')
const files = (folder: string) =>
  readdirSync(join(projectRoot, 'src', folder), { recursive: true, encoding: 'utf8' })
    .filter((each) => /\.tsx?$/.test(each) && !/\.test\.tsx?$/.test(each))
    .map((each) => join(folder, each))

/** The texts in a file: what stands between quotes, and what a template begins with. */
function textsIn(path: string): string[] {
  const found: string[] = []
  const walk = (node: ts.Node) => {
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateHead(node)) found.push(node.text)
    ts.forEachChild(node, walk)
  }
  walk(ts.createSourceFile(path, source(path), ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX))
  return found
}

/** One that is more than a word of the language. */
const isName = (text: string) => text.includes('-')

/** What is a room's own: the names of its rights, events, activities, notices, letters and tasks. */
function namesOf(room: Room): Set<string> {
  const notices = (room.places ?? []).filter(({ place }) => place === noticeKinds).flatMap(({ parts }) => parts as { kind: string }[])
  return new Set([
    ...Object.values(room.rights ?? {}).map(({ name }) => name),
    ...Object.values(room.events ?? {}).map(({ kind }) => kind),
    ...(room.activities ?? []).map(({ code }) => code),
    ...notices.map(({ kind }) => kind).filter(isName),
    ...Object.values(room.letters ?? {})
      .map(({ kind }) => kind)
      .filter(isName),
    ...Object.keys(room.tasks?.(demo.system) ?? {}).filter(isName),
  ])
}
/** The addresses below a region's that only this room has; that of signing in is the ground's own. */
function addressesOf(room: Room): string[] {
  const begins = (path: string) => /^\/:region((\/werk)?\/[a-z-]+)/.exec(path)?.[1]
  const own = (each: Room) => new Set((each.routes ?? []).flatMap(({ path }) => begins(path) ?? []))
  const others = new Set(rooms.filter((each) => each !== room).flatMap((each) => [...own(each)]))
  return [...own(room)].filter((each) => !others.has(each) && each !== '/werk' && !each.startsWith('/inloggen'))
}

test('the list of rooms is a list, and nothing else', () => {
  const lines = source('rooms.ts').trim().split('\n')
  expect(lines.length).toBeLessThan(40)
  for (const line of lines) expect(line).toMatch(/^(import |\/\*\*|export const rooms|$)/)
  for (const { name } of rooms) expect(files(name).length, name).toBeGreaterThan(0)
  expect(
    readdirSync(join(projectRoot, 'src'), { withFileTypes: true })
      .flatMap((each) => (each.isDirectory() ? [each.name] : []))
      .sort(),
  ).toEqual(['foundation', ...rooms.map(({ name }) => name)].sort())
})

test('the ground names no room, and no room names what is of a later one', () => {
  const wrong: string[] = []
  for (const [at, name] of ['foundation', ...rooms.map((each) => each.name)].entries()) {
    const later = rooms.slice(at)
    const names = new Map(later.flatMap((room) => [...namesOf(room)].map((each) => [each, room.name])))
    const addresses = later.flatMap((room) => addressesOf(room).map((each) => [each, room.name] as const))
    // In a manifest an entry of the workplace's menu is named below that.
    for (const path of files(name))
      for (const text of path.endsWith('room.ts') ? [] : textsIn(path)) {
        const owner = names.get(text) ?? addresses.find(([each]) => text === each || text.startsWith(`${each}/`) || text.startsWith(`${each}?`))?.[1]
        if (owner) wrong.push(`${path}: '${text}' is of ${owner}`)
      }
  }
  expect(wrong).toEqual([])
})

test('what a room names is its own: no two have a right, an event, a link, a letter, a task, an activity, a notice, a place in the menu or an address of the same name', () => {
  const all = [
    rooms.flatMap((room) => Object.values(room.rights ?? {}).map(({ name }) => name)),
    rooms.flatMap((room) => Object.values(room.events ?? {}).map(({ kind }) => kind)),
    rooms.flatMap((room) => Object.values(room.links ?? {}).map(({ name }) => name)),
    rooms.flatMap((room) => Object.values(room.letters ?? {}).map(({ kind }) => kind)),
    rooms.flatMap((room) => Object.keys(room.tasks?.(demo.system) ?? {})),
    rooms.map(({ name }) => name),
    partsOf(activities).map(({ code }) => code),
    partsOf(noticeKinds).map(({ kind }) => kind),
    partsOf(workMenu).map(({ group, at }) => `${group.at} ${at}`),
    rooms.flatMap((room) => (room.routes ?? []).map(({ method, path }) => `${method} ${path.replaceAll(/:\w+/g, ':')}`)),
  ]
  for (const names of all) expect(names.filter((each, at) => names.indexOf(each) !== at)).toEqual([])
})

test('what happened before an event said what it is about is about the same, and read by the same, as what happens now', async () => {
  const { owner, ownerUrl, url } = await freshDatabase({ empty: true })
  const names = migrationNames()
  await migrate(
    ownerUrl,
    url,
    names.filter((name) => name < '0018'),
  )
  const kinds = partsOf(eventKinds).filter(({ about }) => about.name !== 'question')
  for (const { kind } of kinds)
    await owner.query(`insert into event (region_id, id, at, actor_kind, purpose, kind, subject_id) values (1, gen_random_uuid(), now(), 'task', 'task', $1, gen_random_uuid())`, [
      kind,
    ])
  await migrate(ownerUrl, url, names)
  const { rows } = await owner.query('select kind, subject_kind as name, readers from event order by kind collate "C"')
  expect(rows).toEqual(kinds.map(({ kind, about }) => ({ kind, name: about.name, readers: about.readers })).sort((one, other) => (one.kind < other.kind ? -1 : 1)))
})

test('what a room uses is in its manifest: the rights of its addresses, what its tables hold, and events that there are', async () => {
  const rights = new Set([visitSite, ...rooms.flatMap((room) => Object.values(room.rights ?? {}))])
  const unlisted = (right: Right) => !rights.has(right)
  expect(rooms.flatMap(({ routes }) => (routes ?? []).map(({ right }) => right)).filter(unlisted)).toEqual([])
  const kinds = new Set(partsOf(eventKinds).map(({ kind }) => kind))
  expect(rooms.flatMap(({ on }) => Object.keys(on ?? {})).filter((kind) => !kinds.has(kind))).toEqual([])
  const worded = new Set(partsOf(tableWords).flatMap((tables) => Object.keys(tables)))
  const rules = await demo.database.transaction({ kind: 'task', region: demo.region }, 'test', retentionRules)
  expect(rules.map(({ table_name }) => table_name).filter((name) => !worded.has(name))).toEqual([])
})

test('of every table its room says what becomes of what is personal in it, or what it is for that holds nothing of anybody', () => {
  const unsaid = rooms.map(({ name, tables = {}, fates = {} }) => [name, Object.keys(tables).sort(), Object.keys(fates).sort()] as const)
  for (const [name, tables, fated] of unsaid) expect(fated, name).toEqual(tables)
  const [ground] = homesOf([])
  expect(Object.keys(groundFates).sort()).toEqual(ground!.tables.map(([table]) => table).sort())
})

test('every right is asked by an address, and every room with addresses is walked by its rights and page by page', () => {
  const asked = new Set(rooms.flatMap(({ routes }) => (routes ?? []).map(({ right }) => right)))
  expect(rooms.flatMap(({ rights }) => Object.values(rights ?? {}).filter((right) => !asked.has(right))).map(({ name }) => name)).toEqual([])
  const walked = rooms.filter(({ routes }) => routes?.length).flatMap(({ name }) => [`rooms/${name}.ts`, `rights/${name}.test.ts`, `pages/${name}.test.ts`])
  expect(walked.filter((each) => !existsSync(join(projectRoot, 'test', each)))).toEqual([])
})

test('a field that is drawn by hand has the name of a schema too (D9)', () => {
  const drawn = ['input', 'select', 'textarea', 'button']
  const wrong: string[] = []
  for (const path of ['foundation', ...rooms.map(({ name }) => name)].flatMap(files).filter((each) => each.endsWith('.tsx') && !each.startsWith('foundation/ui/'))) {
    const walk = (node: ts.Node) => {
      if ((ts.isJsxOpeningElement(node) || ts.isJsxSelfClosingElement(node)) && drawn.includes(node.tagName.getText()))
        for (const each of node.attributes.properties)
          if (ts.isJsxAttribute(each) && each.name.getText() === 'name' && each.initializer && ts.isStringLiteral(each.initializer)) wrong.push(`${path}: ${each.initializer.text}`)
      ts.forEachChild(node, walk)
    }
    walk(ts.createSourceFile(path, source(path), ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX))
  }
  expect(wrong).toEqual([])
})

test('the documentation has a picture of each life, as it is in the code', async () => {
  const pictures = rooms.flatMap(({ name, lives }) => Object.entries(lives ?? {}).map(([what, { picture }]) => `## ${what} (\`src/${name}\`)\n\n${picture()}\n`))
  const intro = [
    '# Levens',
    'Wat er met een vraag of een overdracht kan gebeuren, staat in de code als één tabel van stappen: van welke staat, naar welke, door wie, en wat er nog meer voor nodig is (`src/foundation/life.ts`).',
    'Deze bladzijde is daaruit gemaakt, met de namen van de code; `npx vitest run test/house.test.ts --update=all` maakt haar opnieuw.',
  ]
  await expect([...intro, ...pictures].join('\n\n')).toMatchFileSnapshot('../docs/levens.md')
})
