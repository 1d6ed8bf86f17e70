import { partsOfRooms } from '../src/foundation/room.ts'
import { rooms } from '../src/rooms.ts'
import { type ChildProcess, spawn } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import autocannon from 'autocannon'
import { createTransport } from 'nodemailer'
import pg from 'pg'
import { fillNation, fillRegion, firstRegions } from '../demo/load.ts'
import { type Measured, measureSearch, measureSignpost } from './bench/catalogue.ts'
import { type EmbeddedServer, openEmbedded } from '../src/foundation/database/embedded.ts'
import { openDatabase } from '../src/foundation/database/database.ts'
import { projectRoot } from '../src/foundation/root.ts'

/*
 * Speed as ratios, each against a limit measured in the same run on the same machine, in alternating rounds: a bare server that does the least
 * that must happen, or the same program with less behind it. Prints a table; ends with 1 when a ratio misses its bound.
 */
const { values } = parseArgs({ options: { only: { type: 'string' }, rounds: { type: 'string', default: '5' }, seconds: { type: 'string', default: '4' } } })
const rounds = Number(values.rounds)
const seconds = Number(values.seconds)

const children: ChildProcess[] = []
const folders: string[] = []
const servers: EmbeddedServer[] = []
let nextPort = 4600

async function ready(child: ChildProcess, word: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    child.stdout!.on('data', (data) => String(data).includes(word) && resolve())
    child.on('exit', (code) => reject(new Error(`stopped with ${code}`)))
  })
  child.stdout!.resume()
}

// As `npm start` runs it, and so the bare servers: most of what a request makes is gone before the next collection.
const youngHeap = '--max-semi-space-size=64'

