import type { Actor, StaffActor } from '../foundation/actor.ts'
import { addDays, momentAt } from '../foundation/clock/workingdays.ts'
import type { Tx } from '../foundation/database/database.ts'
import { newId } from '../foundation/database/id.ts'
import { seal } from '../foundation/identity/seal.ts'
import { endSessionsOf } from '../foundation/identity/sessions.ts'
import { record } from '../foundation/record/record.ts'
import { queueMail } from '../foundation/mail/mail.ts'
import { later, planNight } from '../foundation/tasks/tasks.ts'
import { areaOf, regionOfSlug } from './geography.ts'
import { type Network, readNetwork, worksHere } from './known.ts'
import { type Setup, setupSchema } from './network.ts'
import { differences, documentOf, staffKey } from './setup/document.ts'
import {
  holdSetup,
  insertDoor,
  insertOrganisation,
  insertSetup,
  insertStaff,
  insertVersion,
  insertWalkInPoint,
  removeRow,
  setLeft,
  setOpened,
  setupOf,
  updateDoor,
  updateOrganisation,
  updateSetup,
  updateStaff,
  updateWalkInPoint,
} from './store.ts'

/** What else must happen when a colleague leaves: the rooms after this one say so. */
export type OnLeaving = (tx: Tx, actor: Actor, staff: string, now: Date) => Promise<void>
/** Whether later rooms still use this organisation, walk-in point or door. */
export type StillUsed = (tx: Tx, region: number, id: string) => Promise<boolean>

/** What the rooms after this one do with a change of the set-up. */
export interface SetupHooks {
  onLeaving: readonly OnLeaving[]
  stillUsed: StillUsed
}

/** The task of somebody's last day: what they had in hand goes on. One whose day was moved, or who was taken out before, is left as they are. */
export async function lastDayCame(tx: Tx, region: number, staff: string, due: Date, now: Date, hooks: SetupHooks): Promise<void> {
  const person = (await readNetwork(tx, region))?.staff.get(staff)
  if (person?.left_at?.getTime() === due.getTime()) await leave(tx, { kind: 'task', region }, staff, now, hooks)
}

/** What a change cannot do, each with why; nothing was changed. */
export class SetupRefused extends Error {
  constructor(readonly reasons: { name: string; why: 'has-history' | 'no-secret' | 'changed-meanwhile' }[]) {
    super(reasons.map((each) => `${each.name}: ${each.why}`).join('; '))
  }
}

/** Somebody leaves: no session of theirs works from this moment, and what they had in hand goes where the later rooms say. */
async function leave(tx: Tx, actor: Actor, staff: string, now: Date, { onLeaving }: SetupHooks): Promise<void> {
  await setLeft(tx, actor.region, staff, now)
  await endSessionsOf(tx, actor.region, staff, now)
  record(tx, actor, now, { kind: 'staff.left', subject: staff })
  for (const each of onLeaving) await each(tx, actor, staff, now)
}

const byKey = <Row, Wanted>(rows: Iterable<Row>, keyOf: (row: Row) => string, wanted: readonly Wanted[], wantedKey: (each: Wanted) => string) => {
  const had = new Map([...rows].map((row) => [keyOf(row), row]))
  const keys = new Set(wanted.map(wantedKey))
  return { had: (each: Wanted) => had.get(wantedKey(each)), gone: [...had].filter(([key]) => !keys.has(key)).map(([, row]) => row) }
}

/**
 * Makes a region's set-up as this document says, in the transaction of the program's own task; `by` is who of the staff changes it. What is new is added, what differs is changed,
 * what is missing is taken out, and whoever is missing leaves. The whole is kept as a version. Answers the version it has now.
 * @throws SetupRefused when something that is missing has a history, or a new way to sign in has no secret
 */
