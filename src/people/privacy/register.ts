import { z } from 'zod'
import { type Tx, tables } from '../../foundation/database/database.ts'
import type { Language } from '../../foundation/i18n/i18n.ts'
import { activities, type Activity, type registerFields } from '../../foundation/record/activities.ts'
import { optionalText, requiredText } from '../../foundation/web/forms.ts'
import type { Duty } from '../file/file.ts'
import type { ProcessingActivityRow } from '../rows.ts'

const text = requiredText(1000, 'privacy.register.empty')
export const registerSchema = z.object({
  purpose: text,
  ground: text,
  data: text,
  recipients: text,
  kept: text,
  duty: optionalText(300),
  years: z.preprocess(
    (value) => value || undefined,
    z.coerce.number('privacy.years.wrong').int('privacy.years.wrong').min(1, 'privacy.years.wrong').max(20, 'privacy.years.wrong').optional(),
  ),
})

/** What an organisation's register says of one activity; who wrote it and when, where it says something of its own. */
export type Entry = Pick<ProcessingActivityRow, 'code' | (typeof registerFields)[number] | 'duty' | 'duty_years'> &
  Partial<Pick<ProcessingActivityRow, 'changed_at' | 'changed_by'>>

const db = tables<{ processing_activity: ProcessingActivityRow }>()

const usual = (language: Language, { code, register }: Activity): Entry => ({
  ...register(language),
  code,
  duty: null,
  duty_years: null,
})

/** The register of one organisation: of each activity what it wrote last, else what is so everywhere. */
export async function registerOf(tx: Tx, language: Language, region: number, organisation: string): Promise<{ activity: Activity; entry: Entry }[]> {
  const rows = await tx.all(db.selectFrom('processing_activity').selectAll().where('region_id', '=', region).where('organisation_id', '=', organisation).orderBy('id'))
  return tx.partsOf(activities).map((activity) => ({ activity, entry: rows.findLast((each) => each.code === activity.code) ?? usual(language, activity) }))
}

/** By which law this organisation must keep questions and answers, when it has one. */
export async function dutyOf(tx: Tx, region: number, organisation: string): Promise<Duty | undefined> {
  const entry = (await registerOf(tx, 'nl', region, organisation)).find(({ activity }) => activity.main)?.entry
  return entry?.duty && entry.duty_years ? { duty: entry.duty, years: entry.duty_years } : undefined
}

export const insertEntry = (tx: Tx, row: ProcessingActivityRow) => tx.run(db.insertInto('processing_activity').values(row))
