import { generateKeyPairSync } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { AdapterConstructor, Provider } from 'oidc-provider'
import { demoClient, demoIssuerAt, demoLevels } from '../src/network/demoissuer.ts'
// @ts-expect-error the package describes its main file only
import MemoryAdapter from 'oidc-provider/lib/adapters/memory_adapter.js'

// The library says at every start on Node 20 that it is made for newer ones. The tests sign in with it there.
const { warn } = console
console.warn = (...words: unknown[]) => String(words[0]).includes('Unsupported runtime') || warn(...words)
const { errors, interactionPolicy, Provider: OidcProvider } = await import('oidc-provider')
console.warn = warn
export { errors }

/** Who somebody is at the demo's provider: by the name it knows them by, or, who was invited and never came, by their address. */
export const accountOf = ({ subject, email }: { subject: string | null; email: string }) => ({
  id: subject ?? email,
  email: subject && !subject.includes('@') ? `${subject}@voorbeeld.invalid` : (subject ?? email),
})

const loopback = /^(127(\.\d+){3}|::1|::ffff:127(\.\d+){3})$/
const local = /^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/
const forwarding = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via']

/**
 * Whether somebody sits at this machine. The demo refuses to start on a public address; and should anybody put a proxy before it all the same,
 * a request that came through one, or was meant for another name than this machine's, finds no demo.
 */
export const isAtThisMachine = (request: FastifyRequest) =>
  loopback.test(request.socket.remoteAddress ?? '') && local.test(request.headers.host ?? '') && !forwarding.some((header) => request.headers[header])

// In memory on purpose: a demo forgets who signed in. A class of our own, because the library warns of its own one at every start.
class InMemory extends (MemoryAdapter as AdapterConstructor) {}

export interface ProviderChoice {
  issuer: string
  client: { clientId: string; clientSecret: string }
  callback: string
  secret: string
  /** The page where somebody says who they are. */
  askAt: (uid: string) => string
  emailOf: (id: string) => string
}

/** Asks anew who somebody is when another person is meant than who came before in this browser: choosing somebody else is all that the demo is for. */
function askingAnew() {
  const policy = interactionPolicy.base()
  policy.get('login')!.checks.add(
    new interactionPolicy.Check('someone_else', 'another person was meant', (context) => {
      const hint = context.oidc.params?.login_hint
      return hint !== undefined && hint !== context.oidc.session?.accountId && !context.oidc.result?.login
    }),
  )
  return policy
}

/** A real OpenID Connect provider that asks no password: whoever somebody says to be, they are. */
export function provider({ issuer, client, callback, secret, askAt, emailOf }: ProviderChoice): Provider {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { privateKey: rsa } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return new OidcProvider(issuer, {
    clients: [
      {
        client_id: client.clientId,
        client_secret: client.clientSecret,
        redirect_uris: [callback],
        grant_types: ['authorization_code'],
        response_types: ['code'],
        require_auth_time: true,
      },
    ],
    jwks: {
      keys: [
        { ...rsa.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' },
        { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'ES256' },
      ] as never,
    },
    adapter: InMemory,
    cookies: { keys: [secret] },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    claims: { acr: null, openid: ['sub'], email: ['email', 'email_verified'] },
    acrValues: [...demoLevels],
    ttl: { Interaction: 600, Session: 3600, Grant: 3600, AccessToken: 600, IdToken: 600, AuthorizationCode: 60 },
    interactions: { policy: askingAnew(), url: (_context, interaction) => askAt(interaction.uid) },
    findAccount: (_context, id) => ({ accountId: id, claims: async () => ({ sub: id, email: emailOf(id), email_verified: true }) }),
    loadExistingGrant: async (context) => {
      const grant = new context.oidc.provider.Grant({ clientId: context.oidc.client!.clientId, accountId: context.oidc.session!.accountId })
      grant.addOIDCScope('openid email')
      await grant.save()
      return grant
    },
  })
}

/** The demo's provider, in this process, that knows the demo's people. */
export const demoProvider = (baseUrl: string, callback: string, secret: string): Provider =>
  provider({
    issuer: demoIssuerAt(baseUrl),
    client: demoClient(secret),
    callback: `${baseUrl}${callback}`,
    secret,
    askAt: (uid) => `/demo/kies/${uid}`,
    emailOf: (id) => accountOf({ subject: id, email: id }).email,
  })

/** Hands what is below /demo/oidc to the provider, body and all. */
export async function mountProvider(app: FastifyInstance, provider: Provider): Promise<void> {
  const answer = provider.callback()
  await app.register(async (inner) => {
    inner.removeAllContentTypeParsers()
    inner.addContentTypeParser('*', (_request, _payload, done) => done(null))
    inner.all('/demo/oidc/*', async (request: FastifyRequest, reply: FastifyReply) => {
      if (!isAtThisMachine(request)) return reply.callNotFound()
      reply.hijack()
      const raw = Object.assign(request.raw, { originalUrl: request.raw.url })
      raw.url = raw.url!.slice('/demo/oidc'.length)
      await answer(raw, reply.raw)
    })
  })
}