export async function applySetup(tx: Tx, region: number, secret: string, wanted: Setup, now: Date, hooks: SetupHooks, by?: StaffActor, seen?: number): Promise<number> {
  const actor: Actor = by ?? { kind: 'task', region }
  const held = await holdSetup(tx, region)
  if (seen !== undefined && held?.version !== seen) throw new SetupRefused([{ name: '', why: 'changed-meanwhile' }])
  const before = await readNetwork(tx, region)
  const version = (held?.version ?? 0) + 1
  const values = {
    phone: wanted.phone,
    email: wanted.email,
    first_response_days: wanted.norms.firstResponseDays,
    answer_days: wanted.norms.answerDays,
    urgent: wanted.urgent,
    version,
  }
  if (before) await updateSetup(tx, region, values)
  else await insertSetup(tx, { region_id: region, opened_at: now, ...values })
  const organisations = await applyOrganisations(tx, region, secret, wanted, now, before)
  const points = await applyPoints(tx, region, wanted, now, before, organisations)
  await applyDoors(tx, region, wanted, now, before, organisations)
  const leaving = await applyStaff(tx, region, wanted, now, before, organisations, points)
  for (const id of leaving) await leave(tx, actor, id, now, hooks)
  if (before) await takeOut(tx, region, wanted, before, hooks)
  const after = (await readNetwork(tx, region))!
  await insertVersion(tx, { region_id: region, version, at: now, staff_id: by?.id ?? null, document: documentOf(after, now) })
  const changes = before ? differences(documentOf(before, now), documentOf(after, now)).length : 0
  record(tx, actor, now, { kind: before ? 'setup.changed' : 'region.opened', subject: newId(now.getTime()), detail: { version, changes, organisations: after.organisations.size } })
  return version
}

type Ids = ReadonlyMap<string, string>

async function applyOrganisations(tx: Tx, region: number, secret: string, { organisations }: Setup, now: Date, before: Network | undefined): Promise<Ids> {
  const ids = new Map<string, string>()
  const { had } = byKey(
    before?.organisations.values() ?? [],
    (row) => row.slug,
    organisations,
    (each) => each.slug,
  )
  // A host comes before its guest, so that the guest can point to it.
  for (const each of [...organisations].sort((a, b) => Number(Boolean(a.hostedBy)) - Number(Boolean(b.hostedBy)))) {
    const row = had(each)
    const { signIn } = each
    const sealed = signIn?.clientSecret
      ? seal(secret, signIn.clientSecret)
      : signIn && row?.issuer === signIn.issuer && row.client_id === signIn.clientId
        ? row.client_secret
        : null
    if (signIn && !sealed) throw new SetupRefused([{ name: each.name, why: 'no-secret' }])
    const values = {
      slug: each.slug,
      name: each.name,
      kind: each.kind,
      municipality: each.municipality ?? null,
      hosted_by: each.hostedBy ? ids.get(each.hostedBy)! : null,
      issuer: signIn?.issuer ?? null,
      client_id: signIn?.clientId ?? null,
      client_secret: sealed,
    }
    const id = row?.id ?? newId(now.getTime())
    ids.set(each.slug, id)
    if (row) await updateOrganisation(tx, region, id, values)
    else await insertOrganisation(tx, { region_id: region, id, added_at: now, ...values })
  }
  return ids
}

async function applyPoints(tx: Tx, region: number, { walkInPoints }: Setup, now: Date, before: Network | undefined, organisations: Ids): Promise<Ids> {
  const ids = new Map<string, string>()
  const { had } = byKey(
    before?.walkInPoints ?? [],
    (row) => row.slug,
    walkInPoints,
    (each) => each.slug,
  )
  for (const { organisation, ...each } of walkInPoints) {
    const { latitude, longitude } = areaOf(each.postcode) ?? { latitude: 0, longitude: 0 }
    const values = { ...each, organisation_id: organisations.get(organisation)!, latitude, longitude }
    const id = had({ organisation, ...each })?.id ?? newId(now.getTime())
    ids.set(each.slug, id)
    if (had({ organisation, ...each })) await updateWalkInPoint(tx, region, id, values)
    else await insertWalkInPoint(tx, { region_id: region, id, added_at: now, ...values })
  }
  return ids
}

async function applyDoors(tx: Tx, region: number, { doors }: Setup, now: Date, before: Network | undefined, organisations: Ids): Promise<void> {
  const { had } = byKey(
    before?.doors ?? [],
    (row) => row.slug,
    doors,
    (each) => each.slug,
  )
  for (const { slug, name, email, organisation } of doors) {
    const values = { slug, name, email: email ?? null, organisation_id: organisation ? organisations.get(organisation)! : null }
    const row = had({ slug, name })
    if (row) await updateDoor(tx, region, row.id, values)
    else await insertDoor(tx, { region_id: region, id: newId(now.getTime()), added_at: now, ...values })
  }
}

