import { execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { basename, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { expect, inject, test } from 'vitest'
import { projectRoot } from '../src/foundation/root.ts'
import { freePort } from './browser.ts'
import { folder, start, startFile } from './running.ts'

const post = async (port: number, text: string) =>
  (await fetch(`http://127.0.0.1:${port}/api/v1/regios/twente/vragen`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ doelgroep: 'werkende', vraag: text, contact: { email: 'proces@voorbeeld.example' } }),
  }).then((answer) => answer.json())) as { vraagnummer: string; volgUrl: string }

/** The packages that these built files need, with those of what they load; of what is only loaded when it is asked for, where that is wanted. */
function packagesOf(files: readonly string[], { asked }: { asked: boolean }): string[] {
  const seen = new Set<string>()
  const needs = new Set<string>()
  const walk = (file: string) => {
    if (seen.has(file)) return
    seen.add(file)
    const text = readFileSync(join(projectRoot, 'dist', file), 'utf8')
    for (const [, fixed, later] of text.matchAll(/^(?:import|export|\})[^"\n]*?(?:from )?"([\w@./:-]+)";$|\bimport\("([\w@./:-]+)"\)/gm)) {
      const name = fixed ?? (asked ? later : undefined)
      if (name?.startsWith('./')) walk(name.slice(2))
      else if (name && !isBuiltin(name))
        needs.add(
          name
            .split('/')
            .slice(0, name.startsWith('@') ? 2 : 1)
            .join('/'),
        )
    }
  }
  for (const file of files) walk(file)
  return [...needs]
}

test('what the program runs on is installed without the tools of its tests', () => {
  const { dependencies } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'))
  // The benchmarks install the tools first.
  const commands = readdirSync(join(projectRoot, 'commands')).filter((file) => file.endsWith('.ts') && file !== 'bench.ts')
  const needs = packagesOf(['main.js', ...commands.map((file) => file.replace('.ts', '.js'))], { asked: true })
  expect(needs.length).toBeGreaterThan(10)
  expect(needs.filter((each) => !dependencies[each])).toEqual([])
})

test('a real installation loads nothing of the demo’s identity provider: that comes when the demo is asked for', () => {
  expect(packagesOf(['main.js'], { asked: true })).toContain('oidc-provider')
  const loaded = packagesOf(['main.js'], { asked: false })
  expect(loaded).toContain('fastify')
  expect(loaded).not.toContain('oidc-provider')
})

test('`npm start` leaves nothing of the building beside the program', async () => {
  // A checkout of its own, for other tests read what is in dist; inside it, so that it finds what is installed.
  const checkout = mkdtempSync(join(projectRoot, 'dist/checkout-'))
  try {
    cpSync(join(projectRoot, 'scripts'), join(checkout, 'scripts'), { recursive: true })
    for (const each of ['src', 'demo', 'commands', 'migrations', 'package.json', 'package-lock.json']) symlinkSync(join(projectRoot, each), join(checkout, each))
    const lock = createHash('sha256').update(readFileSync(join(projectRoot, 'package-lock.json')))
    mkdirSync(join(checkout, 'node_modules'))
    writeFileSync(join(checkout, 'node_modules/.werkcentrum-installed'), `${lock.digest('hex')} run`)
    const program = startFile(join(checkout, 'scripts/run.mjs'), { DATA_DIR: folder(), DEMO: '0', PORT: String(await freePort()) }, ['main'])
    await program.ready()
    const running = execFileSync('ps', ['-A', '-o', 'ppid=,comm='], { encoding: 'utf8' }).split('\n')
    const beside = running.map((each) => each.trim().split(/\s+/)).filter(([parent]) => parent === String(program.child.pid))
    expect(beside.map(([, command]) => basename(command!))).toEqual(['postgres'])
    await program.stop()
  } finally {
    rmSync(checkout, { recursive: true })
  }
})

/** The data of one demo, which the tests that only want one begun go on with. */
const data = folder()

test('a kill at any moment of the very first start leaves a folder that starts', async () => {
  for (const after of [150, 400, 700, 1000, 1500, 2200]) {
    const program = start({ DATA_DIR: data, PORT: String(await freePort()) })
    await wait(after)
    await program.stop('SIGKILL')
  }
  const port = await freePort()
  const program = start({ DATA_DIR: data, PORT: String(port) })
  await program.ready()
  expect(await fetch(`http://127.0.0.1:${port}/twente`).then((answer) => answer.status)).toBe(200)
  await program.stop()
})

test('what was acknowledged is there after a kill, and its mail goes out; a second process joins and outlives the first', async () => {
  const [port, other] = [await freePort(), await freePort()]
  const first = start({ DATA_DIR: data, PORT: String(port) })
  await first.ready()
  const asked = await Promise.all(Array.from({ length: 20 }, (_, at) => post(port, `Vraag ${at}`)))
  await first.stop('SIGKILL')

  const again = start({ DATA_DIR: data, PORT: String(port) })
  await again.ready()
  for (const { volgUrl } of asked) expect(await fetch(volgUrl.replace('localhost', '127.0.0.1')).then((answer) => answer.status)).toBe(200)
  for (let tries = 0; tries < 100; tries += 1) {
    const inbox = await fetch(`http://127.0.0.1:${port}/demo/mail`).then((answer) => answer.text())
    if (asked.every(({ vraagnummer }) => inbox.includes(vraagnummer)) && !inbox.includes('>wacht<')) break
    expect(tries).toBeLessThan(99)
    await wait(100)
  }

  const second = start({ DATA_DIR: data, PORT: String(other) })
  await second.ready()
  await again.stop()
  expect(await fetch(`http://127.0.0.1:${other}/health`).then((answer) => answer.status)).toBe(200)
  expect((await post(other, 'Nog een')).vraagnummer).toMatch(/^TW-/)

  const token = start({ DATA_DIR: data }, 'demo-token', ['--as', 'gids-enschede'])
  expect(await token.ended).toBe(0)
  expect(token.output()).toMatch(/^5\.[\w-]{43}\n$/)
  await second.stop()

  const real = start({ DATA_DIR: data, DEMO: '0', PORT: String(port) })
  expect(await real.ended).toBe(1)
  expect(real.errors()).toContain('nooit een echte installatie')
})

test('a real installation begins empty: no demo, no open region, and it says so', async () => {
  const port = await freePort()
  const program = start({ DATA_DIR: folder(), DEMO: '0', PORT: String(port), HOST: '127.0.0.1' })
  await program.ready()
  const at = (path: string) => fetch(`http://127.0.0.1:${port}${path}`)
  expect((await at('/demo')).status).toBe(404)
  expect((await at('/demo/oidc/.well-known/openid-configuration')).status).toBe(404)
  expect(await (await at('/twente')).text()).toContain('Tubbergen')
  expect((await at('/twente/vraag')).status).toBe(200)
  await program.stop()
})

test('a backup by command: made while the program runs, put back with the same secret only, and the program goes on', async () => {
  const there = folder()
  const [port, other] = [await freePort(), await freePort()]
  const file = join(data, 'kopie.gz')
  const program = start({ DATA_DIR: data, PORT: String(port) })
  await program.ready()
  const { volgUrl } = await post(port, 'Voor de kopie')
  const run = async (environment: Record<string, string>, ...args: string[]) => {
    const command = start(environment, 'backup', args)
    return [await command.ended, command.output() + command.errors()] as const
  }
  expect(await run({ DATA_DIR: data }, 'make', file)).toEqual([0, expect.stringContaining('tabellen staan in')])
  expect(statSync(file).mode & 0o777).toBe(0o600)
  for (const wrong of [[], ['make'], ['make', join(data, 'is-er-niet', 'kopie.gz')], ['restore', join(data, 'niets.gz')]]) {
    const [code, said] = await run({ DATA_DIR: data }, ...wrong)
    expect([code, said.trim().split('\n').length]).toEqual([1, 1])
  }
  expect(await run({ DATA_DIR: there }, 'restore', file)).toEqual([1, expect.stringContaining('ander SECRET')])
  const whole = folder()
  copyFileSync(join(data, 'secret'), join(whole, 'secret'))
  expect(await run({ DATA_DIR: whole }, 'restore', file)).toEqual([0, expect.stringContaining('is teruggezet')])
  const restored = start({ DATA_DIR: whole, PORT: String(other) })
  await restored.ready()
  expect((await fetch(volgUrl.replace(`localhost:${port}`, `127.0.0.1:${other}`))).status).toBe(200)
  await restored.stop()
  await program.stop()
})

test('on a database server of one’s own: an owner that is no superuser migrates and makes the restricted role; the owner itself may not serve', async () => {
  const name = `server_${process.pid}`
  const template = inject('template')
  const as = (role: string, database = name) => {
    const url = new URL(template.ownerUrl)
    Object.assign(url, { username: role, password: 'geheim', pathname: `/${database}` })
    return url.href
  }
  const admin = new pg.Client({ connectionString: template.adminUrl.replace(/\/[^/?]+\?/, '/postgres?') })
  await admin.connect()
  await admin.query(`create role ${name}_eigenaar login createrole password 'geheim'`)
  await admin.query(`create database ${name} owner ${name}_eigenaar`)
  const settings = { DATABASE_OWNER_URL: as(`${name}_eigenaar`), DATABASE_URL: as(`${name}_web`), SECRET: 'geheim'.repeat(6), DEMO: '1' }

  const owner = start({ ...settings, DATABASE_URL: settings.DATABASE_OWNER_URL })
  expect(await owner.ended).toBe(1)
  expect(owner.errors()).toContain('het programma draait niet als eigenaar')

  const port = await freePort()
  const program = start({ ...settings, PORT: String(port) })
  await program.ready()
  expect((await post(port, 'Op een eigen server')).vraagnummer).toMatch(/^TW-/)
  await program.stop()
  await admin.query(`drop database ${name} with (force)`)
  await admin.query(`drop role ${name}_web`)
  await admin.query(`drop role ${name}_eigenaar`)
  await admin.end()
})

test.each<[Record<string, string>, string]>([
  [{ PORT: 'veel' }, 'PORT moet een getal zijn.'],
  [{ DATABASE_URL: 'postgres://a:b@127.0.0.1:1/x', DATABASE_OWNER_URL: 'postgres://c:d@127.0.0.1:1/x', SECRET: 'x'.repeat(32) }, 'De database antwoordt niet'],
  [{ DATA_DIR: '/dev/null/map' }, 'De gegevensmap /dev/null/map is niet te gebruiken'],
])('a wrong setting %j stops the start with one clear line', async (environment, line) => {
  const program = start(environment)
  expect(await program.ended).toBe(1)
  expect(program.errors().trim().split('\n')).toHaveLength(1)
  expect(program.errors()).toContain(line)
})

test('a data folder that is a file, and a disk that is full, stop the start with one clear line', async () => {
  const path = join(folder(), 'bestand')
  writeFileSync(path, '')
  const program = start({ DATA_DIR: path })
  expect(await program.ended).toBe(1)
  expect(program.errors().trim().split('\n')).toHaveLength(1)
  const data = folder()
  const full = spawn('sh', ['-c', `ulimit -f 400; exec ${process.execPath} ${join(projectRoot, 'dist/main.js')}`], {
    env: { PATH: process.env.PATH, DATA_DIR: data, LOG_LEVEL: 'silent' },
  })
  let error = ''
  full.stderr.on('data', (part) => (error += part))
  expect(await new Promise((resolve) => full.on('exit', resolve))).toBe(1)
  expect(error.trim().split('\n'), error).toHaveLength(1)
  expect(error).toContain('is niet te gebruiken')
})
