import type { Logger } from 'pino'
import type { Clock } from '../clock/clock.ts'
import { type Database, DatabaseGone, type Tx } from '../database/database.ts'
import { cleanText } from '../web/forms.ts'
import { type Lane, laneOf, turnsOf } from './lane.ts'
import { neighboursBy } from './neighbours.ts'
import { type OutsideWork, type Send, sendWithin, Trouble } from './outside.ts'
import { done, failed, giveBack, holds, kindsDue, lease, takeNext, waitNoLonger } from './store.ts'
import type { Job, Task } from './task.ts'
import { type Kinds, type TaskWork, wakers } from './tasks.ts'

/** How many transactions of tasks there are at once: the requests need connections too. */
const mostTransactions = 3
/** A lease lasts so much longer, in seconds, than the sending: in it what came of it is written. */
const settles = 20
/** What cannot even be written as failed is passed by for so long, in milliseconds. */
const asideFor = 3_600_000
/** What is being sent when the program ends may be sent to its end for so long, in milliseconds. */
const graceful = 4000

const jobOf = ({ region_id, subject_id, due_at, detail }: Task): Job => ({ region: region_id, subject: subject_id, due: due_at, detail })

/**
 * Does what is due. Regions do not wait for one another: each has a lane for what is done inside, one after the other, and one for each kind of work that goes outside, so that a neighbour who
 * hangs delays only what goes to them, and a task or a region that fails nothing but itself. Several processes may do this on one database: a row is taken by one (`FOR UPDATE SKIP LOCKED`); its work and its removal are
 * one transaction, or where it goes outside two, with a lease in between. What fails is tried again after 10 s, 20 s, 40 s … at most an hour apart, and never dropped.
 */
