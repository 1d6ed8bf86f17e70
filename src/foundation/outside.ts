import { type LookupAddress, lookup } from 'node:dns'
import { Agent as PlainAgent, request as plainRequest } from 'node:http'
import { Agent, globalAgent, request as secureRequest } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'

// What is not the internet: this machine, networks of one's own, links, what is reserved and what leads to any of these by another name.
const notPublic = new BlockList()
for (const each of [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
])
  addNetwork(each, 'ipv4')
for (const each of ['198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/3']) addNetwork(each, 'ipv4')
for (const each of ['2001::/32', '2001:db8::/32', '2002::/16', '3fff::/20']) addNetwork(each, 'ipv6')
const unicast = new BlockList()
unicast.addSubnet('2000::', 3, 'ipv6')

function addNetwork(network: string, family: 'ipv4' | 'ipv6') {
  const [address, prefix] = network.split('/') as [string, string]
  notPublic.addSubnet(address, Number(prefix), family)
}

/** Whether an address is one on the internet. */
export function isPublic(address: string): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  if (isIP(plain) === 4) return !notPublic.check(plain, 'ipv4')
  return isIP(plain) === 6 && unicast.check(plain, 'ipv6') && !notPublic.check(plain, 'ipv6')
}

/** What somebody else filled in leads to a place where this program does not go. */
export class NotOutside extends Error {}

const mostBytes = 1_000_000

interface Asked {
  method?: string
  headers?: Record<string, string>
  body?: unknown
  signal?: AbortSignal
}

/**
 * Asks an address that others filled in, as `fetch` does, but only on the internet or at a host in `trusted`: the address that a name turns out to have is the one that is
 * called. Over https only, unless `plain` says that http may be; follows no redirect, reads no more than a megabyte and waits no longer than `seconds` in all.
 * @throws NotOutside for any other place
 */
export function outsideFetch({ trusted, plain = false, seconds = 10 }: { trusted: readonly string[]; plain?: boolean; seconds?: number }) {
  // Connections are not kept: one that was made for who trusts a place is none for who does not. What the process trusts of certificates holds here too.
  const agents = { 'https:': new Agent({ ...globalAgent.options, keepAlive: false }), 'http:': new PlainAgent({ keepAlive: false }) }
  return async (to: string | URL, { method = 'GET', headers = {}, body, signal }: Asked = {}): Promise<Response> => {
    const url = new URL(to)
    if (url.protocol !== 'https:' && !(plain && url.protocol === 'http:')) throw new NotOutside('not over https')
    const host = url.hostname.replace(/^\[|\]$/g, '')
    const isTrusted = trusted.includes(host)
    if (!isTrusted && isIP(host) && !isPublic(host)) throw new NotOutside('not on the internet')
    const lookUp: LookupFunction = (name, options, found) =>
      lookup(name, { ...options, all: true }, (error, all: LookupAddress[]) => {
        if (error) return found(error, '', 4)
        const places = isTrusted ? all : all.filter(({ address }) => isPublic(address))
        if (!places.length) return found(new NotOutside('not on the internet'), '', 4)
        return options.all ? found(null, places) : found(null, places[0]!.address, places[0]!.family)
      })
    const ends = AbortSignal.any([AbortSignal.timeout(seconds * 1000), ...(signal ? [signal] : [])])
    const sent = body === undefined || body === null ? undefined : String(body)
    return new Promise((resolve, reject) => {
      const agent = agents[url.protocol as keyof typeof agents]
      const request = (url.protocol === 'https:' ? secureRequest : plainRequest)(url, { method, headers, signal: ends, lookup: lookUp, agent }, (answer) => {
        const chunks: Buffer[] = []
        let size = 0
        answer.on('data', (chunk: Buffer) => {
          size += chunk.length
          chunks.push(chunk)
          if (size > mostBytes) answer.destroy(new Error('too large'))
        })
        answer.on('error', reject)
        answer.on('end', () => {
          const status = answer.statusCode ?? 502
          const told = Object.entries(answer.headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as [string, string]] : []))
          resolve(new Response([204, 205, 304].includes(status) ? null : Buffer.concat(chunks), { status: status < 200 ? 502 : status, headers: told }))
        })
      })
      request.on('error', reject)
      request.end(sent)
    })
  }
}
