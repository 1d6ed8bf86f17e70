import { readFileSync, statSync } from 'node:fs'
import { createSecureContext, type SecureContext } from 'node:tls'
import { type Settings, StartError } from '../settings.ts'
import type { System } from '../system.ts'

type Files = Pick<Settings, 'MAIL_IN_TLS_CERT' | 'MAIL_IN_TLS_KEY'>

/**
 * What mail that comes in is encrypted with, where that is set: asked anew for each connection, and read again once a file was renewed. While what stands there now is no pair (the one was renewed and
 * the other not yet), it stays as it was.
 * @throws StartError where there is none to begin with
 */
export function certificateOf({ MAIL_IN_TLS_CERT: cert, MAIL_IN_TLS_KEY: key }: Files, log: System['log']): (() => SecureContext) | undefined {
  if (!cert || !key) return undefined
  const version = () => [cert, key].map((file) => statSync(file).mtimeMs).join()
  const read = () => createSecureContext({ cert: readFileSync(cert), key: readFileSync(key), minVersion: 'TLSv1.2' })
  let seen: string
  let context: SecureContext
  try {
    seen = version()
    context = read()
  } catch (error) {
    throw new StartError(`MAIL_IN_TLS_CERT en MAIL_IN_TLS_KEY zijn niet te gebruiken: ${(error as Error).message}.`)
  }
  return () => {
    try {
      const now = version()
      if (now !== seen) context = read()
      seen = now
    } catch (error) {
      log.error({ failure: (error as Error).name }, 'the renewed certificate for mail cannot be read')
    }
    return context
  }
}
