/**
 * A place is where a room lets others show something, do something or answer a question of its own: the room that has it declares it as a value, and each room
 * after it puts its part there in its manifest. A question to the rooms ("is this still used?") is a place for functions that answer it.
 */
export interface Place<Part> {
  readonly name: string
  /** Never there: it carries the type. */
  readonly holds?: Part
}
export const place = <Part>(name: string): Place<Part> => ({ name })

/** Parts that a room puts in a place. */
export interface Filling {
  readonly place: Place<unknown>
  readonly parts: readonly unknown[]
}
export const fill = <Part>(into: Place<Part>, ...parts: readonly Part[]): Filling => ({ place: into, parts })

/** What stands in a place: the parts of all rooms, in the order of the rooms. */
export type PartsOf = <Part>(of: Place<Part>) => readonly Part[]

/** What stands in each place once these are filled. */
export function filledWith(fillings: readonly Filling[]): PartsOf {
  const byPlace = new Map<Place<unknown>, unknown[]>()
  for (const { place: into, parts } of fillings) byPlace.set(into, [...(byPlace.get(into) ?? []), ...parts])
  return <Part>(of: Place<Part>) => (byPlace.get(of) ?? []) as readonly Part[]
}

/** The last room's part first: what is under way with others stands above what is always there, and what points to something goes before it. */
export const newestFirst = <Part>(parts: readonly Part[]): readonly Part[] => [...parts].reverse()
