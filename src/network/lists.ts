import type { Language } from '../foundation/i18n/i18n.ts'
import { type Place, place } from '../foundation/place.ts'
import type { Network } from './current.ts'

/** A list of which a region chooses what it offers: a room says what there is, and in which words; the region's set-up says which of it. */
export interface RegionList<Value extends string = string> {
  /** What it is called in a set-up: small letters and hyphens. */
  key: string
  /** All there is, in the order of a page. */
  values: readonly Value[]
  label(language: Language): string
  hint(language: Language): string
  say(language: Language, value: Value): string
}
export const regionLists: Place<RegionList> = place('lists of which a region chooses')

/** What a region offers of a list; all of it where it chose nothing. */
export function chosenOf<Value extends string>({ setup }: Pick<Network, 'setup'>, { key, values }: RegionList<Value>): readonly Value[] {
  const chosen = values.filter((each) => setup.lists[key]?.includes(each))
  return chosen.length ? chosen : values
}

/** What a set-up chooses that no room knows, each by its place. */
export const unknownIn = (chosen: Readonly<Record<string, readonly string[]>>, lists: readonly RegionList[]): string[] =>
  Object.entries(chosen).flatMap(([key, values]) => {
    const known = lists.find((each) => each.key === key)?.values
    return known ? values.filter((each) => !known.includes(each)).map((each) => `lists.${key}: ${each}`) : [`lists.${key}`]
  })
