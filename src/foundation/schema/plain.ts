/** What PostgreSQL writes out of a name or a cast, and how one writes it; only outside of texts between quotes. */
const shorter: readonly (readonly [RegExp, string | ((word: string) => string)])[] = [
  [/\b[A-Z]{2,}\b/g, (word) => word.toLowerCase()],
  [/\s+/g, ' '],
  [/timestamp with time zone/g, 'timestamptz'],
  [/\binteger\b/g, 'int'],
  [/\bpublic\./g, ''],
  [/ using btree\b/g, ''],
  [/\(in (?=\w+ \w)|, in (?=\w+ \w)/g, (found) => found.slice(0, -3)],
  [/\( select\b/g, '(select'],
  [/\breferences (\w+)\(/g, 'references $1 ('],
  [/ ~~ /g, ' like '],
  [/\bnot (\w+) is distinct from\b/g, '$1 is not distinct from'],
]

/**
 * SQL as one would write it: what PostgreSQL says of a table without the casts, brackets, capitals and line ends that it adds itself.
 * It means the same: a test makes a database of it and reads that back.
 */
export function plainSql(said: string): string {
  const pieces = said.split(/('(?:[^']|'')*')/)
  const outside = pieces.map((piece, at) => {
    if (at % 2) return piece
    const short = shorter.reduce((text, [long, plain]) => text.replace(long, plain as string), piece)
    // A text is a text without saying so.
    return at ? short.replace(/^::text(?!\[)/, '') : short
  })
  return (
    outside
      .join('')
      .trim()
      .replace(/ = any \(array\[((?:'[^']*'(?:, )?)+)\]\)/g, ' in ($1)')
      .replace(/ <> all \(array\[((?:'[^']*'(?:, )?)+)\]\)/g, ' not in ($1)')
      .replace(/(?<!check )\(([\w.]+(?:\(\))? (?:not )?(?:in \([^()]*\)|= any \(\w+\(\)\)))\)(?= or | and |\)|$)/g, '$1')
      // only our own words: what the database says of our schema
      .replace(/([\w.]+(?:\([^()]*\))?) >= ([\w']+) and \1 <= ([\w']+)/g, '$1 between $2 and $3')
      .replace(/^\((exists \(.*\))\)$/, '$1')
  )
}
