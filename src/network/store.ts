import { sql } from 'kysely'
import { type Tx, tables } from '../foundation/database/database.ts'
import type { Narrowed } from '../foundation/database/narrowed.ts'
import type { Closed, Hours } from './hours.ts'
import type { HelpContact } from '../foundation/danger/danger.ts'
import type { OrganisationContact, Setup } from './network.ts'
import type { DataSharingRow, DoorRow, RegionRow, RegionSetupRow, SetupVersionRow, StaffRow, OrganisationRow as StoredOrganisation, WalkInPointRow } from './rows.ts'
import type { Style } from './style.ts'

/** Rows with the documents as the set-up describes them: only the program writes them, from a document that was read by its schema. */
export type SetupRow = Narrowed<RegionSetupRow, { urgent: Setup['urgent']; style: Style; home: Setup['home']; subregions: Setup['subregions']; lists: Setup['lists'] }>
export type OrganisationRow = Narrowed<StoredOrganisation, { contact: OrganisationContact }>
export type WalkInPoint = Narrowed<WalkInPointRow, { hours: Hours; closed: Closed[] } & Pick<Setup['walkInPoints'][number], 'accessibility' | 'languages'>>
/** Where people come in under a name they know; with an address, mail to it does too. */
export type Door = DoorRow
/** By which agreement one organisation may give another what it knows of a person, for one purpose. */
export type SharingRow = DataSharingRow
/** A set-up as it was after a change; the document is as network.ts describes it. */
export type SetupVersion = SetupVersionRow
export type { StaffRow }

interface NetworkTables {
  setup_version: SetupVersionRow
  region: RegionRow
  region_setup: SetupRow
  door: DoorRow
  organisation: OrganisationRow
  walk_in_point: WalkInPoint
  data_sharing: DataSharingRow
  staff: StaffRow
}
const db = tables<NetworkTables>()

// The driver writes a list as an array of the database and an object as JSON: what stands in a column of the other sort is said so.
/** The columns of a row as the database takes them. */
function columns<Columns extends object>(row: Columns): Columns {
  const asJson = ['urgent', 'style', 'home', 'subregions', 'lists', 'contact', 'hours', 'closed', 'document']
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

/** Somebody of this organisation by the name its issuer of now knows them by, or at the first sign-in there by the address that it says is theirs. */
export async function staffAtIssuer(
  tx: Tx,
  { region_id: region, id: organisation, issuer }: Pick<OrganisationRow, 'region_id' | 'id' | 'issuer'>,
  { subject, email }: { subject: string; email?: string },
): Promise<StaffRow | undefined> {
  const here = db.selectFrom('staff').selectAll().where('region_id', '=', region).where('organisation_id', '=', organisation)
  const found = await tx.one(here.where('subject', '=', subject).where('issuer', '=', issuer))
  if (found || !email) return found
  const invited = await tx.one(here.where('email', '=', email.toLowerCase()).where((or) => or.or([or('subject', 'is', null), or('issuer', 'is distinct from', issuer)])))
  if (!invited) return undefined
  await tx.run(db.updateTable('staff').set({ subject, issuer }).where('region_id', '=', region).where('id', '=', invited.id))
  return { ...invited, subject, issuer }
}

/** The version that the links of an organisation have now; held against a change until the end of the transaction, where `held` asks it of the program. */
export const linkVersionAt = async (tx: Tx, region: number, organisation: string, held: boolean): Promise<number | undefined> => {
  const asked = db.selectFrom('organisation').select('link_version').where('region_id', '=', region).where('id', '=', organisation)
  return (await tx.one(held ? asked.forShare() : asked))?.link_version
}
/** Only ever up: a version that counted before never counts again. */
export const raiseLinks = (tx: Tx, region: number, organisation: string) =>
  tx.run(
    db
      .updateTable('organisation')
      .set((each) => ({ link_version: each('link_version', '+', 1) }))
      .where('region_id', '=', region)
      .where('id', '=', organisation),
  )

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
