const most = 5000

/** What was made for this key, or what `make` makes of it now: it stays in `known`, which begins anew when it is full. */
export function remember<Key, Value extends NonNullable<unknown>>(memory: Map<Key, Value>, key: Key, make: () => Value): Value {
  const had = memory.get(key)
  if (had !== undefined) return had
  if (memory.size >= most) memory.clear()
  const made = make()
  memory.set(key, made)
  return made
}