/** The built program on a folder of its own; its log goes where logs go. */
async function program(data: string, mailPort = nextPort++): Promise<string> {
  const port = nextPort++
  const child = spawn(process.execPath, [youngHeap, join(projectRoot, 'dist/main.js')], {
    env: { PATH: process.env.PATH, DATA_DIR: data, PORT: String(port), MAIL_IN_PORT: String(mailPort), RATE_LIMIT: 'off', DEMO: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  await ready(child, 'draait op')
  return `http://localhost:${port}`
}

/** A bare server: `handle` is the body of an async function of (request, text, pool). */
async function bare(handle: string, databaseUrl = ''): Promise<string> {
  const port = nextPort++
  const code = `
    import http from 'node:http'
    import pg from ${JSON.stringify(import.meta.resolve('pg'))}
    import { randomUUID } from 'node:crypto'
    const pool = new pg.Pool({ connectionString: ${JSON.stringify(databaseUrl)}, max: 10 })
    const handle = async (request, text, response) => { ${handle} }
    http.createServer((request, response) => {
      let text = ''
      request.on('data', (part) => { text += part })
      request.on('end', () => handle(request, text, response).catch((error) => { console.error(error.message); response.writeHead(500).end() }))
    }).listen(${port}, '127.0.0.1', () => console.log('ready'))`
  const child = spawn(process.execPath, [youngHeap, '--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  await ready(child, 'ready')
  return `http://127.0.0.1:${port}`
}

async function perSecond(options: autocannon.Options, duration = seconds): Promise<number> {
  const result = await autocannon({ connections: 16, duration, ...options })
  if (result.non2xx - (result['3xx'] ?? 0) > 0 || result.errors) throw new Error(`${options.url}: ${result.non2xx} answers that were no success, ${result.errors} errors`)
  return result.requests.average
}

const median = (numbers: number[]) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!

interface Row {
  what: string
  ours: string
  limit: string
  ratio: number
  bound: string
  ok: boolean
}
const table: Row[] = []

async function compare(what: string, ours: autocannon.Options, limit: autocannon.Options, atLeast: number): Promise<void> {
  const [a, b]: [number[], number[]] = [[], []]
  // A server runs for weeks: neither side is measured before its code is compiled and its connections are open.
  for (const each of [ours, limit]) await perSecond(each, 4 * seconds)
  for (let round = 0; round < rounds; round += 1) {
    a.push(await perSecond(ours))
    b.push(await perSecond(limit))
  }
  // Of each pair on its own: a machine that is slow for a minute is slow for both of them.
  const ratio = median(a.map((each, round) => each / b[round]!))
  table.push({ what, ours: `${Math.round(median(a))}/s`, limit: `${Math.round(median(b))}/s`, ratio, bound: `≥ ${atLeast}`, ok: ratio >= atLeast })
}

function newFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'wc-bench-'))
  folders.push(path)
  return path
}

/** Signs in at the demo by the real protocol; answers the session's cookie. */
async function signIn(base: string, subject: string, organisation: string): Promise<string> {
  const jar = new Map<string, string>()
  let url = `${base}/twente/inloggen/${organisation}?wie=${subject}`
  for (let hops = 0; hops < 12; hops += 1) {
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') } })
    for (const each of answer.headers.getSetCookie()) jar.set(each.slice(0, each.indexOf('=')), each.slice(each.indexOf('=') + 1).split(';')[0]!)
    const to = answer.headers.get('location')
    if (!to) break
    url = new URL(to, url).href
  }
  return `werkcentrum=${jar.get('werkcentrum')}`
}

async function speed(): Promise<void> {
  const data = newFolder()
  const base = await program(data)
  const server = await openEmbedded(data)
  servers.push(server)
  const html = await fetch(`${base}/twente`, { headers: { 'accept-encoding': 'identity' } }).then((answer) => answer.text())
  const send = (body: string, status = 200) => `response.writeHead(${status}, { 'content-type': 'text/html; charset=utf-8' }).end(${JSON.stringify(body)})`
  await compare('startpagina', { url: `${base}/twente` }, { url: await bare(send(html)) }, 0.25)

  const cookie = await signIn(base, 'gids-almelo', 'almelo')
  const list = await fetch(`${base}/twente/werk`, { headers: { cookie } }).then((answer) => answer.text())
  const paths = [...list.matchAll(/\/twente\/werk\/vragen\/TW-[\w-]+/g)].map((found) => found[0])
  const pages = await Promise.all(paths.map((each) => fetch(base + each, { headers: { cookie, 'accept-encoding': 'identity' } }).then((answer) => answer.text())))
  // One that is not handed over: the bare program below reads the rows of such a page.
  const at = pages.findIndex((each) => !each.includes('id="overdracht"'))
  const [path, opened] = [paths[at]!, pages[at]!]
  // The rows of the page: who is signed in, the question, its person, messages and events, what else they may have asked, the list beside it, and the counts and notices of the menu.
  const pageBare = await bare(
    `const hash = ${JSON.stringify(createHash('sha256').update(cookie.split('=')[1]!).digest('base64url'))}
     const { rows: [who] } = await pool.query({ name: 's', text: 'select staff.*, session.ends_at, organisation.kind from session join staff using (region_id) join organisation using (region_id) where region_id = 5 and token_hash = $1 and staff.id = staff_id and organisation.id = organisation_id', values: [hash] })
     const { rows: [question] } = await pool.query({ name: 'q', text: 'select * from question where region_id = 5 and number = $1', values: [${JSON.stringify(path.split('/').at(-1))}] })
     await pool.query({ name: 'p', text: 'select * from person where region_id = 5 and id = $1', values: [question.person_id] })
     await pool.query({ name: 'm', text: 'select * from message where region_id = 5 and question_id = $1 order by id', values: [question.id] })
     await pool.query({ name: 'e', text: 'select * from event where region_id = 5 and subject_id = $1 order by id', values: [question.id] })
     await pool.query({ name: 'l', text: 'select * from question where region_id = 5 and organisation_id = $1 and staff_id = $2 and closed_at is null order by due_at limit 41', values: [who.organisation_id, who.id] })
     await pool.query({ name: 'c', text: 'select count(*) filter (where staff_id = $2), count(*) filter (where walk_in_point_id = $3), count(*) filter (where staff_id is null), count(*) filter (where due_at < now()), count(*) filter (where due_at between now() and current_date + 1), count(*) from question where region_id = 5 and organisation_id = $1 and closed_at is null', values: [who.organisation_id, who.id, who.walk_in_point_id] })
     await pool.query({ name: 'r', text: 'select q.* from question q join person o on o.region_id = q.region_id and o.id = q.person_id join person p on p.region_id = 5 and p.id = $1 and (o.id = p.id or o.email = p.email or o.phone = p.phone) where q.region_id = 5 and q.id <> $2 order by q.asked_at desc limit 12', values: [question.person_id, question.id] })
     await pool.query({ name: 'n', text: 'select (select count(*) from notice where region_id = 5 and staff_id = $1 and seen_at is null), (select json_agg(name) from saved_filter where region_id = 5 and staff_id = $1)', values: [who.id] })
     ${send(opened)}`,
    server.ownerUrl,
  )
  await compare('een vraag openen (medewerker)', { url: base + path, headers: { cookie } }, { url: pageBare }, 0.35)

  const ask = {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'question=Wat+kan+ik+doen%3F&group=worker&contact=iemand%40voorbeeld.example&postcode=7511+AB',
  } as const
  const owner = new pg.Client({ connectionString: server.ownerUrl })
  await owner.connect()
  const organisation = (await owner.query(`select id from organisation where region_id = 5 and slug = 'enschede'`)).rows[0].id
  const askBare = await bare(
    `const fields = new URLSearchParams(text)
     const [question, person] = [randomUUID(), randomUUID()]
     const client = await pool.connect()
     try {
       await client.query('begin')
       await client.query({ name: 'p', text: "insert into person (region_id, id, email, language, added_at) values (5, $1, $2, 'nl', now())", values: [person, fields.get('contact')] })
       await client.query({ name: 'q', text: "insert into question (region_id, id, number, asked_at, channel, asker_group, language, text, municipality, postcode, person_id, organisation_id, state, due_at, first_due_at, answer_due_at) values (5, $1, $2, now(), 'web', $3, 'nl', $4, 'Enschede', $5, $6, '${organisation}', 'received', now() + interval '2 days', now() + interval '2 days', now() + interval '5 days')", values: [question, question, fields.get('group'), fields.get('question'), fields.get('postcode'), person] })
       await client.query({ name: 'e', text: "insert into event (region_id, id, at, actor_kind, kind, subject_id, subject_kind, readers, purpose) values (5, $1, now(), 'public', 'bare', $2, 'question', 'thread', 'desk')", values: [randomUUID(), question] })
       await client.query({ name: 't', text: "insert into task (region_id, id, kind, subject_id, due_at) values (5, $1, 'bare', $2, now() + interval '2 days')", values: [randomUUID(), question] })
       await client.query('commit')
     } finally { client.release() }
     response.writeHead(303, { location: '/twente/volg/' + question }).end()`,
    server.ownerUrl,
  )
  await compare('een vraag stellen', { url: `${base}/twente/vraag`, ...ask }, { url: askBare, ...ask }, 0.35)
  await owner.query(`delete from task where kind = 'bare'`)
  await owner.end()
}

const mails = 1000
const lanes = 8

/** Seconds until `work` was done for a thousand, eight at a time. */
async function thousand(work: (at: number, lane: number) => Promise<unknown>): Promise<number> {
  const before = performance.now()
  await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      for (let at = lane; at < mails; at += lanes) await work(at, lane)
    }),
  )
  return (performance.now() - before) / 1000
}

