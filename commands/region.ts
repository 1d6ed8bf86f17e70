import { readFileSync } from 'node:fs'
import { StartError } from '../src/foundation/settings.ts'
import { openRegion } from '../src/network/actions.ts'
import { regionOfSlug } from '../src/network/geography.ts'
import { setupSchema } from '../src/network/network.ts'
import { staffOf } from '../src/network/store.ts'
import { fromEnvironment, orSayWhy } from '../src/program.ts'
import { staffLeaves } from '../src/rooms.ts'

const [action, first, second] = process.argv.slice(2)

function readSetup(path: string) {
  let given: unknown
  try {
    given = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new StartError(`${path} is niet te lezen als JSON: ${(error as Error).message}`)
  }
  const setup = setupSchema.safeParse(given)
  if (!setup.success)
    throw new StartError(`${path} klopt nog niet; er is niets gewijzigd.\n${setup.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`).join('\n')}`)
  return setup.data
}

await orSayWhy(async () => {
  if (!(action === 'open' && first) && !(action === 'leave' && first && second)) {
    throw new StartError('Gebruik: npm run region -- open bestand.json, of: npm run region -- leave regio e-mailadres')
  }
  const setup = action === 'open' ? readSetup(first!) : undefined
  const { database, secret, close } = await fromEnvironment()
  const now = new Date()
  try {
    const region = regionOfSlug(setup?.region ?? first!)?.id
    if (!region) throw new StartError(`De regio ${first} is er niet.`)
    const actor = { kind: 'task', region } as const
    await database.as(actor, 'network', async (tx) => {
      if (setup) return openRegion(tx, actor, secret, setup, now)
      const leaving = (await staffOf(tx, region)).filter((each) => each.email === second!.toLowerCase() && !each.left_at)
      if (!leaving.length) throw new StartError(`Er werkt niemand met adres ${second} in ${first}.`)
      for (const each of leaving) await staffLeaves(tx, actor, each.id, now)
    })
    console.log(setup ? `De regio ${setup.region} is open.` : `${second} is vertrokken; open vragen gingen terug naar de organisatie.`)
  } catch (error) {
    throw error instanceof StartError ? error : new StartError((error as Error).message)
  } finally {
    await close()
  }
})
