import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { freePort } from './browser.ts'
import { badNeighbour } from './neighbours.ts'
import { folder, start } from './running.ts'

const data = folder()
/** The server of a data folder and all that it began, while it runs. */
function serverOf(dataDir: string): number[] {
  const path = join(dataDir, 'postgres/postmaster.pid')
  if (!existsSync(path)) return []
  const main = Number(readFileSync(path, 'utf8').split('\n')[0])
  const running = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
    .split('\n')
    .map((each) => each.trim().split(/\s+/).map(Number))
  return running.flatMap(([pid, parent]) => (pid === main || parent === main ? [pid!] : []))
}
/** What was told to end is gone soon after, also where the machine has much to do. */
async function isGone(dataDir: string): Promise<void> {
  for (let tries = 0; tries < 600 && serverOf(dataDir).length; tries += 1) await wait(100)
  expect(serverOf(dataDir)).toEqual([])
}
const frozen = new Set<number>()
const thaw = () => {
  for (const pid of frozen) {
    try {
      process.kill(pid, 'SIGCONT')
    } catch {}
  }
  frozen.clear()
}
const freeze = (dataDir: string) => {
  for (const pid of serverOf(dataDir)) {
    frozen.add(pid)
    process.kill(pid, 'SIGSTOP')
  }
}
afterAll(thaw)
const said = async (port: number, path: string) => {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`)
  return [answer.status, await answer.json()]
}
const ask = (port: number, email: string) =>
  fetch(`http://127.0.0.1:${port}/api/v1/regios/twente/vragen`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ doelgroep: 'werkende', vraag: 'Vraag', contact: { email } }),
  }).then((answer) => answer.status)
/** In seconds, how long a program takes to end when it is asked to. */
async function endsIn(program: ReturnType<typeof start>, signal: NodeJS.Signals = 'SIGTERM'): Promise<number> {
  const began = Date.now()
  program.child.kill(signal)
  await program.ended
  return (Date.now() - began) / 1000
}

test('SIGTERM ends the program within ten seconds while its mail server, who hands in a form and who listens hang; no server is left (D9)', async () => {
  const port = await freePort()
  const { port: mail, state } = await badNeighbour('silent')
  const program = start({ DATA_DIR: data, PORT: String(port), SMTP_URL: `smtp://127.0.0.1:${mail}`, MAIL_FROM: 'a@voorbeeld.example' })
  await program.ready()
  expect(await ask(port, 'hangt@voorbeeld.example')).toBe(201)
  for (let tries = 0; tries < 100 && !state.came; tries += 1) await wait(50)
  expect(state.came).toBeGreaterThan(0)
  // The rest is not held up by who hangs.
  expect(await said(port, '/health')).toEqual([200, { status: 'ok' }])
  const half = connect(port, '127.0.0.1', () =>
    half.write('POST /twente/vraag HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nquestion='),
  )
  half.on('error', () => {})
  await wait(300)
  expect(await endsIn(program)).toBeLessThan(10)
  await isGone(data)
})

test('a database that hangs: /health says 503 in time and comes back by itself; SIGTERM ends the program all the same (D9)', async () => {
  const port = await freePort()
  const program = start({ DATA_DIR: data, PORT: String(port) })
  await program.ready()
  expect(await said(port, '/health')).toEqual([200, { status: 'ok' }])
  expect(await said(port, '/health/ready')).toEqual([200, { status: 'ready' }])
  await wait(1100)
  freeze(data)
  const began = Date.now()
  expect(await said(port, '/health')).toEqual([503, { status: 'unavailable' }])
  expect(await said(port, '/health/ready')).toEqual([503, { status: 'unavailable' }])
  expect(Date.now() - began).toBeLessThan(12_000)
  thaw()
  for (let tries = 0; tries < 100 && (await said(port, '/health'))[0] !== 200; tries += 1) await wait(100)
  expect(await said(port, '/health')).toEqual([200, { status: 'ok' }])
  expect(await ask(port, 'daarna@voorbeeld.example')).toBe(201)
  freeze(data)
  void ask(port, 'hangt-ook@voorbeeld.example').catch(() => {})
  await wait(200)
  expect(await endsIn(program)).toBeLessThan(10)
  thaw()
})

