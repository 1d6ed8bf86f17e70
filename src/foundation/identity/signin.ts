import type { FastifyRequest } from 'fastify'
import * as oidc from 'openid-client'
import { z } from 'zod'
import { outsideFetch } from '../outside.ts'
import { remember } from '../remember.ts'
import { oneOf } from '../system.ts'
import type { Settings } from '../settings.ts'
import { type Keys, seal, unsealAs } from './seal.ts'
import { cookieIn, siteCookie } from './cookies.ts'

/** An OpenID Connect provider, with this program's registration there. */
export interface Issuer {
  issuer: string
  clientId: string
  clientSecret: string
  /** What its own redirect address ends with. */
  place: string
  /** Levels of assurance (acr) of which one is enough; none: any. */
  levels?: readonly string[]
  /** Ways of proving who one is (amr) of which the answer must name one; none: any. */
  methods?: readonly string[]
}

export const callbackPath = '/inloggen/terug'
const pendingCookieName = 'werkcentrum-aanmelden'
const minutes = 10
/** How much the clocks of a provider and of this program may differ. */
const skewSeconds = 120

// The state travels through the provider and back; sealed, it cannot be made or changed by anyone else. Its twin in the cookie ties it to this browser.
const stateSchema = z.object({
  region: z.number().int(),
  organisation: z.string(),
  to: z.string(),
  language: z.enum(['nl', 'en']),
  until: z.number(),
  /** Whom it is about, where it is not only about who comes: whoever brings the answer must be them. */
  of: z.string().optional(),
})
export type SignInState = z.infer<typeof stateSchema>
const pendingSchema = z.object({
  state: z.string(),
  verifier: z.string(),
  nonce: z.string(),
  issuer: z.string(),
  at: z.string(),
  /** Since when they must have proved who they are, where that was asked anew; and whether it does not do that the provider is silent on it. */
  anew: z.object({ since: z.number(), told: z.boolean() }).optional(),
})

/** What a browser that began a sign-in brings to its end. */
export const pendingSignIn = (request: FastifyRequest): string | undefined => cookieIn(request, pendingCookieName)

/** The provider says that they proved who they are in a way that is not enough here. */
export class NotSureEnough extends Error {}

/** They were to prove anew who they are, and the provider does not say that they did. */
export class NotAnew extends Error {}

/** Who a provider says it is; the address only where the provider says that it is theirs. */
export interface Known {
  subject: string
  /** How long ago they proved it, in milliseconds, where the provider says so. */
  provedAgo?: number
  email?: string
}

const words = (value: unknown): string[] => (Array.isArray(value) ? value : [value]).filter((each): each is string => typeof each === 'string')

// Some providers write it as text.
const isTrue = (value: unknown) => value === true || value === 'true'

