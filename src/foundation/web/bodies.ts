import { parse } from 'node:querystring'
import type { Readable } from 'node:stream'
import { Busboy } from '@fastify/busboy'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isForStaff } from '../identity/rights.ts'
import { underWay } from '../underway.ts'
import { peerOf } from './ip.ts'
import { tooMany } from './limits.ts'
import { FormProblem } from './problem.ts'
import type { Route } from './route.ts'

/** The most fields and files of a form, and the bytes that are let by of one with a file that is too large; and the most values and levels of a JSON document. */
const most = { fields: 1000, files: 5, bytes: 100_000_000, values: 10_000, depth: 20 }
/** The most bytes of words, but for staff where a route takes more: a whole set-up is text too. */
export const mostWords = 256 * 1024
/** As computers show the size of a file to people. */
export const megabyte = 1024 * 1024
/** A file that is larger than is taken, said at its field. */
export const tooLarge = (field: string, most: number) => new FormProblem({ [field]: { key: 'form.file.size', values: { most: Math.round((most / megabyte) * 10) / 10 } } })
/** So many files come in at once, from one network and in all: each waits in memory until it is whole. */
const mostAtOnce = { one: 8, all: 40 }
/** How long a request may take to come in whole, and its head, in milliseconds: whoever sends slower than a telephone with a photograph does is let go. */
export const slowest = { requestTimeout: 120_000, headersTimeout: 20_000, connectionsCheckingInterval: 5_000 }

/** A form with files. */
const forms = 'multipart/form-data'

const refused = (statusCode: number, why: string) => Object.assign(new Error(why), { statusCode })

/** A JSON document is an object within bounds. It is walked without calling itself, so that no depth is too deep to refuse. */
function readJson(text: string): object {
  let read: unknown
  try {
    read = JSON.parse(text)
  } catch {
    throw refused(400, 'no JSON')
  }
  if (typeof read !== 'object' || read === null || Array.isArray(read)) throw refused(400, 'no JSON object')
  let values = 0
  for (let [level, depth] = [[read] as object[], 1]; level.length; depth += 1) {
    if (depth > most.depth) throw refused(400, 'too deep')
    const next: object[] = []
    for (const each of level)
      for (const [name, value] of Object.entries(each)) {
        values += 1
        if (name === '__proto__') throw refused(400, 'a name that is none')
        if (typeof value === 'object' && value) next.push(value)
      }
    if (values > most.values) throw refused(413, 'too many values')
    level = next
  }
  return read
}

function readForm(text: string): object {
  let fields = 1
  for (let at = text.indexOf('&'); at >= 0; at = text.indexOf('&', at + 1)) fields += 1
  if (fields > most.fields) throw refused(413, 'too many fields')
  return parse(text, '&', '=', { maxKeys: 0 })
}

/** A file as it came with a form. Of one that is larger than its route takes no bytes are kept, and it says so, for the words beside it are still read. */
export type Came = Buffer & { filename?: string; over?: number }

/** A form with files: each field as its text, or a list where there are more, and each file as its bytes with its name. What is over a bound, or cut off, is refused when it is found. */
function readParts(request: FastifyRequest, payload: Readable): Promise<object> {
  const fields: Record<string, unknown> = Object.create(null)
  const room = keeps.get(request) ?? { words: mostWords, files: 0 }
  let [words, files] = [0, 0]
  const add = (name: string, value: unknown) => {
    const before = fields[name]
    fields[name] = before === undefined ? value : Array.isArray(before) ? [...before, value] : [before, value]
  }
  return new Promise((resolve, reject) => {
    const refuse = (error: Error) => {
      payload.unpipe(parts)
      // What is still on its way is let by, so that the answer is read.
      payload.resume()
      reject(error)
    }
    const tooMuch = () => refuse(refused(413, 'too much'))
    const limits = { fieldNameSize: 200, fieldSize: room.words, fileSize: Math.max(room.files, 1), files: most.files, fields: most.fields, parts: most.fields, headerPairs: 50 }
    const parts = new Busboy({ headers: request.headers as { 'content-type': string }, limits })
    for (const limit of ['partsLimit', 'filesLimit', 'fieldsLimit'] as const) parts.on(limit, tooMuch)
    parts.on('field', (name, value, nameCut, valueCut) => {
      words += value.length
      if (nameCut || valueCut || words > room.words) tooMuch()
      else add(name, value)
    })
    parts.on('file', (name, stream, filename) => {
      const chunks: Buffer[] = []
      let over: number | undefined
      const isOver = () => {
        over = room.files
        chunks.length = 0
      }
      stream.on('data', (chunk: Buffer) => {
        if (over !== undefined) return
        files += chunk.length
        if (files > room.files) isOver()
        else chunks.push(chunk)
      })
      stream.on('limit', isOver)
      stream.on('error', () => refuse(refused(400, 'cut off')))
      stream.on('end', () => add(name, Object.assign(Buffer.concat(chunks), { filename, over }) satisfies Came))
    })
    parts.on('error', () => refuse(refused(400, 'no parts')))
    parts.on('finish', () => resolve(fields))
    payload.on('error', reject)
    payload.pipe(parts)
  })
}

