import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Actor } from '../src/foundation/actor.ts'
import type { Tx } from '../src/foundation/database/database.ts'
import { StartError } from '../src/foundation/settings.ts'
import { changeNorms, openRegion } from '../src/network/actions.ts'
import { regionOfSlug } from '../src/network/geography.ts'
import { normsSchema, setupSchema } from '../src/network/network.ts'
import { staffOf } from '../src/network/store.ts'
import { fromEnvironment, orSayWhy } from '../src/program.ts'
import { staffLeaves } from '../src/rooms.ts'

z.config(z.locales.nl())
const [action, first, second, third] = process.argv.slice(2)

const explain = (error: z.ZodError) => error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`).join('\n')

function readSetup(path: string) {
  let given: unknown
  try {
    given = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new StartError(`${path} is niet te lezen als JSON: ${(error as Error).message}`)
  }
  const setup = setupSchema.safeParse(given)
  if (!setup.success) throw new StartError(`${path} klopt nog niet; er is niets gewijzigd.\n${explain(setup.error)}`)
  return setup.data
}

function readNorms() {
  const norms = normsSchema.safeParse({ firstResponseDays: Number(second), answerDays: Number(third) })
  if (!norms.success) throw new StartError(`Deze norm kan niet; er is niets gewijzigd.\n${explain(norms.error)}`)
  return norms.data
}

/** What the command does to its region, in one transaction; answers what to say of it. */
type Work = (tx: Tx, actor: Actor, secret: string, now: Date) => Promise<string>

function work(): { slug: string; work: Work } | undefined {
  if (action === 'open' && first) {
    const setup = readSetup(first)
    return { slug: setup.region, work: async (tx, actor, secret, now) => openRegion(tx, actor, secret, setup, now).then(() => `De regio ${setup.region} is open.`) }
  }
  if (action === 'norms' && first && second && third) {
    const norms = readNorms()
    const said = `Wie vanaf nu vraagt in ${first}, krijgt een eerste reactie binnen ${norms.firstResponseDays} en antwoord binnen ${norms.answerDays} werkdagen.`
    return { slug: first, work: async (tx, actor, _secret, now) => changeNorms(tx, actor, norms, now).then(() => said) }
  }
  if (action === 'leave' && first && second) {
    return {
      slug: first,
      work: async (tx, actor, _secret, now) => {
        const leaving = (await staffOf(tx, actor.region)).filter((each) => each.email === second.toLowerCase() && !each.left_at)
        if (!leaving.length) throw new StartError(`Er werkt niemand met adres ${second} in ${first}.`)
        for (const each of leaving) await staffLeaves(tx, actor, each.id, now)
        return `${second} is vertrokken; open vragen gingen terug naar de organisatie.`
      },
    }
  }
  return undefined
}

await orSayWhy(async () => {
  const asked = work()
  if (!asked) throw new StartError('Gebruik: npm run region -- open bestand.json, norms regio reactie antwoord (in werkdagen), of leave regio e-mailadres')
  const region = regionOfSlug(asked.slug)?.id
  if (!region) throw new StartError(`De regio ${asked.slug} is er niet.`)
  const { database, secret, close } = await fromEnvironment()
  const actor = { kind: 'task', region } as const
  try {
    console.log(await database.as(actor, 'network', (tx) => asked.work(tx, actor, secret, new Date())))
  } catch (error) {
    throw error instanceof StartError ? error : new StartError((error as Error).message)
  } finally {
    await close()
  }
})
