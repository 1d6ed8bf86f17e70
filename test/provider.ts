import { writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { afterAll } from 'vitest'
import { provider as believing } from '../demo/provider.ts'
import { freePort } from './browser.ts'
import { ownCertificate } from './certificates.ts'

/**
 * An organisation's own identity provider, over https at this machine, that believes whoever says who they are. `certificate` is a file with what a program
 * must trust to talk with it.
 */
export async function ownProvider(callback: string, certificate: string) {
  const port = await freePort()
  const issuer = `https://localhost:${port}`
  const tls = await ownCertificate()
  writeFileSync(certificate, tls.cert)
  const client = { clientId: 'ons-werkcentrum', clientSecret: 'een geheim van de organisatie' }
  const provider = believing({ issuer, client, callback, secret: 'koekje', askAt: (uid) => `/wie/${uid}`, emailOf: (id) => id })
  const answer = provider.callback()
  const server = createServer(tls, (request, response) => {
    const url = new URL(request.url ?? '/', issuer)
    if (!url.pathname.startsWith('/wie/')) return void answer(request, response)
    const who = url.searchParams.get('wie')
    if (who) return void provider.interactionFinished(request, response, { login: { accountId: who } }, { mergeWithLastSubmission: false })
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(
      '<!doctype html><html lang="nl"><title>Wie bent u</title><main><h1>Wie bent u?</h1><form><label>Mailadres <input name="wie"></label><button>Verder</button></form></main></html>',
    )
  })
  await new Promise<void>((resolve) => server.listen(port, 'localhost', resolve))
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  return { issuer, ...client }
}
