import { afterAll, expect, test } from 'vitest'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readSettings, StartError } from './settings.ts'

test.each([
  [{ PORT: 'veel' }, 'PORT moet een getal zijn.'],
  [{ PORT: '99999' }, 'PORT moet tussen 1 en 65535 liggen.'],
  [{ SECRET: 'kort' }, 'SECRET moet ten minste 32 tekens lang zijn.'],
  [{ SECURITY_CONTACT: 'beveiliging' }, 'SECURITY_CONTACT moet een mailadres zijn, of een adres zoals https://'],
  [{ SECURITY_CONTACT: 'http://gemeente.example.nl' }, 'SECURITY_CONTACT moet een mailadres zijn, of een adres zoals https://'],
  [{ BASE_URL: 'https://a:b@werk.example' }, 'BASE_URL moet een adres zijn zonder wachtwoord'],
  [{ BASE_URL: 'https://werk.example/?x=1' }, 'BASE_URL moet een adres zijn zonder wachtwoord'],
  [{ DEMO: 'ja' }, 'DEMO moet 0 of 1 zijn.'],
  [{ DEMO: '1', BASE_URL: 'https://werkcentrum.example' }, 'De demo meldt iedereen aan zonder wachtwoord'],
  [{ DEMO: '1', HOST: '0.0.0.0' }, 'De demo meldt iedereen aan zonder wachtwoord'],
  [{ DEMO: '1', TRUST_PROXY: '127.0.0.1' }, 'De demo meldt iedereen aan zonder wachtwoord'],
  [{ DEMO: '0', NOW: '2026-01-01T00:00:00Z' }, 'NOW werkt alleen in de demo.'],
  [{ SMTP_URL: 'smtps://mail.example', SMTP_TLS: 'off' }, 'SMTP_TLS=off kan niet met smtps://'],
  [{ MAIL_IN_TLS_CERT: 'cert.pem' }, 'MAIL_IN_TLS_CERT en MAIL_IN_TLS_KEY horen bij elkaar.'],
  [{ MAIL_IN_TLS: 'required' }, 'Met MAIL_IN_TLS=required horen ook MAIL_IN_TLS_CERT en MAIL_IN_TLS_KEY.'],
  [{ DATABASE_URL: 'postgres://a:b@127.0.0.1:1/x' }, 'DATABASE_OWNER_URL ontbreekt'],
  [{ DATABASE_URL: 'postgres://a:b@127.0.0.1:1/x', DATABASE_OWNER_URL: 'postgres://c:d@127.0.0.1:1/x' }, 'SECRET ontbreekt'],
])('a wrong setting %j is a reason not to start, in one clear line', (environment, line) => {
  const read = () => readSettings(environment)
  expect(read).toThrow(StartError)
  expect(read).toThrow(line)
  expect(read).toThrow(/^[^\n]+$/)
})

test.each([
  [{ SMTP_URL: 'smtp://mail.example:587' }, true],
  [{ SMTP_URL: 'smtp://mail.example:587', SMTP_TLS: 'off' }, false],
  [{ SMTP_URL: 'smtp://127.0.0.1:25' }, false],
  [{ SMTP_URL: 'smtp://[::1]:25' }, false],
  [{ SMTP_URL: 'smtp://localhost.example' }, true],
  [{ SMTP_URL: 'smtp://localhost', SMTP_TLS: 'required' }, true],
])('with %j it is %s that mail goes out over TLS only: so it is unless the server is on this machine or it is set otherwise (I3)', (environment, only) => {
  expect(readSettings(environment).smtpTls).toBe(only)
})

const folder = mkdtempSync(join(tmpdir(), 'wc-geheim-'))
afterAll(() => rmSync(folder, { recursive: true }))
const put = (name: string, content: string) => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}
const secret = 'geheim-dat-niemand-leest-en-lang-genoeg-is'

test.each(['', '\n', '\r\n'])('a secret can stand in a file, as a vault puts it there, with %j behind it (I3, V13.3.1)', (end) => {
  expect(readSettings({ SECRET_FILE: put('heel', secret + end) }).SECRET).toBe(secret)
})

