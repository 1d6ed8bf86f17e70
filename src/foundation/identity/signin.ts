import * as oidc from 'openid-client'
import { z } from 'zod'
import { remember } from '../remember.ts'
import { oneOf } from '../system.ts'
import type { Settings } from '../settings.ts'
import { seal, unsealAs } from './seal.ts'
import { siteCookie } from './sessions.ts'

/** An organisation's own OpenID Connect provider, with this program's registration there. */
export interface Issuer {
  issuer: string
  clientId: string
  clientSecret: string
}

export const callbackPath = '/inloggen/terug'
export const pendingCookieName = 'werkcentrum-aanmelden'
const minutes = 10

// The state travels through the provider and back; sealed, it cannot be made or changed by anyone else. Its twin in the cookie ties it to this browser.
const stateSchema = z.object({ region: z.number().int(), organisation: z.string(), to: z.string(), language: z.enum(['nl', 'en']), until: z.number() })
export type SignInState = z.infer<typeof stateSchema>
const pendingSchema = z.object({ state: z.string(), verifier: z.string(), nonce: z.string() })

/** Sign-in by OpenID Connect (authorization code with PKCE and nonce), one issuer per organisation, one callback for all. */
function signIn(settings: Settings, secret: string) {
  const secure = settings.baseUrl.startsWith('https:')
  const redirectUri = `${settings.baseUrl}${callbackPath}`
  const configurations = new Map<string, Promise<oidc.Configuration>>()

  function discover({ issuer, clientId, clientSecret }: Issuer): Promise<oidc.Configuration> {
    const key = `${issuer}|${clientId}|${clientSecret}`
    return remember(configurations, key, () => {
      // Plain http is for the demo's provider, in this same process on this same machine.
      const execute = settings.demo && issuer.startsWith(`${settings.baseUrl}/`) ? [oidc.allowInsecureRequests] : []
      const found = oidc.discovery(new URL(issuer), clientId, clientSecret, undefined, { execute, timeout: 10 })
      found.catch(() => configurations.delete(key))
      return found
    })
  }

  return {
    /** Where to send the browser, and the cookie that makes it come back as itself. */
    async begin(issuer: Issuer, to: Omit<SignInState, 'until'>, { hint, levels }: { hint?: string; levels?: readonly string[] } = {}): Promise<{ url: string; cookie: string }> {
      const configuration = await discover(issuer)
      const verifier = oidc.randomPKCECodeVerifier()
      const nonce = oidc.randomNonce()
      const state = seal(secret, JSON.stringify({ ...to, until: Date.now() + minutes * 60_000 }))
      const url = oidc.buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri,
        // Of a broker nothing is wanted but that it is the same person again.
        scope: levels ? 'openid' : 'openid email',
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
        ...(hint ? { login_hint: hint } : {}),
        ...(levels ? { acr_values: levels.join(' '), prompt: 'login' } : {}),
      })
      return { url: url.href, cookie: siteCookie(pendingCookieName, seal(secret, JSON.stringify({ state, verifier, nonce })), secure, minutes * 60, '/inloggen') }
    },
    /** What the provider's answer belongs to; undefined when it was not this browser that began, or too long ago. */
    readState(state: string, cookie: string | undefined): SignInState | undefined {
      if (unsealAs(secret, cookie, pendingSchema)?.state !== state) return undefined
      const begun = unsealAs(secret, state, stateSchema)
      return begun && begun.until > Date.now() ? begun : undefined
    },
    /** Who the provider says this is, and how sure it is of that (its level of assurance). @throws when the answer is not a valid one to what was begun */
    async finish(issuer: Issuer, callback: string, cookie: string, { withEmail = true } = {}): Promise<{ subject: string; email?: string; level?: string }> {
      const pending = unsealAs(secret, cookie, pendingSchema)
      if (!pending) throw new Error('this browser began no sign-in')
      const { state, verifier, nonce } = pending
      const current = new URL(callback, settings.baseUrl)
      const configuration = await discover(issuer)
      const tokens = await oidc.authorizationCodeGrant(configuration, current, { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce })
      const claims = tokens.claims()
      if (!claims) throw new Error('no id token')
      // Many providers tell an address at their user-info endpoint only.
      const asked = claims.email === undefined && withEmail && configuration.serverMetadata().userinfo_endpoint
      const { email, email_verified: verified } = asked ? await oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub) : claims
      return { subject: claims.sub, level: typeof claims.acr === 'string' ? claims.acr : undefined, email: verified === true && typeof email === 'string' ? email : undefined }
    },
    clearCookie: () => siteCookie(pendingCookieName, '', secure, 0, '/inloggen'),
  }
}

/** The sign-in of this program. */
export const signInOf = oneOf(({ settings, secret }) => signIn(settings, secret))
