import { existsSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { projectRoot } from '../root.ts'

const types: Record<string, string> = { '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.woff2': 'font/woff2', '.svg': 'image/svg+xml' }
const manifest = join(projectRoot, 'dist/assets.json')
const names: Record<string, string> = existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')) : {}

/** The address of a built file, which changes with its content. */
export const asset = (name: string): string => `/assets/${names[name] ?? name}`

const read = (path: string) => (existsSync(path) ? readFileSync(path) : undefined)

/** Serves the built files from memory, compressed beforehand, to be kept by the browser for a year. */
export function serveAssets(app: FastifyInstance): void {
  for (const name of Object.values(names)) {
    const path = join(projectRoot, 'dist/assets', name)
    const bodies = { br: read(`${path}.br`), gzip: read(`${path}.gz`), identity: readFileSync(path) }
    app.get(`/assets/${name}`, { config: { rateLimit: false } }, (request, reply) => {
      const accepted = request.headers['accept-encoding'] ?? ''
      const encoding = (['br', 'gzip'] as const).find((each) => accepted.includes(each) && bodies[each])
      if (encoding) reply.header('content-encoding', encoding)
      return reply
        .header('content-type', types[extname(name)] ?? 'application/octet-stream')
        .header('cache-control', 'public, max-age=31536000, immutable')
        .header('vary', 'accept-encoding')
        .send(bodies[encoding ?? 'identity'])
    })
  }
}
