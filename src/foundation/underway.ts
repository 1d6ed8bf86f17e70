import { finished, type Writable } from 'node:stream'

/** Counts what is under way, by a name: nothing is kept of a name of which nothing is. */
export function underWay() {
  const counts = new Map<string, number>()
  const begin = (name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1)
  /** Of what began. */
  function end(name: string): void {
    const left = counts.get(name)! - 1
    if (left) counts.set(name, left)
    else counts.delete(name)
  }
  return {
    of: (name: string): number => counts.get(name) ?? 0,
    begin,
    end,
    /** Begins these, until the answer went out or who asked is gone. */
    untilAnswered(answer: Writable, ...names: readonly string[]): void {
      names.forEach(begin)
      const stop = finished(answer, () => {
        stop()
        names.forEach(end)
      })
    },
  }
}
