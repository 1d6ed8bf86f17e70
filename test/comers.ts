import { passesOf } from '../src/foundation/identity/passes.ts'
import { seal } from '../src/foundation/identity/seal.ts'
import { networksOf } from '../src/network/current.ts'
import { anyProvider } from './anyprovider.ts'
import { startDemo } from './ground.ts'

/** A site over https where staff of Enschede, and residents by a broker, sign in at a test's own provider; and browsers that come to it. */
export async function startComers() {
  const provider = await anyProvider()
  const broker = { DIGID_ISSUER: provider.issuer, DIGID_CLIENT_ID: provider.clientId, DIGID_CLIENT_SECRET: provider.clientSecret, DIGID_LEVELS: 'hoog' }
  const demo = await startDemo({ environment: { DEMO: '0', BASE_URL: 'https://werk.example', RATE_LIMIT: 'on', ISSUER_HOSTS: 'localhost', ...broker } })
  await demo.owner.query('update organisation set issuer = $1, client_id = $2, client_secret = $3 where region_id = $4 and slug = $5', [
    provider.issuer,
    provider.clientId,
    seal(demo.secret, provider.clientSecret),
    demo.region,
    'enschede',
  ])
  await demo.owner.query('update staff set issuer = $1 where region_id = $2 and subject = any($3)', [provider.issuer, demo.region, ['gids-enschede', 'beheerder-enschede']])
  networksOf(demo.system).forget(demo.region)

  const get = (url: string, cookie = '', headers: Record<string, string> = {}) => demo.app.inject({ url, headers: { host: 'werk.example', cookie, ...headers } })
  const post = (url: string, cookie: string, fields: Record<string, string> = {}, headers: Record<string, string> = {}) =>
    demo.app.inject({
      method: 'POST',
      url,
      headers: { host: 'werk.example', cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded', ...headers },
      payload: new URLSearchParams(fields).toString(),
    })

  /** Goes through the door of a provider as a browser does that brings cookies already, where the provider says who it is; answers the cookies that it has then. `then` is what the browser brings that comes back, where that is another. */
  async function through(door: string, says: Record<string, unknown>, brings = '', agent = '', then = brings) {
    const begun = await get(door, brings)
    const asked = new URL(begun.headers.location!)
    provider.says = { nonce: asked.searchParams.get('nonce'), ...says }
    const back = `${new URL(asked.searchParams.get('redirect_uri')!).pathname}?code=een&state=${asked.searchParams.get('state')}`
    const pending = given(begun)[0]!.split(';')[0]!
    const came = await get(back, `${pending}; ${then}`, { 'user-agent': agent })
    return { begun, asked, back, pending, came, session: cookieIn(came, 'werkcentrum')!, pass: cookieIn(came, 'werkcentrum-resident')! }
  }
  return {
    demo,
    provider,
    get,
    post,
    through,
    /** Signs somebody of Enschede in. */
    signIn: (subject: string, brings = '', to = '', agent = '', says: Record<string, unknown> = {}) =>
      through(`/twente/inloggen/enschede${to && `?naar=${encodeURIComponent(to)}`}`, { sub: subject, ...says }, brings, agent),
    later: (minutes: number) => demo.clock.moveTo(new Date(demo.clock.now().getTime() + minutes * 60_000)),
    isIn: async (session: string) => (await get('/twente/werk', session)).statusCode === 200,
    isHome: async (pass: string) => (await get('/twente/mijn', pass)).statusCode === 200,
    /** Somebody comes in to their own file by a code, and goes on to where `naar` says. */
    async comeIn(email: string, brings = '', { naar = '/twente/mijn', agent = '', name = 'Iemand' } = {}) {
      const asked = await post('/twente/mijn/aanmelden', `${ownBrowser}; ${brings}`, { email, naar })
      const { rows } = await demo.owner.query('select id from mail_code where about = $1 and used_at is null', [email])
      const code = passesOf(demo.system).digits(demo.region, rows[0].id)
      const query = new URL(asked.headers.location!, 'https://werk.example').searchParams
      const fields = { voor: query.get('voor')!, naar: query.get('naar')!, code, name }
      const came = await post('/twente/mijn/code', `${ownBrowser}; ${brings}`, fields, { 'user-agent': agent })
      return { came, pass: cookieIn(came, 'werkcentrum-resident')! }
    },
  }
}

/** What tells a resident's browser from others. */
export const ownBrowser = '__Host-werkcentrum-formulier=een-browser'

interface Answer {
  headers: { 'set-cookie'?: number | string | string[] }
}
export const given = (answer: Answer) => [answer.headers['set-cookie'] ?? []].flat().map(String)
export const cookieIn = (answer: Answer, name: string) =>
  given(answer)
    .find((each) => each.startsWith(`__Host-${name}=`))
    ?.split(';')[0]

export const browsers = {
  firefox: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0',
  phone: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
}