/** Adds and changes staff, also those who come back; answers who leaves. */
async function applyStaff(tx: Tx, region: number, { staff }: Setup, now: Date, before: Network | undefined, organisations: Ids, points: Ids): Promise<string[]> {
  const slugOf = (id: string) => before?.organisations.get(id)?.slug ?? ''
  const { had, gone } = byKey(before?.staff.values() ?? [], (row) => staffKey({ organisation: slugOf(row.organisation_id), email: row.email }), staff, staffKey)
  for (const each of staff) {
    const row = had(each)
    const values = {
      organisation_id: organisations.get(each.organisation)!,
      walk_in_point_id: each.walkInPoint ? points.get(each.walkInPoint)! : null,
      name: each.name,
      email: each.email.toLowerCase(),
      subject: each.subject ?? row?.subject ?? null,
      roles: each.roles,
      left_at: each.until ? momentAt(addDays(each.until, 1), 0) : null,
    }
    const id = row?.id ?? newId(now.getTime())
    if (row) await updateStaff(tx, region, id, values)
    else await insertStaff(tx, { region_id: region, id, added_at: now, ...values })
    if (values.left_at && values.left_at.getTime() !== row?.left_at?.getTime()) later(tx, region, { kind: 'staff-ends', subject: id, due: values.left_at })
    // Who is there when a region opens was told by who opens it.
    if (before && (!row || !worksHere(row, now))) queueMail(tx, region, now, { kind: 'invited', subject: id, recipient: values.email, language: 'nl' })
  }
  return gone.filter((row) => worksHere(row, now)).map((row) => row.id)
}

/** Takes out what the document no longer has; what has a history stays, and then nothing is changed at all. */
async function takeOut(tx: Tx, region: number, wanted: Setup, before: Network, { stillUsed }: SetupHooks): Promise<void> {
  const slugOf = (row: { slug: string }) => row.slug
  const gone = [
    ...byKey(before.doors, slugOf, wanted.doors, slugOf).gone.map((row) => ['door', row] as const),
    ...byKey(before.walkInPoints, slugOf, wanted.walkInPoints, slugOf).gone.map((row) => ['walk_in_point', row] as const),
    ...byKey(before.organisations.values(), slugOf, wanted.organisations, slugOf).gone.map((row) => ['organisation', row] as const),
  ]
  const used = []
  for (const [, row] of gone) {
    const byStaff = [...before.staff.values()].some((each) => each.organisation_id === row.id || each.walk_in_point_id === row.id)
    if (byStaff || (await stillUsed(tx, region, row.id))) used.push({ name: row.name, why: 'has-history' as const })
  }
  if (used.length) throw new SetupRefused(used)
  for (const [table, row] of gone) await removeRow(tx, table, region, row.id)
}

/**
 * Opens a region with its whole network, in this one transaction; from then on it takes questions.
 * @throws Error when the region is open already
 */
export async function openRegion(tx: Tx, secret: string, setup: Setup, now: Date, hooks: SetupHooks): Promise<void> {
  const region = regionOfSlug(setup.region)!.id
  if (await setupOf(tx, region)) throw new Error(`De regio ${setup.region} is al open.`)
  await applySetup(tx, region, secret, setup, now, hooks)
  await setOpened(tx, region, now)
  planNight(tx, region, now)
}

/** Changes one thing of a set-up: `change` makes the new document of the present one. @throws Error when the region is not open; ZodError when what comes of it cannot be */
export async function changeSetup(tx: Tx, region: number, secret: string, change: (document: Setup) => Setup, now: Date, hooks: SetupHooks, by?: StaffActor): Promise<number> {
  const network = await readNetwork(tx, region)
  if (!network) throw new Error('Deze regio is nog niet open.')
  return applySetup(tx, region, secret, setupSchema.parse(change(documentOf(network, now))), now, hooks, by)
}
