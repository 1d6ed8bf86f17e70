import { networkLetters } from './letters.ts'
import type { Acting } from '../foundation/doing.ts'
import type { Actor } from '../foundation/actor.ts'
import { addDays, momentAt } from '../foundation/clock/workingdays.ts'
import type { Tx } from '../foundation/database/database.ts'
import { newId } from '../foundation/database/id.ts'
import { seal } from '../foundation/identity/seal.ts'
import { endSessionsOf } from '../foundation/identity/sessions.ts'
import { forgetDraftsBy } from '../foundation/web/drafts.ts'
import { record } from '../foundation/record/record.ts'
import { queueMail } from '../foundation/mail/mail.ts'
import { place } from '../foundation/place.ts'
import { enqueue, planNight } from '../foundation/tasks/tasks.ts'
import { demoIssuer } from './demoissuer.ts'
import { areaOf, regionOfSlug } from './geography.ts'
import { type Network, readNetwork, worksHere } from './current.ts'
import { regionLists, unknownIn } from './lists.ts'
import { type Setup, setupSchema } from './network.ts'
import { differences, documentOf, staffKey } from './setup/document.ts'
import { lockSetup, insertRow, insertSetup, insertVersion, raiseLinks, removeRow, setLeft, setBegun, setOpen, setupOf, updateRow, updateSetup } from './store.ts'
import { networkEvents } from './events.ts'

/** How many questions, requests and clients of a later room point to this organisation, walk-in point or door, or ever did. */
export type StillUsed = (tx: Tx, region: number, id: string) => Promise<number>
export const stillUsed = place<StillUsed>('is this still used?')

/** The task of somebody's last day: what they had in hand goes on. One whose day was moved, or who was taken out before, is left as they are. */
export async function lastDayCame(tx: Tx, region: number, staff: string, due: Date, now: Date): Promise<void> {
  const person = (await readNetwork(tx, region))?.staff.get(staff)
  if (person?.left_at?.getTime() === due.getTime()) await leave(tx, { kind: 'task', region }, staff, now)
}

/** One thing a change cannot do and why; of what is in use, by which colleagues and by how many questions, also of the past. */
export interface Refusal {
  name: string
  why: 'has-history' | 'no-secret' | 'changed-meanwhile' | 'unknown-choice'
  colleagues?: string[]
  questions?: number
}

/** What a change cannot do, each with why; nothing was changed. */
export class SetupRefused extends Error {
  constructor(readonly reasons: Refusal[]) {
    super(reasons.map((each) => `${each.name}: ${each.why}`).join('; '))
  }
}

/** Somebody leaves: no session of theirs works from this moment, and what they had in hand goes on after the event. */
async function leave(tx: Tx, actor: Actor, staff: string, now: Date): Promise<void> {
  await setLeft(tx, actor.region, staff, now)
  await endSessionsOf(tx, actor.region, staff, now)
  forgetDraftsBy(tx, actor.region, staff)
  record({ tx, actor, now }, networkEvents.staffLeft, staff)
}

/** Where somebody is signed in ends, wherever or but for where it is asked; their access stays, and what they were writing. */
export async function endSessions(doing: Acting, staff: string, which?: Parameters<typeof endSessionsOf>[4]): Promise<void> {
  await endSessionsOf(doing.tx, doing.actor.region, staff, doing.now, which)
  record(doing, networkEvents.sessionsEnded, staff)
}

const byKey = <Row, Wanted>(rows: Iterable<Row>, keyOf: (row: Row) => string, wanted: readonly Wanted[], wantedKey: (each: Wanted) => string) => {
  const had = new Map([...rows].map((row) => [keyOf(row), row]))
  const keys = new Set(wanted.map(wantedKey))
  return { had: (each: Wanted) => had.get(wantedKey(each)), gone: [...had].filter(([key]) => !keys.has(key)).map(([, row]) => row) }
}

