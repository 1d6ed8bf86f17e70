import { sql } from 'kysely'
import type { Role } from '../foundation/actor.ts'
import { type Tx, tables } from '../foundation/database/database.ts'
import { type Hours, hoursSchema } from './hours.ts'
import { type OrganisationKind, type UrgentContact, urgentSchema } from './network.ts'

export interface SetupRow {
  region_id: number
  version: number
  opened_at: Date
  phone: string
  email: string
  first_response_days: number
  answer_days: number
  urgent: UrgentContact[]
}
export interface OrganisationRow {
  region_id: number
  id: string
  slug: string
  name: string
  kind: OrganisationKind
  municipality: string | null
  hosted_by: string | null
  issuer: string | null
  client_id: string | null
  client_secret: string | null
  added_at: Date
}
export interface WalkInPoint {
  region_id: number
  id: string
  slug: string
  organisation_id: string
  municipality: string
  name: string
  address: string
  postcode: string
  place: string
  latitude: number
  longitude: number
  hours: Hours
  added_at: Date
}
/** Where people come in under a name they know; with an address, mail to it does too. */
export interface Door {
  region_id: number
  id: string
  slug: string
  name: string
  email: string | null
  organisation_id: string | null
  added_at: Date
}
export interface StaffRow {
  region_id: number
  id: string
  organisation_id: string
  walk_in_point_id: string | null
  name: string
  email: string
  subject: string | null
  roles: Role[]
  added_at: Date
  left_at: Date | null
}

/** A set-up as it was after a change; the document is as network.ts describes it. */
export interface SetupVersion {
  region_id: number
  version: number
  at: Date
  staff_id: string | null
  document: unknown
}

interface NetworkTables {
  setup_version: Omit<SetupVersion, 'document'> & { document: string }
  region: { id: number; opened_at: Date | null }
  region_setup: Omit<SetupRow, 'urgent'> & { urgent: string }
  door: Door
  organisation: OrganisationRow
  walk_in_point: Omit<WalkInPoint, 'hours'> & { hours: string }
  staff: StaffRow
}
const db = tables<NetworkTables>()

export async function setupOf(tx: Tx, region: number): Promise<SetupRow | undefined> {
  const row = await tx.one(db.selectFrom('region_setup').selectAll().where('region_id', '=', region))
  return row && { ...row, urgent: urgentSchema.parse(row.urgent) }
}

export const doorsOf = (tx: Tx, region: number) => tx.all(db.selectFrom('door').selectAll().where('region_id', '=', region).orderBy('name'))

export const organisationsOf = (tx: Tx, region: number) => tx.all(db.selectFrom('organisation').selectAll().where('region_id', '=', region).orderBy('name'))

export async function walkInPointsOf(tx: Tx, region: number): Promise<WalkInPoint[]> {
  const rows = await tx.all(db.selectFrom('walk_in_point').selectAll().where('region_id', '=', region).orderBy('municipality').orderBy('name'))
  return rows.map((row) => ({ ...row, hours: hoursSchema.parse(row.hours) }))
}

export const staffOf = (tx: Tx, region: number) => tx.all(db.selectFrom('staff').selectAll().where('region_id', '=', region).orderBy('name'))

/** Somebody of this organisation by the name its issuer knows them by, or at the first sign-in by their verified address. */
export async function staffAtIssuer(tx: Tx, region: number, organisation: string, subject: string, email: string | undefined): Promise<StaffRow | undefined> {
  const here = db.selectFrom('staff').selectAll().where('region_id', '=', region).where('organisation_id', '=', organisation)
  const known = await tx.one(here.where('subject', '=', subject))
  if (known || !email) return known
  const invited = await tx.one(here.where('email', '=', email.toLowerCase()).where('subject', 'is', null))
  if (!invited) return undefined
  await tx.run(db.updateTable('staff').set({ subject }).where('region_id', '=', region).where('id', '=', invited.id))
  return { ...invited, subject }
}

