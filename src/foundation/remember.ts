const most = 5000

/** What was made for this key, or what `make` makes of it now: kept in `kept`, which begins anew when it is full. */
export function remember<Key, Value extends NonNullable<unknown>>(kept: Map<Key, Value>, key: Key, make: () => Value): Value {
  const had = kept.get(key)
  if (had !== undefined) return had
  if (kept.size >= most) kept.clear()
  const made = make()
  kept.set(key, made)
  return made
}
