import { parseArgs } from 'node:util'
import { createTransport } from 'nodemailer'
import { readSettings, StartError } from '../src/foundation/settings.ts'
import { orSayWhy } from '../src/program.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { to: { type: 'string' }, from: { type: 'string', default: 'vrager@voorbeeld.example' }, subject: { type: 'string', default: 'Mijn vraag' } },
})

await orSayWhy(async () => {
  const { mailInPort: port, demo } = readSettings(process.env)
  if (!demo || !port) throw new StartError('Mail sturen naar uzelf is er alleen in de demo.')
  if (!values.to || !positionals.length) throw new StartError('Gebruik: npm run demo:mail -- --to info@leerwerkloket-twente.example "De tekst van de mail"')
  const transport = createTransport({ host: 'localhost', port, ignoreTLS: true, connectionTimeout: 5000 })
  try {
    await transport.sendMail({ from: values.from, to: values.to, subject: values.subject, text: positionals.join(' ') })
    console.log('De mail is aangenomen.')
  } catch (error) {
    const { response, message } = error as { response?: string; message: string }
    throw new StartError(response ? `De mail is geweigerd: ${response}` : `Er luistert niets op poort ${port}; start eerst de demo. (${message})`)
  }
})
