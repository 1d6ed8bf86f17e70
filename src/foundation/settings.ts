import { readFileSync, statSync } from 'node:fs'
import pg from 'pg'
import { z } from 'zod'

/** A reason not to start, in one line for whoever operates the program. */
export class StartError extends Error {}

const onOff = z.enum(['0', '1'], { error: 'moet 0 of 1 zijn' })
const url = (protocols: RegExp, example: string) => z.url({ protocol: protocols, hostname: /.*/, error: `moet een adres zijn zoals ${example}` })

const portNumber = z.coerce
  .number({ error: 'moet een getal zijn' })
  .int('moet een geheel getal zijn')
  .min(1, 'moet tussen 1 en 65535 liggen')
  .max(65535, 'moet tussen 1 en 65535 liggen')

/** Every setting with what it means; `npm run help` prints this list. */
const variables = {
  PORT: portNumber.default(3000).describe('poort waarop het programma luistert (3000)'),
  HOST: z.string().min(1).optional().describe('adres waarop het luistert (met de demo: alleen deze machine)'),
  DATA_DIR: z.string().min(1).default('./data').describe('map van de eigen PostgreSQL (./data)'),
  BASE_URL: url(/^https?$/, 'https://werkcentrum.example.nl')
    .refine((given) => /^https?:\/\/[^@?#]+$/.test(given), 'moet een adres zijn zonder wachtwoord, ? of #')
    .optional()
    .describe('adres waaronder bezoekers het programma zien'),
  SECRET: z.string().min(32, 'moet ten minste 32 tekens lang zijn').optional().describe('geheim voor links en sessies (32 tekens of meer); verplicht met een databaseserver'),
  SECRET_BEFORE: z.string().min(32, 'moet ten minste 32 tekens lang zijn').optional().describe('het vorige SECRET, zolang links van daarvoor nog moeten werken'),
  SMTP_URL: url(/^smtps?$/, 'smtp://gebruiker:wachtwoord@server:587')
    .optional()
    .describe('mailserver; zonder wacht de mail in de postbus'),
  SMTP_TLS: z
    .enum(['required', 'off'], { error: 'moet required of off zijn' })
    .optional()
    .describe('required: mail gaat alleen versleuteld naar die server, met een geldig certificaat (zo is het, behalve op deze machine); off: nooit versleuteld'),
  MAIL_FROM: z.email({ error: 'moet een e-mailadres zijn' }).default('geen-antwoord@werkcentrum.invalid').describe('afzender van mail'),
  MAIL_IN_PORT: portNumber.optional().describe('poort waarop het mail ontvangt (met de demo 2525, anders uit)'),
  MAIL_DOMAIN: z.hostname('moet een domein zijn zoals mail.example.nl').toLowerCase().optional().describe('domein van de antwoordadressen (dat van MAIL_FROM)'),
  MAIL_IN_FRONT: z.string().min(1).optional().describe('naam van de mailserver ervoor, zoals die in Authentication-Results staat'),
  MAIL_IN_TLS_CERT: z.string().min(1).optional().describe('bestand met het certificaat (PEM) waarmee mail versleuteld binnenkomt; zonder komt zij onversleuteld'),
  MAIL_IN_TLS_KEY: z.string().min(1).optional().describe('bestand met de sleutel (PEM) van dat certificaat'),
  MAIL_IN_TLS: z
    .enum(['offered', 'required'], { error: 'moet offered of required zijn' })
    .optional()
    .describe('required: mail komt alleen versleuteld binnen (offered, waar er een certificaat is)'),
  CLAMAV_URL: url(/^tcp$/, 'tcp://127.0.0.1:3310').optional().describe('virusscanner (clamd over TCP) die elk bestand van buiten bekijkt; zonder wordt er niet gescand'),
  CLAMAV_TLS: z
    .literal('off', { error: 'kan alleen off zijn' })
    .optional()
    .describe('off: de scanner staat op een andere machine in een gesloten netwerk; hij kent geen versleuteling'),
  TRUST_PROXY: z.string().min(1).optional().describe('adressen van de proxy ervoor, met komma’s, zoals 127.0.0.1'),
  DIGID_ISSUER: url(/^https?$/, 'https://broker.example.nl')
    .optional()
    .describe('OpenID Connect-broker waarmee inwoners zich met DigiD aanmelden; zonder komen zij met een code per mail'),
  DIGID_CLIENT_ID: z.string().min(1).optional().describe('naam waaronder deze installatie bij die broker bekend is'),
  DIGID_CLIENT_SECRET: z.string().min(1).optional().describe('geheim van deze installatie bij die broker'),
  DIGID_LEVELS: z.string().min(1).optional().describe('betrouwbaarheidsniveaus (acr) die genoeg zijn, met komma’s, zoals de broker ze noemt'),
  ISSUER_HOSTS: z
    .string()
    .regex(/^[a-z0-9.:-]+( *, *[a-z0-9.:-]+)*$/i, 'moet namen van hosts zijn, met komma’s')
    .toLowerCase()
    .optional()
    .describe('inlogdiensten van organisaties in het eigen netwerk, met komma’s; andere moeten op internet staan'),
  DRAIN_SECONDS: z.coerce
    .number({ error: 'moet een getal zijn' })
    .min(0, 'moet tussen 0 en 4 liggen')
    .max(4, 'moet tussen 0 en 4 liggen')
    .default(0)
    .describe('zo lang antwoordt het nog na SIGTERM, terwijl /health/ready al 503 zegt, in seconden (0)'),
  EXIT_URL: url(/^https?$/, 'https://www.knmi.nl/')
    .default('https://www.knmi.nl/')
    .describe('onschuldige pagina waarheen ‘Verlaat deze pagina’ leidt (https://www.knmi.nl/)'),
  SECURITY_CONTACT: z
    .string()
    .refine(
      (given) => z.union([z.email(), z.url({ protocol: /^https$/ })]).safeParse(given).success,
      'moet een mailadres zijn, of een adres zoals https://gemeente.example.nl/beveiliging',
    )
    .transform((given) => (given.startsWith('https:') ? given : `mailto:${given}`))
    .optional()
    .describe('waar iemand een zwakke plek meldt (mailadres of https-adres), voor /.well-known/security.txt; zonder is die er niet'),
  OTLP_URL: url(/^https?$/, 'http://collector:4318/v1/traces')
    .optional()
    .describe('waarheen het logboek van verwerkingen ook gaat (OTLP over HTTP, JSON)'),
  OTLP_TLS: z
    .literal('off', { error: 'kan alleen off zijn' })
    .optional()
    .describe('off: dat is een andere machine in een gesloten netwerk, en het gaat er onversleuteld heen; anders is https nodig'),
  DATABASE_URL: url(/^postgres(ql)?$/, 'postgres://rol:wachtwoord@server/database')
    .optional()
    .describe('databaseserver, als de beperkte rol'),
  DATABASE_OWNER_URL: url(/^postgres(ql)?$/, 'postgres://eigenaar:wachtwoord@server/database')
    .optional()
    .describe('dezelfde database als eigenaar, voor migraties'),
  DATABASE_TLS: z
    .literal('off', { error: 'kan alleen off zijn' })
    .optional()
    .describe('off: de database staat op een andere machine in een gesloten netwerk en wordt onversleuteld gevraagd; anders is sslmode=verify-full nodig'),
  DEMO: onOff.optional().describe('1: demo van Twente aan, 0: een lege, echte installatie'),
  NOW: z.iso.datetime({ offset: true, error: 'moet een tijdstip zijn zoals 2026-11-24T09:00:00Z' }).optional().describe('tijdstip waarop de klok begint (alleen in de demo)'),
  RATE_LIMIT: z.enum(['on', 'off'], { error: 'moet on of off zijn' }).default('on').describe('off: geen begrenzing van verzoeken (alleen in de demo)'),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], { error: 'moet debug, info, warn, error of silent zijn' })
    .default('info')
    .describe('hoeveel er in het logboek komt'),
}

