import { z } from 'zod'
import type { StaffActor } from '../../foundation/actor.ts'
import { searchText } from '../../foundation/web/forms.ts'
import { isConfirmed } from '../current.ts'
import type { ServiceRow, VersionRow } from '../store.ts'

/** A service with what is proposed for it and not decided. */
export interface ServiceLine {
  service: ServiceRow
  open?: VersionRow
}

export const listNames = ['all', 'mine', 'review', 'draft', 'unconfirmed', 'withdrawn'] as const
export const doneOnService = ['saved', 'offered', 'published', 'declined', 'confirmed', 'withdrawn', 'returned', 'rated', 'file-added', 'file-removed', 'file-returned'] as const
export type DoneOnService = (typeof doneOnService)[number]
export const workChoiceSchema = z.object({
  zoek: searchText,
  lijst: z.enum(listNames).default('all').catch('all'),
  pagina: z.coerce.number().int().min(1).max(1000).default(1).catch(1),
})
export type WorkChoice = z.infer<typeof workChoiceSchema>

/** The list in an address, at a page of it. */
export function workQuery({ zoek, lijst }: WorkChoice, pagina = 1): string {
  const query = new URLSearchParams({ ...(zoek && { zoek }), ...(lijst !== 'all' && { lijst }), ...(pagina > 1 && { pagina: String(pagina) }) })
  return query.size ? `?${query}` : ''
}

const isIn: Record<(typeof listNames)[number], (line: ServiceLine, actor: StaffActor, now: Date) => boolean> = {
  all: ({ service }) => service.state !== 'withdrawn',
  mine: ({ service }, actor) => service.organisation_id === actor.organisation && service.state !== 'withdrawn',
  review: ({ open }) => open?.state === 'review',
  draft: ({ open }) => open?.state === 'draft',
  unconfirmed: ({ service }, _actor, now) => service.state === 'published' && !isConfirmed({ confirmedAt: service.confirmed_at }, now),
  withdrawn: ({ service }) => service.state === 'withdrawn',
}

const holdsWords = ({ service, open }: ServiceLine, words: string): boolean => {
  const document = service.document ?? open?.document
  const text = [document?.name.nl, document?.name.en, document?.provider, document?.summary.nl, document?.destination, ...(document?.topics ?? [])].join(' ').toLowerCase()
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

/** The services of a list with these words, and how many each list holds. */
export function listOf(lines: readonly ServiceLine[], actor: StaffActor, now: Date, { zoek, lijst }: WorkChoice) {
  const found = zoek ? lines.filter((each) => holdsWords(each, zoek)) : lines
  const counts = Object.fromEntries(listNames.map((name) => [name, found.filter((each) => isIn[name](each, actor, now)).length])) as Record<(typeof listNames)[number], number>
  return { found: found.filter((each) => isIn[lijst](each, actor, now)), counts }
}