/**
 * Makes a region's set-up as this document says, in the transaction of the program's own task; `by` is who of the staff changes it. What is new is added, what differs is changed,
 * what is missing is taken out, and whoever is missing leaves. The whole is kept as a version. Answers the version it has now.
 * @throws SetupRefused when something that is missing has a history, a new way to sign in has no secret, or no room knows what is chosen of a list
 */
export async function applySetup(doing: Acting, secret: string, wanted: Setup, seen?: number): Promise<number> {
  const { tx, actor, now } = doing
  const { region } = actor
  const held = await lockSetup(tx, region)
  if (seen !== undefined && held?.version !== seen) throw new SetupRefused([{ name: '', why: 'changed-meanwhile' }])
  const unknown = unknownIn(wanted.lists, tx.partsOf(regionLists))
  if (unknown.length) throw new SetupRefused(unknown.map((name) => ({ name, why: 'unknown-choice' })))
  const before = await readNetwork(tx, region)
  const version = (held?.version ?? 0) + 1
  const values = {
    phone: wanted.phone,
    email: wanted.email,
    first_response_days: wanted.norms.firstResponseDays,
    answer_days: wanted.norms.answerDays,
    urgent: wanted.urgent,
    name: wanted.name ?? null,
    style: wanted.style,
    home: wanted.home,
    subregions: wanted.subregions,
    lists: wanted.lists,
    version,
  }
  if (before) await updateSetup(tx, region, values)
  else await insertSetup(tx, { region_id: region, opened_at: now, ...values })
  if (wanted.open !== (before?.setup.open ?? false)) await setOpen(tx, region, wanted.open ? now : null)
  const changing = { tx, region, now, wanted, before }
  const organisations = await applyOrganisations(changing, secret)
  const points = await applyPoints(changing, organisations)
  await applyDoors(changing, organisations)
  await applySharing(changing, organisations)
  const leaving = await applyStaff(changing, organisations, points)
  for (const id of leaving) await leave(tx, actor, id, now)
  if (before) await takeOut(tx, region, wanted, before)
  const after = (await readNetwork(tx, region))!
  await insertVersion(tx, { region_id: region, version, at: now, staff_id: actor.kind === 'staff' ? actor.id : null, document: documentOf(after, now) })
  const changes = before ? differences(documentOf(before, now), documentOf(after, now)).length : 0
  record(doing, before ? networkEvents.setupChanged : networkEvents.regionOpened, newId(now.getTime()), { version, changes, organisations: after.organisations.size })
  return version
}

/** A region's set-up on its way from what it was to what is wanted. */
interface Changing {
  tx: Tx
  region: number
  now: Date
  wanted: Setup
  before: Network | undefined
}
type Ids = ReadonlyMap<string, string>
type Known = { id: string; slug: string }
const slugOf = ({ slug }: { slug: string }) => slug

/** Adds what a table does not have yet and changes what it has, each known by its slug; answers the id of each. */
async function put<Row extends Known, Wanted extends { slug: string }>(
  { tx, region, now }: Changing,
  table: 'organisation' | 'walk_in_point' | 'door' | 'data_sharing',
  rows: Iterable<Row>,
  wanted: readonly Wanted[],
  columns: (each: Wanted, row: Row | undefined, ids: Ids) => object,
): Promise<Ids> {
  const ids = new Map<string, string>()
  const { had } = byKey(rows, slugOf, wanted, slugOf)
  for (const each of wanted) {
    const row = had(each)
    const id = row?.id ?? newId(now.getTime())
    const values = { slug: each.slug, ...columns(each, row, ids) }
    ids.set(each.slug, id)
    if (row) await updateRow(tx, table, region, id, values)
    else await insertRow(tx, table, { region_id: region, id, added_at: now, ...values } as never)
  }
  return ids
}

