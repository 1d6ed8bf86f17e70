import type { Tx } from '../database/database.ts'
import { newId } from '../database/id.ts'
import { place } from '../place.ts'
import { planExport } from '../record/export.ts'
import { record } from '../record/record.ts'
import { removeExpired } from '../record/retention.ts'
import type { System } from '../system.ts'
import { enqueue, planNight, type TaskWork } from './tasks.ts'
import { groundEvents } from '../record/own.ts'

/** What a room does each night, in each region. */
export type Nightly = (tx: Tx, region: number, now: Date) => unknown
export const nightly = place<{ room: string; work: Nightly }>('each night')

/**
 * The tasks of a night. The first plans what each room does, in their order, and after them that what has passed its period is removed; and the next night. Each is a task of its own: one that fails is
 * tried again, and holds up nothing.
 */
export const night = ({ settings, partsOf }: System): Record<string, TaskWork> => ({
  nightly: async (tx, { region }, now) => {
    for (const { room } of partsOf(nightly)) enqueue(tx, region, { kind: 'nightly-room', subject: newId(now.getTime()), due: now, detail: { room } })
    enqueue(tx, region, { kind: 'retention', subject: newId(now.getTime()), due: now })
    planNight(tx, region, now)
  },
  'nightly-room': async (tx, { region, detail }, now) => {
    // A room that is there no more has nothing to do.
    for (const { room, work } of partsOf(nightly)) if (room === detail.room) await work(tx, region, now)
  },
  retention: async (tx, { region, subject }, now) => {
    const removed = await removeExpired(tx, region, now)
    record({ tx, actor: { kind: 'task', region }, now }, groundEvents.retentionRan, subject, removed)
    if (settings.OTLP_URL) await planExport(tx, region, now)
  },
})
