import type { StaffActor } from '../src/foundation/actor.ts'
import type { Tx } from '../src/foundation/database/database.ts'
import type { Network } from '../src/network/known.ts'
import { addService } from '../src/catalogue/actions.ts'
import { type Entry, serviceSchema } from '../src/catalogue/service.ts'
import services from './catalogue.json'

const day = 86_400_000
/** Every so many services one that nobody confirmed for a while, to see what that looks like. */
const eachUnconfirmed = 17

const examples = (services as { slug: string; organisation?: string }[]).map(({ slug, organisation, ...document }) => ({
  slug,
  organisation,
  service: serviceSchema.parse(document),
}))

/** The example services as entries of a catalogue, without a database. */
export const demoEntries = (): Entry[] => examples.map(({ slug, service }) => ({ id: slug, slug, service }))

/** The example services of the demo's region, published by its coordinator. */
export async function fillCatalogue(tx: Tx, coordinator: StaffActor, now: Date, network: Network): Promise<void> {
  const organisations = new Map([...network.organisations.values()].map((each) => [each.slug, each.id]))
  for (const [at, { slug, organisation, service }] of examples.entries()) {
    const age = at % eachUnconfirmed === eachUnconfirmed - 1 ? 200 : (at * 7) % 150
    const given = {
      slug,
      organisation: (organisation && organisations.get(organisation)) || null,
      document: service,
      ready: 'published' as const,
      confirmedAt: new Date(now.getTime() - age * day),
    }
    await addService({ tx, actor: coordinator, now }, given)
  }
}
