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

/** `question_code` as `QuestionCodeRow`. */
const typeOf = (table: string) => `${table.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase())}Row`

/** What the database makes itself is for its searches: the program neither reads nor writes it. */
const rowType = ({ name, comment, columns, constraints }: Table): string =>
  [
    ...(comment ? [`/** ${comment} */`] : []),
    `export interface ${typeOf(name)} {`,
    ...columns.filter(({ made }) => !made).flatMap((each) => propertyLines(each, constraints)),
    '}',
  ].join('\n')

/** The rows of a room's tables as types, the text of its rows.ts. */
export const rowTypes = ({ tables }: Schema, home: Home): string =>
  `// Made by \`npm run schema\` from the database, never by hand: a column and its words are written once, in a migration.\n\n${home.tables
    .map(([name]) => rowType(tables.find((each) => each.name === name)!))
    .join('\n\n')}\n`
