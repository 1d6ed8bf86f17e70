import { parseArgs } from 'node:util'
import { startClock } from '../src/foundation/clock/clock.ts'
import { sessionKeeper } from '../src/foundation/identity/sessions.ts'
import { StartError } from '../src/foundation/settings.ts'
import { regionOfSlug } from '../src/network/geography.ts'
import { staffOf } from '../src/network/store.ts'
import { fromEnvironment, orSayWhy } from '../src/program.ts'

const { values } = parseArgs({ options: { as: { type: 'string' } } })

await orSayWhy(async () => {
  const { settings, database, close } = await fromEnvironment()
  const region = regionOfSlug('twente')!.id
  try {
    if (!settings.demo) throw new StartError('Een token zonder aanmelden is er alleen in de demo.')
    const token = await database.transaction({ kind: 'task', region }, 'demo', async (tx) => {
      const staff = (await staffOf(tx, region)).find((each) => each.subject === values.as)
      return staff && sessionKeeper(database, startClock(settings.NOW), false).begin(tx, region, staff.id)
    })
    if (!token) throw new StartError(`Er is niemand die ${values.as ?? '(geef --as)'} heet; start de demo eerst, en zie /demo.`)
    console.log(token)
  } finally {
    await close()
  }
})
