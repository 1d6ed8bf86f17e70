import { expect, test } from 'vitest'
import { freePort } from '../../../test/browser.ts'
import { startDemo } from '../../../test/ground.ts'

const port = await freePort()
const demo = await startDemo({ port })
const base = `http://localhost:${port}`
await demo.app.listen({ port, host: 'localhost' })

/** A browser without a screen: follows redirects and keeps cookies, until `stopAt` would be asked. */
async function follow(start: string, jar = new Map<string, string>(), stopAt = '') {
  let url = start
  for (let hops = 0; hops < 12; hops += 1) {
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') } })
    for (const each of answer.headers.getSetCookie()) jar.set(each.slice(0, each.indexOf('=')), each.slice(each.indexOf('=') + 1).split(';')[0]!)
    const to = answer.headers.get('location')
    if (!to || (stopAt && new URL(to, url).pathname.startsWith(stopAt))) return { status: answer.status, url: to ? new URL(to, url).href : url, text: await answer.text(), jar }
    url = new URL(to, url).href
  }
  throw new Error('too many redirects')
}
const begin = (who: string, to = '') => `${base}/twente/inloggen/enschede?wie=${who}${to && `&naar=${encodeURIComponent(to)}`}`

test('who the provider names is signed in, and comes back to the page that was asked for', async () => {
  const done = await follow(begin('gids-enschede', '/twente/werk/netwerk'))
  expect([done.status, done.url]).toEqual([200, `${base}/twente/werk/netwerk`])
  expect(done.text).toContain('Gids Enschede')
})

test('a page elsewhere is no page to come back to', async () => {
  for (const to of ['https://elders.example/', '//elders.example/werk', '/twente/werk/../../elders', '/drenthe/werk', 'javascript:alert(1)']) {
    expect((await follow(begin('gids-enschede', to))).url, to).toBe(`${base}/twente/werk`)
  }
})

test('somebody of another organisation is not let in through this one’s provider, and is told why', async () => {
  const done = await follow(begin('gids-almelo'))
  expect(done.status).toBe(403)
  expect(done.text).toContain('U hebt hier geen toegang')
  expect([...done.jar.keys()]).not.toContain('werkcentrum')
})

test('an answer of the provider counts once, in the browser that asked, and unchanged', async () => {
  const { url, jar } = await follow(begin('gids-enschede'), new Map(), '/inloggen/terug')
  expect(url).toContain('/inloggen/terug?code=')
  expect((await follow(url, new Map())).status).toBe(400)
  expect((await follow(url.replace(/state=([^&]{10})/, 'state=AAAAAAAAAA'), new Map(jar))).status).toBe(400)
  expect((await follow(url.replace(/code=([^&]{10})/, 'code=AAAAAAAAAA'), new Map(jar))).status).toBe(400)
})

test('somebody who left is known to their organisation, but not let in', async () => {
  const { id } = await demo.staff('loopbaanadviseur-enschede')
  await demo.owner.query('update staff set left_at = $1 where id = $2', [demo.clock.now(), id])
  expect((await follow(begin('loopbaanadviseur-enschede'))).status).toBe(403)
})
