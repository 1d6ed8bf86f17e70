/** Work that is done one after the other, or a few at once; other lanes do not wait for it. */
export interface Lane {
  /** Does what there is to do; answers how much that was, once there is nothing more. Joins what runs already, which then looks once more. */
  go(): Promise<number>
  readonly running: boolean
}

/** A lane of at most `width` at once. `step` does one thing and answers whether there was one; it says `taken` as soon as it has it, so that another may begin beside it. */
export function laneOf(step: (taken: () => void) => Promise<boolean>, width: number): Lane {
  let running: Promise<number> | undefined
  let again = false
  async function pass(): Promise<number> {
    let done = 0
    let workers = 0
    const begun: Promise<unknown>[] = []
    const failures: unknown[] = []
    const begin = () => {
      if (workers < width && !failures.length) begun.push(work())
    }
    async function work() {
      workers += 1
      try {
        while (await step(begin)) done += 1
      } catch (error) {
        failures.push(error)
      }
      workers -= 1
    }
    begin()
    // Others begin while one is waited for.
    for (let at = 0; at < begun.length; at += 1) await begun[at]
    if (failures.length) throw failures[0]
    return done
  }
  async function all(): Promise<number> {
    try {
      let done = 0
      do {
        again = false
        done += await pass()
      } while (again)
      return done
    } finally {
      // In the same breath as the last look at `again`: who comes after it begins anew.
      running = undefined
    }
  }
  return {
    go() {
      again = true
      running ??= all()
      return running
    },
    get running() {
      return running !== undefined
    },
  }
}

/** Lets at most `most` pieces of work go at once, in the order they came. */
export function turnsOf(most: number) {
  let free = most
  const waiting: (() => void)[] = []
  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (free > 0) free -= 1
    else await new Promise<void>((go) => waiting.push(go))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else free += 1
    }
  }
}
