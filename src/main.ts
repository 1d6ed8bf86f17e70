import { demo, fillDemo, markAs } from '../demo/demo.tsx'
import { firstToken } from './network/nation/actions.ts'
import { listenForMail } from './foundation/mail/arrival.ts'
import { StartError } from './foundation/settings.ts'
import { assemble, fromEnvironment, orSayWhy } from './program.ts'

await orSayWhy(async () => {
  const { settings, database, ownerUrl, secret, close } = await fromEnvironment()
  try {
    await markAs(ownerUrl, settings.demo)
    const program = await assemble(settings, database, secret, { extra: settings.demo ? demo : undefined })
    if (settings.demo) await fillDemo(program.system)
    if (!settings.SMTP_URL && !settings.demo) program.system.log.warn('SMTP_URL is not set: mail waits in the outbox')

    let mailIn: Awaited<ReturnType<typeof listenForMail>> | undefined
    let stopping = false
    const stop = async () => {
      if (stopping) return
      stopping = true
      await mailIn?.close()
      await program.app.close()
      await program.tasks.stop()
      await close()
      process.exit(0)
    }
    process.on('SIGTERM', stop)
    process.on('SIGINT', stop)

    await program.app.listen({ port: settings.PORT, host: settings.host }).catch((error: NodeJS.ErrnoException) => {
      throw new StartError(
        error.code === 'EADDRINUSE' ? `Poort ${settings.PORT} is bezet; kies een andere met PORT.` : `Luisteren op ${settings.host}:${settings.PORT} lukt niet: ${error.message}.`,
      )
    })
    if (settings.mailInPort) {
      mailIn = await listenForMail(program.system, settings.mailInPort).catch((error: NodeJS.ErrnoException) => {
        if (settings.MAIL_IN_PORT) throw new StartError(`Mail ontvangen op ${settings.host}:${settings.MAIL_IN_PORT} lukt niet: ${error.message}.`)
        // The demo's own choice of a port: another demo on this machine has it.
        program.system.log.warn({ port: settings.mailInPort }, 'port is taken: no mail comes in')
        return undefined
      })
    }
    console.log(`Werkcentrum draait op ${settings.baseUrl}`)
    const { system } = program
    const first = settings.demo ? undefined : await firstToken(database, system.links, system.clock.now())
    if (first) console.log(`Maak de eerste beheerder van Nederland, eenmalig: ${settings.baseUrl}/eerste/${first}`)
  } catch (error) {
    await close().catch(() => {})
    if (error instanceof StartError) console.error(error.message)
    else console.error(`Werkcentrum kan niet starten: ${(error as Error).message}`)
    process.exit(1)
  }
})
