import type { Acting } from '../../foundation/doing.ts'
import type { StaffActor } from '../../foundation/actor.ts'
import { newId } from '../../foundation/database/id.ts'
import { record } from '../../foundation/record/record.ts'
import { Conflict, NotFound } from '../../foundation/web/problem.ts'
import type { Knowledge } from './knowledge.ts'
import { insertKnowledge, knowledgeById, updateKnowledge } from './store.ts'
import { deskWorkEvents } from '../events.ts'

type Written = Pick<Knowledge, 'kind' | 'topic' | 'language' | 'title' | 'text' | 'links' | 'review_on'>

/** Writes a new page or text, of which the actor is the owner. Answers its id. */
export async function addKnowledge(doing: Acting<StaffActor>, given: Written): Promise<string> {
  const { tx, actor, now } = doing
  const id = newId(now.getTime())
  await insertKnowledge(tx, { ...given, region_id: actor.region, id, owner_id: actor.id, version: 1, changed_at: now, removed_at: null })
  record(doing, deskWorkEvents.knowledgeAdded, id)
  return id
}

/** Changes a page that is still as the writer saw it; whoever changes it becomes its owner. @throws Conflict when somebody else changed it meanwhile */
export async function changeKnowledge(doing: Acting<StaffActor>, id: string, version: number, changes: Partial<Written> & { removed_at?: Date | null }): Promise<void> {
  const { tx, actor, now } = doing
  if (!(await knowledgeById(tx, actor.region, id))) throw new NotFound()
  if (!(await updateKnowledge(tx, actor.region, id, version, { ...changes, owner_id: actor.id, changed_at: now }))) throw new Conflict('conflict.changed')
  record(doing, changes.removed_at ? deskWorkEvents.knowledgeRemoved : deskWorkEvents.knowledgeChanged, id)
}
