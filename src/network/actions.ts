import type { Actor } from '../foundation/actor.ts'
import type { Tx } from '../foundation/database/database.ts'
import { newId } from '../foundation/database/id.ts'
import { endSessionsOf } from '../foundation/identity/sessions.ts'
import { record } from '../foundation/record/record.ts'
import { seal } from '../foundation/identity/seal.ts'
import { planNight } from '../foundation/tasks/tasks.ts'
import { areaOf, regionOfSlug } from './geography.ts'
import type { Norms, Setup } from './network.ts'
import { insertDoor, insertOrganisation, insertSetup, insertStaff, insertWalkInPoint, raiseVersion, setLeft, setNorms, setOpened, setupOf } from './store.ts'

/**
 * Opens a region with its whole network, in this one transaction; from then on it takes questions.
 * @throws Error when the region is open already
 */
export async function openRegion(tx: Tx, actor: Actor, secret: string, setup: Setup, now: Date): Promise<void> {
  const region = regionOfSlug(setup.region)!.id
  if (await setupOf(tx, region)) throw new Error(`De regio ${setup.region} is al open.`)
  await insertSetup(tx, {
    region_id: region,
    version: 1,
    opened_at: now,
    phone: setup.phone,
    email: setup.email,
    first_response_days: setup.norms.firstResponseDays,
    answer_days: setup.norms.answerDays,
    urgent: setup.urgent,
  })
  const organisations = new Map<string, string>()
  // A host comes before its guest, so that the guest can point to it.
  for (const each of [...setup.organisations].sort((a, b) => Number(Boolean(a.hostedBy)) - Number(Boolean(b.hostedBy)))) {
    const id = newId(now.getTime())
    organisations.set(each.slug, id)
    await insertOrganisation(tx, {
      region_id: region,
      id,
      slug: each.slug,
      name: each.name,
      kind: each.kind,
      municipality: each.municipality ?? null,
      hosted_by: each.hostedBy ? organisations.get(each.hostedBy)! : null,
      issuer: each.signIn?.issuer ?? null,
      client_id: each.signIn?.clientId ?? null,
      client_secret: each.signIn ? seal(secret, each.signIn.clientSecret) : null,
      added_at: now,
    })
  }
  const points = new Map<string, string>()
  for (const { slug, organisation, municipality, name, address, postcode, place, hours } of setup.walkInPoints) {
    const id = newId(now.getTime())
    points.set(slug, id)
    const { latitude, longitude } = areaOf(postcode) ?? { latitude: 0, longitude: 0 }
    await insertWalkInPoint(tx, {
      region_id: region,
      id,
      organisation_id: organisations.get(organisation)!,
      municipality,
      name,
      address,
      postcode,
      place,
      latitude,
      longitude,
      hours,
      added_at: now,
    })
  }
  for (const { slug, name, email, organisation } of setup.doors)
    await insertDoor(tx, {
      region_id: region,
      id: newId(now.getTime()),
      slug,
      name,
      email: email ?? null,
      organisation_id: organisation ? organisations.get(organisation)! : null,
      added_at: now,
    })
  for (const each of setup.staff) {
    await insertStaff(tx, {
      region_id: region,
      id: newId(now.getTime()),
      organisation_id: organisations.get(each.organisation)!,
      walk_in_point_id: each.walkInPoint ? points.get(each.walkInPoint)! : null,
      name: each.name,
      email: each.email.toLowerCase(),
      subject: each.subject ?? null,
      roles: each.roles,
      added_at: now,
      left_at: null,
    })
  }
  await setOpened(tx, region, now)
  planNight(tx, region, now)
  record(tx, actor, now, {
    kind: 'region.opened',
    subject: newId(now.getTime()),
    detail: { organisations: organisations.size, staff: setup.staff.length },
  })
}

/**
 * Changes what a region promises. It holds for what is asked from now on: what was promised before stays promised.
 * @throws Error when the region is not open
 */
export async function changeNorms(tx: Tx, actor: Actor, norms: Norms, now: Date): Promise<void> {
  const { firstResponseDays: first_response_days, answerDays: answer_days } = norms
  if (!(await setNorms(tx, actor.region, { first_response_days, answer_days }))) throw new Error('Deze regio is nog niet open.')
  record(tx, actor, now, { kind: 'region.norms-changed', subject: newId(now.getTime()), detail: { first_response_days, answer_days } })
  await raiseVersion(tx, actor.region)
}

/** What else must happen when a colleague leaves: the rooms after this one say so. */
export type OnLeaving = (tx: Tx, actor: Actor, staff: string, now: Date) => Promise<void>

/** Somebody leaves: no session of theirs works from this moment, and what they had in hand goes where the later rooms say. */
export async function leave(tx: Tx, actor: Actor, staff: string, now: Date, afterwards: readonly OnLeaving[]): Promise<void> {
  if (!(await setLeft(tx, actor.region, staff, now))) return
  await endSessionsOf(tx, actor.region, staff, now)
  record(tx, actor, now, { kind: 'staff.left', subject: staff })
  for (const each of afterwards) await each(tx, actor, staff, now)
  await raiseVersion(tx, actor.region)
}
