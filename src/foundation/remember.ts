const most = 5000

/** What was made for this key, or what `make` makes of it now: it stays in `known`, which begins anew when it is full. */
export function remember<Key, Value extends NonNullable<unknown>>(known: Map<Key, Value>, key: Key, make: () => Value): Value {
  const had = known.get(key)
  if (had !== undefined) return had
  if (known.size >= most) known.clear()
  const made = make()
  known.set(key, made)
  return made
}
