import type { Acting } from '../foundation/doing.ts'
import { newId } from '../foundation/database/id.ts'
import { mainActivity } from '../foundation/record/activities.ts'
import { actorFor } from '../network/demo.ts'
import { withNetwork } from '../network/doing.ts'
import { insertEntry } from './privacy/register.ts'

/** A law by which one organisation must keep questions and answers, as its privacy officer wrote it. */
export async function peopleDemo(acting: Acting): Promise<void> {
  const { tx, now, network } = await withNetwork(acting)
  const officer = actorFor(network, 'privacyfunctionaris-enschede')
  const { code, register } = mainActivity(tx.partsOf)
  await insertEntry(tx, {
    ...register('nl'),
    region_id: officer.region,
    id: newId(now.getTime()),
    organisation_id: officer.organisation,
    code,
    duty: 'Archiefwet en selectielijst gemeenten',
    duty_years: 1,
    changed_at: now,
    changed_by: officer.id,
  })
}