/** Reads what requests bring, each kind within its bounds; a kind that is not read here is refused (415). */
export async function readBodies(app: FastifyInstance): Promise<void> {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, async (_request: FastifyRequest, text: string) => readJson(text))
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, async (_request: FastifyRequest, text: string) => readForm(text))
  app.addContentTypeParser(forms, readParts)
  app.addHook('preValidation', async (request) => {
    read.add(request)
  })
}

const read = new WeakSet<FastifyRequest>()
/** Whether what came with this request was read whole; what goes wrong before that is what came. */
export const wasRead = (request: FastifyRequest): boolean => read.has(request)

/** The kinds that a route takes: a form, with files where it says how much; or JSON. */
const kindsOf = ({ path, largest }: Pick<Route, 'path' | 'largest'>) =>
  path.startsWith('/api/') ? ['application/json'] : ['application/x-www-form-urlencoded', ...(largest ? [forms] : [])]

/** The most bytes of words that a route takes. */
export const wordsFor = ({ right, largest = 0 }: Pick<Route, 'right' | 'largest'>): number => (isForStaff(right) ? Math.max(largest, mostWords) : mostWords)

const keeps = new WeakMap<FastifyRequest, { words: number; files: number }>()
const underway = underWay()
/**
 * Refuses what a route does not take. Before more than a form of words is read it is asked who comes, by `comes`: of who may not come here the words are kept, to be sent again after signing in, and no file.
 * @throws 400, 413 or 415 as that says; 413 when it is words only and that many; 429 when so many files are coming in at once that memory would not hold more
 */
export async function makeRoom(
  route: Pick<Route, 'method' | 'path' | 'right' | 'largest'>,
  request: FastifyRequest,
  reply: FastifyReply,
  comes: () => Promise<unknown>,
): Promise<void> {
  const isForm = mustTake(route, request) === forms
  // What says no length comes in pieces, or not at all.
  const length = Number(request.headers['content-length'] ?? (request.headers['transfer-encoding'] ? Number.POSITIVE_INFINITY : 0))
  if (!isForm && (route.method !== 'POST' || length <= mostWords || !route.largest)) return
  const may = await comes().then(
    () => true,
    () => false,
  )
  if (!may && isForm) return
  if (!may) throw refused(413, 'too much')
  keeps.set(request, { words: wordsFor(route), files: route.largest ?? 0 })
  if (length <= mostWords) return
  const peer = peerOf(request.ip)
  if (underway.of(peer) >= mostAtOnce.one || underway.of('') >= mostAtOnce.all) {
    reply.header('retry-after', '10')
    throw tooMany()
  }
  underway.untilAnswered(reply.raw, peer, '')
}

/** Of which kind it is; refuses what a route does not take, and what is far larger, before any of it is read. */
function mustTake(route: Pick<Route, 'method' | 'path' | 'largest'>, request: FastifyRequest): string | undefined {
  const said = request.headers['content-type']
  if (route.method !== 'POST' || said === undefined) return undefined
  const kind = said.split(';', 1)[0]!.trim().toLowerCase()
  if (!kindsOf(route).includes(kind)) throw refused(415, 'not taken here')
  if (kind !== forms) return kind
  if (!/;\s{0,9}boundary=[^\s;]/i.test(said)) throw refused(400, 'no boundary')
  // Without its size said before, it is larger than any.
  if (Number(request.headers['content-length'] ?? Number.POSITIVE_INFINITY) > most.bytes) throw refused(413, 'too large')
  return kind
}