test.each([
  [{ SECRET_FILE: put('een', secret), SECRET: secret }, 'Zet SECRET of SECRET_FILE, niet allebei.'],
  [{ SECRET_FILE: join(folder, 'is-er-niet') }, 'SECRET_FILE: het bestand is niet te lezen (ENOENT).'],
  [{ SECRET_FILE: folder }, 'SECRET_FILE: het bestand is niet te lezen (EISDIR).'],
  [{ SECRET_FILE: put('leeg', '\n') }, 'SECRET_FILE: het bestand is leeg.'],
  [{ SECRET_FILE: put('groot', 'x'.repeat(64_001)) }, 'SECRET_FILE: het bestand is groter dan 64 kB.'],
  [{ SECRET_FILE: put('kort', 'kort-geheim') }, 'SECRET moet ten minste 32 tekens lang zijn.'],
  [{ SMTP_URL_FILE: put('mail', 'http://gebruiker:zeer-geheim@mail.example') }, 'SMTP_URL moet een adres zijn zoals'],
  [{ DATABASE_URL_FILE: put('ver', 'postgres://a:zeer-geheim@ver.example/x') }, 'DATABASE_URL wijst naar een andere machine'],
])('a file of a secret that does not do, %j, stops the start in one line that says nothing of the secret (I3, V13.3.1)', (environment, line) => {
  const read = () => readSettings(environment)
  expect(read).toThrow(StartError)
  expect(read).toThrow(line)
  expect(read).not.toThrow(/zeer-geheim|kort-geheim|geheim-dat/)
})

const of = (address: string, more = {}) => ({ DATABASE_URL: address, DATABASE_OWNER_URL: address, SECRET: secret, ...more })
test.each([
  [of('postgres://a:b@ver.example/x'), false],
  [of('postgres://a:b@10.0.0.3/x?sslmode=disable'), false],
  [of('postgres://a:b@ver.example/x?sslmode=no-verify'), false],
  [of('postgres://a:b@ver.example/x?sslmode=require&uselibpqcompat=true'), false],
  [of('postgres://a:b@localhost/x?host=ver.example'), false],
  [of('postgres://a:b@ver.example/x?sslmode=verify-full&sslmode=disable'), false],
  [{ ...of('postgres://a:b@ver.example/x?sslmode=verify-full'), DATABASE_OWNER_URL: 'postgres://a:b@ver.example/x' }, false],
  [of('postgres://a:b@ver.example/x?sslmode=verify-full'), true],
  // As `pg` reads them today: as strict as the one before.
  [of('postgres://a:b@ver.example/x?sslmode=require'), true],
  [of('postgres://a:b@ver.example/x?sslmode=prefer'), true],
  [of('postgres://a:b@ver.example/x', { DATABASE_TLS: 'off' }), true],
  [of('postgres://a:b@127.0.0.1/x'), true],
  [of('postgres://a:b@localhost/x?host=/run/postgresql'), true],
  [{ CLAMAV_URL: 'tcp://ver.example:3310' }, false],
  [{ CLAMAV_URL: 'tcp://ver.example:3310', CLAMAV_TLS: 'off' }, true],
  [{ CLAMAV_URL: 'tcp://127.0.0.1:3310' }, true],
  [{ OTLP_URL: 'http://ver.example:4318/v1/traces' }, false],
  [{ OTLP_URL: 'http://ver.example:4318/v1/traces', OTLP_TLS: 'off' }, true],
  [{ OTLP_URL: 'https://ver.example/v1/traces' }, true],
  [{ OTLP_URL: 'http://localhost:4318/v1/traces' }, true],
])('with %j it is %s that the program starts: what goes to another machine goes over TLS, unless it is said that the network is closed (I3, V12.3.1)', (environment, starts) => {
  if (starts) expect(() => readSettings(environment)).not.toThrow()
  else expect(() => readSettings(environment)).toThrow(/andere machine/)
})
