import type { Clock } from '../clock/clock.ts'

/** How long one who was away is left alone, in seconds: longer each time, and a minute at most. */
const first = 10
const longest = 60

/**
 * Who of the neighbours is left alone for a while, in this process: one who did not answer is not asked by each of five hundred mails in turn. When the while is over one task
 * asks, and where that is answered all go again.
 */
export function neighboursBy(clock: Clock) {
  const resting = new Map<string, { until: number; times: number; asking: boolean }>()
  const now = () => clock.now().getTime()
  return {
    /** Whether something may go there now; who asks after a rest says afterwards how it went, or that there was nothing to send. */
    mayAsk(neighbour: string): boolean {
      const rest = resting.get(neighbour)
      if (!rest) return true
      if (rest.asking || now() < rest.until) return false
      rest.asking = true
      return true
    },
    answered: (neighbour: string) => void resting.delete(neighbour),
    notAsked(neighbour: string): void {
      const rest = resting.get(neighbour)
      if (rest) rest.asking = false
    },
    away(neighbour: string): void {
      const rest = resting.get(neighbour)
      // Several that were under way find out together: it is one rest.
      if (rest && !rest.asking) return
      const times = (rest?.times ?? 0) + 1
      resting.set(neighbour, { until: now() + Math.min(first * 2 ** (times - 1), longest) * 1000, times, asking: false })
    },
  }
}
