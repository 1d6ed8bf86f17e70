// npm run sbom: prints the bill of materials of what an installation runs on (CycloneDX, JSON). Of a package that a tool of the tests needs too npm
// says nothing when it leaves those tools out; so it is asked in a folder that has none of them.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const read = (name) => JSON.parse(readFileSync(join(root, name), 'utf8'))

const program = read('package.json')
const lock = read('package-lock.json')
for (const each of [program, lock.packages['']]) delete each.devDependencies
lock.packages = Object.fromEntries(Object.entries(lock.packages).filter(([, { dev }]) => !dev))

const folder = mkdtempSync(join(tmpdir(), 'sbom-'))
writeFileSync(join(folder, 'package.json'), JSON.stringify(program))
writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock))
const { status } = spawnSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'], {
  cwd: folder,
  stdio: ['ignore', 'inherit', 'inherit'],
  shell: process.platform === 'win32',
})
rmSync(folder, { recursive: true })
process.exit(status ?? 1)
