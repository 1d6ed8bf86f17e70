import { sightOf, type StaffActor } from '../foundation/actor.ts'
import { addDays, dayOf, isWorkingDay, momentAt } from '../foundation/clock/workingdays.ts'
import type { Network } from './current.ts'

// What the rooms need to fill the demo: people and organisations by name, and moments in the past.

/** A member of staff as an actor, by who they are at the provider. @throws when there is nobody of that name */
export function actorFor(network: Network, subject: string): StaffActor {
  const staff = [...network.staff.values()].find((each) => each.subject === subject)
  if (!staff) throw new Error(`nobody is ${subject}`)
  const kind = network.organisations.get(staff.organisation_id)!.kind
  return {
    kind: 'staff',
    region: staff.region_id,
    id: staff.id,
    name: staff.name,
    organisation: staff.organisation_id,
    walkInPoint: staff.walk_in_point_id,
    roles: staff.roles,
    sight: sightOf(staff.roles, kind),
    granted: [],
    standsInFor: [],
  }
}

/** The id of an organisation, by its name in the address. */
export const organisationOf = (network: Network, slug: string): string => [...network.organisations.values()].find((each) => each.slug === slug)!.id

/** The moment so many working days before now, in the morning; earlier than now also on the day itself. */
export function workingDaysAgo(now: Date, count: number, hour: number): Date {
  let day = dayOf(now)
  for (let left = count; left > 0; ) {
    day = addDays(day, -1)
    if (isWorkingDay(day)) left -= 1
  }
  return new Date(Math.min(momentAt(day, hour).getTime(), now.getTime() - 60_000))
}

/** The moment so many hours after another, but never later than now. */
export const hoursAfter = (from: Date, hours: number, now: Date): Date => new Date(Math.min(from.getTime() + hours * 3_600_000, now.getTime()))
