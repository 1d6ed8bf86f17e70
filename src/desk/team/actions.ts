import type { Acting } from '../../foundation/doing.ts'
import type { Doing } from '../../network/doing.ts'
import type { StaffActor } from '../../foundation/actor.ts'
import { type Day, dayOf } from '../../foundation/clock/workingdays.ts'
import { newId } from '../../foundation/database/id.ts'
import { record } from '../../foundation/record/record.ts'
import { Conflict, FormProblem, NotFound } from '../../foundation/web/problem.ts'
import { worksHere } from '../../network/current.ts'
import { idsOfNumbers } from '../store.ts'
import { assign } from '../work/actions.ts'
import { absenceById, insertAbsence, removeAbsence } from './store.ts'
import { deskWorkEvents } from '../events.ts'

/** Whether this person arranges for that one: themselves, or as a coordinator whoever they see. */
const arrangesFor = (actor: StaffActor, organisation: string, staff: string) =>
  actor.id === staff || (actor.roles.includes('coordinator') && (actor.sight === 'region' || actor.organisation === organisation))

/** Somebody will be away from and until these days; a colleague of the same organisation looks after their questions. */
export async function beAway(doing: Doing<StaffActor>, given: { staff: string; standIn: string; from: Day; until: Day }): Promise<void> {
  const { tx, actor, now, network } = doing
  const [person, standIn] = [network.staff.get(given.staff), network.staff.get(given.standIn)]
  if (!person || !arrangesFor(actor, person.organisation_id, person.id)) throw new NotFound()
  if (!standIn || standIn.id === person.id || standIn.organisation_id !== person.organisation_id || !worksHere(standIn, now))
    throw new FormProblem({ standIn: { key: 'absence.stand-in.wrong' } })
  if (given.until < given.from) throw new FormProblem({ until: { key: 'absence.until.wrong' } })
  if (given.until < dayOf(now)) throw new FormProblem({ until: { key: 'absence.until.past' } })
  const id = newId(now.getTime())
  const { region: region_id } = actor
  await insertAbsence(tx, { region_id, id, staff_id: person.id, organisation_id: person.organisation_id, stand_in_id: standIn.id, from_day: given.from, until_day: given.until })
  record(doing, deskWorkEvents.absenceAdded, person.id, { standIn: standIn.id })
}

/** They are not away after all, or back. @throws NotFound for an absence that is not theirs to end */
export async function beBack(doing: Acting<StaffActor>, id: string): Promise<void> {
  const { tx, actor } = doing
  const absence = await absenceById(tx, actor.region, id)
  if (!absence || !arrangesFor(actor, absence.organisation_id, absence.staff_id)) throw new NotFound()
  await removeAbsence(tx, actor.region, id)
  record(doing, deskWorkEvents.absenceRemoved, absence.staff_id)
}

/** Gives many questions to one colleague. Answers how many that were: one that was closed or moved meanwhile stays where it is. */
export async function reassign(doing: Doing<StaffActor>, numbers: readonly string[], to: string): Promise<number> {
  const { tx, actor } = doing
  let moved = 0
  for (const id of await idsOfNumbers(tx, actor.region, numbers)) {
    try {
      await assign(doing, id, to)
      moved += 1
    } catch (error) {
      if (!(error instanceof Conflict || error instanceof NotFound)) throw error
    }
  }
  return moved
}
