import type { Acting } from '../../foundation/doing.ts'
import { actorFor, organisationOf } from '../../network/demo.ts'
import { withNetwork } from '../../network/doing.ts'
import { addService } from '../actions.ts'
import { type Entry, serviceSchema } from '../service.ts'
import services from './services.json'

const day = 86_400_000
/** Every so many services one that nobody confirmed for a while, to see what that looks like. */
const eachUnconfirmed = 17

// Read when they are wanted: a program that is no demo never does.
const examples = () =>
  (services as { slug: string; organisation?: string }[]).map(({ slug, organisation, ...document }) => ({ slug, organisation, service: serviceSchema.parse(document) }))

/** The example services as entries of a catalogue, without a database. */
export const demoEntries = (): Entry[] => examples().map(({ slug, service }) => ({ id: slug, slug, service }))

/** The example services, published by the region's coordinator. */
export async function catalogueDemo(acting: Acting): Promise<void> {
  const { tx, now, network } = await withNetwork(acting)
  const coordinator = actorFor(network, 'coordinator-werkcentrum')
  for (const [at, { slug, organisation, service }] of examples().entries()) {
    const age = at % eachUnconfirmed === eachUnconfirmed - 1 ? 200 : (at * 7) % 150
    const given = {
      slug,
      organisation: organisation ? organisationOf(network, organisation) : null,
      document: service,
      ready: 'published' as const,
      confirmedAt: new Date(now.getTime() - age * day),
    }
    await addService({ tx, actor: coordinator, now }, given)
  }
}
