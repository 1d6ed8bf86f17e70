import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createTransport } from 'nodemailer'
import { afterAll, expect, test } from 'vitest'
import { listenForMail } from '../src/foundation/mail/arrival.ts'
import { mailTransport } from '../src/foundation/mail/transport.ts'
import { exportLog } from '../src/foundation/record/export.ts'
import { StartError } from '../src/foundation/settings.ts'
import { freePort } from './browser.ts'
import { ownCertificate } from './certificates.ts'
import { startDemo } from './ground.ts'
import { mailServer } from './mailserver.ts'
import { folder, start } from './running.ts'

const certificate = await ownCertificate()

/** A server that takes any mail in plain and keeps all that it hears. What it answers to STARTTLS: that it has none (as somebody between who strips it), or that it is ready, and goes on in plain. */
async function plainServer(starttls: '502 no' | '220 go on') {
  const heard: string[] = []
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.write('220 here\r\n')
    socket.on('data', (data) => {
      heard.push(data.toString('latin1'))
      for (const line of data.toString('latin1').split('\r\n')) {
        if (/^(EHLO|MAIL|RCPT|\.$)/.test(line)) socket.write('250 ok\r\n')
        if (line === 'STARTTLS') socket.write(`${starttls}\r\n`)
        // What TLS begins with; this goes on as if it had not heard.
        if (line.startsWith('\u0016\u0003')) socket.write('250 ok\r\n')
        if (line === 'DATA') socket.write('354 go on\r\n')
      }
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  afterAll(() => server.close())
  return { url: `smtp://gebruiker:wachtwoord@localhost:${(server.address() as AddressInfo).port}`, heard: () => heard.join('') }
}

const none = await plainServer('502 no')
const demo = await startDemo({ environment: { SMTP_URL: none.url, SMTP_TLS: 'required', MAIL_FROM: 'werkcentrum@voorbeeld.example' } })
const asking = (email: string) => ({
  method: 'POST' as const,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ doelgroep: 'zzp', vraag: 'Wat niemand leest', contact: { email } }),
})
const mail = { from: 'werkcentrum@voorbeeld.example', to: 'vrager@voorbeeld.example', subject: 'Uw vraag', text: 'Wat niemand leest' }
const sending = (url: string, tls = true) => mailTransport(url, tls)(mail, AbortSignal.timeout(10_000))

test('to a mail server without TLS, or from which it is stripped, no word of a mail goes: it waits, and an administrator reads why (I3, D9)', async () => {
  const { body, ...asked } = asking('vrager@voorbeeld.example')
  expect((await demo.app.inject({ url: '/api/v1/regios/twente/vragen', ...asked, payload: body })).statusCode).toBe(201)
  await demo.tasks.run()
  expect(none.heard()).toContain('STARTTLS')
  expect(none.heard()).not.toMatch(/MAIL FROM|RCPT|AUTH|voorbeeld|Z2VicnVpa2Vy/)
  const { rows } = await demo.owner.query(`select count(*) filter (where sent_at is null)::int as waits from mail where recipient = 'vrager@voorbeeld.example'`)
  expect(rows[0].waits).toBe(1)
  const page = async (language: string) => (await demo.app.inject({ url: `${language}/twente/werk/wacht`, headers: { cookie: await demo.cookieOf('beheerder-werkcentrum') } })).body
  expect(await page('')).toContain('de verbinding kan niet worden beveiligd (TLS)')
  expect(await page('/en')).toContain('the connection cannot be secured (TLS)')
})

test('a server that says it is ready for TLS and goes on in plain, or whose certificate nobody vouches for, gets no mail; where TLS is off, or the server has it, it does (I3)', async () => {
  const claims = await plainServer('220 go on')
  await expect(sending(claims.url)).rejects.toMatchObject({ kind: 'insecure', away: true })
  await expect(sending(claims.url.replace('smtp:', 'smtps:'))).rejects.toMatchObject({ kind: 'insecure', away: true })
  expect(claims.heard()).not.toMatch(/MAIL FROM|RCPT|AUTH|voorbeeld/)
  const own = await mailServer(certificate)
  const at = own.server.replace('127.0.0.1', 'localhost')
  await expect(sending(at)).rejects.toMatchObject({ kind: 'insecure', away: true })
  // Nothing in the address turns it off.
  for (const more of ['?tls.rejectUnauthorized=false', '?requireTLS=false&ignoreTLS=true', '?opportunisticTLS=true'])
    await expect(sending(`${at}/${more}`)).rejects.toMatchObject({ kind: 'insecure' })
  expect(own.received).toEqual([])
  await sending(at, false)
  expect(own.received.map(({ secure }) => secure)).toEqual([false])
})

