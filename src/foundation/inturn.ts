import { setImmediate as others } from 'node:timers/promises'

const atMost = 20

/** Does this for each of a long list, one after the other, and lets everybody else have a turn every 20 milliseconds. */
export async function inTurn<Each>(list: readonly Each[], work: (each: Each, at: number) => void): Promise<void> {
  let since = performance.now()
  for (const [at, each] of list.entries()) {
    if (performance.now() - since > atMost) {
      await others()
      since = performance.now()
    }
    work(each, at)
  }
}
