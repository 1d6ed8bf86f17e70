import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { type Example, learn } from '../src/foundation/danger/learn.ts'
import { projectRoot } from '../src/foundation/root.ts'

// Learns the weights of words anew from the sentences in test/danger, except those that are kept apart to measure with, and from the questions of the signpost, which are harmless unless they belong with a social team.

const danger = join(projectRoot, 'test/danger')
const signpost = join(projectRoot, 'test/signpost')
const rows = <Row>(folder: string, name: string, delimiter: string) => parse(readFileSync(join(folder, name), 'utf8'), { columns: true, bom: true, delimiter }) as Row[]
const lists = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('.csv'))

const told = lists(danger)
  .filter((name) => !name.includes('untouched'))
  .flatMap((name) => rows<Example>(danger, name, ','))
const ordinary = lists(signpost).flatMap((name) =>
  rows<{ question: string; destinations: string }>(signpost, name, ';')
    .filter(({ destinations }) => !destinations.includes('sociaal-team'))
    .map(({ question }) => ({ language: 'nl', kind: '', level: 'none', words: question })),
)

const table = `# What pieces of words weigh, learned by \`npm run danger:learn\` from the sentences in test/danger; nothing is mended by hand here. How it is read stands in ../weigh.ts.
${learn([...told, ...ordinary])}
`
writeFileSync(join(projectRoot, 'src/foundation/danger/words/weights.txt'), table)
console.log(`${told.length + ordinary.length} sentences, ${(table.length / 1000).toFixed(0)} kB`)