test('with a certificate that this installation trusts, mail goes out, encrypted (I3)', async () => {
  const data = folder()
  const trusted = join(data, 'ca.pem')
  writeFileSync(trusted, certificate.cert)
  const own = await mailServer(certificate)
  const port = await freePort()
  const SMTP_URL = own.server.replace('127.0.0.1', 'localhost')
  const program = start({ DATA_DIR: data, PORT: String(port), SMTP_URL, SMTP_TLS: 'required', NODE_EXTRA_CA_CERTS: trusted, DEMO: '1' })
  await program.ready()
  expect((await fetch(`http://127.0.0.1:${port}/api/v1/regios/twente/vragen`, asking('vrager@voorbeeld.example'))).status).toBe(201)
  const came = () => own.received.filter(({ to }) => to.includes('vrager@voorbeeld.example'))
  for (let tries = 0; tries < 200 && !came().length; tries += 1) await wait(50)
  expect(came().map(({ secure }) => secure)).toEqual([true])
  await program.stop()
})

// Mail that comes in.
const files = mkdtempSync(join(tmpdir(), 'wc-mailtls-'))
afterAll(() => rmSync(files, { recursive: true }))
const [cert, key] = [join(files, 'cert.pem'), join(files, 'key.pem')]
const write = (each: { key: string; cert: string }) => {
  writeFileSync(cert, each.cert)
  writeFileSync(key, each.key)
}
write(certificate)
const listening = async (environment: Record<string, string>, longest?: number) => {
  const settings = { ...demo.system.settings, RATE_LIMIT: 'on' as const, host: '127.0.0.1', ...environment }
  const { port, close } = await listenForMail({ ...demo.system, settings }, 0, longest)
  afterAll(close)
  return port
}
const pair = { MAIL_IN_TLS_CERT: cert, MAIL_IN_TLS_KEY: key }
/** Brings a mail; answers 250 or why not. */
const bring = (port: number, ca: string | undefined) => {
  const transport = createTransport({ host: 'localhost', port, ...(ca ? { requireTLS: true, tls: { ca } } : { ignoreTLS: true }) })
  const raw = `From: vrager@voorbeeld.example\r\nSubject: Vraag\r\nDate: ${new Date().toUTCString()}\r\n\r\nEen vraag ${Math.random()}\r\n`
  return transport.sendMail({ envelope: { from: 'vrager@voorbeeld.example', to: 'info@leerwerkloket-twente.example' }, raw }).then(
    () => 250,
    (error: { responseCode?: number; code?: string }) => error.responseCode || error.code,
  )
}

test('mail comes in encrypted with the certificate that is set, which is read again when it was renewed and not while it is half renewed; plain too, unless that is refused (I3)', async () => {
  const offered = await listening(pair)
  const required = await listening({ ...pair, MAIL_IN_TLS: 'required' })
  expect([await bring(offered, certificate.cert), await bring(offered, undefined)]).toEqual([250, 250])
  expect([await bring(required, certificate.cert), await bring(required, undefined)]).toEqual([250, 530])
  const renewed = await ownCertificate()
  writeFileSync(cert, renewed.cert)
  expect(await bring(required, certificate.cert)).toBe(250)
  write(renewed)
  expect([await bring(required, renewed.cert), await bring(required, certificate.cert)]).toEqual([250, 'ESOCKET'])
  write(certificate)
})

test('a session over TLS counts until it ends, and no longer: one after the other as many as want, also where no TLS comes of it (I3)', async () => {
  const port = await listening(pair)
  const stranger = (await ownCertificate()).cert
  for (let at = 0; at < 8; at += 1) expect([await bring(port, certificate.cert), await bring(port, stranger)]).toEqual([250, 'ESOCKET'])
})

test('without a certificate none is offered, and one that is not there or is no pair with its key stops the start with one line', async () => {
  expect(await bring(await listening({}), certificate.cert)).not.toBe(250)
  const other = join(files, 'ander.pem')
  writeFileSync(other, (await ownCertificate()).key)
  for (const wrong of [
    { ...pair, MAIL_IN_TLS_CERT: join(files, 'is-er-niet.pem') },
    { ...pair, MAIL_IN_TLS_KEY: other },
  ]) {
    const failed = listening(wrong)
    await expect(failed).rejects.toThrow(StartError)
    await expect(failed).rejects.toThrow(/^MAIL_IN_TLS_CERT en MAIL_IN_TLS_KEY zijn niet te gebruiken: [^\n]+$/)
  }
})

test('the log of data processing goes to a collector on the internet over https only (I3)', async () => {
  const { prepare } = exportLog({ ...demo.system, settings: { ...demo.system.settings, OTLP_URL: 'http://8.8.8.8:4318/v1/traces' } })
  const task = { kind: 'task', region: demo.region } as const
  const { rows } = await demo.owner.query(`select number from question where region_id = $1 and organisation_id = $2 limit 1`, [
    demo.region,
    (await demo.staff('gids-enschede')).organisation,
  ])
  expect((await demo.app.inject({ url: `/twente/werk/vragen/${rows[0].number}`, headers: { cookie: await demo.cookieOf('gids-enschede') } })).statusCode).toBe(200)
  // What is a minute old is settled.
  demo.clock.moveTo(new Date(demo.clock.now().getTime() + 120_000))
  const send = await demo.database.transaction(task, 'test', (tx) => prepare(tx, { region: demo.region, subject: '', due: demo.clock.now(), detail: {} }, demo.clock.now()))
  await expect(send!(AbortSignal.timeout(1000))).rejects.toMatchObject({ kind: 'insecure' })
})
