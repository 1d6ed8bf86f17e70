const most = 5000
/** What strangers write can be a key: a longer one is made each time, so that a memory full of keys stays small. */
const longest = 1000

/** What was made for this key, or what `make` makes of it now: it stays in `known`, which begins anew when it is full. */
export function remember<Key, Value extends NonNullable<unknown>>(memory: Map<Key, Value>, key: Key, make: () => Value): Value {
  const had = memory.get(key)
  if (had !== undefined) return had
  const made = make()
  if (typeof key === 'string' && key.length > longest) return made
  if (memory.size >= most) memory.clear()
  memory.set(key, made)
  return made
}
