import { get } from 'node:http'
import type { AddressInfo } from 'node:net'
import Fastify from 'fastify'
import { afterAll, expect, test } from 'vitest'
import type { Visit } from '../web/route.ts'
import { endStreamsOf, stream } from './stream.ts'

const app = Fastify()
endStreamsOf(app)
app.get('/:who', async (request, reply) => {
  stream({ request, reply, actor: { kind: 'link', region: 5, subject: (request.params as { who: string }).who } } as unknown as Visit, () => () => {})
})
await app.listen({ port: 0, host: '127.0.0.1' })
const { port } = app.server.address() as AddressInfo
afterAll(async () => {
  app.server.closeAllConnections()
  await app.close()
})
const listen = (who: string) =>
  new Promise<{ status: number | undefined; leave(): void }>((resolve, reject) => {
    const asked = get(`http://127.0.0.1:${port}/${who}`, { agent: false }, (answer) => {
      answer.resume()
      resolve({ status: answer.statusCode, leave: () => asked.destroy() })
    }).on('error', reject)
    asked.on('close', () => asked.on('error', () => {}))
  })

test('one link listens in twenty tabs and no more, one network in two hundred; who leaves makes room (I3, D9)', async () => {
  const one = []
  for (let at = 0; at < 21; at += 1) one.push(await listen('een'))
  expect(one.filter(({ status }) => status === 200)).toHaveLength(20)
  expect(one.at(-1)!.status).toBe(429)
  expect((await listen('ander')).status).toBe(200)
  one[0]!.leave()
  await expect.poll(async () => (await listen('een')).status).toBe(200)
  const many = []
  for (let at = 0; at < 200; at += 1) many.push((await listen(`nog-${at}`)).status)
  expect(many.filter((status) => status === 429).length).toBeGreaterThan(15)
})
