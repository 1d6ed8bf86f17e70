import { z } from 'zod'
import { prepared, type Tx, tables } from '../database/database.ts'
import type { DraftRow } from '../rows.ts'
import { seal, unsealAs } from '../identity/seal.ts'
import { type DraftOf, type Filled, formKeyField, mostTyped } from './forms.ts'
import type { StaffVisit } from './route.ts'

const db = tables<{ draft: DraftRow }>()

const draftSchema = z
  .string()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[\w-]{1,60}\.\w{1,40}$/)
  .transform((text): DraftOf => {
    const [subject = '', form = '', words = ''] = text.split('.')
    return { subject, form, words }
  })

/** What a form says of the draft it is, as its hidden field. */
export const sayDraft = ({ subject, form, words }: DraftOf): string => `${subject}.${form}.${words}`
export const readDraft = (text: unknown): DraftOf | undefined => (text === undefined ? undefined : draftSchema.safeParse(text).data)

/** The most drafts of one person: what is more is not kept. */
const mostDrafts = 200

type Writer = Pick<StaffVisit, 'region' | 'actor' | 'now' | 'system'>
const own = (region: number, staff: string) => db.selectFrom('draft').where('region_id', '=', region).where('staff_id', '=', staff)

/** Keeps what was typed so far; a form without words has no draft. Answers whether there is one now. */
export async function saveDraft(tx: Tx, { region, actor, now, system }: Writer, of: DraftOf, { [formKeyField]: _key, ...values }: Record<string, string>): Promise<boolean> {
  const typed = JSON.stringify(values)
  if (!values[of.words]?.trim()) forgetDraft(tx, region.id, actor.id, of)
  if (!values[of.words]?.trim() || Buffer.byteLength(typed) > mostTyped) return false
  const beside = own(region.id, actor.id).where(({ eb, not, and }) => not(and([eb('subject_id', '=', of.subject), eb('form', '=', of.form)])))
  const others = (await tx.one(beside.select(({ fn }) => fn.countAll<number>().as('count'))))!.count
  if (others >= mostDrafts) return false
  const row = { region_id: region.id, staff_id: actor.id, subject_id: of.subject, form: of.form, sealed: seal(system.ownKey, typed), at: now }
  tx.add(
    db
      .insertInto('draft')
      .values(row)
      .onConflict((conflict) => conflict.columns(['region_id', 'staff_id', 'subject_id', 'form']).doUpdateSet({ sealed: row.sealed, at: now })),
  )
  return true
}

/** The draft is sent, or thrown away. */
export const forgetDraft = (tx: Tx, region: number, staff: string, { subject, form }: DraftOf): void =>
  tx.add(db.deleteFrom('draft').where('region_id', '=', region).where('staff_id', '=', staff).where('subject_id', '=', subject).where('form', '=', form))

/** All drafts of who left. */
export const forgetDraftsBy = (tx: Tx, region: number, staff: string): void => tx.add(db.deleteFrom('draft').where('region_id', '=', region).where('staff_id', '=', staff))

/** What this person is writing about something, by form: as it was typed, and since when it waits. */
export async function draftsOn(tx: Tx, { region, actor, system }: Omit<Writer, 'now'>, subject: string): Promise<ReadonlyMap<string, Filled>> {
  const rows = await tx.all(own(region.id, actor.id).select(['form', 'sealed', 'at']).where('subject_id', '=', subject))
  const drafts = new Map<string, Filled>()
  for (const { form, sealed, at } of rows) {
    const values = unsealAs(system.ownKey, sealed, z.record(z.string(), z.string()))
    if (values) drafts.set(form, { values, errors: {}, draftAt: at })
  }
  return drafts
}

/** About what this person is writing something. */
export const drafted = async (tx: Tx, region: number, staff: string): Promise<ReadonlySet<string>> =>
  new Set((await tx.all(subjectsOf({ region, staff }))).map(({ subject_id }) => subject_id))
const subjectsOf = prepared(({ region, staff }: { region: number; staff: string }) => own(region, staff).select('subject_id').distinct())