export function startTasks(database: Database, clock: Clock, regions: () => Promise<number[]>, kinds: Kinds, log: Logger) {
  const outside = new Map(Object.entries(kinds).flatMap(([kind, work]) => (typeof work === 'function' ? [] : [[kind, work] as const])))
  const inside = { but: [...outside.keys()] }
  const neighbours = neighboursBy(clock)
  const turn = turnsOf(mostTransactions)
  const aside = new Map<string, number>()
  const stopping = new AbortController()
  let stopped = false

  const transaction = <Result>(region: number, work: (tx: Tx) => Promise<Result>) => turn(() => database.transaction({ kind: 'task', region }, 'task', work))

  async function fail(task: Task, key: string | null, error: Error): Promise<void> {
    const { region_id: region, id, kind, attempts } = task
    const trouble = error instanceof Trouble ? error.kind : 'error'
    log.warn({ task: id, kind, attempts: attempts + 1, failure: error.name, trouble }, 'task failed')
    // What somebody else's program said can hold anything; the database refuses some of it.
    const failure = cleanText(String(error.message)).slice(0, 200).toWellFormed()
    await transaction(region, (tx) => failed(tx, task, key, { at: clock.now(), failure, trouble })).catch((again: Error) => {
      aside.set(id, Date.now() + asideFor)
      log.error({ task: id, kind, failure: again.name }, 'the failure of a task cannot be written')
    })
  }

  const passedBy = () => {
    for (const [id, until] of aside) if (until < Date.now()) aside.delete(id)
    return [...aside.keys()]
  }

  /** Takes one and does `work` with it, all in one transaction; what fails is written. Answers undefined when there was none. */
  async function takeOne<Result>(region: number, which: Parameters<typeof takeNext>[2], work: (tx: Tx, task: Task, now: Date) => Promise<Result>) {
    let taken: Task | undefined
    try {
      return await transaction(region, async (tx) => {
        const now = clock.now()
        const [, task] = await Promise.all([waitNoLonger(tx), takeNext(tx, region, which, passedBy(), now)])
        taken = task
        return taken && { task: taken, result: await work(tx, taken, now) }
      })
    } catch (error) {
      if (!taken || error instanceof DatabaseGone) throw error
      await fail(taken, null, error as Error)
      return { task: taken, result: undefined }
    }
  }

  async function doInside(region: number): Promise<boolean> {
    if (stopped) return false
    const had = await takeOne(region, inside, async (tx, task, now) => {
      const work = kinds[task.kind] as TaskWork | undefined
      if (!work) throw new Error(`no room does tasks of kind ${task.kind}`)
      await work(tx, jobOf(task), now)
      await done(tx, task)
    })
    return had !== undefined
  }

  async function deliver(work: OutsideWork, task: Task, key: string, send: Send): Promise<void> {
    const neighbour = work.neighbour(task.region_id)
    try {
      const settle = await sendWithin(send, work.within, stopping.signal)
      neighbours.answered(neighbour)
      await transaction(task.region_id, async (tx) => {
        // Who took it over once our lease had ended does all this too.
        if (!(await holds(tx, task, key))) return
        await settle(tx, clock.now())
        await done(tx, task)
      })
    } catch (error) {
      if (stopping.signal.aborted) return void (await transaction(task.region_id, (tx) => giveBack(tx, task, key)))
      if (error instanceof Trouble && error.away) neighbours.away(neighbour)
      else neighbours.answered(neighbour)
      // It may have been sent: it waits until the lease ends.
      if (error instanceof DatabaseGone) throw error
      await fail(task, key, error as Error)
    }
  }

  async function doOutside(region: number, kind: string, work: OutsideWork, taken: () => void): Promise<boolean> {
    const neighbour = work.neighbour(region)
    if (stopped || !neighbours.mayAsk(neighbour)) return false
    let asked = false
    try {
      const had = await takeOne(region, { kind }, async (tx, task, now) => {
        const send = await work.prepare(tx, jobOf(task), now)
        if (!send) return void (await done(tx, task))
        return { send, key: await lease(tx, task, work.within + settles) }
      })
      if (!had?.result) return had !== undefined
      taken()
      asked = true
      await deliver(work, had.task, had.result.key, had.result.send)
      return true
    } finally {
      if (!asked) neighbours.notAsked(neighbour)
    }
  }

  const lanes = new Map<string, Lane>()
  function laneFor(region: number, kind: string): Lane {
    const work = outside.get(kind)
    const name = `${region} ${work ? kind : ''}`
    const had = lanes.get(name) ?? (work ? laneOf((taken) => doOutside(region, kind, work, taken), work.width) : laneOf(() => doInside(region), 1))
    lanes.set(name, had)
    return had
  }
  const runningIn = (region: number) => [...lanes].flatMap(([name, lane]) => (lane.running && name.startsWith(`${region} `) ? [lane] : []))

  const dueIn = async (region: number) => {
    const due = await transaction(region, (tx) => kindsDue(tx, region, clock.now()))
    return new Set(due.map((kind) => laneFor(region, kind)))
  }
  /** Does what is due in a region, with what is being done there already; answers how much that was. */
  async function doneIn(region: number): Promise<number> {
    const going = new Set([...(await dueIn(region)), ...runningIn(region)])
    const counts = await Promise.allSettled([...going].map((lane) => lane.go()))
    const failure = counts.find((each) => each.status === 'rejected')
    if (failure) throw failure.reason
    return counts.reduce((sum, each) => sum + (each.status === 'fulfilled' ? each.value : 0), 0)
  }
  async function exhaust(region: number): Promise<void> {
    while (!stopped && (await doneIn(region)));
  }

  /** Does all that is due now, and answers when it is done. What fails in one region stops no other. */
  async function run(only?: number): Promise<void> {
    const all = only === undefined ? await regions() : [only]
    const ended = await Promise.allSettled(all.map(exhaust))
    const failure = ended.find((each) => each.status === 'rejected')
    if (failure) throw failure.reason
  }

  const quietly = (work: Promise<unknown>) => work.catch((error: Error) => log.warn({ failure: error.name }, 'tasks wait for the database'))
  const looking = new Set<number>()
  /** Sets going what is due. Where that cannot be asked now, it is not asked again meanwhile, and no other region waits for it. */
  async function lookAround(): Promise<void> {
    for (const region of await regions()) {
      if (stopped || looking.has(region)) continue
      looking.add(region)
      const begin = async () => {
        for (const lane of await dueIn(region)) if (!lane.running) void quietly(lane.go())
      }
      void quietly(begin()).finally(() => looking.delete(region))
    }
  }
  const wake = (region: number, kind: string, due: Date) => {
    if (!stopped && due.getTime() <= clock.now().getTime()) setImmediate(() => !stopped && quietly(laneFor(region, kind).go()))
  }
  wakers.add(wake)
  let asking = false
  const timer = setInterval(() => {
    if (asking) return
    asking = true
    void quietly(lookAround()).finally(() => {
      asking = false
    })
  }, 2000)

  return {
    run,
    /** Takes nothing more; what is being sent may end, or is ended soon. */
    async stop() {
      stopped = true
      clearInterval(timer)
      wakers.delete(wake)
      const late = setTimeout(() => stopping.abort(new Error('the program ends')), graceful)
      await Promise.allSettled([...lanes.values()].map((lane) => lane.running && lane.go()))
      clearTimeout(late)
    },
  }
}
