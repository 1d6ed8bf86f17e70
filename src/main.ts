import { setTimeout as wait } from 'node:timers/promises'
import { beforeEnd, end, endsWell } from './ending.ts'
import { markAs } from './foundation/database/marked.ts'
import { firstToken } from './network/nation/actions.ts'
import { listenForMail } from './foundation/mail/arrival.ts'
import { StartError } from './foundation/settings.ts'
import { readinessOf } from './foundation/web/health.ts'
import { withoutData } from './foundation/web/server.ts'
import { assemble, fromEnvironment, orSayWhy } from './program.ts'

await orSayWhy(async () => {
  const { settings, database, ownerUrl, secret, ownKey, close } = await fromEnvironment()
  try {
    await markAs(ownerUrl, settings.demo)
    // Nothing of the demo, its identity provider neither, is loaded by a real installation.
    const shown = settings.demo ? await import('../demo/demo.tsx') : undefined
    const program = await assemble(settings, database, { secret, ownKey }, { extra: shown?.demo })
    await shown?.fillDemo(program.system)
    if (!shown) {
      if (!settings.SMTP_URL) program.system.log.warn('SMTP_URL is not set: mail waits in the outbox')
      if (!settings.SECURITY_CONTACT) program.system.log.warn('SECURITY_CONTACT is not set: there is no security.txt, and who finds a weakness does not know whom to tell')
    }

    const { system, app, tasks } = program
    const readiness = readinessOf(system)
    let mailIn: Awaited<ReturnType<typeof listenForMail>> | undefined
    beforeEnd(() => database.close())
    beforeEnd(async () => {
      // Who is being answered still has a while; who hangs is let go of.
      const late = setTimeout(() => app.server.closeAllConnections(), 3000)
      await Promise.all([mailIn?.close(), app.close()])
      clearTimeout(late)
    })
    beforeEnd(async () => {
      readiness.is = 'stopping'
      await Promise.all([wait(settings.DRAIN_SECONDS * 1000), tasks.stop()])
    })
    endsWell()
    // A promise that failed before anybody waited for it is one piece of work that failed: the others go on.
    process.on('unhandledRejection', (reason) => system.log.error(withoutData(reason instanceof Error ? reason : new Error('no error')), 'a promise failed that nobody waited for'))
    // What failed with nobody to catch it may have left anything half done: this process ends, in order, and is started anew by who runs it.
    process.on('uncaughtException', (error) => {
      system.log.fatal(withoutData(error), 'an error that nobody caught: the program ends')
      void end(1)
    })

    await app.listen({ port: settings.PORT, host: settings.host }).catch((error: NodeJS.ErrnoException) => {
      throw new StartError(
        error.code === 'EADDRINUSE' ? `Poort ${settings.PORT} is bezet; kies een andere met PORT.` : `Luisteren op ${settings.host}:${settings.PORT} lukt niet: ${error.message}.`,
      )
    })
    if (settings.mailInPort) {
      mailIn = await listenForMail(program.system, settings.mailInPort).catch((error: NodeJS.ErrnoException) => {
        if (error instanceof StartError) throw error
        if (settings.MAIL_IN_PORT) throw new StartError(`Mail ontvangen op ${settings.host}:${settings.MAIL_IN_PORT} lukt niet: ${error.message}.`)
        // The demo's own choice of a port: another demo on this machine has it.
        program.system.log.warn({ port: settings.mailInPort }, 'port is taken: no mail comes in')
        return undefined
      })
    }
    readiness.is = 'ready'
    console.log(`Werkcentrum draait op ${settings.baseUrl}`)
    const first = settings.demo ? undefined : await firstToken(database, system.links, system.clock.now())
    if (first) console.log(`Maak de eerste beheerder van Nederland, eenmalig: ${settings.baseUrl}/eerste/${first}`)
  } catch (error) {
    await close().catch(() => {})
    if (error instanceof StartError) console.error(error.message)
    else console.error(`Werkcentrum kan niet starten: ${(error as Error).message}`)
    process.exit(1)
  }
})