/** Sign-in by OpenID Connect (authorization code with PKCE and nonce), one issuer per organisation. */
function signIn(settings: Settings, secret: Keys) {
  const secure = settings.overHttps
  const configurations = new Map<string, Promise<oidc.Configuration>>()
  // The broker's address is whoever operates the program's own; others are filled in by administrators.
  const trusted = [...(settings.ISSUER_HOSTS?.split(',').map((each) => each.trim()) ?? []), ...(settings.DIGID_ISSUER ? [new URL(settings.DIGID_ISSUER).hostname] : [])]

  function discover({ issuer, clientId, clientSecret }: Issuer): Promise<oidc.Configuration> {
    const key = `${issuer}|${clientId}|${clientSecret}`
    return remember(configurations, key, () => {
      // Plain http is for the demo's provider, in this same process on this same machine.
      const ours = settings.demo && issuer.startsWith(`${settings.baseUrl}/`)
      const execute = ours ? [oidc.allowInsecureRequests] : []
      const fetching = outsideFetch({ trusted: ours ? [...trusted, new URL(issuer).hostname] : trusted, plain: ours })
      const found = oidc
        .discovery(new URL(issuer), clientId, { client_secret: clientSecret, [oidc.clockTolerance]: skewSeconds }, undefined, {
          execute,
          timeout: 10,
          [oidc.customFetch]: fetching,
        })
        .then((configuration) => {
          const { authorization_endpoint: page } = configuration.serverMetadata()
          if (!ours && !page?.startsWith('https://')) throw new Error('its page to sign in is not over https')
          return configuration
        })
      found.catch(() => configurations.delete(key))
      return found
    })
  }

  return {
    /**
     * Where to send the browser, and the cookie that makes it come back as itself. `anew`: they must prove once more who they are, also where they are signed in at the provider.
     * Of a broker nothing is wanted but that it is the same person again (`onlyWho`), always anew; it need not say when.
     */
    async begin(
      issuer: Issuer,
      to: Omit<SignInState, 'until'>,
      { hint, onlyWho = false, anew = onlyWho }: { hint?: string; onlyWho?: boolean; anew?: boolean } = {},
    ): Promise<{ url: string; cookie: string }> {
      const configuration = await discover(issuer)
      const { authorization_response_iss_parameter_supported: namesItself, claims_parameter_supported: takesClaims } = configuration.serverMetadata()
      const { levels = [], methods = [] } = issuer
      // An answer of one provider must not be taken for another's: who does not say in it who they are has an address of its own.
      const at = namesItself ? callbackPath : `${callbackPath}/${issuer.place}`
      const verifier = oidc.randomPKCECodeVerifier()
      const nonce = oidc.randomNonce()
      const state = seal(secret, JSON.stringify({ ...to, until: Date.now() + minutes * 60_000 }))
      const wanted = {
        ...(levels.length && { acr: { essential: true, values: levels } }),
        ...(methods.length && { amr: { essential: true, values: methods } }),
        ...(!onlyWho && { auth_time: anew ? { essential: true } : null }),
      }
      const url = oidc.buildAuthorizationUrl(configuration, {
        redirect_uri: `${settings.baseUrl}${at}`,
        scope: onlyWho ? 'openid' : 'openid email',
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
        ...(hint ? { login_hint: hint } : {}),
        ...(levels.length ? { acr_values: levels.join(' ') } : {}),
        ...(takesClaims && Object.keys(wanted).length ? { claims: JSON.stringify({ id_token: wanted }) } : {}),
        ...(anew ? { prompt: 'login', max_age: '0' } : {}),
      })
      const pending = { state, verifier, nonce, issuer: issuer.issuer, at, anew: anew ? { since: Date.now(), told: !onlyWho } : undefined }
      return { url: url.href, cookie: siteCookie(pendingCookieName, seal(secret, JSON.stringify(pending)), secure, minutes * 60) }
    },
    /** What the provider's answer belongs to; undefined when it was not this browser that began, or too long ago. */
    readState(state: string, cookie: string | undefined): SignInState | undefined {
      if (unsealAs(secret, cookie, pendingSchema)?.state !== state) return undefined
      const begun = unsealAs(secret, state, stateSchema)
      return begun && begun.until > Date.now() ? begun : undefined
    },
    /**
     * Who the provider says this is.
     * @throws NotSureEnough when it was proved in no way that the organisation asks; NotAnew when it was to be proved anew and was not; Error when the answer is not a valid one to what was begun
     */
    async finish(issuer: Issuer, callback: string, cookie: string, { withEmail = true } = {}): Promise<Known> {
      const pending = unsealAs(secret, cookie, pendingSchema)
      if (!pending) throw new Error('this browser began no sign-in')
      const { state, verifier, nonce, anew } = pending
      const current = new URL(callback, settings.baseUrl)
      // The query of an answer at the shared address names the provider, which is checked below; at its own address the path does.
      if (pending.issuer !== issuer.issuer || current.pathname !== pending.at) throw new Error('an answer to something else')
      if (pending.at === callbackPath && !current.searchParams.has('iss')) throw new Error('an answer of nobody in particular')
      const configuration = await discover(issuer)
      const tokens = await oidc.authorizationCodeGrant(configuration, current, { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce })
      const claims = tokens.claims()
      if (!claims || claims.sub.length > 255) throw new Error('no id token')
      const { levels = [], methods = [] } = issuer
      const enough = (wanted: readonly string[], given: unknown) => !wanted.length || words(given).some((each) => wanted.includes(each))
      if (!enough(levels, claims.acr) || !enough(methods, claims.amr)) throw new NotSureEnough()
      const provedAt = claims.auth_time === undefined ? undefined : claims.auth_time * 1000
      if (anew && (provedAt === undefined ? anew.told : provedAt < anew.since - skewSeconds * 1000)) throw new NotAnew()
      const provedAgo = provedAt === undefined ? undefined : Math.max(0, Date.now() - provedAt)
      return { subject: claims.sub, provedAgo, email: withEmail ? await emailOf(configuration, tokens.access_token, claims) : undefined }
    },
    clearCookie: () => siteCookie(pendingCookieName, '', secure, 0),
  }
}

/** The address that the provider says is theirs. Many tell it at their user-info endpoint only; where that fails, they are known by their subject or not at all. */
async function emailOf(configuration: oidc.Configuration, token: string, claims: oidc.IDToken): Promise<string | undefined> {
  const verified = ({ email, email_verified }: Record<string, unknown>) => (isTrue(email_verified) && typeof email === 'string' ? email : undefined)
  const told = verified(claims)
  if (told || !configuration.serverMetadata().userinfo_endpoint) return told
  return verified(await oidc.fetchUserInfo(configuration, token, claims.sub).catch(() => ({})))
}

/** The sign-in of this program. */
export const signInOf = oneOf(({ settings, secret }) => signIn(settings, secret))
