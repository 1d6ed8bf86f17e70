import { workplaceLetters } from './letters.ts'
import { dayOf, isWorkingDay, momentAt } from '../../foundation/clock/workingdays.ts'
import type { Tx } from '../../foundation/database/database.ts'
import { newId } from '../../foundation/database/id.ts'
import { queueMail } from '../../foundation/mail/mail.ts'
import { enqueue, type TaskWork } from '../../foundation/tasks/tasks.ts'
import { readNetwork, worksHere } from '../../network/current.ts'
import { mornings, standIns } from '../places.ts'
import type { NoticeKind } from './kinds.ts'
import { choicesOf, insertNotice, noticeById } from './store.ts'

export interface Notified {
  staff: readonly (string | null)[]
  /** The question it is about, and what of a later room. */
  question?: string
  about?: string
  /** Nobody is told of what they did themselves. */
  except?: string
}

/** Tells these members of staff, and who stands in for them; by mail too to who wants it at once. */
export async function notify({ tx, region, now }: { tx: Tx; region: number; now: Date }, { kind, stays }: NoticeKind, { staff, question, about, except }: Notified): Promise<void> {
  const wanted = staff.filter((each) => each !== null && each !== except) as string[]
  if (!wanted.length) return
  const others = await Promise.all(tx.partsOf(standIns).map((ask) => ask(tx, region, wanted, dayOf(now))))
  for (const { id: staff_id, mail } of await choicesOf(tx, region, [...new Set([...wanted, ...others.flat()])])) {
    if (staff_id === except) continue
    const id = newId(now.getTime())
    await insertNotice(tx, { region_id: region, id, staff_id, kind, question_id: question ?? null, about_id: about ?? null, at: now, seen_at: null })
    // Of what cannot wait everybody hears at once, but who wants no mail at all.
    if (mail === 'at-once' || (stays && mail !== 'none')) enqueue(tx, region, { kind: 'notice-mail', subject: id, due: now })
  }
}

/** The task that mails a notice to who wanted it at once. */
export const mailNotice: TaskWork = async (tx, { region, subject }, now) => {
  const notice = await noticeById(tx, region, subject)
  const person = notice && (await readNetwork(tx, region))?.staff.get(notice.staff_id)
  if (notice && !notice.seen_at && person) queueMail(tx, region, now, { kind: workplaceLetters.notice, subject, recipient: person.email, language: 'nl' })
}

const morningMinutes = 7 * 60 + 30

/** Plans the morning's mail of a region: half past seven, on working days. */
export function planMorning(tx: Tx, region: number, now: Date): void {
  const today = dayOf(now)
  const due = new Date(momentAt(today, 0).getTime() + morningMinutes * 60_000)
  if (isWorkingDay(today) && due > now) enqueue(tx, region, { kind: 'morning', subject: newId(now.getTime()), due })
}

/** The task of a morning: a mail to each who has something to hear of and wants one. */
export const morning: TaskWork = async (tx, { region }, now) => {
  const network = await readNetwork(tx, region)
  const found = await Promise.all(tx.partsOf(mornings).map((each) => each.read(tx, region, now, null)))
  for (const { id, mail } of await choicesOf(tx, region, [...new Set(found.flatMap((each) => [...each.keys()]))])) {
    const person = network?.staff.get(id)
    if (person && worksHere(person, now) && mail !== 'none') queueMail(tx, region, now, { kind: workplaceLetters.morning, subject: id, recipient: person.email, language: 'nl' })
  }
}
