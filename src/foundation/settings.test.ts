import { expect, test } from 'vitest'
import { readSettings, StartError } from './settings.ts'

test.each([
  [{ PORT: 'veel' }, 'PORT moet een getal zijn.'],
  [{ PORT: '99999' }, 'PORT moet tussen 1 en 65535 liggen.'],
  [{ SECRET: 'kort' }, 'SECRET moet ten minste 32 tekens lang zijn.'],
  [{ SECURITY_CONTACT: 'beveiliging' }, 'SECURITY_CONTACT moet een mailadres zijn, of een adres zoals https://'],
  [{ SECURITY_CONTACT: 'http://gemeente.example.nl' }, 'SECURITY_CONTACT moet een mailadres zijn, of een adres zoals https://'],
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
