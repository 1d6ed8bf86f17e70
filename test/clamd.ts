import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** What the scanner of the tests calls a virus: a signature of our own, so that nothing is fetched. */
export const signature = 'WERKCENTRUM-PROEF-DIT-IS-GEEN-VIRUS'

export interface Scanner {
  url: string
  /** Whether it is Debian's own clamd; where that is not to be had, a small server speaks its language. */
  isReal: boolean
  stop(): Promise<void>
}

const program = () => ['/usr/sbin/clamd', '/usr/local/sbin/clamd', '/opt/homebrew/sbin/clamd'].find((each) => existsSync(each))

/** Installs Debian's scanner where that is possible, as npm installs the other tools of the tests. */
function installed(): string | undefined {
  const there = program()
  if (there || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return there
  const run = (...args: string[]) => spawnSync('apt-get', args, { stdio: 'ignore', timeout: 60_000, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status === 0
  const install = () => run('install', '-y', '-qq', '--no-install-recommends', 'clamav-daemon')
  if (!install()) {
    run('update', '-qq')
    install()
  }
  return program()
}

async function freePort(): Promise<number> {
  const { port, stop } = await server(() => {})
  await stop()
  return port
}

/** A server on this machine that does this with each that connects. */
export async function server(serve: (socket: Socket) => void): Promise<{ port: number; stop(): Promise<void> }> {
  const sockets = new Set<Socket>()
  const made = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    serve(socket)
  })
  await new Promise<void>((ready) => made.listen(0, '127.0.0.1', ready))
  const stop = () =>
    new Promise<void>((ended) => {
      for (const each of sockets) each.destroy()
      made.close(() => ended())
    })
  return { port: (made.address() as { port: number }).port, stop }
}

/** Speaks as clamd does with INSTREAM: takes the pieces, and says what is in them. */
async function small(): Promise<Scanner> {
  const { port, stop } = await server((socket) => {
    let had = Buffer.alloc(0)
    socket.on('data', (part) => {
      had = Buffer.concat([had, part])
      const pieces: Buffer[] = []
      for (let at = 'zINSTREAM\0'.length; at + 4 <= had.length; ) {
        const size = had.readUInt32BE(at)
        if (size === 0) {
          socket.end(Buffer.concat(pieces).includes(signature) ? 'stream: Proef.UNOFFICIAL FOUND\0' : 'stream: OK\0')
          return
        }
        pieces.push(had.subarray(at + 4, at + 4 + size))
        at += 4 + size
      }
    })
  })
  return { url: `tcp://127.0.0.1:${port}`, isReal: false, stop }
}

async function answers(port: number, child: ChildProcess): Promise<boolean> {
  for (let tries = 0; tries < 300 && child.exitCode === null; tries += 1) {
    const pong = await new Promise<boolean>((done) => {
      const socket = connect({ host: '127.0.0.1', port }, () => socket.write('zPING\0'))
      socket.on('data', () => {
        socket.destroy()
        done(true)
      })
      socket.on('error', () => done(false))
      socket.on('close', () => done(false))
    })
    if (pong) return true
    await wait(100)
  }
  return false
}

/** A virus scanner that knows one virus. */
export async function startScanner(): Promise<Scanner> {
  const clamd = installed()
  if (!clamd) return small()
  const folder = mkdtempSync(join(tmpdir(), 'wc-clamd-'))
  const port = await freePort()
  writeFileSync(join(folder, 'proef.ndb'), `Proef:0:*:${Buffer.from(signature).toString('hex')}\n`)
  writeFileSync(
    join(folder, 'clamd.conf'),
    [`TCPSocket ${port}`, 'TCPAddr 127.0.0.1', `DatabaseDirectory ${folder}`, `TemporaryDirectory ${folder}`, 'Foreground yes', 'MaxThreads 2', ''].join('\n'),
  )
  const child = spawn(clamd, [`--config-file=${join(folder, 'clamd.conf')}`], { stdio: 'ignore' })
  const stop = async () => {
    if (child.exitCode === null) {
      const ended = new Promise((done) => child.once('exit', done))
      child.kill('SIGKILL')
      await ended
    }
    rmSync(folder, { recursive: true, force: true })
  }
  if (await answers(port, child)) return { url: `tcp://127.0.0.1:${port}`, isReal: true, stop }
  await stop()
  throw new Error('clamd does not start')
}
