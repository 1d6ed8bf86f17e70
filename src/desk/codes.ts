import { randomUUID } from 'node:crypto'
import { dayOf } from '../foundation/clock/workingdays.ts'
import type { Acting } from '../foundation/doing.ts'
import type { EventDetail, EventKind } from '../foundation/record/events.ts'
import { record } from '../foundation/record/record.ts'
import type { Facts, Question } from './question.ts'
import { type Codes, insertCodes } from './store.ts'

/** The age band of an age as somebody told it; null when it is no age. */
export function ageBandOf({ age }: Facts): Codes['age_band'] {
  const years = /^\d{1,3}$/.test(age?.trim() ?? '') ? Number(age) : Number.NaN
  if (!(years <= 120)) return null
  return years < 27 ? 'under-27' : years < 50 ? '27-49' : '50-and-older'
}

const situationOf: Record<string, NonNullable<Codes['situation']>> = {
  ww: 'benefit',
  bijstand: 'benefit',
  ziektewet: 'benefit',
  wia: 'benefit',
  wajong: 'benefit',
  werkend: 'work',
  'ontslag-aangezegd': 'work',
  zelfstandig: 'work',
  werkgever: 'work',
  'geen-inkomen': 'neither',
  school: 'neither',
}

/** By what a question is counted, as codes: nothing of who asked but a band of ages and a kind of income. */
export const codesOf = (question: Question): Codes => ({
  municipality: question.municipality,
  organisation_id: question.organisation_id,
  walk_in_point_id: question.walk_in_point_id,
  asker_group: question.asker_group,
  channel: question.channel,
  door_id: question.door_id,
  topic: question.topic,
  age_band: ageBandOf(question.facts),
  situation: situationOf[question.facts.situation ?? ''] ?? null,
})

/**
 * Records what a question is counted by, with the codes as they are now: when it was asked, clarified, answered, or closed in another way. The codes stand in a row of their own, of that day
 * and under an id that says nothing; it points to its question until that is erased, and after that to nothing.
 */
export function recordCounted<Detail extends EventDetail>(
  doing: Acting,
  kind: EventKind<Detail>,
  question: Question,
  ...detail: Record<string, never> extends Detail ? [detail?: Detail] : [detail: Detail]
): void {
  record(doing, kind, question.id, ...detail)
  insertCodes(doing.tx, { region_id: question.region_id, id: randomUUID(), day: dayOf(doing.now), kind: kind.kind, question_id: question.id, ...codesOf(question) })
}
