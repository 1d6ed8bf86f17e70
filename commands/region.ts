import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Tx } from '../src/foundation/database/database.ts'
import { StartError } from '../src/foundation/settings.ts'
import { applySetup, changeSetup, openRegion, SetupRefused } from '../src/network/actions.ts'
import { regionOfSlug } from '../src/network/geography.ts'
import { readNetwork } from '../src/network/current.ts'
import { normsSchema, type Setup, setupSchema } from '../src/network/network.ts'
import { documentOf } from '../src/network/setup/document.ts'
import { versionAt, versionsOf } from '../src/network/store.ts'
import { fromEnvironment, orSayWhy } from '../src/program.ts'

z.config(z.locales.nl())
const [action, first, second, third] = process.argv.slice(2)

const explain = (error: z.ZodError) => error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`).join('\n')
const why = {
  'has-history': 'is nog in gebruik (vragen of collega’s, ook van vroeger) en kan er niet uit',
  'no-secret': 'heeft een nieuwe manier van aanmelden zonder clientSecret',
  'unknown-choice': 'kent geen kamer van het programma',
  'changed-meanwhile': 'de inrichting is intussen gewijzigd',
}

function readSetup(path: string): Setup {
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

async function present(tx: Tx, region: number) {
  const network = await readNetwork(tx, region)
  if (!network) throw new StartError('Deze regio is nog niet open.')
  return network
}

/** What the command does to its region, in one transaction; answers what to say of it. */
type Work = (tx: Tx, region: number, secret: string, now: Date) => Promise<string>

function work(): { slug: string; work: Work } | undefined {
  if (action === 'open' && first) {
    const setup = readSetup(first)
    return { slug: setup.region, work: async (tx, _region, secret, now) => openRegion({ tx, now }, secret, setup).then(() => `De regio ${setup.region} is open.`) }
  }
  if (action === 'apply' && first) {
    const setup = readSetup(first)
    return {
      slug: setup.region,
      work: async (tx, region, secret, now) => {
        await present(tx, region)
        return `De inrichting van ${setup.region} is nu versie ${await applySetup({ tx, actor: { kind: 'task', region }, now }, secret, setup)}.`
      },
    }
  }
  if (action === 'export' && first) {
    return { slug: first, work: async (tx, region, _secret, now) => JSON.stringify(documentOf(await present(tx, region), now), null, 1) }
  }
  if (action === 'versions' && first) {
    return {
      slug: first,
      work: async (tx, region) => (await versionsOf(tx, region)).map((each) => `${each.version}  ${each.at.toISOString()}  ${each.staff_id ?? 'programma'}`).join('\n'),
    }
  }
  if (action === 'undo' && first && second) {
    return {
      slug: first,
      work: async (tx, region, secret, now) => {
        const version = await versionAt(tx, region, Number(second))
        if (!version) throw new StartError(`Versie ${second} van ${first} is er niet.`)
        const made = await applySetup({ tx, actor: { kind: 'task', region }, now }, secret, setupSchema.parse(version.document))
        return `De inrichting van ${first} is weer als versie ${second}, en heet nu versie ${made}.`
      },
    }
  }
  if (action === 'norms' && first && second && third) {
    const norms = readNorms()
    const said = `Wie vanaf nu vraagt in ${first}, krijgt een eerste reactie binnen ${norms.firstResponseDays} en antwoord binnen ${norms.answerDays} werkdagen.`
    return {
      slug: first,
      work: async (tx, region, secret, now) => changeSetup({ tx, actor: { kind: 'task', region }, now }, secret, (document) => ({ ...document, norms })).then(() => said),
    }
  }
  if (action === 'leave' && first && second) {
    return {
      slug: first,
      work: async (tx, region, secret, now) => {
        const stays = (each: Setup['staff'][number]) => each.email.toLowerCase() !== second.toLowerCase()
        if (documentOf(await present(tx, region), now).staff.every(stays)) throw new StartError(`Er werkt niemand met adres ${second} in ${first}.`)
        await changeSetup({ tx, actor: { kind: 'task', region }, now }, secret, (document) => ({ ...document, staff: document.staff.filter(stays) }))
        return `${second} is vertrokken; open vragen gingen terug naar de organisatie.`
      },
    }
  }
  return undefined
}

await orSayWhy(async () => {
  const asked = work()
  if (!asked)
    throw new StartError(
      'Gebruik: npm run region -- open bestand.json, apply bestand.json, export regio, versions regio, undo regio versie, norms regio reactie antwoord (in werkdagen), of leave regio e-mailadres',
    )
  const region = regionOfSlug(asked.slug)?.id
  if (region === undefined) throw new StartError(`De regio ${asked.slug} is er niet.`)
  const { database, ownKey, close } = await fromEnvironment()
  try {
    console.log(await database.transaction({ kind: 'task', region }, 'network', (tx) => asked.work(tx, region, ownKey, new Date())))
  } catch (error) {
    if (error instanceof StartError) throw error
    if (error instanceof SetupRefused) throw new StartError(`Er is niets gewijzigd.\n${error.reasons.map((each) => `  ${each.name} ${why[each.why]}`).join('\n')}`)
    throw new StartError((error as Error).message)
  } finally {
    await close()
  }
})
