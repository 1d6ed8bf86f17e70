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
  [{ DATABASE_URL: 'postgres://a:b@127.0.0.1:1/x' }, 'DATABASE_OWNER_URL ontbreekt'],
  [{ DATABASE_URL: 'postgres://a:b@127.0.0.1:1/x', DATABASE_OWNER_URL: 'postgres://c:d@127.0.0.1:1/x' }, 'SECRET ontbreekt'],
])('a wrong setting %j is a reason not to start, in one clear line', (environment, line) => {
  const read = () => readSettings(environment)
  expect(read).toThrow(StartError)
  expect(read).toThrow(line)
  expect(read).toThrow(/^[^\n]+$/)
})
