import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { projectRoot } from '../root.ts'
import { oneOf } from '../system.ts'
import { FileProblem } from './problem.ts'
import type { Reading, Reply } from './reading.ts'

/** Built from src/readers.ts, also for the tests: a thread of Node reads no TypeScript. */
const entry = join(projectRoot, 'dist/readers/readers.js')
const mostThreads = 2
/** So many wait for one region, or for the mail; then who comes next is asked to come later. */
const mostWaiting = 12
/** A thread that had nothing to do for so long ends. */
const idleFor = 30_000
// Bytes are outside these; who reads packed bytes bounds them while unpacking.
const resourceLimits = { maxOldGenerationSizeMb: 320, maxYoungGenerationSizeMb: 48, stackSizeMb: 4 }

interface Job {
  reading: Reading<never, unknown>
  given: unknown
  done(reply: Reply): void
}

/** The threads on which strangers' files are read: so that one file can hold up or end a thread, and nothing else. */
export class ReaderThreads {
  private readonly waiting = new Map<string, Job[]>()
  private readonly idle = new Map<Worker, NodeJS.Timeout>()
  private readonly all = new Set<Worker>()
  private closed = false

  /** `tell` hears of what went wrong with a thread: which reading, and what; nothing of the file. */
  constructor(private readonly tell: (reading: string, failure: string) => void = () => {}) {}

  /**
   * Has something read on a thread, in turn with what waits for others than `of` (a region, the mail).
   * @throws FileProblem when it is over a bound, takes too long or too much memory, fails, or when too many wait
   */
  async read<Given, Read>(reading: Reading<Given, Read>, given: Given, of: string | number): Promise<Read> {
    const lane = this.waiting.get(String(of)) ?? []
    if (this.closed || lane.length >= mostWaiting) throw new FileProblem('form.file.busy')
    const reply = await new Promise<Reply>((done) => {
      lane.push({ reading: reading as Reading<never, unknown>, given, done })
      this.waiting.set(String(of), lane)
      this.next()
    })
    if ('problem' in reply) throw new FileProblem(reply.problem.key, reply.problem.values)
    if ('failed' in reply) throw new FileProblem('form.file.unread')
    return reply.read as Read
  }

  /** Ends the threads, and what waits with them. */
  async close(): Promise<void> {
    this.closed = true
    for (const job of [...this.waiting.values()].flat()) job.done({ problem: { key: 'form.file.busy' } })
    this.waiting.clear()
    await Promise.all([...this.all].map((each) => each.terminate()))
  }

  private next(): void {
    const [thread] = this.idle.keys()
    if (!thread && this.all.size >= mostThreads) return
    const [of, lane] = this.waiting.entries().next().value ?? []
    if (!lane || of === undefined) return
    const job = lane.shift()!
    // Each lane has its turn: the one that had it goes to the end.
    this.waiting.delete(of)
    if (lane.length) this.waiting.set(of, lane)
    this.work(thread ?? this.start(), job)
    this.next()
  }

  private start(): Worker {
    const thread = new Worker(entry, { resourceLimits, stdout: false, stderr: false })
    this.all.add(thread)
    thread.once('exit', () => {
      this.all.delete(thread)
      this.idle.delete(thread)
      this.next()
    })
    // Who waits for nothing else may stop: a thread keeps no process.
    thread.unref()
    return thread
  }

  private work(thread: Worker, { reading, given, done }: Job): void {
    clearTimeout(this.idle.get(thread))
    this.idle.delete(thread)
    thread.ref()
    const end = (reply: Reply, isOver: boolean) => {
      if (isOver && !this.closed) this.tell(reading.name, 'failed' in reply ? reply.failed : 'problem' in reply ? reply.problem.key : '')
      clearTimeout(deadline)
      thread.removeAllListeners('message').removeAllListeners('error').removeListener('exit', gone)
      thread.on('error', () => {})
      thread.unref()
      if (isOver) void thread.terminate()
      else if (!this.closed) this.idle.set(thread, setTimeout(() => void thread.terminate(), idleFor).unref())
      done(reply)
      this.next()
    }
    const tooLong: Reply = { problem: { key: 'form.file.time', values: { most: reading.seconds } } }
    const deadline = setTimeout(() => end(tooLong, true), reading.seconds * 1000)
    const gone = () => end(this.closed ? { problem: { key: 'form.file.busy' } } : { failed: 'exit' }, true)
    thread.on('message', (reply: Reply) => end(reply, false))
    thread.on('error', (error: NodeJS.ErrnoException) => end(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? { problem: { key: 'form.file.memory' } } : { failed: error.name }, true))
    thread.once('exit', gone)
    thread.postMessage({ name: reading.name, given })
  }
}

/** The threads of this program; they end with its server. */
export const readersOf = oneOf(({ log }) => new ReaderThreads((reading, failure) => log.warn({ reading, failure }, 'a file was not read')))
