// npm test: everything there is to test, on a fresh checkout too. Ends with the line `N passed, N failed`.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { prepare, root } from './prepare.mjs'

await prepare({ withTools: true })

const bin = (name) => join(root, 'node_modules/.bin', name)
const run = (name, args) => spawnSync(bin(name), args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' }).status === 0

let passed = 0
let failed = 0
for (const [what, name, args] of [
  ['types', 'tsc', ['-p', '.']],
  ['style', 'biome', ['check', '--error-on-warnings', '--max-diagnostics=20']],
  ['arrows between rooms', 'depcruise', ['src', 'demo', 'commands', '--config', '.dependency-cruiser.cjs']],
  ['nothing unused', 'knip', ['--no-progress']],
]) {
  console.log(`\n== ${what}`)
  if (run(name, args)) passed += 1
  else failed += 1
}

console.log('\n== tests')
const report = join(root, 'dist/tests.json')
rmSync(report, { force: true })
const ran = run('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile=${report}`])
const counted = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : { numPassedTests: 0, numFailedTests: 0 }
passed += counted.numPassedTests
failed += counted.numFailedTests
// A file that does not load, or an error outside a test, is counted by no test.
if (!ran && counted.numFailedTests === 0) failed += 1

console.log(`\n${passed} passed, ${failed} failed`)
process.exit(failed === 0 && passed > 0 ? 0 : 1)
