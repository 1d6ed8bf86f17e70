import type { Column, Constraint, Schema, Table } from './read.ts'
import type { Home } from './write.ts'

/** What the driver makes of a value (database.ts says of which it was told so). */
const types: Record<string, string> = {
  uuid: 'string',
  text: 'string',
  date: 'string',
  int: 'number',
  smallint: 'number',
  bigint: 'number',
  'double precision': 'number',
  boolean: 'boolean',
  timestamptz: 'Date',
  bytea: 'Buffer',
  // What is in a document its reader says.
  jsonb: 'unknown',
  interval: 'unknown',
}
const widest = 180

/** The words that a check allows in a column, as a type; undefined where none says so. */
function allowed({ name }: Column, constraints: readonly Constraint[]): string[] | undefined {
  const lists = constraints
    .filter(({ kind, columns }) => kind === 'c' && columns.length === 1 && columns[0] === name)
    // filled in with our own words: the name of a column
    .map(({ text }) => new RegExp(`\\b${name} (?:in \\(|<@ array\\[)('[^)\\]]*')`).exec(text))
  return lists.find((each) => each)?.[1]?.split(', ')
}

function propertyLines(column: Column, constraints: readonly Constraint[]): string[] {
  const many = column.type.endsWith('[]')
  const plain = types[many ? column.type.slice(0, -2) : column.type]
  if (!plain) throw new Error(`${column.name}: how is ${column.type} read?`)
  const words = allowed(column, constraints) ?? [plain]
  const maybe = column.needed || plain === 'unknown' ? [] : ['null']
  const options = many ? [words.length > 1 ? `(${words.join(' | ')})[]` : `${words[0]}[]`, ...maybe] : [...words, ...maybe]
  const line = `  ${column.name}: ${options.join(' | ')}`
  const broken = many
    ? [`  ${column.name}: (`, ...words.map((each) => `    | ${each}`), `  )[]${maybe.map((each) => ` | ${each}`).join('')}`]
    : [`  ${column.name}:`, ...options.map((each) => `    | ${each}`)]
  return [...(column.comment ? [`  /** ${column.comment} */`] : []), ...(line.length > widest ? broken : [line])]
}

/** `question_code` as `QuestionCode`. */
const called = (table: string) => table.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase())

/** What the database makes itself is for its searches: the program neither reads nor writes it. Of a table with that, or with whole files, nobody selects all, but what stands in a list. */
function rowType({ name, comment, columns, constraints }: Table): string {
  const own = columns.filter(({ made }) => !made)
  const light = own.filter(({ type }) => type !== 'bytea')
  const list = `export const ${called(name).replace(/^./, (first) => first.toLowerCase())}Columns = [`
  const names = light.map((each) => `'${each.name}'`)
  const line = `${list}${names.join(', ')}] as const`
  const listed = [
    `/** What is read of many rows at once: all but ${light.length < own.length ? 'the file itself' : 'what the database makes for its searches'}. */`,
    line.length > widest ? [list, ...names.map((each) => `  ${each},`), '] as const'].join('\n') : line,
  ]
  return [
    ...(comment ? [`/** ${comment} */`] : []),
    `export interface ${called(name)}Row {`,
    ...own.flatMap((each) => propertyLines(each, constraints)),
    '}',
    ...(light.length < columns.length ? listed : []),
  ].join('\n')
}

/** The rows of a room's tables as types, the text of its rows.ts. */
export const rowTypes = ({ tables }: Schema, home: Home): string =>
  `// Made from the database (\`npm run schema\`), never by hand: a column and its words are written once, in a migration.\n\n${home.tables
    .map(([name]) => rowType(tables.find((each) => each.name === name)!))
    .join('\n\n')}\n`
