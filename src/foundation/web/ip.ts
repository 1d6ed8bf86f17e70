import { isIP } from 'node:net'

/** The address in what a socket or a proxy says: without brackets, port and zone; what is none is nobody's, and all of that is one. */
function addressIn(said: string): string {
  const bare = said.length < 64 ? said.replace(/^\[([^\]]*)\](?::\d+)?$/, '$1').replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1') : ''
  const plain = bare.replace(/^::ffff:(?=\d+\.)/i, '').split('%')[0]!
  return isIP(plain) ? plain : '0.0.0.0'
}

/** The network of an address, as a socket or a trusted proxy gives it: of so many of its four numbers (IPv4, also written in IPv6), or of so many of its eight groups (IPv6), in the notation that says so. */
export function networkOf(ip: string, { numbers, groups }: { numbers: number; groups: number }): string {
  const plain = addressIn(ip)
  if (!plain.includes(':')) return `${[...plain.split('.').slice(0, numbers), '0', '0', '0', '0'].slice(0, 4).join('.')}/${numbers * 8}`
  const [before = '', after] = plain.split('::')
  const split = (part: string | undefined) => (part ? part.split(':') : [])
  const left = split(before)
  const right = split(after)
  const whole = [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right]
  const kept = whole.slice(0, groups).map((group) => Number.parseInt(group, 16).toString(16))
  return `${kept.join(':')}::/${groups * 16}`
}

/** Whom an address stands for: itself, but of IPv6 a whole /64, which whoever has one such address has. */
export const peerOf = (ip: string): string => networkOf(ip, { numbers: 4, groups: 4 })
