import type { Clock } from '../foundation/clock/clock.ts'
import { type Day, dayOf } from '../foundation/clock/workingdays.ts'
import type { Database, Tx } from '../foundation/database/database.ts'
import { oneOf } from '../foundation/system.ts'
import type { Visit } from '../foundation/web/route.ts'
import { filesIn, type ServiceFile } from './files/store.ts'
import type { Entry } from './service.ts'
import { searchFor, type Search, synonymsOf } from './search.ts'
import { type Signpost, signpostOf } from './signpost/signpost.ts'
import { catalogueOf, publishedServices } from './store.ts'
import { type Vocabulary, vocabularyOf } from './vocabulary.ts'

/** A published service with what the catalogue knows of it. */
export interface Listed extends Entry {
  organisation: string | null
  confirmedAt: Date | null
  /** What there is to take along, for everybody. */
  files?: readonly ServiceFile[]
}

/** After so long without a word of its provider, a service is said not to be confirmed. */
export const confirmedFor = 183 * 86_400_000
export const isConfirmed = ({ confirmedAt }: Pick<Listed, 'confirmedAt'>, now: Date) => confirmedAt !== null && now.getTime() - confirmedAt.getTime() < confirmedFor

/** What a page says of a service by when it is read: by the day, and whether its provider's word still counts. */
export const readOn = (listed: Pick<Listed, 'confirmedAt'>, now: Date) => ({ today: dayOf(now), confirmed: isConfirmed(listed, now) })
export type ReadOn = ReturnType<typeof readOn>

/** A region's catalogue as it is now: what is published and holds today, and the signpost made of it. The same for everybody. */
export interface Catalogue {
  services: readonly Listed[]
  bySlug: ReadonlyMap<string, Listed>
  vocabulary: Vocabulary
  signpost: Signpost
  search(text: string): Search | undefined
  /** Changes with the content. */
  version: string
}

const holdsOn = ({ service }: Entry, today: Day) => (service.validFrom ?? today) <= today && (service.validUntil ?? today) >= today

async function readCatalogue(tx: Tx, region: number, today: Day, had?: Catalogue): Promise<Catalogue> {
  const row = await catalogueOf(tx, region)
  const version = `${row?.version ?? 0} ${today}`
  if (had?.version === version) return had
  const vocabulary = vocabularyOf(row?.vocabulary)
  const files = new Map<string, ServiceFile[]>()
  for (const each of await filesIn(tx, region)) files.set(each.service_id, [...(files.get(each.service_id) ?? []), each])
  const services = (await publishedServices(tx, region))
    .map(
      (each): Listed => ({
        id: each.id,
        slug: each.slug,
        service: each.document!,
        organisation: each.organisation_id,
        confirmedAt: each.confirmed_at,
        files: files.get(each.id),
      }),
    )
    .filter((each) => holdsOn(each, today))
  const signpost = signpostOf(services, vocabulary)
  const synonyms = synonymsOf(vocabulary)
  return { services, bySlug: new Map(services.map((each) => [each.slug, each])), vocabulary, signpost, search: (text) => searchFor(text, signpost.ear, synonyms), version }
}

const looksAgainAfter = 5000

/** The catalogues in memory, each looked at again after five seconds: a change made by another process is seen by then, one of this process at once. */
function knownCatalogues(database: Database, clock: Clock) {
  const memory = new Map<number, { catalogue: Catalogue; at: number }>()
  return {
    async of(region: number): Promise<Catalogue> {
      const had = memory.get(region)
      const now = clock.now()
      if (had && Math.abs(now.getTime() - had.at) < looksAgainAfter) return had.catalogue
      const catalogue = await database.transaction({ kind: 'public', region }, 'catalogue', (tx) => readCatalogue(tx, region, dayOf(now), had?.catalogue))
      memory.set(region, { catalogue, at: now.getTime() })
      return catalogue
    },
    /** Called after a change made here. */
    forget: (region: number) => void memory.delete(region),
  }
}
/** The catalogues of this program. */
export const cataloguesOf = oneOf(({ database, clock }) => knownCatalogues(database, clock))
/** The catalogue of the region that is visited. */
export const catalogueHere = ({ system, region }: Pick<Visit, 'system' | 'region'>) => cataloguesOf(system).of(region.id)
