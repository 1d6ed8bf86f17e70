import { parentPort } from 'node:worker_threads'
import { FileProblem } from './problem.ts'
import type { Reply } from './reading.ts'

/** A reader as it is fetched when it is first asked for: a thread that reads mail has no need of what reads sheets. */
export type Readers = Readonly<Record<string, () => Promise<(given: never) => unknown>>>

/** The work of a reader's thread: one after the other, each answered with what was read or why not. Bytes are given as plain arrays of bytes. */
export function answerWith(readers: Readers): void {
  parentPort!.on('message', async ({ name, given }: { name: string; given: never }) => {
    const reply: Reply = await (async () => ({ read: await (await readers[name]!())(given) }))().catch((error: Error) =>
      error instanceof FileProblem ? { problem: error.problem as { key: `form.file.${string}` } } : { failed: error.name },
    )
    try {
      parentPort!.postMessage(reply)
    } catch {
      parentPort!.postMessage({ failed: 'DataCloneError' } satisfies Reply)
    }
  })
}