test('a database that hangs: every page and call says so in time, also when many ask, and all goes on once it is back (D9)', async () => {
  const port = await freePort()
  const program = start({ DATA_DIR: data, PORT: String(port) })
  await program.ready()
  expect(await ask(port, 'voor-het-hangen@voorbeeld.example')).toBe(201)
  freeze(data)
  const began = Date.now()
  const given = await Promise.all(Array.from({ length: 12 }, (_, at) => ask(port, `hangt-${at}@voorbeeld.example`)))
  const took = Date.now() - began
  // Whom it was in the middle of answering and who comes after them.
  const after = await ask(port, 'later@voorbeeld.example')
  thaw()
  expect([...given, after]).toEqual(Array(13).fill(503))
  expect(took).toBeLessThan(20_000)
  let status = 0
  for (let tries = 0; tries < 100 && status !== 201; tries += 1) {
    status = await ask(port, `daarna-${tries}@voorbeeld.example`)
    await wait(100)
  }
  expect(status).toBe(201)
  await endsIn(program)
})

test('from SIGTERM on it says that it is not ready, and answers still for as long as it was set to (D9)', async () => {
  const port = await freePort()
  const program = start({ DATA_DIR: data, PORT: String(port), DRAIN_SECONDS: '3' })
  await program.ready()
  expect(await said(port, '/health/ready')).toEqual([200, { status: 'ready' }])
  program.child.kill('SIGTERM')
  await wait(300)
  expect(await said(port, '/health/ready')).toEqual([503, { status: 'stopping' }])
  expect(await ask(port, 'nog-net@voorbeeld.example')).toBe(201)
  expect(await program.ended).toBe(0)
})

test('a promise that fails before anybody waits for it ends nothing; an error that nobody catches ends the program in order (D9)', async () => {
  const port = await freePort()
  const preload = join(folder(), 'fails.mjs')
  writeFileSync(
    preload,
    `process.on('SIGUSR2', () => void Promise.reject(new Error('geheim')))
    process.on('SIGWINCH', () => setTimeout(() => { throw new Error('geheim') }))`,
  )
  const program = start({ DATA_DIR: data, PORT: String(port), NODE_OPTIONS: `--import ${preload}`, LOG_LEVEL: 'error' })
  await program.ready()
  program.child.kill('SIGUSR2')
  for (let tries = 0; tries < 100 && !program.output().includes('nobody waited for'); tries += 1) await wait(50)
  expect(program.output()).toContain('a promise failed that nobody waited for')
  expect(await said(port, '/health')).toEqual([200, { status: 'ok' }])
  program.child.kill('SIGWINCH')
  expect(await program.ended).toBe(1)
  expect(program.output()).toContain('an error that nobody caught')
  expect(program.output()).not.toContain('geheim')
  await isGone(data)
})

test('the server of a restore that fails, or that is stopped halfway, ends with it; and that of a start that fails (D9)', async () => {
  const whole = join(data, 'heel.gz')
  const made = start({ DATA_DIR: data }, 'backup', ['make', whole])
  expect(await made.ended).toBe(0)
  const bytes = readFileSync(whole)
  const broken = join(data, 'half.gz')
  writeFileSync(broken, bytes.subarray(0, bytes.length / 2))
  const there = folder()
  copyFileSync(join(data, 'secret'), join(there, 'secret'))
  const failing = start({ DATA_DIR: there }, 'backup', ['restore', broken])
  expect(await failing.ended).toBe(1)
  expect(failing.errors()).toContain('Er is niets teruggezet')
  expect(serverOf(there)).toEqual([])

  // Half of it comes, and then nothing more.
  const pipe = join(data, 'pijp')
  execFileSync('mkfifo', [pipe])
  const other = folder()
  copyFileSync(join(data, 'secret'), join(other, 'secret'))
  const stopped = start({ DATA_DIR: other }, 'backup', ['restore', pipe])
  const { open } = await import('node:fs/promises')
  const writer = await open(pipe, 'w')
  await writer.write(bytes.subarray(0, bytes.length / 2))
  for (let tries = 0; tries < 1200 && !serverOf(other).length; tries += 1) await wait(50)
  await wait(1500)
  expect(serverOf(other)).not.toEqual([])
  expect(await endsIn(stopped)).toBeLessThan(10)
  await writer.close()
  expect(serverOf(other)).toEqual([])

  // Asked to end while its server still starts.
  const third = folder()
  const early = start({ DATA_DIR: third, PORT: String(await freePort()) })
  for (let tries = 0; tries < 1200 && !serverOf(third).length; tries += 1) await wait(50)
  expect(await endsIn(early)).toBeLessThan(10)
  await isGone(third)

  const taken = await badNeighbour('silent')
  const nowhere = start({ DATA_DIR: data, PORT: String(taken.port), DEMO: '0' })
  expect(await nowhere.ended).toBe(1)
  await isGone(data)
})
