import type { Acting } from '../../foundation/doing.ts'
import type { StaffActor } from '../../foundation/actor.ts'
import type { Tx } from '../../foundation/database/database.ts'
import { newId } from '../../foundation/database/id.ts'
import { record } from '../../foundation/record/record.ts'
import type { Upload } from '../../foundation/files/reading.ts'
import { FormProblem, NotFound } from '../../foundation/web/problem.ts'
import { lock } from '../actions.ts'
import { catalogueChanged, type ServiceRow } from '../store.ts'
import { filesIn, insertFile, markFile } from './store.ts'
import { catalogueEvents } from '../events.ts'

export const mostFiles = 10

/** @throws FormProblem when there are as many files as there can be */
async function roomFor(tx: Tx, { region_id, id }: ServiceRow): Promise<void> {
  const files = await filesIn(tx, region_id, id)
  if (files.filter(({ removed_at }) => !removed_at).length >= mostFiles) throw new FormProblem({ file: { key: 'files.too-many', values: { most: mostFiles } } })
}

/** Adds a file to a service. @throws FormProblem when there are as many as there can be */
export async function addFile(doing: Acting<StaffActor>, slug: string, { name, type, content }: Upload, forStaff: boolean): Promise<void> {
  const { tx, actor, now } = doing
  const { service } = await lock(tx, actor, slug)
  await roomFor(tx, service)
  const id = newId(now.getTime())
  const of = { region_id: actor.region, service_id: service.id, staff_id: actor.id }
  await insertFile(tx, { ...of, id, at: now, name, type, size: content.length, for_staff: forStaff, removed_at: null, content })
  await catalogueChanged(tx, now)
  record(doing, catalogueEvents.fileAdded, service.id, { file: id })
}

/** Removes a file from a service, or puts it back. @throws NotFound when it is not there to; FormProblem when there is no room for it */
export async function removeFile(doing: Acting<StaffActor>, slug: string, id: string, back: boolean): Promise<void> {
  const { tx, actor, now } = doing
  const { service } = await lock(tx, actor, slug)
  if (back) await roomFor(tx, service)
  if (!(await markFile(tx, actor.region, service.id, id, back ? null : now))) throw new NotFound()
  await catalogueChanged(tx, now)
  record(doing, back ? catalogueEvents.fileReturned : catalogueEvents.fileRemoved, service.id, { file: id })
}
