import type { Visit } from '../foundation/web/route.ts'
import { networkHere } from '../network/current.ts'
import { catalogueHere } from './current.ts'
import { regionOfId } from '../network/geography.ts'
import type { Network } from '../network/current.ts'
import type { Service } from './service.ts'
import type { Vocabulary } from './vocabulary.ts'
import { say } from './words.ts'
import type { Language } from '../foundation/i18n/i18n.ts'

/** What a service of a region can be written with: its words and its places. */
export interface Choices {
  vocabulary: Vocabulary
  /** The region's name. */
  region: string
  municipalities: readonly string[]
  /** Each walk-in point's name by its name in an address. */
  walkInPoints: ReadonlyMap<string, string>
}

export const choicesIn = ({ setup, walkInPoints }: Network, vocabulary: Vocabulary): Choices => ({
  vocabulary,
  region: regionOfId(setup.region_id).name,
  municipalities: regionOfId(setup.region_id).municipalities,
  walkInPoints: new Map(walkInPoints.map(({ slug, name, place }) => [slug, name.includes(place) ? name : `${name}, ${place}`])),
})

/** What a service of the region that is visited can be written with now. */
export const choicesHere = async (visit: Pick<Visit, 'system' | 'region'>): Promise<Choices> => choicesIn(await networkHere(visit), (await catalogueHere(visit)).vocabulary)

/** Where a service is, in words; a walk-in point that is no longer there is left out. */
export const sayWhere = (language: Language, { reach, municipalities, walkInPoints }: Service['where'], points: Choices['walkInPoints']): string =>
  [say[language](`reach.${reach}`), ...municipalities, ...walkInPoints.flatMap((slug) => points.get(slug) ?? [])].join(', ')
