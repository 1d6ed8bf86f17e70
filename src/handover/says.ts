import type { EventWords } from '../desk/places.ts'
import { type HandoverKey, say } from './words.ts'

const known = [
  'proposed',
  'agreed',
  'refused',
  'offered',
  'accepted',
  'declined',
  'times',
  'planned',
  'cancelled',
  'missed',
  'met',
  'reported',
  'closed',
  'withdrawn',
  'not-needed',
  'stuck',
  'decided',
  'overdue',
  'step-added',
  'step-done',
  'step-dropped',
  'plan-agreed',
] as const
/** What only colleagues read of it. */
const internal: readonly string[] = ['closed', 'stuck', 'decided', 'overdue']

/** What was recorded of a handover on its question, in words. */
export const handoverSays: EventWords = (language, network, { kind, detail, staff_id }, reader) => {
  const what = kind.replace('question.handover-', '') as (typeof known)[number]
  if (!kind.startsWith('question.handover-') || !known.includes(what) || (reader === 'asker' && internal.includes(what))) return undefined
  const name = (staff_id && network.staff.get(staff_id)?.name) || ''
  const partner = network.organisations.get(String(detail.to))?.name ?? ''
  return say[language](`log.${what}` as HandoverKey, { partner, name, who: reader === 'asker' ? 'you' : 'asker' })
}
