import { connect } from 'node:net'
import type { System } from '../system.ts'
import { FileProblem } from './problem.ts'

/** Within so many milliseconds the scanner has said what it found; a file of the largest size takes it a few seconds. */
const mostMilliseconds = 30_000
const silence = 10_000
const pieceOf = 64 * 1024
const mostSaid = 4000

/** What a clamd says of a file, given piece by piece (its INSTREAM): 'stream: OK', or what was found. */
function ask(host: string, port: number, content: Uint8Array): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port })
    let said = ''
    const end = (error?: Error) => {
      clearTimeout(deadline)
      socket.destroy()
      if (error) reject(error)
      else resolve(said)
    }
    const deadline = setTimeout(() => end(new Error('scanner too slow')), mostMilliseconds)
    socket.setTimeout(silence, () => end(new Error('scanner silent')))
    socket.on('error', end)
    socket.on('data', (part) => {
      said += part.toString('latin1')
      // It ends what it says with a zero: what comes behind that is nothing we asked.
      if (said.includes('\0') || said.length > mostSaid) end()
    })
    socket.on('close', () => end(said ? undefined : new Error('scanner hung up')))
    socket.on('connect', () => {
      socket.write('zINSTREAM\0')
      for (let at = 0; at < content.length; at += pieceOf) {
        const piece = content.subarray(at, at + pieceOf)
        const size = Buffer.alloc(4)
        size.writeUInt32BE(piece.length)
        socket.write(size)
        socket.write(piece)
      }
      socket.write(Buffer.alloc(4))
    })
  })
}

/**
 * Has a file from outside looked at by the virus scanner, where there is one (`CLAMAV_URL`): before it is stored, and outside any transaction.
 * What was found is in the log by the scanner's name for it, and nobody's.
 * @throws FileProblem 'form.file.virus' when something was found; 'form.file.unchecked' when the scanner does not say that it is clean
 */
export async function scan({ settings, log }: Pick<System, 'settings' | 'log'>, content: Uint8Array): Promise<void> {
  if (!settings.CLAMAV_URL) return
  const { hostname, port } = new URL(settings.CLAMAV_URL)
  const said = await ask(hostname.replace(/^\[|\]$/g, ''), Number(port || 3310), content).catch((error: NodeJS.ErrnoException) => {
    log.error({ failure: error.code ?? error.message }, 'virus scanner is away')
    return ''
  })
  const [answer = ''] = said.split('\0')
  if (answer.trim() === 'stream: OK') return
  if (answer.trim().endsWith(' FOUND')) {
    log.warn({ found: answer.trim().slice('stream: '.length, -' FOUND'.length).slice(0, 200) }, 'a file with a virus was kept out')
    throw new FileProblem('form.file.virus')
  }
  if (answer) log.error({ failure: answer.trim().slice(0, 200) }, 'virus scanner did not check a file')
  throw new FileProblem('form.file.unchecked')
}
