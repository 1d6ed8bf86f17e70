import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { startDemo } from './ground.ts'

const { app } = await startDemo()
await app.listen({ port: 0, host: '127.0.0.1' })
const { port } = app.server.address() as AddressInfo

/** What a server says to who begins like this and then sends a byte now and then, until it lets go of them. */
const heardBySlow = (begin: string) =>
  new Promise<string>((resolve) => {
    let heard = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(begin))
    const drip = setInterval(() => socket.writable && socket.write('a'), 200)
    socket.on('data', (data) => (heard += data))
    socket.on('error', () => {})
    socket.on('close', () => {
      clearInterval(drip)
      resolve(heard)
    })
  })

test('whoever sends slower than can be is let go, in head and in body, and others are answered meanwhile (I3)', async () => {
  // As it is built, and then so that a test can wait for it.
  expect([app.server.requestTimeout, app.server.headersTimeout]).toEqual([120_000, 20_000])
  app.server.requestTimeout = 1000
  app.server.headersTimeout = 1000
  const slow = [
    heardBySlow('POST /twente/vraag HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nquestion='),
    heardBySlow('POST /twente/volg/x/toevoegen HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=a\r\nContent-Length: 1000\r\n\r\n--a\r\n'),
    heardBySlow('GET /twente HTTP/1.1\r\nHost: localhost\r\nX-A: '),
  ]
  expect((await fetch(`http://127.0.0.1:${port}/twente`)).status).toBe(200)
  for (const heard of await Promise.all(slow)) expect(heard).toMatch(/^(HTTP\/1\.1 4|$)/)
})
