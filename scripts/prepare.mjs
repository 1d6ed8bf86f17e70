// Makes a fresh checkout runnable: installs what is missing, then builds. Both commands begin here, so that
// `npm start` and `npm test` need nothing but Node and npm. Uses nothing that must be installed first.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '..')

function install(wanted, say) {
  // Tools that somebody installed are not taken away.
  const withTools = wanted || existsSync(join(root, 'node_modules/vitest'))
  const marker = join(root, 'node_modules/.werkcentrum-installed')
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  const installed = existsSync(marker) ? readFileSync(marker, 'utf8').split(' ') : []
  if (installed[0] === lock && (installed[1] === 'all' || !withTools)) return
  say('Installeren wat ontbreekt …')
  // Not `npm ci`: that refuses a lock file made where a registry does not tell of other platforms' packages. The locked versions are installed all the same.
  const done = spawnSync('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error', ...(withTools ? [] : ['--omit=dev'])], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (done.status !== 0) {
    console.error('Installeren is niet gelukt. Kijk hierboven wat npm meldt.')
    process.exit(1)
  }
  writeFileSync(marker, `${lock} ${withTools ? 'all' : 'run'}`)
}

/** Installs (with the tools for tests when asked) and builds into dist. Ends the process with a clear line when it cannot. */
export async function prepare({ withTools = false, quiet = false } = {}) {
  const say = quiet ? () => {} : (line) => console.error(line)
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`Werkcentrum vraagt Node 20.19 of nieuwer; dit is ${process.versions.node}.`)
    process.exit(1)
  }
  install(withTools, say)
  say('Bouwen …')
  const { build } = await import('./build.mjs')
  await build(root)
}
