import { type Network, worksHere } from '../current.ts'
import { regionOfId, theNation } from '../geography.ts'

/** One thing a region needs before it can be open to everybody; `missing` names where it is not so yet. */
export interface Check {
  what: 'owner' | 'walk-in-point' | 'guide' | 'employer-adviser' | 'sign-in' | 'coordinator' | 'manager' | 'administrator' | 'urgent' | 'mail-door'
  missing: string[]
}

/**
 * What a region still lacks, by itself: D5 asks in each municipality at least one walk-in point with a guide and an employer adviser, and what is promised needs people to keep it.
 */
export function checklist({ setup, organisations, walkInPoints, doors, staff }: Network, now: Date): Check[] {
  const { municipalities } = regionOfId(setup.region_id)
  const here = [...staff.values()].filter((each) => worksHere(each, now))
  const pointsIn = (municipality: string) => walkInPoints.filter((each) => each.municipality === municipality).map((each) => each.id)
  const without = (role: 'guide' | 'employer-adviser') =>
    municipalities.filter((each) => !here.some((person) => person.roles.includes(role) && person.walk_in_point_id && pointsIn(each).includes(person.walk_in_point_id)))
  const centre = [...organisations.values()].filter((each) => each.kind === 'werkcentrum')
  const atCentre = (role: 'coordinator' | 'manager' | 'administrator') =>
    here.some((each) => each.roles.includes(role) && centre.some((one) => one.id === each.organisation_id)) ? [] : [centre[0]?.name ?? 'Werkcentrum']
  const working = [...organisations.values()].filter((each) => here.some((person) => person.organisation_id === each.id))
  const all: Check[] = [
    { what: 'owner', missing: municipalities.filter((each) => ![...organisations.values()].some((one) => one.municipality === each)) },
    { what: 'walk-in-point', missing: municipalities.filter((each) => pointsIn(each).length === 0) },
    { what: 'guide', missing: without('guide') },
    { what: 'employer-adviser', missing: without('employer-adviser') },
    { what: 'sign-in', missing: working.filter((each) => !each.issuer).map((each) => each.name) },
    { what: 'coordinator', missing: atCentre('coordinator') },
    { what: 'manager', missing: atCentre('manager') },
    { what: 'administrator', missing: atCentre('administrator') },
    { what: 'urgent', missing: (['danger', 'no-roof'] as const).filter((each) => !setup.urgent.some((contact) => contact.why === each)) },
    { what: 'mail-door', missing: doors.some((each) => each.email === setup.email) ? [] : [setup.email] },
  ]
  // The nation only needs who opens regions.
  return setup.region_id === theNation.id ? all.filter(({ what }) => what === 'sign-in' || what === 'administrator') : all
}
