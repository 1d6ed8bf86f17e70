import { lookup } from 'node:dns/promises'
import { sql } from 'kysely'
import { type Tx, tables, written } from '../database/database.ts'
import { newId } from '../database/id.ts'
import { isPublic } from '../outside.ts'
import { place } from '../place.ts'
import type { LogExportRow, ProcessingLogRow } from '../rows.ts'
import type { System } from '../system.ts'
import { say } from '../words.ts'
import { type OutsideWork, Trouble } from '../tasks/outside.ts'
import { enqueue } from '../tasks/tasks.ts'

const db = tables<{ processing_log: ProcessingLogRow; log_export: LogExportRow }>()

const kind = 'log-export'
const most = 1000
const none = '00000000-0000-0000-0000-000000000000'
// A transaction that began before another can commit after it; by then it is done, and its lines are not passed by.
const settled = 60_000

const nanoseconds = (moment: Date) => `${moment.getTime()}000000`
const attribute = (key: string, value: string) => ({ key, value: { stringValue: value } })

/** Lines of the log as the OpenTelemetry protocol has spans (JSON): a trace, an operation, when, how it went, for which activity, with whose data. */
function spansOf(lines: readonly ProcessingLogRow[], activityAt: (organisation: string, activity: string) => string) {
  const spans = lines.map((line) => ({
    traceId: line.trace_id,
    spanId: line.id.replaceAll('-', '').slice(-16),
    name: line.name,
    kind: 1,
    startTimeUnixNano: nanoseconds(line.starts_at),
    endTimeUnixNano: nanoseconds(line.ends_at),
    status: { code: line.status_code === 'OK' ? 1 : 2 },
    attributes: [
      attribute('dpl.core.processing_activity_id', activityAt(line.organisation_id, line.processing_activity)),
      attribute('dpl.core.data_subject_id', line.data_subject_id),
    ],
  }))
  return { resourceSpans: [{ resource: { attributes: [attribute('service.name', 'werkcentrum')] }, scopeSpans: [{ scope: { name: 'processing_log' }, spans }] }] }
}

/** Sees to it that the log of a region is sent on, where it is to be. */
export const planExport = (tx: Tx, region: number, now: Date) =>
  tx.run(
    written(
      sql`insert into task (region_id, id, kind, subject_id, due_at, detail, attempts) select ${region}, ${newId()}, ${kind}, ${newId()}, ${now}, '{}', 0
        where not exists (select 1 from task where region_id = ${region} and kind = ${kind})`,
    ),
  )

/** Where the register of an organisation says of an activity what it is, for what is sent to others. */
export type RegisterAt = (tx: Tx, system: System, region: number) => Promise<(organisation: string, activity: string) => string>
export const registerAt = place<RegisterAt>('the address of a register')

/** Whether what is sent there goes over the internet for anybody to read. A name that leads nowhere is for who calls it to say. */
async function isPlainOutside({ protocol, hostname }: URL): Promise<boolean> {
  if (protocol === 'https:') return false
  const places = await lookup(hostname.replace(/^\[|\]$/g, ''), { all: true }).catch(() => [])
  return places.some(({ address }) => isPublic(address))
}

/** Sends a batch to the collector. @throws Trouble when it did not take it */
async function collect(url: string, body: string, signal: AbortSignal): Promise<void> {
  if (await isPlainOutside(new URL(url))) throw new Trouble('insecure', true, 'the collector is on the internet, and not over https')
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body, signal }).catch((error: Error & { cause?: { code?: string } }) => {
    const { code = '' } = error.cause ?? {}
    throw new Trouble(/REFUSED|UNREACH|NOTFOUND|EAI_AGAIN/.test(code) ? 'unreachable' : 'cut', true, `the collector cannot be reached: ${code || error.name}`, { cause: error })
  })
  // What it says is not read; without this its connection stays open.
  await answer.body?.cancel()
  if (!answer.ok) throw new Trouble(answer.status < 500 && answer.status !== 429 ? 'refused' : 'busy', answer.status >= 500, `the collector answered ${answer.status}`)
}

/**
 * Sends the log of data processing on to a collector, a batch at a time and once a minute. What was sent is marked after it arrived: after a crash in between it goes again,
 * under the same trace and operation, by which the receiver knows it. A collector that does not answer is tried again; nothing is skipped.
 */
export const exportLog = (system: System): OutsideWork => ({
  neighbour: () => kind,
  says: (language) => say[language]('waiting.log-export'),
  within: 20,
  width: 1,
  async prepare(tx, { region }, now) {
    const url = system.settings.OTLP_URL
    // Turned off since: nothing is sent, and no more planned.
    if (!url) return undefined
    const [activityAt] = tx.partsOf(registerAt)
    const mark = await tx.one(db.selectFrom('log_export').selectAll().where('region_id', '=', region))
    const lines = await tx.all(
      db
        .selectFrom('processing_log')
        .selectAll()
        .where('region_id', '=', region)
        .where('id', '>', mark?.last_id ?? none)
        .where('starts_at', '<', new Date(now.getTime() - settled))
        .orderBy('id')
        .limit(most),
    )
    const next = (again: Tx, at: Date) => enqueue(again, region, { kind, subject: newId(), due: new Date(at.getTime() + (lines.length === most ? 0 : 60_000)) })
    const last = lines.at(-1)
    if (!last) return void next(tx, now)
    const body = JSON.stringify(spansOf(lines, await activityAt!(tx, system, region)))
    return async (signal) => {
      await collect(url, body, signal)
      return async (after, at) => {
        const reached = { last_id: last.id, at }
        await after.run(
          db
            .insertInto('log_export')
            .values({ region_id: region, ...reached })
            .onConflict((conflict) => conflict.column('region_id').doUpdateSet(reached)),
        )
        next(after, at)
      }
    }
  },
})
