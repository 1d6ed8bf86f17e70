import { allAskedBy } from '../places.ts'
import type { Role } from '../../foundation/actor.ts'
import { roles } from '../../foundation/actor.ts'
import { dayOf } from '../../foundation/clock/workingdays.ts'
import type { Tx } from '../../foundation/database/database.ts'
import { programOf, type Visit } from '../../foundation/web/route.ts'
import { activityRead } from '../../foundation/record/activities.ts'
import { type LookRow, looksAt } from '../../foundation/record/looks.ts'
import type { Language } from '../../foundation/i18n/i18n.ts'
import { say as sayNetwork } from '../../network/words.ts'
import type { Network } from '../../network/current.ts'
import { findPersons, type Person } from '../queries.ts'
import { say } from '../words.ts'
import type { DataRequest, Mandate } from './file.ts'
import { mandatesOf, requestsAbout } from './store.ts'

export const looksOnPage = 40

/** A look as the person sees it: organisation and role, and the name where it was asked and given. */
export interface Look {
  id: string
  at: Date
  organisation: string
  role: string
  purpose: string
  name?: string
  /** Whether the name was asked already. */
  asked: boolean
}

/** What the file itself keeps of somebody, beside the parts of later rooms. */
export interface OwnFile {
  looks: Look[]
  more: boolean
  requests: DataRequest[]
  mandates: Mandate[]
}

export const sayRoles = (language: Language, held: string | null): string =>
  (held ?? '')
    .split(',')
    .filter((each): each is Role => (roles as readonly string[]).includes(each))
    .map((each) => sayNetwork[language](`role.${each}`))
    .join(', ') || say[language]('looks.role.guest')

function lookSeen({ partsOf }: Tx, language: Language, network: Network, row: LookRow, requests: readonly DataRequest[]): Look {
  const asked = requests.find((each) => each.look_id === row.id)
  return {
    id: row.id,
    at: row.at,
    organisation: network.organisations.get(row.organisation_id)?.name ?? '',
    role: sayRoles(language, row.role),
    purpose: activityRead(partsOf, row.purpose).name(language),
    name: asked?.decision === 'done' ? ((row.staff_id ? network.staff.get(row.staff_id)?.name : asked.answer) ?? undefined) : undefined,
    asked: asked !== undefined,
  }
}

/** These persons as they can be reached; as the program, since of a person whose question a guide took to be of another the row is nobody's to see. */
export const readContacts = (visit: Visit, persons: readonly string[]): Promise<Person[]> =>
  visit.system.database.transaction(programOf(visit), 'own-file', (tx) => findPersons(tx, visit.region.id, persons))

/** One page of who looked, and all else that is kept of these persons here. */
export async function readFile(
  tx: Tx,
  { language, region: { id: region } }: Pick<Visit, 'language' | 'region'>,
  network: Network,
  { persons: ids, resident }: { persons: readonly string[]; resident: string | null },
  { page = 1, most = looksOnPage } = {},
): Promise<OwnFile> {
  const requests = await requestsAbout(tx, region, ids, resident)
  const asked = await allAskedBy(tx, region, ids)
  const rows = await looksAt(
    tx,
    region,
    ids,
    asked.map((each) => each.id),
    most + 1,
    (page - 1) * most,
  )
  const mandates = resident ? await mandatesOf(tx, region, resident) : []
  return { requests, mandates, looks: rows.slice(0, most).map((each) => lookSeen(tx, language, network, each, requests)), more: rows.length > most }
}

export const isActive = (mandate: Mandate, now: Date) => !mandate.ended_at && mandate.ends_on >= dayOf(now)
