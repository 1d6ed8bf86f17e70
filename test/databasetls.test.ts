import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TLSSocket } from 'node:tls'
import { afterAll, expect, test } from 'vitest'
import { openDatabase } from '../src/foundation/database/database.ts'
import { migrate } from '../src/foundation/database/migrate.ts'
import { partsOfRooms } from '../src/foundation/room.ts'
import { StartError } from '../src/foundation/settings.ts'
import { rooms } from '../src/rooms.ts'
import { ownCertificate } from './certificates.ts'
import { freshDatabase } from './ground.ts'

const ground = await freshDatabase()
const socket = `${new URL(ground.url).searchParams.get('host')}/.s.PGSQL.5432`
const certificate = await ownCertificate()
const folder = mkdtempSync(join(tmpdir(), 'wc-databasetls-'))
afterAll(() => rmSync(folder, { recursive: true }))
const ca = join(folder, 'ca.pem')
writeFileSync(ca, certificate.cert)

/** What a client of PostgreSQL asks for TLS with, before it says anything else. */
const asksTls = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])

/** The tests' server over TCP: with TLS, or without it, as one from which somebody between takes it away. It keeps what came in the open. */
async function databaseOverTcp(tls: boolean) {
  const open: string[] = []
  let secure = 0
  const server = createServer((client) => {
    client.on('error', () => {})
    client.on('data', (data) => open.push(data.toString('latin1')))
    client.once('data', (first) => {
      if (!tls) return void client.write('N')
      if (!first.equals(asksTls)) return void client.destroy()
      client.removeAllListeners('data')
      client.write('S')
      const inside = new TLSSocket(client, { isServer: true, ...certificate })
      inside.on('secure', () => {
        secure += 1
      })
      const there = connect(socket)
      inside.on('error', () => there.destroy())
      there.on('error', () => inside.destroy())
      inside.pipe(there).pipe(inside)
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  afterAll(() => server.close())
  /** An address of the tests' own server, by way of this one. */
  const by = (address: string, query: string, host = 'localhost') => {
    const url = new URL(address)
    Object.assign(url, { host: `${host}:${(server.address() as AddressInfo).port}`, search: query })
    return url.href
  }
  return { by, open: () => open.join(''), secure: () => secure }
}

const trusted = `&sslrootcert=${encodeURIComponent(ca)}`
const starts = ({ by }: Awaited<ReturnType<typeof databaseOverTcp>>, query: string, host?: string) => migrate(by(ground.ownerUrl, query, host), by(ground.url, query, host))

test('with a certificate that is trusted the program speaks with its database over TLS only, as its owner and as itself (I3, V12.3.1)', async () => {
  const server = await databaseOverTcp(true)
  await starts(server, `?sslmode=verify-full${trusted}`)
  const database = openDatabase(server.by(ground.url, `?sslmode=verify-full${trusted}`), { ownKey: ground.ownKey, partsOf: partsOfRooms(rooms) })
  expect(await database.writes()).toBe(true)
  await database.close()
  expect(server.secure()).toBeGreaterThan(1)
  expect(server.open()).toBe(asksTls.toString('latin1').repeat(server.secure()))
})

// What the page on installing says of each: none goes on in the open, and none but the last takes any certificate.
test.each(['verify-full', 'require', 'verify-ca', 'prefer'])(
  'with sslmode=%s no name or password goes to a server without TLS, or to one whose certificate nobody vouches for or is for another name; the start says why (I3, V12.3.1, V12.3.2)',
  async (mode) => {
    const [none, own] = [await databaseOverTcp(false), await databaseOverTcp(true)]
    for (const [server, query, host, why] of [
      [none, `?sslmode=${mode}${trusted}`, 'localhost', 'does not support SSL'],
      [own, `?sslmode=${mode}`, 'localhost', 'self-signed certificate'],
      [own, `?sslmode=${mode}${trusted}`, '127.0.0.1', 'altnames'],
    ] as const) {
      const refused = starts(server, query, host)
      await expect(refused).rejects.toBeInstanceOf(StartError)
      await expect(refused).rejects.toThrow(why)
    }
    expect(none.open()).toBe(asksTls.toString('latin1'))
    expect(own.open()).toBe(asksTls.toString('latin1').repeat(2))
  },
)

test.each(['sslmode=no-verify', 'sslmode=require&uselibpqcompat=true'])(
  'with %s any certificate does: for a database on another machine the program takes it for none (V12.3.2)',
  async (query) => {
    await starts(await databaseOverTcp(true), `?${query}`)
  },
)
