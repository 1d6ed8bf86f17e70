/** All that is done before this process ends has so long together, in milliseconds: who asked it to end waits ten seconds and then kills it. */
const longest = 9000
/** And each part of it so long: what hangs keeps the rest from nothing. */
const longestOne = 5000

type Step = () => unknown
const steps: Step[] = []
let asked = 143
let ended: Promise<void> | undefined

const within = (step: Step) =>
  new Promise<void>((done) => {
    setTimeout(done, longestOne).unref()
    Promise.resolve()
      .then(step)
      .catch(() => {})
      .then(() => done())
  })

/** Ends at once. What the system itself does not answer, a name that is looked up or a disk, would keep an ordinary exit waiting: its threads are joined first. */
function leave(code: number): void {
  if (process.getActiveResourcesInfo().some((each) => /^(FSReq|GetAddrInfo|GetNameInfo)/.test(each))) process.kill(process.pid, 'SIGKILL')
  process.exit(code)
}

/** Ends this process, in time whatever hangs: what was opened last is closed first. */
export function end(code: number): Promise<void> {
  ended ??= (async () => {
    setTimeout(() => leave(code), longest).unref()
    for (const step of steps.reverse()) await within(step)
    leave(code)
  })()
  return ended
}

/** Sees to it that this is done when the process is asked to end, from now on. */
export function beforeEnd(step: Step): void {
  if (!steps.length) for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end(asked))
  steps.push(step)
}

/** From now on an end that was asked for is a good one: the program runs until it is asked to stop. */
export const endsWell = (): void => {
  asked = 0
}
