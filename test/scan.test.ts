import { createTransport, type SendMailOptions } from 'nodemailer'
import { afterAll, expect, test } from 'vitest'
import { ask } from '../src/desk/public/actions.ts'
import { followLink } from '../src/desk/links.ts'
import { listenForMail } from '../src/foundation/mail/arrival.ts'
import { scan } from '../src/foundation/files/scan.ts'
import { server, signature, startScanner } from './clamd.ts'
import { startDemo } from './ground.ts'
import { formWith, listsOf } from './upload.ts'

const scanner = await startScanner()
if (!scanner.isReal) console.warn('clamd is not to be had here: a small server speaks for it')
const demo = await startDemo({ environment: { CLAMAV_URL: scanner.url, MAIL_IN_PORT: '9', HOST: '127.0.0.1' } })
await demo.tasks.stop()
const { app, database, region, owner, clock, system } = demo
const mailIn = await listenForMail(system, 0)
afterAll(async () => {
  await mailIn.close()
  await scanner.stop()
})
const clean = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF')
const infected = Buffer.from(`%PDF-1.4\n1 0 obj\n(${signature})\nendobj\ntrailer\n<<>>\n%%EOF`)
const cookie = await demo.cookieOf('coordinator-werkcentrum')
const { upload } = listsOf(demo, cookie)

/** What is stored of files, wherever. */
const stored = async () =>
  Number((await owner.query('select (select count(*) from attachment) + (select count(*) from service_file) + (select count(*) from service_import) as n')).rows[0].n)

/** A question with its link, on which files can be put. */
async function asked() {
  const nobody = { kind: 'public', region } as const
  const network = await demo.network()
  const given = { channel: 'web', askerGroup: 'worker', language: 'nl', text: 'Vraag', municipality: 'Enschede', contact: { email: 'vrager@voorbeeld.example' } } as const
  const question = await database.transaction(nobody, 'test', (tx) => ask({ tx, actor: nobody, now: clock.now(), network }, given))
  const token = system.links.make(region, followLink, question.id, 1)
  return (file: Buffer) => {
    const { payload, type } = formWith(file, 'cv.pdf', { formulier: crypto.randomUUID(), text: 'Mijn cv' })
    return app.inject({ method: 'POST', url: `/twente/volg/${token}/toevoegen`, payload, headers: { 'sec-fetch-site': 'same-origin', 'content-type': type } })
  }
}

/** Does this while the scanner is another. */
async function with_(url: string, work: () => Promise<void>) {
  const before = system.settings.CLAMAV_URL
  system.settings.CLAMAV_URL = url
  try {
    await work()
  } finally {
    system.settings.CLAMAV_URL = before
  }
}

test('a file in which the scanner finds something is said at its field and kept nowhere; a clean one is taken (I4)', async () => {
  const add = await asked()
  const before = await stored()
  const refused = await add(infected)
  const body = refused.statusCode === 303 ? (await app.inject({ url: String(refused.headers.location).split('#')[0]! })).body : refused.body
  expect(body).toContain('In dit bestand vond de virusscanner iets gevaarlijks')
  const list = await upload(Buffer.from(`Naam;Aanbieder\n${signature};UWV\n`))
  expect(list.statusCode).toBe(422)
  expect(list.body).toContain('In dit bestand vond de virusscanner iets gevaarlijks')
  expect(await stored()).toBe(before)
  const taken = await add(clean)
  expect(taken.statusCode).toBe(303)
  expect(await stored()).toBe(before + 1)
})

const transport = createTransport({ host: '127.0.0.1', port: mailIn.port, ignoreTLS: true })
const send = (mail: SendMailOptions) =>
  transport.sendMail({ from: 'Vrager <scan@voorbeeld.example>', to: 'info@leerwerkloket-twente.example', subject: 'Mijn cv', text: 'Hierbij mijn cv', ...mail })

test('of a mail the file in which something is found is left out and named to the asker and the guide; the rest is taken (I4)', async () => {
  await send({
    attachments: [
      { filename: 'cv.pdf', content: clean },
      { filename: 'kwaad.pdf', content: infected },
    ],
  })
  const { rows } = await owner.query(`select id, text from question where channel = 'e-mail' order by id desc limit 1`)
  expect(rows[0].text).toContain('Hierbij mijn cv')
  expect(rows[0].text).toContain('De bijlage kwaad.pdf is niet aangenomen')
  const files = await owner.query('select name from attachment where question_id = $1', [rows[0].id])
  expect(files.rows).toEqual([{ name: 'cv.pdf' }])
})

test('a scanner that is away, hangs, cuts off or talks nonsense lets nothing in: forms say so, mail is asked to come again, and what has no file goes on (I3, I4)', async () => {
  const add = await asked()
  const before = await stored()
  const cuts = await server((socket) => socket.destroy())
  const raves = await server((socket) => socket.end('x'.repeat(100_000)))
  const fails = await server((socket) => socket.end('INSTREAM size limit exceeded. ERROR\0'))
  for (const { port, stop } of [cuts, raves, fails]) {
    await with_(`tcp://127.0.0.1:${port}`, async () => {
      const refused = await add(clean)
      const body = refused.statusCode === 303 ? (await app.inject({ url: String(refused.headers.location).split('#')[0]! })).body : refused.body
      expect(body).toContain('kon niet worden gecontroleerd')
      await expect(send({ attachments: [{ filename: 'cv.pdf', content: clean }] })).rejects.toMatchObject({ responseCode: 451 })
      await send({ text: `Zonder bijlage ${port}` })
    })
    await stop()
    await with_(`tcp://127.0.0.1:${port}`, async () => {
      await expect(scan(system, clean)).rejects.toMatchObject({ problem: { key: 'form.file.unchecked' } })
    })
  }
  expect(await stored()).toBe(before)
})

test('a scanner that accepts and says nothing holds up nobody for long (I3)', async () => {
  const hangs = await server(() => {})
  await with_(`tcp://127.0.0.1:${hangs.port}`, async () => {
    const waiting = scan(system, clean).then(
      () => 'clean',
      (error) => error.problem.key,
    )
    // Meanwhile everything else goes on.
    expect((await app.inject({ url: '/twente' })).statusCode).toBe(200)
    expect(await waiting).toBe('form.file.unchecked')
  })
  await hangs.stop()
})
