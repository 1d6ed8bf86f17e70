import type { Insertable } from 'kysely'
import { addDays, dayOf, momentAt } from '../clock/workingdays.ts'
import { inserts, type Tx, tables } from '../database/database.ts'
import { newId } from '../database/id.ts'
import { place } from '../place.ts'
import type { TaskRow } from '../rows.ts'
import type { System } from '../system.ts'
import type { OutsideWork } from './outside.ts'
import type { Job, Task } from './task.ts'

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
  tx.afterCommit(() => {
    for (const wake of wakers) wake(region, kind, due)
  })
}

/** Plans the night's work of a region: ten past midnight, Dutch time. The work of a night plans the next. */
export const planNight = (tx: Tx, region: number, now: Date): void =>
  enqueue(tx, region, { kind: 'nightly', subject: newId(now.getTime()), due: new Date(momentAt(addDays(dayOf(now), 1), 0).getTime() + 600_000) })

/** Does one task, inside the transaction that then removes it. Throwing keeps it, to be tried again. Nothing outside is awaited in it: that is `OutsideWork`. */
export type TaskWork = (tx: Tx, job: Job, now: Date) => Promise<void>

/** What a room does later, by the kind of task. */
export type Tasks = (system: System) => Record<string, TaskWork | OutsideWork>
export const tasks = place<Tasks>('tasks')

/** Every kind of task of this program: that of the ground and of its rooms. */
export type Kinds = Record<string, TaskWork | OutsideWork>

/** Who does the work in this process is told what there is to do now, once it is committed. */
export const wakers = new Set<(region: number, kind: string, due: Date) => void>()
