import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '../src/foundation/root.ts'

const read = (name: string) => readFileSync(join(projectRoot, 'docs', name), 'utf8')
const page = read('asvs.md')

/** How many requirements of levels 1 and 2 each chapter of ASVS 5.0.0 has. */
const perChapter = [27, 11, 19, 10, 9, 35, 18, 7, 7, 29, 14, 9, 13, 9, 13, 16, 7]

const cells = (line: string) =>
  line
    .slice(1, -1)
    .split('|')
    .map((each) => each.trim())
const rows = page
  .split('\n')
  .filter((line) => /^\| \d+\.\d+\.\d+ +\|/.test(line))
  .map((line) => {
    const [number = '', about = '', outcome = '', where = '', shown = ''] = cells(line)
    return { number, chapter: Number(number.split('.')[0]), about, outcome, where, shown }
  })
const files = (text: string) => [...text.matchAll(/`((?:src|test|scripts|migrations)(?:\/[\w./-]+)?)`/g)].map(([, path]) => path!)

test('each requirement of ASVS 5.0.0, levels 1 and 2, has its line, once, and the table on top counts them', () => {
  const numbers = rows.map(({ number }) => number)
  expect(numbers.filter((each, at) => numbers.indexOf(each) !== at)).toEqual([])
  expect(perChapter.map((_, at) => rows.filter(({ chapter }) => chapter === at + 1).length)).toEqual(perChapter)
  const counted = perChapter.map((_, at) => {
    const own = rows.filter(({ chapter }) => chapter === at + 1)
    return [own.length, ...['voldaan', 'n.v.t.', 'niet'].map((outcome) => own.filter((each) => each.outcome === outcome).length)]
  })
  const told = page
    .split('\n')
    .filter((line) => /^\| (V\d+ |samen )/.test(line))
    .map((line) => cells(line).slice(1).map(Number))
  expect(told).toEqual([...counted, [0, 1, 2, 3].map((column) => counted.reduce((sum, each) => sum + each[column]!, 0))])
})

test('what is met says where, and by which test it is shown or that it was only read; what is not, why', () => {
  for (const { number, outcome, where, shown } of rows) {
    expect(['voldaan', 'n.v.t.', 'niet'], number).toContain(outcome)
    expect(shown, number).toMatch(outcome === 'n.v.t.' ? /\w/ : /^(gelezen|(`[\w./-]+\.test\.tsx?`(, )?)+)$/)
    if (outcome !== 'n.v.t.') expect(where, number).toMatch(/\w/)
  }
})

test.each(['asvs.md', 'veiligheid.md'])('every file, test and page that %s names is there', (name) => {
  const text = read(name)
  const linked = [...text.matchAll(/\]\(([\w./-]+\.(?:md|sql))\)/g)].map(([, path]) => `docs/${path}`)
  const named = [...files(text), ...linked]
  expect(named.length).toBeGreaterThan(20)
  expect(named.filter((each) => !existsSync(join(projectRoot, each)))).toEqual([])
})
