import type { Tx } from '../database/database.ts'
import { newId } from '../database/id.ts'
import { place } from '../place.ts'
import { planExport } from '../record/export.ts'
import { record } from '../record/record.ts'
import { removeExpired } from '../record/retention.ts'
import type { System } from '../system.ts'
import { planNight, type TaskWork } from './tasks.ts'
import { groundEvents } from '../record/own.ts'

/** What a room does each night, in each region. */
export type Nightly = (tx: Tx, region: number, now: Date) => unknown
export const nightly = place<Nightly>('each night')

/** The task of a night: what each room does, in their order; then what has passed its period is removed, and the next night is planned. */
export const night =
  ({ settings }: System): TaskWork =>
  async (tx, { region }, now) => {
    for (const work of tx.partsOf(nightly)) await work(tx, region, now)
    const removed = await removeExpired(tx, region, now)
    record({ tx, actor: { kind: 'task', region }, now }, groundEvents.retentionRan, newId(now.getTime()), removed)
    planNight(tx, region, now)
    if (settings.OTLP_URL) await planExport(tx, region, now)
  }
