import { linkKind } from '../foundation/links/links.ts'
import type { Mandated } from '../foundation/web/visitors.ts'
import { residentOf } from '../people/file/enterroutes.tsx'
import { questionById } from './store.ts'

/** The own page of who asked a question. */
export const followLink = linkKind('follow')

/** Taking back what was changed on a question by who showed to be its asker. */
export const takeBackLink = linkKind('take-back')

/** Who acts for them, by a mandate, is recorded as such. */
export const followedForAnother: Mandated = {
  link: followLink,
  mandateOf: async (system, request, region, question) => {
    const resident = await residentOf(system, request, region)
    if (!resident?.mandate) return undefined
    const asked = await system.database.transaction({ kind: 'link', region, subject: question }, 'following', (tx) => questionById(tx, region, question))
    return asked && resident.persons.includes(asked.asked_by ?? asked.person_id) ? resident.mandate.id : undefined
  },
}
