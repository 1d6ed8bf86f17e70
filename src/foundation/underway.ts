/** Counts what is under way, by a name: nothing is kept of a name of which nothing is. */
export function underWay() {
  const counts = new Map<string, number>()
  return {
    of: (name: string): number => counts.get(name) ?? 0,
    begin: (name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1),
    /** Of what began. */
    end(name: string): void {
      const left = counts.get(name)! - 1
      if (left) counts.set(name, left)
      else counts.delete(name)
    },
  }
}
