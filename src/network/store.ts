import { sql } from 'kysely'
import type { Day } from '../foundation/clock/workingdays.ts'
import type { Role } from '../foundation/actor.ts'
import { type Tx, tables } from '../foundation/database/database.ts'
import type { Closed, Hours } from './hours.ts'
import type { HelpContact } from '../foundation/danger/danger.ts'
import type { OrganisationContact, OrganisationKind, Setup } from './network.ts'
import type { Style } from './style.ts'

export interface SetupRow {
  region_id: number
  version: number
  opened_at: Date
  phone: string
  email: string
  first_response_days: number
  answer_days: number
  urgent: Setup['urgent']
  name: string | null
  style: Style
  home: Setup['home']
  subregions: Setup['subregions']
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
  contact: OrganisationContact
  /** The version of the link to its handovers, for a partner without a sign-in. */
  link_version: number
  /** The last day that it takes part, where that is known. */
  ends_on: Day | null
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
  closed: Closed[]
  accessibility: Setup['walkInPoints'][number]['accessibility']
  languages: Setup['walkInPoints'][number]['languages']
  part_of: string | null
  does_itself: string | null
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
  /** When they came for the first time; null for who was invited and has not yet. */
  signed_in_at: Date | null
}

/** By which agreement one organisation may give another what it knows of a person, for one purpose. */
export interface SharingRow {
  region_id: number
  id: string
  slug: string
  from_id: string
  to_id: string
  purpose: Setup['sharing'][number]['purpose']
  ground: Setup['sharing'][number]['ground']
  agreement: string
  begins_on: string
  ends_on: string | null
  added_at: Date
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
  setup_version: SetupVersion
  region: { id: number; begun_at: Date | null; opened_at: Date | null }
  region_setup: SetupRow
  door: Door
  organisation: OrganisationRow
  walk_in_point: WalkInPoint
  data_sharing: SharingRow
  staff: StaffRow
}
const db = tables<NetworkTables>()

// The driver writes a list as an array of the database and an object as JSON: what stands in a column of the other sort is said so.
/** The columns of a row as the database takes them. Only the program writes them, from a document that was read by its schema. */
function columns<Columns extends object>(row: Columns): Columns {
  const asJson = ['urgent', 'style', 'home', 'subregions', 'contact', 'hours', 'closed', 'document']
  const asTexts = ['accessibility', 'languages', 'roles']
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, asJson.includes(name) ? JSON.stringify(value) : asTexts.includes(name) ? sql`${value}::text[]` : value]),
  ) as Columns
}

export const setupOf = (tx: Tx, region: number) =>
  tx.one(
    db
      .selectFrom('region_setup')
      .innerJoin('region', 'region.id', 'region_setup.region_id')
      .selectAll('region_setup')
      .select((row) => row('region.opened_at', 'is not', null).$castTo<boolean>().as('open'))
      // Reference data that all regions share: the nation's own document, as every region reads it.
      .select([sql<HelpContact[]>`(select contacts from national_help)`.as('national'), sql<number>`(select version from national_help)`.as('national_version')])
      .where('region_setup.region_id', '=', region),
  )
/** A region's own set-up, whether everybody can ask there now, and whom to call in the whole country. */
export type SetupNow = SetupRow & { open: boolean; national: HelpContact[]; national_version: number }

export const doorsOf = (tx: Tx, region: number) => tx.all(db.selectFrom('door').selectAll().where('region_id', '=', region).orderBy('name'))

export const organisationsOf = (tx: Tx, region: number) => tx.all(db.selectFrom('organisation').selectAll().where('region_id', '=', region).orderBy('name'))

export const walkInPointsOf = (tx: Tx, region: number) => tx.all(db.selectFrom('walk_in_point').selectAll().where('region_id', '=', region).orderBy('municipality').orderBy('name'))

export const sharingOf = (tx: Tx, region: number) => tx.all(db.selectFrom('data_sharing').selectAll().where('region_id', '=', region).orderBy('slug'))

export const staffOf = (tx: Tx, region: number) => tx.all(db.selectFrom('staff').selectAll().where('region_id', '=', region).orderBy('name'))

/** Somebody of this organisation by the name its issuer knows them by, or at the first sign-in by their verified address. */
export async function staffAtIssuer(tx: Tx, region: number, organisation: string, subject: string, email: string | undefined): Promise<StaffRow | undefined> {
  const here = db.selectFrom('staff').selectAll().where('region_id', '=', region).where('organisation_id', '=', organisation)
  const found = await tx.one(here.where('subject', '=', subject))
  if (found || !email) return found
  const invited = await tx.one(here.where('email', '=', email.toLowerCase()).where('subject', 'is', null))
  if (!invited) return undefined
  await tx.run(db.updateTable('staff').set({ subject }).where('region_id', '=', region).where('id', '=', invited.id))
  return { ...invited, subject }
}

type Listed = 'organisation' | 'walk_in_point' | 'door' | 'data_sharing' | 'staff'
export const insertSetup = (tx: Tx, row: SetupRow) => tx.run(db.insertInto('region_setup').values(columns(row)))
export const insertRow = <Table extends Listed>(tx: Tx, table: Table, row: NetworkTables[Table]) => tx.run(db.insertInto(table).values(columns(row) as never))
export const updateRow = <Table extends Listed>(tx: Tx, table: Table, region: number, id: string, changes: Partial<NetworkTables[Table]>) =>
  tx.run(
    db
      .updateTable(table as 'staff')
      .set(columns(changes) as never)
      .where('region_id', '=', region)
      .where('id', '=', id),
  )
export const removeRow = (tx: Tx, table: Listed, region: number, id: string) =>
  tx.run(
    db
      .deleteFrom(table as 'door')
      .where('region_id', '=', region)
      .where('id', '=', id),
  )

export const insertVersion = (tx: Tx, row: SetupVersion) => tx.run(db.insertInto('setup_version').values(columns(row)))
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

/** Reference data all regions share, so without a wall: which regions take questions, and in which the program has work. */
export const openRegionIds = async (tx: Tx) => (await tx.all(db.selectFrom('region').select('id').where('opened_at', 'is not', null).orderBy('id'))).map((row) => row.id)
export const begunRegionIds = async (tx: Tx) => (await tx.all(db.selectFrom('region').select('id').where('begun_at', 'is not', null).orderBy('id'))).map((row) => row.id)
export const setBegun = (tx: Tx, region: number, at: Date) => tx.run(db.updateTable('region').set({ begun_at: at }).where('id', '=', region))
export const setOpen = (tx: Tx, region: number, at: Date | null) => tx.run(db.updateTable('region').set({ opened_at: at }).where('id', '=', region))
export const updateSetup = (tx: Tx, region: number, changes: Partial<SetupRow>) =>
  tx.run(
    db
      .updateTable('region_setup')
      .set(columns(changes) as never)
      .where('region_id', '=', region),
  )
/** Held until the end of the transaction: of two who change a set-up at once, the second sees what the first did. */
export const lockSetup = (tx: Tx, region: number) => tx.one(db.selectFrom('region_setup').select('version').where('region_id', '=', region).forUpdate())
