import { setTimeout as wait } from 'node:timers/promises'
import Fastify from 'fastify'
import { expect, test } from 'vitest'
import type { Visit } from '../web/route.ts'
import { endStreamsOf, stream } from './stream.ts'

test('a server stops at once, also while somebody is just beginning to listen', async () => {
  const app = Fastify()
  endStreamsOf(app)
  let begun = 0
  let stopped = 0
  const listen = () => {
    begun += 1
    return () => {
      stopped += 1
    }
  }
  app.get('/now', (request, reply) => void stream({ request, reply } as unknown as Visit, listen))
  // Who they are is still being looked up when the server stops.
  app.get('/late', async (request, reply) => {
    await wait(300)
    stream({ request, reply } as unknown as Visit, listen)
    return reply
  })
  const base = await app.listen({ port: 0, host: '127.0.0.1' })
  const [first, late] = [fetch(`${base}/now`).then((answer) => answer.text()), fetch(`${base}/late`).then((answer) => answer.text())]
  while (!begun) await wait(10)
  await app.close()
  expect([begun, stopped]).toEqual([2, 2])
  expect([await first, await late]).toEqual(['retry: 2000\n\n', 'retry: 2000\n\n'])
})
