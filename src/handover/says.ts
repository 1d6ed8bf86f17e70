import type { EventWords } from '../desk/places.ts'
import { type HandoverKey, say } from './words.ts'

const forDesk = [
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
const forAsker: readonly string[] = [
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
  'withdrawn',
  'not-needed',
  'step-added',
  'step-done',
  'step-dropped',
  'plan-agreed',
]

/** What was recorded of a handover on its question, in words. */
export const handoverSays: EventWords = (language, network, { kind, detail, staff_id }, reader) => {
  const what = kind.replace('question.handover-', '') as (typeof forDesk)[number]
  if (!kind.startsWith('question.handover-') || !forDesk.includes(what) || (reader === 'asker' && !forAsker.includes(what))) return undefined
  const name = (staff_id && network.staff.get(staff_id)?.name) || ''
  const partner = network.organisations.get(String(detail.to))?.name ?? ''
  return say[language](`log.${what}` as HandoverKey, { partner, name, who: reader === 'asker' ? 'you' : 'asker' })
}