/** What is secret, or has something secret in it: `NAME_FILE` names a file that has it, as a vault puts it there. */
const secrets = ['SECRET', 'SECRET_BEFORE', 'SMTP_URL', 'DIGID_CLIENT_SECRET', 'DATABASE_URL', 'DATABASE_OWNER_URL'] as const

export const settingNames = Object.entries(variables).flatMap(([name, schema]) => [
  { name, meaning: schema.description ?? '' },
  ...(secrets.some((each) => each === name) ? [{ name: `${name}_FILE`, meaning: `bestand waarin ${name} staat, in plaats van ${name} zelf` }] : []),
])

/** The demo takes mail in here when it is free. */
const demoMailPort = 2525

const mostSecret = 64_000
type Environment = Record<string, string | undefined>

/** What stands in the file that a setting names, without the end of its line. @throws StartError, which never says what stands in it */
function fileOf(setting: string, path: string): string {
  let content: string
  try {
    const { size } = statSync(path)
    if (size > mostSecret) throw new StartError(`${setting}: het bestand is groter dan ${mostSecret / 1000} kB.`)
    content = readFileSync(path, 'utf8').replace(/\r?\n$/, '')
  } catch (error) {
    if (error instanceof StartError) throw error
    throw new StartError(`${setting}: het bestand is niet te lezen (${(error as NodeJS.ErrnoException).code}).`)
  }
  if (!content) throw new StartError(`${setting}: het bestand is leeg.`)
  return content
}

