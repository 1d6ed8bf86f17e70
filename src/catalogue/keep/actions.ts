import { catalogueLetters } from '../letters.ts'
import type { Doing } from '../../network/doing.ts'
import type { Acting } from '../../foundation/doing.ts'
import type { Tx } from '../../foundation/database/database.ts'
import { type LetterKind, queueMail } from '../../foundation/mail/mail.ts'
import { record } from '../../foundation/record/record.ts'
import { Conflict, NotFound } from '../../foundation/web/problem.ts'
import { coordinatorsFor, type Network } from '../../network/current.ts'
import { confirmed, openOf, writeVersion } from '../actions.ts'
import { confirmedFor } from '../current.ts'
import type { Service } from '../service.ts'
import { catalogueChanged, lockServiceById, type ServiceRow, unconfirmedSince, updateService, versionsOf } from '../store.ts'
import { catalogueEvents } from '../events.ts'

const day = 86_400_000
/** After so long a coordinator is asked; a month later without a word the service leaves the public pages. */
const climbsAfter = 274 * day
const leavesAfter = 30 * day
/** Who was asked and said nothing is asked again after so long. */
const asksAgainAfter = 30 * day
const mostPerNight = 500

/** Where a provider is asked: as its organisation gave, else as the service itself says. */
const addressOf = (network: Network, { organisation_id, document }: ServiceRow): string | undefined =>
  (organisation_id && network.organisations.get(organisation_id)?.contact.email) || document?.email

/**
 * Asks about what was not confirmed for half a year: who keeps it by mail, after nine months a coordinator, and a month after that it leaves the public
 * pages. Each step once, also when a night is done twice. Answers how many of each.
 */
export async function askWhatHolds(doing: Doing): Promise<{ asked: number; climbed: number; left: number }> {
  const { tx, actor, now, network } = doing
  const done = { asked: 0, climbed: 0, left: 0 }
  const ago = (moment: Date | null) => (moment ? now.getTime() - moment.getTime() : Number.POSITIVE_INFINITY)
  for (const service of await unconfirmedSince(tx, actor.region, new Date(now.getTime() - confirmedFor), mostPerNight)) {
    const mail = (kind: LetterKind, recipient: string) => queueMail(tx, actor.region, now, { kind, subject: service.id, recipient, language: 'nl' })
    const address = addressOf(network, service)
    if (service.climbed_at && ago(service.climbed_at) >= leavesAfter) {
      await updateService(tx, service, { state: 'withdrawn', withdrawn_at: now })
      record(doing, catalogueEvents.withdrawn, service.id)
      done.left++
    } else if (!service.climbed_at && (ago(service.confirmed_at) >= climbsAfter || !address)) {
      // Nobody to ask: the coordinators at once.
      const centre = [...network.organisations.values()].find(({ kind }) => kind === 'werkcentrum')
      for (const id of coordinatorsFor(network, service.organisation_id ?? centre?.id ?? '', now)) mail(catalogueLetters.climbed, network.staff.get(id)!.email)
      await updateService(tx, service, { climbed_at: now })
      record(doing, catalogueEvents.climbed, service.id)
      done.climbed++
    } else if (!service.climbed_at && address && ago(service.asked_at) >= asksAgainAfter) {
      mail(catalogueLetters.holds, address)
      await updateService(tx, service, { asked_at: now })
      record(doing, catalogueEvents.asked, service.id)
      done.asked++
    }
  }
  if (done.left) await catalogueChanged(tx, now)
  return done
}

/** The service of a mailed link, held for this transaction. @throws NotFound when there is none, or nothing of it was ever published */
async function holdById(tx: Tx, region: number, id: string): Promise<ServiceRow & { document: Service }> {
  const service = await lockServiceById(tx, region, id)
  if (!service?.document) throw new NotFound()
  return { ...service, document: service.document }
}

/** Who came by the mailed link says that the service still holds. @throws Conflict when it left the site */
export const confirmByLink = async (doing: Acting, id: string): Promise<void> => confirmed(doing, await holdById(doing.tx, doing.actor.region, id))

/** What who came by the link would change, for a coordinator to review. @throws Conflict when somebody of the staff is writing at it */
export async function proposeByLink(doing: Acting, id: string, document: Service): Promise<void> {
  const { tx, actor, now } = doing
  const service = await holdById(tx, actor.region, id)
  const versions = await versionsOf(tx, actor.region, id)
  if (openOf(versions)?.staff_id) throw new Conflict('conflict.changed')
  // What only colleagues read stays as it was, and so does whether it is an example.
  const { staffContact, agreements, example } = service.document
  const proposed = { ...document, staffContact, agreements, example }
  const version = await writeVersion(tx, service, versions, { document: proposed, state: 'review', staff_id: null, reviewed_by: null, note: null, at: now })
  record(doing, catalogueEvents.proposed, id, { version })
}