/** A thousand mails over SMTP until each is a question, against writing the same rows from here. */
async function mail(): Promise<void> {
  const data = newFolder()
  const mailPort = nextPort++
  await program(data, mailPort)
  const server = await openEmbedded(data)
  servers.push(server)
  const pool = new pg.Pool({ connectionString: server.ownerUrl, max: lanes })
  const { rows: owners } = await pool.query<{ id: string }>(`select id from organisation where region_id = 5 and slug = 'enschede'`)
  const organisation = owners[0]!.id
  const text = (at: number) => `Ik wil omscholen naar de zorg, vraag ${at}. ${'Ik werk nu twaalf jaar in een winkel en zoek iets anders. '.repeat(8)}`
  const write = async (at: number) => {
    const [question, person] = [randomUUID(), randomUUID()]
    const client = await pool.connect()
    try {
      await client.query('begin')
      await client.query({
        name: 'p',
        text: `insert into person (region_id, id, email, language, added_at) values (5, $1, $2, 'nl', now())`,
        values: [person, `direct-${at}@voorbeeld.example`],
      })
      await client.query({
        name: 'q',
        text: `insert into question (region_id, id, number, asked_at, channel, asker_group, language, text, person_id, organisation_id, state, due_at, first_due_at, answer_due_at) values (5, $1, $2, now(), 'e-mail', 'unknown', 'nl', $3, $4, $5, 'received', now() + interval '2 days', now() + interval '2 days', now() + interval '5 days')`,
        values: [question, question, text(at), person, organisation],
      })
      await client.query({
        name: 'e',
        text: `insert into event (region_id, id, at, actor_kind, kind, subject_id, subject_kind, readers, purpose) values (5, $1, now(), 'public', 'bare', $2, 'question', 'thread', 'mail')`,
        values: [randomUUID(), question],
      })
      for (const kind of ['climb', 'mail'])
        await client.query({
          name: 't',
          text: `insert into task (region_id, id, kind, subject_id, due_at) values (5, $1, 'bare-' || $3, $2, now() + interval '2 days')`,
          values: [randomUUID(), question, kind],
        })
      await client.query({
        name: 'm',
        text: `insert into mail (region_id, id, kind, subject_id, recipient, language, queued_at) values (5, $1, 'bare', $2, $3, 'nl', now())`,
        values: [randomUUID(), question, `direct-${at}@voorbeeld.example`],
      })
      await client.query('commit')
    } finally {
      client.release()
    }
  }
  const lane = Array.from({ length: lanes }, () =>
    createTransport({ host: '127.0.0.1', port: mailPort, ignoreTLS: true, pool: true, maxConnections: 1, maxMessages: Number.POSITIVE_INFINITY }),
  )
  const times: [number[], number[]] = [[], []]
  for (let round = 0; round <= rounds; round += 1) {
    const ours = await thousand((at, by) =>
      lane[by]!.sendMail({ from: `Vrager <ronde-${round}-${at}@voorbeeld.example>`, to: 'info@leerwerkloket-twente.example', subject: 'Omscholen', text: text(at) }),
    )
    const limit = await thousand(write)
    if (round === 0) continue
    times[0].push(ours)
    times[1].push(limit)
  }
  const { rows: kept } = await pool.query<{ count: number }>(`select count(*)::int as count from question where channel = 'e-mail' and text like 'Omscholen%'`)
  if (kept[0]!.count !== (rounds + 1) * mails) throw new Error(`${kept[0]!.count} questions of ${(rounds + 1) * mails} mails`)
  for (const each of lane) each.close()
  await pool.end()
  const ratio = median(times[0].map((each, round) => each / times[1][round]!))
  table.push({ what: '1.000 mails worden vragen', ours: `${median(times[0]).toFixed(2)} s`, limit: `${median(times[1]).toFixed(2)} s`, ratio, bound: '≤ 6', ok: ratio <= 6 })
}

