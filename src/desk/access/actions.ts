import type { Acting } from '../../foundation/doing.ts'
import type { Doing } from '../../network/doing.ts'
import { deskNotices } from '../notices.ts'
import type { StaffActor } from '../../foundation/actor.ts'
import { addWorkingDays, dayOf, endOfWorkingDay } from '../../foundation/clock/workingdays.ts'
import { newId } from '../../foundation/database/id.ts'
import { NotFound } from '../../foundation/web/problem.ts'
import { answersQuestions, type Network } from '../../network/current.ts'
import { notify } from '../../workplace/notices/actions.ts'
import { findElsewhere } from '../queries.ts'
import { grantedDays } from './rules.ts'
import { decideRequest, lockRequest, insertRequest, waitingRequest } from './store.ts'
import { deskEvents } from '../events.ts'
import { record } from '../../foundation/record/record.ts'

/**
 * Asks each organisation that knows this exact number or contact to open the newest question it has of it, saying why. Answers how many that are.
 * @throws NotFound when nothing is known elsewhere
 */
export async function requestAccess(doing: Doing<StaffActor>, prefix: string, text: string, why: string): Promise<number> {
  const { tx, actor, now, network } = doing
  const found = (await findElsewhere(tx, prefix, text)).filter((each) => each.organisation_id !== actor.organisation)
  const newest = new Map(found.map((each) => [each.organisation_id, each.question_id] as const).reverse())
  if (!newest.size) throw new NotFound()
  for (const [owner_id, question_id] of newest) {
    if (await waitingRequest(tx, actor.region, actor.id, question_id)) continue
    const id = newId(now.getTime())
    const { region: region_id, id: staff_id, organisation: organisation_id } = actor
    await insertRequest(tx, { region_id, id, question_id, owner_id, staff_id, organisation_id, why, asked_at: now, decided_at: null, decided_by: null, granted_until: null })
    record(doing, deskEvents.accessAsked, question_id, { to: owner_id })
    await notify({ tx, region: actor.region, now }, deskNotices.accessAsked, { question: question_id, staff: decidersFor(network, owner_id, now) })
  }
  return newest.size
}

/** Who decides at an organisation: its coordinators, else those who answer questions there. */
function decidersFor(network: Network, organisation: string, now: Date): string[] {
  const here = [...network.staff.values()].filter((each) => each.organisation_id === organisation && answersQuestions(each, now))
  const coordinators = here.filter((each) => each.roles.includes('coordinator'))
  return (coordinators.length ? coordinators : here).map((each) => each.id)
}

/** The owner's or the coordinator's decision. @throws NotFound for a request that is not theirs to decide */
export async function decideAccess(doing: Acting<StaffActor>, id: string, granted: boolean): Promise<void> {
  const { tx, actor, now } = doing
  const request = await lockRequest(tx, actor.region, id)
  if (!request || (request.owner_id !== actor.organisation && actor.sight !== 'region')) throw new NotFound()
  if (request.decided_at) return
  const until = granted ? endOfWorkingDay(addWorkingDays(dayOf(now), grantedDays)) : null
  await decideRequest(tx, actor.region, id, { decided_at: now, decided_by: actor.id, granted_until: until })
  await notify({ tx, region: actor.region, now }, granted ? deskNotices.accessGranted : deskNotices.accessRefused, { question: request.question_id, staff: [request.staff_id] })
  record(doing, granted ? deskEvents.accessGranted : deskEvents.accessRefused, request.question_id, { to: request.staff_id })
}
