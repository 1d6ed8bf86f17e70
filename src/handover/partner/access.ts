import { passesOf } from '../../foundation/identity/passes.ts'
import type { Acting } from '../../foundation/doing.ts'
import { record } from '../../foundation/record/record.ts'
import type { System } from '../../foundation/system.ts'
import { raiseLinkVersion } from '../../network/actions.ts'
import { accessRevoked, guestRevoked } from '../events.ts'
import { guestsSince } from '../store.ts'

/** Passes last eight hours: whoever came in longer ago than this has none. */
const passDays = 1

/** The people of a partner who may be in now: who came in by a code within a day and have a pass that counts. */
export async function peopleIn(system: System, { tx, actor: { region }, now }: Acting, organisation: string) {
  const came = await guestsSince(tx, region, organisation, new Date(now.getTime() - passDays * 86_400_000))
  const holders = await passesOf(system).holders(
    tx,
    region,
    'partner',
    came.map(({ id }) => id),
    now,
  )
  return came.filter(({ id }) => holders.has(id))
}

/**
 * Revokes every link to a partner's handovers and ends the passes that came of them. The link's version only ever goes up, so no earlier link counts again. In the transaction of the
 * program itself, as `doing` is who asked for it.
 */
export async function revokeAccess(system: System, doing: Acting, organisation: string): Promise<void> {
  const { tx, actor, now } = doing
  // First the version: who comes in at this moment holds it, and their pass is there for the second.
  await raiseLinkVersion(tx, actor.region, organisation)
  const people = await peopleIn(system, doing, organisation)
  await passesOf(system).endOf(
    tx,
    actor.region,
    'partner',
    people.map(({ id }) => id),
    now,
  )
  record(doing, accessRevoked, organisation, { people: people.length })
}

/** Ends what one person of a partner came in by. */
export async function revokePerson(system: System, doing: Acting, organisation: string, guest: string): Promise<void> {
  const people = await peopleIn(system, doing, organisation)
  // Of a double click the second finds them gone.
  if (!people.some(({ id }) => id === guest)) return
  await passesOf(system).endOf(doing.tx, doing.actor.region, 'partner', [guest], doing.now)
  record(doing, guestRevoked, guest, { organisation })
}
