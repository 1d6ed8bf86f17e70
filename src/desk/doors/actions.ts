import type { Acting } from '../../foundation/doing.ts'
import { randomBytes } from 'node:crypto'
import { hashOfToken } from '../../foundation/identity/tokens.ts'
import type { StaffActor } from '../../foundation/actor.ts'
import type { Tx } from '../../foundation/database/database.ts'
import { newId } from '../../foundation/database/id.ts'
import { record } from '../../foundation/record/record.ts'
import { NotFound } from '../../foundation/web/problem.ts'
import { type ApiClient, clientByHash, insertClient, revokeClient } from './store.ts'
import { deskWorkEvents } from '../events.ts'

/** Gives a program of the actor's organisation its token: shown this once, kept as a hash. */
export async function addClient(doing: Acting<StaffActor>, name: string): Promise<string> {
  const { tx, actor, now } = doing
  const token = `wc_${actor.region}_${randomBytes(24).toString('base64url')}`
  const id = newId(now.getTime())
  const { region: region_id, organisation: organisation_id } = actor
  await insertClient(tx, { region_id, id, organisation_id, name, token_hash: hashOfToken(token), added_at: now, added_by: actor.id, revoked_at: null })
  record(doing, deskWorkEvents.clientAdded, id)
  return token
}

/** Ends a token at once. @throws NotFound for one that is another organisation's, or ended before */
export async function endClient(doing: Acting<StaffActor>, id: string): Promise<void> {
  const { tx, actor, now } = doing
  if (!(await revokeClient(tx, actor.region, actor.organisation, id, now))) throw new NotFound()
  record(doing, deskWorkEvents.clientRevoked, id)
}

/** The client that this token is of, when it is one of this region and was not ended. The transaction is the program's own. */
export const clientOf = (tx: Tx, region: number, token: string): Promise<ApiClient | undefined> => clientByHash(tx, region, hashOfToken(token))
