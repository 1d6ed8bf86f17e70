import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { StartError } from '../src/foundation/settings.ts'
import { orSayWhy } from '../src/program.ts'
import { readDanger, whatIsRead } from '../src/foundation/danger/read.ts'

// How often the words of danger are heard in a list of sentences: `npm run danger -- test/danger/untouched.csv`, or what one sentence says: `npm run danger -- "ik wil dood"`.

interface Sentence {
  language: string
  kind: string
  level: 'certain' | 'possible' | 'none'
  words: string
}

const why = (words: string) => {
  const { matches, whole } = whatIsRead(words)
  const lines = matches.map(
    ({ is, undoneBy, near, clause }) => `${is.from} ${is.certain ? 'certain' : 'possible'} ${is.kind} ${near}, ${clause}${undoneBy ? `, undone by ${undoneBy}` : ''}`,
  )
  return [
    ...lines,
    `${whole.points}: ${whole.by
      .slice(0, 8)
      .map(([piece, points]) => `${piece} ${points}`)
      .join(', ')}`,
  ]
}

function measure(sentences: readonly Sentence[], mistakes: boolean): void {
  const share = (those: readonly Sentence[], is: (each: Sentence) => boolean) => (those.length ? (those.filter(is).length / those.length).toFixed(3) : '-')
  const heard = (each: Sentence) => readDanger(each.words) !== undefined
  const certain = (each: Sentence) => readDanger(each.words)?.certain === true
  const row = (name: string, those: readonly Sentence[]) => {
    const inDanger = those.filter((each) => each.level !== 'none')
    const harmless = those.filter((each) => each.level === 'none')
    const sure = inDanger.filter((each) => each.level === 'certain')
    console.log(
      `${name.padEnd(12)} ${String(inDanger.length).padStart(4)} heard ${share(inDanger, heard)}  certain as certain ${share(sure, certain)}  ${String(harmless.length).padStart(4)} harmless called possible ${share(harmless, (each) => heard(each) && !certain(each))}, certain ${share(harmless, certain)}`,
    )
  }
  row('all', sentences)
  for (const language of [...new Set(sentences.map((each) => each.language))].sort())
    row(
      language,
      sentences.filter((each) => each.language === language),
    )
  for (const kind of [...new Set(sentences.map((each) => each.kind))].sort())
    row(
      kind,
      sentences.filter((each) => each.kind === kind),
    )
  if (!mistakes) return
  for (const each of sentences) {
    const inDanger = each.level !== 'none'
    if (inDanger !== heard(each) || (each.level === 'certain' && !certain(each)))
      console.log(`${each.language} ${each.kind} ${each.level}: ${each.words}   [${why(each.words).join('; ')}]`)
  }
}

/** The sentences of a file. @throws StartError in words, for one that cannot be read */
function sentencesOf(file: string): Sentence[] {
  try {
    return parse(readFileSync(file, 'utf8'), { columns: true, bom: true }) as Sentence[]
  } catch {
    throw new StartError(`${file} is niet te lezen als een lijst met komma's (language,kind,level,words).`)
  }
}

const [given = '', option] = process.argv.slice(2)
if (given.endsWith('.csv')) await orSayWhy(async () => measure(sentencesOf(given), option === '--mistakes'))
else console.log(JSON.stringify({ ...readDanger(given), by: why(given) }))
