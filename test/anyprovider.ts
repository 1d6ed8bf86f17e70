import { generateKeyPairSync, sign } from 'node:crypto'
import { globalAgent, createServer } from 'node:https'
import { afterAll } from 'vitest'
import { freePort } from './browser.ts'
import { ownCertificate } from './certificates.ts'

// One for all: of several of one name OpenSSL takes the first.
const certificate = ownCertificate()

const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/**
 * An OpenID Connect provider over https at this machine that says what a test lets it say, true or not: `says` is what stands in its next ID token,
 * `tells` what its user-info endpoint answers, `describes` what stands in its metadata beside the usual. What it was asked is kept.
 */
export async function anyProvider() {
  const port = await freePort()
  const issuer = `https://localhost:${port}`
  const { key, cert } = await certificate
  globalAgent.options.ca = cert
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const client = { clientId: 'werkcentrum', clientSecret: 'een geheim van de organisatie' }
  const provider = {
    ...client,
    issuer,
    says: {} as Record<string, unknown>,
    tells: undefined as Record<string, unknown> | undefined,
    describes: {} as Record<string, unknown>,
    /** What it answers at a path instead of what it should. */
    instead: {} as Record<string, { status: number; headers?: Record<string, string>; body?: string }>,
    asked: [] as { path: string; body: string }[],
  }
  const idToken = () => {
    const now = Math.floor(Date.now() / 1000)
    const text = `${base64({ alg: 'ES256', kid: 'a' })}.${base64({ iss: issuer, aud: client.clientId, iat: now, exp: now + 300, ...provider.says })}`
    return `${text}.${sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
  }
  const answers: Record<string, () => unknown> = {
    '/.well-known/openid-configuration': () => ({
      issuer,
      authorization_endpoint: `${issuer}/auth`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      userinfo_endpoint: `${issuer}/me`,
      id_token_signing_alg_values_supported: ['ES256'],
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      ...provider.describes,
    }),
    '/jwks': () => ({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'a', use: 'sig', alg: 'ES256' }] }),
    '/token': () => ({ access_token: 'toegang', token_type: 'Bearer', expires_in: 60, id_token: idToken() }),
    '/me': () => provider.tells,
  }
  const server = createServer({ key, cert }, async (request, response) => {
    const path = request.url!.split('?')[0]!
    let body = ''
    for await (const chunk of request) body += chunk
    provider.asked.push({ path, body })
    const other = provider.instead[path]
    const answer = answers[path]?.()
    response.writeHead(other?.status ?? (answer ? 200 : 404), { 'content-type': 'application/json', ...other?.headers })
    response.end(other ? other.body : JSON.stringify(answer ?? {}))
  })
  await new Promise<void>((resolve) => server.listen(port, 'localhost', resolve))
  afterAll(() => {
    globalAgent.options.ca = undefined
    server.closeAllConnections()
    server.close()
  })
  return provider
}