/** The environment with each secret that stands in a file. @throws StartError */
function withSecrets(environment: Environment): Environment {
  const read: Environment = {}
  for (const name of secrets) {
    const path = environment[`${name}_FILE`]
    if (!path) continue
    if (environment[name]) throw new StartError(`Zet ${name} of ${name}_FILE, niet allebei.`)
    read[name] = fileOf(`${name}_FILE`, path)
  }
  return { ...environment, ...read }
}

/** Whether a database is asked over a socket of this machine, on this machine, or over TLS with a certificate that is checked: as `pg` itself reads its address. @throws StartError */
function isSafeWay(name: string, connectionString: string): boolean {
  let read: { host: string; ssl: unknown }
  try {
    const { host, ssl } = new pg.Client({ connectionString }) as pg.Client & { ssl: unknown }
    read = { host, ssl }
  } catch (error) {
    throw new StartError(`${name} is niet te gebruiken (${(error as NodeJS.ErrnoException).code ?? (error as Error).name}).`)
  }
  const { host, ssl } = read
  const checked = ssl === true || (typeof ssl === 'object' && ssl !== null && (ssl as { rejectUnauthorized?: boolean }).rejectUnauthorized !== false)
  return checked || host.startsWith('/') || loopback(host)
}

const loopback = (host: string) => /^(localhost|127(\.\d+){3}|\[?::1\]?)$/.test(host)

/** What goes to another machine for anybody in between to read: only where a setting says that the network is closed. @throws StartError */
function noOpenWays(given: z.infer<z.ZodObject<typeof variables>>): void {
  const { DATABASE_TLS, CLAMAV_URL, CLAMAV_TLS, OTLP_URL, OTLP_TLS } = given
  for (const name of ['DATABASE_URL', 'DATABASE_OWNER_URL'] as const)
    if (given[name] && DATABASE_TLS !== 'off' && !isSafeWay(name, given[name]))
      throw new StartError(`${name} wijst naar een andere machine: zet er ?sslmode=verify-full achter, of DATABASE_TLS=off als dat netwerk gesloten is.`)
  const isElsewhere = (address: string) => !loopback(new URL(address).hostname)
  if (CLAMAV_URL && CLAMAV_TLS !== 'off' && isElsewhere(CLAMAV_URL))
    throw new StartError('CLAMAV_URL wijst naar een andere machine en een scanner kent geen versleuteling: zet CLAMAV_TLS=off als dat netwerk gesloten is.')
  if (OTLP_URL?.startsWith('http:') && OTLP_TLS !== 'off' && isElsewhere(OTLP_URL))
    throw new StartError('OTLP_URL wijst naar een andere machine: maak er een https-adres van, of zet OTLP_TLS=off als dat netwerk gesloten is.')
}