/** The median time in milliseconds of a page, over a hundred visits one after another. */
async function milliseconds(url: string, cookie: string): Promise<number> {
  const times: number[] = []
  for (let at = 0; at < 100; at += 1) {
    const before = performance.now()
    const answer = await fetch(url, { headers: { cookie } })
    await answer.text()
    if (!answer.ok) throw new Error(`${url}: ${answer.status}`)
    times.push(performance.now() - before)
  }
  return median(times)
}

async function scale(): Promise<void> {
  const now = new Date()
  const worlds = { klein: newFolder(), land: newFolder(), groot: newFolder() }
  const at: Record<string, { base: string; guide: string; manager: string }> = {}
  for (const [name, data] of Object.entries(worlds)) {
    const base = await program(data)
    const server = await openEmbedded(data)
    servers.push(server)
    const database = openDatabase(server.url, { ownKey: server.secret, partsOf: partsOfRooms(rooms) })
    await fillRegion(database, server.ownerUrl, 'twente', name === 'groot' ? 100_000 : 10_000, now)
    await fillNation(database, server.ownerUrl, server.secret, name === 'land' ? firstRegions(35).slice(1) : [], Math.ceil(990_000 / 34), now, (line) =>
      console.error(`${name}: ${line}`),
    )
    await database.close()
    at[name] = { base, guide: await signIn(base, 'gids-enschede', 'enschede'), manager: await signIn(base, 'manager-werkcentrum', 'werkcentrum') }
  }
  const pages = [
    ['werklijst', '/twente/werk?lijst=all', 'guide'],
    ['zoeken', '/twente/werk?zoek=emma', 'guide'],
    ['beloften', '/twente/werk/beloften', 'manager'],
  ] as const
  for (const [what, path, who] of pages) {
    const times: Record<string, number[]> = { klein: [], land: [], groot: [] }
    for (let round = 0; round <= rounds; round += 1) {
      for (const name of Object.keys(times)) {
        const time = await milliseconds(at[name]!.base + path, at[name]![who])
        if (round > 0) times[name]!.push(time)
      }
    }
    for (const [name, label] of [
      ['land', '34 andere regio’s, 990.000 vragen'],
      ['groot', 'Twente zelf 100.000 vragen'],
    ] as const) {
      const ratio = median(times[name]!) / median(times.klein!)
      table.push({
        what: `${what}: ${label}`,
        ours: `${median(times[name]!).toFixed(2)} ms`,
        limit: `${median(times.klein!).toFixed(2)} ms`,
        ratio,
        bound: '≤ 1.3',
        ok: ratio <= 1.3,
      })
    }
  }
}