function applyOrganisations(changing: Changing, secret: string): Promise<Ids> {
  const { wanted, before } = changing
  // A host comes before its guest, so that the guest can point to it.
  const ordered = [...wanted.organisations].sort((a, b) => Number(Boolean(a.hostedBy)) - Number(Boolean(b.hostedBy)))
  return put(changing, 'organisation', before?.organisations.values() ?? [], ordered, (each, row, ids) => {
    const { signIn } = each
    const sealed = signIn?.clientSecret
      ? seal(secret, signIn.clientSecret)
      : signIn && row?.issuer === signIn.issuer && row.client_id === signIn.clientId
        ? row.client_secret
        : null
    if (signIn && !sealed && signIn.issuer !== demoIssuer) throw new SetupRefused([{ name: each.name, why: 'no-secret' }])
    return {
      name: each.name,
      kind: each.kind,
      municipality: each.municipality ?? null,
      hosted_by: each.hostedBy ? ids.get(each.hostedBy)! : null,
      issuer: signIn?.issuer ?? null,
      client_id: signIn?.clientId ?? null,
      client_secret: sealed,
      sign_in_levels: signIn?.levels ?? null,
      sign_in_methods: signIn?.methods ?? null,
      idle_minutes: signIn?.idleMinutes ?? null,
      session_hours: signIn?.mostHours ?? null,
      contact: each.contact,
      ends_on: each.ends ?? null,
      // Where links stop counting because it signs in from now on, or goes, they do not begin again when that ends.
      ...(row && ((signIn && !row.issuer) || (each.ends && !row.ends_on)) ? { link_version: row.link_version + 1 } : {}),
    }
  })
}

const applyPoints = (changing: Changing, organisations: Ids): Promise<Ids> =>
  put(changing, 'walk_in_point', changing.before?.walkInPoints ?? [], changing.wanted.walkInPoints, ({ slug, organisation, partOf, doesItself, ...each }) => {
    const { latitude, longitude } = areaOf(each.postcode) ?? { latitude: 0, longitude: 0 }
    return { ...each, organisation_id: organisations.get(organisation)!, part_of: partOf ?? null, does_itself: doesItself ?? null, latitude, longitude }
  })

/** A door that goes makes its address free, and so does one that changes it, before another takes it. */
async function applyDoors(changing: Changing, organisations: Ids): Promise<void> {
  const { tx, region, before } = changing
  const { doors } = changing.wanted
  for (const row of before?.doors ?? [])
    if (row.email && doors.find(({ slug }) => slug === row.slug)?.email !== row.email) await updateRow(tx, 'door', region, row.id, { email: null })
  await put(changing, 'door', before?.doors ?? [], doors, ({ name, email, organisation }) => ({
    name,
    email: email ?? null,
    organisation_id: organisation ? organisations.get(organisation)! : null,
  }))
}

const applySharing = (changing: Changing, organisations: Ids): Promise<Ids> =>
  put(changing, 'data_sharing', changing.before?.sharing ?? [], changing.wanted.sharing, ({ from, to, purpose, ground, agreement, begins, ends }) => ({
    from_id: organisations.get(from)!,
    to_id: organisations.get(to)!,
    purpose,
    ground,
    agreement,
    begins_on: begins,
    ends_on: ends ?? null,
  }))

