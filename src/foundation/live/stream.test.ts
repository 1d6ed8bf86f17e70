import { setTimeout as wait } from 'node:timers/promises'
import Fastify, { type FastifyReply, type FastifyRequest } from 'fastify'
import { expect, test } from 'vitest'
import type { Visit } from '../web/route.ts'
import { endStreamsOf, stream } from './stream.ts'

test('a server stops at once, also while somebody is just beginning to listen', async () => {
  const app = Fastify()
  endStreamsOf(app)
  let begun = 0
  let stopped = 0
  let asked = 0
  const listen = () => {
    begun += 1
    return () => {
      stopped += 1
    }
  }
  // Of a visit it reads the request and the reply, and nothing else.
  const begin = (request: FastifyRequest, reply: FastifyReply) => stream({ request, reply } as unknown as Visit, listen)
  app.get('/now', (request, reply) => void begin(request, reply))
  // Who they are is still being looked up when the server stops.
  app.get('/late', async (request, reply) => {
    asked += 1
    await wait(300)
    begin(request, reply)
    return reply
  })
  const base = await app.listen({ port: 0, host: '127.0.0.1' })
  const [first, late] = [fetch(`${base}/now`).then((answer) => answer.text()), fetch(`${base}/late`).then((answer) => answer.text())]
  while (!begun || !asked) await wait(10)
  await app.close()
  expect([begun, stopped]).toEqual([2, 2])
  expect([await first, await late]).toEqual(['retry: 2000\n\n', 'retry: 2000\n\n'])
})