/**
 * Reads the environment once, at the start.
 * The demo signs anybody in as anybody, so it runs on this machine only: any sign of an audience (a listening address,
 * a public address, a proxy) turns it off, or refuses the start when it was asked for.
 * @throws StartError with one line that names the setting and what it should be
 */
export function readSettings(environment: Environment) {
  const given = Object.fromEntries(Object.entries(withSecrets(environment)).filter(([name, value]) => name in variables && value !== ''))
  const parsed = z.object(variables).safeParse(given)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new StartError(`${String(issue?.path[0])} ${issue?.message}.`)
  }
  const { DEMO, HOST, BASE_URL, ...rest } = parsed.data
  const embedded = !rest.DATABASE_URL
  const audience = [
    HOST && !loopback(HOST) && `HOST=${HOST}`,
    BASE_URL && !loopback(new URL(BASE_URL).hostname) && `BASE_URL=${BASE_URL}`,
    rest.TRUST_PROXY && `TRUST_PROXY=${rest.TRUST_PROXY}`,
  ].filter(Boolean)
  if (DEMO === '1' && audience.length) {
    throw new StartError(`De demo meldt iedereen aan zonder wachtwoord en draait daarom alleen op deze machine; haal ${audience.join(' en ')} weg of zet DEMO=0.`)
  }
  const demo = DEMO === undefined ? embedded && !audience.length : DEMO === '1'
  if (!demo && rest.NOW) throw new StartError('NOW werkt alleen in de demo.')
  if (!demo && rest.RATE_LIMIT === 'off') throw new StartError('RATE_LIMIT=off werkt alleen in de demo.')
  if (rest.DIGID_ISSUER && !(rest.DIGID_CLIENT_ID && rest.DIGID_CLIENT_SECRET && rest.DIGID_LEVELS))
    throw new StartError('Met DIGID_ISSUER horen ook DIGID_CLIENT_ID, DIGID_CLIENT_SECRET en DIGID_LEVELS.')
  const smtp = rest.SMTP_URL ? new URL(rest.SMTP_URL) : undefined
  if (smtp?.protocol === 'smtps:' && rest.SMTP_TLS === 'off') throw new StartError('SMTP_TLS=off kan niet met smtps:// in SMTP_URL.')
  if (!rest.MAIL_IN_TLS_CERT !== !rest.MAIL_IN_TLS_KEY) throw new StartError('MAIL_IN_TLS_CERT en MAIL_IN_TLS_KEY horen bij elkaar.')
  if (rest.MAIL_IN_TLS && !rest.MAIL_IN_TLS_CERT) throw new StartError(`Met MAIL_IN_TLS=${rest.MAIL_IN_TLS} horen ook MAIL_IN_TLS_CERT en MAIL_IN_TLS_KEY.`)
  noOpenWays(parsed.data)
  if (!embedded && !rest.DATABASE_OWNER_URL) throw new StartError('DATABASE_OWNER_URL ontbreekt: de eigenaar van de database, voor migraties.')
  if (!embedded && !rest.SECRET) throw new StartError('SECRET ontbreekt: een eigen geheim van 32 tekens of meer is verplicht met een databaseserver.')
  if (rest.SECRET_BEFORE && !rest.SECRET) throw new StartError('Met SECRET_BEFORE hoort ook SECRET: het nieuwe.')
  const baseUrl = (BASE_URL ?? `http://localhost:${rest.PORT}`).replace(/\/$/, '')
  return {
    ...rest,
    demo,
    embedded,
    /** Whether mail goes out over TLS only; a server on this machine is asked for it only where that is set. */
    smtpTls: rest.SMTP_TLS ? rest.SMTP_TLS === 'required' : smtp !== undefined && !loopback(smtp.hostname),
    mailInPort: rest.MAIL_IN_PORT ?? (demo ? demoMailPort : undefined),
    mailDomain: rest.MAIL_DOMAIN ?? rest.MAIL_FROM.split('@')[1]!.toLowerCase(),
    host: HOST ?? (demo ? 'localhost' : '0.0.0.0'),
    baseUrl,
    overHttps: baseUrl.startsWith('https:'),
  }
}

export type Settings = ReturnType<typeof readSettings>
