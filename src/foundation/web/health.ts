import type { FastifyInstance } from 'fastify'
import { oneOf, type System } from '../system.ts'

/** Whether requests should come to this process: not while it starts, nor once it was asked to end. */
export const readinessOf = oneOf((): { is: 'starting' | 'ready' | 'stopping' } => ({ is: 'starting' }))

/** Says how it is: `/health` to who watches whether anything can be written, `/health/ready` to who sends requests here or to another process. */
export function serveHealth(app: FastifyInstance, system: System): void {
  const config = { config: { rateLimit: false } }
  app.get('/health', config, async (_request, reply) => {
    const ok = await system.database.writes()
    return reply
      .code(ok ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status: ok ? 'ok' : 'unavailable' })
  })
  app.get('/health/ready', config, async (_request, reply) => {
    const { is } = readinessOf(system)
    const status = is === 'ready' && !(await system.database.writes()) ? 'unavailable' : is
    return reply
      .code(status === 'ready' ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status })
  })
}
