import { Worker } from 'node:worker_threads'
import { zipSync } from 'fflate'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import type { FileProblem } from '../src/foundation/files/problem.ts'
import { ReaderThreads, readersOf } from '../src/foundation/files/readers.ts'
import { jsonReading, reading, tableReading, uploadReading } from '../src/foundation/files/reading.ts'
import { listenForMail } from '../src/foundation/mail/arrival.ts'
import { startDemo } from './ground.ts'
import { listsOf } from './upload.ts'

const demo = await startDemo({ environment: { MAIL_IN_PORT: '9', HOST: '127.0.0.1' } })
await demo.tasks.stop()
const { app } = demo
const cookie = await demo.cookieOf('coordinator-werkcentrum')
const { upload } = listsOf(demo, cookie)
const readers = readersOf(demo.system)

const parts = {
  '[Content_Types].xml':
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
  'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels':
    '<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}
/** An Excel file whose first sheet holds this, and what else is put in it. */
const sheetOf = (rows: string, more: Record<string, Buffer | string> = {}): Buffer =>
  Buffer.from(
    zipSync(
      Object.fromEntries(
        Object.entries({ ...parts, 'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${rows}</sheetData></worksheet>`, ...more }).map(([name, text]) => [name, Buffer.from(text)]),
      ),
    ),
  )
const cell = (at: string) => `<c r="${at}" t="inlineStr"><is><t>x</t></is></c>`

/** The same packed file with another word of what a part unpacks to, in both its lists. */
function saying(zip: Buffer, size: number): Buffer {
  const made = Buffer.from(zip)
  for (const [mark, place] of [
    ['PK\x03\x04', 22],
    ['PK\x01\x02', 24],
  ] as const)
    for (let at = made.indexOf(mark, 0, 'latin1'); at >= 0; at = made.indexOf(mark, at + 4, 'latin1')) made.writeUInt32LE(size, at + place)
  return made
}
/** What is said at the field of the file. */
const said = (body: string) => /id="veld-file-fout">([^<]*)</.exec(body)?.[1]

const zeros = Buffer.alloc(150_000_000, 0x20)
test.each([
  ['a cell far away', () => sheetOf(`<row r="1048576">${cell('XFD1048576')}</row>`), /Hoogstens 10\.000 rijen/],
  ['a cell far away, said in entities and with prefixes', () => sheetOf(`<x:row><x:c x:r="X&#70;D1"/></x:row>`), /meer dan 400 kolommen/],
  ['a row far away', () => sheetOf('<row r="1048576"/>'), /Hoogstens 10\.000 rijen/],
  ['more cells than a list has', () => sheetOf(`<row>${'<c/>'.repeat(300)}</row>`.repeat(5000)), /meer dan 1\.000\.000 cellen/],
  ['more columns', () => sheetOf(`<row>${'<c/>'.repeat(500)}</row>`), /meer dan 400 kolommen/],
  ['more unpacked than it may be', () => sheetOf('', { 'xl/theme/a.xml': zeros }), /uitgepakt groter dan 100 MB/],
  ['more unpacked than it says', () => saying(sheetOf('', { 'xl/theme/a.xml': zeros }), 10), /uitgepakt groter dan 100 MB/],
  [
    'one text in many cells',
    () =>
      sheetOf(Array.from({ length: 1000 }, (_, at) => `<row>${`<c r="A${at + 1}" t="s"><v>0</v></c>`}</row>`).join(''), {
        'xl/sharedStrings.xml': `<sst><si><t>${'x'.repeat(60_000)}</t></si></sst>`,
      }),
    /tekens/,
  ],
  ['a text with more rows', () => Buffer.from('Naam;Aanbieder\n'.repeat(20_000)), /Hoogstens 10\.000 rijen/],
  ['a text with more columns', () => Buffer.from(`${'Naam;'.repeat(1000)}\n`), /meer dan 400 kolommen/],
  ['brackets within brackets', () => Buffer.from('['.repeat(1_000_000)), /meer dan 10000 lagen/],
  ['values without end', () => Buffer.from(`[${'1,'.repeat(3_000_000)}1]`), /meer dan 2\.000\.000 waarden/],
] as const)('a list with %s is refused at its field with the bound that it is over, and nobody waits for it (I3, H6)', async (_what, make, words) => {
  const file = make()
  const answer = upload(file, 'lijst.xlsx')
  let longest = 0
  let since = performance.now()
  const beat = setInterval(() => {
    longest = Math.max(longest, performance.now() - since)
    since = performance.now()
  }, 10)
  const page = await app.inject({ url: '/twente' })
  expect(page.statusCode).toBe(200)
  const { statusCode, body } = await answer
  clearInterval(beat)
  expect(statusCode).toBe(422)
  expect(said(body)).toMatch(words)
  // Nothing of the reading is done on this thread: only handing it over is.
  expect(longest).toBeLessThan(3000)
})

/** Puts a thread among these that runs this instead of readers: what a reader is that never ends, asks for all memory, or ends the thread it is on. */
function stuck(threads: ReaderThreads, onMessage: string): void {
  const thread = new Worker(`require('node:worker_threads').parentPort.on('message', ${onMessage})`, { eval: true, resourceLimits: { maxOldGenerationSizeMb: 32 } })
  const at = threads as unknown as { all: Set<Worker>; idle: Map<Worker, NodeJS.Timeout> }
  at.all.add(thread)
  thread.once('exit', () => at.all.delete(thread))
  at.idle.set(
    thread,
    setTimeout(() => {}, 0),
  )
}
const endless = '() => { for (;;) {} }'

const spin = reading<number, never>('spin', 1)
test('a file that takes too long, too much memory or the whole thread loses its own job alone; others go on and a new thread stands up (I3)', async () => {
  const threads = new ReaderThreads()
  const problem = (work: Promise<unknown>) =>
    work.then(
      () => 'read',
      (error: FileProblem) => error.problem.key,
    )
  stuck(threads, endless)
  expect(await problem(threads.read(spin, 0, 1))).toBe('form.file.time')
  stuck(threads, '() => { const all = []; for (;;) all.push(Array.from({ length: 100_000 }, () => ({}))) }')
  expect(await problem(threads.read(reading('memory', 60), 0, 1))).toBe('form.file.memory')
  stuck(threads, '() => process.exit(3)')
  expect(await problem(threads.read(reading('exit', 60), 0, 1))).toBe('form.file.unread')
  expect(await threads.read(jsonReading, Buffer.from('{"a":1}'), 1)).toEqual({ whole: { a: 1 } })
  expect(await problem(threads.read(reading('there is no such reader'), 0, 1))).toBe('form.file.unread')
  // So many wait for one, and no more; who waits for another has their turn before the rest of those.
  const order: string[] = []
  const many = Array.from({ length: 30 }, (_, at) => problem(threads.read(tableReading, Buffer.from('a;b'), 'busy')).then((what) => order.push(`${what} ${at}`)))
  const other = threads.read(tableReading, Buffer.from('a;b'), 'quiet').then(() => order.push('quiet'))
  await Promise.all([...many, other])
  expect(order.filter((each) => each.startsWith('form.file.busy')).length).toBeGreaterThan(10)
  expect(order.filter((each) => !each.startsWith('form')).indexOf('quiet')).toBeLessThan(5)
  const last = problem(threads.read(spin, 0, 1))
  await threads.close()
  expect(['form.file.busy', 'form.file.unread']).toContain(await last)
  expect(await problem(threads.read(jsonReading, Buffer.from('{}'), 1))).toBe('form.file.busy')
})

test('a set-up with brackets without end is refused at its field (I3)', async () => {
  const admin = await demo.cookieOf('beheerder-werkcentrum')
  const answer = await app.inject({
    method: 'POST',
    url: '/twente/werk/inrichting',
    payload: new URLSearchParams({ formulier: crypto.randomUUID(), document: '{"a":'.repeat(5000), stap: 'bekijken' }).toString(),
    headers: { cookie: admin, 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
  })
  expect(answer.body).toContain('lagen in elkaar')
})

test('while a heavy mail is read the mail server answers others, and it is taken with what can be read (I3, I4)', async () => {
  const mailIn = await listenForMail(demo.system, 0)
  try {
    const html = `<p>Ik zoek werk in de zorg</p>${'<div><b>'.repeat(60_000)}diep${'</i>'.repeat(60_000)}`
    const mail = [
      'From: Vrager <diep@voorbeeld.example>',
      'To: info@leerwerkloket-twente.example',
      'Subject: Diep',
      'Message-ID: <diep@voorbeeld.example>',
      'MIME-Version: 1.0',
      'Content-Type: text/html; charset=utf-8',
      '',
      html.replace(/(.{900})/g, '$1\r\n'),
      '.',
      '',
    ].join('\r\n')
    const talk = (lines: string[]) =>
      new Promise<string>((resolve, reject) => {
        const socket = connect({ host: '127.0.0.1', port: mailIn.port })
        let heard = ''
        socket.on('error', reject)
        socket.on('data', (part) => {
          heard += part
          if (!/^\d{3} .*\r\n$/m.test(String(part))) return
          const line = lines.shift()
          if (line === undefined) {
            socket.end('QUIT\r\n')
            resolve(heard)
          } else socket.write(line)
        })
      })
    const heavy = talk(['EHLO a.example\r\n', 'MAIL FROM:<diep@voorbeeld.example>\r\n', 'RCPT TO:<info@leerwerkloket-twente.example>\r\n', 'DATA\r\n', mail])
    const light = await talk(['EHLO b.example\r\n', 'MAIL FROM:<ander@voorbeeld.example>\r\n'])
    expect(light).toContain('250 ')
    expect((await heavy).trim().split('\r\n').at(-1)).toMatch(/^250/)
    const { rows } = await demo.owner.query(`select text from question where channel = 'e-mail' order by id desc limit 1`)
    expect(rows[0].text).toContain('Ik zoek werk in de zorg')
    expect(rows[0].text).toContain('diep')
  } finally {
    await mailIn.close()
  }
})

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
test('a file to keep is read on a thread, from the source and from the built program alike', async () => {
  const read = await readers.read(uploadReading, { filename: 'foto.png', content: Buffer.concat([png, Buffer.from('<script>alert(1)</script>')]) }, 1)
  expect(Buffer.from(read!.content).equals(png)).toBe(true)
})

test('a server that stops waits for no file that is still being read (I3)', async () => {
  const other = await startDemo()
  await other.tasks.stop()
  const threads = readersOf(other.system)
  stuck(threads, endless)
  const waiting = threads.read(reading('endless', 600), 0, 1).catch((error: FileProblem) => error.problem.key)
  await other.app.close()
  expect(await waiting).toBe('form.file.busy')
})
