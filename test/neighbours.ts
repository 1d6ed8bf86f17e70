import { type AddressInfo, createServer, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll } from 'vitest'

/** How a server misbehaves: accepts and says nothing, gives a byte at a time for ever, hangs after the mail was said, hangs up, is busy, or refuses everybody. */
export type Manners = 'silent' | 'drips' | 'hangs' | 'cuts' | 'busy' | 'refuses'

/** A server that is no good neighbour; `manners` may change while it runs. */
export async function badNeighbour(manners: Manners) {
  const open = new Set<Socket>()
  const state = { manners, came: 0 }
  const server = createServer((socket) => {
    state.came += 1
    open.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => open.delete(socket))
    socket.resume()
    const how = {
      silent: () => {},
      drips: () => {
        const timer = setInterval(() => socket.write('2'), 200)
        socket.on('close', () => clearInterval(timer))
      },
      hangs: () => {
        socket.write('220 here\r\n')
        socket.on('data', (data) => {
          // As a good one, until the mail's end.
          for (const line of data.toString().split('\r\n')) if (/^(EHLO|MAIL|RCPT)/.test(line)) socket.write('250 ok\r\n')
          if (/^DATA/m.test(data.toString())) socket.write('354 go on\r\n')
        })
      },
      cuts: () => socket.destroy(),
      busy: () => socket.end('421 busy\r\n'),
      refuses: () => socket.end('554 no\r\n'),
    }
    how[state.manners]()
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  afterAll(() => {
    for (const socket of open) socket.destroy()
    server.close()
  })
  return {
    port: (server.address() as AddressInfo).port,
    state,
    /** Whether every connection is gone, within a generous while. */
    async isLeft(): Promise<boolean> {
      for (let tries = 0; tries < 100 && open.size; tries += 1) await wait(50)
      return open.size === 0
    },
  }
}
