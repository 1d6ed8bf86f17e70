import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, expect } from 'vitest'
import { openEmbedded } from '../src/foundation/database/embedded.ts'
import { projectRoot } from '../src/foundation/root.ts'

const folders: string[] = []
const running = new Set<ChildProcess>()
/** A data folder of a program that is run; it goes, with its database server, when the file ends. */
export const folder = () => {
  const path = mkdtempSync(join(tmpdir(), 'wc-process-'))
  folders.push(path)
  return path
}
afterAll(async () => {
  // What a test that failed left running.
  for (const child of running) child.kill('SIGKILL')
  for (const path of folders) {
    await openEmbedded(path)
      .then((server) => server.stop())
      .catch(() => {})
    rmSync(path, { recursive: true, force: true })
  }
})

/** The built program or another command of it. */
export const start = (environment: Record<string, string>, command = 'main', args: string[] = []) => startFile(join(projectRoot, 'dist', `${command}.js`), environment, args)

export function startFile(file: string, environment: Record<string, string>, args: string[]) {
  const child = spawn(process.execPath, [file, ...args], {
    env: { PATH: process.env.PATH, LOG_LEVEL: 'silent', ...environment },
    cwd: projectRoot,
  })
  running.add(child)
  child.on('exit', () => running.delete(child))
  let out = ''
  let error = ''
  child.stdout.on('data', (data) => (out += data))
  child.stderr.on('data', (data) => (error += data))
  const ended = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)))
  return {
    child,
    ended,
    output: () => out,
    errors: () => error,
    async ready() {
      for (let tries = 0; tries < 2400 && !out.includes('draait op'); tries += 1) {
        if (child.exitCode !== null) throw new Error(`stopped: ${error}`)
        await wait(50)
      }
      expect(out).toContain('Werkcentrum draait op http://localhost:')
    },
    async stop(signal: NodeJS.Signals = 'SIGTERM') {
      child.kill(signal)
      await ended
    },
  }
}
