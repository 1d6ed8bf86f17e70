import { type Insertable, sql } from 'kysely'
import type { Logger } from 'pino'
import type { Actor } from '../actor.ts'
import type { Clock } from '../clock/clock.ts'
import { addDays, dayOf, momentAt } from '../clock/workingdays.ts'
import { type Database, DatabaseGone, inserts, type Tx, tables, written } from '../database/database.ts'
import { newId } from '../database/id.ts'
import type { Narrowed } from '../database/narrowed.ts'
import { place } from '../place.ts'
import type { TaskRow } from '../rows.ts'
import type { System } from '../system.ts'

type Task = Narrowed<TaskRow, { detail: Record<string, string | number | boolean | null> }>
const db = tables<{ task: TaskRow }>()
const newTasks = inserts((rows: Insertable<TaskRow>[]) => db.insertInto('task').values(rows))

/** Something to do later: which kind, about what, when (by the program's clock). */
export interface NewTask {
  kind: string
  subject: string
  due: Date
  detail?: Task['detail']
}

/** Writes down what must happen later, in the transaction that makes it so. It is done once that is committed, also after a crash. */
export function enqueue(tx: Tx, region: number, { kind, subject, due, detail }: NewTask): void {
  tx.add(
    newTasks({
      region_id: region,
      id: newId(),
      kind,
      subject_id: subject,
      due_at: due,
      detail: JSON.stringify(detail ?? {}),
      attempts: 0,
    }),
  )
  tx.afterCommit(() => wake?.(region, due))
}

/** Plans the night's work of a region: ten past midnight, Dutch time. The work of a night plans the next. */
export const planNight = (tx: Tx, region: number, now: Date): void =>
  enqueue(tx, region, { kind: 'nightly', subject: newId(now.getTime()), due: new Date(momentAt(addDays(dayOf(now), 1), 0).getTime() + 600_000) })

/** Does one task, inside the transaction that then removes it. Throwing keeps it, to be tried again. */
export type TaskWork = (tx: Tx, task: { region: number; subject: string; due: Date; detail: Task['detail'] }, now: Date) => Promise<void>

/** What a room does later, by the kind of task. */
export type Tasks = (system: System) => Record<string, TaskWork>
export const tasks = place<Tasks>('tasks')

let wake: ((region: number, due: Date) => void) | undefined

/**
 * Does what is due, region by region. Several processes may: a row is taken by one (`FOR UPDATE SKIP LOCKED`), and its work and its removal are
 * one transaction. What fails is tried again after 10 s, 20 s, 40 s … at most an hour apart, and never dropped.
 */
export function startTasks(database: Database, clock: Clock, regions: () => Promise<number[]>, kinds: Record<string, TaskWork>, log: Logger) {
  let running: Promise<void> | undefined
  let stopped = false

  async function doOne(region: number): Promise<boolean> {
    const actor: Actor = { kind: 'task', region }
    let taken: Task | undefined
    try {
      await database.transaction(actor, 'task', async (tx) => {
        const now = clock.now()
        taken = await tx.one(
          written<Task>(
            sql`select * from task where region_id = ${region} and due_at <= ${now} and (failed_at is null or failed_at + least(power(2, attempts - 1) * 10, 3600) * interval '1 second' <= ${now})
              order by due_at, id limit 1 for update skip locked`,
          ),
        )
        if (!taken) return
        const work = kinds[taken.kind]
        if (!work) throw new Error(`no room does tasks of kind ${taken.kind}`)
        await work(tx, { region, subject: taken.subject_id, due: taken.due_at, detail: taken.detail }, now)
        await tx.run(db.deleteFrom('task').where('region_id', '=', region).where('id', '=', taken.id))
      })
      return taken !== undefined
    } catch (error) {
      if (!taken || error instanceof DatabaseGone) throw error
      const { id, kind, attempts } = taken
      const failure = (error as Error).message.slice(0, 200)
      log.warn({ task: id, kind, attempts: attempts + 1, failure: (error as Error).name }, 'task failed')
      await database.transaction(actor, 'task', (tx) =>
        tx.run(
          db
            .updateTable('task')
            .set({ attempts: attempts + 1, failed_at: clock.now(), failure })
            .where('region_id', '=', region)
            .where('id', '=', id),
        ),
      )
      return true
    }
  }

  async function round(only?: number) {
    for (const region of only === undefined ? await regions() : [only]) {
      while (!stopped && (await doOne(region)));
    }
  }

  /** Does all that is due now and answers when it is done. */
  async function run(region?: number): Promise<void> {
    while (running) await running
    running = round(region).finally(() => {
      running = undefined
    })
    return running
  }
  const runQuietly = (region?: number) => run(region).catch((error: Error) => log.warn({ failure: error.name }, 'tasks wait for the database'))

  wake = (region, due) => {
    if (!stopped && due.getTime() <= clock.now().getTime()) setImmediate(() => !stopped && runQuietly(region))
  }
  const timer = setInterval(() => !running && runQuietly(), 2000)
  return {
    run,
    async stop() {
      stopped = true
      clearInterval(timer)
      wake = undefined
      await running?.catch(() => {})
    },
  }
}
