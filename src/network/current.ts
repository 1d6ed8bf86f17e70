import { createHash } from 'node:crypto'
import type { Role } from '../foundation/actor.ts'
import type { Clock } from '../foundation/clock/clock.ts'
import type { HelpContact } from '../foundation/danger/danger.ts'
import { type Day, dayOf } from '../foundation/clock/workingdays.ts'
import type { Database, Tx } from '../foundation/database/database.ts'
import { NotFound } from '../foundation/web/problem.ts'
import { oneOf } from '../foundation/system.ts'
import type { RegionSite, Visit } from '../foundation/web/route.ts'
import { regionOfId, regionOfSlug, theNation } from './geography.ts'
import {
  type Door,
  doorsOf,
  type OrganisationRow,
  organisationsOf,
  type SetupNow,
  type SetupRow,
  setupOf,
  type SharingRow,
  sharingOf,
  type StaffRow,
  staffOf,
  type WalkInPoint,
  walkInPointsOf,
} from './store.ts'
import { helpOf } from './help.ts'
import { sheetOf } from './style.ts'

export type { Door, OrganisationRow, SharingRow } from './store.ts'

/** A region's network as it is now: small, read by every page, the same for everybody. */
export interface Network {
  setup: SetupNow
  organisations: ReadonlyMap<string, OrganisationRow>
  walkInPoints: readonly WalkInPoint[]
  staff: ReadonlyMap<string, StaffRow>
  doors: readonly Door[]
  sharing: readonly SharingRow[]
  look: RegionSite['look']
  /** Changes with the content. */
  version: string
}

const looksAgainAfter = 5000

/** Where a region's own style sheet and logo are: at an address that changes with them. */
function lookOf(region: number, { style }: SetupRow): Network['look'] {
  const at = `/${regionOfId(region).slug}/huisstijl/${createHash('sha256').update(JSON.stringify(style)).digest('hex').slice(0, 12)}`
  return { css: sheetOf(style) && `${at}.css`, logo: style.logo && `${at}.logo` }
}

/** A region as it names and shows itself. */
export function siteIn({ setup, look }: Network): RegionSite {
  const { id, slug, name } = regionOfId(setup.region_id)
  return { id, slug, name: setup.name ?? name, look, phone: setup.phone || undefined }
}

/** The network as this transaction sees it; `had` again when it is still the same version. */
export async function readNetwork(tx: Tx, region: number, had?: Network): Promise<Network | undefined> {
  const setup = await setupOf(tx, region)
  if (!setup || (had?.setup.version === setup.version && had.setup.national_version === setup.national_version)) return setup && had
  const organisations = new Map((await organisationsOf(tx, region)).map((each) => [each.id, each]))
  const staff = new Map((await staffOf(tx, region)).map((each) => [each.id, each]))
  return {
    setup,
    look: lookOf(region, setup),
    organisations,
    staff,
    walkInPoints: await walkInPointsOf(tx, region),
    doors: await doorsOf(tx, region),
    sharing: await sharingOf(tx, region),
    version: `${region}.${setup.version}`,
  }
}

/**
 * The networks in memory, each looked at again after five seconds: a change made by another process is seen by then, one of this process at once.
 * Rights never come from here; a session asks the database itself.
 */
function knownNetworks(database: Database, clock: Clock) {
  const memory = new Map<number, { network: Network | undefined; at: number }>()

  const read = (region: number) => database.transaction({ kind: 'task', region }, 'network', (tx) => readNetwork(tx, region, memory.get(region)?.network))

  return {
    /** The network of a region that has one, open or in preparation, else undefined. */
    async find(region: number): Promise<Network | undefined> {
      const had = memory.get(region)
      if (had && Math.abs(clock.now().getTime() - had.at) < looksAgainAfter) return had.network
      const network = await read(region)
      memory.set(region, { network, at: clock.now().getTime() })
      return network
    },
    /** @throws NotFound for a region without one */
    async of(region: number): Promise<Network> {
      const network = await this.find(region)
      if (!network) throw new NotFound()
      return network
    },
    /** The network of a region that takes questions. @throws NotFound for another */
    async open(region: number): Promise<Network> {
      const network = await this.of(region)
      if (!network.setup.open) throw new NotFound()
      return network
    },
    /** The region of an address as it names and shows itself; also while the database is away, then as everywhere. */
    async placeOf(slug: string): Promise<RegionSite | undefined> {
      const region = regionOfSlug(slug)
      const network = region && (await this.find(region.id).catch(() => undefined))
      return network ? siteIn(network) : region
    },
    /** Whom to call in danger there; also while the database is away, then as everywhere. */
    async helpIn({ id }: Pick<RegionSite, 'id'>): Promise<readonly HelpContact[]> {
      const network = (await this.find(id).catch(() => undefined)) ?? (await this.find(0).catch(() => undefined))
      return helpOf(network)
    },
    /** The network as this transaction sees it, for what is written in it: read anew only where it is another version than the one in memory. */
    seenBy: (tx: Tx, region: number) => readNetwork(tx, region, memory.get(region)?.network),
    /** Called after a change made here; what the nation says is part of every region. */
    forget: (region: number) => void (region === theNation.id ? memory.clear() : memory.delete(region)),
  }
}

/** The networks of this program. */
export const networksOf = oneOf(({ database, clock }) => knownNetworks(database, clock))
/** The network of the region that is visited. @throws NotFound for a region without one */
export const networkHere = ({ system, region }: Pick<Visit, 'system' | 'region'>) => networksOf(system).of(region.id)
/** The same, of a region that takes questions. @throws NotFound for another */
export const openNetworkHere = ({ system, region }: Pick<Visit, 'system' | 'region'>) => networksOf(system).open(region.id)

/** Whether an organisation (still) takes part on this day. */
export const takesPart = (organisation: OrganisationRow | undefined, today: Day): boolean =>
  organisation !== undefined && (organisation.ends_on === null || organisation.ends_on >= today)

/** The organisation that owns a question from this municipality: that municipality, else the centre municipality. @throws NotFound where there is neither */
export function ownerFor(network: Network, municipality: string | undefined, centre: string): OrganisationRow {
  const municipal = (name: string | undefined) => [...network.organisations.values()].find((each) => each.kind === 'municipality' && each.municipality === name)
  const owner = municipal(municipality) ?? municipal(centre)
  // Nobody can be asked in the nation itself.
  if (!owner) throw new NotFound()
  return owner
}

const others: readonly Role[] = ['administrator', 'privacy-officer', 'partner-contact', 'manager']
/** A colleague who still works here and can have questions in hand. */
export const answersQuestions = (staff: StaffRow, now: Date) => worksHere(staff, now) && staff.roles.some((role) => !others.includes(role))

/** Who answers guides' questions at an organisation: its coordinators, else the Werkcentrum's. */
export function coordinatorsFor(network: Network, organisation: string, now: Date): string[] {
  const coordinators = [...network.staff.values()].filter((each) => each.roles.includes('coordinator') && worksHere(each, now))
  const own = coordinators.filter((each) => each.organisation_id === organisation)
  const centre = coordinators.filter((each) => network.organisations.get(each.organisation_id)?.kind === 'werkcentrum')
  return (own.length ? own : centre).map((each) => each.id)
}

/** A member of staff who still works here. */
export const worksHere = (staff: StaffRow, now: Date) => !staff.left_at || staff.left_at > now

/** The last day of somebody who leaves at this moment, which is the day's end. */
export const lastDayOf = (leftAt: Date): Day => dayOf(new Date(leftAt.getTime() - 1))