export const insertSetup = (tx: Tx, row: SetupRow) => tx.run(db.insertInto('region_setup').values({ ...row, urgent: JSON.stringify(row.urgent) }))
export const insertDoor = (tx: Tx, row: Door) => tx.run(db.insertInto('door').values(row))
export const insertOrganisation = (tx: Tx, row: OrganisationRow) => tx.run(db.insertInto('organisation').values(row))
export const insertWalkInPoint = (tx: Tx, row: WalkInPoint) => tx.run(db.insertInto('walk_in_point').values({ ...row, hours: JSON.stringify(row.hours) }))
// An array of text is written as one, not as the JSON that the driver would make of a value for jsonb.
export const insertStaff = (tx: Tx, row: StaffRow) => tx.run(db.insertInto('staff').values({ ...row, roles: sql`${row.roles}::text[]` as never }))

export const updateOrganisation = (tx: Tx, region: number, id: string, changes: Partial<OrganisationRow>) =>
  tx.run(db.updateTable('organisation').set(changes).where('region_id', '=', region).where('id', '=', id))
export const updateWalkInPoint = (tx: Tx, region: number, id: string, changes: Partial<WalkInPoint>) => {
  const { hours, ...plain } = changes
  return tx.run(
    db
      .updateTable('walk_in_point')
      .set(hours ? { ...plain, hours: JSON.stringify(hours) } : plain)
      .where('region_id', '=', region)
      .where('id', '=', id),
  )
}
export const updateDoor = (tx: Tx, region: number, id: string, changes: Partial<Door>) =>
  tx.run(db.updateTable('door').set(changes).where('region_id', '=', region).where('id', '=', id))
export const updateStaff = (tx: Tx, region: number, id: string, changes: Partial<StaffRow>) =>
  tx.run(
    db
      .updateTable('staff')
      .set(changes.roles ? { ...changes, roles: sql`${changes.roles}::text[]` as never } : changes)
      .where('region_id', '=', region)
      .where('id', '=', id),
  )
export const removeRow = (tx: Tx, table: 'organisation' | 'walk_in_point' | 'door', region: number, id: string) =>
  tx.run(db.deleteFrom(table).where('region_id', '=', region).where('id', '=', id))

export const insertVersion = (tx: Tx, row: SetupVersion) => tx.run(db.insertInto('setup_version').values({ ...row, document: JSON.stringify(row.document) }))
/** The versions of a region's set-up, newest first, without their documents. */
export const versionsOf = (tx: Tx, region: number) =>
  tx.all(db.selectFrom('setup_version').select(['region_id', 'version', 'at', 'staff_id']).where('region_id', '=', region).orderBy('version', 'desc').limit(200))
export const versionAt = (tx: Tx, region: number, version: number) =>
  tx.one(db.selectFrom('setup_version').selectAll().where('region_id', '=', region).where('version', '=', version)) as Promise<SetupVersion | undefined>

export const setLeft = (tx: Tx, region: number, id: string, at: Date) =>
  tx.run(
    db
      .updateTable('staff')
      .set({ left_at: at })
      .where('region_id', '=', region)
      .where('id', '=', id)
      .where((or) => or.or([or('left_at', 'is', null), or('left_at', '>', at)])),
  )

/** Reference data all regions share, so without a wall: which regions take questions. */
export const openRegionIds = async (tx: Tx) => (await tx.all(db.selectFrom('region').select('id').where('opened_at', 'is not', null).orderBy('id'))).map((row) => row.id)
export const setOpened = (tx: Tx, region: number, at: Date) => tx.run(db.updateTable('region').set({ opened_at: at }).where('id', '=', region))
export const updateSetup = (tx: Tx, region: number, changes: Partial<SetupRow>) => {
  const { urgent, ...plain } = changes
  return tx.run(
    db
      .updateTable('region_setup')
      .set(urgent ? { ...plain, urgent: JSON.stringify(urgent) } : plain)
      .where('region_id', '=', region),
  )
}
/** Held until the end of the transaction: of two who change a set-up at once, the second sees what the first did. */
export const holdSetup = (tx: Tx, region: number) => tx.one(db.selectFrom('region_setup').select('version').where('region_id', '=', region).forUpdate())