/** The catalogue: the page of a service as the home page is measured, the signpost, and searching. */
async function catalogue(): Promise<void> {
  for (const each of await measureSignpost()) add(each)
  const data = newFolder()
  const base = await program(data)
  const server = await openEmbedded(data)
  servers.push(server)
  const at = `${base}/twente/aanbod/scholingscheque`
  const html = await fetch(at, { headers: { 'accept-encoding': 'identity' } }).then((answer) => answer.text())
  const bareAt = await bare(`response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(${JSON.stringify(html)})`)
  await compare('bladzijde van een dienst', { url: at }, { url: bareAt }, 0.25)
  for (const each of await measureSearch(server.ownerUrl, server.url, 5)) add(each)
}
const add = ({ what, ours, limit, atMost }: Measured) =>
  table.push({ what, ours: `${ours.toFixed(2)} ms`, limit: `${limit.toFixed(2)} ms`, ratio: ours / limit, bound: `≤ ${atMost}`, ok: ours / limit <= atMost })

try {
  const wanted = (part: string) => values.only === undefined || values.only === part
  if (wanted('speed')) await speed()
  if (wanted('mail')) await mail()
  if (wanted('scale')) await scale()
  if (wanted('catalogue')) await catalogue()
  const line = (cells: string[]) => cells.map((cell, column) => (column === 0 ? cell.padEnd(46) : cell.padStart(12))).join(' ')
  console.log(line(['meting', 'wij', 'grens', 'verhouding', 'eis', '']))
  for (const { what, ours, limit, ratio, bound, ok } of table) console.log(line([what, ours, limit, ratio.toFixed(2), bound, ok ? 'gehaald' : 'niet gehaald']))
  process.exitCode = table.every((row) => row.ok) ? 0 : 1
} finally {
  for (const child of children) child.kill('SIGTERM')
  await new Promise((resolve) => setTimeout(resolve, 1500))
  for (const server of servers) await server.stop()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  process.exit()
}
