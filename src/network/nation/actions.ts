import type { Acting } from '../../foundation/doing.ts'
import type { networkEvents } from '../events.ts'
import type { StaffActor } from '../../foundation/actor.ts'
import type { Database, Tx } from '../../foundation/database/database.ts'
import { newId } from '../../foundation/database/id.ts'
import type { Links } from '../../foundation/links/links.ts'
import { record } from '../../foundation/record/record.ts'
import { applySetup, changeSetup, openRegion } from '../actions.ts'
import { theNation } from '../geography.ts'
import { type Network, readNetwork, worksHere } from '../current.ts'
import { type Setup, setupSchema } from '../network.ts'
import { staffKey } from '../setup/document.ts'
import { type Beginning, usualNorms } from './start.ts'
import { firstLink } from '../links.ts'

// The link of the first start is about nobody yet.
const nobody = '00000000-0000-7000-8000-000000000000'

/** How often the nation had somebody who signed in, and whether one of those still opens regions. */
function begun(network: Network | undefined, now: Date): { times: number; works: boolean } {
  const came = [...(network?.staff.values() ?? [])].filter((each) => each.signed_in_at)
  return { times: came.length, works: came.some((each) => worksHere(each, now) && each.roles.includes('administrator')) }
}

const readNation = (database: Database) => database.transaction({ kind: 'task', region: theNation.id }, 'nation', (tx) => readNetwork(tx, theNation.id))

/** The token of the link by which the nation's first administrator comes in; undefined while somebody who came in by it works there. */
export async function firstToken(database: Database, links: Links, now: Date): Promise<string | undefined> {
  const { times, works } = begun(await readNation(database), now)
  return works ? undefined : links.make(theNation.id, firstLink, nobody, times + 1)
}

/** Whether a token is the link of now. */
export async function isFirst(database: Database, links: Links, now: Date, token: string): Promise<boolean> {
  return (await firstToken(database, links, now)) === token
}

/** What the holder of the first link says: who they are, and where they sign in. */
export interface First {
  organisation: string
  signIn: Beginning['signIn']
  administrator: Beginning['administrator']
}

// The organisation at which the nation's administrators work, by its name in an address.
const nationalOrganisation = 'landelijk'

/** Makes the nation with its first administrator, who then signs in; said again before that, it is as said last. */
export async function beginNation(tx: Tx, secret: string, { organisation, signIn, administrator }: First, now: Date): Promise<void> {
  const had = await readNetwork(tx, theNation.id)
  const setup = setupSchema.parse({
    region: theNation.slug,
    open: false,
    phone: '-',
    email: administrator.email,
    norms: usualNorms,
    organisations: [{ slug: nationalOrganisation, name: organisation, kind: 'werkcentrum', signIn }],
    walkInPoints: [],
    staff: [{ organisation: nationalOrganisation, ...administrator, roles: ['administrator'] }],
  })
  if (had) await applySetup({ tx, actor: { kind: 'task', region: theNation.id }, now }, secret, setup)
  else await openRegion({ tx, now }, secret, setup)
}

/** Gives somebody the role of administrator at a region's Werkcentrum, with a mail when they are new; told twice, the second changes nothing. */
export async function appoint(doing: Acting, secret: string, { name, email, subject }: Beginning['administrator']): Promise<void> {
  await changeSetup(doing, secret, (setup) => {
    const organisation = (setup.organisations.find((each) => each.kind === 'werkcentrum') ?? setup.organisations[0])!.slug
    const key = staffKey({ organisation, email })
    const had = setup.staff.find((each) => staffKey(each) === key)
    const roles = [...new Set([...(had?.roles ?? []), 'administrator' as const])]
    return { ...setup, staff: [...setup.staff.filter((each) => each !== had), { ...(had ?? { organisation, name, email, subject }), roles, until: undefined }] }
  })
}

/** Begins a region that its administrator then prepares. @throws Error when it has begun already */
export async function beginRegion(doing: Acting, secret: string, setup: Setup, given: Beginning): Promise<void> {
  await openRegion(doing, secret, setup)
  await appoint(doing, secret, given.administrator)
}

/** The record of the nation: who began or appointed where. */
export const recordNational = (doing: Acting<StaffActor>, kind: typeof networkEvents.regionBegun, region: number): void =>
  record(doing, kind, newId(doing.now.getTime()), { region })
