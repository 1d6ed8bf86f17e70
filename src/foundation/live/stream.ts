import type { FastifyInstance } from 'fastify'
import { type Answer, handled } from '../web/answer.ts'
import type { Visit } from '../web/route.ts'
import { peerOf } from '../web/ip.ts'
import { visitorOf } from '../web/kept.ts'
import { tooMany } from '../web/limits.ts'
import { underWay } from '../underway.ts'
import { securityHeaders } from '../web/security.ts'

// A stream ends after a while and is asked for again by the browser: whoever lost their access is then not let in.
const lastsMinutes = 5
const breathesEvery = 20_000

/** So many streams one visitor has open, in as many tabs; and, of those who are not staff, one network. */
const mostOpen = { visitor: 20, network: 200 }
const listening = underWay()

const open = new WeakMap<FastifyInstance, Set<() => void>>()

/**
 * Ends every stream when the server stops, and one that was just being asked for as soon as it begins: one that stays open would keep it from stopping.
 * So would a connection that a browser keeps for a next request: those that have nothing more to hear are closed, until none is left.
 */
export function endStreamsOf(app: FastifyInstance): void {
  open.set(app, new Set())
  app.addHook('preClose', async () => {
    const ends = open.get(app) ?? []
    open.delete(app)
    for (const end of ends) end()
    const closing = setInterval(() => app.server.closeIdleConnections(), 50)
    app.server.once('close', () => clearInterval(closing))
  })
}

/** Answers with server-sent events for as long as the visitor listens: `begin` gets what sends one, and answers what stops it. @throws 429 for who has too many open */
export function stream(visit: Visit, begin: (send: (event: string, value: unknown) => void) => () => void): Answer {
  const { request, reply } = visit
  const visitor = visitorOf(visit)
  const network = visit.actor.kind === 'staff' ? undefined : `network ${peerOf(request.ip)}`
  if (listening.of(visitor) >= mostOpen.visitor || (network && listening.of(network) >= mostOpen.network)) throw tooMany()
  for (const each of [visitor, network]) if (each) listening.untilAnswered(reply.raw, each)
  const own = open.get(request.server as FastifyInstance)
  reply.hijack()
  const { raw } = reply
  raw.writeHead(200, { ...securityHeaders, 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
  // What was being read when the visitor left has nobody to go to.
  const send = (event: string, value: unknown) => {
    if (!raw.writableEnded && !raw.destroyed) raw.write(`event: ${event}\ndata: ${JSON.stringify(value)}\n\n`)
  }
  raw.write('retry: 2000\n\n')
  const stop = begin(send)
  let going = true
  const end = () => {
    if (!going) return
    going = false
    clearInterval(breath)
    clearTimeout(longest)
    own?.delete(end)
    stop()
    raw.end()
  }
  // Between us and the visitor something may close what is silent.
  const breath = setInterval(() => raw.write(':\n\n'), breathesEvery).unref()
  const longest = setTimeout(end, lastsMinutes * 60_000).unref()
  own?.add(end)
  raw.on('close', end)
  raw.on('error', end)
  if (!own) end()
  return handled
}
