// Any host does: what matters is whether a browser that is here stays here.
const here = 'http://here.invalid'

/**
 * Whether an address leads to a page of this site, as every browser reads it: one slash and then a path that stays as it is written. Two slashes, a backslash, a tab, dots that climb
 * or a scheme lead elsewhere, or may. Asked of everything that came in and that goes out as an address again.
 */
export function isOurs(address: string): boolean {
  // Most are plain, and need no parser.
  if (/^(?:\/[\w-]+)+$/.test(address)) return true
  if (!/^\/(?![/\\])[^\\\p{Cc}\s]*$/u.test(address) || !URL.canParse(address, here)) return false
  const url = new URL(address, here)
  return url.origin === here && url.pathname === address.split(/[?#]/)[0] && !url.pathname.includes('//')
}

/** The same address, or that of the site itself when it is not ours. */
export const ours = (address: string): string => (isOurs(address) ? address : '/')

/** An address of ours without these fields of its query. */
export function withoutFields(address: string, ...fields: readonly string[]): string {
  const [path = '', query] = address.split('?')
  const rest = new URLSearchParams(query)
  for (const field of fields) rest.delete(field)
  return rest.size ? `${path}?${rest}` : path
}
