import { parseArgs } from 'node:util'
import pino from 'pino'
import { fillDemo } from '../demo/demo.tsx'
import { markAs } from '../src/foundation/database/marked.ts'
import { fillNation, firstRegions } from '../demo/load.ts'
import { StartError } from '../src/foundation/settings.ts'
import { assemble, fromEnvironment, orSayWhy } from '../src/program.ts'

const { values } = parseArgs({ options: { questions: { type: 'string', default: '1000000' }, regions: { type: 'string', default: '35' } } })

await orSayWhy(async () => {
  const questions = Number(values.questions)
  const regions = Number(values.regions)
  if (!Number.isInteger(questions) || questions < 1 || !Number.isInteger(regions) || regions < 1 || regions > 35)
    throw new StartError('Gebruik: npm run load -- --questions 1000000 --regions 35')
  const { settings, database, ownerUrl, secret, ownKey, close } = await fromEnvironment()
  try {
    if (!settings.demo) throw new StartError('Verzonnen vragen komen niet in een echte installatie.')
    await markAs(ownerUrl, true)
    const program = await assemble(settings, database, { secret, ownKey }, { log: pino({ level: 'silent' }) })
    await fillDemo(program.system)
    await program.tasks.stop()
    await fillNation(database, ownerUrl, ownKey, firstRegions(regions), Math.ceil(questions / regions), new Date(), console.log)
  } finally {
    await close()
  }
})