/** Adds and changes staff, also those who come back; answers who leaves. */
async function applyStaff({ tx, region, now, wanted, before }: Changing, organisations: Ids, points: Ids): Promise<string[]> {
  const { staff } = wanted
  const organisationOf = (row: { organisation_id: string }) => before?.organisations.get(row.organisation_id)?.slug ?? ''
  const { had, gone } = byKey(before?.staff.values() ?? [], (row) => staffKey({ organisation: organisationOf(row), email: row.email }), staff, staffKey)
  for (const each of staff) {
    const row = had(each)
    const issuer = wanted.organisations.find(({ slug }) => slug === each.organisation)?.signIn?.issuer ?? null
    // A subject that stood there already was said of the issuer of before: where that changes, it is not known who bears the name at the next one.
    const isKept = !each.subject || (row?.issuer && row.subject === each.subject && row.issuer === before?.organisations.get(row.organisation_id)?.issuer)
    const known = isKept ? { subject: row?.subject ?? null, issuer: row?.issuer ?? null } : { subject: each.subject!, issuer }
    const values = {
      organisation_id: organisations.get(each.organisation)!,
      walk_in_point_id: each.walkInPoint ? points.get(each.walkInPoint)! : null,
      name: each.name,
      email: each.email.toLowerCase(),
      ...known,
      roles: each.roles,
      left_at: each.until ? momentAt(addDays(each.until, 1), 0) : null,
    }
    const id = row?.id ?? newId(now.getTime())
    if (row) await updateRow(tx, 'staff', region, id, values)
    if (row?.subject && row.subject !== known.subject) await endSessionsOf(tx, region, id, now)
    if (!row) await insertRow(tx, 'staff', { region_id: region, id, added_at: now, signed_in_at: null, ...values })
    if (values.left_at && values.left_at.getTime() !== row?.left_at?.getTime()) enqueue(tx, region, { kind: 'staff-ends', subject: id, due: values.left_at })
    // Who is there when a region opens was told by who opens it.
    if (before && (!row || !worksHere(row, now))) queueMail(tx, region, now, { kind: networkLetters.invited, subject: id, recipient: values.email, language: 'nl' })
  }
  return gone.filter((row) => worksHere(row, now)).map((row) => row.id)
}

/** Takes out what the document no longer has; what has a history stays, and then nothing is changed at all. */
async function takeOut(tx: Tx, region: number, wanted: Setup, before: Network): Promise<void> {
  const gone = [
    ...byKey(before.sharing, slugOf, wanted.sharing, slugOf).gone.map((row) => ({ table: 'data_sharing' as const, name: row.slug, row })),
    ...byKey(before.doors, slugOf, wanted.doors, slugOf).gone.map((row) => ({ table: 'door' as const, name: row.name, row })),
    ...byKey(before.walkInPoints, slugOf, wanted.walkInPoints, slugOf).gone.map((row) => ({ table: 'walk_in_point' as const, name: row.name, row })),
    ...byKey(before.organisations.values(), slugOf, wanted.organisations, slugOf).gone.map((row) => ({ table: 'organisation' as const, name: row.name, row })),
  ]
  const used: Refusal[] = []
  for (const { name, row } of gone) {
    const colleagues = [...before.staff.values()].filter((each) => each.organisation_id === row.id || each.walk_in_point_id === row.id).map((each) => each.name)
    let questions = 0
    for (const count of tx.partsOf(stillUsed)) questions += await count(tx, region, row.id)
    if (colleagues.length || questions) used.push({ name, why: 'has-history', colleagues, questions })
  }
  if (used.length) throw new SetupRefused(used)
  for (const { table, row } of gone) await removeRow(tx, table, region, row.id)
}

/**
 * Begins a region with its whole network, in this one transaction; where its document says so, it is open to everybody at once.
 * @throws Error when the region has begun already
 */
export async function openRegion({ tx, now }: Pick<Acting, 'tx' | 'now'>, secret: string, setup: Setup): Promise<void> {
  const region = regionOfSlug(setup.region)!.id
  if (await setupOf(tx, region)) throw new Error(`De regio ${setup.region} is er al.`)
  await applySetup({ tx, actor: { kind: 'task', region }, now }, secret, setup)
  await setBegun(tx, region, now)
  planNight(tx, region, now)
}

/** Makes every secret link of an organisation void, in the transaction of the program. */
export async function raiseLinkVersion(tx: Tx, region: number, organisation: string): Promise<void> {
  await raiseLinks(tx, region, organisation)
}

/** Changes one thing of a set-up: `change` makes the new document of the present one. @throws Error when the region is not open; ZodError when what comes of it cannot be */
export async function changeSetup(doing: Acting, secret: string, change: (document: Setup) => Setup): Promise<number> {
  const { tx, now } = doing
  const { region } = doing.actor
  // Held before it is read: of two who change different things at once, both stay.
  await lockSetup(tx, region)
  const network = await readNetwork(tx, region)
  if (!network) throw new Error('Deze regio is nog niet open.')
  return applySetup(doing, secret, setupSchema.parse(change(documentOf(network, now))))
}
