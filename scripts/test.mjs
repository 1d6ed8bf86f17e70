// npm test: everything there is to test, on a fresh checkout too; with words behind it (`npm test -- desk`) only the test files that have one in
// their path, and nothing else. Says where the time went and ends with the line `N passed, N failed`.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { prepare, root } from './prepare.mjs'

const wanted = process.argv.slice(2)
const took = []
/** Does a part under its own heading, and keeps how long it took. */
async function part(what, work) {
  console.log(`\n== ${what}`)
  const began = performance.now()
  const done = await work()
  took.push([what, (performance.now() - began) / 1000])
  return done
}

await part('install and build', () => prepare({ withTools: true }))

const bin = (name) => join(root, 'node_modules/.bin', name)
const run = (name, args) => spawnSync(bin(name), args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' }).status === 0

const checks = [
  ['types', 'tsc', ['-p', '.']],
  ['style', 'biome', ['check', '--error-on-warnings', '--max-diagnostics=20']],
  ['arrows between rooms', 'depcruise', ['src', 'demo', 'commands', '--config', '.dependency-cruiser.cjs']],
  ['nothing unused', 'knip', ['--no-progress']],
]
let passed = 0
let failed = 0
for (const [what, name, args] of wanted.length ? [] : checks) {
  if (await part(what, () => run(name, args))) passed += 1
  else failed += 1
}

const report = join(root, 'dist/tests.json')
/** Runs these test files, or all: what was counted, and the files in which a test failed with why. */
function test(files) {
  rmSync(report, { force: true })
  const reporters = ['--reporter=default', '--reporter=./scripts/slowest.mjs', '--reporter=json', `--outputFile=${report}`]
  // Of a few files, most of the time goes to compiling: what was not changed since is not compiled again.
  const ran = run('vitest', ['run', ...reporters, ...(files.length ? ['--experimental.fsModuleCache', ...files] : [])])
  const told = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : { numPassedTests: 0, numFailedTests: 0, testResults: [] }
  const broken = told.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.filter(({ status }) => status === 'failed').map((each) => ({ name, why: each.failureMessages.join('\n') })),
  )
  // A file that does not load, or an error outside a test, is counted by no test.
  return { passed: told.numPassedTests, failed: told.numFailedTests || (ran ? 0 : 1), broken }
}
/** Chromium without a screen now and then draws no more frames: nothing on the page is then ever found to stand still, and nothing else is said of it. That is no fault of a page, and goes with the browser. */
const stoppedDrawing = ({ why }) => /waiting for element to be visible, enabled and stable\s*(\n\s*at |$)/.test(stripVTControlCharacters(why))

const first = await part('tests', () => test(wanted))
passed += first.passed
if (first.broken.length && first.broken.length === first.failed && first.broken.every(stoppedDrawing)) {
  const again = [...new Set(first.broken.map(({ name }) => name))]
  const second = await part(`the browser stopped drawing; once more: ${again.join(' ')}`, () => test(again))
  failed += second.failed
  if (!second.failed) passed += first.failed
} else failed += first.failed

console.log(`\n${took.map(([what, seconds]) => `${what.slice(0, 44).padEnd(44)}${seconds.toFixed(1).padStart(8)} s`).join('\n')}`)
console.log(`\n${passed} passed, ${failed} failed`)
process.exit(failed === 0 && passed > 0 ? 0 : 1)
