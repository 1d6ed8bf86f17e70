import type { Narrowed } from '../database/narrowed.ts'
import type { TaskRow } from '../rows.ts'

export type Task = Narrowed<TaskRow, { detail: Record<string, string | number | boolean | null> }>

/** What there is to do. */
export interface Job {
  region: number
  subject: string
  due: Date
  detail: Task['detail']
}
