import type { Tx } from '../../foundation/database/database.ts'
import { NotFound } from '../../foundation/web/problem.ts'
import type { Visit } from '../../foundation/web/route.ts'
import { questionById } from '../queries.ts'
import type { Question } from '../question.ts'
import { followLink } from '../links.ts'

/** The question that this visitor's link is about. */
export const subjectOf = (visit: Visit): string => (visit as Visit & { actor: { kind: 'link'; subject: string } }).actor.subject

/** The question of this link, if its version still holds: an old link answers the same as one that never was. @throws NotFound */
export async function followed(tx: Tx, visit: Visit): Promise<Question> {
  const question = await questionById(tx, visit.region.id, subjectOf(visit))
  const link = visit.system.links.read(visit.region.id, followLink, (visit.params as { token: string }).token)
  if (!question || question.link_version !== link?.version) throw new NotFound()
  return question
}
