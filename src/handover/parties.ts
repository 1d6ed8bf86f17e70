import { type Actor, holds, type StaffActor } from '../foundation/actor.ts'
import { may, rolesMay } from '../foundation/identity/rights.ts'
import { answersQuestions, type Network, worksHere } from '../network/current.ts'
import type { Handover, Party } from './handover.ts'
import { handoverRights } from './rights.ts'

/** Whether a partner works in its own inbox: it has a sign-in, and somebody who may. */
export const hasSignIn = (network: Network, organisation: string, now: Date): boolean =>
  network.organisations.get(organisation)?.issuer != null &&
  [...network.staff.values()].some((each) => each.organisation_id === organisation && worksHere(each, now) && rolesMay(each.roles, handoverRights.work))

/** Whether somebody looks after the access of partners without a sign-in: coordinators who see the region, and administrators of the Werkcentrum. */
export const looksAfterPartners = ({ actor }: { actor: StaffActor }, network: Network): boolean =>
  may(actor, handoverRights.revoke) && (actor.sight === 'region' || network.organisations.get(actor.organisation)?.kind === 'werkcentrum')

/** Who of a partner is told of a handover: its contact persons, else who answers questions there. */
export function receiversAt(network: Network, organisation: string, now: Date): string[] {
  const own = [...network.staff.values()].filter((each) => each.organisation_id === organisation && worksHere(each, now))
  const contacts = own.filter((each) => each.roles.includes('partner-contact'))
  return (contacts.length ? contacts : own.filter((each) => answersQuestions(each, now))).map((each) => each.id)
}

/**
 * As which parties this actor stands in a handover; none for who has no part in it. Of a partner to whom nothing is shown (any more) nobody stands in it. For a partner
 * without a sign-in the handing organisation writes down what it said.
 */
export function partiesOf(actor: Actor, handover: Pick<Handover, 'question_id' | 'from_id' | 'to_id' | 'shown'>, network: Network, now: Date): Party[] {
  if (actor.kind === 'task') return ['task']
  if (actor.kind === 'link') return actor.subject === handover.question_id ? ['person'] : []
  if (actor.kind === 'public' || actor.kind === 'resident') return []
  const isPartner = actor.organisation === handover.to_id && handover.shown !== 'none'
  if (actor.kind === 'guest') return isPartner ? ['partner'] : []
  const hands = actor.organisation === handover.from_id || actor.sight === 'region'
  const parties: Party[] = []
  if (hands) parties.push('handing')
  if (isPartner || (hands && !hasSignIn(network, handover.to_id, now))) parties.push('partner')
  if (actor.sight === 'region' && holds(actor, 'coordinator')) parties.push('coordinator')
  return parties
}
