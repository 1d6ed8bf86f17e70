import { connect, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { startDemo } from './ground.ts'

const { app, cookieOf } = await startDemo()
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

const invoer = '/twente/werk/aanbod/invoer'
const filesOf = (...sizes: number[]) =>
  Buffer.concat([
    Buffer.from('--rand\r\nContent-Disposition: form-data; name="words"\r\n\r\nwat er bij staat\r\n'),
    ...sizes.flatMap((size) => [Buffer.from('--rand\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'), Buffer.alloc(size, 'a'), Buffer.from('\r\n')]),
    Buffer.from('--rand--\r\n'),
  ])
const bring = (payload: Buffer | string, type: string, cookie = '') =>
  app.inject({ method: 'POST', url: invoer, headers: { host: 'localhost:3999', 'sec-fetch-site': 'same-origin', 'content-type': type, cookie }, payload })
const form = 'multipart/form-data; boundary=rand'

test('who may not come brings no more than a form of words: what is larger is not read, nor drawn again, and of files nothing is kept (I3, D9)', async () => {
  const large = await bring(`a=${'<'.repeat(3_000_000)}`, 'application/x-www-form-urlencoded')
  expect([large.statusCode, large.body.length < 50_000]).toEqual([413, true])
  const nowhere = await app.inject({
    method: 'POST',
    url: '/nergens/werk/aanbod/invoer',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: `a=${'<'.repeat(3_000_000)}`,
  })
  expect([nowhere.statusCode, nowhere.body.length < 50_000]).toEqual([413, true])
  const words = await bring(filesOf(5_000_000), form)
  expect([words.statusCode, words.body.includes('wat er bij staat')]).toEqual([401, true])
})

test('the files of one form are together no larger than its route takes (I3, D9)', async () => {
  const { body, statusCode } = await bring(filesOf(15_000_000, 15_000_000), form, await cookieOf('coordinator-werkcentrum'))
  expect([statusCode, body.includes('Dit bestand is te groot')]).toEqual([422, true])
})

test('so many files come in at once from one network, and then others wait their turn (I3, D9)', async () => {
  const cookie = await cookieOf('coordinator-werkcentrum')
  app.server.requestTimeout = 60_000
  const head = `POST ${invoer} HTTP/1.1\r\nHost: localhost:3999\r\nSec-Fetch-Site: same-origin\r\nCookie: ${cookie}\r\nContent-Type: ${form}\r\nContent-Length: 1000000\r\n\r\n--rand\r\n`
  let refused = 0
  const waiting = Array.from({ length: 10 }, () =>
    connect(port, '127.0.0.1', function (this: Socket) {
      this.write(head)
    }),
  )
  for (const each of waiting)
    each.on('data', (data) => {
      if (String(data).startsWith('HTTP/1.1 429')) refused += 1
    })
  await expect.poll(() => refused, { timeout: 20_000 }).toBe(2)
  const status = () => bring(filesOf(1_000_000), form, cookie).then(({ statusCode }) => statusCode)
  expect(await status()).toBe(429)
  for (const each of waiting) each.destroy()
  await expect.poll(status, { timeout: 20_000 }).toBe(422)
})
