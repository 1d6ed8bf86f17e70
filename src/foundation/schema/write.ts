import type { Column, Constraint, Policy, Routine, Schema, Table } from './read.ts'

/** A room's tables, in its order, with what they hold in words. */
export interface Home {
  room: string
  tables: readonly (readonly [name: string, words: string])[]
}

const lines = (text: string | null) => (text ? [`-- ${text}`] : [])
const quoted = (text: string) => (text.includes("'") ? `$$${text}$$` : `'${text}'`)
/** A name that PostgreSQL gives where nobody does. */
const isGiven = ({ name }: Constraint) => /_(pkey|key|fkey|check\d*)$/.test(name)
const named = (each: Constraint) => (isGiven(each) ? each.text : `constraint ${each.name} ${each.text}`)
const isInline = (each: Constraint) => each.columns.length === 1 && isGiven(each)
const inline = ({ kind, text }: Constraint) => (kind === 'c' ? text : text.replace(/^(primary key|unique) \(.*?\)/, '$1').replace(/^foreign key \(.*?\) /, ''))

const rest = (column: Column, constraints: readonly Constraint[]): string =>
  [
    column.type,
    ...(column.collation ? [`collate ${column.collation}`] : []),
    ...(column.made ? [`generated always as (${column.value}) stored`] : []),
    ...(column.needed && !constraints.some(({ kind }) => kind === 'p') ? ['not null'] : []),
    ...(column.value !== null && !column.made ? [`default ${column.value.replace(/^('.*')::[\w[\]]+$/, '$1')}`] : []),
    ...constraints.map(inline),
  ].join(' ')

/** Columns beneath each other with their words beside them; words stand further where what is before them is long. */
function columnLines({ columns, constraints }: Table, last: boolean): string[] {
  const wide = Math.max(...columns.map(({ name }) => name.length))
  return columns.map((column, at) => {
    const own = constraints.filter((each) => isInline(each) && each.columns[0] === column.name)
    const code = `  ${column.name.padEnd(wide)} ${rest(column, own)}${last && at === columns.length - 1 ? '' : ','}`
    return column.comment ? `${code.padEnd(wide + 34)} -- ${column.comment}` : code
  })
}

/** Breaks what a policy says before each `or` that stands by itself (or `and`, where there is none) when it is too long for one line. */
function broken(text: string): string {
  if (text.length < 150) return text
  const pieces = text.split(/(\(|\)| or | and )/)
  let depth = 0
  const outside = pieces.map((piece) => {
    if (piece === '(' || piece === ')') depth += piece === '(' ? 1 : -1
    return depth === 0
  })
  const at = [' or ', ' and '].find((word) => pieces.some((piece, at) => outside[at] && piece === word))
  return pieces.map((piece, number) => (outside[number] && piece === at ? `\n   ${piece}` : piece)).join('')
}

const wall = 'region_id = app_region()'
const mostTables = "app_kind() = 'task'"
const says = (policies: readonly Policy[], name: string) => policies.find((each) => each.name === name)

/** What `protect` was asked, and what was changed of it since. */
function protection({ name, policies, retention }: Table): string[] {
  const [sees, adds, changes, removes] = ['sees', 'adds', 'changes', 'removes'].map((each) => says(policies, each))
  const around = says(policies, 'region_wall')
  if (!retention || !around?.restrictive || around.using !== wall || around.check !== wall || policies.length !== 5) throw new Error(`${name} is not protected as every table is`)
  const { keep, counted_from, reason, own_age, also } = retention
  const keeps = [
    `keep => '${keep}', counted_from => '${counted_from}', reason => ${quoted(reason)}`,
    ...(own_age ? [] : ['own_age => false']),
    ...(also ? [`also => ${quoted(also)}`] : []),
  ]
  const [see, add, change] = [sees!.using!, adds!.check!, changes!.using!].map((each) => quoted(broken(each)))
  return [
    `call protect('${name}',\n  see => ${see},\n  adds => ${add},\n  changes => ${change},\n  ${keeps.join(', ')});`,
    ...(removes!.using === mostTables ? [] : [[...lines(removes!.comment), `alter policy removes on ${name} using (${broken(removes!.using!)});`].join('\n')]),
  ]
}

/** The statements that make a table; a foreign key to one of `later` stands behind it. */
function tableStatements(table: Table, words: string, later: readonly string[], role: string): string[] {
  const { name, constraints } = table
  const waits = (each: Constraint) => each.target !== null && later.includes(each.target)
  const below = constraints.filter((each) => !isInline(each) && !waits(each)).map(named)
  const body = [...columnLines(table, below.length === 0), ...below.map((each, at) => `  ${each}${at < below.length - 1 ? ',' : ''}`)]
  return [
    [`-- ${name}: ${words}`, ...lines(table.comment), `create table ${name} (`, ...body, ');'].join('\n'),
    ...constraints.filter(waits).map((each) => `alter table ${name} add ${named(each)};`),
    ...[...table.indexes, ...table.triggers].map((each) => `${each};`),
    ...(table.policies.length ? protection(table) : []),
    ...(table.grants.length ? [`grant ${table.grants.join(', ')} on ${name} to ${role};`] : []),
  ]
}

const routineStatements = ({ kind, name, definition, guarded, comment }: Routine, role: string): string[] => [
  [...lines(comment), definition].join('\n'),
  ...(guarded ? [`revoke all on ${kind} ${name} from public;\ngrant execute on ${kind} ${name} to ${role};`] : []),
]

const intro = `-- The database as the migrations make it, table by table. Made by \`npm run schema\`, never by hand: what is to change, changes by a migration, and so do the words.
--
-- Behind every table with a \`call protect\` stands the wall between regions, which no other policy opens, and only the program's own tasks remove rows, unless it says otherwise:
--   create policy region_wall on … as restrictive for all using (${wall}) with check (${wall});
--   create policy sees on … for select using (see);   create policy adds on … for insert with check (adds);
--   create policy changes on … for update using (changes);   create policy removes on … for delete using (${mostTables});
-- \`keep\` and what follows is the table's retention period (the table \`retention\`). The functions that policies ask stand at the end.`

/** The statements that make the database, in paragraphs for who reads them; by room, in the order of the rooms. They need each other: who runs them begins with the functions and the tables. */
export function schemaParagraphs(schema: Schema, homes: readonly Home[]): string[][] {
  const order = homes.flatMap(({ tables }) => tables.map(([name]) => name))
  const table = (name: string) => {
    const found = schema.tables.find((each) => each.name === name)
    if (!found) throw new Error(`there is no table ${name}`)
    return found
  }
  return [
    schema.extensions.map((each) => `create extension ${each};`),
    ...homes.flatMap(({ room, tables }) =>
      tables.map(([name, words], at) => {
        const [first = '', ...others] = tableStatements(table(name), words, order.slice(order.indexOf(name) + 1), schema.role)
        return [at ? first : `-- ═══ ${room} ═══\n\n${first}`, ...others]
      }),
    ),
    ...schema.routines.map((each) => routineStatements(each, schema.role)),
  ]
}

/** The schema as a file that one reads. */
export const schemaSql = (schema: Schema, homes: readonly Home[]): string =>
  `${intro}\n\n${schemaParagraphs(schema, homes)
    .map((each) => each.join('\n'))
    .join('\n\n')}\n`
